"""Read one page of a PDF into its lines, in the order in which PDFium gives them.

Most lines are drawn at once, or in words that simply follow each other: they are taken as they are,
after a few measurements. The others are taken apart (``pdf_pieces.py``).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import sub

from index.formats.pdf_calls import Handle
from index.formats.pdf_characters import LINE_HYPHEN, UNEVEN, fold_characters
from index.formats.pdf_library import Document, Page
from index.formats.pdf_line import Line, PageText, make_line
from index.formats.pdf_measures import Measures
from index.formats.pdf_pieces import (
    LONGEST_SPACED,
    SMALLEST,
    WIDE_GAP,
    LineTaker,
    is_false_space,
)
from index.formats.pdf_visible import Visibility, are_plain

# a hyphen that ends a line is followed by the next line, without a line break
_LINE = re.compile(rf"[^\s{LINE_HYPHEN}](?:[^\r\n{LINE_HYPHEN}]*[^\s{LINE_HYPHEN}])?{LINE_HYPHEN}?")
_FEWEST_LETTERS = 40  # a page with fewer may be a scan with a stamp on it
_WIDEST_LETTER = 0.85  # times the font size; a line of wider ones has gaps in it
_ABOVE = 0.15  # times the font size; only a superscript begins that much above the line, or a quote
_FEW_LETTERS = re.compile(r"(?<!\S)\S{1,3} (?=\S)|(?<=\S) (?=[.,;:]|\S(?!\S))")
_DIGIT = re.compile(r"\d")


def read_page(document: Document, number: int) -> PageText:
    """Read one page, counted from 0; raises ``PdfiumError`` when it cannot be loaded."""
    page = document[number]
    try:
        return _PageReader(page).read()
    finally:
        page.close()


class _PageReader:
    """One page, read once."""

    def __init__(self, page: Page) -> None:
        self._measures = Measures(page)
        self._visibility = Visibility(page, self._measures)
        self._raw = self._measures.read_text()
        self._draws_spaces = self._measures.draws_spaces(self._raw)
        self._taker = LineTaker(self._measures, self._visibility, draws_spaces=self._draws_spaces)

    def read(self) -> PageText:
        lines = list(self._read_lines()) if self._raw else []
        letters = sum(len(line.text) for line in lines[:_FEWEST_LETTERS])
        few = letters < _FEWEST_LETTERS
        return PageText(
            self._measures.width,
            self._measures.height,
            lines,
            self._taker.hidden,
            tuple(self._taker.invisible),
            recognised=self._visibility.uses_unseen,
            scanned=few and self._visibility.is_picture(has_text=letters > 0),
        )

    def _read_lines(self) -> Iterator[Line]:
        measures = self._measures
        spans = [match.span() for match in _LINE.finditer(self._raw)]
        looks = measures.looks([start for start, _ in spans])
        rects = [measures.rects(start, end - start) for start, end in spans]
        items = [
            [item] * (end - start) if len(sides) == 4 else measures.items(range(start, end))
            for (start, end), item, sides in zip(spans, looks.items, rects, strict=True)
        ]
        all_seen = are_plain({*chain.from_iterable(items)})
        text, is_even = fold_characters(self._raw)
        for at, ((start, end), sides, drawn, baseline, size, (bold, italic)) in enumerate(
            zip(
                spans,
                rects,
                looks.drawn,
                looks.baselines,
                looks.sizes,
                looks.styles,
                strict=True,
            )
        ):
            line = text[start:end]
            if len(sides) == 4:
                left, top, right, bottom = sides
                whole = right - left <= _WIDEST_LETTER * size * len(line)
                whole = whole and (all_seen or self._visibility.sees(items[at][0]))
            elif not sides or not all_seen:
                yield from self._take_apart(line, start, items[at], sides)
                continue
            else:
                lefts, rights, bottoms = sides[0::4], sides[2::4], sides[3::4]
                left, bottom, right, top = min(lefts), min(bottoms), max(rights), max(sides[1::4])
                whole = not (
                    line[0].isdigit()  # perhaps a footnote's number
                    or (max(bottoms) > drawn + _ABOVE * size and _DIGIT.search(line))
                    or _has_gaps(lefts, rights, WIDE_GAP * size)
                )
                if bold or italic:  # they hold for a line whose end has them too
                    last = measures.styles(items[at][-1:])[0]
                    bold, italic = bold and last.bold, italic and last.italic
            box = measures.shown((left, bottom, right, top))
            if (
                whole
                and size >= SMALLEST
                and (is_even or not UNEVEN.search(line))
                and measures.is_inside(box)
                and not (self._draws_spaces and self._has_false_space(line, start, size))
            ):
                yield Line(line, start, *box, baseline, size, bold, italic)
            else:
                yield from self._take_apart(line, start, items[at], sides)

    def _take_apart(
        self, text: str, first: int, items: Sequence[Handle], rects: Sequence[float]
    ) -> Iterator[Line]:
        """The cells of a line; wide gaps part them."""
        cell: list[Line] = []
        for piece in self._taker.take_apart(text, first, items, rects):
            if piece.cell and cell:
                yield make_line(cell)
                cell = []
            cell.append(piece)
        if cell:
            yield make_line(cell)

    def _has_false_space(self, line: str, start: int, size: float) -> bool:
        """Whether a space in a label, or before the last character, stands for a narrow gap."""
        if line[-2:-1] != " " and len(line) > LONGEST_SPACED:
            return False
        return any(
            is_false_space(self._measures, start + match.end() - 1, size)
            for match in _FEW_LETTERS.finditer(line)
        )


def _has_gaps(lefts: Sequence[float], rights: Sequence[float], limit: float) -> bool:
    """Whether two neighbouring runs of a line stand further apart than this, or go backwards."""
    gaps = list(map(sub, lefts[1:], rights))
    return max(gaps) > limit or min(gaps) < -limit
