"""Everything a report says about one run, before it becomes HTML or Markdown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.abstention_measures import (
    CurvePoint,
    abstention_curve,
    operating_point,
    separation,
)
from eval.catalogue import headlines_for, measures_for
from eval.experiment import Run
from eval.failures import Failure, find_failures
from eval.measures import Figure, measure_run
from eval.questions import GoldQuestion
from eval.search_measures import recall_curve_measures
from eval.speed_measures import Duration, measure_durations


@dataclass(frozen=True)
class Slice:
    """The headline figures over the questions of one type or style."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Report:
    """One run in figures."""

    run: Run
    headlines: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    by_type: tuple[Slice, ...]
    by_style: tuple[Slice, ...]
    statuses: Mapping[tuple[bool, str], int]  # (answerable, status) -> questions
    recall_curve: tuple[Figure, ...]
    abstention: tuple[CurvePoint, ...]
    separation: float
    operating: CurvePoint | None  # where the run itself stands on that curve
    durations: tuple[Duration, ...]
    failures: tuple[Failure, ...]

    @property
    def peak_memory(self) -> int:
        """Bytes, of all processes of the run together; 0 = not measured."""
        return int(self.run.notes.get("peak_memory", 0))


def make_report(run: Run) -> Report:
    """Compute every figure of a run; questions without a result count as empty answers."""
    stage = run.facts.stage
    statuses: dict[tuple[bool, str], int] = {}
    for question in run.questions:
        result = run.results.get(question.id)
        key = (question.answerable, result.status if result else "")
        statuses[key] = statuses.get(key, 0) + 1
    return Report(
        run=run,
        headlines=measure_run(headlines_for(stage), run.questions, run.results),
        figures=measure_run(measures_for(stage), run.questions, run.results),
        by_type=_slice(run, lambda question: question.type),
        by_style=_slice(run, lambda question: question.style),
        statuses=statuses if stage == "answer" else {},
        recall_curve=measure_run(recall_curve_measures(), run.questions, run.results),
        abstention=abstention_curve(run.questions, run.results),
        separation=separation(run.questions, run.results),
        operating=operating_point(run.questions, run.results),
        durations=measure_durations(run.results.values()),
        failures=find_failures(run),
    )


def _slice(run: Run, name_of: Callable[[GoldQuestion], str]) -> tuple[Slice, ...]:
    groups: dict[str, list[GoldQuestion]] = {}
    for question in run.questions:
        groups.setdefault(name_of(question) or "onbekend", []).append(question)
    return tuple(
        Slice(name, _figures(run, questions)) for name, questions in sorted(groups.items())
    )


def _figures(run: Run, questions: Sequence[GoldQuestion]) -> tuple[Figure, ...]:
    return measure_run(headlines_for(run.facts.stage), questions, run.results)
