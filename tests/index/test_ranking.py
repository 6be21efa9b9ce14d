"""Rules for the rankings and for fusing them."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeEmbedder
from index.dense import DenseRanking, SegmentVectors, save_vectors
from index.fusion import Ranked, Weighted, fuse
from index.lexical import LexicalRanking

SCORED = st.dictionaries(st.integers(0, 30), st.floats(0.0, 50.0), max_size=20)


def make_ranking(scores: Mapping[int, float]) -> list[Ranked]:
    best_first = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
    return [Ranked(position, score) for position, score in best_first]


RANKINGS = st.lists(
    st.builds(
        Weighted,
        st.floats(0.1, 5),
        SCORED.map(make_ranking),
        st.floats(0.0, 10.0),
        st.floats(0.0, 60.0),
    ),
    min_size=1,
    max_size=4,
)
PASSAGES = [["fiets", "bel"], ["brug", "fiets", "fiets"], [], ["robot"]]


@given(RANKINGS)
def test_a_fusion_holds_each_passage_of_its_rankings_once(rankings: list[Weighted]):
    fused = [position for position, _ in fuse(rankings)]

    assert sorted(fused) == sorted({at for each in rankings for at, _ in each.ranking})


@given(RANKINGS)
def test_scores_of_a_fusion_fall_and_lie_between_0_and_1(rankings: list[Weighted]):
    scores = [score for _, score in fuse(rankings)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 + 1e-9 for score in scores)


@given(SCORED)
def test_a_single_ranking_is_kept(scores: Mapping[int, float]):
    ranking = make_ranking(scores)

    fused = fuse([Weighted(2.0, ranking, least=0.0, most=50.0)])

    assert [position for position, _ in fused] == [position for position, _ in ranking]


def test_a_ranking_that_weighs_more_decides():
    light = Weighted(1.0, [Ranked(1, 9.0), Ranked(2, 1.0)], least=0.0, most=10.0)
    heavy = Weighted(3.0, [Ranked(2, 9.0), Ranked(1, 1.0)], least=0.0, most=10.0)

    assert fuse([light, heavy])[0].position == 2


def test_a_ranking_that_found_little_decides_little():
    little = Weighted(1.0, [Ranked(1, 2.0)], least=0.0, most=10.0)
    much = Weighted(1.0, [Ranked(2, 9.0)], least=0.0, most=10.0)

    assert [each.position for each in fuse([little, much])] == [2, 1]


def test_no_score_comes_above_the_greatest():
    ranking = LexicalRanking.build([["fiets"] * 50, ["brug"], ["robot"]])

    assert ranking.rank(["fiets"], 1)[0].score < ranking.greatest(["fiets"])
    assert ranking.greatest(["onbekend"]) > ranking.greatest(["fiets"]) > 0


def test_word_ranking_leaves_out_what_holds_no_term():
    ranking = LexicalRanking.build(PASSAGES)

    assert [each.position for each in ranking.rank(["fiets"], 10)] == [1, 0]
    assert [each.position for each in ranking.rank(["fiets"], 1)] == [1]
    assert ranking.rank(["onbekend"], 10) == []
    assert ranking.document_frequency("fiets") == 2
    assert ranking.document_frequency("onbekend") == 0


def test_word_ranking_is_the_same_after_saving(tmp_path: Path):
    ranking = LexicalRanking.build(PASSAGES)
    ranking.save(tmp_path)

    opened = LexicalRanking.load(tmp_path)

    terms = ["fiets", "robot", "bel"]
    assert opened.rank(terms, 10) == ranking.rank(terms, 10) != []
    assert opened.document_frequency("fiets") == 2


def test_dense_ranking_is_the_same_after_saving(tmp_path: Path):
    embedder = FakeEmbedder()
    vectors = embedder.embed_passages(["fiets bel", "brug fiets", "robot"])
    save_vectors(tmp_path, [vectors[:2], vectors[2:]], dimensions=vectors.shape[1])

    opened = DenseRanking([SegmentVectors.load(tmp_path)], [None])

    np.testing.assert_allclose(opened.vectors, vectors, atol=1e-3)  # half precision
    assert opened.rank(embedder.embed_question("robot"), 10)[0].position == 2
    assert opened.rank(embedder.embed_question("bel fiets"), 2)[0].position == 0
