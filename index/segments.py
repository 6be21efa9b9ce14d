"""A segment: some letters with all that search needs of them, written once and never changed.

A store grows by segments. What is in one is read, cut, embedded and counted once; generations share
it (``index/generation.py``), and small ones are merged into larger ones (``index/merging.py``). All
of it is memory-mapped: opening costs the same for ten letters as for a hundred thousand.

==================  ========================================================================
letters.json        per letter what a list of letters shows; the actors' and terms' names
parts, sentences    packs: the letters' parts and sentences (``index/stored_letter.py``)
originals           pack: the bytes each letter was read from, and those of its metadata
passage_*           per passage its letter, stretch, section, vector's hash, actors
sentence_*          per sentence its letter, stretch, length as read, and group of repeats
group_*             the same groups in order, to find where a sentence stands again
near_*, band_*      sentences that nearly repeat another one, and how to find more of them
term_*              which words stand how often in each passage
vectors.npy         per passage its vector, half precision
nearest.faiss       an approximate index over them, where there are many (``index/dense.py``)
==================  ========================================================================
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.letter import Sentence
from index.pack import Pack
from index.stored_letter import (
    BUNDLE,
    LISTED,
    PARTS,
    LetterSource,
    StoredLetter,
    unpack_part,
    unpack_sentences,
)
from index.vocabulary import Vocabulary

Array: TypeAlias = NDArray[Any]
# every array of a segment: its name and type; "_at" = where the lists of each begin, one more
PASSAGE_ARRAYS = {
    "passage_letter": np.int32,
    "passage_start": np.int32,
    "passage_end": np.int32,
    "passage_section": np.int32,
    "passage_embedded": np.uint64,  # (passages, 2): 128 bits of the hash of what was embedded
}
SENTENCE_ARRAYS = {
    "sentence_letter": np.int32,
    "sentence_start": np.int32,
    "sentence_end": np.int32,
    "sentence_length": np.int32,  # characters as it is read
    "sentence_group": np.uint64,  # the same for all that say the same (index/repeats.py)
}
_ORIGINALS = 2  # records per letter: its file's bytes, and its metadata file's or none
_CACHED = 512  # bundles of sentences and parts of letters kept, some twenty letters' worth


@dataclass(frozen=True)
class Segment:
    """An opened segment; letters, passages and sentences are numbered from 0 in it."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name, unique in its store."""
        return self.folder.name

    @cached_property
    def listed(self) -> dict[str, list[Any]]:
        """Per field of ``LISTED`` the letters' values; dates as ISO text."""
        return self._facts["letters"]

    @cached_property
    def actors(self) -> list[str]:
        """Every actor that speaks in it; ``passage_actor`` holds numbers in this list."""
        return self._facts["actors"]

    @cached_property
    def named(self) -> dict[str, list[int]]:
        """Letters by the number of a Kamerstuk that they name (``index/collection.py``)."""
        return self._facts["named"]

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return json.loads((self.folder / "letters.json").read_bytes())

    @cached_property
    def terms(self) -> Vocabulary:
        """The words that ``term_number`` numbers."""
        return Vocabulary.load(self.folder, "words")

    @property
    def letter_count(self) -> int:
        """How many letters, removed ones included."""
        return len(self.listed["id"])

    @property
    def passage_count(self) -> int:
        """How many passages, those of removed letters included."""
        return len(self.array("passage_letter"))

    def open_files(self) -> None:
        """Map every file now: whoever holds it may go on when its generation is removed."""
        for file in self.folder.glob("*.npy"):
            if not file.name.endswith(".at.npy"):
                self.array(file.stem)
        for name in ("parts", "sentences", "originals"):
            self.pack(name)
        _ = self.listed

    def array(self, name: str) -> Array:
        """One of the arrays, memory-mapped."""
        if name not in self._arrays:
            # as a plain array: numpy's own class for mapped ones takes a microsecond per look
            self._arrays[name] = np.asarray(np.load(self.folder / f"{name}.npy", mmap_mode="r"))
        return self._arrays[name]

    def pack(self, name: str) -> Pack:
        """One of the packs: parts, sentences or originals."""
        if name not in self._packs:
            self._packs[name] = Pack(self.folder, name)
        return self._packs[name]

    @cached_property
    def _arrays(self) -> dict[str, Array]:
        return {}

    @cached_property
    def _packs(self) -> dict[str, Pack]:
        return {}

    def open_letter(self, number: int, listed: dict[str, Any]) -> StoredLetter:
        """The letter, with the fields that its list gives it now."""
        first, last = (int(each) for each in self.array("letter_sentences")[number : number + 2])
        source = LetterSource(
            lambda part: self._part(number, part),
            lambda numbers: self._sentences(number, numbers),
            self.array("sentence_start")[first:last],
        )
        return StoredLetter.open(listed, source)

    def original(self, number: int) -> tuple[bytes, bytes]:
        """The bytes the letter was read from, and those of the metadata file beside it."""
        pack = self.pack("originals")
        return pack.get(_ORIGINALS * number), pack.get(_ORIGINALS * number + 1)

    def sentence(self, number: int) -> Sentence:
        """One sentence, by its number in the segment."""
        letter = int(self.array("sentence_letter")[number])
        first = int(self.array("letter_sentences")[letter])
        return self._sentences(letter, [number - first])[0]

    def group_numbers(self, groups: Array) -> list[Array]:
        """Per group the numbers of the sentences in it."""
        ordered = self.array("group_value")
        starts = np.searchsorted(ordered, groups, "left")
        ends = np.searchsorted(ordered, groups, "right")
        at = self.array("group_sentence")
        return [at[start:end] for start, end in zip(starts, ends, strict=True)]

    @cached_property
    def _part(self) -> Any:
        @lru_cache(_CACHED)
        def part(number: int, name: str) -> dict[str, Any]:
            at = len(PARTS) * number + list(PARTS).index(name)
            return unpack_part(self.pack("parts").get(at))

        return part

    @cached_property
    def _bundle(self) -> Any:
        @lru_cache(_CACHED)
        def bundle(at: int) -> tuple[Sentence, ...]:
            return unpack_sentences(self.pack("sentences").get(at))

        return bundle

    def _sentences(self, letter: int, numbers: Sequence[int]) -> tuple[Sentence, ...]:
        """Sentences of a letter, by their numbers in it."""
        first = int(self.array("letter_bundles")[letter])
        return tuple(self._bundle(first + at // BUNDLE)[at % BUNDLE] for at in numbers)


def listed_row(segment: Segment, number: int) -> dict[str, Any]:
    """The fields of ``LISTED`` of a letter, as the segment was written."""
    return {name: segment.listed[name][number] for name in LISTED}
