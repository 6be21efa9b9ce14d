"""Rules for measuring how the fields of letters are read, and what the shared documents reach."""

import datetime
import json
import os
from pathlib import Path

import pytest

from eval.metadata_reading import FIELDS, Document, Reading, compare, main, read_labels, render
from index.letter import Letter


@pytest.mark.parametrize(
    ("field", "expected", "found", "outcome"),
    [
        pytest.param("number", "143", "143", "right", id="agrees"),
        pytest.param("title", "Motie van Dijk", "MOTIE VAN  DIJK.", "right", id="case and spaces"),
        pytest.param("number", "143", "144", "wrong", id="another value"),
        pytest.param("number", "143", "", "empty", id="not read is never right"),
        pytest.param("number", "-", "143", "wrong", id="invented"),
        pytest.param("number", "-", "", "silent", id="nothing printed, nothing read"),
        pytest.param("title", "Motie van Dijk over geld", "Motie van Dijk", "partly", id="a part"),
        pytest.param("title", "Motie van Dijk", "Motie van Kat", "wrong", id="another title"),
        pytest.param("dossier", "36 410 VI", "36 410", "wrong", id="a part of a dossier"),
    ],
)
def test_a_field_is_right_only_when_it_agrees(field: str, expected: str, found: str, outcome: str):
    assert Reading("brief.txt", "txt", field, expected, found).outcome == outcome


def test_what_nobody_judged_is_left_out():
    letter = Letter("0", "brief.txt", "", date=datetime.date(2031, 3, 3), signatories=("A", "B"))
    document = Document("brief.txt", {"date": "2031-03-03", "kind": "?", "signatories": "A; B"})

    readings = list(compare(document, letter, "txt"))

    assert [(each.field, each.outcome) for each in readings] == [
        ("date", "right"),
        ("signatories", "right"),
    ]


def test_the_table_counts_every_reading_once_per_format_and_once_for_all():
    readings = (
        Reading("a.txt", "txt", "date", "2031-03-03", "2031-03-03"),
        Reading("b.pdf", "pdf", "date", "2031-03-03", ""),
    )

    table = [line.split() for line in render(readings).splitlines()]

    assert ["txt", "date", "1", "0", "0", "0", "0"] in table
    assert ["pdf", "date", "0", "0", "0", "1", "0"] in table
    assert table[-1] == ["all", "all", "1", "0", "0", "1", "0"]


def test_labels_name_each_file_once_and_know_every_field():
    labels = read_labels()

    assert len({label.file for label in labels}) == len(labels) >= 70
    for label in labels:
        assert set(label.fields) == set(FIELDS) - {"title", "signatories"}
        assert all(label.fields.values())


@pytest.mark.skipif(
    "KAMERBRIEF_SHARED" not in os.environ,
    reason="set KAMERBRIEF_SHARED to a folder with documents/",
)
def test_in_the_shared_documents_wrong_is_rarer_than_empty(tmp_path: Path):
    out = tmp_path / "metadata.json"

    main(["--documents", f"{os.environ['KAMERBRIEF_SHARED']}/documents", "--out", str(out)])

    counts = json.loads(out.read_text(encoding="utf-8"))["counts"]
    assert counts["wrong"] < counts["empty"]
    assert counts["right"] >= 600
