"""Feedback becomes candidates that show what was answered and claim nothing beyond it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.questions import read_questions
from fakes_taken import answers_as_json
from index.letter import Letter
from ui.feedback_export import make_candidate, write_candidates
from ui.saved_turns import REASONS, JudgedTurn, Reason, SavedTurn


def judged(answer: dict[str, Any], reason: Reason, remark: str = "") -> JudgedTurn:
    turn = SavedTurn("abc", "gesprek", answer["question"], answer["understood"], answer, "2031")
    return JudgedTurn(turn, reason, remark, "2031-04-02")


def test_a_good_answer_proposes_its_own_words_and_quotes(tiny_letters: Mapping[str, Letter]):
    (answer, _) = answers_as_json(tiny_letters)

    candidate = make_candidate(judged(answer, "goed"), 1)

    assert candidate["question"] == answer["understood"]
    assert candidate["answer"] == " ".join(each["text"] for each in answer["sentences"])
    assert candidate["must_include"] == ["4,5 miljoen euro"]
    assert [each["quote"] for each in candidate["evidence"]] == [
        each["quote"] for each in answer["citations"]
    ]
    assert candidate["answerable"]


@pytest.mark.parametrize("reason", [each for each in REASONS if each != "goed"])
def test_what_was_called_wrong_is_not_proposed_as_the_answer(
    reason: Reason, tiny_letters: Mapping[str, Letter]
):
    (answer, _) = answers_as_json(tiny_letters)

    candidate = make_candidate(judged(answer, reason, "kijk in de bijlage"), 1)

    assert candidate["answer"] == ""
    assert candidate["must_include"] == []
    assert candidate["note"].endswith("kijk in de bijlage")


@pytest.mark.parametrize("reason", REASONS)
def test_every_candidate_waits_for_a_person(reason: Reason, tiny_letters: Mapping[str, Letter]):
    for answer in answers_as_json(tiny_letters):
        candidate = make_candidate(judged(answer, reason), 1)

        assert candidate["needs_check"] is True
        assert candidate["reason"] == reason


def test_a_refusal_is_an_unanswerable_question(tiny_letters: Mapping[str, Letter]):
    (_, refusal) = answers_as_json(tiny_letters)

    candidate = make_candidate(judged(refusal, "goed"), 1)

    assert (candidate["type"], candidate["answerable"]) == ("unanswerable", False)


def test_eval_reads_the_file_each_judgement_under_its_own_id(
    tmp_path: Path, tiny_letters: Mapping[str, Letter]
):
    file = tmp_path / "kandidaten.jsonl"
    both = answers_as_json(tiny_letters)
    all_judged = [judged(answer, reason) for answer in both for reason in REASONS]

    file.write_bytes(write_candidates(all_judged))

    questions = read_questions(file)
    assert len({each.id for each in questions}) == len(all_judged)
    assert questions[0].evidence[0].quote == both[0]["citations"][0]["quote"]


def test_a_half_sign_in_a_remark_spoils_no_line(tiny_letters: Mapping[str, Letter]):
    (answer, _) = answers_as_json(tiny_letters)

    lines = write_candidates([judged(answer, "goed", "half \ud800 teken")]).decode().splitlines()

    assert json.loads(lines[0])["remark"] == "half ? teken"
