"""Thresholds are chosen on other questions than those they are judged by."""

from dataclasses import replace

import pytest

from eval.questions import GoldQuestion
from eval.thresholds import Case, Pair, Truth, collect_cases, cross_validate, render_outcome
from gold import make_question, make_unanswerable
from rag.answer import Status
from rag.answering import Tools
from rag.checks import Grounds
from rag.evidence import Matcher
from rag.question import understand
from rag.settings import AnswerSettings


def make_case(tools: Tools, question: GoldQuestion, truth: Truth) -> Case:
    understood = understand(question.question, tools.actors)
    matcher = Matcher(understood, lambda name: 0, 1)
    return Case(question, truth, Grounds(understood, (), matcher, tools.actors), ())


@pytest.fixture
def cases(tools: Tools) -> list[Case]:
    """Forty answerable questions that cast a doubt of 1.1, and twenty others that cast 2.5."""
    answerable = [make_case(tools, make_question(f"a{at}"), "found") for at in range(40)]
    others = (replace(make_unanswerable(), id=f"o{at}") for at in range(20))
    return [*answerable, *(make_case(tools, each, "absent") for each in others)]


def by_doubt(case: Case, pair: Pair) -> Status:
    doubt = 1.1 if case.question.answerable else 2.5
    if doubt >= pair.refuse_doubt:
        return "not_in_letters"
    return "answered" if doubt <= pair.sure_doubt else "partly"


def test_a_threshold_that_parts_the_questions_is_found(cases: list[Case]):
    outcome = cross_validate(cases, by_doubt)

    assert outcome.recognised.value == 1.0
    assert outcome.refused.value == 0.0
    assert outcome.worth.value == 1.0
    assert 1.1 <= outcome.fitted.sure_doubt < outcome.fitted.refuse_doubt <= 2.5
    assert len(outcome.chosen) == 5


def test_refusing_everything_is_never_the_best(cases: list[Case]):
    """A fit that says nothing must not be bought with answerable questions."""

    def same_for_all(case: Case, pair: Pair) -> Status:
        return "not_in_letters" if pair.refuse_doubt < 3.0 else "partly"

    outcome = cross_validate(cases, same_for_all)

    assert outcome.refused.value == 0.0
    assert outcome.recognised.value == 0.0


def test_a_question_is_judged_by_a_pair_chosen_without_it(cases: list[Case]):
    """One question that could only be won by the pair fitted to it is lost when held out."""
    odd = cases[0]

    def only_for_one(case: Case, pair: Pair) -> Status:
        return "answered" if case is odd and pair == Pair(0.6, 1.8) else "partly"

    outcome = cross_validate(cases, only_for_one)

    assert outcome.fitted == Pair(0.6, 1.8)
    assert outcome.worth.value == pytest.approx(0.5 * 40 / 60)


def test_cases_know_whether_the_evidence_was_found(
    tools: Tools, dev_questions: tuple[GoldQuestion, ...]
):
    found = [case.truth for case in collect_cases(dev_questions, tools)]

    assert "found" in found
    assert "absent" not in found


def test_the_outcome_is_told_beside_the_settings(cases: list[Case]):
    text = render_outcome(cross_validate(cases, by_doubt), AnswerSettings())

    assert "de instellingen hebben" in text
    assert "1.000 [1.000–1.000] (n=20)" in text
