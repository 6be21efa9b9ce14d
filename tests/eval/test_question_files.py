"""Question files of others are read, and what is wrong in them is said with its line."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import QuestionsUnusableError
from eval.places import Folded, GoldMap, Region, letters_not_indexed
from eval.questions import GoldEvidence, GoldQuestion, read_questions, write_questions
from eval.results import Result, Shown, result_from_record, result_to_record
from index.letter import Letter

LINE = {"id": 1, "question": "Wat?", "type": "single", "answerable": True}


def write(file: Path, *records: object) -> Path:
    """A file with one JSON record per line."""
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return file


def test_an_outside_file_needs_only_the_keys_of_the_format(tmp_path: Path) -> None:
    evidence = {"file": "a.txt", "quote": "x", "group": 1}
    file = write(tmp_path / "q.jsonl", {**LINE, "evidence": [evidence], "extra": 3})

    (question,) = read_questions(file)

    assert question.id == "1"
    assert question.split == ""
    assert question.groups == {"1": (GoldEvidence("a.txt", "x", "1"),)}


def test_questions_are_written_as_they_are_read(tmp_path: Path) -> None:
    evidence = GoldEvidence("a.txt", "x", "1", ("b.txt",), ("Nederland",))
    question = GoldQuestion("1", "Wat?", "actor", True, evidence=(evidence,), note="é")

    write_questions(tmp_path / "q.jsonl", [question])

    assert read_questions(tmp_path / "q.jsonl") == (question,)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"id": 1}, id="no-question"),
        pytest.param({**LINE, "answerable": "ja"}, id="answerable-is-text"),
        pytest.param({**LINE, "must_include": "een tekst"}, id="list-is-text"),
        pytest.param({**LINE, "evidence": [{"file": "a"}]}, id="evidence-without-quote"),
        pytest.param([1], id="not-an-object"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, record: Any) -> None:
    file = write(tmp_path / "q.jsonl", LINE, record)

    with pytest.raises(QuestionsUnusableError, match=r"Regel 2 van q\.jsonl"):
        read_questions(file)


def test_an_identifier_may_stand_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionsUnusableError, match="twee keer"):
        read_questions(write(tmp_path / "q.jsonl", LINE, LINE))


def test_a_missing_or_binary_file_and_an_empty_split_are_clear_errors(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00")

    for file in (tmp_path / "nergens", tmp_path / "b"):
        with pytest.raises(QuestionsUnusableError, match="kan niet worden gelezen"):
            read_questions(file)
    with pytest.raises(QuestionsUnusableError, match="geen vragen van het deel test"):
        read_questions(write(tmp_path / "q.jsonl", LINE), split="test")


def test_turns_of_a_dialogue_become_questions_in_their_self_contained_form(tmp_path: Path) -> None:
    turns = [
        {"question": "Wat zei NL?", "answerable": True},
        {"question": "en de Cie?", "standalone": "Wat zei de Cie?", "answerable": False},
    ]
    file = write(tmp_path / "d.jsonl", {"id": "d", "split": "dev", "turns": turns})

    first, second = read_questions(file, split="dev")

    assert (first.id, first.question) == ("d.1", "Wat zei NL?")
    assert (second.id, second.question, second.type) == ("d.2", "Wat zei de Cie?", "followup")


def test_a_quote_is_found_across_line_breaks_hyphens_case_and_accents() -> None:
    text = "De coör-\ndinator  van\nde EU"

    (span,) = Folded(text).find("de coordinator van de eu")

    assert text[span.start : span.end] == text


def test_evidence_counts_in_identical_letters_under_another_name() -> None:
    letter = Letter("1" * 16, "kopie.txt", "Nederland steunt dit.", also_named=("brief.txt",))
    question = GoldQuestion(
        "v", "Wat?", "single", True, evidence=(GoldEvidence("brief.txt", "steunt dit", "1"),)
    )

    gold = GoldMap([question], [letter])

    assert gold.missing == []
    assert gold.groups("v", [Region(letter.id, 0, 21)]) == ("1",)
    assert gold.groups("v", [Region(letter.id, 0, 9)]) == ()
    assert letters_not_indexed([question], [letter]) == ()
    assert letters_not_indexed([question], []) == ("brief.txt",)


def test_a_result_is_read_as_it_was_written() -> None:
    result = Result("v", sentences=(Shown("Ja.", (1, 2), True),), seconds={"total": 1.5})

    assert result_from_record(json.loads(json.dumps(result_to_record(result)))) == result


def test_a_dialogue_can_be_asked_as_it_was_typed(tmp_path: Path) -> None:
    turns = [
        {"question": "Wat zei NL over drones?", "answerable": True},
        {"question": "en de Cie?", "standalone": "Wat zei de Cie over drones?", "answerable": True},
    ]
    file = tmp_path / "gesprek.jsonl"
    file.write_text(json.dumps({"id": "g", "turns": turns}), "utf-8")

    whole, typed = read_questions(file), read_questions(file, as_typed=True)

    assert [each.question for each in whole] == [turns[0]["question"], turns[1]["standalone"]]
    assert [each.question for each in typed] == [each["question"] for each in turns]
    assert [each.history for each in whole] == [(), ()]
    assert [each.history for each in typed] == [(), ("Wat zei NL over drones?",)]


def test_questions_with_a_history_are_written_and_read_the_same(tmp_path: Path) -> None:
    question = GoldQuestion("1", "en NL?", "followup", answerable=True, history=("Wat nu?",))

    write_questions(tmp_path / "vragen.jsonl", [question])

    assert read_questions(tmp_path / "vragen.jsonl") == (question,)
