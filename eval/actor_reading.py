"""Measure how well the reader says who speaks or acts, on labelled sentences.

``python -m eval.actor_reading [--letters 001,002] [--out FILE] [--errors]`` prints Markdown; FILE
gets the same figures as JSON. The sample letters all served to write the rules; 000 repeats the
agenda in 002 and has no labels of its own.

``--documents DIR [--labels held-out]`` measures on other documents, which stand in DIR. Of the
held-out ones no sentence is ever shown, or the next rule would be fitted to it.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import get_args

from eval.actor_documents import Split, read_document_labels, read_document_readings
from eval.actor_scores import (
    ActorScore,
    Reading,
    Score,
    match_labels,
    read_labels,
    score,
    score_actors,
)
from eval.errors import LabelsUnusableError
from eval.intervals import Estimate
from index.actors import ActorReader, load_actor_reader
from index.reading import make_letter

WRONG_AT_MOST = 0.015  # what the reader is to reach
UNKNOWN_AT_MOST = 0.10

_SHOWN = 160  # characters of a sentence in the list of errors
_NAME = 14  # characters of a file name there: enough to tell the labelled files apart
_FIGURES: Mapping[str, str] = {
    "right": "right answer",
    "wrong": f"wrong answer (target: at most {WRONG_AT_MOST:.1%})",
    "misattributed": "... a speaker that no right answer holds",
    "unknown": f"unknown (target: at most {UNKNOWN_AT_MOST:.0%})",
    "precision": "precision over actors",
    "recall": "recall over actors",
}


@dataclass(frozen=True)
class Measured:
    """The figures of one letter, or of several together."""

    title: str
    strict: Score
    accepted: Score
    actors: tuple[ActorScore, ...]  # with the accepted answers


def read_readings(numbers: Sequence[str], actors: ActorReader) -> dict[str, tuple[Reading, ...]]:
    """Read the letters whose file name begins with one of the numbers, and match their labels."""
    labels = read_labels()
    folder = resources.files("eval").joinpath("letters")
    readings: dict[str, tuple[Reading, ...]] = {}
    for number in numbers:
        file = next(each for each in folder.iterdir() if each.name.startswith(f"{number}_"))
        own = [each for each in labels if each.file == file.name]
        letter = make_letter(file.name, file.read_bytes(), actors)
        readings[number] = tuple(match_labels(own, letter))
    return readings


def measure(title: str, readings: Sequence[Reading]) -> Measured:
    """Fold the readings of some sentences."""
    return Measured(
        title,
        score(readings, accepted=False),
        score(readings, accepted=True),
        score_actors(readings, accepted=True),
    )


def render(measured: Measured) -> str:
    """Markdown: the figures, then the actors."""
    lines = [f"## {measured.title}: {measured.strict.sentences} sentences", ""]
    if not measured.strict.sentences:
        return "\n".join([*lines[:1], "", "No labels of its own.", ""])
    lines += ["| figure | strict | with accepted answers |", "|---|---|---|"]
    for name, title in _FIGURES.items():
        strict, accepted = getattr(measured.strict, name), getattr(measured.accepted, name)
        lines.append(f"| {title} | {_percent(strict)} | {_percent(accepted)} |")
    lines += ["", "| actor | precision | recall |", "|---|---|---|"]
    for each in measured.actors:
        lines.append(
            f"| {each.actor} | {each.right}/{each.heard} = {_percent(each.precision)} "
            f"| {each.right}/{each.labelled} = {_percent(each.recall)} |"
        )
    return "\n".join([*lines, ""])


def _percent(figure: Estimate) -> str:
    if math.isnan(figure.value):
        return "–"
    return f"{figure.value:.1%} [{figure.low:.1%}–{figure.high:.1%}]"


def to_record(measured: Measured) -> dict[str, object]:
    """The figures as JSON holds them; a figure is [value, low, high], null where it has none."""
    return {
        "title": measured.title,
        "sentences": measured.strict.sentences,
        "strict": _score_record(measured.strict),
        "accepted": _score_record(measured.accepted),
        "actors": {
            each.actor: {
                "right": each.right,
                "heard": each.heard,
                "labelled": each.labelled,
                "precision": _figure(each.precision),
                "recall": _figure(each.recall),
            }
            for each in measured.actors
        },
    }


def _score_record(figures: Score) -> dict[str, list[float] | None]:
    estimates = {each.name: getattr(figures, each.name) for each in fields(figures)}
    return {name: _figure(each) for name, each in estimates.items() if isinstance(each, Estimate)}


def _figure(figure: Estimate) -> list[float] | None:
    if math.isnan(figure.value):
        return None
    return [round(each, 4) for each in (figure.value, figure.low, figure.high)]


def render_errors(readings: Sequence[Reading]) -> str:
    """Every sentence without a right answer, the worst errors first."""
    lines: list[str] = []
    for kind in ("wrong speaker", "wrong", "unknown"):
        for each in readings:
            if _kind_of_error(each) == kind:
                answers = " or ".join("+".join(sorted(one)) for one in each.answers(accepted=True))
                heard = "+".join(sorted(each.heard)) or "unknown"
                place = f"{each.label.file[:_NAME]}:{each.label.start}"
                lines.append(
                    f"{kind}\t{place}\t{heard}, not {answers}\t{each.label.sentence[:_SHOWN]}"
                )
    return "\n".join(lines) + "\n"


def _kind_of_error(reading: Reading) -> str:
    if reading.is_misattributed(accepted=True):
        return "wrong speaker"
    if reading.is_wrong(accepted=True):
        return "wrong"
    return "unknown" if reading.is_unknown else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures per letter and together."""
    parser = argparse.ArgumentParser(prog="python -m eval.actor_reading", description=__doc__)
    parser.add_argument(
        "--letters", default="000,001,002,003,004", help="numbers, default %(default)s"
    )
    parser.add_argument("--documents", type=Path, help="measure on documents in this folder")
    parser.add_argument(
        "--labels",
        choices=get_args(Split),
        default="development",
        help="which documents, default %(default)s; held-out is for a last measurement",
    )
    parser.add_argument("--out", type=Path, help="write the figures here as JSON")
    parser.add_argument("--errors", action="store_true", help="show what was read wrongly")
    options = parser.parse_args(arguments)
    numbers: list[str] = options.letters.split(",")
    if options.errors and options.documents and options.labels == "held-out":
        parser.error("the sentences of held-out documents are for testing and stay unread")
    reader = load_actor_reader()
    if options.documents:
        labels = read_document_labels(options.labels)
        try:
            readings = read_document_readings(labels, options.documents, reader)
        except LabelsUnusableError as error:
            parser.error(str(error))
    else:
        readings = read_readings(numbers, reader)
    together = [each for group in readings.values() for each in group]
    measured = [measure(number, group) for number, group in readings.items()]
    measured.append(measure("together", together))
    sys.stdout.write("\n".join(render(each) for each in measured))
    if options.errors:
        sys.stdout.write(f"\n{render_errors(together)}")
    if options.out:
        records = [to_record(each) for each in measured]
        options.out.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
