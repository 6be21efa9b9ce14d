"""Whether the letters answer is decided by who speaks, what is named and how well it fits."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from index.actors import ActorReader
from index.hit import Hit
from index.letter import Letter, Passage
from rag.evidence import Evidence, Matcher
from rag.judgement import DECISIVE, WEIGHTS, Judgement, add_up, judge
from rag.question import understand
from rag.settings import AnswerSettings

LIMITS = AnswerSettings(sure_doubt=0.6, refuse_doubt=2.0)
FITS, MISSES = 1.8, 0.1

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


def test_the_asked_under_the_same_heading_are_shown_and_not_called_silent(
    report: Letter, actor_reader: ActorReader
):
    theirs, ours = find(report, COMMISSIE, FITS), find(report, NEDERLAND, MISSES)
    beside = replace(ours, sentence=replace(ours.sentence, section=theirs.sentence.section))

    judgement = judge_question("Wat zei NL over bruggen?", [theirs, beside], actor_reader)

    assert judgement.status == "not_in_letters"
    assert "niet uitgesproken" not in judgement.message
    assert judgement.chosen == (beside,)


def test_some_doubt_answers_in_part(report: Letter, actor_reader: ActorReader):
    evidence = [find(report, NEDERLAND, FITS - 0.6), find(report, COMMISSIE, FITS)]

    judgement = judge_question("Wat zei NL over het voorstel?", evidence, actor_reader)

    assert judgement.status == "partly"
    assert "niet zeker" in judgement.message
    assert judgement.chosen == (evidence[0],)


def test_nothing_found_is_not_in_the_letters(actor_reader: ActorReader):
    judgement = judge_question("Wat zei NL over bitcoin?", [], actor_reader)

    assert (judgement.status, judgement.chosen) == ("not_in_letters", ())
    assert judgement.message == "Dit staat niet in de brieven."


def test_a_question_of_which_no_word_is_known_is_not_in_the_letters(
    report: Letter, actor_reader: ActorReader
):
    judgement = judge_question(
        "Wat zei NL over bitcoin?", [find(report, NEDERLAND, FITS)], actor_reader, nowhere="bitcoin"
    )

    assert judgement.status == "not_in_letters"
    assert judgement.message.endswith("Nergens in de brieven staat: bitcoin.")


def test_a_name_that_stands_nowhere_is_said_and_never_fully_answered(
    report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, NEDERLAND, FITS)]

    judgement = judge_question(
        "Wat zei NL over het voorstel van Jansen?", evidence, actor_reader, nowhere="jansen"
    )

    assert judgement.status == "partly"
    assert "jansen" in judgement.message.casefold()


def test_a_missing_figure_is_named_with_what_does_stand_there(
    report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, VOORZITTERSCHAP, FITS)]

    judgement = judge_question("Hoeveel euro kosten de brievenbussen?", evidence, actor_reader)

    assert judgement.status == "not_in_letters"
    assert judgement.message == (
        "Dit staat niet in de brieven. Over dit onderwerp staat geen bedrag in de brieven. "
        "Wat er wel over staat:"
    )
    assert judgement.chosen == tuple(evidence)


def test_nothing_is_shown_beside_a_refusal_that_is_not_about_the_subject(
    report: Letter, actor_reader: ActorReader
):
    evidence = [find(report, VOORZITTERSCHAP, MISSES)]

    judgement = judge_question("Hoeveel euro kosten de bruggen?", evidence, actor_reader)

    assert (judgement.status, judgement.chosen) == ("not_in_letters", ())


def test_a_false_premise_is_answered_with_the_sentence_that_corrects_it(
    report: Letter, actor_reader: ActorReader
):
    sentence = find(report, NEDERLAND, FITS)
    approved = replace(
        sentence,
        sentence=replace(sentence.sentence, display="Nederland stemde in; het steunt dit."),
    )
    text = "Waarom heeft Nederland tegen het voorstel gestemd?"

    judgement = judge_question(text, [approved], actor_reader)

    assert judgement.status == "not_in_letters"
    assert "in de brieven staat het tegendeel" in judgement.message
    assert judgement.chosen == (approved,)


def test_every_check_that_applies_is_reported_with_its_weight_in_the_sum(
    report: Letter, actor_reader: ActorReader
):
    judgement = judge_question(
        "Hoeveel euro kosten de brievenbussen?", [find(report, VOORZITTERSCHAP, FITS)], actor_reader
    )

    names = [each.name for each in judgement.checks]
    assert "fact" in names
    assert "actor" not in names  # nobody is asked
    assert set(names) <= set(WEIGHTS)
    assert all(each.explanation.endswith(".") for each in judgement.checks)
    assert add_up(judgement.checks) >= DECISIVE


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
