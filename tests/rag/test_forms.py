"""Each kind of question gets its form; whatever the form, it holds sentences of letters only."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fakes_forms import by_name, make_row, search_over
from index.actors import ActorReader
from index.search import Searcher
from rag.composing import compose
from rag.evidence import Evidence
from rag.forms import Composed, by_actor_and_letter, near_best
from rag.judgement import Judgement
from rag.question import Question, understand
from rag.settings import AnswerSettings

SETTINGS = AnswerSettings()


@pytest.fixture(scope="module")
def positions(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over made-up letters about one subject."""
    return search_over("position_letters", tmp_path_factory.mktemp("positions"))


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over a made-up agenda and the report of the same meeting."""
    return search_over("council_letters", tmp_path_factory.mktemp("councils"))


def pick(searcher: Searcher, file: str, start: str, score: float = 1.0) -> Evidence:
    return make_row(by_name(searcher.index.letters, file), start, score=score)


def make(
    searcher: Searcher,
    question: Question,
    rows: Sequence[Evidence],
    actors: ActorReader,
    *,
    chosen: Sequence[Evidence] | None = None,
    status: str = "answered",
) -> Composed:
    judgement = Judgement(status, "", tuple(rows if chosen is None else chosen))  # type: ignore[arg-type]
    return compose(question, judgement, rows, searcher, actors, SETTINGS)


def starts(composed: Composed) -> list[str]:
    return [row.sentence.display[:22] for row in composed.rows]


def test_a_position_is_grouped_by_speaker_and_letter_newest_first(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Wat vindt NL van zingende lantaarnpalen?", actor_reader)
    rows = [
        pick(positions, "lantaarnpalen_1", "Nederland vraagt om 12"),
        pick(positions, "lantaarnpalen_3", "Nederland benadrukte"),
        pick(positions, "lantaarnpalen_1", "Nederland steunt"),
    ]

    composed = make(positions, question, rows, actor_reader)

    assert [block.heading for block in composed.blocks] == ["Nederland", "Nederland"]
    assert starts(composed) == [
        "Nederland benadrukte n", "Nederland vraagt om 12", "Nederland steunt het v"
    ]  # fmt: skip
    assert composed.summary == "Het laatste standpunt in deze brieven is van 30 september 2031."


def test_whoever_is_asked_about_comes_before_others_however_new(positions: Searcher):
    rows = [
        pick(positions, "lantaarnpalen_2", "De Commissie acht"),
        pick(positions, "lantaarnpalen_1", "Nederland steunt"),
    ]

    blocks = by_actor_and_letter(rows, asked=("Nederland",))

    assert [block.heading for block in blocks] == ["Nederland", "De Europese Commissie"]


def test_a_figure_stands_first_however_old_its_letter(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Hoeveel proeven met lantaarnpalen?", actor_reader)
    rows = [
        pick(positions, "lantaarnpalen_1", "Nederland vraagt om 12"),
        pick(positions, "lantaarnpalen_3", "Nederland benadrukte", 0.9),
    ]

    composed = make(positions, question, rows, actor_reader)

    assert starts(composed)[0] == "Nederland vraagt om 12"


def test_who_said_it_is_one_speaker_not_everybody_who_spoke(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Wie acht zingende lantaarnpalen veilig?", actor_reader)
    rows = [
        pick(positions, "lantaarnpalen_2", "De Commissie acht"),
        pick(positions, "lantaarnpalen_1", "Nederland steunt", 0.9),
    ]

    composed = make(positions, question, rows, actor_reader)

    assert [block.heading for block in composed.blocks] == ["De Europese Commissie"]


def test_two_speakers_are_compared_in_the_order_asked(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Vergelijk de Commissie en Nederland over lantaarnpalen", actor_reader)
    rows = [
        pick(positions, "lantaarnpalen_2", "Nederland vraagt om 20"),
        pick(positions, "lantaarnpalen_2", "De Commissie acht", 0.9),
    ]

    composed = make(positions, question, rows, actor_reader)

    assert question.kind == "comparison"
    assert [block.heading for block in composed.blocks] == ["De Europese Commissie", "Nederland"]


def test_a_compared_speaker_without_a_sentence_is_said_to_be_absent(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Vergelijk de Commissie en Nederland over lantaarnpalen", actor_reader)
    rows = [pick(positions, "lantaarnpalen_1", "Nederland steunt")]

    absent, present = make(positions, question, rows, actor_reader).blocks

    assert (absent.heading, absent.rows) == ("De Europese Commissie", ())
    assert absent.why == "hierover is in deze brieven niets gevonden"
    assert present.rows


def test_in_which_letter_is_answered_with_notations(positions: Searcher, actor_reader: ActorReader):
    question = understand("In welke brief staan de lantaarnpalen?", actor_reader)
    rows = [
        pick(positions, "lantaarnpalen_1", "Nederland steunt"),
        pick(positions, "lantaarnpalen_2", "Nederland vraagt om 20", 0.9),
        pick(positions, "lantaarnpalen_1", "Nederland vraagt om 12", 0.8),
    ]

    composed = make(positions, question, rows, actor_reader)

    assert [block.heading for block in composed.blocks] == [
        "Kamerstukken II 2030-31, 32 317, nr. 1601", "Kamerstukken II 2030-31, 32 317, nr. 1602"
    ]  # fmt: skip
    assert composed.summary == (
        "Gevonden in 2 brieven; de nieuwste is Kamerstukken II 2030-31, 32 317, nr. 1602."
    )


def test_over_time_a_moment_that_was_not_among_the_best_is_shown_too(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Hoe veranderde de inzet van NL over lantaarnpalen?", actor_reader)
    rows = [
        pick(positions, "lantaarnpalen_2", "Nederland vraagt om 20"),
        pick(positions, "lantaarnpalen_1", "Nederland vraagt om 12", 0.65),
    ]

    composed = make(positions, question, rows, actor_reader, chosen=rows[:1])

    assert [block.heading for block in composed.blocks] == ["12 mei 2031", "10 januari 2031"]
    assert composed.blocks[0].mark == "gewijzigd"


def test_the_agenda_is_the_plan_and_the_report_the_outcome(
    councils: Searcher, actor_reader: ActorReader
):
    question = understand("Wat was de inzet van NL over drijvende brievenbussen?", actor_reader)
    rows = [
        pick(councils, "verslag_lenteraad", "Nederland kon het voorstel"),
        pick(councils, "agenda_lenteraad.", "Nederland vraagt aandacht", 0.5),
    ]

    composed = make(councils, question, rows, actor_reader, chosen=rows[:1])

    assert [(block.mark, starts(Composed((block,)))) for block in composed.blocks] == [
        ("uitkomst", ["Nederland kon het voor"]),
        ("inzet", ["Nederland vraagt aanda"]),
    ]


def test_an_agenda_without_its_report_is_no_plan_beside_an_outcome(
    councils: Searcher, actor_reader: ActorReader
):
    question = understand("Wat zei NL over drijvende brievenbussen?", actor_reader)
    rows = [pick(councils, "agenda_lenteraad.", "Nederland vraagt aandacht")]

    composed = make(councils, question, rows, actor_reader)

    assert [block.mark for block in composed.blocks] == [""]


def test_who_did_speak_is_named_as_such_where_nl_was_silent(
    positions: Searcher, actor_reader: ActorReader
):
    question = understand("Wat vindt NL van het volume?", actor_reader)
    rows = [pick(positions, "lantaarnpalen_2", "De Commissie acht")]

    composed = make(positions, question, rows, actor_reader, status="not_in_letters")

    assert [block.heading for block in composed.blocks] == ["De Europese Commissie"]
    assert composed.summary == ""


@pytest.mark.parametrize(
    "text",
    [
        "Wat vindt NL van lantaarnpalen?", "Hoe veranderde de inzet van NL over lantaarnpalen?",
        "Steunt NL lantaarnpalen?", "Hoeveel lantaarnpalen?", "Waarom lantaarnpalen?",
        "Welke lantaarnpalen?", "Wat zijn lantaarnpalen?", "In welke brief staan lantaarnpalen?",
        "Vergelijk de Commissie en NL over lantaarnpalen", "lantaarnpalen",
    ],
)  # fmt: skip
def test_no_form_shows_a_sentence_twice_or_one_that_was_not_found(
    text: str, positions: Searcher, actor_reader: ActorReader
):
    found = [
        pick(positions, "lantaarnpalen_3", "Nederland steunt"),
        pick(positions, "lantaarnpalen_2", "De Commissie acht", 0.9),
        pick(positions, "lantaarnpalen_1", "Nederland vraagt om 12", 0.8),
    ]

    rows = make(positions, understand(text, actor_reader), found, actor_reader).rows

    places = [(row.letter.id, row.sentence.start) for row in rows]
    assert places
    assert len(places) == len(set(places))
    assert set(map(id, rows)) <= set(map(id, found))


def test_nothing_found_is_nothing_composed(positions: Searcher, actor_reader: ActorReader):
    question = understand("Wat vindt NL van bitcoin?", actor_reader)

    assert make(positions, question, (), actor_reader).blocks == ()


def test_what_stands_again_elsewhere_is_cited_once(positions: Searcher):
    row = pick(positions, "lantaarnpalen_3", "Nederland steunt")

    assert len(positions.repeats(row.sentence, row.letter)) == 1
    assert len(by_actor_and_letter([row, replace(row)])) == 1


def test_a_sentence_reads_on_from_the_one_it_leans_on(positions: Searcher):
    first = pick(positions, "lantaarnpalen_1", "Nederland steunt")
    row = replace(
        pick(positions, "lantaarnpalen_1", "Nederland vraagt"), leans_on=(first.sentence,)
    )

    (block,) = by_actor_and_letter([row, first])

    assert block.rows == (first, row)


@pytest.mark.parametrize("score", [2.0, 0.0, -2.0])
def test_the_best_is_near_the_best_whatever_the_scores(positions: Searcher, score: float):
    best = pick(positions, "lantaarnpalen_1", "Nederland steunt", score)
    worse = pick(positions, "lantaarnpalen_1", "Nederland vraagt", score - 1)

    assert near_best([best, worse], 0.75) == (best,)


@pytest.mark.parametrize(
    "text", ["Hoe veranderde de inzet van NL?", "In welke brief?", "Vergelijk NL en Zweden", "Wie?"]
)
def test_what_was_judged_an_answer_is_shown_in_any_form(
    text: str, positions: Searcher, actor_reader: ActorReader
):
    chosen = [pick(positions, "lantaarnpalen_2", "De Commissie acht", -1.0)]

    composed = make(positions, understand(text, actor_reader), chosen, actor_reader)

    assert composed.rows == tuple(chosen)
