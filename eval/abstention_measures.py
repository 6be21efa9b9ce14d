"""How well the assistant knows that something is not in the letters.

The positive class is the unanswerable question. Precision, recall and F1 belong to a whole run; per
question each keeps the counts that the run's figure is the quotient of.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.measures import Measure, Score
from eval.questions import GoldQuestion
from eval.results import Result

_SENTENCES = 3  # evidence sentences that count for the curve: what a reader sees without scrolling


def _abstained(result: Result) -> bool:
    return result.status == "not_in_letters"


def abstention_precision(question: GoldQuestion, result: Result) -> Score | None:
    """Of the questions refused, the share that is unanswerable.

    Eligible: questions refused; read it beside abstention recall.
    """
    return Score(float(not question.answerable)) if _abstained(result) else None


def abstention_recall(question: GoldQuestion, result: Result) -> Score | None:
    """Of the unanswerable questions, the share that is refused.

    Eligible: unanswerable questions. A question without any result was not refused.
    """
    return None if question.answerable else Score(float(_abstained(result)))


def abstention_f1(question: GoldQuestion, result: Result) -> Score | None:
    """Harmonic mean of abstention precision and recall, over the run: 2 TP / (2 TP + FP + FN).

    Eligible: questions that are unanswerable or refused.
    """
    refused, should = _abstained(result), not question.answerable
    if not refused and not should:
        return None
    return Score(2.0 * (refused and should), float(refused) + float(should))


def sure_of_nothing(question: GoldQuestion, result: Result) -> Score | None:
    """Of the unanswerable questions, the share that is answered without reserve. Lower is better.

    "Partly" is a warning to the reader; this is the error without one. Eligible: unanswerable
    questions.
    """
    return None if question.answerable else Score(float(result.status == "answered"))


ABSTENTION_MEASURES = (
    Measure("abstention-precision", "terecht ‘niet in de brieven’", "abstention",
            abstention_precision, beside="abstention-recall"),
    Measure("abstention-recall", "onbeantwoordbare vraag herkend", "abstention",
            abstention_recall),
    Measure("abstention-F1", "‘niet in de brieven’ (F1)", "abstention", abstention_f1),
    Measure("answered-unanswerable", "onbeantwoordbaar, toch zonder voorbehoud beantwoord",
            "abstention", sure_of_nothing, higher_is_better=False),
)  # fmt: skip


@dataclass(frozen=True)
class CurvePoint:
    """What answering the surest questions only would give."""

    sureness: float  # the least with which a question is still answered
    answered: float  # share of all questions
    correct: float  # share of the answered ones; NaN when none is


def abstention_curve(
    questions: Sequence[GoldQuestion], results: Mapping[str, Result]
) -> tuple[CurvePoint, ...]:
    """Answered against correct for every threshold, from answering everything to nothing.

    An answer is correct when the question is answerable and one of the three best evidence
    sentences is gold evidence, so the curve does not depend on the threshold that was in force.
    Runs from before the checks are ordered by their fit.
    """
    scored = sorted(
        (_sureness_and_correctness(question, results.get(question.id)) for question in questions),
        key=lambda each: -each[0],
    )
    points: list[CurvePoint] = []
    right = 0
    for count, (sureness, correct) in enumerate(scored, start=1):
        right += correct
        # those that are equally sure are answered together
        if count == len(scored) or scored[count][0] < sureness:
            points.append(CurvePoint(sureness, count / len(scored), right / count))
    return tuple(reversed(points))


def operating_point(
    questions: Sequence[GoldQuestion], results: Mapping[str, Result]
) -> CurvePoint | None:
    """Where the run itself stood on the curve; None when it answered or refused nothing."""
    scored = [
        _sureness_and_correctness(question, results[question.id])
        for question in questions
        if question.id in results and results[question.id].status in ("answered", "partly")
    ]
    if not scored:
        return None
    right = sum(correct for _, correct in scored)
    least = min(sureness for sureness, _ in scored)
    return CurvePoint(least, len(scored) / len(questions), right / len(scored))


def separation(questions: Sequence[GoldQuestion], results: Mapping[str, Result]) -> float:
    """AUC: the chance that an answerable question is answered more surely than another one.

    0.5 = it says nothing. NaN without questions of both kinds; a question without a result is the
    least sure.
    """
    sure: dict[bool, list[float]] = {True: [], False: []}
    for question in questions:
        sureness, _ = _sureness_and_correctness(question, results.get(question.id))
        sure[question.answerable].append(sureness)
    if not sure[True] or not sure[False]:
        return math.nan
    won = sum((one > other) + (one == other) / 2 for one in sure[True] for other in sure[False])
    return won / (len(sure[True]) * len(sure[False]))


def _sureness_and_correctness(question: GoldQuestion, result: Result | None) -> tuple[float, bool]:
    if result is None:
        return -math.inf, False
    found = {group for each in result.ranked[:_SENTENCES] for group in each.groups}
    sureness = result.fit if result.doubt is None else -result.doubt
    return sureness, question.answerable and bool(found & set(question.groups))
