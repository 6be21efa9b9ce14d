"""Find the terms of an index that share pieces with a word: compounds, parts of them, misspellings.

Five-letter pieces are matched against the vocabulary here, not against the passages: a million
passages have three thousand million pieces and a million words. What is found counts like the word
itself, by the share of the word's pieces it has.
"""

import math
from array import array
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.lexical import Alternative, LexicalRanking, Name
from index.terms import cut_word
from index.vocabulary import Vocabulary

# chosen on the development questions and on xquad-nl (README, "Scale"): a term must have this share
# of a word's pieces, by their weight, and only the nearest terms count
_LEAST_SHARE = 0.3
_MOST_TERMS = 30
_PIECES = "pieces"
_CACHED = 4096  # words; the lexicon's names come back in question after question


class WordPieces:
    """For each piece of five letters, the terms of a ranking that hold it."""

    def __init__(
        self,
        ranking: LexicalRanking,
        pieces: Vocabulary,
        terms: NDArray[np.int32],
        at: NDArray[np.int64],
    ) -> None:
        self._ranking = ranking
        self._pieces = pieces
        self._terms = terms  # of each piece, one list behind the other
        self._at = at  # where each piece's list begins, and one past the last
        self._near = lru_cache(_CACHED)(self._find_near)

    @classmethod
    def build(cls, ranking: LexicalRanking) -> "WordPieces":
        """Of the terms of a ranking."""
        numbers: dict[str, int] = {}
        pieces, terms = array("i"), array("i")
        for term_number, term in enumerate(ranking.vocabulary):
            for piece in set(cut_word(term)):
                pieces.append(numbers.setdefault(piece, len(numbers)))
                terms.append(term_number)
        vocabulary = Vocabulary.build(numbers)
        places = np.empty(len(numbers), np.int32)
        for place, piece in enumerate(vocabulary):
            places[numbers[piece]] = place
        placed = places[np.frombuffer(pieces, np.int32)]
        order = np.argsort(placed, kind="stable")
        at = np.concatenate(([0], np.cumsum(np.bincount(placed, minlength=len(numbers)))))
        return cls(ranking, vocabulary, np.frombuffer(terms, np.int32)[order], at)

    @classmethod
    def load(cls, folder: Path, ranking: LexicalRanking) -> "WordPieces":
        """Open what ``save`` wrote, memory-mapped."""
        return cls(
            ranking,
            Vocabulary.load(folder, _PIECES),
            np.asarray(np.load(folder / "terms.npy", mmap_mode="r")),
            np.asarray(np.load(folder / "ends.npy", mmap_mode="r")),
        )

    def save(self, folder: Path) -> None:
        """Write arrays and the pieces into the folder."""
        self._pieces.save(folder, _PIECES)
        np.save(folder / "terms.npy", self._terms)
        np.save(folder / "ends.npy", self._at)

    def name(self, words: Sequence[str], weight: float = 1.0) -> Name:
        """A way to say something with these folded words, or with terms near them."""
        near = [self._near(word) for word in words]
        return Name([each for each in near if each], sum(map(self._greatest, near)), weight)

    def _find_near(self, word: str) -> tuple[Alternative, ...]:
        lists: list[NDArray[np.int32]] = []
        weights: list[float] = []
        total = 0.0
        for piece in set(cut_word(word)):
            number = self._pieces.find(piece)
            held = (
                self._terms[:0]
                if number is None
                else self._terms[self._at[number] : self._at[number + 1]]
            )
            # as words are weighed by passages (the same idf), pieces are by terms
            terms = len(self._ranking.vocabulary)
            weight = math.log1p((terms - len(held) + 0.5) / (len(held) + 0.5))
            total += weight
            lists.append(held)
            weights.append(weight)
        if not lists:
            return ()
        found, place = np.unique(np.concatenate(lists), return_inverse=True)
        shares = np.bincount(place, np.repeat(weights, [len(each) for each in lists])) / total
        order = np.lexsort((found, -shares))[:_MOST_TERMS]
        return tuple(
            Alternative(int(found[at]), float(shares[at]))
            for at in order
            if shares[at] >= _LEAST_SHARE
        )

    def _greatest(self, near: tuple[Alternative, ...]) -> float:
        if not near:  # as of a term that stands nowhere
            return self._ranking.greatest([""])
        return max(each.share * self._ranking.greatest_of(each.number) for each in near)
