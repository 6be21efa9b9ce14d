"""How sure a figure is: bootstrap intervals, and a permutation test for the difference of two runs.

Everything is seeded, so the same scores always give the same intervals.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_SEED = 20250612
_RESAMPLES = 2_000  # Efron and Tibshirani (1993): at least 1,000 for percentile intervals
_PERMUTATIONS = 10_000
_BOUNDS = (2.5, 97.5)  # percentiles


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; NaN where no question was eligible."""

    value: float
    low: float
    high: float
    count: int  # eligible questions

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "–"
        return f"{self.value:.3f} [{self.low:.3f}–{self.high:.3f}] (n={self.count})"


@dataclass(frozen=True)
class Difference:
    """How two runs differ on the same questions: second minus first."""

    value: float
    low: float
    high: float
    chance: float  # two-sided p-value of the permutation test

    @property
    def chance_text(self) -> str:
        """The chance as it stands in tables; the test cannot tell 0 from very small."""
        return "<0.001" if self.chance < 0.001 else f"{self.chance:.3f}"


def estimate(values: Sequence[float], weights: Sequence[float]) -> Estimate:
    """sum(values) / sum(weights), with a percentile bootstrap over the questions.

    >>> estimate([1, 0, 1, 1], [1, 1, 1, 1]).value
    0.75
    """
    if not values or sum(weights) == 0:
        return Estimate(math.nan, math.nan, math.nan, len(values))
    value, weight = np.asarray(values, float), np.asarray(weights, float)
    low, high = _bounds(_ratios(value, weight, _picks(len(value))))
    return Estimate(float(value.sum() / weight.sum()), low, high, len(value))


def estimate_quantile(values: Sequence[float], share: float) -> Estimate:
    """A quantile (0.5 = median), with a percentile bootstrap over the questions."""
    if not values:
        return Estimate(math.nan, math.nan, math.nan, 0)
    numbers = np.asarray(values, float)
    low, high = _bounds(np.quantile(numbers[_picks(len(numbers))], share, axis=1))
    return Estimate(float(np.quantile(numbers, share)), low, high, len(values))


def difference(
    first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]
) -> Difference:
    """Compare two runs pair by pair; each item is the (value, weight) of one question.

    The interval resamples pairs. The test swaps the runs' scores at random per question and counts
    how often the difference is at least as large (Noreen 1989; Smucker and others, CIKM 2007).
    """
    one, other = np.asarray(first, float), np.asarray(second, float)
    if len(one) != len(other):
        raise ValueError(f"{len(one)} questions against {len(other)}")
    if not len(one) or not one[:, 1].sum() or not other[:, 1].sum():
        return Difference(math.nan, math.nan, math.nan, math.nan)
    seen = _ratio(other) - _ratio(one)
    picks = _picks(len(one))
    resampled = _ratios(other[:, 0], other[:, 1], picks) - _ratios(one[:, 0], one[:, 1], picks)
    swap = np.random.default_rng(_SEED).random((_PERMUTATIONS, len(one))) < 0.5
    gained = (other - one).T
    total = (one + other).T.sum(axis=1)
    # the first run after swapping: its own sums, plus what it got from the other
    mine = [one[:, at].sum() + swap @ gained[at] for at in (0, 1)]
    theirs = [total[at] - mine[at] for at in (0, 1)]
    with np.errstate(invalid="ignore", divide="ignore"):
        permuted = theirs[0] / theirs[1] - mine[0] / mine[1]
    # the small margin keeps rounding from hiding a permutation that is as large
    as_large = int(np.sum(np.abs(permuted) >= abs(seen) - 1e-12))
    low, high = _bounds(resampled)
    return Difference(seen, low, high, (as_large + 1) / (_PERMUTATIONS + 1))


def _picks(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(_SEED).integers(0, count, (_RESAMPLES, count))


def _ratios(values: Numbers, weights: Numbers, picks: NDArray[np.int64]) -> Numbers:
    sums = weights[picks].sum(axis=1)
    # a resample in which no question has weight says nothing
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums > 0, values[picks].sum(axis=1) / sums, np.nan)


def _ratio(scores: Numbers) -> float:
    return float(scores[:, 0].sum() / scores[:, 1].sum())


def _bounds(resampled: Numbers) -> tuple[float, float]:
    low, high = np.nanpercentile(resampled, _BOUNDS)
    return float(low), float(high)
