"""How well headings and enumerations are read, against letters labelled by people.

``python -m eval.structure_reading --documents FOLDER [--out FILE] [--missed]`` reads
``FOLDER/structure/*.jsonl`` (one entry a line: ``type`` TITLE, HEADLINES or ENUMERATION, and
``title``, perhaps cut off with "...") and the letter each file is about: the one in ``FOLDER/pdf``
whose name is that of the labels, as far as folding goes ("Kamerbrief_x.jsonl" ->
"kamerbrief-x.pdf"). FILE gets the figures as JSON.

An entry is found when a heading (HEADLINES) or an item (ENUMERATION) begins with the same text: the
first 40 letters and figures, without case, spaces and signs. TITLE names the file and is left out.
Each found entry counts once.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from index.display import read_display
from index.formats.extract import Extract
from index.furniture import find_marked
from index.reading import extract
from index.structure import read_structure
from index.terms import fold

_COMPARED = 40  # letters and figures; labels are cut off behind some 70
_SHOWN = 70  # characters of an entry that is missed


class Entry(NamedTuple):
    """A heading or a point of an enumeration."""

    type: str  # HEADLINES | ENUMERATION
    text: str

    @property
    def key(self) -> str:
        """What is compared of it."""
        return "".join(each for each in fold(self.text) if each.isalnum())[:_COMPARED]


@dataclass(frozen=True)
class Outcome:
    """What was found of a letter's labels, or of those of one type."""

    letter: str
    type: str  # "" = headings and items together
    labelled: int
    found: int
    matched: int
    missed: tuple[Entry, ...] = ()
    extra: tuple[Entry, ...] = ()

    @property
    def precision(self) -> float:
        """The share of what was found that is labelled; 1.0 when nothing was found."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the labels that was found; 1.0 when there are none."""
        return self.matched / self.labelled if self.labelled else 1.0


def read_labels(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield the labelled entries of a letter.

    >>> list(read_labels(['{"type": "HEADLINES", "title": "Tot slot ..."}']))
    [Entry(type='HEADLINES', text='Tot slot')]
    """
    for line in lines:
        record: dict[str, str] = json.loads(line)
        if record["type"] != "TITLE":
            yield Entry(record["type"], record["title"].strip().removesuffix("...").strip())


def find_entries(found: Extract) -> Iterator[Entry]:
    """Yield the headings and items that are read in a letter."""
    marked = find_marked(found.text, found.marked, found.settled)
    structure = read_structure(found.text, marked, found.headings, complete=found.format == "xml")
    for section in structure.sections:
        if section.heading:
            yield Entry("HEADLINES", f"{section.number} {section.heading}".strip())
    for item in structure.items:
        shown = read_display(found.text, marked, item.start, item.end).text
        sign = item.mark.strip()
        yield Entry("ENUMERATION", shown if shown.startswith(sign) else f"{sign} {shown}")


def compare(letter: str, labels: Sequence[Entry], found: Sequence[Entry]) -> Outcome:
    """Pair what is found with the labels, each once.

    >>> outcome = compare("x", [Entry("HEADLINES", "Tot slot")], [Entry("HEADLINES", "TOT SLOT:")])
    >>> outcome.precision, outcome.recall
    (1.0, 1.0)
    """
    left = list(found)
    missed: list[Entry] = []
    for label in labels:
        match = next((each for each in left if _agrees(label, each)), None)
        if match:
            left.remove(match)
        else:
            missed.append(label)
    matched = len(labels) - len(missed)
    return Outcome(letter, "", len(labels), len(found), matched, tuple(missed), tuple(left))


def compare_apart(letter: str, labels: Sequence[Entry], found: Sequence[Entry]) -> list[Outcome]:
    """The outcome of all labels, then that of each type."""
    outcomes = [compare(letter, labels, found)]
    for type_ in ("HEADLINES", "ENUMERATION"):
        chosen = [each for each in labels if each.type == type_]
        outcome = compare(letter, chosen, [each for each in found if each.type == type_])
        outcomes.append(replace(outcome, type=type_))
    return outcomes


def add_up(outcomes: Sequence[Outcome], type_: str) -> Outcome:
    """The figures of all letters for one type."""
    chosen = [each for each in outcomes if each.type == type_]
    return Outcome(
        "all letters",
        type_,
        sum(each.labelled for each in chosen),
        sum(each.found for each in chosen),
        sum(each.matched for each in chosen),
    )


def _agrees(label: Entry, found: Entry) -> bool:
    if label.type != found.type or not label.key:
        return False
    # an item goes on behind its first line, a heading does not
    goes_on = label.type == "ENUMERATION"
    return found.key.startswith(label.key) if goes_on else found.key == label.key


def measure(folder: Path) -> Iterator[Outcome]:
    """Yield the outcomes of every labelled letter under ``folder``."""
    letters = {_name(file): file for file in sorted((folder / "pdf").glob("*.pdf"))}
    for labels in sorted((folder / "structure").glob("*.jsonl")):
        file = letters[_name(labels)]
        entries = list(read_labels(labels.read_text("utf-8").splitlines()))
        found = extract(file.name, file.read_bytes())
        yield from compare_apart(file.name, entries, list(find_entries(found)))


def _name(file: Path) -> str:
    return "".join(each for each in fold(file.stem) if each.isalnum())


def render(outcome: Outcome, *, missed: bool) -> str:
    """One line an outcome; with ``missed`` what was not found (-) and what is not labelled (+)."""
    name = outcome.letter if not outcome.type else f"  of these {outcome.type.lower()}"
    lines = [
        f"{name}: {outcome.labelled} labelled, {outcome.found} found, "
        f"precision {outcome.precision:.3f}, recall {outcome.recall:.3f}"
    ]
    if missed and not outcome.type:
        lines += [f"  - {each.type} {each.text[:_SHOWN]}" for each in outcome.missed]
        lines += [f"  + {each.type} {each.text[:_SHOWN]}" for each in outcome.extra]
    return "\n".join(lines) + "\n"


def to_json(outcomes: Sequence[Outcome]) -> str:
    """The figures of every outcome, without the text of the letters."""
    figures = [
        {
            "letter": each.letter,
            "type": each.type or "together",
            "labelled": each.labelled,
            "found": each.found,
            "matched": each.matched,
            "precision": round(each.precision, 4),
            "recall": round(each.recall, 4),
        }
        for each in outcomes
    ]
    return json.dumps(figures, indent=2) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print precision and recall per letter and over all of them."""
    parser = argparse.ArgumentParser(prog="python -m eval.structure_reading", description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, help="holds structure/ and pdf/")
    parser.add_argument("--out", type=Path, help="where the figures go as JSON")
    parser.add_argument("--missed", action="store_true", help="print what was missed and added")
    options = parser.parse_args(arguments)
    outcomes = list(measure(options.documents))
    outcomes += [add_up(outcomes, type_) for type_ in ("", "HEADLINES", "ENUMERATION")]
    for outcome in outcomes:
        sys.stdout.write(render(outcome, missed=options.missed))
    if options.out:
        options.out.write_text(to_json(outcomes), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
