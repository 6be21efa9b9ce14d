"""Fit the weights of a linear ranking to lists in which it is known what should come first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_PENALTY = 3.0  # on squared weights of standardised signs; from 1 to 10 made no difference held out
_STEPS = 20  # Newton steps; before that the weights stand still to three digits


@dataclass(frozen=True)
class Ranked:
    """The candidates of one question."""

    signs: Numbers  # (candidates, signs)
    carried: tuple[frozenset[str], ...]  # groups of evidence that each candidate carries
    needed: tuple[str, ...]  # groups of evidence that the question needs


def fit_weights(lists: Sequence[Ranked], columns: Sequence[int]) -> Numbers:
    """One weight per column, by the likelihood that evidence comes first (Cao, ICML 2007).

    For every group of evidence: the chance, by a softmax over scores, that a candidate carrying it
    comes before all that carry nothing. A question weighs the same however many groups it needs.
    The part of the likelihood that is not convex is replaced by its tangent in every step, so that
    no step makes it worse.
    """
    tasks = [task for each in lists for task in _tasks(each, columns)]
    every = np.concatenate([signs for signs, _, _ in tasks])
    spread = every.std(axis=0) + 1e-9  # a sign that never differs gets no weight by the penalty
    scaled = [(signs / spread, right, share) for signs, right, share in tasks]
    weights = np.zeros(len(columns))
    for _ in range(_STEPS):
        slope = _PENALTY * weights
        bend = _PENALTY * np.eye(len(columns))
        for signs, right, share in scaled:
            scores = signs @ weights
            chance = _softmax(scores)
            mean = chance @ signs
            slope += share * (mean - _softmax(scores[right]) @ signs[right])
            bend += share * ((signs.T * chance) @ signs - np.outer(mean, mean))
        weights = weights - np.linalg.solve(bend, slope)
    return weights / spread


def _tasks(
    ranked: Ranked, columns: Sequence[int]
) -> list[tuple[Numbers, NDArray[np.bool_], float]]:
    """Per group that any candidate carries: candidates, which carry it, and what it weighs."""
    signs = ranked.signs[:, columns]
    tasks: list[tuple[Numbers, NDArray[np.bool_], float]] = []
    for group in ranked.needed:
        right = np.array([group in each for each in ranked.carried], bool)
        # evidence for another group is neither right nor wrong here
        kept = right | np.array([not each for each in ranked.carried], bool)
        if right.any():
            tasks.append((signs[kept], right[kept], 1 / len(ranked.needed)))
    return tasks


def _softmax(scores: Numbers) -> Numbers:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
