"""Find a PDF's footnotes, small at the foot of a page, and the raised figures that call them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.formats.pdf_body import Body, PageLines
from index.formats.pdf_line import Line, is_raised

_START = re.compile(r"(\d{1,3})(?=\D|$)")
_NUMBERS = re.compile(r"\d{1,3}(?:,\d{1,3})*,?")
_UNIT = re.compile(r"(?<![^\W\d_])[cdk]?m$")  # "km2" calls no note
_SAME_SIZE = 0.35  # points
_CLOSE = 2.6  # times the font size; lines of one note, and two notes, stand closer
_OUTDENT = 3.0  # points; no line of a note begins further to the left than its number


class Mark(NamedTuple):
    """A raised figure in the text: which line of which page, which piece of it."""

    page: int
    line: int
    piece: int
    numbers: tuple[str, ...]  # "1,2" calls two


class Note(NamedTuple):
    """Lines of a footnote; one that goes on over the page has several of these."""

    number: str
    page: int
    lines: tuple[int, ...]


class Notes(NamedTuple):
    """The footnotes of a file, and the marks that call them."""

    notes: tuple[Note, ...]
    marks: tuple[Mark, ...]
    complete: bool  # every raised figure is explained: there are no others


def find_notes(pages: Sequence[PageLines], furniture: Sequence[set[int]], body: Body) -> Notes:
    """Find footnotes by their number, which stands raised in the text above them."""
    raised = [list(_find_raised(at, page, body, furniture[at])) for at, page in enumerate(pages)]
    called = [{number for mark in marks for number in mark.numbers} for marks in raised]
    size = _note_size(pages, furniture, called, body)
    notes: list[Note] = []
    for at, page in enumerate(pages):
        # a mark may stand on the page before its note
        numbers = called[at] | called[at - 1] if at else called[at]
        last = notes[-1] if notes else None
        notes += _read_notes(at, page, furniture[at], numbers, size, last)
    known = {note.number for note in notes}
    every = [mark for page in raised for mark in page]
    marks = list(_keep_marks(every, known))
    return Notes(tuple(notes), tuple(marks), len(marks) == len(every))


def _keep_marks(raised: Iterable[Mark], known: set[str]) -> Iterator[Mark]:
    """Marks whose note was found, or that count on; others are powers ("m2")."""
    last = 0
    for mark in raised:
        follows = int(mark.numbers[0]) == last + 1
        if known.issuperset(mark.numbers) or follows:
            last = int(mark.numbers[-1])
            yield mark


def _find_raised(number: int, page: PageLines, body: Body, skipped: set[int]) -> Iterator[Mark]:
    """The raised figures behind a word; one at the start of a line is a note's own number."""
    for at, line in enumerate(page.lines):
        if len(line.parts) < 2 or at in skipped:
            continue
        for piece in range(1, len(line.parts)):
            part = line.parts[piece]
            if (
                is_raised(part, line)
                and not part.spaced
                and _NUMBERS.fullmatch(part.text)
                and not _UNIT.search(line.parts[piece - 1].text)
            ):
                yield Mark(number, at, piece, tuple(part.text.rstrip(",").split(",")))


def _note_size(
    pages: Sequence[PageLines],
    furniture: Sequence[set[int]],
    called: Sequence[set[str]],
    body: Body,
) -> float:
    """The font size of most lines that begin with a number that their page calls."""
    sizes = Counter(
        round(line.size, 1)
        for page, skipped, numbers in zip(pages, furniture, called, strict=True)
        if numbers
        for at, line in enumerate(page.lines)
        if at not in skipped and body.is_smaller(line.size) and _own_number(line) in numbers
    )
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _own_number(line: Line) -> str:
    match = _START.match(line.text)
    return match[1] if match else ""


def _read_notes(
    number: int,
    page: PageLines,
    skipped: set[int],
    called: set[str],
    size: float,
    last: Note | None,
) -> Iterator[Note]:
    """The notes of a page; lines before the first one continue the last note of a page before."""
    for run in _small_runs(page, skipped, size) if size else ():
        own: str = ""
        lines: list[int] = []
        lead = last.number if last and last.page == number - 1 else ""
        starts = any(_own_number(page.lines[at]) in called for at in run)
        if not starts and not (lead and run[0] and page.lines[run[-1]].baseline < page.height / 3):
            continue
        left = min(page.lines[at].left for at in run)
        for at in run:
            line = page.lines[at]
            first = _own_number(line)
            if first in called and first != own and line.left < left + 3 * line.size:
                if lines and (own or lead):
                    yield Note(own or lead, number, tuple(lines))
                own, lines = first, []
            lines.append(at)
        if lines and (own or lead):
            yield Note(own or lead, number, tuple(lines))


def _small_runs(page: PageLines, skipped: set[int], size: float) -> Iterator[list[int]]:
    """Lines of the notes' size that follow each other closely."""
    run: list[int] = []
    for at, line in enumerate(page.lines):
        if at in skipped:
            continue
        if abs(line.size - size) < _SAME_SIZE:
            above = page.lines[run[-1]] if run else None
            if above and not (
                -_SAME_SIZE < above.baseline - line.baseline < _CLOSE * size
                and line.right > page.lines[run[0]].left - _OUTDENT
            ):
                yield run
                run = []
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run
