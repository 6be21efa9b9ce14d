"""Rank passages for a question: by stems, by pieces of words, by meaning, and all three fused."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from models.interfaces import Vectors

# reciprocal rank fusion, Cormack, Clarke and Büttcher (SIGIR 2009); the paper's constant is 60,
# a smaller one trusts the first places more, which pays on small collections
_FUSION_CONSTANT = 20


class _LexicalIndex(Protocol):
    """What is used of ``bm25s.BM25``, which has no full types of its own."""

    vocab_dict: Mapping[str, int]
    scores: Mapping[str, NDArray[np.int64]]

    def index(self, corpus: Sequence[Sequence[str]], *, show_progress: bool) -> None: ...
    def save(self, save_dir: Path, *, show_progress: bool) -> None: ...
    def get_scores(self, query_tokens_single: list[str]) -> NDArray[np.float32]: ...


class _LexicalIndexMaker(Protocol):
    def __call__(self, *, method: str) -> _LexicalIndex: ...
    def load(self, save_dir: Path, *, show_progress: bool) -> _LexicalIndex: ...


_BM25 = cast(_LexicalIndexMaker, bm25s.BM25)


class LexicalRanking:
    """BM25 over the terms of each passage (Robertson; the variant of Lucene)."""

    def __init__(self, index: _LexicalIndex, size: int) -> None:
        self._index = index
        self._size = size

    @classmethod
    def build(cls, terms: Sequence[Sequence[str]]) -> "LexicalRanking":
        """Index one list of terms per passage; at least one passage."""
        index = _BM25(method="lucene")
        # a passage without any term still has its place in the order
        index.index([list(passage) or [""] for passage in terms], show_progress=False)
        return cls(index, len(terms))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalRanking":
        """Open what ``save`` wrote; the files hold no code and no pickles."""
        return cls(_BM25.load(folder, show_progress=False), size)

    def save(self, folder: Path) -> None:
        """Write arrays and a vocabulary into the folder."""
        self._index.save(folder, show_progress=False)

    def rank(self, terms: Sequence[str], limit: int) -> list[int]:
        """Positions of the best passages, best first; passages without any term are left out."""
        scores = self.scores(terms)
        order = np.argsort(-scores, kind="stable")[:limit]
        return [int(position) for position in order if scores[position] > 0]

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every passage, ``(passages,)``."""
        known = [term for term in terms if term in self._vocabulary]
        if not known:
            return np.zeros(self._size, np.float32)
        return self._index.get_scores(known)

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""
        column = self._vocabulary.get(term)
        if column is None:
            return 0
        starts = self._index.scores["indptr"]
        return int(starts[column + 1] - starts[column])

    def has_term_with(self, piece: str) -> bool:
        """Whether any indexed term holds the piece, as a compound holds its parts."""
        return any(piece in term for term in self._vocabulary)

    @property
    def _vocabulary(self) -> Mapping[str, int]:
        return self._index.vocab_dict


class _DenseIndex(Protocol):
    """What is used of a FAISS index, whose own types are those of its C++ methods."""

    ntotal: int

    def add(self, vectors: Vectors) -> None: ...
    def search(self, vectors: Vectors, limit: int) -> tuple[Vectors, NDArray[np.int64]]: ...
    def reconstruct_n(self, start: int, count: int) -> Vectors: ...


class _Faiss(Protocol):
    def IndexFlatIP(self, dimensions: int) -> _DenseIndex: ...  # noqa: N802 - the library's name
    def read_index(self, file: str) -> _DenseIndex: ...
    def serialize_index(self, index: _DenseIndex) -> NDArray[np.uint8]: ...


_faiss = cast(_Faiss, faiss)


class DenseRanking:
    """Exact inner product over unit vectors (FAISS)."""

    def __init__(self, index: _DenseIndex) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseRanking":
        """Index ``(passages, dimensions)`` float32 of unit length."""
        index = _faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, file: Path) -> "DenseRanking":
        """Open what ``save`` wrote; check the file's hash first, FAISS does not."""
        return cls(_faiss.read_index(str(file)))

    def save(self, file: Path) -> None:
        """Write the format of FAISS's own files."""
        # not by FAISS itself: its writer says RuntimeError when the disk is full
        file.write_bytes(_faiss.serialize_index(self._index).tobytes())

    def rank(self, vector: Vectors, limit: int) -> list[int]:
        """Positions of the nearest passages, nearest first."""
        _, positions = self._index.search(vector.reshape(1, -1), min(limit, self._index.ntotal))
        return [int(position) for position in positions[0]]

    @property
    def vectors(self) -> Vectors:
        """All vectors in order, ``(passages, dimensions)``."""
        return self._index.reconstruct_n(0, self._index.ntotal)


def fuse(rankings: Sequence[tuple[float, Sequence[int]]]) -> list[tuple[int, float]]:
    """Fuse weighted rankings into one, best first, ties in the order of the passages.

    The score is relative to a passage that every ranking puts first: at most 1.

    >>> [position for position, _ in fuse([(1.0, [7, 3]), (1.0, [7, 5])])]
    [7, 3, 5]
    """
    best = sum(weight for weight, _ in rankings) / (_FUSION_CONSTANT + 1)
    scores: dict[int, float] = {}
    for weight, ranking in rankings:
        for place, position in enumerate(ranking, start=1):
            scores[position] = scores.get(position, 0.0) + weight / (_FUSION_CONSTANT + place)
    order = sorted(scores, key=lambda position: (-scores[position], position))
    return [(position, scores[position] / best) for position in order]
