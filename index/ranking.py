"""Rank all passages for a question: by its words, by pieces of them, and by meaning."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseRanking
from index.fusion import Ranked, Weighted
from index.lexical import LexicalRanking, Name, best
from index.settings import IndexSettings
from index.terms import RELATED, STOP_WORDS, Subject, cut_ngrams, find_words, stem_words
from index.word_pieces import WordPieces
from models.interfaces import Vectors

# what a passage that uses another name is worth beside one with the question's own words
_OTHER_NAME = 0.8

# texts whose terms are kept: the lexicon's names come back in question after question
_CACHED = 8192

Allowed = NDArray[np.bool_] | None  # one truth per passage; None = all


@lru_cache(_CACHED)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem_words(text))


@lru_cache(_CACHED)
def _ngrams(text: str) -> tuple[str, ...]:
    return tuple(cut_ngrams(text))


@lru_cache(_CACHED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in find_words(text) if word not in STOP_WORDS)


def rank_words(
    ranking: LexicalRanking,
    subjects: Sequence[Subject],
    limit: int,
    weight: float,
    allowed: Allowed,
) -> Weighted:
    """Rank by the words for the subjects: those of the question, or those of the lexicon."""
    return _rank_names(
        ranking, lambda text, share: ranking.name(_stems(text), share), subjects, limit, weight,
        allowed,
    )  # fmt: skip


def rank_pieces(
    ranking: LexicalRanking,
    pieces: WordPieces | None,
    subjects: Sequence[Subject],
    limit: int,
    weight: float,
    allowed: Allowed,
) -> Weighted:
    """Rank by pieces of the words: over passages, or over terms where there are ``pieces``."""

    def name(text: str, share: float) -> Name:
        if pieces is None:
            return ranking.name(_ngrams(text), share)
        return pieces.name(_words(text), share)

    return _rank_names(ranking, name, subjects, limit, weight, allowed)


def rank_meaning(
    ranking: DenseRanking,
    vector: Vectors,
    limit: int,
    settings: IndexSettings,
    allowed: Allowed,
) -> Weighted:
    """Rank by nearness; texts are always somewhat near, so the far end of the best counts as 0."""
    ranked = ranking.rank(vector, limit, allowed=allowed)
    if not ranked:
        return Weighted(settings.dense_weight, ranked, 0.0, 0.0)
    farthest = ranked[: settings.fusion_depth][-1]
    return Weighted(settings.dense_weight, ranked, farthest.score, ranked[0].score)


def _rank_names(
    ranking: LexicalRanking,
    find_name: Callable[[str, float], Name],
    subjects: Sequence[Subject],
    limit: int,
    weight: float,
    allowed: Allowed,
) -> Weighted:
    names: list[list[Name]] = []
    for each in subjects:
        said = find_name(each.said, 1.0)
        others = (
            *(find_name(name, _OTHER_NAME) for name in each.names),
            *(find_name(name, RELATED) for name in each.related),
        )
        # an everyday word is often in no letter: its own rarity must not make a common one weigh
        names.append([said, *(_cap(name, said) if each.everyday else name for name in others)])
    scores = ranking.score_subjects(names)
    if allowed is not None:
        scores *= allowed
    ranked: list[Ranked] = best(scores, limit)
    most = sum(said.greatest for said, *_ in names)
    return Weighted(weight, ranked, least=0.0, most=most)


def _cap(name: Name, said: Name) -> Name:
    """The name, worth no more than it weighs itself beside what was said."""
    if name.greatest >= said.greatest:
        return name
    return name._replace(weight=name.weight * name.greatest / said.greatest)
