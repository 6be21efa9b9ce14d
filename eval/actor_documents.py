"""Labels of who speaks in documents that stay outside the project: found by hash, never copied.

``labels/actors-fresh-development.jsonl`` and ``-held-out.jsonl`` hold per sentence the hash of its
document, where it stands in the letter's text, and a fingerprint of its letters and digits, so that
a reading with other characters or places is noticed instead of being scored as silence.
"""

import hashlib
import itertools
import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Literal, TypedDict

from eval.actor_scores import Label, Reading, match_labels
from eval.errors import LabelsUnusableError
from index.actors import ActorReader
from index.letter import Letter
from index.reading import make_letter

Split = Literal["development", "held-out"]

_ARCHIVE = "*.jsonl.xz"  # each line a record with the id and text of a document
_FINGERPRINT_LENGTH = 12  # hex digits: two of a few hundred sentences do not share them by chance


class _Record(TypedDict):
    file: str
    sha256: str
    start: int
    end: int
    fingerprint: str
    actors: list[str]
    accepted: list[list[str]]


@dataclass(frozen=True)
class DocumentLabel:
    """A label, and how to recognise its document and its sentence."""

    label: Label  # its sentence is empty until the document is read
    sha256: str  # of the file's bytes
    fingerprint: str


def read_document_labels(split: Split) -> tuple[DocumentLabel, ...]:
    """Give the labels of one half in the order of the file."""
    file = resources.files("eval").joinpath(f"labels/actors-fresh-{split}.jsonl")
    records: list[_Record] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return tuple(
        DocumentLabel(
            Label(
                record["file"],
                record["start"],
                record["end"],
                "",
                frozenset(record["actors"]),
                tuple(map(frozenset, record["accepted"])),
            ),
            record["sha256"],
            record["fingerprint"],
        )
        for record in records
    )


def read_document_readings(
    labels: Sequence[DocumentLabel], folder: Path, actors: ActorReader
) -> dict[str, tuple[Reading, ...]]:
    """Find the labelled documents under the folder, read them, and match their labels.

    Raises ``LabelsUnusableError`` for a document that is not there, or that is read differently.
    """
    wanted = {each.sha256: each.label.file for each in labels}
    found = _find_documents(wanted, folder)
    if missing := [file for hashed, file in wanted.items() if hashed not in found]:
        raise LabelsUnusableError(
            f"In {folder} ontbreken documenten waar labels bij horen: {', '.join(missing)}.",
            "Noem bij --documents de map waarin ze ongewijzigd staan.",
        )
    readings: dict[str, tuple[Reading, ...]] = {}
    for hashed, file in wanted.items():
        own = [each for each in labels if each.sha256 == hashed]
        letter = make_letter(file, found[hashed], actors)
        readings[file] = tuple(match_labels([_place(each, letter) for each in own], letter))
    return readings


def _find_documents(wanted: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    """The wanted documents by hash: files under whatever name, then records of archives."""
    files = [each for each in sorted(folder.rglob("*")) if each.is_file()]
    archives = [each for each in files if each.match(_ARCHIVE)]
    identifiers = {Path(name).stem for name in wanted.values()}
    found: dict[str, bytes] = {}
    for content in itertools.chain(
        (each.read_bytes() for each in files if each not in archives),
        *(_read_archive(each, identifiers) for each in archives),
    ):
        hashed = hashlib.sha256(content).hexdigest()
        if hashed in wanted:
            found[hashed] = content
        if len(found) == len(wanted):
            break  # the archives are large
    return found


def _read_archive(path: Path, identifiers: set[str]) -> Iterator[bytes]:
    """The texts of the records wanted, as a text file would hold them."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, str] = json.loads(line)
            if record.get("id") in identifiers:
                yield record["text"].encode()


def _place(labelled: DocumentLabel, letter: Letter) -> Label:
    label = labelled.label
    sentence = letter.text[label.start : label.end]
    if fingerprint(sentence) != labelled.fingerprint:
        raise LabelsUnusableError(
            f"{label.file} wordt anders gelezen dan toen de labels werden gemaakt: teken "
            f"{label.start} tot {label.end} houdt een andere zin.",
            "Herstel het lezen van dit formaat, of laat de zinnen opnieuw labelen.",
        )
    return replace(label, sentence=" ".join(sentence.split()))


def fingerprint(text: str) -> str:
    """Recognise a text by its letters and digits, whatever its spacing and punctuation.

    >>> fingerprint("De Raad, aldus Nederland.") == fingerprint("de raad aldus  Nederland")
    True
    """
    kept = "".join(each for each in text if each.isalnum()).casefold()
    return hashlib.sha256(kept.encode()).hexdigest()[:_FINGERPRINT_LENGTH]
