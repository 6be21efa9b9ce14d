"""More passages than there are texts: segments made of a real one, no two passages the same.

A copy has the letters of the original under other identifiers. Each passage keeps half of its words
and takes half of another one's, its sentences count as said nowhere else, and its vector lies near
the original's. So postings, vectors and packs are as large and as spread as those of real text; the
vocabulary is that of the real texts, and what a hit shows is the original's text.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from eval.scale_texts import blur
from index.dense import SegmentVectors, save_vectors
from index.segment_writer import save_groups
from index.segments import Segment
from models.interfaces import Vectors

_COPIED = ("*.pack", "*.at.npy", "words.terms", "letter_*.npy", "passage_*.npy", "sentence_*.npy")


def resample(segment: Segment, folder: Path, *, number: int, dimensions: int) -> Segment:
    """Write copy ``number`` of a segment."""
    random_numbers = np.random.default_rng(number)
    folder.mkdir(parents=True)
    for pattern in _COPIED:
        for file in segment.folder.glob(pattern):
            shutil.copy(file, folder / file.name)
    listed = dict(segment.listed)
    listed["id"] = [f"{number:04x}{letter_id[4:]}" for letter_id in listed["id"]]
    facts = {"letters": listed, "actors": segment.actors, "named": segment.named}
    (folder / "letters.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    other = random_numbers.integers(1, 2**63, dtype=np.uint64)
    groups = segment.array("sentence_group") ^ other
    np.save(folder / "sentence_group.npy", groups)
    save_groups(folder, groups)
    np.save(folder / "passage_embedded.npy", segment.array("passage_embedded") ^ other)
    for name in ("near_key", "near_group", "band_value", "band_sentence"):
        np.save(folder / f"{name}.npy", segment.array(name)[:0])
    _mix_terms(segment, folder, random_numbers)
    blurred = _blurred(segment, random_numbers)
    # never searched as it is: only what it is merged into needs an approximate index
    save_vectors(folder, blurred, dimensions=dimensions, approximate_from=sys.maxsize)
    return Segment(folder)


def _mix_terms(segment: Segment, folder: Path, random_numbers: np.random.Generator) -> None:
    """Half of each passage's words, and half of those of another one."""
    ends = np.asarray(segment.array("passage_terms"))
    count = len(ends) - 1
    passages = np.repeat(np.arange(count), np.diff(ends))
    stays = random_numbers.random(len(passages)) < 0.5
    moved = random_numbers.permutation(count)
    target = np.where(stays, passages, moved[passages])
    order = np.argsort(target, kind="stable")
    numbers, counts = (
        np.asarray(segment.array(f"term_{name}"))[order] for name in ("number", "count")
    )
    lengths = np.bincount(target, minlength=count)
    np.save(folder / "passage_terms.npy", np.concatenate(([0], np.cumsum(lengths))))
    np.save(folder / "term_number.npy", numbers)
    np.save(folder / "term_count.npy", counts)


def _blurred(segment: Segment, random_numbers: np.random.Generator) -> Iterator[Vectors]:
    for block in SegmentVectors.load(segment.folder).blocks():
        yield blur(block, random_numbers)
