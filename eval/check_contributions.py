"""What each check of the evidence contributes: alone, and what is lost without it.

Also whether weights fitted to the questions would do better than the rule of ``rag/judgement.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.intervals import Estimate, estimate
from rag.checks import FAILED, CheckName
from rag.judgement import WEIGHTS

MOST_REFUSED = 0.08  # of the answerable questions: what issue 6 allows
_PULL = 1.0  # how strongly fitted weights are held to the rule's, in questions
_ROUNDS = 600  # of the fit; it no longer moves then

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Doubts:
    """The doubt of each check per question, which questions are answerable, and the folds."""

    of_checks: tuple[Mapping[CheckName, float], ...]  # a check that does not apply is left out
    answerable: tuple[bool, ...]
    folds: tuple[tuple[int, ...], ...]

    def table(self) -> Numbers:
        """``(questions, checks)``, in the order of ``WEIGHTS``; 0 where a check does not apply."""
        return np.array([[each.get(name, 0.0) for name in WEIGHTS] for each in self.of_checks])


@dataclass(frozen=True)
class Contribution:
    """One check: how often it fails, what it tells alone, and all checks without it."""

    name: str
    failed_answerable: int
    failed_others: int
    alone: float  # AUC: the chance that an unanswerable question is doubted more
    without: float  # AUC of all other checks together
    recognised_without: float  # share of the unanswerable refused at ``MOST_REFUSED``


@dataclass(frozen=True)
class Together:
    """A way of adding up the checks."""

    name: str
    auc: float
    recognised: Estimate  # share of the unanswerable refused at ``MOST_REFUSED``


@dataclass(frozen=True)
class Contributions:
    """All checks, and the rule that adds them up."""

    checks: tuple[Contribution, ...]
    rule: Together


def contributions(doubts: Doubts) -> Contributions:
    """Every check of ``WEIGHTS``, alone and left out; nothing here is fitted."""
    table, answerable = doubts.table(), np.array(doubts.answerable)
    weights = np.array(list(WEIGHTS.values()))
    found: list[Contribution] = []
    for at, name in enumerate(WEIGHTS):
        rest = table @ np.where(np.arange(len(weights)) == at, 0.0, weights)
        failed = table[:, at] >= FAILED
        found.append(
            Contribution(
                name,
                int(failed[answerable].sum()),
                int(failed[~answerable].sum()),
                separation(table[:, at], answerable),
                separation(rest, answerable),
                float(np.mean(recognised(rest, answerable))),
            )
        )
    return Contributions(tuple(found), _together("regel", table @ weights, answerable))


def fitted_weights(doubts: Doubts) -> Together:
    """Weights by logistic regression, each question doubted by weights it had no part in.

    The weights are never negative and are held to those of the rule, so that a check that fails
    for few questions keeps its own.
    """
    table, answerable = doubts.table(), np.array(doubts.answerable)
    summed: Numbers = np.zeros(len(table))
    for fold in doubts.folds:
        others = [at for at in range(len(table)) if at not in set(fold)]
        fitted = _fit(table[others], ~answerable[others])
        summed[list(fold)] = table[list(fold)] @ fitted[:-1] + fitted[-1]
    return _together("gewichten bijgesteld (buiten het eigen deel)", summed, answerable)


def separation(doubt: Numbers, answerable: NDArray[np.bool_]) -> float:
    """AUC: the chance that an unanswerable question is doubted more; 0.5 says nothing."""
    others: list[float] = doubt[~answerable].tolist()
    ours: list[float] = doubt[answerable].tolist()
    more = sum((one > other) + (one == other) / 2 for one in others for other in ours)
    return more / (len(others) * len(ours))


def recognised(
    doubt: Numbers, answerable: NDArray[np.bool_], *, refused: float = MOST_REFUSED
) -> Numbers:
    """Per unanswerable question 1 where it is refused, at the most refusals allowed of others."""
    worst_first = np.sort(doubt[answerable])[::-1]
    threshold = worst_first[min(int(refused * len(worst_first)), len(worst_first) - 1)]
    return (doubt[~answerable] > threshold).astype(float)


def render_contributions(found: Contributions, fitted: Together) -> str:
    """A Dutch table in Markdown."""
    lines = [
        "",
        "| toets | gewicht | faalt: beantwoordbaar | faalt: niet | AUC alleen | AUC zonder "
        "| herkend zonder |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.name} | {weight:g} | {each.failed_answerable} | {each.failed_others} "
        f"| {each.alone:.3f} | {each.without:.3f} | {each.recognised_without:.3f} |"
        for each, weight in zip(found.checks, WEIGHTS.values(), strict=True)
    ]
    lines += ["", f"| samen | AUC | herkend bij {MOST_REFUSED:.0%} onterecht |", "|---|---|---|"]
    lines += [
        f"| {each.name} | {each.auc:.3f} | {each.recognised} |" for each in (found.rule, fitted)
    ]
    return "\n".join(lines) + "\n"


def _together(name: str, doubt: Numbers, answerable: NDArray[np.bool_]) -> Together:
    right: Sequence[float] = recognised(doubt, answerable).tolist()
    return Together(name, separation(doubt, answerable), estimate(right, [1.0] * len(right)))


def _fit(table: Numbers, unanswerable: NDArray[np.bool_]) -> Numbers:
    """Weights and a constant: logistic regression by projected gradient steps."""
    rule = np.array([*WEIGHTS.values(), 0.0])
    pull = np.array([_PULL] * len(WEIGHTS) + [0.001])  # the constant is free
    design = np.column_stack([table, np.ones(len(table))])
    step = 1 / (0.25 * np.linalg.norm(design, 2) ** 2 + _PULL)
    weights = rule.copy()
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(design @ weights)))
        weights -= step * (design.T @ (chance - unanswerable) + pull * (weights - rule))
        weights[:-1] = np.maximum(weights[:-1], 0.0)
    return weights
