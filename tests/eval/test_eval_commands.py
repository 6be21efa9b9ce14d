"""The commands of evaluation: what they print, and that they stop where they must."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.errors import RunMissingError
from eval.experiment import run_questions
from eval.opening import open_tools
from eval.questions import GoldQuestion
from fakes import FakeEmbedder
from index.errors import StoreDamagedError
from indexing import index
from models.errors import FixableError, WeightsMissingError
from rag.answering import Tools
from rag.settings import Settings
from ui.cli import find_command, make_parser


def run_command(*arguments: str) -> int:
    """Run ``kamerbrief eval ...``."""
    options = make_parser().parse_args(["eval", *arguments])
    return find_command(options.command)(options, Settings())


def test_a_report_is_written_beside_the_run(
    tmp_path: Path,
    tools: Tools,
    dev_questions: Sequence[GoldQuestion],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run_questions(dev_questions[:3], tools, tmp_path, stage="answer")

    assert run_command("report", str(tmp_path)) == 0

    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "report.md").read_text("utf-8").startswith("# Meting")
    assert "actor-accuracy" in capsys.readouterr().out


def test_a_comparison_is_printed(
    tmp_path: Path,
    tools: Tools,
    dev_questions: Sequence[GoldQuestion],
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("a", "b"):
        run_questions(dev_questions[:3], tools, tmp_path / name, stage="search")

    assert run_command("compare", str(tmp_path / "a"), str(tmp_path / "b")) == 0

    assert "| recall@5 |" in capsys.readouterr().out


def test_a_report_of_nothing_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RunMissingError):
        run_command("report", str(tmp_path))


def test_a_public_set_that_is_absent_is_skipped_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("retrieval", "--dataset", "xquad-nl", "--data", str(tmp_path)) == 0

    assert "Overgeslagen: xquad-nl" in capsys.readouterr().err


def test_a_judge_that_is_absent_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissingError, match="--model"):
        run_command("judge", str(tmp_path), "--model", str(tmp_path / "geen.gguf"))


def test_a_run_without_weights_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FixableError):
        run_command("run", "--out", str(tmp_path / "uit"), "--no-model")
    assert not (tmp_path / "uit").exists()


def test_a_run_stops_at_a_damaged_index_where_asking_would_use_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text("Nederland steunt het voorstel over dataretentie.", "utf-8")
    store = tmp_path / "store"
    index(letter, store)
    letter.write_text("Nederland steunt het voorstel over dataretentie niet.", "utf-8")
    index(letter, store)
    newest = store / "generations" / (store / "CURRENT").read_text("utf-8").strip()
    manifest = json.loads((newest / "manifest.json").read_text("utf-8"))
    damaged = newest / max(manifest["files"])
    content = damaged.read_bytes()
    damaged.unlink()  # the generation before it shares the file
    damaged.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    def open_fake(*_: object) -> FakeEmbedder:
        return FakeEmbedder()

    monkeypatch.setattr("eval.opening.open_embedder", open_fake)

    with pytest.raises(StoreDamagedError), open_tools(Settings(), store, use_model=False):
        pass
