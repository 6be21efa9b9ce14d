"""``kamerbrief export`` and ``kamerbrief feedback export``, from the arguments to the file."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.questions import read_questions
from fakes_taken import answers_as_json
from index.letter import Letter
from rag.settings import Settings
from ui.cli import main
from ui.conversations import Conversations

_BEGINNINGS = {"docx": b"PK", "md": b"# Antwoord", "pdf": b"%PDF"}


@pytest.fixture
def answer_file(tmp_path: Path, tiny_letters: Mapping[str, Letter]) -> Path:
    file = tmp_path / "antwoord.json"
    file.write_text(json.dumps(answers_as_json(tiny_letters)[0]), "utf-8")
    return file


@pytest.mark.parametrize("form", _BEGINNINGS)
def test_an_answer_becomes_a_file_of_each_kind(
    form: str, answer_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / f"antwoord.{form}"

    code = main(["export", str(answer_file), "--as", form, "--out", str(out)])

    assert code == 0
    assert out.read_bytes().startswith(_BEGINNINGS[form])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"{out} is geschreven: 1 antwoord, 3 voetnoten.\n"


def test_the_title_can_be_given(answer_file: Path, tmp_path: Path):
    out = tmp_path / "a.md"

    main(["export", str(answer_file), "--as", "md", "--out", str(out), "--title", "JBZ *juni*"])

    assert out.read_text("utf-8").startswith("# JBZ \\*juni\\*\n")


def test_a_file_that_is_there_is_only_replaced_by_force(
    answer_file: Path, capsys: pytest.CaptureFixture[str]
):
    arguments = ["export", str(answer_file), "--as", "md", "--out", str(answer_file)]

    assert main(arguments) == 1
    assert "bestaat al" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 0


@pytest.mark.parametrize("content", ["geen json", "{}", '{"id": 1, "error": "te lang"}'])
def test_bad_input_is_one_dutch_line_with_a_remedy(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "a.json"
    file.write_text(content)

    code = main(["export", str(file), "--as", "pdf", "--out", str(tmp_path / "a.pdf")])

    error = capsys.readouterr().err
    assert code == 1
    assert error.count("\n") == 1
    assert error.startswith(f"kamerbrief: {file}")
    assert "Geef wat 'kamerbrief ask --json'" in error
    assert not (tmp_path / "a.pdf").exists()


def test_feedback_becomes_questions_that_eval_reads(
    tmp_path: Path, tiny_letters: Mapping[str, Letter], capsys: pytest.CaptureFixture[str]
):
    saved = Conversations(Settings().conversations)
    turn = saved.append(saved.start(), answers_as_json(tiny_letters)[0])
    saved.judge(turn, "verkeerde spreker", "dit zei de Commissie")
    saved.judge(turn, "goed")
    out = tmp_path / "kandidaten.jsonl"

    code = main(["feedback", "export", "--out", str(out)])

    assert code == 0
    assert len(read_questions(out)) == 2
    assert "2 oordelen" in capsys.readouterr().err
