"""Read the letters of an outdated store again, from the bytes that it kept of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import UnreadableFileError
from index.letter import Letter
from index.reading_messages import Job
from index.reading_pool import ReadingPool
from index.store import LetterIndex, read_lines

_METADATA = ".metadata.xml"  # behind a letter's identifier, in stores before format 3


@dataclass(frozen=True)
class KeptFile:
    """A letter's file as the store kept it."""

    file: str
    also_named: tuple[str, ...]
    original: bytes
    metadata: bytes


def reread(
    folder: Path, index: LetterIndex | None, pool: ReadingPool
) -> Iterator[tuple[KeptFile, Letter | UnreadableFileError]]:
    """Give each letter of a generation as this version reads it; ``index`` where that opens."""
    kept = _from_segments(index) if index else _from_files(folder)
    jobs = ((each, Job(each.file, each.original, each.metadata)) for each in kept)
    for each, outcome in pool.read(jobs):
        assert outcome is not None, "every letter has a job"
        yield each, outcome


def _from_segments(index: LetterIndex) -> Iterator[KeptFile]:
    letters = index.letters
    for letter, original, metadata in index.catalogue.letters_as_read():
        yield KeptFile(letter.file, letters[letter.id].also_named, original, metadata)


def _from_files(folder: Path) -> Iterator[KeptFile]:
    """Of a store before format 3: a file per letter, beside a list of all."""
    for record in read_lines(folder / "letters.jsonl"):
        original = folder / "originals" / record["id"]
        beside = original.with_name(original.name + _METADATA)
        yield KeptFile(
            record["file"],
            tuple(record["also_named"]),
            original.read_bytes(),
            beside.read_bytes() if beside.exists() else b"",
        )
