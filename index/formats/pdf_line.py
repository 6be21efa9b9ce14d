"""What the PDF reader knows of a page: lines, and pieces of lines, with place, size and style."""

import re
from collections.abc import Sequence
from typing import NamedTuple

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
_RAISED_TEXT = re.compile(r"[\d*,]{1,5}")


class Line(NamedTuple):
    """A stretch of text on one baseline: a line, or a piece of one.

    A line without ``parts`` is all of a piece: its characters follow each other in PDFium's
    numbering, from ``first`` on. Boxes and baselines are in points from the lower left corner of
    the page as it is shown.
    """

    text: str
    first: int
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    size: float  # of the font, in points as shown
    bold: bool
    italic: bool
    spaced: bool = False  # a piece: white space stands before it
    cell: bool = False  # a piece: so much white space that it need not be the same line
    parts: tuple["Line", ...] = ()

    @property
    def pieces(self) -> tuple["Line", ...]:
        """The line's pieces; itself when it is all of a piece."""
        return self.parts or (self,)

    @property
    def box(self) -> Box:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


class PageText(NamedTuple):
    """The lines of a page, and what a reader of the page cannot see."""

    width: float
    height: float
    lines: Sequence[Line]
    hidden: int = 0  # characters left out: white, tiny, unseen mode, outside the page
    invisible: tuple[str, ...] = ()  # runs of characters without a shape
    recognised: bool = False  # an unseen text layer lies over a scan
    scanned: bool = False  # hardly any text, but an image or drawing of it


def make_line(pieces: Sequence[Line]) -> Line:
    """One line of these pieces; its size and style are those of its text, not of its marks."""
    if len(pieces) == 1:
        return pieces[0]
    main = max(pieces, key=lambda piece: (piece.size * min(len(piece.text), 4), len(piece.text)))
    level = [piece for piece in pieces if not is_raised(piece, main)]
    return Line(
        "".join(
            f" {piece.text}" if at and piece.spaced else piece.text
            for at, piece in enumerate(pieces)
        ),
        pieces[0].first,
        min(piece.left for piece in pieces),
        min(piece.bottom for piece in level),
        max(piece.right for piece in pieces),
        max(piece.top for piece in level),
        main.baseline,
        main.size,
        all(piece.bold for piece in level),
        all(piece.italic for piece in level),
        pieces[0].spaced,
        pieces[0].cell,
        tuple(pieces),
    )


def is_raised(piece: Line, line: Line) -> bool:
    """Whether a piece is a figure above the line: the mark of a footnote, or a power."""
    above = piece.baseline - line.baseline
    return (
        above > 0.05 * line.size
        and (above > 0.2 * line.size or piece.size < 0.9 * line.size)
        and _RAISED_TEXT.fullmatch(piece.text) is not None
    )
