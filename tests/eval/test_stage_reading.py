"""Rules for the labels of plan and done: they stand in the letters; most are read as labelled."""

import json
from collections.abc import Mapping
from importlib import resources

import pytest

from eval.stage_reading import describe, read_labels
from index.display import read_display
from index.letter import Letter
from index.stage import read_stage


def test_every_labelled_sentence_stands_where_its_label_says(sample_letters: Mapping[str, Letter]):
    file = resources.files("eval").joinpath("labels", "stage.jsonl")
    for line in file.read_text("utf-8").splitlines():
        record = json.loads(line)
        letter = sample_letters[record["file"][:3]]
        shown = read_display(letter.text, letter.marked, record["start"], record["end"]).text
        assert shown == record["sentence"]


@pytest.mark.parametrize(("used", "least"), [("mending", 0.95), ("held-out", 0.9)])
def test_nine_of_ten_labels_are_read_as_they_say(used: str, least: float):
    labels = [each for each in read_labels() if each.used == used]

    right = sum(read_stage(each.sentence) == each.stage for each in labels)

    assert right / len(labels) >= least


def test_a_figure_says_how_sure_it_is():
    assert "(n=160)" in describe(list(read_labels()), "all")
