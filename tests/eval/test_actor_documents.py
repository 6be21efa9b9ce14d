"""Rules for measuring who speaks in documents that stay outside the project."""

import hashlib
import json
import lzma
import os
import re
from pathlib import Path

import pytest

from eval.actor_documents import (
    DocumentLabel,
    Split,
    fingerprint,
    read_document_labels,
    read_document_readings,
)
from eval.actor_reading import main
from eval.actor_scores import Label, read_labels
from eval.errors import LabelsUnusableError
from index.actors import ActorReader

# a made-up letter
TEXT = "Geachte voorzitter,\n\nNederland steunt dit. De Commissie vroeg om uitstel.\n"
SENTENCE = "Nederland steunt dit."
HALVES: tuple[Split, ...] = ("development", "held-out")


def label(*, print_of: str = SENTENCE) -> DocumentLabel:
    start = TEXT.index(SENTENCE)
    placed = Label("brief-7.txt", start, start + len(SENTENCE), "", frozenset({"Nederland"}))
    return DocumentLabel(placed, hashlib.sha256(TEXT.encode()).hexdigest(), fingerprint(print_of))


def test_a_document_is_found_by_its_hash_under_any_name(tmp_path: Path, actor_reader: ActorReader):
    (tmp_path / "brief-7.txt").write_text("Een andere brief.", "utf-8")
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "hernoemd.txt").write_text(TEXT, "utf-8")

    readings = read_document_readings([label()], tmp_path, actor_reader)

    assert list(readings) == ["brief-7.txt"]
    assert readings["brief-7.txt"][0].label.sentence == SENTENCE
    assert readings["brief-7.txt"][0].heard == {"Nederland"}


def test_a_document_may_be_a_record_of_an_archive(tmp_path: Path, actor_reader: ActorReader):
    with lzma.open(tmp_path / "oude.jsonl.xz", "wt", encoding="utf-8") as lines:
        for name, text in (("brief-6", "Niet deze."), ("brief-7", TEXT)):
            lines.write(json.dumps({"id": name, "text": text}) + "\n")

    readings = read_document_readings([label()], tmp_path, actor_reader)

    assert readings["brief-7.txt"][0].heard == {"Nederland"}


def test_a_changed_document_is_missing_and_not_scored(tmp_path: Path, actor_reader: ActorReader):
    (tmp_path / "brief-7.txt").write_text(TEXT + "Naschrift.", "utf-8")

    with pytest.raises(LabelsUnusableError, match=r"ontbreken documenten .*brief-7\.txt"):
        read_document_readings([label()], tmp_path, actor_reader)


def test_another_sentence_in_its_place_is_said_and_not_scored(
    tmp_path: Path, actor_reader: ActorReader
):
    (tmp_path / "brief-7.txt").write_text(TEXT, "utf-8")

    with pytest.raises(LabelsUnusableError, match="anders gelezen"):
        read_document_readings([label(print_of="Iets anders.")], tmp_path, actor_reader)


def test_the_sentences_kept_for_testing_stay_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        main(["--documents", str(tmp_path), "--labels", "held-out", "--errors"])

    assert "stay unread" in capsys.readouterr().err


def test_missing_documents_stop_the_command_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        main(["--documents", str(tmp_path)])

    assert "Noem bij --documents de map" in capsys.readouterr().err


@pytest.mark.parametrize("split", HALVES)
def test_each_half_has_enough_labels_of_known_values(split: Split):
    labels = read_document_labels(split)
    values = {
        actor
        for each in labels
        for answer in (each.label.actors, *each.label.accepted)
        for actor in answer
    }

    assert len(labels) >= 200
    assert len({each.label.file for each in labels}) >= 4
    known = (
        "Nederland|Commissie|voorzitterschap|Raad|EP|EU CTC|overig|verteller|lidstaat:.+"
        "|lidstaten:(enkele|aantal|veel|meerderheid|alle|andere)|agentschap:.+|derde land:.+"
    )
    assert [each for each in values if not re.fullmatch(known, each)] == []


def test_no_document_is_in_both_halves_or_among_the_sample_letters():
    development, held_out = (
        {each.sha256 for each in read_document_labels(split)} for split in HALVES
    )
    files = {each.label.file for split in HALVES for each in read_document_labels(split)}

    assert not development & held_out
    assert not files & {each.file for each in read_labels()}


@pytest.mark.parametrize("name", [*HALVES, *(f"{each}-second" for each in HALVES)])
def test_labels_hold_no_text_of_the_documents(name: str):
    root = Path(__file__).parents[2]
    lines = (root / f"eval/labels/actors-fresh-{name}.jsonl").read_text("utf-8").splitlines()

    records = [json.loads(line) for line in lines]

    allowed = {"file", "sha256", "start", "end", "fingerprint", "actors", "accepted", "section"}
    assert {key for each in records for key in each} <= allowed | {"note"}
    assert all(isinstance(each["section"], int) for each in records)
    assert max(len(each["note"]) for each in records) < 80


@pytest.mark.skipif(
    "KAMERBRIEF_SHARED" not in os.environ,
    reason="set KAMERBRIEF_SHARED to a folder with documents/ and scale/",
)
@pytest.mark.parametrize("split", HALVES)
def test_every_label_still_stands_in_its_document(split: Split, actor_reader: ActorReader):
    labels = read_document_labels(split)

    readings = read_document_readings(labels, Path(os.environ["KAMERBRIEF_SHARED"]), actor_reader)

    # who is heard is for the measurement: a test that fails on it would show the held-out half
    assert sum(len(each) for each in readings.values()) == len(labels)
