"""Rules for the word rankings: the scores are bm25s's own, whichever way they were made."""

from pathlib import Path
from typing import Any, cast

import bm25s
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import Alternative, LexicalRanking, Name
from index.store import open_index
from index.terms import stem_words
from index.word_pieces import WordPieces
from indexing import TINY_LETTERS, index

WORDS = ["fiets", "brug", "bel", "robot", "kade"]
PASSAGES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1)


@given(PASSAGES, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_scores_are_those_of_the_library(passages: list[list[str]], asked: list[str]):
    theirs = cast(Any, bm25s).BM25(method="lucene")  # without full types
    theirs.index(passages, show_progress=False)
    known = [term for term in asked if term in theirs.vocab_dict]
    expected = theirs.get_scores(known) if known else np.zeros(len(passages))

    ranking = LexicalRanking.build(passages)
    found = ranking.score_subjects([[ranking.name(asked)]])

    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_a_ranking_of_counted_segments_is_that_of_the_texts(tmp_path: Path):
    """Blocks, segments and stop words make no difference to what is counted."""
    index(TINY_LETTERS / "agenda.txt", tmp_path / "store")
    index(TINY_LETTERS, tmp_path / "store")
    opened = open_index(tmp_path / "store", embedder=None)
    letters = opened.letters

    texts = [
        letters[passage.letter_id].text[passage.start : passage.end] for passage in opened.passages
    ]
    word = next(
        stem for stem in stem_words(texts[0]) if opened.words.vocabulary.find(stem) is not None
    )
    holding = [at for at, text in enumerate(texts) if word in stem_words(text)]

    assert set(holding) <= {each.position for each in opened.words.rank([word], 100)}
    assert opened.words.size == len(texts)
    assert opened.words.vocabulary.find("de") is None


def test_a_subject_counts_once_by_its_best_name_and_weighs_what_its_first_one_does():
    ranking = LexicalRanking.build([["fiets"], ["rijwiel"], ["fiets", "rijwiel"], ["brug"]])
    names = [ranking.name(["fiets"]), ranking.name(["rijwiel"], 0.5)]

    fiets, rijwiel, both, brug = ranking.score_subjects([names]).tolist()

    assert fiets > rijwiel > 0
    assert both < fiets  # the same subject again in a longer passage
    assert brug == 0


def test_of_the_terms_that_may_stand_for_a_word_the_best_counts():
    ranking = LexicalRanking.build([["fiets", "fietsen"], ["fiets"], ["brug"]])
    fiets, fietsen = (ranking.vocabulary.find(term) for term in ("fiets", "fietsen"))
    assert fiets is not None
    assert fietsen is not None

    one = ranking.score_subjects([[Name([[Alternative(fietsen, 1.0)]], 1.0)]])
    two = ranking.score_subjects(
        [[Name([[Alternative(fiets, 0.5), Alternative(fietsen, 1.0)]], 1.0)]]
    )

    assert two[0] == one[0]
    assert 0 < two[1] < two[0]


def test_pieces_find_compounds_their_parts_and_misspellings(tmp_path: Path):
    ranking = LexicalRanking.build(
        [["dataretentie"], ["retentie"], ["terugkeerhub"], ["gegevensbescherming"], ["brug"]]
    )
    WordPieces.build(ranking).save(tmp_path)
    pieces = WordPieces.load(tmp_path, ranking)

    def found(word: str) -> list[int]:
        scores = ranking.score_subjects([[pieces.name([word])]])
        return np.flatnonzero(scores).tolist()

    assert found("retentie") == [0, 1]
    assert found("terugkerhub") == [2]
    assert found("bescherming") == [3]
    assert found("fiets") == []
