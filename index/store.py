"""Save an index of letters as a generation, and open it again exactly as it was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.catalogue import SEGMENTS, Catalogue
from index.catalogue_views import Letters, Passages
from index.counts import TermCounts
from index.dense import DenseRanking, SegmentVectors
from index.errors import StoreOutdatedError
from index.generation import open_generation
from index.letter import Letter, Passage
from index.lexical import LexicalRanking
from index.reading import READER_VERSION
from index.records import SourceRecord
from index.terms import cut_word, stem_word
from index.word_pieces import WordPieces

FORMAT = 3  # of the files below; raise it when they change
SOURCES = "sources.jsonl"
WORDS, NGRAMS, PIECES = "words", "ngrams", "pieces"
# passages above which five-letter pieces are matched against the vocabulary: over passages they
# find a little more (nDCG@10 on the development questions 0.812 beside 0.806, xquad-nl 0.972 beside
# 0.969), and take three kilobytes per passage
PIECES_FROM = 50_000


@dataclass(frozen=True)
class LetterIndex:
    """Letters, their passages and the three rankings over them, as one generation holds them."""

    name: str  # the generation
    notice: str  # a Dutch line when an older generation had to be used
    embedder: str  # the fingerprint of the embedder the vectors come from
    passage_length: int
    folder: Path
    catalogue: Catalogue
    words: LexicalRanking
    ngrams: LexicalRanking | None  # pieces of words over passages, while these are few
    pieces: WordPieces | None  # or over the terms of ``words``
    dense: DenseRanking

    @property
    def letters(self) -> Mapping[str, Letter]:
        """The letters by identifier, in the order they were added."""
        return Letters(self.catalogue)

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages in the order of their letters."""
        return Passages(self.catalogue)

    @cached_property
    def sources(self) -> tuple[SourceRecord, ...]:
        """The files the letters came from."""
        return tuple(read_lines(self.folder / SOURCES))

    def original(self, letter_id: str) -> bytes:
        """The bytes that a letter was read from."""
        segment, number = self.catalogue.place(self.catalogue.numbers[letter_id])
        return self.catalogue.segments[segment].original(number)[0]


@dataclass(frozen=True)
class IndexContents:
    """What a new generation is to hold."""

    embedder: str
    passage_length: int
    catalogue: Catalogue
    sources: Sequence[SourceRecord]


def write_index(folder: Path, contents: IndexContents) -> dict[str, Any]:
    """Write an index into an empty folder; give the facts its manifest must hold.

    Segments are linked, never copied: what they hold is not read again. The word rankings are made
    anew of what the segments counted, for a term's weight depends on all passages.
    """
    catalogue = contents.catalogue
    for segment in catalogue.segments:
        target = folder / SEGMENTS / segment.name
        target.mkdir(parents=True)
        for file in segment.folder.iterdir():
            # never changed once written, so generations may share the bytes
            (target / file.name).hardlink_to(file)
    catalogue.save(folder)
    _write_lines(folder / SOURCES, contents.sources)
    write_rankings(folder, catalogue)
    return {
        "format": FORMAT,
        "reader": READER_VERSION,
        "embedder": contents.embedder,
        "passage_length": contents.passage_length,
        "letters": len(catalogue.numbers),
        "passages": int(catalogue.passage_starts[-1]),
    }


def write_rankings(folder: Path, catalogue: Catalogue, *, pieces_from: int = PIECES_FROM) -> None:
    """Make the word rankings of all passages; under ``pieces_from`` also one of their pieces."""
    passages = int(catalogue.passage_starts[-1])
    segments, kept = catalogue.segments, catalogue.kept_passages
    words = LexicalRanking.count(TermCounts.of(segments, kept, stem_word))
    (folder / WORDS).mkdir()
    words.save(folder / WORDS)
    if passages < pieces_from:
        (folder / NGRAMS).mkdir()
        ngrams = LexicalRanking.count(TermCounts.of(segments, kept, cut_word))
        ngrams.save(folder / NGRAMS)
    else:
        (folder / PIECES).mkdir()
        WordPieces.build(words).save(folder / PIECES)


def open_index(store: Path, *, embedder: str | None, fall_back: bool = True) -> LetterIndex:
    """Open the newest intact generation.

    Raises ``StoreOutdatedError`` when it was made by another reader, or, if ``embedder`` is given,
    with another embedder; and what ``open_generation`` raises.
    """
    folder, manifest, notice = open_generation(store, fall_back=fall_back)
    if manifest["format"] != FORMAT or manifest["reader"] != READER_VERSION:
        raise StoreOutdatedError(
            f"De index in {store} is gemaakt door een andere versie van Kamerbrief.",
            "Voer 'kamerbrief index MAP' uit; de brieven worden dan opnieuw gelezen.",
        )
    if embedder is not None and manifest["embedder"] != embedder:
        raise StoreOutdatedError(
            f"De index in {store} is gemaakt met een ander zoekmodel.",
            "Voer 'kamerbrief index MAP' uit; de brieven worden dan opnieuw verwerkt.",
        )
    return load_index(folder, manifest, notice)


def load_index(folder: Path, manifest: Mapping[str, Any], notice: str = "") -> LetterIndex:
    """Open a generation of this format, whatever reader and embedder it was made with."""
    catalogue = Catalogue.load(folder)
    for segment in catalogue.segments:
        segment.open_files()
    words = LexicalRanking.load(folder / WORDS)
    has_pieces = (folder / PIECES).exists()
    return LetterIndex(
        name=folder.name,
        notice=notice,
        embedder=manifest["embedder"],
        passage_length=manifest["passage_length"],
        folder=folder,
        catalogue=catalogue,
        words=words,
        ngrams=None if has_pieces else LexicalRanking.load(folder / NGRAMS),
        pieces=WordPieces.load(folder / PIECES, words) if has_pieces else None,
        dense=DenseRanking(
            [SegmentVectors.load(segment.folder) for segment in catalogue.segments],
            catalogue.kept_passages,
        ),
    )


def _write_lines(file: Path, records: Sequence[Mapping[str, Any]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def read_lines(file: Path) -> list[Any]:
    """Give the records of a JSONL file."""
    with file.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
