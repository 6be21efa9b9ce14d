"""Rank passages by the terms they hold (BM25), looking only at passages that hold one."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.counts import Block, TermCounts, sum_counts
from index.fusion import Ranked
from index.vocabulary import Vocabulary

_VOCABULARY = "terms"


class Alternative(NamedTuple):
    """A term of the index that may stand for a word, and how much it is the same (0 to 1)."""

    number: int
    share: float


class Name(NamedTuple):
    """One way to say something, as words; each is whatever terms may stand for it."""

    words: Sequence[Sequence[Alternative]]
    greatest: float  # the score a passage comes near to that is all about it
    weight: float = 1.0  # of a passage that says it this way


class _Scores(Protocol):
    """What is used of ``bm25s.BM25``, which has no full types of its own."""

    k1: float
    b: float
    vocab_dict: dict[str, int]
    nonoccurrence_array: None
    scores: dict[str, Any]

    def save(self, save_dir: Path, *, show_progress: bool) -> None: ...


class _Maker(Protocol):
    def __call__(self, *, method: str) -> _Scores: ...
    def load(
        self, save_dir: Path, *, mmap: bool, load_vocab: bool, show_progress: bool
    ) -> _Scores: ...


_BM25 = cast(_Maker, bm25s.BM25)


class LexicalRanking:
    """BM25 over the terms of each passage (Robertson; the variant of Lucene), as bm25s stores it.

    Scores are computed when the index is made (Lù 2024), so a search only adds them up.
    """

    def __init__(self, index: _Scores, vocabulary: Vocabulary) -> None:
        self._index = index
        self.vocabulary = vocabulary
        scores = index.scores
        self._values: NDArray[np.float32] = np.asarray(scores["data"])
        self._passages: NDArray[np.int32] = np.asarray(scores["indices"])
        self._at: NDArray[np.int64] = np.asarray(scores["indptr"])
        self.size = int(scores["num_docs"])

    @classmethod
    def build(cls, terms: Sequence[Sequence[str]]) -> "LexicalRanking":
        """Index one list of terms per passage; at least one passage."""
        vocabulary = Vocabulary.build({term for passage in terms for term in passage})
        number = {term: at for at, term in enumerate(vocabulary)}
        flat = np.array([number[term] for passage in terms for term in passage], np.int64)
        places = np.repeat(np.arange(len(terms)), [len(passage) for passage in terms])
        block = sum_counts(flat, places, np.ones_like(flat), width=len(terms), first=0)
        return cls._build(vocabulary, len(terms), lambda: iter((block,)))

    @classmethod
    def count(cls, counts: TermCounts) -> "LexicalRanking":
        """Index what was counted; memory is that of the index itself and of one block."""
        return cls._build(counts.vocabulary, counts.size, counts.blocks)

    @classmethod
    def _build(
        cls, vocabulary: Vocabulary, size: int, blocks: Callable[[], Iterator[Block]]
    ) -> "LexicalRanking":
        frequencies = np.zeros(len(vocabulary), np.int64)
        lengths = np.zeros(size, np.int64)
        for terms, passages, sums in blocks():
            frequencies += np.bincount(terms, minlength=len(vocabulary))
            lengths += np.bincount(passages, sums, minlength=size).astype(np.int64)
        # a passage without any term still has its place, with a length that divides nothing by 0
        lengths = np.maximum(lengths, 1)
        index = _BM25(method="lucene")
        idf = _idf(size, frequencies)
        rarity = index.k1 * (1 - index.b + index.b * lengths / lengths.mean())
        at = np.concatenate(([0], np.cumsum(frequencies)))
        values = np.empty(at[-1], np.float32)
        where = np.empty(at[-1], np.int32)
        heads = at[:-1].copy()  # where the next entry of each term goes
        for terms, passages, sums in blocks():
            counted = np.bincount(terms, minlength=len(vocabulary))
            begins = np.concatenate(([0], np.cumsum(counted)[:-1]))
            target = heads[terms] + np.arange(len(terms)) - begins[terms]
            values[target] = idf[terms] * sums / (sums + rarity[passages])
            where[target] = passages
            heads += counted
        index.scores = {"data": values, "indices": where, "indptr": at, "num_docs": size}
        index.vocab_dict = {}  # ours is found without being loaded
        index.nonoccurrence_array = None  # this variant gives nothing to what holds no term
        return cls(index, vocabulary)

    @classmethod
    def load(cls, folder: Path) -> "LexicalRanking":
        """Open what ``save`` wrote, memory-mapped; the files hold no code and no pickles."""
        index = _BM25.load(folder, mmap=True, load_vocab=False, show_progress=False)
        return cls(index, Vocabulary.load(folder, _VOCABULARY))

    def save(self, folder: Path) -> None:
        """Write arrays and a vocabulary into the folder."""
        self._index.save(folder, show_progress=False)
        self.vocabulary.save(folder, _VOCABULARY)

    def name(self, terms: Sequence[str], weight: float = 1.0) -> Name:
        """A way to say something with exactly these terms."""
        numbers = [self.vocabulary.find(term) for term in terms]
        words = [[Alternative(number, 1.0)] for number in numbers if number is not None]
        return Name(words, self._greatest(numbers), weight)

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        """The best passages, best first; passages without any term are left out."""
        return best(self.score_subjects([[self.name(terms)]]), limit)

    def score_subjects(self, subjects: Iterable[Sequence[Name]]) -> NDArray[np.float32]:
        """The score of every passage, ``(passages,)``, for subjects that each have several names.

        A subject counts once, by the name of which a passage holds the largest share, and weighs
        what its first name weighs: naming it in many ways makes it no more important.
        """
        total, subject, name_, word = (np.zeros(self.size, np.float32) for _ in range(4))
        for first, *others in subjects:
            if not others:  # nothing to choose from: no need to keep it apart
                self._add_name(total, first, word)
                continue
            touched = self._add_name(subject, first, word)
            for name in others:
                if not name.greatest:
                    continue
                share = np.float32(name.weight * first.greatest / name.greatest)
                found = self._add_name(name_, name, word)
                for passages in found:
                    subject[passages] = np.maximum(subject[passages], share * name_[passages])
                for passages in found:
                    name_[passages] = 0
                touched += found
            for passages in touched:  # what a passage has is moved once, however often it is met
                total[passages] += subject[passages]
                subject[passages] = 0
        return total

    def _add_name(
        self, into: NDArray[np.float32], name: Name, word: NDArray[np.float32]
    ) -> list[NDArray[np.int32]]:
        """Add to each passage what it has of every word of a name; give the passages, as lists."""
        touched: list[NDArray[np.int32]] = []
        for alternatives in name.words:
            if len(alternatives) == 1:
                (only,) = alternatives
                passages, values = self._postings(only)
                into[passages] += values
                touched.append(passages)
                continue
            lists = [self._postings(each) for each in alternatives]
            for passages, values in lists:
                word[passages] = np.maximum(word[passages], values)
            for passages, _ in lists:
                into[passages] += word[passages]
                word[passages] = 0
                touched.append(passages)
        return touched

    def _postings(self, term: Alternative) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        start, end = self._at[term.number], self._at[term.number + 1]
        values = self._values[start:end]
        return self._passages[start:end], values if term.share == 1 else term.share * values

    def greatest(self, terms: Sequence[str]) -> float:
        """The score a passage comes near to that is all about the terms: the sum of their idf."""
        return self._greatest([self.vocabulary.find(term) for term in terms])

    def greatest_of(self, number: int) -> float:
        """The same of one term, by its number."""
        return self._greatest([number])

    def _greatest(self, numbers: Sequence[int | None]) -> float:
        counts = (0 if at is None else int(self._at[at + 1] - self._at[at]) for at in numbers)
        return sum(math.log1p((self.size - count + 0.5) / (count + 0.5)) for count in counts)

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""
        number = self.vocabulary.find(term)
        return 0 if number is None else int(self._at[number + 1] - self._at[number])

    def has_term_with(self, piece: str) -> bool:
        """Whether any indexed term holds the piece, as a compound holds its parts."""
        return self.vocabulary.has_part(piece)


def best(scores: NDArray[np.float32], limit: int) -> list[Ranked]:
    """The highest scores above 0, highest first, ties in the order of the passages."""
    found = np.flatnonzero(scores)
    values = scores[found]
    if len(found) > limit:
        least = np.partition(values, len(values) - limit)[len(values) - limit]
        found = found[values >= least]
        values = scores[found]
    order = np.argsort(-values, kind="stable")[:limit]
    return [Ranked(int(found[at]), float(values[at])) for at in order]


def _idf(size: int, frequencies: NDArray[np.int64]) -> NDArray[np.float64]:
    """As bm25s weighs terms in its Lucene variant; a term's own part of a score stays below it."""
    return np.log1p((size - frequencies + 0.5) / (frequencies + 0.5))
