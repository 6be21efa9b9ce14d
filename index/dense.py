"""Rank passages by the meaning of their vectors: exactly while few, approximately when many."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import faiss
import numpy as np
from numpy.typing import NDArray

from index.fusion import Ranked
from models.interfaces import Vectors

VECTORS, NEAREST = "vectors.faiss", "nearest.faiss"
# vectors in a segment above which an approximate index answers. Below it the exact search, which
# takes 0.03 ms of processor time per thousand, costs less than the rest of a search does
APPROXIMATE_FROM = 200_000
# of the graph (HNSW); on 11,930 real vectors and 276 questions recall@10 is 0.989 with 400 looked
# at and 0.996 with 800. Lists per cluster (IVF) gave 0.71 when 6 % of them were looked into and
# 0.95 at 30 %: questions lie apart from the passages, so answers are spread over many clusters
_NEIGHBOURS = 32
_LOOKED_AT_BUILDING = 80
_LOOKED_AT = 800
_REFINED = 2  # times as many found as asked for, ranked again by the vectors themselves
_BLOCK = 65_536  # vectors handled at once: 100 MB as float32


class _Index(Protocol):
    """What is used of a FAISS index, whose own types are those of its C++ methods."""

    ntotal: int
    d: int

    def train(self, vectors: Vectors) -> None: ...
    def add(self, vectors: Vectors) -> None: ...
    def search(
        self, vectors: Vectors, limit: int, *, params: object
    ) -> tuple[Vectors, NDArray[np.int64]]: ...
    def reconstruct_n(self, start: int, count: int) -> Vectors: ...
    def reconstruct_batch(self, numbers: NDArray[np.int64]) -> Vectors: ...


_faiss = cast(Any, faiss)


class SegmentVectors:
    """The vectors of one segment, half precision, and an approximate index where they are many."""

    def __init__(self, vectors: _Index, nearest: _Index | None = None) -> None:
        self._vectors = vectors
        self._nearest = nearest

    @classmethod
    def load(cls, folder: Path) -> "SegmentVectors":
        """Open what ``save_vectors`` wrote, memory-mapped."""
        nearest = folder / NEAREST
        return cls(_read(folder / VECTORS), _read(nearest) if nearest.exists() else None)

    def __len__(self) -> int:
        """How many vectors."""
        return self._vectors.ntotal

    @property
    def is_approximate(self) -> bool:
        """Whether not every vector is compared."""
        return self._nearest is not None

    def get(self, numbers: NDArray[np.int64]) -> Vectors:
        """The vectors with these numbers, ``(numbers, dimensions)`` float32."""
        return self._vectors.reconstruct_batch(np.ascontiguousarray(numbers, np.int64))

    def blocks(self) -> Iterable[Vectors]:
        """All vectors in order, some at a time."""
        for start in range(0, len(self), _BLOCK):
            yield self._vectors.reconstruct_n(start, min(_BLOCK, len(self) - start))

    def rank(
        self, vector: Vectors, limit: int, *, allowed: NDArray[np.bool_] | None, exact: bool = False
    ) -> tuple[Vectors, NDArray[np.int64]]:
        """Cosines and numbers of the nearest vectors among those allowed, nearest first."""
        bitmap = None if allowed is None else np.packbits(allowed, bitorder="little")
        chosen = None if bitmap is None else _faiss.IDSelectorBitmap(bitmap)
        wanted = min(limit, len(self) if allowed is None else int(allowed.sum()))
        question = vector.reshape(1, -1)
        # one question is answered in the thread that asks: where others work too, waiting for a
        # second thread takes longer than it saves
        _faiss.omp_set_num_threads(1)
        # a selection that leaves few is searched exactly: the graph may lead past all of them
        is_narrow = allowed is not None and wanted and allowed.sum() < APPROXIMATE_FROM
        if not wanted:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        if self._nearest is None or exact or is_narrow:
            params = _faiss.SearchParameters(sel=chosen)
            scores, numbers = self._vectors.search(question, wanted, params=params)
            return scores[0], numbers[0]
        params = _faiss.SearchParametersHNSW(sel=chosen, efSearch=_LOOKED_AT)
        _, found = self._nearest.search(question, _REFINED * wanted, params=params)
        numbers = found[0][found[0] >= 0]
        scores = self.get(numbers) @ vector
        order = np.argsort(-scores, kind="stable")[:wanted]
        return scores[order], numbers[order]


@dataclass(frozen=True)
class DenseRanking:
    """Inner product over the unit vectors of some segments (FAISS)."""

    segments: Sequence[SegmentVectors]
    # per segment the numbers of the passages that count; None = all of them
    kept: Sequence[NDArray[np.int64] | None]

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseRanking":
        """Over ``(passages, dimensions)`` float32 of unit length, exactly."""
        index = _faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls([SegmentVectors(index)], [None])

    def rank(
        self,
        vector: Vectors,
        limit: int,
        *,
        allowed: NDArray[np.bool_] | None = None,
        exact: bool = False,
    ) -> list[Ranked]:
        """The nearest passages, nearest first; the score is the cosine.

        ``allowed``, one truth per passage, leaves out the others; ``exact`` compares every vector.
        """
        found: list[Ranked] = []
        start = 0
        for segment, kept in zip(self.segments, self.kept, strict=True):
            count = len(segment) if kept is None else len(kept)
            part = None if allowed is None else allowed[start : start + count]
            if kept is not None:
                whole = np.zeros(len(segment), np.bool_)
                whole[kept] = True if part is None else part
                part = whole
            scores, numbers = segment.rank(vector, limit, allowed=part, exact=exact)
            positions = numbers if kept is None else np.searchsorted(kept, numbers)
            found.extend(
                Ranked(start + at, score)
                for at, score in zip(positions.tolist(), scores.tolist(), strict=True)
            )
            start += count
        return sorted(found, key=lambda each: (-each.score, each.position))[:limit]

    @property
    def is_approximate(self) -> bool:
        """Whether any segment is searched approximately."""
        return any(segment.is_approximate for segment in self.segments)

    @property
    def vectors(self) -> Vectors:
        """All vectors in order, ``(passages, dimensions)``; for small stores."""
        every = (
            np.concatenate(list(segment.blocks())) if kept is None else segment.get(kept)
            for segment, kept in zip(self.segments, self.kept, strict=True)
        )
        return np.concatenate(list(every))


def save_vectors(
    folder: Path,
    blocks: Iterable[Vectors],
    *,
    dimensions: int,
    approximate_from: int = APPROXIMATE_FROM,
) -> None:
    """Write the vectors, and an approximate index when they are many."""
    half = _faiss.ScalarQuantizer.QT_fp16
    vectors = _faiss.IndexScalarQuantizer(dimensions, half, _faiss.METRIC_INNER_PRODUCT)
    vectors.is_trained = True  # half precision has nothing to learn
    _faiss.omp_set_num_threads(os.cpu_count() or 1)
    for block in blocks:
        vectors.add(block)
    _write(folder / VECTORS, vectors)
    if vectors.ntotal >= approximate_from:
        _write(folder / NEAREST, _build_nearest(SegmentVectors(vectors), dimensions))


def _build_nearest(vectors: SegmentVectors, dimensions: int) -> object:
    """A graph from each vector to its neighbours (Malkov and Yashunin 2020), a byte per number."""
    index = _faiss.IndexHNSWSQ(
        dimensions, _faiss.ScalarQuantizer.QT_8bit, _NEIGHBOURS, _faiss.METRIC_INNER_PRODUCT
    )
    index.hnsw.efConstruction = _LOOKED_AT_BUILDING
    sample = np.random.default_rng(7).choice(len(vectors), min(len(vectors), _BLOCK), replace=False)
    index.train(vectors.get(np.sort(sample)))  # the range of each dimension
    for block in vectors.blocks():
        index.add(block)
    return index


def _write(file: Path, index: object) -> None:
    # not by FAISS itself: its writer says RuntimeError when the disk is full
    with file.open("wb") as stream:
        stream.write(memoryview(_faiss.serialize_index(index)))


def _read(file: Path) -> _Index:
    return _faiss.read_index(str(file), _faiss.IO_FLAG_MMAP_IFC)
