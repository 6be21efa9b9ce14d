"""How well references to Kamerstukken are found: precision and recall on labelled documents.

``labels/references.tsv`` holds, per document, the normalised identifier
of every Kamerstuk or Aanhangsel that is named with its dossier or its year, and where it stands
when the file is plain text. A document with an empty identifier names none. Two kinds are told
apart: the shared documents (files with an extension, mostly of today) and scans of 1960-1995 from
``scale/`` (without), of which many are misread. No rule was written for what a held-out one showed,
and no rule or test quotes one; the scans among them were drawn and labelled after the last rule.

``--beside-nllegalcit`` measures the package nllegalcit on the same texts, when it is installed. It
wants a chamber in front of every number, gives no positions and reads some 3,000 characters a
second, so that its grammar was a source of notations (II misread as 11) and it is no dependency.
"""

import argparse
import csv
import importlib
import itertools
import json
import lzma
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from eval.intervals import estimate
from index.actors import ActorReader, load_actor_reader
from index.display import read_display
from index.errors import UnreadableFileError
from index.kamerstukken import kamerstuk_id
from index.letter import Letter, Reference
from index.reading import make_letter
from index.references import find_references

_IDENTIFIERS = ("kst-", "ah-")  # what is labelled; EU acts and cases are not
_OLD_LETTERS = "scale/sgd-kamerstukken-1814-1995.jsonl.xz"
_BLOCK = 4_000  # characters


@dataclass(frozen=True)
class Label:
    """A reference in a document; without a place where the text of its file may be read anew."""

    id: str
    start: int | None
    end: int | None


@dataclass(frozen=True)
class Labelled:
    """A document and what it names."""

    file: str
    split: str  # "dev" or "held-out"
    labels: tuple[Label, ...]

    @property
    def kind(self) -> str:
        """Whether it is one of the shared documents, or a scan without a file of its own."""
        return "documents" if "." in self.file else "scans"


@dataclass(frozen=True)
class Score:
    """References found against references labelled; a document that was not read finds none."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    documents: int = 0

    @property
    def precision(self) -> float:
        """Right of what was found; 1 when nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right of what there is; 1 when there is nothing."""
        return self.right / self.labelled if self.labelled else 1.0

    def __add__(self, other: "Score") -> "Score":
        """Both together."""
        return Score(
            self.right + other.right,
            self.found + other.found,
            self.labelled + other.labelled,
            self.documents + other.documents,
        )


@dataclass(frozen=True)
class Difference:
    """What was missed in a document, and what was found that is not there."""

    file: str
    missed: tuple[str, ...]
    invented: tuple[str, ...]


def read_labels() -> tuple[Labelled, ...]:
    """Give the labelled documents in the order of the file."""
    table = resources.files("eval").joinpath("labels/references.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t"))
    return tuple(
        Labelled(
            file,
            next(row["split"] for row in rows if row["file"] == file),
            tuple(_make_label(row) for row in rows if row["file"] == file and row["id"]),
        )
        for file in dict.fromkeys(row["file"] for row in rows)
    )


def _make_label(row: Mapping[str, str]) -> Label:
    place = [int(row[name]) if row[name] else None for name in ("start", "end")]
    return Label(row["id"], place[0], place[1])


def measure(labelled: Labelled, found: Sequence[Reference]) -> tuple[Score, Difference]:
    """Compare what was found with the labels: each label takes one reference, in order."""
    left = [each for each in found if each.id.startswith(_IDENTIFIERS)]
    total = len(left)
    missed: list[str] = []
    for label in labelled.labels:
        match = next((each for each in left if _agrees(label, each)), None)
        if match:
            left.remove(match)
        else:
            missed.append(label.id)
    right = len(labelled.labels) - len(missed)
    score = Score(right, total, len(labelled.labels), 1)
    return score, Difference(labelled.file, tuple(missed), tuple(each.id for each in left))


def _agrees(label: Label, reference: Reference) -> bool:
    if label.start is None or label.end is None:
        return label.id == reference.id
    overlap = reference.start < label.end and label.start < reference.end
    return label.id == reference.id and overlap


def _read_documents(labelled: Sequence[Labelled], shared: Path) -> Iterator[tuple[str, Letter]]:
    """The sample letters of the package, and what stands in the folder of shared documents."""
    actors: ActorReader = load_actor_reader()
    wanted = {each.file for each in labelled}
    letters = Path(str(resources.files("eval").joinpath("letters")))
    for folder in (letters, shared / "documents"):
        for path in sorted(folder.rglob("*")):
            if path.name not in wanted or not path.is_file():
                continue
            try:
                yield path.name, make_letter(path.name, path.read_bytes(), actors)
            except UnreadableFileError as error:
                print(f"{path.name}: {error}", file=sys.stderr)  # noqa: T201
    with lzma.open(shared / _OLD_LETTERS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, str] = json.loads(line)
            if record["id"] in wanted:
                content = record["text"].encode()
                yield record["id"], make_letter(f"{record['id']}.txt", content, actors)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print precision and recall per split and kind, and what went wrong where."""
    parser = argparse.ArgumentParser(prog="python -m eval.reference_parsing", description=__doc__)
    parser.add_argument(
        "--shared",
        type=Path,
        default=os.environ.get("KAMERBRIEF_SHARED"),
        help="folder of documents/ and scale/; default: the environment's KAMERBRIEF_SHARED",
    )
    parser.add_argument("--beside-nllegalcit", action="store_true", help="measure that package")
    options = parser.parse_args(arguments)
    if options.shared is None:
        parser.error("name the folder of shared documents: --shared, or KAMERBRIEF_SHARED")
    labelled = read_labels()
    letters = dict(_read_documents(labelled, options.shared))
    find = _find_with_nllegalcit if options.beside_nllegalcit else _find
    for split, kind in itertools.product(("dev", "held-out"), ("documents", "scans")):
        chosen = [each for each in labelled if (each.split, each.kind) == (split, kind)]
        scores: list[Score] = []
        for each in chosen:
            letter = letters.get(each.file)
            score, difference = measure(each, find(letter) if letter else ())
            scores.append(score)
            if difference.missed or difference.invented:
                _print_difference(difference, read=letter is not None)
        print(f"{split} {kind}: {describe(scores)}")  # noqa: T201
    return 0


