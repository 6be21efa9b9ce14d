"""Bring an index up to date with a folder of letters, doing nothing twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from index.catalogue import SEGMENTS
from index.collecting import (
    FileReport,
    FileStatus,
    Known,
    collect_letters,
    names_by_letter,
)
from index.errors import (
    LettersMissingError,
    LetterUnknownError,
    StoreMissingError,
)
from index.files import find_files
from index.formats.kinds import SUFFIXES
from index.generation import on_disk, open_generation, publish, workplace, writing
from index.growth import Growth
from index.letter import Letter
from index.reading import READER_VERSION
from index.reading_pool import ReadingPool
from index.records import SourceRecord
from index.rereading import reread
from index.segments import Segment
from index.settings import IndexSettings
from index.store import (
    FORMAT,
    SOURCES,
    IndexContents,
    LetterIndex,
    load_index,
    open_index,
    read_lines,
    write_index,
)
from models.interfaces import Embedder

__all__ = ["FileReport", "FileStatus", "find_letter", "index_letters", "remove_letters"]

Stage = Literal["reading", "embedding"]
Progress: TypeAlias = Callable[[Stage, int, int], None]


def index_letters(
    paths: Sequence[Path],
    store: Path,
    embedder: Embedder,
    *,
    settings: IndexSettings,
    rebuild: bool = False,
    prune: bool = False,
    progress: Progress = lambda stage, done, total: None,
    pool: ReadingPool | None = None,
) -> tuple[FileReport, ...]:
    """Add every letter under the paths to the store, or update it; one report per file.

    Letters whose files are gone from a folder that is given are reported as missing, last, and
    with ``prune`` removed. ``progress`` is told the stage, and how many of how many files have been
    read or passages embedded. An interrupted run changes nothing. Files are read by ``pool``, by
    default one of its own. Raises ``LettersMissingError`` when no file is offered as a letter, and
    the errors of ``index/generation.py``.
    """
    files = find_files(paths)
    with (
        writing(store),
        workplace(store) as work,
        _use(pool) as readers,
        closing(Growth(work, embedder, settings)) as growth,
    ):
        old = _Old() if rebuild else _open_old(store, embedder, readers, settings, growth)

        def keep(letter: Letter, original: bytes, metadata: bytes) -> None:
            with on_disk(store):
                growth.add(letter, original, metadata)

        reports, sources = collect_letters(
            files,
            old.known,
            readers,
            keep,
            folders=[path for path in paths if path.is_dir()],
            prune=prune,
            progress=lambda done, total: progress("reading", done, total),
        )
        statuses = {report.status for report in reports}
        if statuses <= {"ignored"}:
            raise LettersMissingError(
                f"Geen brieven in {', '.join(map(str, paths))}.",
                f"Geef een map of bestand met brieven ({', '.join(SUFFIXES)}).",
            )
        if old.known.letters and not sources:
            raise _nothing_left()
        changed = statuses & {"added", "updated", "duplicate"}
        if sources and (changed or old.outdated or sources != old.known.sources):
            _publish(store, growth, old, sources, embedder, settings, progress)
    return (*old.failed, *reports)


def remove_letters(
    names: Sequence[str],
    store: Path,
    embedder: Embedder,
    *,
    settings: IndexSettings,
    pool: ReadingPool | None = None,
) -> tuple[Letter, ...]:
    """Take letters, by identifier or file name, out of the store; give the ones removed."""
    with (
        writing(store),
        workplace(store) as work,
        _use(pool) as readers,
        closing(Growth(work, embedder, settings)) as growth,
    ):
        old = _open_old(store, embedder, readers, settings, growth)
        if not old.known.letters:
            open_index(store, embedder=None)  # says that there is none
            raise AssertionError("an index that opens is not missing")
        removed = tuple(find_letter(old.letters, name) for name in names)
        gone = {letter.id for letter in removed}
        sources = {
            key: source
            for key, source in old.known.sources.items()
            if source["letter_id"] not in gone
        }
        if not sources:
            raise _nothing_left()
        _publish(
            store,
            growth,
            old,
            sources,
            embedder,
            settings,
            lambda _stage, _done, _total: None,
        )
    return removed


def find_letter(letters: Iterable[Letter], name: str) -> Letter:
    """The letter with that identifier, file name or Kamerstuk number."""
    for letter in letters:
        names = (letter.id, letter.file, *letter.also_named, letter.kamerstuk)
        if name and name in names:  # a letter without a number is not the one called ""
            return letter
    raise LetterUnknownError(
        f"Er is geen brief '{name}' in de index.", "Bekijk de lijst met 'kamerbrief letters'."
    )


def _nothing_left() -> LettersMissingError:
    return LettersMissingError(
        "Dit zijn alle brieven van de index; een lege index bestaat niet.",
        "Verwijder de map van de index als u opnieuw wilt beginnen.",
    )


@dataclass(frozen=True)
class _Old:
    """The index as it was, and how it grows: what this version must make anew is done already."""

    known: Known = field(default_factory=Known)
    letters: Iterable[Letter] = ()
    cached: Sequence[Segment] = ()  # whose vectors may serve again
    hashes: Mapping[str, str] = field(default_factory=dict[str, str])  # of the segments' files
    outdated: bool = False
    failed: tuple[FileReport, ...] = ()  # letters that this version cannot read any more


def _use(pool: ReadingPool | None) -> AbstractContextManager[ReadingPool]:
    """The pool that was given, which its owner closes, or a new one."""
    return nullcontext(pool) if pool else ReadingPool()


def _open_old(
    store: Path, embedder: Embedder, pool: ReadingPool, settings: IndexSettings, growth: Growth
) -> _Old:
    """Open what there is, for ``growth`` to go on from or to make anew."""
    try:
        folder, manifest, _ = open_generation(store, fall_back=False)
    except StoreMissingError:
        return _Old()
    sources: list[SourceRecord] = read_lines(folder / SOURCES)
    by_key = {source["key"]: source for source in sources}
    index = load_index(folder, manifest) if manifest["format"] == FORMAT else None
    if index is None or manifest["reader"] != READER_VERSION:
        return _reread(store, folder, index, by_key, pool, growth)
    known = Known(frozenset(index.letters), by_key)
    letters, segments = index.letters.values(), index.catalogue.segments
    made_with = (index.passage_length, index.embedder)
    if made_with == (settings.passage_length, embedder.fingerprint):
        growth.go_on_from(index.catalogue)
        return _Old(known, letters, segments, _segment_hashes(manifest["files"]))
    for letter, original, metadata in index.catalogue.letters_as_read():
        with on_disk(store):
            growth.add(letter, original, metadata)
    return _Old(known, letters, segments, outdated=True)


def _segment_hashes(files: Mapping[str, str]) -> dict[str, str]:
    return {file: found for file, found in files.items() if file.startswith(f"{SEGMENTS}/")}


def _reread(
    store: Path,
    folder: Path,
    index: LetterIndex | None,
    sources: Mapping[str, SourceRecord],
    pool: ReadingPool,
    growth: Growth,
) -> _Old:
    """Read every letter of an outdated store again, from the bytes the store kept."""
    letters: dict[str, Letter] = {}
    failed: list[FileReport] = []
    for kept, outcome in reread(folder, index, pool):
        if isinstance(outcome, Letter):
            with on_disk(store):
                growth.add(outcome, kept.original, kept.metadata)
            # only to be named by: all their texts would not fit in memory
            named = replace(outcome, also_named=kept.also_named)
            letters[outcome.id] = replace(named, text="", sentences=(), marked=(), origins=())
        else:
            failed.append(FileReport(kept.file, "failed", "", outcome.problem, outcome.remedy))
    still = {key: source for key, source in sources.items() if source["letter_id"] in letters}
    return _Old(
        Known(frozenset(letters), still),
        letters.values(),
        index.catalogue.segments if index else (),
        outdated=True,
        failed=tuple(failed),
    )


def _publish(
    store: Path,
    growth: Growth,
    old: _Old,
    sources: Mapping[str, SourceRecord],
    embedder: Embedder,
    settings: IndexSettings,
    progress: Progress,
) -> None:
    with on_disk(store):
        catalogue = growth.finish(
            names_by_letter(sources),
            old.cached,
            lambda done, total: progress("embedding", done, total),
        )
    contents = IndexContents(
        embedder.fingerprint, settings.passage_length, catalogue, tuple(sources.values())
    )
    publish(store, lambda folder: write_index(folder, contents), known=old.hashes)
