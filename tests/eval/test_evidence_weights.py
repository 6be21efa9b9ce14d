"""Weights are judged on questions of other sections, by what an answer may be made of."""

import numpy as np
import pytest

from eval.evidence_weights import Case, held_out_scores, recall, render_outcome, scale_weights
from eval.listwise import Ranked
from eval.questions import GoldEvidence, GoldQuestion
from rag.sentence_signs import sign_names

NOTHING = frozenset[str]()


def make_case(number: int, *, said: tuple[bool, ...] = (True,) * 4) -> Case:
    """Four candidates, of which the second carries the evidence and has most of the first sign."""
    chance = np.random.default_rng(number)
    signs = chance.normal(size=(4, len(sign_names())))
    signs[1, 0] += 4
    question = GoldQuestion(
        str(number),
        "Wat?",
        "single",
        True,
        evidence=(GoldEvidence("verzonnen.txt", "citaat", "1"),),
        sections=(f"s{number // 2}",),
    )
    carried = (NOTHING, frozenset("1"), NOTHING, NOTHING)
    return Case(question, Ranked(signs, carried, ("1",)), tuple(1 + signs[:, 0]), said)


CASES = [make_case(number) for number in range(40)]


def test_recall_counts_what_stands_within_the_depth():
    scores = [3.0, 1.0, 2.0, 0.0]

    assert recall(CASES[0], scores, 2, only_said=True) == 0.0
    assert recall(CASES[0], scores, 3, only_said=True) == 1.0


def test_evidence_said_by_another_than_was_asked_is_only_found_among_everyone():
    case = make_case(1, said=(True, False, True, True))

    assert recall(case, [0.0, 9.0, 0.0, 0.0], 1, only_said=True) == 0.0
    assert recall(case, [0.0, 9.0, 0.0, 0.0], 1, only_said=False) == 1.0


def test_held_out_scores_find_the_evidence_by_the_sign_that_shows_it():
    scores = held_out_scores(CASES, range(len(sign_names())))

    first = [
        recall(case, mine, 1, only_said=True) for case, mine in zip(CASES, scores, strict=True)
    ]
    assert np.mean(first) > 0.9


def test_a_question_has_no_part_in_the_weights_it_is_ranked_by():
    turned = make_case(0)
    turned.ranked.signs[:, 0] *= -1  # it would teach the opposite
    other = Case(turned.question, turned.ranked, turned.fits, turned.said)

    (scores, *_), (same, *_) = (
        held_out_scores([first, *CASES[2:]], [0, 1]) for first in (CASES[0], other)
    )

    weighed = [
        np.linalg.lstsq(case.ranked.signs[:, [0, 1]], np.array(found))[0]
        for case, found in ((CASES[0], scores), (other, same))
    ]
    assert weighed[0] == pytest.approx(weighed[1])


def test_scaled_scores_spread_as_fits_do_and_lie_where_they_lie():
    base, weights = scale_weights(CASES)

    values = np.array(list(weights.values()))
    scores = np.concatenate([case.ranked.signs @ values + base for case in CASES])
    fits = np.concatenate([case.fits for case in CASES])
    assert scores.mean() == pytest.approx(fits.mean())
    assert scores.std() == pytest.approx(fits.std())


def test_the_outcome_names_every_sign_twice_and_the_base():
    outcome = render_outcome(CASES[:12])

    assert all(outcome.count(f"  {name} ") == 2 for name in sign_names())
    assert "BASE = " in outcome
