"""What the files at the given paths become: new letters, known ones, and ones that are gone."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple, TypeAlias

from index.errors import UnreadableFileError
from index.files import FoundFile, Source, read_sources
from index.letter import Letter
from index.reading_messages import Job
from index.reading_pool import ReadingPool
from index.records import SourceRecord

FileStatus = Literal[
    "added", "unchanged", "updated", "duplicate", "ignored", "failed",
    "missing", "removed",  # of files that are no longer in the folder they came from
]  # fmt: skip
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True)
class FileReport:
    """What became of one file; reason and remedy are Dutch, for people."""

    file: str
    status: FileStatus
    letter_id: str = ""
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Known:
    """The letters there are, by identifier, and the files they came from, by key."""

    letters: frozenset[str] = frozenset()
    sources: Mapping[str, SourceRecord] = field(default_factory=dict[str, SourceRecord])


class Collected(NamedTuple):
    """What became of the files, and the files that letters come from now."""

    reports: tuple[FileReport, ...]
    sources: dict[str, SourceRecord]


# takes a letter that was read, the bytes of its file and those of its metadata file
Keep: TypeAlias = Callable[[Letter, bytes, bytes], None]


def names_by_letter(sources: Mapping[str, SourceRecord]) -> dict[str, list[str]]:
    """The names of the files each letter has."""
    names: dict[str, list[str]] = {}
    for key, source in sources.items():
        names.setdefault(source["letter_id"], []).append(PurePosixPath(key).name)
    return names


@dataclass(frozen=True)
class _Step:
    """A file on its way through the reading pool."""

    source: Source
    letter_id: str
    record: SourceRecord
    is_unchanged: bool
    is_read: bool  # else its letter is known, or read under another name already


def collect_letters(
    files: Sequence[FoundFile],
    known: Known,
    pool: ReadingPool,
    keep: Keep,
    *,
    folders: Iterable[Path] = (),
    prune: bool = False,
    progress: Progress = lambda done, total: None,
) -> Collected:
    """Read what is new and hand it to ``keep``, letter by letter; say what became of every file.

    A letter that is handed over twice is as it was the last time. Files of ``folders`` that were
    known and are not there any more are reported as missing, and with ``prune`` left out of the
    sources. ``progress`` is told how many of how many files have been dealt with; the files in an
    archive are counted when it is opened.
    """
    total = len(files)
    letters = set(known.letters)
    sources = dict(known.sources)
    reports: list[FileReport] = []
    seen: set[str] = set()
    failures: dict[str, str] = {}  # letter identifier -> the file that could not become it

    def count(found: FoundFile) -> Iterator[Source]:
        nonlocal total
        for number, source in enumerate(read_sources(found)):
            total += number > 0
            yield source

    progress(0, total)
    steps = _plan(((found, source) for found in files for source in count(found)), known)
    for done, (step, outcome) in enumerate(pool.read(steps), start=1):
        source, letter_id = step.source, step.letter_id
        seen.add(source.key)
        error = _find_error(step, outcome, letters, failures)
        if source.ignored:
            reports.append(FileReport(source.shown, "ignored", reason=source.ignored))
        elif error:
            failures.setdefault(letter_id, source.shown)
            reports.append(
                FileReport(source.shown, "failed", reason=error.problem, remedy=error.remedy)
            )
        else:
            status = _find_status(step, letters, known)
            if isinstance(outcome, Letter) and (status != "duplicate" or source.metadata):
                letters.add(letter_id)
                keep(outcome, source.content, source.metadata)
            sources[source.key] = step.record
            reports.append(FileReport(source.shown, status, letter_id))
        progress(done, total)
    for key in _find_missing(sources, seen, folders):
        status = "removed" if prune else "missing"
        reports.append(FileReport(PurePosixPath(key).name, status, sources[key]["letter_id"]))
        if prune:
            del sources[key]
    return Collected(tuple(reports), sources)


def hash_letter(content: bytes) -> str:
    """A letter's identifier: sixteen hex digits of its file's sha256."""
    return hashlib.sha256(content).hexdigest()[:16]


def _plan(
    sources: Iterable[tuple[FoundFile, Source]], known: Known
) -> Iterator[tuple[_Step, Job | None]]:
    """Give each file a job, unless what it would become is known or being read already."""
    # letter identifier -> the metadata files it was read with, "" for none
    read: dict[str, set[str]] = {letter_id: set() for letter_id in known.letters}
    for record in known.sources.values():
        read.setdefault(record["letter_id"], set()).add(record.get("metadata", ""))
    tried: set[tuple[str, str]] = set()  # bytes may be readable under one name and not another
    for found, source in sources:
        if source.ignored or source.error:
            yield _Step(source, "", SourceRecord(key=source.key, letter_id=""), False, False), None
            continue
        before = known.sources.get(source.key)
        record = _record(found, source, before)
        letter_id, metadata = record["letter_id"], record.get("metadata", "")
        is_same = bool(before) and before["letter_id"] == letter_id
        is_unchanged = bool(before) and is_same and before.get("metadata", "") == metadata
        as_what = (letter_id, PurePosixPath(source.name).suffix.lower())
        is_new = letter_id not in known.letters and as_what not in tried
        is_read = is_new or (
            not is_unchanged and metadata not in read[letter_id] and bool(metadata or is_same)
        )
        if is_read:
            tried.add(as_what)
            read.setdefault(letter_id, set()).add(metadata)
        step = _Step(source, letter_id, record, is_unchanged, is_read)
        yield step, Job(source.name, source.content, source.metadata) if is_read else None


def _record(found: FoundFile, source: Source, before: SourceRecord | None) -> SourceRecord:
    record = SourceRecord(key=source.key, letter_id=hash_letter(source.content))
    if found.folder:
        record["folder"] = str(found.folder.resolve())
    elif before and "folder" in before:
        record["folder"] = before["folder"]
    if source.metadata:
        record["metadata"] = hash_letter(source.metadata)
    return record


def _find_error(
    step: _Step,
    outcome: Letter | UnreadableFileError | None,
    letters: set[str],
    failures: dict[str, str],
) -> UnreadableFileError | None:
    """Why a file could not become a letter, now or when the same bytes were met before."""
    source, is_letter = step.source, step.letter_id in letters
    if isinstance(outcome, UnreadableFileError):
        # a misleading name does not matter for bytes that were read under another one
        return None if is_letter and not source.metadata else outcome
    if source.error or source.ignored or step.is_read or is_letter:
        return source.error
    return UnreadableFileError(
        f"{source.shown} heeft dezelfde inhoud als {failures[step.letter_id]}, "
        "dat niet gelezen kon worden.",
        "Zie de melding bij dat bestand.",
    )


def _find_status(step: _Step, letters: set[str], known: Known) -> FileStatus:
    before = known.sources.get(step.source.key)
    if step.is_unchanged:
        return "unchanged"
    if before and before["letter_id"] == step.letter_id:
        return "updated"  # what is told about it beside it changed
    if step.letter_id in letters:
        return "duplicate"
    return "updated" if before else "added"


def _find_missing(
    sources: dict[str, SourceRecord], seen: set[str], folders: Iterable[Path]
) -> list[str]:
    """The keys that came from these folders and were not met again.

    What stands in a folder or an archive that could not be opened this time is not missing.
    """
    searched = {str(folder.resolve()) for folder in folders}
    return [
        key
        for key, record in sources.items()
        if record.get("folder") in searched
        and key not in seen
        and not any(str(parent) in seen for parent in PurePosixPath(key).parents)
    ]
