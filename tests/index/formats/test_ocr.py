"""Rules for scans: what tesseract reads has its place on the page; what it doubts is left out."""

import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile_documents import assemble_pdf
from index.formats.ocr import (
    OcrWord,
    UnrecognisedPageError,
    count_hopeless,
    find_tesseract,
    recognise_page,
    recognised_text,
)
from index.formats.program import program_announced

_SCALE = 200 / 72  # as a common scanner does
_needs_tesseract = pytest.mark.skipif(
    find_tesseract() is None, reason="tesseract with Dutch (tesseract-ocr-nld) is not installed"
)


class _Scan(NamedTuple):
    pixels: bytes
    width: int
    height: int


def _scan(*lines: tuple[float, float, str]) -> _Scan:
    """A picture of a page with these lines, each at a place in points."""
    shown = "".join(f"1 0 0 1 {left} {base} Tm ({text}) Tj\n" for left, base, text in lines)
    file = assemble_pdf([f"BT /F1 14 Tf {shown} ET".encode("cp1252")])
    with pypdfium2.PdfDocument(file) as document:
        page = cast("Any", document[0])  # its types are partly unknown
        picture = page.render(scale=_SCALE, grayscale=True).to_numpy()
    height, width = picture.shape[:2]
    return _Scan(picture.tobytes(), width, height)


def _program(folder: Path, script: str) -> str:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def _word(text: str, *, line: int = 1, paragraph: int = 1, confidence: float = 96) -> OcrWord:
    return OcrWord(text, 10, 20, 30, 40, line, paragraph, confidence)


@_needs_tesseract
def test_a_scanned_letter_is_read_in_lines_and_paragraphs():
    scan = _scan(
        (60, 780, "Geachte voorzitter,"),
        (60, 700, "Nederland steunt het voorstel van de Commissie, ook al"),
        (60, 682, "vroegen enkele lidstaten om meer tijd."),
    )

    words = recognise_page(find_tesseract() or "", *scan, scale=_SCALE)

    text, _ = recognised_text(words, page=1, start=0)
    assert text == (
        "Geachte voorzitter,\n\nNederland steunt het voorstel van de Commissie, ook al\n"
        "vroegen enkele lidstaten om meer tijd."
    )
    assert count_hopeless(words) == 0


@_needs_tesseract
def test_a_word_has_its_box_in_points_from_the_lower_left_corner():
    words = recognise_page(find_tesseract() or "", *_scan((60, 700, "Kamerbrief")), scale=_SCALE)

    (word,) = words
    assert word.left == pytest.approx(60, abs=3)
    assert word.bottom == pytest.approx(700, abs=2)
    assert word.top == pytest.approx(710, abs=3)  # capitals are 0.7 times the font size
    assert word.right == pytest.approx(60 + 72, abs=4)
    assert 90 < word.confidence <= 100


@_needs_tesseract
def test_an_empty_page_has_no_words():
    assert recognise_page(find_tesseract() or "", *_scan(), scale=_SCALE) == []


@given(
    st.lists(
        st.builds(
            _word,
            st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8),
            line=st.integers(1, 3),
            paragraph=st.integers(1, 2),
            confidence=st.floats(0, 100),
        )
    ),
    st.integers(0, 1000),
)
def test_every_character_is_addressed_by_its_place_in_the_pages_own_text(
    words: list[OcrWord], start: int
):
    text, origins = recognised_text(words, page=3, start=start)

    shown = [text[origin.start - start : origin.end - start] for origin in origins]
    assert shown == [word.text for word in words if not word.is_hopeless]
    assert "".join(text.split()) == "".join(shown)
    assert all(origin.offset == origin.start - start for origin in origins)
    assert {origin.place for origin in origins} <= {"page 3"}
    assert len(shown) + count_hopeless(words) == len(words)


def test_words_are_parted_as_they_stand_on_the_page():
    words = [
        _word("Geachte"),
        _word("voorzitter,"),
        _word("Hierbij", line=2, paragraph=2),
        _word("een", line=3, paragraph=2),
    ]

    text, origins = recognised_text(words, page=2, start=50)

    assert text == "Geachte voorzitter,\n\nHierbij\neen"
    assert origins[-1] == (50 + len(text) - 3, 50 + len(text), "page 2", len(text) - 3,
                           (10, 20, 30, 40))  # fmt: skip


def test_what_tesseract_itself_does_not_believe_is_left_out_and_counted():
    words = [_word("Nederland"), _word("~|", confidence=3), _word("steunt", line=2)]

    assert recognised_text(words, page=1, start=0)[0] == "Nederland\nsteunt"
    assert count_hopeless(words) == 1


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.formats.ocr._LONGEST_PAGE", 0.5)
    begun = time.monotonic()

    with pytest.raises(UnrecognisedPageError, match="duurde langer"):
        recognise_page(_program(tmp_path, "sleep 60"), b"\xff", 1, 1, scale=1)

    assert time.monotonic() - begun < 10


def test_a_program_that_fails_is_told(tmp_path: Path):
    with pytest.raises(UnrecognisedPageError, match="viel uit"):
        recognise_page(_program(tmp_path, "exit 3"), b"\xff", 1, 1, scale=1)


def test_whoever_waits_is_told_how_long_a_page_may_take(tmp_path: Path):
    told: list[float] = []
    token = program_announced.set(told.append)

    recognise_page(_program(tmp_path, "cat > /dev/null"), b"\xff", 1, 1, scale=1)

    program_announced.reset(token)
    assert told == [30]


def test_tesseract_gets_the_page_as_a_grey_picture_in_one_thread(tmp_path: Path):
    seen = tmp_path / "seen"
    program = _program(tmp_path, f'cat > {seen}; echo "$OMP_THREAD_LIMIT $@" >> {seen}')

    recognise_page(program, b"\x00\xff\x80\xff\x00\x80", 3, 2, scale=150 / 72)

    assert seen.read_bytes() == (
        b"P5\n3 2\n255\n\x00\xff\x80\xff\x00\x801 stdin stdout -l nld --dpi 150 tsv\n"
    )


def test_pixels_that_do_not_fill_the_page_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="5 pixels for 3 x 2"):
        recognise_page("tesseract", bytes(5), 3, 2, scale=1)


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - pytest uses it
    """Forget whether tesseract is there behind a test that changes it."""
    yield
    find_tesseract.cache_clear()


@pytest.mark.parametrize(
    ("languages", "found"), [("eng\nnld\nosd", True), ("eng\nosd", False), ("nld_old", False)]
)
def test_tesseract_counts_only_with_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str, found: bool
):
    program = _program(tmp_path, f'printf "Languages:\\n{languages}\\n"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    find_tesseract.cache_clear()

    assert find_tesseract() == (program if found else None)


def test_without_tesseract_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    find_tesseract.cache_clear()

    assert find_tesseract() is None
