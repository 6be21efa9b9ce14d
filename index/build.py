"""Bring an index up to date with a folder of letters, doing nothing twice."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

import numpy as np

from index.actors import ActorReader
from index.errors import (
    LettersMissingError,
    LetterUnknownError,
    StoreMissingError,
    StoreOutdatedError,
    UnreadableFileError,
)
from index.generation import open_generation, publish, writing
from index.letter import Letter, Passage
from index.passages import cut_passages
from index.ranking import DenseRanking, LexicalRanking
from index.reading import SUFFIXES, make_letter, read_bytes
from index.records import PassageRecord, SourceRecord
from index.search import embedding_text, ranking_text
from index.settings import IndexSettings
from index.store import IndexContents, open_index, read_lines, write_index
from index.terms import cut_ngrams, stem_words
from models.interfaces import Embedder, Vectors

FileStatus = Literal["added", "unchanged", "updated", "duplicate", "ignored", "failed"]
_IGNORED_SUFFIXES = frozenset({".tsv", ".jsonl", ".json", ".xml", ".sha256", ".toml"})
_BATCH = 64  # passages between two reports of progress


@dataclass(frozen=True)
class FileReport:
    """What became of one file; reason and remedy are Dutch, for people."""

    file: str
    status: FileStatus
    letter_id: str = ""
    reason: str = ""
    remedy: str = ""


def index_letters(
    paths: Sequence[Path],
    store: Path,
    embedder: Embedder,
    *,
    actors: ActorReader,
    settings: IndexSettings,
    rebuild: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[FileReport, ...]:
    """Add every letter under the paths to the store, or update it; one report per file.

    ``progress`` is told how many of how many passages have been embedded. An interrupted run
    changes nothing. Raises ``LettersMissingError`` when no file could become a letter, and the
    errors of ``index/generation.py``.
    """
    files = tuple(_find_files(paths))
    with writing(store):
        old = None if rebuild else _open_old(store, embedder, actors, settings)
        reports, letters, originals, sources = _read_files(files, old, actors)
        if not any(report.status not in ("ignored", "failed") for report in reports):
            raise LettersMissingError(
                f"Geen leesbare brieven in {', '.join(map(str, paths))}"
                + (f" ({reports[0].reason})" if len(reports) == 1 and reports[0].reason else "")
                + ".",
                f"Geef een map of bestand met brieven als platte tekst ({', '.join(SUFFIXES)}).",
            )
        changed = any(report.status in ("added", "updated", "duplicate") for report in reports)
        if changed or old is None or old.outdated:
            _publish(store, letters, originals, sources, old, embedder, settings, progress)
    return reports


def remove_letters(
    names: Sequence[str],
    store: Path,
    embedder: Embedder,
    *,
    actors: ActorReader,
    settings: IndexSettings,
) -> tuple[Letter, ...]:
    """Take letters, by identifier or file name, out of the store; give the ones removed."""
    with writing(store):
        old = _open_old(store, embedder, actors, settings)
        if old is None:
            open_index(store, embedder=None)  # says that there is none
            raise AssertionError("an index that opens is not missing")
        removed = tuple(find_letter(old.letters, name) for name in names)
        gone = {letter.id for letter in removed}
        letters = [letter for letter in old.letters if letter.id not in gone]
        if not letters:
            raise LettersMissingError(
                "Dit zijn alle brieven van de index; een lege index bestaat niet.",
                "Verwijder de map van de index als u opnieuw wilt beginnen.",
            )
        originals = {letter.id: old.originals[letter.id] for letter in letters}
        sources = [source for source in old.sources if source["letter_id"] not in gone]
        _publish(store, letters, originals, sources, old, embedder, settings, lambda _d, _t: None)
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


@dataclass(frozen=True)
class _Old:
    """The index as it was: letters as this version reads them, vectors by what was embedded."""

    letters: tuple[Letter, ...]
    originals: dict[str, Path | bytes]
    sources: tuple[SourceRecord, ...]
    vectors: dict[str, Vectors]
    outdated: bool


def _open_old(
    store: Path, embedder: Embedder, actors: ActorReader, settings: IndexSettings
) -> _Old | None:
    try:
        index = open_index(store, embedder=None, fall_back=False)
    except StoreMissingError:
        return None
    except StoreOutdatedError:
        return _reread(store, actors)
    return _Old(
        tuple(index.letters.values()),
        {letter_id: index.originals / letter_id for letter_id in index.letters},
        index.sources,
        dict(zip(index.embedded, index.dense.vectors, strict=True)),
        (index.passage_length, index.embedder) != (settings.passage_length, embedder.fingerprint),
    )


def _reread(store: Path, actors: ActorReader) -> _Old:
    """Read every letter of an outdated store again, from the bytes the store kept."""
    folder, _, _ = open_generation(store, fall_back=False)
    names = {
        record["id"]: (record["file"], tuple(record["also_named"]))
        for record in read_lines(folder / "letters.jsonl")
    }
    letters: list[Letter] = []
    for letter_id, (file, also_named) in names.items():
        content = (folder / "originals" / letter_id).read_bytes()
        letters.append(replace(make_letter(file, content, actors), also_named=also_named))
    return _Old(
        tuple(letters),
        {letter_id: folder / "originals" / letter_id for letter_id in names},
        tuple(read_lines(folder / "sources.jsonl")),
        {},
        outdated=True,
    )


def _find_files(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Each file and its key: the path relative to the folder that was given."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
                if not hidden and not file.is_dir():
                    yield file.relative_to(path).as_posix(), file
        elif path.exists():
            yield path.name, path
        else:
            raise LettersMissingError(
                f"{path} bestaat niet.", "Geef een bestaande map of een bestaand bestand op."
            )


def _read_files(
    files: Sequence[tuple[str, Path]], old: _Old | None, actors: ActorReader
) -> tuple[tuple[FileReport, ...], list[Letter], dict[str, Path | bytes], list[SourceRecord]]:
    letters = {letter.id: letter for letter in old.letters} if old else {}
    originals = dict(old.originals) if old else {}
    keys = {source["key"]: source["letter_id"] for source in old.sources} if old else {}
    reports: list[FileReport] = []
    for key, file in files:
        if reason := _why_ignored(file):
            reports.append(FileReport(file.name, "ignored", reason=reason))
            continue
        try:
            content = read_bytes(file)
            letter_id = hashlib.sha256(content).hexdigest()[:16]
            before = keys.get(key)
            if before == letter_id:
                reports.append(FileReport(file.name, "unchanged", letter_id))
                continue
            if letter_id in letters:
                status: FileStatus = "duplicate"
            else:
                letters[letter_id] = make_letter(file.name, content, actors)
                originals[letter_id] = content
                status = "updated" if before else "added"
        except UnreadableFileError as error:
            reports.append(
                FileReport(file.name, "failed", reason=error.problem, remedy=error.remedy)
            )
            continue
        keys[key] = letter_id
        reports.append(FileReport(file.name, status, letter_id))
    names: dict[str, list[str]] = {}
    for key, letter_id in keys.items():
        names.setdefault(letter_id, []).append(PurePosixPath(key).name)
    sources = [SourceRecord(key=key, letter_id=letter_id) for key, letter_id in keys.items()]
    kept = [_name(letter, names[letter.id]) for letter in letters.values() if letter.id in names]
    return (
        tuple(reports),
        kept,
        {letter.id: originals[letter.id] for letter in kept},
        sources,
    )


def _name(letter: Letter, names: Sequence[str]) -> Letter:
    """The letter under the names its bytes have now: the one it was read under, or else another."""
    file = letter.file if letter.file in names else names[0]
    also_named = dict.fromkeys(name for name in names if name != file)
    return replace(letter, file=file, also_named=tuple(also_named))


def _why_ignored(file: Path) -> str:
    suffix = file.suffix.lower()
    if file.name.upper().startswith("README"):
        return "leesmij-bestand"
    if suffix in _IGNORED_SUFFIXES:
        return f"{suffix}-bestanden zijn geen brieven"
    return ""


def _publish(
    store: Path,
    letters: Sequence[Letter],
    originals: dict[str, Path | bytes],
    sources: Sequence[SourceRecord],
    old: _Old | None,
    embedder: Embedder,
    settings: IndexSettings,
    progress: Callable[[int, int], None],
) -> None:
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
        originals=originals,
        sources=sources,
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
    progress: Callable[[int, int], None],
) -> Vectors:
    """Embed what is not known yet, the same text once."""
    new = {each: text for each, text in zip(hashes, texts, strict=True) if each not in known}
    vectors = dict(known)
    pending = list(new.items())
    progress(0, len(pending))
    for start in range(0, len(pending), _BATCH):
        batch = pending[start : start + _BATCH]
        rows = embedder.embed_passages([text for _, text in batch])
        vectors.update(zip((each for each, _ in batch), rows, strict=True))
        progress(start + len(batch), len(pending))
    return np.stack([vectors[each] for each in hashes]).astype(np.float32)


def _hash(fingerprint: str, text: str) -> str:
    return hashlib.sha256(f"{fingerprint}\n{text}".encode()).hexdigest()[:32]
