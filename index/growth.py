"""Let a store grow: letters come in one by one, and go out as segments of the next generation."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.catalogue_views import Letters
from index.collection import derive
from index.dense import save_vectors
from index.embedding import EmbeddedBefore, embed_segment
from index.letter import Letter
from index.merging import Kept, choose_merge, merge_segments
from index.pack import Pack
from index.segment_writer import PENDING, SegmentWriter
from index.segments import Segment
from index.settings import IndexSettings
from models.interfaces import Embedder

# passages after which a segment is closed: what is held in memory while one is written, mostly the
# sentences that later ones are compared with, stays below 200 MB
_MOST_PASSAGES = 20_000
# a segment of which less than this share counts is written anew without the rest
_LEAST_KEPT = 0.5


class Growth:
    """What is added to a store, or taken away, before it is published; in a folder of its own."""

    def __init__(self, work: Path, embedder: Embedder, settings: IndexSettings) -> None:
        self._work = work
        self._old = Catalogue((), ())
        self._embedder = embedder
        self._settings = settings
        self._writer: SegmentWriter | None = None
        self._new: list[Segment] = []
        self._number = 0  # of the last segment

    def go_on_from(self, old: Catalogue) -> None:
        """Add to what a generation holds; its segments stay as they are."""
        self._old = old
        self._number = max(int(segment.name[1:]) for segment in old.segments)

    def close(self) -> None:
        """Let go of what was not finished; nothing of it is published."""
        if self._writer:
            self._writer.discard()

    def add(self, letter: Letter, original: bytes, metadata: bytes = b"") -> None:
        """Take a letter in, with the bytes it was read from; it replaces the one of the same id."""
        if self._writer is None:
            self._writer = SegmentWriter(
                self._next_folder(),
                passage_length=self._settings.passage_length,
                fingerprint=self._embedder.fingerprint,
                older=(*self._old.segments, *self._new),
            )
        self._writer.add(letter, original, metadata)
        if self._writer.passage_count >= _MOST_PASSAGES:
            self._close_segment()

    def finish(
        self,
        names: Mapping[str, Sequence[str]],
        cached: Sequence[Segment],
        progress: Callable[[int, int], None],
    ) -> Catalogue:
        """Embed what is new and give the catalogue of the letters that have these file names.

        ``cached`` are segments whose vectors may serve again.
        """
        self._close_segment()
        self._embed(cached, progress)
        segments, kept = self._choose(names)
        catalogue = self._merge(Catalogue(segments, kept))
        named = replace(catalogue, renamed=_find_renamed(catalogue, names))
        return replace(named, derived=_find_derived(named))

    def _next_folder(self) -> Path:
        self._number += 1
        return self._work / f"s{self._number:06d}"

    def _close_segment(self) -> None:
        if self._writer:
            self._writer.finish()
            self._new.append(Segment(self._writer.folder))
            self._writer = None

    def _embed(self, cached: Sequence[Segment], progress: Callable[[int, int], None]) -> None:
        before = EmbeddedBefore(cached)
        total = before.count_missing(self._new)
        progress(0, total)
        done = 0
        for segment in self._new:

            def count(number: int, start: int = done) -> None:
                progress(start + number, total)

            texts = Pack(segment.folder, PENDING)
            vectors, embedded = embed_segment(segment, texts, before, self._embedder, count)
            done += embedded
            save_vectors(segment.folder, [vectors], dimensions=self._embedder.dimensions)
            for file in segment.folder.glob(f"{PENDING}.*"):
                file.unlink()
            before = before.with_one_more(segment)

    def _choose(
        self, names: Mapping[str, Sequence[str]]
    ) -> tuple[tuple[Segment, ...], tuple[Kept, ...]]:
        """Per segment the letters that count: those that still have a file, as last read."""
        before = [*self._old.kept, *(None for _ in self._new)]
        seen: set[str] = set()
        chosen: list[tuple[Segment, Kept]] = []
        for segment, some in zip(
            reversed((*self._old.segments, *self._new)), reversed(before), strict=True
        ):
            identifiers = segment.listed["id"]
            numbers = range(len(identifiers)) if some is None else some.tolist()
            kept: list[int] = []
            for number in reversed(numbers):  # the last one with an identifier counts
                if identifiers[number] in names and identifiers[number] not in seen:
                    seen.add(identifiers[number])
                    kept.append(number)
            if kept:
                whole = len(kept) == len(identifiers)
                chosen.append((segment, None if whole else np.array(kept[::-1], np.int64)))
        chosen.reverse()
        return tuple(each for each, _ in chosen), tuple(some for _, some in chosen)

    def _merge(self, catalogue: Catalogue) -> Catalogue:
        sizes = np.diff(catalogue.passage_starts).tolist()
        stay = choose_merge(sizes)
        segments: list[Segment] = []
        kept = list(catalogue.kept[:stay])
        for at, segment in enumerate(catalogue.segments[:stay]):
            if sizes[at] < _LEAST_KEPT * segment.passage_count:
                segments.append(self._write([segment], [kept[at]]))
                kept[at] = None
            else:
                segments.append(segment)
        if stay < len(sizes):
            segments.append(self._write(catalogue.segments[stay:], catalogue.kept[stay:]))
            kept.append(None)
        return Catalogue(tuple(segments), tuple(kept))

    def _write(
        self,
        segments: Sequence[Segment],
        kept: Sequence[Kept],
    ) -> Segment:
        return merge_segments(
            segments, kept, self._next_folder(), dimensions=self._embedder.dimensions
        )


def _find_renamed(
    catalogue: Catalogue, names: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The letters whose file has another name than it was read under, or more than one."""
    renamed: dict[str, tuple[str, tuple[str, ...]]] = {}
    for letter_id, read_as in zip(catalogue.column("id"), catalogue.column("file"), strict=True):
        given = names[letter_id]
        file = read_as if read_as in given else given[0]
        others = tuple(dict.fromkeys(name for name in given if name != file))
        if others or file != read_as:
            renamed[letter_id] = file, others
    return renamed


def _find_derived(catalogue: Catalogue) -> dict[str, Mapping[str, str]]:
    """The dossiers that other letters tell; only letters that name such a number are read."""
    numbers, dossiers = catalogue.column("number"), catalogue.column("dossier")
    wanting = {at for at, number in enumerate(numbers) if number and not dossiers[at]}
    if not wanting:
        return {}
    asked = {numbers[at] for at in wanting}
    chosen = sorted(wanting | set(_naming(catalogue, asked)))
    letters = Letters(catalogue)
    identifiers = catalogue.column("id")
    found = derive([letters[identifiers[at]] for at in chosen])
    return {
        letter.id: {"dossier": letter.dossier, "source": letter.sources["dossier"]}
        for letter, at in zip(found, chosen, strict=True)
        if letter.dossier != dossiers[at]
    }


def _naming(catalogue: Catalogue, asked: Iterable[str]) -> Iterable[int]:
    """The letters that name a Kamerstuk with one of the numbers."""
    start = 0
    for segment, kept in zip(catalogue.segments, catalogue.kept, strict=True):
        count = segment.letter_count if kept is None else len(kept)
        at = np.arange(count) if kept is None else np.full(segment.letter_count, -1)
        if kept is not None:
            at[kept] = np.arange(count)
        for number in asked:
            for letter in segment.named.get(number, ()):
                if at[letter] >= 0:
                    yield start + int(at[letter])
        start += count
