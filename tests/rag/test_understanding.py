"""From what was typed to a question: completed, mended, hinted, and overridden where asked."""

from collections.abc import Iterable

import pytest

from index.actors import ActorReader
from index.letter_names import LetterNames
from index.search import Filters
from rag.errors import QuestionError
from rag.follow_up import Turn
from rag.understanding import INFERENCES, read_question

ASKED = "Wat zei NL over de uitkomst bij agendapunt 3 van de informele raad in Warschau, nr. 12?"


class Letters:
    """Letters that hold the word "vuurwerk"."""

    names = LetterNames(frozenset({"warschau"}))

    def document_frequency(self, name: str) -> int:
        return int(name == "vuurwerk")

    def stems_like(self, start: str) -> Iterable[str]:
        return ["vuurwerk"] if "vuurwerk".startswith(start) else []


def test_a_question_that_is_whole_is_read_as_typed(actor_reader: ActorReader):
    question = read_question("Wat zei NL over vuurwerk?", actor_reader, letters=Letters())

    assert (question.typed, question.carried, question.corrections) == ("", (), ())


def test_a_follow_up_with_a_slip_is_completed_and_mended(actor_reader: ActorReader):
    history = [Turn("Wat zei de Commissie over vuurwrk?")]

    question = read_question("en NL?", actor_reader, letters=Letters(), history=history)

    assert question.text == "Wat zei NL over vuurwerk?"
    assert question.typed == "en NL?"
    assert question.corrections[0].meant == "vuurwerk"


def test_everything_inferred_can_be_left_out(actor_reader: ActorReader):
    history = [Turn("Wat zei de Commissie over vuurwerk?")]

    question = read_question(
        ASKED, actor_reader, letters=Letters(), history=history, ignored=INFERENCES
    )

    hints = (question.meeting, question.document, question.item, question.letter_kind)
    assert not any((question.actors, question.period, question.carried, *hints))
    assert question.text == ASKED


def test_what_is_left_out_by_name_leaves_the_rest(actor_reader: ActorReader):
    question = read_question(ASKED, actor_reader, letters=Letters(), ignored=["bijeenkomst"])

    assert not question.meeting
    assert question.actors == ("Nederland",)
    assert question.item.number == "3"


def test_a_filter_takes_the_place_of_what_was_inferred(actor_reader: ActorReader):
    filters = Filters(actor="Commissie", since="2025-01-01", kind="brief", dossier="32 317")

    question = read_question(
        "verslag juni 2025 NL in 32 317, nr. 12 over vuurwerk", actor_reader, filters=filters
    )

    assert question.actors == ("Commissie",)
    assert not any((question.period, question.letter_kind, question.document))


def test_an_unknown_name_to_leave_out_is_refused_with_the_known_ones(actor_reader: ActorReader):
    with pytest.raises(QuestionError, match=r"'kleur' .* Kies uit: gesprek, spelling"):
        read_question("drones", actor_reader, ignored=["kleur"])
