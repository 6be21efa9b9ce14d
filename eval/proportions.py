"""Shares of yes and no with an interval that also holds at none and at all."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964  # the normal distribution's 97.5th percentile


@dataclass(frozen=True)
class Proportion:
    """A share of ``count`` with its 95 % interval; NaN where there was nothing to count."""

    value: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        if not self.count:
            return "–"
        return f"{self.value:.3f} [{self.low:.3f}–{self.high:.3f}] (n={self.count})"


def proportion(outcomes: Sequence[bool]) -> Proportion:
    """The share that is true, with the score interval of Wilson (1927).

    >>> str(proportion([True] * 20))
    '1.000 [0.839–1.000] (n=20)'
    """
    count = len(outcomes)
    if not count:
        return Proportion(math.nan, math.nan, math.nan, 0)
    share, spread = sum(outcomes) / count, _Z * _Z / count
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z * math.sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return Proportion(share, max(0.0, middle - reach), min(1.0, middle + reach), count)
