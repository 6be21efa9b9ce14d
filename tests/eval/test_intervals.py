"""Intervals repeat, hold the value, narrow with more questions; the test knows luck from change."""

import math

from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import difference, estimate, estimate_quantile

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(VALUES)
def test_intervals_repeat_and_lie_within_the_scores(values: list[float]) -> None:
    first = estimate(values, [1.0] * len(values))

    assert first == estimate(values, [1.0] * len(values))
    assert min(values) - 1e-9 <= first.low <= first.high <= max(values) + 1e-9


def test_an_interval_is_near_the_one_from_theory() -> None:
    """50 of 100: the normal approximation gives 0.5 plus or minus 0.098."""
    found = estimate([0.0, 1.0] * 50, [1.0] * 100)

    assert found.value == 0.5
    assert abs(found.low - 0.402) < 0.02
    assert abs(found.high - 0.598) < 0.02


def test_weights_make_a_quotient_of_sums() -> None:
    assert estimate([1, 0], [1, 3]).value == 0.25


def test_nobody_eligible_gives_no_figure() -> None:
    assert math.isnan(estimate([], []).value)
    assert str(estimate([], [])) == "–"
    assert math.isnan(estimate_quantile([], 0.5).value)


def test_equal_runs_differ_by_nothing() -> None:
    scores = [(1.0, 1.0), (0.0, 1.0), (0.5, 1.0)]

    found = difference(scores, scores)

    assert found.value == 0
    assert found.chance == 1.0


def test_the_permutation_test_gives_the_exact_chance_within_its_precision() -> None:
    """Six questions all better: 2 of the 2**6 swaps are as large, so p = 1/32."""
    found = difference([(0.0, 1.0)] * 6, [(1.0, 1.0)] * 6)

    assert found.value == 1.0
    assert abs(found.chance - 1 / 32) < 0.006


def test_a_difference_in_one_of_many_questions_is_luck() -> None:
    before = [(0.0, 1.0)] * 20
    after = [(1.0, 1.0), *before[1:]]

    found = difference(before, after)

    assert found.chance > 0.9
    assert found.low == 0.0


def test_the_permutation_test_is_the_same_every_time() -> None:
    before = [(at % 3 / 2, 1.0) for at in range(30)]
    after = [(at % 4 / 3, 1.0) for at in range(30)]

    assert difference(before, after) == difference(before, after)
