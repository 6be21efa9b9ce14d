"""How well plan and done are told apart, on labelled sentences of the letters.

``python -m eval.stage_reading [--errors]`` reads ``eval/labels/stage.jsonl`` (its guidelines stand
in ``stage.md``) and prints, for each label and over all, how many sentences are read as labelled:
apart for those whose errors were mended and those that were labelled afterwards.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

from eval.intervals import estimate
from index.letter import Stage
from index.stage import read_stage

_NAMES = {"plan": "plan", "done": "done", "": "neither"}


class Labelled(NamedTuple):
    """A sentence and what its label says."""

    sentence: str
    stage: Stage
    used: str  # mending | held-out


def read_labels() -> Iterator[Labelled]:
    """Yield the labelled sentences in the order of the file."""
    file = resources.files("eval").joinpath("labels", "stage.jsonl")
    for line in file.read_text("utf-8").splitlines():
        record = json.loads(line)
        yield Labelled(record["sentence"], record["stage"], record["used"])


def describe(labels: Sequence[Labelled], name: str) -> str:
    """The share of the labels that is read as labelled, with its 95 % interval."""
    right = [float(read_stage(each.sentence) == each.stage) for each in labels]
    return f"{name}: {estimate(right, [1.0] * len(right))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the accuracy of every label, and of all."""
    parser = argparse.ArgumentParser(prog="python -m eval.stage_reading", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what is read otherwise")
    options = parser.parse_args(arguments)
    labels = list(read_labels())
    for used in ("mending", "held-out"):
        chosen = [each for each in labels if each.used == used]
        sys.stdout.write(describe(chosen, used) + "\n")
        for stage, name in _NAMES.items():
            of_stage = [each for each in chosen if each.stage == stage]
            sys.stdout.write(f"  {describe(of_stage, name)}\n")
    if options.errors:
        for each in labels:
            found = read_stage(each.sentence)
            if found != each.stage:
                sys.stdout.write(
                    f"  {_NAMES[each.stage]} read as {_NAMES[found]}: {each.sentence}\n"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
