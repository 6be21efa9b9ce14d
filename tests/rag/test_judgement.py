"""Whether the letters answer is decided by who speaks, what is named and how well it fits."""

from collections.abc import Mapping

import pytest

from index.actors import ActorReader
from index.hit import Hit
from index.letter import Letter, Passage
from rag.evidence import Evidence, Matcher
from rag.judgement import Judgement, judge
from rag.question import understand
from rag.settings import AnswerSettings

LIMITS = AnswerSettings(sure_fit=1.0, least_fit=0.5)
FITS, DOUBTFUL, MISSES = 1.5, 0.7, 0.1

NEDERLAND = "Nederland kon het voorstel niet steunen"
COMMISSIE = "De Commissie zegde een onderzoek"
VOORZITTERSCHAP = "Het Voorzitterschap presenteerde"
NARRATION = "De Raad stemde in"


@pytest.fixture
def report(tiny_letters: Mapping[str, Letter]) -> Letter:
    """The made-up report of a council."""
    return tiny_letters["verslag"]


def find(letter: Letter, start: str, fit: float) -> Evidence:
    sentence = next(each for each in letter.sentences if each.display.startswith(start))
    passage = Passage(letter.id, sentence.start, sentence.end, sentence.section)
    hit = Hit(1, 1.0, passage, letter, sentence.display, sentence.actors)
    return Evidence(sentence, letter, hit, frozenset(), fit, bonus=0.0)


def judge_question(
    text: str, evidence: list[Evidence], actors: ActorReader, *, nowhere: str = ""
) -> Judgement:
    question = understand(text, actors)
    matcher = Matcher(question, lambda name: 0 if name == nowhere else 3, 50)
    return judge(question, evidence, matcher, actors, LIMITS)


def test_the_asked_actor_who_speaks_well_enough_answers(report: Letter, actor_reader: ActorReader):
    evidence = [find(report, NEDERLAND, FITS), find(report, COMMISSIE, FITS)]

    judgement = judge_question("Wat zei NL over brievenbussen?", evidence, actor_reader)

    assert (judgement.status, judgement.message) == ("answered", "")
    assert judgement.chosen == (evidence[0],)


def test_where_only_others_spoke_the_answer_says_who(report: Letter, actor_reader: ActorReader):
    evidence = [find(report, COMMISSIE, FITS), find(report, VOORZITTERSCHAP, FITS)]

    judgement = judge_question("Wat zei NL over bruggen?", evidence, actor_reader)

    assert judgement.status == "not_in_letters"
    assert judgement.message == (
        "Nederland heeft zich hierover in deze brieven niet uitgesproken; "
        "wel de Europese Commissie en het voorzitterschap:"
    )
    assert judgement.chosen == tuple(evidence)


def test_several_silent_actors_are_all_named(report: Letter, actor_reader: ActorReader):
    evidence = [find(report, VOORZITTERSCHAP, FITS)]

    judgement = judge_question("Wat zeiden NL en Cie over bruggen?", evidence, actor_reader)

    assert judgement.message.startswith("Nederland en de Europese Commissie hebben zich")


def test_an_actor_who_speaks_of_something_else_counts_as_silent(
    report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, COMMISSIE, FITS), find(report, NEDERLAND, MISSES)]

    judgement = judge_question("Wat zei NL over bruggen?", evidence, actor_reader)

    assert judgement.status == "not_in_letters"
    assert "wel de Europese Commissie" in judgement.message


def test_a_doubtful_fit_answers_in_part(report: Letter, actor_reader: ActorReader):
    evidence = [find(report, NEDERLAND, DOUBTFUL)]

    judgement = judge_question("Wat zei NL over brievenbussen?", evidence, actor_reader)

    assert judgement.status == "partly"
    assert "maar voor een deel" in judgement.message
    assert judgement.chosen == tuple(evidence)


@pytest.mark.parametrize("fits", [[], [MISSES]], ids=["nothing-found", "nothing-fits"])
def test_nothing_that_fits_is_not_in_the_letters(
    fits: list[float], report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, NEDERLAND, fit) for fit in fits]

    judgement = judge_question("Wat zei NL over bitcoin?", evidence, actor_reader)

    assert judgement == Judgement("not_in_letters", "Dit staat niet in de brieven.", ())


def test_a_name_that_stands_nowhere_is_said_and_never_fully_answered(
    report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, NEDERLAND, FITS)]

    judgement = judge_question(
        "Wat zei NL over het voorstel van Jansen?", evidence, actor_reader, nowhere="jansen"
    )

    assert judgement.status == "partly"
    assert "jansen" in judgement.message.casefold()


def test_a_question_for_a_figure_needs_a_figure(report: Letter, actor_reader: ActorReader):
    with_figure = [find(report, NEDERLAND, FITS)]
    without = [find(report, VOORZITTERSCHAP, FITS)]

    text = "Hoeveel kosten de brievenbussen?"

    assert judge_question(text, with_figure, actor_reader).status == "answered"
    assert judge_question(text, without, actor_reader).status == "partly"


def test_whoever_spoke_answers_a_question_that_asks_nobody(
    report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, NARRATION, FITS), find(report, COMMISSIE, FITS)]

    judgement = judge_question("Wat gebeurde er met de bruggen?", evidence, actor_reader)

    assert judgement.status == "answered"
    assert judgement.chosen == tuple(evidence)


def test_a_sentence_far_weaker_than_the_best_is_left_out(report: Letter, actor_reader: ActorReader):
    evidence = [find(report, NARRATION, 2.0), find(report, COMMISSIE, 0.6)]

    judgement = judge_question("Wat gebeurde er met de bruggen?", evidence, actor_reader)

    assert judgement.chosen == (evidence[0],)
