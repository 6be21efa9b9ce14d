"""Recognise the text of a scanned page with tesseract, each word with its box on the page.

An address is the page and a word's position in that page's recognised text: what tesseract reads
there is the only text such a page has. Tesseract runs as a program of its own, within limits.
"""

import functools
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.formats.program import run_program
from index.letter import Origin

LANGUAGE = "nld"
_LONGEST_PAGE = 30  # seconds; a page of small print takes eight
_LONGEST_LISTING = 10
_POINTS_PER_INCH = 72
# of 100; on noisy pictures of real letters five in six words below it were wrong, and half of those
# from 30 to 40
_HOPELESS = 20
_WORD_ROW = "5"  # the other rows of the table are pages, blocks, paragraphs and lines
_COLUMNS = 12


class OcrWord(NamedTuple):
    """A word that was recognised; its box is in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    line: int  # counted over the page, from 1
    paragraph: int  # counted over the page, from 1
    confidence: float  # 0 to 100, as tesseract gives it

    @property
    def is_hopeless(self) -> bool:
        """Whether it is more likely a speck or a stamp than a word."""
        return self.confidence < _HOPELESS


class UnrecognisedPageError(Exception):
    """Tesseract could not read this page; the file's other pages may be well. Why, in Dutch."""


@functools.cache
def find_tesseract() -> str | None:
    """The path of tesseract; None where it, or its Dutch, is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        result = run_program([program, "--list-langs"], timeout=_LONGEST_LISTING)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if LANGUAGE.encode() in result.output.split() else None


def recognise_page(
    program: str, pixels: bytes, width: int, height: int, *, scale: float
) -> list[OcrWord]:
    """The words on a page in reading order, the hopeless ones too.

    ``pixels`` are grey, a byte each, rows from the top; ``scale`` is pixels per point. Raises
    ``UnrecognisedPageError`` when tesseract fails or takes longer than 30 seconds.
    """
    if len(pixels) != width * height:
        raise ValueError(f"{len(pixels)} pixels for {width} x {height}")
    resolution = round(_POINTS_PER_INCH * scale)
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(resolution), "tsv"]
    image = b"P5\n%d %d\n255\n" % (width, height) + pixels
    try:
        result = run_program(command, timeout=_LONGEST_PAGE, input=image)
    except subprocess.TimeoutExpired as error:
        raise UnrecognisedPageError(
            f"de tekst herkennen duurde langer dan {_LONGEST_PAGE} seconden"
        ) from error
    if result.returncode:
        raise UnrecognisedPageError("het programma voor tekstherkenning (tesseract) viel uit")
    return list(read_words(result.output.decode("utf-8", "replace"), height, scale=scale))


def read_words(table: str, height: int, *, scale: float) -> Iterator[OcrWord]:
    r"""Yield the words of tesseract's table for a page that is ``height`` pixels high.

    >>> row = "\t".join("5 1 1 1 1 1 20 10 40 8 96.5 Kamer".split())
    >>> list(read_words(row, 100, scale=2))
    [OcrWord(text='Kamer', left=10.0, bottom=41.0, right=30.0, top=45.0, line=1, paragraph=1, confidence=96.5)]
    """  # noqa: E501 - a value as Python prints it
    lines: dict[tuple[str, ...], int] = {}
    paragraphs: dict[tuple[str, ...], int] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_ROW or not cells[-1].strip():
            continue
        left, top, wide, high = (int(cell) for cell in cells[6:10])
        yield OcrWord(
            cells[-1].strip(),
            left / scale,
            (height - top - high) / scale,
            (left + wide) / scale,
            (height - top) / scale,
            lines.setdefault(tuple(cells[1:5]), len(lines) + 1),
            paragraphs.setdefault(tuple(cells[1:4]), len(paragraphs) + 1),
            float(cells[10]),
        )


def count_hopeless(words: Sequence[OcrWord]) -> int:
    """How many of these words ``recognised_text`` leaves out."""
    return sum(word.is_hopeless for word in words)


def recognised_text(
    words: Sequence[OcrWord], *, page: int, start: int
) -> tuple[str, tuple[Origin, ...]]:
    r"""The text of a page, which begins at ``start`` in its letter, and the address of each word.

    >>> words = [
    ...     OcrWord("Geachte", 10, 80, 40, 90, 1, 1, 96),
    ...     OcrWord("~,", 41, 80, 42, 81, 1, 1, 3),
    ...     OcrWord("voorzitter,", 45, 80, 90, 90, 1, 1, 95),
    ... ]
    >>> text, origins = recognised_text(words, page=3, start=100)
    >>> text
    'Geachte voorzitter,'
    >>> origins[1]
    Origin(start=108, end=119, place='page 3', offset=8, box=(45, 80, 90, 90))
    """
    pieces: list[str] = []
    origins: list[Origin] = []
    position = 0
    before: OcrWord | None = None
    for word in words:
        if word.is_hopeless:
            continue
        gap = _gap(before, word) if before else ""
        pieces += gap, word.text
        position += len(gap)
        end = position + len(word.text)
        box = word.left, word.bottom, word.right, word.top
        origins.append(Origin(start + position, start + end, f"page {page}", position, box))
        position, before = end, word
    return "".join(pieces), tuple(origins)


def _gap(before: OcrWord, word: OcrWord) -> str:
    if word.paragraph != before.paragraph:
        return "\n\n"
    return "\n" if word.line != before.line else " "
