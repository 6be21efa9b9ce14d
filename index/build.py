"""Bring an index up to date with a folder of letters, doing nothing twice."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from index.collecting import (
    METADATA,
    Collection,
    FileReport,
    FileStatus,
    collect_letters,
)
from index.errors import (
    LettersMissingError,
    LetterUnknownError,
    StoreMissingError,
    StoreOutdatedError,
    UnreadableFileError,
)
from index.files import find_files
from index.formats.kinds import SUFFIXES
from index.generation import open_generation, publish, writing
from index.letter import Letter, Passage
from index.passages import cut_passages
from index.ranking import DenseRanking, LexicalRanking
from index.reading_messages import Job
from index.reading_pool import ReadingPool
from index.records import PassageRecord, SourceRecord
from index.repeats import find_near_repeats
from index.search import embedding_text, ranking_text
from index.settings import IndexSettings
from index.store import IndexContents, open_index, read_lines, write_index
from index.terms import cut_ngrams, stem_words
from models.interfaces import Embedder, Vectors

__all__ = ["FileReport", "FileStatus", "find_letter", "index_letters", "remove_letters"]

Stage = Literal["reading", "embedding"]
Progress: TypeAlias = Callable[[Stage, int, int], None]
_BATCH = 64  # passages between two reports of progress


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
    with writing(store), _use(pool) as readers:
        old = None if rebuild else _open_old(store, embedder, readers, settings)
        known = old.collection if old else Collection()
        reports, collection = collect_letters(
            files,
            known,
            readers,
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
        if known.letters and not collection.letters:
            raise _nothing_left()
        changed = statuses & {"added", "updated", "duplicate"}
        is_new = changed or (old and (old.outdated or collection.sources != known.sources))
        if is_new and collection.letters:
            _publish(store, collection, old, embedder, settings, progress)
    return (*(old.failed if old else ()), *reports)


def remove_letters(
    names: Sequence[str],
    store: Path,
    embedder: Embedder,
    *,
    settings: IndexSettings,
    pool: ReadingPool | None = None,
) -> tuple[Letter, ...]:
    """Take letters, by identifier or file name, out of the store; give the ones removed."""
    with writing(store), _use(pool) as readers:
        old = _open_old(store, embedder, readers, settings)
        if old is None:
            open_index(store, embedder=None)  # says that there is none
            raise AssertionError("an index that opens is not missing")
        known = old.collection
        removed = tuple(find_letter(known.letters.values(), name) for name in names)
        gone = {letter.id for letter in removed}
        sources = {
            key: source for key, source in known.sources.items() if source["letter_id"] not in gone
        }
        if not sources:
            raise _nothing_left()
        rest = replace(known, sources=sources).only_named()
        _publish(store, rest, old, embedder, settings, lambda _stage, _done, _total: None)
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
    """The index as it was: letters as this version reads them, vectors by what was embedded."""

    collection: Collection
    vectors: dict[str, Vectors] = field(default_factory=dict[str, Vectors])
    outdated: bool = False
    failed: tuple[FileReport, ...] = ()  # letters that this version cannot read any more


def _use(pool: ReadingPool | None) -> AbstractContextManager[ReadingPool]:
    """The pool that was given, which its owner closes, or a new one."""
    return nullcontext(pool) if pool else ReadingPool()


def _open_old(
    store: Path, embedder: Embedder, pool: ReadingPool, settings: IndexSettings
) -> _Old | None:
    try:
        index = open_index(store, embedder=None, fall_back=False)
    except StoreMissingError:
        return None
    except StoreOutdatedError:
        return _reread(store, pool)
    collection = Collection(
        dict(index.as_read),
        _find_originals(index.originals, index.as_read),
        {source["key"]: source for source in index.sources},
    )
    return _Old(
        collection,
        dict(zip(index.embedded, index.dense.vectors, strict=True)),
        (index.passage_length, index.embedder) != (settings.passage_length, embedder.fingerprint),
    )


def _find_originals(folder: Path, letter_ids: Iterable[str]) -> dict[str, Path | bytes]:
    """The files in which the store keeps what its letters were read from."""
    files = [folder / name for each in letter_ids for name in (each, each + METADATA)]
    return {file.name: file for file in files if file.exists()}


def _reread(store: Path, pool: ReadingPool) -> _Old:
    """Read every letter of an outdated store again, from the bytes the store kept."""
    folder, _, _ = open_generation(store, fall_back=False)
    records = read_lines(folder / "letters.jsonl")
    originals = _find_originals(folder / "originals", (record["id"] for record in records))
    letters: dict[str, Letter] = {}
    failed: list[FileReport] = []

    def get(name: str) -> bytes:
        original = originals.get(name)
        return original.read_bytes() if isinstance(original, Path) else b""

    jobs = (
        (record, Job(record["file"], get(record["id"]), get(record["id"] + METADATA)))
        for record in records
    )
    for record, outcome in pool.read(jobs):
        if isinstance(outcome, Letter):
            letters[record["id"]] = replace(outcome, also_named=tuple(record["also_named"]))
        elif isinstance(outcome, UnreadableFileError):
            report = FileReport(record["file"], "failed", "", outcome.problem, outcome.remedy)
            failed.append(report)
    sources: list[SourceRecord] = read_lines(folder / "sources.jsonl")
    kept = {source["key"]: source for source in sources if source["letter_id"] in letters}
    return _Old(
        Collection(letters, originals, kept).only_named(), outdated=True, failed=tuple(failed)
    )


def _publish(
    store: Path,
    collection: Collection,
    old: _Old | None,
    embedder: Embedder,
    settings: IndexSettings,
    progress: Progress,
) -> None:
    letters = tuple(collection.letters.values())
    passages: list[tuple[Letter, Passage]] = [
        (letter, passage)
        for letter in letters
        for passage in cut_passages(letter, length=settings.passage_length)
    ]
    texts = [embedding_text(letter, passage) for letter, passage in passages]
    hashes = [_hash(embedder.fingerprint, text) for text in texts]
    vectors = _embed(texts, hashes, old.vectors if old else {}, embedder, progress)
    ranked = [ranking_text(letter, passage) for letter, passage in passages]
    contents = IndexContents(
        embedder=embedder.fingerprint,
        passage_length=settings.passage_length,
        letters=letters,
        originals=collection.originals,
        sources=tuple(collection.sources.values()),
        passages=[
            PassageRecord(
                letter_id=passage.letter_id,
                start=passage.start,
                end=passage.end,
                section=passage.section,
                embedded=embedded,
            )
            for (_, passage), embedded in zip(passages, hashes, strict=True)
        ],
        repeats=find_near_repeats(letters),
        words=LexicalRanking.build([stem_words(text) for text in ranked]),
        ngrams=LexicalRanking.build([cut_ngrams(text) for text in ranked]),
        dense=DenseRanking.build(vectors),
    )
    publish(store, lambda folder: write_index(folder, contents))


def _embed(
    texts: Sequence[str],
    hashes: Sequence[str],
    known: dict[str, Vectors],
    embedder: Embedder,
    progress: Progress,
) -> Vectors:
    """Embed what is not known yet, the same text once."""
    new = {each: text for each, text in zip(hashes, texts, strict=True) if each not in known}
    vectors = dict(known)
    pending = list(new.items())
    progress("embedding", 0, len(pending))
    for start in range(0, len(pending), _BATCH):
        batch = pending[start : start + _BATCH]
        rows = embedder.embed_passages([text for _, text in batch])
        vectors.update(zip((each for each, _ in batch), rows, strict=True))
        progress("embedding", start + len(batch), len(pending))
    return np.stack([vectors[each] for each in hashes]).astype(np.float32)


def _hash(fingerprint: str, text: str) -> str:
    return hashlib.sha256(f"{fingerprint}\n{text}".encode()).hexdigest()[:32]
