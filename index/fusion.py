"""Fuse rankings of passages into one."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias


class Ranked(NamedTuple):
    """A passage in a ranking, and its score there."""

    position: int
    score: float


Ranking: TypeAlias = Sequence[Ranked]  # best first


class Weighted(NamedTuple):
    """A ranking that takes part in a fusion."""

    weight: float
    ranking: Ranking
    least: float  # the score that counts as 0
    most: float  # the score that counts as 1


def fuse(rankings: Sequence[Weighted]) -> list[Ranked]:
    """Fuse rankings into one, best first, ties in the order of the passages.

    A convex combination of scores, each between the least and the most its ranking could give
    (Bruch, Gai and Ingber, ACM TOIS 42:20, 2023). So a ranking counts for what it found: a passage
    that holds few of the question's words says little, even if no other holds more, and
    reciprocal ranks would not show it. Fused scores lie between 0 and 1.

    >>> words, meaning = [Ranked(7, 1.0), Ranked(3, 0.5)], [Ranked(3, 0.9), Ranked(7, 0.8)]
    >>> [
    ...     each.position
    ...     for each in fuse([Weighted(1.0, words, 0.0, 10.0), Weighted(1.0, meaning, 0.7, 0.9)])
    ... ]
    [3, 7]
    """
    total = sum(each.weight for each in rankings)
    scores: dict[int, float] = {}
    for each in rankings:
        for position, score in each.ranking:
            scores.setdefault(position, 0.0)
            scores[position] += each.weight / total * _share(each, score)
    order = sorted(scores, key=lambda position: (-scores[position], position))
    return [Ranked(position, scores[position]) for position in order]


def parts_of(rankings: Sequence[Weighted], positions: Collection[int]) -> Mapping[int, list[float]]:
    """What each ranking adds to the fused score of some passages, in the order of the rankings."""
    total = sum(each.weight for each in rankings)
    parts = {position: [0.0] * len(rankings) for position in positions}
    for at, each in enumerate(rankings):
        for position, score in each.ranking:
            if position in parts:
                parts[position][at] = each.weight / total * _share(each, score)
    return parts


def _share(weighted: Weighted, score: float) -> float:
    """Where a score lies between the least and the most its ranking could give, from 0 to 1."""
    least, most = weighted.least, weighted.most
    return min(1.0, max(0.0, (score - least) / (most - least))) if most > least else 1.0
