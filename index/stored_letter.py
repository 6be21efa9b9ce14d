"""A letter that stands in a store: its parts are read from the disk when something asks for them.

A search shows ten passages out of a million; only those letters, and of them only what is shown,
should come from the disk. To everything else a stored letter is a ``Letter`` like any other.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.letter import Letter, Passage, Sentence
from index.records import letter_from_record, letter_to_record, sentence_from_record

# the parts a letter is stored in, each a record of its own, in the order of the pack
PARTS: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "sections": ("sections", "items"),
    "marked": ("marked",),
    "links": ("origins", "references", "dates"),
    "facts": (
        *("chamber", "title", "signatories", "page_starts", "parts", "format", "ministry"),
        *("parliamentary_year", "notices", "sources"),
    ),
}
# what a list of letters shows is held in memory for all of them; sentences come in small bundles
LISTED = ("id", "file", "kind", "date", "dossier", "number", "council", "also_named")
BUNDLE = 32  # sentences in one record: a passage has about seven


def pack_parts(letter: Letter) -> tuple[bytes, ...]:
    """The records of ``PARTS``, in their order."""
    # the sentences have a pack of their own
    record = letter_to_record(replace(letter, sentences=()))
    return tuple(_write({name: record[name] for name in names}) for names in PARTS.values())


def pack_sentences(letter: Letter) -> tuple[bytes, ...]:
    """The sentences in bundles, in the letter's order."""
    records = [
        [each.spans, each.display, each.section, each.actors, each.footnote, each.stage]
        for each in letter.sentences
    ]
    return tuple(_write(records[at : at + BUNDLE]) for at in range(0, len(records), BUNDLE))


def unpack_part(content: bytes) -> dict[str, Any]:
    """The fields that a record of ``PARTS`` holds."""
    part: dict[str, Any] = json.loads(content)
    empty: dict[str, Any] = dict.fromkeys((name for names in PARTS.values() for name in names), ())
    elsewhere: dict[str, Any] = {"sentences": (), "also_named": (), "id": "", "file": ""}
    letter = letter_from_record({**empty, **elsewhere, "date": None, **part})
    return {name: getattr(letter, name) for name in part}


def unpack_sentences(content: bytes) -> tuple[Sentence, ...]:
    """The sentences of one bundle."""
    names = ("spans", "display", "section", "actors", "footnote", "stage")
    return tuple(
        sentence_from_record(dict(zip(names, each, strict=True))) for each in json.loads(content)
    )


def _write(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        errors="surrogatepass"
    )


class LetterSource:
    """Where a stored letter reads its parts; its segment, seen from one letter."""

    def __init__(
        self,
        part: Callable[[str], Mapping[str, Any]],
        sentences: Callable[[Sequence[int]], tuple[Sentence, ...]],
        starts: NDArray[np.int32],
    ) -> None:
        self.part = part
        self.sentences = sentences
        self.starts = starts  # of the letter's sentences, in their order


class StoredLetter(Letter):
    """A ``Letter`` whose parts come from a ``LetterSource`` at first use, and are kept."""

    _source: LetterSource

    @classmethod
    def open(cls, listed: Mapping[str, Any], source: LetterSource) -> "StoredLetter":
        """The letter with the fields of ``LISTED``; the others follow when they are asked for."""
        letter = object.__new__(cls)
        letter.__dict__.update(listed)
        letter.__dict__["_source"] = source
        return letter

    def __eq__(self, other: object) -> bool:
        """A letter is what its fields are, wherever it comes from."""
        if not isinstance(other, Letter):
            return NotImplemented
        return all(getattr(self, each.name) == getattr(other, each.name) for each in fields(Letter))

    __hash__ = None  # type: ignore[assignment] - as of a letter, which holds a dictionary

    def sentences_in(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences that start in the passage, without reading the others."""
        if "sentences" in self.__dict__:
            return tuple(
                each for each in self.sentences if passage.start <= each.start < passage.end
            )
        starts = self._source.starts
        inside = (starts >= passage.start) & (starts < passage.end)
        return self._source.sentences(np.flatnonzero(inside).tolist())


class _Part:
    """Reads the part of a letter that holds a field, once; then the fields stand in the letter.

    It is no data descriptor: what stands in the letter comes first.
    """

    def __init__(self, field: str, part: str) -> None:
        self._field = field
        self._part = part

    def __get__(self, letter: StoredLetter | None, _: type) -> Any:
        if letter is None:
            return self
        source: LetterSource = letter.__dict__["_source"]
        if self._part == "sentences":
            found = {"sentences": source.sentences(range(len(source.starts)))}
        else:
            found = source.part(self._part)
        for name, value in found.items():
            letter.__dict__.setdefault(name, value)
        return letter.__dict__[self._field]


for _part, _names in (*PARTS.items(), ("sentences", ("sentences",))):
    for _name in _names:
        # a field's default stands in the class, so its reader must stand in this one
        setattr(StoredLetter, _name, _Part(_name, _part))
