"""Rules for comparing headings and items with labels, and what they must reach on real letters."""

import json
import os
from pathlib import Path

import pytest

from eval.structure_reading import Entry, compare_apart, measure, to_json

SHARED = os.environ.get("KAMERBRIEF_SHARED")


def test_a_heading_must_agree_whole_and_an_item_in_its_beginning():
    labels = [Entry("HEADLINES", "Tot slot"), Entry("ENUMERATION", "- fietsen, bellen")]
    found = [
        Entry("HEADLINES", "Tot slot van rekening"),
        Entry("ENUMERATION", "- Fietsen, bellen."),
    ]

    together, headings, items = compare_apart("x", labels, found)

    assert (together.matched, headings.matched, items.matched) == (1, 0, 1)
    assert headings.missed == (labels[0],)
    assert headings.extra == (found[0],)


def test_what_is_found_twice_counts_once():
    found = [Entry("HEADLINES", "Tot slot"), Entry("HEADLINES", "Tot slot")]

    together = compare_apart("x", [Entry("HEADLINES", "Tot slot")], found)[0]

    assert (together.precision, together.recall) == (0.5, 1.0)


def test_the_figures_hold_no_text_of_the_letters():
    outcomes = compare_apart("x", [Entry("HEADLINES", "Geheim")], [])

    figures = to_json(outcomes)

    assert "Geheim" not in figures
    assert [each["type"] for each in json.loads(figures)] == [
        "together",
        "HEADLINES",
        "ENUMERATION",
    ]


@pytest.mark.skipif(not SHARED, reason="set KAMERBRIEF_SHARED to the folder with documents/")
def test_nine_of_ten_headings_and_items_of_the_labelled_letters_are_read():
    outcomes = [each for each in measure(Path(SHARED or "") / "documents") if not each.type]

    assert outcomes
    for outcome in outcomes:
        assert outcome.precision >= 0.9
        assert outcome.recall >= 0.9
