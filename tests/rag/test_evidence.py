"""Sentences are ranked by who says them and what they hold; each comes with what it leans on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from index.search import Searcher
from rag.answering import Tools
from rag.evidence import Evidence, Matcher, choose_evidence, said_by
from rag.question import understand
from rag.sentence_signs import (
    NO_SIGNS,
    WEIGHTS,
    Signs,
    is_said_by,
    score,
    sign_names,
    with_nearness,
)


def choose(text: str, tools: Tools) -> tuple[Evidence, ...]:
    question = understand(text, tools.actors)
    searcher = tools.searcher
    hits = searcher.search(question.text, question.cues, limit=10)
    matcher = Matcher(question, searcher.document_frequency, len(searcher.index.passages))
    return choose_evidence(question, hits, matcher, searcher, tools.embedder, tools.actors)


def test_every_sign_has_a_weight_and_a_reason():
    assert set(WEIGHTS) == set(sign_names())
    assert all(weight.reason for weight in WEIGHTS.values())


@given(st.sampled_from(sign_names()), st.floats(0.0, 1.0))
def test_a_sign_raises_a_sentence_exactly_as_its_weight_says(name: str, value: float):
    raised = score(replace(NO_SIGNS, **{name: value})) - score(NO_SIGNS)

    assert raised == pytest.approx(WEIGHTS[name].value * value)


def test_who_is_asked_counts_more_than_who_is_named_and_that_more_than_the_letter():
    assert WEIGHTS["asked"].value > WEIGHTS["about_asked"].value > WEIGHTS["told"].value > 0


def test_texts_that_have_nothing_to_do_with_each_other_have_no_nearness():
    assert with_nearness(Signs(), 0.8).nearness == pytest.approx(0.0)
    assert with_nearness(Signs(), 0.9).nearness == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("speakers", "asked", "said"),
    [
        (["lidstaat:België"], ["lidstaten:alle"], True),
        (["lidstaten:enkele"], ["lidstaten:alle"], True),
        (["Commissie"], ["lidstaten:alle"], False),
        (["Nederland", "Commissie"], ["Commissie"], True),
        ([], ["Nederland"], False),
    ],
)
def test_any_state_speaks_for_the_member_states(speakers: list[str], asked: list[str], said: bool):
    assert is_said_by(speakers, asked) is said


def test_the_best_comes_first_and_no_sentence_twice(tools: Tools):
    evidence = choose("Wat zei NL over drijvende brievenbussen?", tools)

    scores = [each.score for each in evidence]
    places = [(each.letter.id, each.sentence.start) for each in evidence]
    assert scores == sorted(scores, reverse=True)
    assert len(set(places)) == len(places)


def test_the_one_asked_about_comes_before_another_who_says_as_much(tools: Tools):
    evidence = choose("Wat zei NL over drijvende brievenbussen?", tools)

    assert "Nederland" in evidence[0].sentence.actors


def test_a_sentence_is_ranked_by_its_signs_alone(tools: Tools):
    for each in choose("Hoeveel kosten de brievenbussen?", tools):
        assert each.score == pytest.approx(score(each.signs))


def test_what_a_sentence_leans_on_stands_before_it_under_the_same_heading(tools: Tools):
    for each in choose("Wat zei de Commissie over brievenbussen en fietsen?", tools):
        for needed in each.leans_on:
            assert needed.start < each.sentence.start
            assert needed.section == each.sentence.section


def test_nothing_found_is_no_evidence(tools: Tools, searcher: Searcher, actor_reader: ActorReader):
    question = understand("Wat zei NL over bruggen?", actor_reader)
    matcher = Matcher(question, searcher.document_frequency, len(searcher.index.passages))

    assert choose_evidence(question, (), matcher, searcher, tools.embedder, actor_reader) == ()


def test_of_evidence_only_what_the_asked_said_or_what_is_told_of_them_is_theirs(
    tools: Tools, actor_reader: ActorReader
):
    evidence = choose("Wat gebeurde er met de brievenbussen?", tools)

    theirs = said_by(evidence, ("Commissie",), actor_reader)

    assert theirs
    assert all(
        "Commissie" in each.sentence.actors or each.sentence.actors == ("verteller",)
        for each in theirs
    )
    assert said_by(evidence, (), actor_reader) == evidence
