"""How long the questions of a run took: medians and 95th percentiles with their intervals."""

from collections.abc import Iterable
from dataclasses import dataclass

from eval.intervals import Estimate, estimate_quantile
from eval.results import Result

MOMENTS = {
    "search": "gezocht",
    "first_text": "eerste geciteerde passage",
    "first_model_token": "eerste woord van het model",
    "first_model_text": "eerste gecontroleerde zin van het model",
    "total": "hele antwoord",
}


@dataclass(frozen=True)
class Duration:
    """Seconds from asking a question until a moment."""

    moment: str  # key of MOMENTS
    median: Estimate
    slow: Estimate  # 95th percentile
    values: tuple[float, ...]


def measure_durations(results: Iterable[Result]) -> tuple[Duration, ...]:
    """Every moment that some question reached; a question that did not reach it is left out."""
    results = tuple(results)
    durations: list[Duration] = []
    for moment in MOMENTS:
        values = tuple(
            each.seconds[moment] for each in results if each.seconds.get(moment) is not None
        )
        if values:
            durations.append(
                Duration(
                    moment, estimate_quantile(values, 0.5), estimate_quantile(values, 0.95), values
                )
            )
    return tuple(durations)
