"""The letters and passages that a generation holds, numbered through all its segments.

A segment never changes; what does change is kept here: which of its letters still count, under
which names their files go now, and what letters tell about each other.
"""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.letter import Letter, Sentence
from index.segments import Array, Segment, listed_row
from index.stored_letter import StoredLetter

FILE = "catalogue.json"
SEGMENTS = "segments"
_HELD = 512  # letters held with what was read of them; a question shows some ten


class SentencePlace(NamedTuple):
    """A sentence, wherever it stands."""

    letter: int  # in the catalogue
    segment: int
    sentence: int  # in the segment


@dataclass(frozen=True)
class Catalogue:
    """Segments, and what of them counts."""

    segments: tuple[Segment, ...]
    kept: tuple[NDArray[np.int64] | None, ...]  # per segment its letters that count; None = all
    # by letter identifier: the name of its file and its other names, where those have changed
    renamed: Mapping[str, tuple[str, tuple[str, ...]]] = field(
        default_factory=dict[str, tuple[str, tuple[str, ...]]]
    )
    # by letter identifier: fields that other letters tell, and where
    derived: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    @classmethod
    def load(cls, folder: Path) -> "Catalogue":
        """Open the catalogue of a generation."""
        record = json.loads((folder / FILE).read_bytes())
        return cls(
            tuple(Segment(folder / SEGMENTS / each["name"]) for each in record["segments"]),
            tuple(
                None if each["kept"] is None else np.array(each["kept"], np.int64)
                for each in record["segments"]
            ),
            {key: (file, tuple(also)) for key, (file, also) in record["renamed"].items()},
            record["derived"],
        )

    def save(self, folder: Path) -> None:
        """Write the catalogue; the segments are linked by whoever publishes."""
        record = {
            "segments": [
                {"name": segment.name, "kept": None if kept is None else kept.tolist()}
                for segment, kept in zip(self.segments, self.kept, strict=True)
            ],
            "renamed": self.renamed,
            "derived": self.derived,
        }
        (folder / FILE).write_text(json.dumps(record, ensure_ascii=False), "utf-8")

    def column(self, name: str) -> Sequence[Any]:
        """One of the fields of ``LISTED`` for all letters, as they are called now."""
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {}
        for segment, kept in zip(self.segments, self.kept, strict=True):
            for name, values in segment.listed.items():
                chosen = values if kept is None else [values[at] for at in kept.tolist()]
                columns.setdefault(name, []).extend(chosen)
        numbers = {letter_id: number for number, letter_id in enumerate(columns["id"])}
        for letter_id, (file, also_named) in self.renamed.items():
            columns["file"][numbers[letter_id]] = file
            columns["also_named"][numbers[letter_id]] = also_named
        for letter_id, fields in self.derived.items():
            columns["dossier"][numbers[letter_id]] = fields["dossier"]
        return columns

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The letters' numbers by their identifiers."""
        return {letter_id: number for number, letter_id in enumerate(self.column("id"))}

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """The number of the first letter of each segment, and one past the last."""
        counts = [
            segment.letter_count if kept is None else len(kept)
            for segment, kept in zip(self.segments, self.kept, strict=True)
        ]
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def place(self, number: int) -> tuple[int, int]:
        """The segment of a letter, and its number there."""
        at = int(np.searchsorted(self._starts, number, "right")) - 1
        kept = self.kept[at]
        local = number - int(self._starts[at])
        return at, local if kept is None else int(kept[local])

    def letter(self, number: int) -> Letter:
        """A letter as it is called now, with what other letters tell of it."""
        return self._letter(number)

    @cached_property
    def _letter(self) -> Any:
        return lru_cache(_HELD)(self._open_letter)

    def _open_letter(self, number: int) -> StoredLetter:
        listed = {name: values[number] for name, values in self._columns.items()}
        listed["date"] = _read_day(listed["date"])
        listed["also_named"] = tuple(listed["also_named"])
        segment, local = self.place(number)
        letter = self.segments[segment].open_letter(local, listed)
        if told := self.derived.get(listed["id"]):
            letter.__dict__["sources"] = {**letter.sources, "dossier": told["source"]}
        return letter

    def letters_as_read(self) -> Iterator[tuple[StoredLetter, bytes, bytes]]:
        """Every letter as its own file told it, with that file's bytes and its metadata's."""
        for number in range(len(self.numbers)):
            at, local = self.place(number)
            segment = self.segments[at]
            listed = listed_row(segment, local)
            listed["date"] = _read_day(listed["date"])
            listed["also_named"] = tuple(listed["also_named"])
            yield segment.open_letter(local, listed), *segment.original(local)

    @cached_property
    def kept_passages(self) -> tuple[NDArray[np.int64] | None, ...]:
        """Per segment the passages that count; None = all."""
        found: list[NDArray[np.int64] | None] = []
        for segment, kept in zip(self.segments, self.kept, strict=True):
            if kept is None:
                found.append(None)
            else:
                found.append(np.flatnonzero(np.isin(segment.array("passage_letter"), kept)))
        return tuple(found)

    def _through(self, name: str) -> Array:
        """An array of the passages of all segments, one behind the other."""
        return np.concatenate(
            [
                segment.array(name) if kept is None else segment.array(name)[kept]
                for segment, kept in zip(self.segments, self.kept_passages, strict=True)
            ]
        )

    @cached_property
    def passage_letter(self) -> NDArray[np.int32]:
        """Per passage the number of its letter; 16 bytes per passage with the next ones."""
        parts: list[Array] = []
        for at, (segment, kept) in enumerate(zip(self.segments, self.kept_passages, strict=True)):
            letters = segment.array("passage_letter")
            letters_kept = self.kept[at]
            if kept is not None and letters_kept is not None:
                letters = np.searchsorted(letters_kept, letters[kept])
            parts.append(letters + self._starts[at])
        return np.concatenate(parts).astype(np.int32)

    @cached_property
    def passage_start(self) -> NDArray[np.int32]:
        """Per passage where it begins in its letter."""
        return self._through("passage_start")

    @cached_property
    def passage_end(self) -> NDArray[np.int32]:
        """Per passage where it ends in its letter."""
        return self._through("passage_end")

    @cached_property
    def passage_section(self) -> NDArray[np.int32]:
        """Per passage its section, an index into its letter's."""
        return self._through("passage_section")

    @cached_property
    def passage_starts(self) -> NDArray[np.int64]:
        """The number of the first passage of each segment, and one past the last."""
        counts = [
            segment.passage_count if kept is None else len(kept)
            for segment, kept in zip(self.segments, self.kept_passages, strict=True)
        ]
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def passage_place(self, number: int) -> tuple[int, int]:
        """The segment of a passage, and its number there."""
        at = int(np.searchsorted(self.passage_starts, number, "right")) - 1
        kept = self.kept_passages[at]
        local = number - int(self.passage_starts[at])
        return at, local if kept is None else int(kept[local])

    def actors(self, number: int) -> tuple[str, ...]:
        """Everyone who speaks in a passage, in the order of the text."""
        at, local = self.passage_place(number)
        segment = self.segments[at]
        first, last = segment.array("passage_actors")[local : local + 2].tolist()
        numbers: list[int] = segment.array("passage_actor")[first:last].tolist()
        return tuple(segment.actors[number] for number in numbers)

    def spoken_by(self, actor: str) -> NDArray[np.bool_]:
        """Per passage whether the actor speaks in it."""
        parts: list[NDArray[np.bool_]] = []
        for segment, kept in zip(self.segments, self.kept_passages, strict=True):
            heard = np.zeros(segment.passage_count, np.bool_)
            if actor in segment.actors:
                spoken = segment.array("passage_actor") == segment.actors.index(actor)
                at = np.flatnonzero(spoken)
                heard[np.searchsorted(segment.array("passage_actors"), at, "right") - 1] = True
            parts.append(heard if kept is None else heard[kept])
        return np.concatenate(parts)

    def sentences(self, number: int) -> tuple[Array, Array]:
        """The groups of a passage's sentences, and their lengths in characters as they are read."""
        at, local = self.passage_place(number)
        segment = self.segments[at]
        letter = int(segment.array("passage_letter")[local])
        first, last = segment.array("letter_sentences")[letter : letter + 2]
        starts = segment.array("sentence_start")[first:last]
        begin, end = (segment.array(f"passage_{edge}")[local] for edge in ("start", "end"))
        inside = first + np.flatnonzero((starts >= begin) & (starts < end))
        return segment.array("sentence_group")[inside], segment.array("sentence_length")[inside]

    def places(self, groups: Sequence[int], *, most: int) -> list[list[SentencePlace]]:
        """Per group where its sentences stand, in the order of the letters; at most so many."""
        wanted = np.array(groups, np.uint64)
        found: list[list[SentencePlace]] = [[] for _ in groups]
        for at, segment in enumerate(self.segments):
            kept = self.kept[at]
            start = int(self._starts[at])
            for into, sentences in zip(found, segment.group_numbers(wanted), strict=True):
                numbers = sentences[: most - len(into)]
                letters: list[int] = segment.array("sentence_letter")[numbers].tolist()
                for sentence, letter in zip(numbers.tolist(), letters, strict=True):
                    if kept is None:
                        into.append(SentencePlace(start + letter, at, sentence))
                    elif (local := int(np.searchsorted(kept, letter))) < len(kept) and (
                        kept[local] == letter
                    ):
                        into.append(SentencePlace(start + local, at, sentence))
        return found

    def sentence(self, place: SentencePlace) -> Sentence:
        """The sentence that stands there."""
        return self.segments[place.segment].sentence(place.sentence)

    def stretch(self, place: SentencePlace) -> tuple[int, int]:
        """Where in its letter the sentence that stands there begins and ends."""
        segment = self.segments[place.segment]
        start, end = (
            segment.array(f"sentence_{edge}")[place.sentence] for edge in ("start", "end")
        )
        return int(start), int(end)

    def group(self, key: int) -> int:
        """The group of a sentence by its own key."""
        for segment in self.segments:
            keys = segment.array("near_key")
            at = int(np.searchsorted(keys, np.uint64(key)))
            if at < len(keys) and int(keys[at]) == key:
                return int(segment.array("near_group")[at])
        return key


def _read_day(day: str) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None
