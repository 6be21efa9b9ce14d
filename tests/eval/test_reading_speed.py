"""Rules for measuring how fast letters are read: which documents count, and what is told."""

import json
from pathlib import Path

import pytest

from eval.plain_readers import PLAIN_READERS
from eval.reading_speed import Document, Turn, choose_documents, main, render, summarise
from hostile_documents import PARAGRAPHS, make_good_files


def _document(name: str, kind: str, pages: float) -> Document:
    return Document(Path(name), kind, pages)  # pyright: ignore[reportArgumentType]


def test_of_each_format_the_long_documents_count_or_else_the_longest():
    documents = [
        _document("lang.pdf", "pdf", 11),
        _document("kort.pdf", "pdf", 10),
        _document("langer.pdf", "pdf", 50),
        _document("kort.txt", "txt", 2),
        _document("langer.txt", "txt", 3.5),
    ]

    chosen = choose_documents(documents)

    names = {kind: [each.file.name for each in own] for kind, own in chosen.items()}
    assert names == {"pdf": ["lang.pdf", "langer.pdf"], "txt": ["langer.txt"]}


def test_a_ratio_is_taken_within_a_turn():
    """A machine that is twice as slow in one turn changes the speeds, not the ratios."""
    speed = summarise("pdf", 100, 2, [Turn(1, 1.5, 3), Turn(2, 3, 6), Turn(1, 1.5, 3)])

    assert speed.reader_ratio.value == speed.reader_ratio.low == speed.reader_ratio.high == 1.5
    assert speed.letter_ratio.value == 3
    assert speed.plain.value == 100


def test_the_table_tells_speeds_ratios_and_load():
    speed = summarise("odt", 2.1, 1, [Turn(0.001, 0.0015, 0.004)])

    assert render([speed], (0.5, 1.25), 1).splitlines()[-1] == (
        "| odt | 1 | 2.1 | 2,100 | 1,400 | 1.50 [1.50–1.50] | 525 | 4.00 [4.00–4.00] |"
    )
    assert "before and after: 0.5 and 1.2" in render([speed], (0.5, 1.25), 1)


@pytest.mark.parametrize("suffix", ["pdf", "docx", "odt", "html", "xml", "txt", "md"])
def test_the_plain_call_gives_the_text(suffix: str, tmp_path: Path):
    file = tmp_path / f"goed-1.{suffix}"
    file.write_bytes(make_good_files()[file.name])

    text = PLAIN_READERS[suffix](file)  # pyright: ignore[reportArgumentType]

    assert all(line in " ".join(text.split()) for line in PARAGRAPHS)


def test_files_that_are_not_measured_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    good = make_good_files()
    for name in ("goed-1.txt", "goed-2.docx", "goed-3.zip"):
        (tmp_path / name).write_bytes(good[name])
    (tmp_path / "leeg.txt").write_bytes(b"")
    out = tmp_path / "speed.out"

    code = main(["--documents", str(tmp_path), "--out", str(out), "--turns", "2"])

    record = json.loads(out.read_text("utf-8"))
    assert code == 0
    assert [each["format"] for each in record["formats"]] == ["txt", "docx"]
    assert record["left_out"] == [
        "goed-3.zip: no plain call for zip",
        "leeg.txt: leeg.txt is leeg.",
    ]
    assert "| docx | 1 |" in capsys.readouterr().out
