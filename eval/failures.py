"""Which questions went wrong, and in Dutch words why, the gravest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.answer_measures import begins_right, must_include, wrong_actor
from eval.citation_measures import relevance_recall
from eval.experiment import Run
from eval.questions import GoldQuestion
from eval.results import Result
from eval.search_measures import CUTS
from eval.shown_text import holds, shown_text


@dataclass(frozen=True)
class Failure:
    """A question with what is wrong with its result."""

    question: GoldQuestion
    result: Result
    reasons: tuple[str, ...]
    gravity: int


def find_failures(run: Run) -> tuple[Failure, ...]:
    """Every question of the run that has something wrong, the gravest first."""
    failures: list[Failure] = []
    for question in run.questions:
        result = run.results.get(question.id, Result(question.id))
        reasons = _of_search(question, result)
        if run.facts.stage == "answer":
            reasons += _of_answer(question, result)
        if result.error:
            reasons.append((3, result.error))
        elif question.id not in run.results:
            reasons.append((3, "er is geen uitkomst"))
        if reasons:
            gravity = max(weight for weight, _ in reasons) * 10 + len(reasons)
            ordered = sorted(reasons, key=lambda reason: -reason[0])
            failures.append(Failure(question, result, tuple(text for _, text in ordered), gravity))
    return tuple(sorted(failures, key=lambda each: -each.gravity))


Reason = tuple[int, str]  # how grave from 1 to 4, and what it is


def _of_search(question: GoldQuestion, result: Result) -> list[Reason]:
    if not question.answerable:
        return []
    found = {group for hit in result.hits[: CUTS[-1]] for group in hit.groups}
    missed = [group for group in question.groups if group not in found]
    if not missed:
        return []
    return [(1, f"bewijs {', '.join(missed)} niet in de eerste {CUTS[-1]} passages")]


def _of_answer(question: GoldQuestion, result: Result) -> list[Reason]:
    text = shown_text(result)
    reasons: list[Reason] = [
        (4, f"er staat in wat niet mag: {banned}")
        for banned in question.must_not_include
        if holds(text, banned)
    ]
    if not question.answerable:
        if result.status == "answered":
            reasons.append((4, "zonder voorbehoud beantwoord, maar het staat niet in de brieven"))
        elif result.answered:
            reasons.append((2, "met voorbehoud beantwoord, maar het staat niet in de brieven"))
        return reasons
    if not result.answered:
        return [*reasons, (2, "niet beantwoord, maar het staat in de brieven")]
    if question.actors and begins_right(question, result) is False:
        reasons.append((4, "VERKEERDE SPREKER"))
    elif (wrong := wrong_actor(question, result)) and wrong.value:
        reasons.append((3, "ook zinnen van een andere spreker"))
    if _is_zero(must_include(question, result)):
        missing = [wanted for wanted in question.must_include if not holds(text, wanted)]
        reasons.append((2, f"mist: {'; '.join(missing)}"))
    if _is_zero(relevance_recall(question, result)):
        reasons.append((2, "verwijst nergens naar het bewijs"))
    return reasons


def _is_zero(score: Sequence[float] | None) -> bool:
    return score is not None and not score[0]
