"""How often each term stands in each passage, block by block, whatever made the terms."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.segments import Segment
from index.vocabulary import Vocabulary

_BLOCK = 3_000_000  # occurrences handled at once: some 30,000 passages of words, 100 MB
Terms: TypeAlias = Callable[[str], list[str]]  # the terms that a word of the text gives


class Block(NamedTuple):
    """Which terms stand in some passages: one entry per term and passage, ordered by both."""

    terms: NDArray[np.int64]
    passages: NDArray[np.int64]
    counts: NDArray[np.int64]


class _Words(NamedTuple):
    """The terms of every word of a segment, one list behind the other."""

    terms: NDArray[np.int64]
    at: NDArray[np.int64]  # where the list of each word begins, and one past the last


@dataclass(frozen=True)
class TermCounts:
    """The terms of all passages of some segments, which come by ``blocks`` as often as needed."""

    vocabulary: Vocabulary
    size: int  # passages
    segments: Sequence[Segment]
    kept: Sequence[NDArray[np.int64] | None]  # per segment the passages that count; None = all
    words: Sequence[_Words]

    @classmethod
    def of(
        cls,
        segments: Sequence[Segment],
        kept: Sequence[NDArray[np.int64] | None],
        find_terms: Terms,
    ) -> "TermCounts":
        """Of the words that the segments counted, each turned into terms once."""
        numbers: dict[str, int] = {}
        words: list[tuple[list[int], list[int]]] = []
        for segment in segments:
            terms, at = list[int](), [0]
            for word in segment.terms:
                terms.extend(numbers.setdefault(term, len(numbers)) for term in find_terms(word))
                at.append(len(terms))
            words.append((terms, at))
        vocabulary = Vocabulary.build(numbers)
        places = np.empty(len(numbers), np.int64)
        for place, term in enumerate(vocabulary):
            places[numbers[term]] = place
        size = sum(
            segment.passage_count if some is None else len(some)
            for segment, some in zip(segments, kept, strict=True)
        )
        mapped = [
            _Words(places[np.array(terms, np.int64)], np.array(at, np.int64)) for terms, at in words
        ]
        return cls(vocabulary, size, segments, kept, mapped)

    def blocks(self) -> Iterator[Block]:
        """The passages some at a time, in their order."""
        first = 0
        for segment, some, words in zip(self.segments, self.kept, self.words, strict=True):
            ends = segment.array("passage_terms")
            passages = np.arange(segment.passage_count) if some is None else some
            lengths: NDArray[np.int64] = ends[passages + 1] - ends[passages]
            steps = np.arange(_BLOCK, int(lengths.sum()) + _BLOCK, _BLOCK)
            cuts: list[int] = np.searchsorted(np.cumsum(lengths), steps, "right").tolist()
            start = 0
            for cut in cuts:
                end = max(cut, start + 1)
                part = passages[start:end]
                if len(part):
                    yield self._count(segment, words, part, first + start)
                start = end
            first += len(passages)

    def _count(
        self, segment: Segment, words: _Words, passages: NDArray[np.int64], first: int
    ) -> Block:
        """Count the terms of some passages, the first of which is number ``first`` of all."""
        ends = segment.array("passage_terms")
        inside = join_ranges(ends[passages], ends[passages + 1])
        numbers = segment.array("term_number")[inside].astype(np.int64)
        counts = segment.array("term_count")[inside].astype(np.int64)
        places = np.repeat(np.arange(len(passages)), ends[passages + 1] - ends[passages])
        # every word becomes its terms: none for a word that is left out, several for its pieces
        each = words.at[numbers + 1] - words.at[numbers]
        terms = words.terms[join_ranges(words.at[numbers], words.at[numbers + 1])]
        counts, places = np.repeat(counts, each), np.repeat(places, each)
        return sum_counts(terms, places, counts, width=len(passages), first=first)


def sum_counts(
    terms: NDArray[np.int64],
    places: NDArray[np.int64],
    counts: NDArray[np.int64],
    *,
    width: int,
    first: int,
) -> Block:
    """One entry per term and passage, ordered by both; passages are numbered from ``first``."""
    keys = terms * width + places
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    heads = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else keys
    sums = np.add.reduceat(counts[order], heads) if len(keys) else counts
    return Block(keys[heads] // width, keys[heads] % width + first, sums)


def join_ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all the ranges, one behind the other.

    >>> join_ranges(np.array([2, 7]), np.array([4, 8])).tolist()
    [2, 3, 7]
    """
    lengths = ends - starts
    shifts = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return np.arange(int(lengths.sum())) + shifts
