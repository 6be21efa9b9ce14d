"""Put the pages of a PDF together to one text: every piece of it with its page, place and box.

A page holds its running head, its text, its footnotes and its running foot, in this order: what
stands beside the text would interrupt it. Pages are parted by a form feed.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from index.formats.extract import HeadingMark
from index.formats.pdf_body import Body, PageLines
from index.formats.pdf_breaks import find_breaks
from index.formats.pdf_headings import find_headings
from index.formats.pdf_line import Line
from index.formats.pdf_notes import Notes
from index.letter import MarkedSpan, Origin

PAGE_BREAK = "\n\f"
_BREAKS = {"": "", "line": "\n", "paragraph": "\n\n"}


class PlacedText(NamedTuple):
    """The text of one page, or of all, and what stands where in it."""

    text: str
    origins: tuple[Origin, ...] = ()
    page_starts: tuple[int, ...] = ()
    marked: tuple[MarkedSpan, ...] = ()
    headings: tuple[HeadingMark, ...] = ()


class PageParts(NamedTuple):
    """What the lines of a page are."""

    page: PageLines
    furniture: set[int]  # lines that are a running head or foot
    notes: dict[int, str]  # the number of the footnote that a line belongs to
    marks: dict[int, dict[int, Sequence[str]]]  # per line and piece, the footnotes it calls


def take_parts(
    pages: Sequence[PageLines], furniture: Sequence[set[int]], notes: Notes
) -> list[PageParts]:
    """For each page, what its lines are."""
    parts = [PageParts(page, heads, {}, {}) for page, heads in zip(pages, furniture, strict=True)]
    for note in notes.notes:
        parts[note.page].notes.update(dict.fromkeys(note.lines, note.number))
    for mark in notes.marks:
        parts[mark.page].marks.setdefault(mark.line, {})[mark.piece] = mark.numbers
    return parts


class TextWriter:
    """Writes one page behind the other."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._pieces: list[str] = []
        self._origins: list[Origin] = []
        self._marked: list[MarkedSpan] = []
        self._headings: list[HeadingMark] = []
        self._page_starts: list[int] = []
        self._position = 0

    def finish(self) -> PlacedText:
        """All that was written."""
        return PlacedText(
            "".join(self._pieces),
            tuple(self._origins),
            tuple(self._page_starts),
            tuple(self._marked),
            tuple(self._headings),
        )

    def start_page(self) -> int:
        """Begin a page; where its text will start."""
        if self._page_starts:
            self._add(PAGE_BREAK)
        self._page_starts.append(self._position)
        return self._position

    def add_text(self, text: str, origins: Sequence[Origin]) -> None:
        """Add text that has its addresses already."""
        self._add(text)
        self._origins += origins

    def add_lines(self, parts: PageParts) -> None:
        """Add what a page holds: its head, text, footnotes and foot."""
        lines, (heads, text, notes, feet) = parts.page.lines, _sort(parts)
        place = f"page {parts.page.number}"
        self._add_furniture(lines, heads, place)
        body = [lines[at] for at in text]
        breaks = find_breaks(body)
        if heads and breaks:
            breaks[0] = "paragraph"
        starts: list[int] = []
        ends: list[int] = []
        for line, at, gap in zip(body, text, breaks, strict=True):
            self._add(_BREAKS[gap])
            starts.append(self._position)
            self._add_line(line, place, parts.marks.get(at))
            ends.append(self._position)
        for first, last in find_headings(body, breaks, self._body):
            self._headings.append(HeadingMark(starts[first], ends[last], 0))
        for number, group in groupby(notes, key=parts.notes.__getitem__):
            self._part_from_page()
            start = self._position
            for at in group:
                self._add("\n" if self._position > start else "")
                self._add_line(lines[at], place, None)
            self._marked.append(MarkedSpan("footnote", start, self._position, number))
        self._add_furniture(lines, feet, place)

    def _add_furniture(self, lines: Sequence[Line], numbers: Sequence[int], place: str) -> None:
        for count, at in enumerate(numbers):
            if count:
                self._add("\n")
            else:
                self._part_from_page()
            start = self._position
            self._add_line(lines[at], place, None)
            self._marked.append(MarkedSpan("furniture", start, self._position))

    def _part_from_page(self) -> None:
        """Leave a blank line, but not at the start of a page."""
        if self._position > self._page_starts[-1]:
            self._add("\n\n")

    def _add_line(self, line: Line, place: str, marks: Mapping[int, Sequence[str]] | None) -> None:
        if not line.parts:
            self._add_piece(line, place)
            return
        for at, piece in enumerate(line.parts):
            if at and piece.spaced:
                self._add(" ")
            start = self._position
            self._add_piece(piece, place)
            for number in marks.get(at, ()) if marks else ():
                end = start + len(number)
                if end < self._position:  # the comma behind it goes with it: "1,2" leaves nothing
                    end += 1
                self._marked.append(MarkedSpan("mark", start, end, number))
                start = end

    def _add_piece(self, piece: Line, place: str) -> None:
        start = self._position
        self._add(piece.text)
        self._origins.append(Origin(start, self._position, place, piece.first, piece.box))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._position += len(text)


class _Order(NamedTuple):
    heads: list[int]
    text: list[int]
    notes: list[int]
    feet: list[int]


def _sort(parts: PageParts) -> _Order:
    """The lines of a page in the order of its text."""
    order = _Order([], [], [], [])
    for at in range(len(parts.page.lines)):
        if at in parts.furniture:
            (order.feet if order.text else order.heads).append(at)
        elif at in parts.notes:
            order.notes.append(at)
        else:
            order.text.append(at)
    return order
