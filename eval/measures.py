"""What a measure is: a score per question first, and one figure for a run folded from those."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from eval.intervals import Estimate, estimate
from eval.questions import GoldQuestion
from eval.results import Result

Theme = Literal["search", "evidence", "citations", "answers", "actors", "abstention"]


class Score(NamedTuple):
    """What one question reached out of what it could; a run's figure is sum / sum."""

    value: float
    weight: float = 1.0


ScoreQuestion = Callable[[GoldQuestion, Result], Score | None]


@dataclass(frozen=True)
class Measure:
    """A named measure; the docstring of ``score`` defines it and says who is eligible.

    ``score`` gives None for a question that is not eligible. ``beside`` names the coverage that a
    figure must be read with, where not answering would make it better.
    """

    name: str
    title: str  # Dutch
    theme: Theme
    score: ScoreQuestion
    higher_is_better: bool = True
    beside: str = ""

    @property
    def definition(self) -> str:
        """What is measured, over which questions."""
        assert self.score.__doc__, f"{self.name} has no definition"
        return " ".join(self.score.__doc__.split())


def score_questions(
    measure: Measure, questions: Iterable[GoldQuestion], results: Mapping[str, Result]
) -> dict[str, Score]:
    """The score of every eligible question; one without a result is scored as an empty answer."""
    scored = (
        (question.id, measure.score(question, results.get(question.id, Result(question.id))))
        for question in questions
    )
    return {identifier: score for identifier, score in scored if score is not None}


@dataclass(frozen=True)
class Figure:
    """A measure over a run, or over some of its questions."""

    measure: Measure
    estimate: Estimate

    @property
    def text(self) -> str:
        """As it stands in tables: value, interval and number of questions."""
        return str(self.estimate)


def fold_scores(scores: Sequence[Score]) -> Estimate:
    """The figure of some scores with its interval."""
    return estimate([score.value for score in scores], [score.weight for score in scores])


def measure_run(
    measures: Sequence[Measure],
    questions: Sequence[GoldQuestion],
    results: Mapping[str, Result],
) -> tuple[Figure, ...]:
    """Every measure over the questions."""
    return tuple(
        Figure(measure, fold_scores(tuple(score_questions(measure, questions, results).values())))
        for measure in measures
    )