def describe(scores: Sequence[Score]) -> str:
    """Precision and recall of these documents, with intervals that resample documents.

    >>> describe([Score(9, 9, 10, 1)])
    'precision 1.000 [1.000–1.000] (9 of 9), recall 0.900 [0.900–0.900] (9 of 10), 1 documents'
    """
    total = sum(scores, Score())
    right = [score.right for score in scores]
    precision = estimate(right, [score.found for score in scores])
    recall = estimate(right, [score.labelled for score in scores])
    return (
        f"precision {total.precision:.3f} [{precision.low:.3f}–{precision.high:.3f}]"
        f" ({total.right} of {total.found}),"
        f" recall {total.recall:.3f} [{recall.low:.3f}–{recall.high:.3f}]"
        f" ({total.right} of {total.labelled}), {total.documents} documents"
    )


def _find(letter: Letter) -> Sequence[Reference]:
    return find_references(letter.text, letter.marked, dossier=letter.dossier)


def _find_with_nllegalcit(letter: Letter) -> Sequence[Reference]:
    """What the package finds; it says not where, so that every place counts as right."""
    package: Any = importlib.import_module("nllegalcit")
    display = read_display(letter.text, letter.marked, 0, len(letter.text)).text
    found: list[Reference] = []
    for start in range(0, len(display), _BLOCK):  # its parser grows faster than the text
        for each in package.parse_citations(display[start : start + _BLOCK]):
            if hasattr(each, "dossiernummer"):
                identifier = kamerstuk_id(str(each.dossiernummer), str(each.ondernummer))
                found.append(Reference("kamerstuk", identifier, 0, len(letter.text), str(each)))
    return found


def _print_difference(difference: Difference, *, read: bool) -> None:
    note = "" if read else " (not read)"
    missed, invented = ", ".join(difference.missed), ", ".join(difference.invented)
    print(f"  {difference.file}{note}: missed [{missed}], invented [{invented}]")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
