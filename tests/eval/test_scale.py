"""Rules for the scale benchmark: made vectors lie near real ones, copies are no repeats."""

import lzma
from pathlib import Path

import numpy as np

from eval.scale_resampling import resample
from eval.scale_texts import PartEmbedder, blur, write_texts
from fakes import FakeEmbedder
from index.store import open_index
from indexing import TINY_LETTERS, index

TEXTS = [f"Nederland steunt voorstel {number}." for number in range(10)]


def test_made_vectors_are_of_unit_length_and_near_the_real_one():
    real = FakeEmbedder().embed_passages(TEXTS)

    made = blur(real, np.random.default_rng(1))

    np.testing.assert_allclose(np.linalg.norm(made, axis=1), 1, rtol=1e-5)
    assert 0.85 < float((made * real).sum(axis=1).mean()) < 0.97


def test_what_was_embedded_is_kept_and_the_rest_is_made_the_same_way_each_time(tmp_path: Path):
    first = FakeEmbedder()
    embedder = PartEmbedder(first, real=4, cache=tmp_path / "vectors.npz")
    vectors = embedder.embed_passages(TEXTS)

    second = FakeEmbedder()
    again = PartEmbedder(second, real=4, cache=tmp_path / "vectors.npz").embed_passages(TEXTS)

    assert first.embedded == TEXTS[:4]
    assert second.embedded == []
    np.testing.assert_array_equal(vectors, again)
    np.testing.assert_array_equal(vectors[:4], FakeEmbedder().embed_passages(TEXTS[:4]))


def test_a_resampled_segment_has_the_passages_of_the_original_under_other_names(tmp_path: Path):
    index(TINY_LETTERS, tmp_path / "store")
    (original,) = open_index(tmp_path / "store", embedder=None).catalogue.segments

    copy = resample(original, tmp_path / "s900001", number=1, dimensions=64)

    assert copy.passage_count == original.passage_count
    assert not set(copy.listed["id"]) & set(original.listed["id"])
    # no sentence counts as a repeat of the original's, and no word was lost
    assert not set(copy.array("sentence_group")) & set(original.array("sentence_group"))
    assert copy.array("term_count").sum() == original.array("term_count").sum()


def test_texts_are_written_once_in_the_same_mixed_order(tmp_path: Path):
    with lzma.open(tmp_path / "wetten.jsonl.xz", "wt", encoding="utf-8") as stream:
        stream.writelines(f'{{"id": "{number}", "text": "Wet {number}"}}\n' for number in range(9))

    first, again = (write_texts(tmp_path, tmp_path / "texts") for _ in range(2))

    assert first == again
    assert sorted(file.read_text() for file in first) == [f"Wet {number}" for number in range(9)]
