"""Save an index of letters as a generation, and open it again exactly as it was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.collection import derive
from index.errors import StoreOutdatedError
from index.generation import open_generation
from index.letter import Letter, Passage
from index.ranking import DenseRanking, LexicalRanking
from index.reading import READER_VERSION
from index.records import (
    PassageRecord,
    SourceRecord,
    letter_from_record,
    letter_to_record,
    passage_from_record,
)

FORMAT = 2  # of the files below; raise it when they change


@dataclass(frozen=True)
class LetterIndex:
    """Letters, their passages and the three rankings over them, as one generation holds them."""

    name: str  # the generation
    notice: str  # a Dutch line when an older generation had to be used
    embedder: str  # the fingerprint of the embedder the vectors come from
    passage_length: int
    as_read: Mapping[str, Letter]  # by identifier, in the order they were added; each by itself
    originals: Path  # the folder with the letters' own bytes
    sources: tuple[SourceRecord, ...]
    passages: tuple[Passage, ...]
    embedded: tuple[str, ...]  # per passage the hash of the text it was embedded with
    repeats: Mapping[str, str]  # of sentences that say nearly the same (index/repeats.py)
    words: LexicalRanking
    ngrams: LexicalRanking
    dense: DenseRanking

    @cached_property
    def letters(self) -> Mapping[str, Letter]:
        """The letters with what can be derived from each other, which changes as letters come."""
        return {letter.id: letter for letter in derive(tuple(self.as_read.values()))}


@dataclass(frozen=True)
class IndexContents:
    """What a new generation is to hold."""

    embedder: str
    passage_length: int
    letters: Sequence[Letter]
    originals: Mapping[str, Path | bytes]  # per letter its bytes, or the file that holds them
    sources: Sequence[SourceRecord]
    passages: Sequence[PassageRecord]
    repeats: Mapping[str, str]
    words: LexicalRanking
    ngrams: LexicalRanking
    dense: DenseRanking


def write_index(folder: Path, contents: IndexContents) -> dict[str, Any]:
    """Write an index into an empty folder; give the facts its manifest must hold."""
    (folder / "originals").mkdir()
    for letter_id, original in contents.originals.items():
        target = folder / "originals" / letter_id
        if isinstance(original, Path):
            # never changed once written, so generations may share the bytes
            target.hardlink_to(original)
        else:
            target.write_bytes(original)
    _write_lines(folder / "letters.jsonl", [letter_to_record(each) for each in contents.letters])
    _write_lines(folder / "sources.jsonl", contents.sources)
    _write_lines(folder / "passages.jsonl", contents.passages)
    (folder / "repeats.json").write_text(json.dumps(contents.repeats, indent=0) + "\n", "utf-8")
    for name, ranking in (("words", contents.words), ("ngrams", contents.ngrams)):
        (folder / name).mkdir()
        ranking.save(folder / name)
    contents.dense.save(folder / "vectors.faiss")
    return {
        "format": FORMAT,
        "reader": READER_VERSION,
        "embedder": contents.embedder,
        "passage_length": contents.passage_length,
        "letters": len(contents.letters),
        "passages": len(contents.passages),
    }


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
    letters = [letter_from_record(record) for record in read_lines(folder / "letters.jsonl")]
    passages: list[PassageRecord] = read_lines(folder / "passages.jsonl")
    sources: list[SourceRecord] = read_lines(folder / "sources.jsonl")
    return LetterIndex(
        name=folder.name,
        notice=notice,
        embedder=manifest["embedder"],
        passage_length=manifest["passage_length"],
        as_read={letter.id: letter for letter in letters},
        originals=folder / "originals",
        sources=tuple(sources),
        passages=tuple(passage_from_record(record) for record in passages),
        embedded=tuple(record["embedded"] for record in passages),
        repeats=json.loads((folder / "repeats.json").read_text("utf-8")),
        words=LexicalRanking.load(folder / "words", len(passages)),
        ngrams=LexicalRanking.load(folder / "ngrams", len(passages)),
        dense=DenseRanking.load(folder / "vectors.faiss"),
    )


def _write_lines(file: Path, records: Sequence[Mapping[str, Any]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def read_lines(file: Path) -> list[Any]:
    """Give the records of a JSONL file."""
    with file.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
