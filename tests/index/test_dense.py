"""Rules for ranking by meaning: exact while few, near enough when many, only what is allowed."""

from pathlib import Path

import numpy as np
import pytest

from index.dense import DenseRanking, SegmentVectors, save_vectors
from models.interfaces import Vectors

NUMBER = 4_000


def make_vectors() -> Vectors:
    """Unit vectors in some hundred clusters, as texts on some hundred subjects are."""
    random_numbers = np.random.default_rng(1)
    subjects = random_numbers.standard_normal((100, 32))
    vectors = np.repeat(subjects, NUMBER // 100, axis=0)
    vectors += 0.5 * random_numbers.standard_normal(vectors.shape)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(params=[NUMBER + 1, NUMBER], ids=["exact", "approximate"])
def segment(request: pytest.FixtureRequest, tmp_path: Path) -> SegmentVectors:
    save_vectors(tmp_path, [make_vectors()], dimensions=32, approximate_from=request.param)
    return SegmentVectors.load(tmp_path)


def test_the_size_decides_whether_search_is_approximate(tmp_path: Path):
    for size, expected in ((NUMBER - 1, False), (NUMBER, True)):
        folder = tmp_path / str(size)
        folder.mkdir()
        save_vectors(folder, [make_vectors()[:size]], dimensions=32, approximate_from=NUMBER)
        assert DenseRanking([SegmentVectors.load(folder)], [None]).is_approximate == expected


def test_the_nearest_are_found_and_their_scores_are_cosines(segment: SegmentVectors):
    vectors = make_vectors()
    ranking = DenseRanking([segment], [None])
    shares: list[float] = []

    for question in vectors[::200]:
        found = ranking.rank(question, 10)
        expected = np.argsort(-(vectors @ question), kind="stable")[:10].tolist()
        shares.append(len({each.position for each in found} & set(expected)) / 10)
        for each in found:
            assert each.score == pytest.approx(float(vectors[each.position] @ question), abs=1e-3)

    assert sum(shares) / len(shares) >= 0.98


def test_only_what_is_allowed_is_found(segment: SegmentVectors):
    allowed = np.zeros(NUMBER, np.bool_)
    allowed[5::50] = True

    found = DenseRanking([segment], [None]).rank(make_vectors()[0], 30, allowed=allowed)

    assert len(found) == 30
    assert all(allowed[each.position] for each in found)
    assert (
        DenseRanking([segment], [None]).rank(make_vectors()[0], 5, allowed=~allowed & allowed) == []
    )


def test_passages_that_no_longer_count_are_never_found(segment: SegmentVectors):
    kept = np.arange(1, NUMBER, 2)
    vectors = make_vectors()

    found = DenseRanking([segment, segment], [kept, None]).rank(vectors[1], 5)

    # the same vector in both segments: the first one's numbers count only what is kept
    assert {each.position for each in found[:2]} == {0, len(kept) + 1}
