"""Give the passages of a segment their vectors; the same text is never embedded twice."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.dense import SegmentVectors
from index.pack import Pack
from index.segments import Segment
from models.interfaces import Embedder, Vectors

_BATCH = 64  # passages between two reports of progress


class EmbeddedBefore:
    """The vectors that segments hold, found by the hash of the text they were made of."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        hashes = [segment.array("passage_embedded") for segment in segments]
        every = np.concatenate([np.empty((0, 2), np.uint64), *hashes])
        self._order = np.argsort(every[:, 0], kind="stable")
        self._hashes = every[self._order]
        self._starts = np.concatenate(([0], np.cumsum([len(each) for each in hashes]))).astype(int)

    def with_one_more(self, segment: Segment) -> "EmbeddedBefore":
        """With the vectors of another segment."""
        return EmbeddedBefore([*self._segments, segment])

    def count_missing(self, segments: Sequence[Segment]) -> int:
        """How many different texts of these segments have no vector yet."""
        hashes = [np.asarray(segment.array("passage_embedded")) for segment in segments]
        different = np.unique(np.concatenate([np.empty((0, 2), np.uint64), *hashes]), axis=0)
        return int((self.find(different) < 0).sum())

    def find(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Where the vector of each hash is, for ``get``; -1 = nowhere."""
        if not len(self._hashes):
            return np.full(len(hashes), -1)
        at = np.searchsorted(self._hashes[:, 0], hashes[:, 0])
        at[at == len(self._hashes)] = 0
        is_same = (self._hashes[at] == hashes).all(axis=1)
        return np.where(is_same, self._order[at], -1)

    def get(self, places: NDArray[np.int64], dimensions: int) -> Vectors:
        """The vectors at these places, ``(places, dimensions)`` float32."""
        vectors = np.empty((len(places), dimensions), np.float32)
        for at, segment in enumerate(self._segments):
            here = np.flatnonzero((places >= self._starts[at]) & (places < self._starts[at + 1]))
            if len(here):
                held = SegmentVectors.load(segment.folder)
                vectors[here] = held.get(places[here] - self._starts[at])
        return vectors


def embed_segment(
    segment: Segment,
    texts: Pack,
    before: EmbeddedBefore,
    embedder: Embedder,
    progress: Callable[[int], None],
) -> tuple[Vectors, int]:
    """The vectors of a segment's passages in order, and how many texts were embedded for them."""
    hashes = np.asarray(segment.array("passage_embedded"))
    different, first, same = np.unique(hashes, axis=0, return_index=True, return_inverse=True)
    same = same.reshape(-1)
    places = before.find(different)
    # in the order of the letters, as the texts lie in their pack
    missing = np.flatnonzero(places < 0)
    missing = missing[np.argsort(first[missing])]
    rows: list[Vectors] = []
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        rows.append(embedder.embed_passages([texts.get(int(first[at])).decode() for at in batch]))
        progress(start + len(batch))
    vectors = np.empty((len(different), embedder.dimensions), np.float32)
    known = np.flatnonzero(places >= 0)
    vectors[known] = before.get(places[known], embedder.dimensions)
    if rows:
        vectors[missing] = np.concatenate(rows)
    return vectors[same], len(missing)
