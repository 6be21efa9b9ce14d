import sys
from pathlib import Path

import pytest

from models.selftest import check_embedding, check_generation
from models.settings import ModelSettings


def run_child(program: str, tmp_path: Path, *, limit_seconds: float = 20):
    return check_embedding(
        ModelSettings(),
        tmp_path,
        command=(sys.executable, "-c", program),
        limit_seconds=limit_seconds,
    )


def test_a_child_that_works_is_reported_with_what_it_said(tmp_path: Path):
    result = run_child("print('vraag omgezet in 384 getallen')", tmp_path)

    assert (result.name, result.ok) == ("embedder", True)
    assert result.detail == "vraag omgezet in 384 getallen"
    assert result.seconds > 0


@pytest.mark.parametrize(
    ("program", "detail"),
    [
        pytest.param("import sys; sys.exit('Er zijn geen gewichten.')", "gewichten", id="refuses"),
        pytest.param("import os; os.kill(os.getpid(), 11)", "SIGSEGV", id="crashes"),
        pytest.param("import os; os.kill(os.getpid(), 4)", "SIGILL", id="unknown_instruction"),
        pytest.param("raise SystemExit(3)", "geen reden", id="silent"),
    ],
)
def test_a_child_that_fails_is_reported_with_the_reason(program: str, detail: str, tmp_path: Path):
    result = run_child(program, tmp_path)

    assert not result.ok
    assert detail in result.detail


def test_a_child_that_hangs_is_given_up(tmp_path: Path):
    result = run_child("import time; time.sleep(60)", tmp_path, limit_seconds=0.5)

    assert not result.ok
    assert "seconden" in result.detail


def test_the_child_gets_the_settings_and_the_data_folder(tmp_path: Path):
    program = "import json, sys; print(json.load(sys.stdin)['data_folder'])"

    assert run_child(program, tmp_path).detail == str(tmp_path)


def test_a_model_that_is_not_there_is_reported_in_one_line(tmp_path: Path):
    result = check_generation(ModelSettings(), tmp_path / "weg.gguf", "a" * 64)

    assert (result.name, result.ok) == ("taalmodel", False)
    assert "weg.gguf" in result.detail
