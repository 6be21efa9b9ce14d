"""Take a line of a page apart that is not all of a piece.

It falls apart where something in it is hidden, stands higher or is smaller (the mark of a
footnote), where a wide gap parts two cells, where a space splits a letter-spaced word, and where a
character of the page is not the one the text has (a ligature, a second space).
"""

import re
from collections.abc import Iterator, Sequence

from index.formats.invisible import INVISIBLE
from index.formats.pdf_calls import Handle
from index.formats.pdf_characters import LIGATURES, UNEVEN
from index.formats.pdf_line import Box, Line
from index.formats.pdf_measures import Look, Measures, Run, Style
from index.formats.pdf_visible import Visibility

SMALLEST = 3.0  # points; nobody reads smaller letters
WIDE_GAP = 1.5  # times the font size; words of one line stand closer
_LETTER_GAP = 0.2  # times the font size; a space is wider, a gap between letters is not
_RAISED = 0.1  # times the font size; a superscript stands that much above the line, or more
_SMALLER = 0.85  # a superscript is no larger than that, measured by what it is beside
LONGEST_SPACED = 60  # characters; only labels, heads and feet are letter-spaced
_LAST = 3  # characters; of a longer text only a point may stand loose
_BESIDE = re.compile(r"(?<=\S) (?=\S)")


class LineTaker:
    """Takes the lines of one page apart, and counts what it leaves out."""

    def __init__(self, measures: Measures, visibility: Visibility, *, draws_spaces: bool) -> None:
        self._measures = measures
        self._draws_spaces = draws_spaces
        self._visibility = visibility
        self.hidden = 0
        self.invisible: list[str] = []

    def take_apart(
        self, text: str, first: int, items: Sequence[Handle], rects: Sequence[float]
    ) -> list[Line]:
        """The pieces of a line that has this text from PDFium's character ``first`` on.

        ``items`` are the text objects of its characters, ``rects`` where its runs stand.
        """
        strips: list[_Strip] = []
        for run in self._measures.runs(first, items, rects):
            look = self._measures.look(run)
            for start, end in self._show(run, text[run.first - first : run.end - first], look.size):
                box = run.box
                if (start, end) != (run.first, run.end):
                    box = self._measures.box(start, end - start) or box
                last = strips[-1] if strips else None
                if last and last.end == start and last.goes_on(box, look):
                    last.extend(end, box, look)
                else:
                    strips.append(_Strip(start, end, box, look))
        return list(self._take_pieces(strips, text, first))

    def _take_pieces(self, strips: Sequence["_Strip"], text: str, first: int) -> Iterator[Line]:
        is_even = UNEVEN.search(text) is None
        behind = first
        last: _Strip | None = None
        for strip in strips:
            content = text[strip.first - first : strip.end - first]
            bare = content.strip()
            if not bare:
                continue
            start = strip.first + len(content) - len(content.lstrip())
            cell = last is not None and last.is_apart(strip.box, strip.look)
            spaced = cell or any(map(str.isspace, text[behind - first : start - first]))
            behind, last = start + len(bare), strip
            size, style = strip.look.size, strip.look.style
            piece = Line(bare, start, *strip.box, strip.look.baseline, size, *style, spaced, cell)
            spaces = self._false_spaces(piece)
            if is_even and not spaces:
                yield piece
            else:
                yield from self._even_out(piece, spaces)

    def _show(self, run: Run, content: str, size: float) -> list[tuple[int, int]]:
        """The stretches of a run that a reader of the page can see."""
        if content.isspace():
            return [(run.first, run.end)]
        if size < SMALLEST or not self._visibility.sees(run.item):
            self.hide(content)
            return []
        if self._measures.is_inside(run.box):
            return [(run.first, run.end)]
        seen: list[tuple[int, int]] = []
        for at, character in enumerate(content, run.first):
            box = self._measures.character_box(at)
            if box and self._measures.is_outside(box):
                self.hide(character)
            elif seen and seen[-1][1] == at:
                seen[-1] = seen[-1][0], at + 1
            else:
                seen.append((at, at + 1))
        return seen

    def hide(self, content: str) -> None:
        """Count characters that are left out because they cannot be seen."""
        self.hidden += sum(not character.isspace() for character in content)

    def _even_out(self, piece: Line, spaces: Sequence[int]) -> Iterator[Line]:
        """A piece as the text has it: each character for one, without these spaces."""
        text = piece.text
        cuts = sorted(
            [match.span() for match in UNEVEN.finditer(text)]
            + [(space, space + 1) for space in spaces]
        )
        spaced, cell, done = piece.spaced, piece.cell, 0
        for start, end in [*cuts, (len(text), len(text))]:
            if start > done:
                yield self._part(piece, done, start)._replace(spaced=spaced, cell=cell)
                spaced = cell = False
            content = text[start:end]
            if content in LIGATURES:
                yield self._part(piece, start, end)._replace(
                    text=LIGATURES[content], spaced=spaced, cell=cell
                )
                spaced = cell = False
            elif INVISIBLE.match(content):
                self.invisible.append(content)
            elif len(content) > 1:  # spaces; a single one splits a word
                spaced = True
            done = end

    def _part(self, piece: Line, start: int, end: int) -> Line:
        box = self._measures.box(piece.first + start, end - start) or piece.box
        return piece._replace(
            text=piece.text[start:end],
            first=piece.first + start,
            left=box[0],
            bottom=box[1],
            right=box[2],
            top=box[3],
        )

    def _false_spaces(self, piece: Line) -> list[int]:
        if not self._draws_spaces:
            return []
        text = piece.text
        first = 0 if len(text) <= LONGEST_SPACED else len(text) - _LAST
        return [
            match.start()
            for match in _BESIDE.finditer(text, first)
            if is_false_space(self._measures, piece.first + match.start(), piece.size)
        ]


def is_false_space(measures: Measures, at: int, size: float) -> bool:
    """Whether PDFium took a gap between letters for a space, on a page that draws its spaces."""
    return measures.is_inferred(at) and measures.gap(at - 1, at + 1) < _LETTER_GAP * size


class _Strip:
    """Runs of a line that follow each other and look alike."""

    def __init__(self, first: int, end: int, box: Box, look: Look) -> None:
        self.first = first
        self.end = end
        self.box = box
        self.look = look

    def goes_on(self, box: Box, look: Look) -> bool:
        """Whether a run is neither raised nor smaller nor far away."""
        larger, smaller = max(self.look.size, look.size), min(self.look.size, look.size)
        return (
            abs(self.look.baseline - look.baseline) <= _RAISED * larger
            and smaller >= _SMALLER * larger
            and not self.is_apart(box, look)
        )

    def is_apart(self, box: Box, look: Look) -> bool:
        """Whether a wide gap parts a run from this, or it goes back."""
        return abs(box[0] - self.box[2]) > WIDE_GAP * max(self.look.size, look.size)

    def extend(self, end: int, box: Box, look: Look) -> None:
        """Add a run; bold and italic hold for what is so from start to end."""
        self.end = end
        one = self.box
        self.box = (
            min(one[0], box[0]), min(one[1], box[1]), max(one[2], box[2]), max(one[3], box[3])
        )  # fmt: skip
        style = self.look.style
        if style != look.style:
            bold, italic = style.bold and look.style.bold, style.italic and look.style.italic
            self.look = self.look._replace(style=Style(bold, italic))
