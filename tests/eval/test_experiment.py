"""A run keeps every result, goes on where it stopped, and refuses to mix two things."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import QuestionsUnusableError, RunMismatchError, RunMissingError
from eval.experiment import RESULTS, Run, read_run, run_questions
from eval.questions import GoldEvidence, GoldQuestion
from eval.results import Result
from rag.answering import Tools
from rag.receipts import hash_code
from rag.settings import Settings


class StoppedError(Exception):
    """Stands for Ctrl-C."""


def stop_after(number: int) -> Callable[[int, int], None]:
    """Progress that stops the run once so many questions are done."""

    def progress(done: int, total: int) -> None:
        if done >= number:
            raise StoppedError

    return progress


def untimed(run: Run) -> list[Result]:
    """The results without the seconds, which differ from run to run."""
    return [replace(run.results[question.id], seconds={}) for question in run.questions]


def test_a_run_writes_one_line_per_question_in_order(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    run = run_questions(dev_questions[:4], tools, tmp_path, stage="answer")

    lines = [json.loads(line) for line in (tmp_path / RESULTS).read_text().splitlines()]
    assert [line["id"] for line in lines] == [question.id for question in dev_questions[:4]]
    assert run.is_complete
    assert read_run(tmp_path) == run


def test_an_interrupted_run_goes_on_and_ends_as_an_uninterrupted_one(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    whole = run_questions(dev_questions[:5], tools, tmp_path / "whole", stage="answer")
    with pytest.raises(StoppedError):
        run_questions(
            dev_questions[:5], tools, tmp_path / "cut", stage="answer", progress=stop_after(2)
        )
    assert len(read_run(tmp_path / "cut").results) == 2

    told: list[int] = []
    run = run_questions(
        dev_questions[:5],
        tools,
        tmp_path / "cut",
        stage="answer",
        progress=lambda done, total: told.append(done),
    )

    assert told == [2, 3, 4, 5]
    assert untimed(run) == untimed(whole)


def test_a_line_that_was_being_written_is_done_again(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    run_questions(dev_questions[:3], tools, tmp_path, stage="search")
    results = tmp_path / RESULTS
    results.write_bytes(results.read_bytes()[:-40])
    assert len(read_run(tmp_path).results) == 2

    run = run_questions(dev_questions[:3], tools, tmp_path, stage="search")

    assert run.is_complete


def test_a_run_is_not_continued_with_other_settings_questions_or_stage(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    run_questions(dev_questions[:2], tools, tmp_path, stage="search")

    with pytest.raises(RunMismatchError, match="de instellingen"):
        run_questions(
            dev_questions[:2], replace(tools, settings=Settings()), tmp_path, stage="search"
        )
    with pytest.raises(RunMismatchError, match="de vragen"):
        run_questions(dev_questions[:3], tools, tmp_path, stage="search")
    with pytest.raises(RunMismatchError, match="--stage"):
        run_questions(dev_questions[:2], tools, tmp_path, stage="answer")


def test_a_run_is_not_continued_with_other_code(
    tmp_path: Path,
    tools: Tools,
    dev_questions: tuple[GoldQuestion, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_questions(dev_questions[:2], tools, tmp_path, stage="search")
    monkeypatch.setattr("eval.experiment.hash_code", lambda: "0" * 16)

    with pytest.raises(RunMismatchError, match="de programmatekst"):
        run_questions(dev_questions[:2], tools, tmp_path, stage="search")


def test_the_code_fingerprint_repeats() -> None:
    assert hash_code() == hash_code()


def test_questions_about_letters_that_are_not_indexed_stop_the_run(
    tmp_path: Path, tools: Tools
) -> None:
    question = GoldQuestion(
        "x", "Wat?", "single", True, evidence=(GoldEvidence("elders.txt", "citaat", "1"),)
    )

    with pytest.raises(QuestionsUnusableError, match=r"elders\.txt"):
        run_questions([question], tools, tmp_path, stage="search")
    assert not (tmp_path / RESULTS).exists()


def test_evidence_that_stands_nowhere_is_named_and_counts_as_missed(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    file = dev_questions[0].evidence[0].file
    question = GoldQuestion(
        "x", "Wat vindt NL?", "single", True, evidence=(GoldEvidence(file, "zonnebloem", "1"),)
    )

    run = run_questions([question], tools, tmp_path, stage="search")

    assert run.notes["evidence_not_found"] == ["x/1"]
    assert all(hit.groups == () for hit in run.results["x"].hits)


def test_a_question_the_assistant_refuses_keeps_its_error_and_the_run_goes_on(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    empty = replace(dev_questions[0], id="leeg", question=" ")

    run = run_questions([empty, dev_questions[1]], tools, tmp_path, stage="answer")

    assert "leeg" in run.results["leeg"].error
    assert run.results[dev_questions[1].id].status


def test_a_folder_without_a_run_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RunMissingError, match="geen meting"):
        read_run(tmp_path)
