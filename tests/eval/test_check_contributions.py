"""What a check contributes is told alone and by leaving it out."""

import numpy as np
import pytest

from eval.check_contributions import (
    Doubts,
    contributions,
    fitted_weights,
    recognised,
    render_contributions,
    separation,
)
from rag.judgement import WEIGHTS


@pytest.fixture
def doubts() -> Doubts:
    """Twenty answerable questions and ten others; only the check of the fact tells them apart."""
    answerable = tuple(at < 20 for at in range(30))
    of_checks = tuple(
        {"fact": 0.0 if known else 1.0, "words": (at % 5) / 5}
        for at, known in enumerate(answerable)
    )
    folds = tuple(tuple(range(start, 30, 5)) for start in range(5))
    return Doubts(of_checks, answerable, folds)  # type: ignore[arg-type]


def test_the_check_that_tells_is_missed_and_the_one_that_does_not_is_not(doubts: Doubts):
    found = {each.name: each for each in contributions(doubts).checks}

    assert set(found) == set(WEIGHTS)
    assert found["fact"].alone == 1.0
    assert found["fact"].without < 0.6
    assert found["words"].without == 1.0
    assert (found["fact"].failed_answerable, found["fact"].failed_others) == (0, 10)


def test_rule_and_fitted_weights_recognise_what_a_check_tells_for_sure(doubts: Doubts):
    assert contributions(doubts).rule.recognised.value == 1.0
    assert fitted_weights(doubts).auc == 1.0


def test_no_more_answerable_questions_are_refused_than_allowed():
    doubt = np.array([0.0, 1.0, 2.0, 3.0, 2.5, 9.0])
    answerable = np.array([True, True, True, True, False, False])

    assert recognised(doubt, answerable, refused=0.0).tolist() == [0.0, 1.0]
    assert recognised(doubt, answerable, refused=0.25).tolist() == [1.0, 1.0]
    assert separation(doubt, answerable) == pytest.approx(7 / 8)


def test_the_table_names_every_check(doubts: Doubts):
    text = render_contributions(contributions(doubts), fitted_weights(doubts))

    assert all(f"| {name} |" in text for name in WEIGHTS)
