"""Merge segments, so that a store that grows letter by letter is not searched piece by piece.

Nothing is read, cut, counted or embedded again: records are copied as they are packed, and numbers
moved up by what now stands before them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.counts import join_ranges
from index.dense import SegmentVectors, save_vectors
from index.pack import PackWriter
from index.segment_writer import save_facts, save_groups, save_repeats, save_terms
from index.segments import PASSAGE_ARRAYS, SENTENCE_ARRAYS, Array, Segment
from index.stored_letter import LISTED, PARTS

Kept = NDArray[np.int64] | None
_BLOCK = 32_768  # vectors copied at once


def choose_merge(sizes: Sequence[int]) -> int:
    """How many of the first segments stay as they are; the others become one.

    The last ones are merged while the one before them is less than twice as large. So a store has
    about as many segments as its size has doublings, and every letter is copied as often.

    >>> choose_merge([800, 100, 60]), choose_merge([800, 300, 100]), choose_merge([5])
    (1, 3, 1)
    """
    stay = len(sizes) - 1
    merged = sizes[-1] if sizes else 0
    while stay > 0 and sizes[stay - 1] < 2 * merged:
        stay -= 1
        merged += sizes[stay]
    return stay if len(sizes) - stay > 1 else len(sizes)


def merge_segments(
    segments: Sequence[Segment], kept: Sequence[Kept], folder: Path, *, dimensions: int
) -> Segment:
    """Write the letters that count into one new segment, in their order."""
    folder.mkdir(parents=True)
    parts = [_Part(segment, some) for segment, some in zip(segments, kept, strict=True)]
    _merge_packs(parts, folder)
    _merge_passages(parts, folder)
    _merge_terms(parts, folder)
    _merge_sentences(parts, folder)
    listed: dict[str, list[Any]] = {name: [] for name in LISTED}
    named: dict[str, list[int]] = {}
    start = 0
    for part in parts:
        for name, values in listed.items():
            values.extend(part.segment.listed[name][at] for at in part.letters.tolist())
        for number, letters in part.segment.named.items():
            moved = part.letter_at[letters]
            named.setdefault(number, []).extend((moved[moved >= 0] + start).tolist())
        start += len(part.letters)
    save_facts(folder, listed, _join_names(parts)[0], named)
    save_vectors(folder, _vectors(parts), dimensions=dimensions)
    return Segment(folder)


class _Part:
    """One of the segments: its letters, passages and sentences that are kept, and their places."""

    def __init__(self, segment: Segment, kept: Kept) -> None:
        self.segment = segment
        count = segment.letter_count
        self.letters = np.arange(count) if kept is None else kept
        self.letter_at = np.full(count, -1)  # where each letter goes among the kept; -1 = nowhere
        self.letter_at[self.letters] = np.arange(len(self.letters))
        of_passages = self.letter_at[segment.array("passage_letter")]
        self.passages = np.flatnonzero(of_passages >= 0)
        of_sentences = self.letter_at[segment.array("sentence_letter")]
        self.sentences = np.flatnonzero(of_sentences >= 0)
        self.sentence_at = np.full(len(of_sentences), -1)
        self.sentence_at[self.sentences] = np.arange(len(self.sentences))


def _merge_packs(parts: Sequence[_Part], folder: Path) -> None:
    for name, each in (("parts", len(PARTS)), ("originals", 2)):
        with PackWriter(folder, name) as writer:
            for part in parts:
                pack = part.segment.pack(name)
                for letter in part.letters.tolist():
                    writer.add_packed(map(pack.packed, range(each * letter, each * letter + each)))
    bundles = [np.zeros(1, np.int64)]
    with PackWriter(folder, "sentences") as writer:
        for part in parts:
            pack, at = part.segment.pack("sentences"), part.segment.array("letter_bundles")
            for letter in part.letters.tolist():
                writer.add_packed(map(pack.packed, range(at[letter], at[letter + 1])))
                bundles.append(np.array([len(writer)]))
    np.save(folder / "letter_bundles.npy", np.concatenate(bundles))


def _merge_passages(parts: Sequence[_Part], folder: Path) -> None:
    for name, kind in PASSAGE_ARRAYS.items():
        _save_joined(folder, name, parts, lambda part, name=name: part.segment.array(name)[
            part.passages
        ], kind, letters=name == "passage_letter")  # fmt: skip
    _, numbers = _join_names(parts)
    _save_lists(
        folder,
        "passage_actors",
        {"passage_actor": np.uint16},
        parts,
        lambda part: part.passages,
        lambda at, values: numbers[at][values],
    )


def _merge_terms(parts: Sequence[_Part], folder: Path) -> None:
    words: dict[str, int] = {}
    places = [
        np.array([words.setdefault(word, len(words)) for word in part.segment.terms], np.int64)
        for part in parts
    ]
    _save_lists(
        folder,
        "passage_terms",
        {},
        parts,
        lambda part: part.passages,
        lambda at, values: values,
    )
    numbers, counts = (
        np.concatenate([_lists(part, "passage_terms", name, part.passages) for part in parts])
        for name in ("term_number", "term_count")
    )
    moved = 0
    for at, part in enumerate(parts):
        count = int(np.diff(part.segment.array("passage_terms"))[part.passages].sum())
        numbers[moved : moved + count] = places[at][numbers[moved : moved + count]]
        moved += count
    save_terms(folder, words, numbers, counts)


def _merge_sentences(parts: Sequence[_Part], folder: Path) -> None:
    for name, kind in SENTENCE_ARRAYS.items():
        _save_joined(folder, name, parts, lambda part, name=name: part.segment.array(name)[
            part.sentences
        ], kind, letters=name == "sentence_letter")  # fmt: skip
    _save_lists(
        folder, "letter_sentences", {}, parts, lambda part: part.letters, lambda _, values: values
    )
    save_groups(folder, np.load(folder / "sentence_group.npy", mmap_mode="r"))
    near = np.concatenate(
        [
            np.stack([part.segment.array("near_key"), part.segment.array("near_group")], axis=1)
            for part in parts
        ]
    )
    bands: list[Array] = []
    start = 0
    for part in parts:
        numbers = part.sentence_at[part.segment.array("band_sentence")]
        values = part.segment.array("band_value")[numbers >= 0]
        bands.append(np.stack([values, numbers[numbers >= 0] + start], axis=1))
        start += len(part.sentences)
    band = np.concatenate(bands)
    save_repeats(
        folder,
        near[np.argsort(near[:, 0], kind="stable")],
        band[np.lexsort((band[:, 1], band[:, 0]))].astype(np.uint32),
    )


def _save_joined(
    folder: Path,
    name: str,
    parts: Sequence[_Part],
    get: Callable[[_Part], Array],
    kind: Any,
    *,
    letters: bool,
) -> None:
    """One array of all segments, one behind the other; numbers of letters move up."""
    joined: list[Array] = []
    start = 0
    for part in parts:
        values = get(part)
        joined.append(part.letter_at[values] + start if letters else values)
        start += len(part.letters)
    np.save(folder / f"{name}.npy", np.concatenate(joined).astype(kind))


def _save_lists(
    folder: Path,
    ends: str,
    names: dict[str, Any],
    parts: Sequence[_Part],
    kept: Callable[[_Part], NDArray[np.int64]],
    change: Callable[[int, Array], Array],
) -> None:
    """The lists that each letter or passage has, and where they now begin."""
    lengths = [np.diff(part.segment.array(ends))[kept(part)] for part in parts]
    np.save(folder / f"{ends}.npy", np.concatenate(([0], np.cumsum(np.concatenate(lengths)))))
    for name, kind in names.items():
        values = [change(at, _lists(part, ends, name, kept(part))) for at, part in enumerate(parts)]
        np.save(folder / f"{name}.npy", np.concatenate(values).astype(kind))


def _lists(part: _Part, ends: str, name: str, kept: NDArray[np.int64]) -> Array:
    at, values = part.segment.array(ends), part.segment.array(name)
    if len(kept) == len(at) - 1:
        return values
    return values[join_ranges(at[kept], at[kept + 1])]


def _join_names(parts: Sequence[_Part]) -> tuple[list[str], list[NDArray[np.int64]]]:
    """The actors of all segments, and per segment the number of each among them."""
    known: dict[str, int] = {}
    numbers = [
        np.array([known.setdefault(name, len(known)) for name in part.segment.actors], np.int64)
        for part in parts
    ]
    return list(known), numbers


def _vectors(parts: Sequence[_Part]) -> Any:
    for part in parts:
        vectors = SegmentVectors.load(part.segment.folder)
        for start in range(0, len(part.passages), _BLOCK):
            yield vectors.get(part.passages[start : start + _BLOCK])
