"""Rank passages for a question: by stems, by pieces of words, by meaning, and all three fused."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias, cast

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from models.interfaces import Vectors


class Ranked(NamedTuple):
    """A passage in a ranking, and its score there."""

    position: int
    score: float


Ranking: TypeAlias = Sequence[Ranked]  # best first


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


class Name(NamedTuple):
    """One way to say something, as the terms of an index."""

    terms: Sequence[str]
    weight: float = 1.0  # of a passage that says it this way


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

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        """The best passages, best first; passages without any term are left out."""
        return self._best(self.scores(terms), limit)

    def rank_subjects(self, subjects: Sequence[Sequence[Name]], limit: int) -> list[Ranked]:
        """The best passages for subjects that each have several names, the first as it was said.

        A subject counts once, by the name of which a passage holds the largest share, and weighs
        what its first name weighs: naming it in many ways makes it no more important.
        """
        total = np.zeros(self._size, np.float32)
        for first, *others in subjects:
            found = self.scores(first.terms)
            for name in others:
                if greatest := self.greatest(name.terms):
                    share = name.weight * self.greatest(first.terms) / greatest
                    np.maximum(found, share * self.scores(name.terms), out=found)
            total += found
        return self._best(total, limit)

    def _best(self, scores: NDArray[np.float32], limit: int) -> list[Ranked]:
        order = np.argsort(-scores, kind="stable")[:limit]
        return [
            Ranked(int(position), float(scores[position]))
            for position in order
            if scores[position] > 0
        ]

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every passage, ``(passages,)``."""
        known = [term for term in terms if term in self._vocabulary]
        if not known:
            return np.zeros(self._size, np.float32)
        return self._index.get_scores(known)

    def greatest(self, terms: Sequence[str]) -> float:
        """The score a passage comes near to that is all about the terms: the sum of their idf."""
        counts = np.array([self.document_frequency(term) for term in terms], np.float64)
        # as bm25s weighs terms in its Lucene variant; a term's own part of a score stays below it
        return float(np.log1p((self._size - counts + 0.5) / (counts + 0.5)).sum())

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

    def rank(self, vector: Vectors, limit: int) -> list[Ranked]:
        """The nearest passages, nearest first; the score is the cosine."""
        found = self._index.search(vector.reshape(1, -1), min(limit, self._index.ntotal))
        scores, positions = (each[0].tolist() for each in found)
        return [Ranked(int(at), float(score)) for at, score in zip(positions, scores, strict=True)]

    @property
    def vectors(self) -> Vectors:
        """All vectors in order, ``(passages, dimensions)``."""
        return self._index.reconstruct_n(0, self._index.ntotal)


class Weighted(NamedTuple):
    """A ranking that takes part in a fusion."""

    weight: float
    ranking: Ranking
    least: float  # the score that counts as 0
    most: float  # the score that counts as 1


def fuse(rankings: Sequence[Weighted]) -> list[Ranked]:
    """Fuse rankings into one, best first, ties in the order of the passages.

    A convex combination of scores, each between the least and the most its ranking could give
    (Bruch, Gai and Ingber, ACM TOIS 42:20, 2023). So a ranking counts for what it found: a passage
    that holds few of the question's words says little, even if no other holds more, and
    reciprocal ranks would not show it. Fused scores lie between 0 and 1.

    >>> words, meaning = [Ranked(7, 1.0), Ranked(3, 0.5)], [Ranked(3, 0.9), Ranked(7, 0.8)]
    >>> [
    ...     each.position
    ...     for each in fuse([Weighted(1.0, words, 0.0, 10.0), Weighted(1.0, meaning, 0.7, 0.9)])
    ... ]
    [3, 7]
    """
    total = sum(each.weight for each in rankings)
    scores: dict[int, float] = {}
    for weight, ranking, least, most in rankings:
        for position, score in ranking:
            share = (score - least) / (most - least) if most > least else 1.0
            scores.setdefault(position, 0.0)
            scores[position] += weight / total * min(1.0, max(0.0, share))
    order = sorted(scores, key=lambda position: (-scores[position], position))
    return [Ranked(position, scores[position]) for position in order]
