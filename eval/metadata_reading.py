"""How often what a letter says of itself is read right, wrong or not at all, per format and field.

``python -m eval.metadata_reading --documents DIR [--out FILE]`` reads the documents in DIR twice:

* every file that ``labels/metadata.tsv`` names, against what its label says. There "-" is a
  field that the document does not print: reading one is wrong. "?" is a field that was not judged.
* every XML publication as if it were bare text ("xml text"), against the fields that its own
  elements and the metadata files beside it carry.

Right is only a value that agrees. Partly is one of which every word stands in what the file says:
"MOTIE VAN HET LID DIJK" of a title that goes on, a surname without initials. A field that is
printed and not read is empty, never right.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from index.actors import ActorReader, load_actor_reader
from index.errors import UnreadableFileError
from index.formats.official_metadata import is_official_metadata
from index.letter import Letter
from index.reading import extract, understand

FIELDS = (
    "chamber", "date", "dossier", "number", "kind", "ministry", "parliamentary_year", "title",
    "signatories",
)  # fmt: skip
_OF_WORDS = ("title", "signatories")  # of the others a part is another value
ABSENT, UNJUDGED = "-", "?"
Outcome = Literal["right", "partly", "wrong", "empty", "silent"]
OUTCOMES: tuple[Outcome, ...] = ("right", "partly", "wrong", "empty", "silent")


@dataclass(frozen=True)
class Reading:
    """One field of one document: what it says, and what was read."""

    file: str
    format: str
    field: str
    expected: str
    found: str

    @property
    def outcome(self) -> Outcome:
        """What became of the field; "silent" is nothing printed and nothing read."""
        if self.expected == ABSENT:
            return "wrong" if self.found else "silent"
        if not self.found:
            return "empty"
        if _words(self.found) == _words(self.expected):
            return "right"
        within = set(_words(self.found)) <= set(_words(self.expected))
        return "partly" if self.field in _OF_WORDS and within else "wrong"


class Document(NamedTuple):
    """A document and its label, by field."""

    file: str
    fields: dict[str, str]


def read_labels() -> tuple[Document, ...]:
    """Give the labelled documents in the order of the file."""
    table = resources.files("eval").joinpath("labels/metadata.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    return tuple(
        Document(row["file"], {name: row[name] for name in FIELDS if name in row}) for row in rows
    )


def value_of(letter: Letter, field: str) -> str:
    """A field of a letter as one text; "" when it is unknown."""
    value: object = getattr(letter, field)
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in letter.signatories)
    return str(value or "")


def compare(document: Document, letter: Letter, format_name: str) -> Iterator[Reading]:
    """Hold what was read of a letter against what it says; what was not judged is left out."""
    for field, expected in document.fields.items():
        if expected != UNJUDGED:
            found = value_of(letter, field)
            yield Reading(document.file, format_name, field, expected, found)


def read_documents(folder: Path, actors: ActorReader) -> Iterator[Reading]:
    """Read what is labelled, and every publication without its metadata."""
    labelled = {document.file: document for document in read_labels()}
    for path in sorted(folder.rglob("*")):
        try:
            if document := labelled.get(path.name):
                content = path.read_bytes()
                letter = understand(path.name, content, extract(path.name, content), actors)
                yield from compare(document, letter, path.suffix.removeprefix("."))
            elif path.suffix == ".xml" and not is_official_metadata(path.name):
                yield from _read_publication(path, actors)
        except UnreadableFileError as error:
            print(f"{path.name}: {error}", file=sys.stderr)  # noqa: T201


def _read_publication(path: Path, actors: ActorReader) -> Iterator[Reading]:
    content = path.read_bytes()
    sibling = path.with_suffix(".metadata.xml")
    metadata = sibling.read_bytes() if sibling.exists() else None
    whole = extract(path.name, content, metadata=metadata)
    truth = understand(path.name, content, whole, actors)
    carried = {each.name for each in whole.fields}
    fields = {name: value_of(truth, name) for name in FIELDS if name in carried}
    bare = understand(path.name, content, replace(whole, fields=()), actors)
    yield from compare(Document(path.name, fields), bare, "xml text")


def render(readings: Sequence[Reading]) -> str:
    """A table of counts per format and field, with all formats together at its end."""
    counts: dict[tuple[str, str], Counter[Outcome]] = {}
    for each in readings:
        for format_name, field in ((each.format, each.field), ("all", each.field), ("all", "all")):
            counts.setdefault((format_name, field), Counter())[each.outcome] += 1
    rows = [("format", "field", *OUTCOMES)] + [
        (name, field, *(str(count[outcome]) for outcome in OUTCOMES))
        for name in (*sorted({each.format for each in readings}), "all")
        for field in (*FIELDS, "all")
        if (count := counts.get((name, field)))
    ]
    return "\n".join(
        f"{name:9} {field:19}" + "".join(f"{count:>8}" for count in outcomes)
        for name, field, *outcomes in rows
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and what is wrong; with ``--out`` write every reading that is not right."""
    parser = argparse.ArgumentParser(prog="python -m eval.metadata_reading", description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, help="folder of documents")
    parser.add_argument("--out", type=Path, help="file for the counts and the differences, as JSON")
    options = parser.parse_args(arguments)
    readings = tuple(read_documents(options.documents, load_actor_reader()))
    print(render(readings))  # noqa: T201
    missed = [each for each in readings if each.outcome not in ("right", "silent")]
    for each in missed:
        says = "says" if each.expected != ABSENT else "prints none:"
        line = f"{each.outcome} {each.file} {each.field}: {each.found!r}, {says} {each.expected!r}"
        print(f"  {line}")  # noqa: T201
    if options.out:
        # the names of the files and no more: the documents are not ours to copy
        record = {
            "counts": {
                outcome: sum(each.outcome == outcome for each in readings) for outcome in OUTCOMES
            },
            "missed": [[each.outcome, each.file, each.field] for each in missed],
        }
        text = json.dumps(record, ensure_ascii=False, indent=1)
        options.out.write_text(text + "\n", encoding="utf-8")
    return 0


def _words(value: str) -> list[str]:
    return re.findall(r"[\w’'.-]*\w", value.casefold())


if __name__ == "__main__":
    sys.exit(main())
