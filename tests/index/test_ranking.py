"""Rules for the rankings and for fusing them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeEmbedder
from index.ranking import DenseRanking, LexicalRanking, fuse

RANKINGS = st.lists(
    st.tuples(st.floats(0.1, 5), st.lists(st.integers(0, 30), unique=True, max_size=20)),
    min_size=1,
    max_size=4,
)
PASSAGES = [["fiets", "bel"], ["brug", "fiets", "fiets"], [], ["robot"]]


@given(RANKINGS)
def test_a_fusion_holds_each_passage_of_its_rankings_once(
    rankings: list[tuple[float, list[int]]],
):
    fused = [position for position, _ in fuse(rankings)]

    assert sorted(fused) == sorted({each for _, ranking in rankings for each in ranking})


@given(RANKINGS)
def test_scores_of_a_fusion_fall_and_lie_between_0_and_1(
    rankings: list[tuple[float, list[int]]],
):
    scores = [score for _, score in fuse(rankings)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 + 1e-9 for score in scores)


@given(RANKINGS)
def test_what_stands_higher_in_every_ranking_stands_higher_in_the_fusion(
    rankings: list[tuple[float, list[int]]],
):
    order = [position for position, _ in fuse(rankings)]
    in_all = set(order).intersection(*(ranking for _, ranking in rankings))

    for first in in_all:
        for second in in_all:
            if all(ranking.index(first) < ranking.index(second) for _, ranking in rankings):
                assert order.index(first) < order.index(second)


@given(st.lists(st.integers(0, 30), unique=True, min_size=1))
def test_a_single_ranking_is_kept(ranking: list[int]):
    fused = fuse([(2.0, ranking)])

    assert [position for position, _ in fused] == ranking
    assert fused[0][1] == pytest.approx(1)


def test_a_ranking_that_weighs_more_decides():
    assert fuse([(1.0, [1, 2]), (3.0, [2, 1])])[0][0] == 2


def test_word_ranking_leaves_out_what_holds_no_term():
    ranking = LexicalRanking.build(PASSAGES)

    assert ranking.rank(["fiets"], 10) == [1, 0]
    assert ranking.rank(["fiets"], 1) == [1]
    assert ranking.rank(["onbekend"], 10) == []
    assert ranking.document_frequency("fiets") == 2
    assert ranking.document_frequency("onbekend") == 0


def test_word_ranking_is_the_same_after_saving(tmp_path: Path):
    ranking = LexicalRanking.build(PASSAGES)
    ranking.save(tmp_path)

    opened = LexicalRanking.load(tmp_path, len(PASSAGES))

    terms = ["fiets", "robot", "bel"]
    np.testing.assert_array_equal(opened.scores(terms), ranking.scores(terms))
    assert opened.document_frequency("fiets") == 2


def test_dense_ranking_is_the_same_after_saving(tmp_path: Path):
    embedder = FakeEmbedder()
    vectors = embedder.embed_passages(["fiets bel", "brug fiets", "robot"])
    DenseRanking.build(vectors).save(tmp_path / "vectors")

    opened = DenseRanking.load(tmp_path / "vectors")

    np.testing.assert_array_equal(opened.vectors, vectors)
    assert opened.rank(embedder.embed_question("robot"), 10)[0] == 2
    assert opened.rank(embedder.embed_question("bel fiets"), 2)[0] == 0
