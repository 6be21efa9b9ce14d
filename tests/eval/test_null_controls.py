"""Runs whose quality is known beforehand: the scorer must see through each of them."""

import math
from dataclasses import replace

import pytest

from eval.catalogue import MEASURES
from eval.measures import measure_run
from eval.results import Result, Shown
from gold import make_perfect, make_question, make_unanswerable, make_wrong_actor

ANSWERABLE = [make_question("v1"), make_question("v2", groups=("1",), must_include=("12",))]
QUESTIONS = [*ANSWERABLE, make_unanswerable("o1"), make_unanswerable("o2")]
QUALITY = [measure for measure in MEASURES if measure.name not in ("withheld", "others-shown")]


def figures(results: list[Result]) -> dict[str, float]:
    """Every measure's value for a run over the questions above."""
    by_id = {result.id: result for result in results}
    measured = measure_run(MEASURES, QUESTIONS, by_id)
    return {figure.measure.name: figure.estimate.value for figure in measured}


def test_a_run_that_copies_the_gold_is_perfect() -> None:
    found = figures([make_perfect(question) for question in QUESTIONS])

    for measure in QUALITY:
        if measure.name in ("must-not-include", "shows-sentences", "recall@1", "evidence-recall@1"):
            continue  # nobody eligible; half must stay silent; two groups do not fit in one place
        assert found[measure.name] == pytest.approx(1.0 * measure.higher_is_better), measure.name
    assert found["shows-sentences"] == 0.5


def test_an_empty_run_scores_zero_wherever_anyone_is_eligible() -> None:
    found = figures([])

    for measure in QUALITY:
        if measure.higher_is_better and not math.isnan(found[measure.name]):
            assert found[measure.name] == 0.0, measure.name
    for name in ("recall@10", "must-include", "answered", "support-F1", "abstention-recall"):
        assert found[name] == 0.0, name


def test_a_run_that_cites_nothing_has_no_support_and_no_relevance() -> None:
    found = figures(
        [
            replace(
                make_perfect(question),
                citations=(),
                sentences=tuple(
                    Shown(sentence.text) for sentence in make_perfect(question).sentences
                ),
            )
            for question in QUESTIONS
        ]
    )

    assert found["must-include"] == 1.0
    for name in ("support-recall", "support-precision", "support-F1", "relevance-F1"):
        assert found[name] == 0.0, name
    assert found["without-citation"] == 1.0
    assert found["actor-accuracy"] == 0.0


def test_a_run_that_answers_everything_has_no_abstention() -> None:
    everything = [
        replace(make_perfect(ANSWERABLE[0]), id=question.id)
        if not question.answerable
        else make_perfect(question)
        for question in QUESTIONS
    ]
    found = figures(everything)

    assert found["answered"] == 1.0
    assert found["abstention-recall"] == 0.0
    assert found["abstention-F1"] == 0.0
    assert found["answered-unanswerable"] == 1.0


def test_a_run_that_abstains_on_everything_is_not_rewarded_for_silence() -> None:
    found = figures([Result(question.id, status="not_in_letters") for question in QUESTIONS])

    assert found["abstention-recall"] == 1.0
    assert found["abstention-precision"] == 0.5
    for name in ("answered", "must-include", "actor-accuracy", "support-F1", "relevance-F1"):
        assert found[name] == 0.0, name
    assert math.isnan(found["support-precision"])  # and its coverage says why
    assert found["shows-sentences"] == 0.0


def test_a_run_in_the_wrong_actors_words_is_caught() -> None:
    found = figures(
        [
            make_wrong_actor(question) if question.answerable else make_perfect(question)
            for question in QUESTIONS
        ]
    )

    assert found["actor-accuracy"] == 0.0
    assert found["wrong-actor"] == 1.0
    assert found["wrong-letter"] == 1.0
    assert found["relevance-precision"] == 0.0
    assert found["support-recall"] == 1.0  # the words are in the letter; they are just not theirs
