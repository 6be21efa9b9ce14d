"""From the lines that PDFium gives of a page to its lines in the order they are read.

PDFium gives text in the order in which the file draws it. In files made by a word processor that is
the order of reading; it is left alone unless the page itself says otherwise: two columns drawn row
by row, or lines drawn upwards.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.formats.pdf_columns import order_columns
from index.formats.pdf_line import Line, PageText
from index.formats.pdf_rows import join_neighbours, join_rows


def lay_out(page: PageText) -> list[Line]:
    """The page's lines in reading order."""
    cells = join_neighbours(page.lines)
    if _is_scrambled(cells):
        cells.sort(key=lambda line: (-round(line.baseline / 2), line.left))
    return list(join_rows(order_columns(cells, page.width)))


def _is_scrambled(lines: Sequence[Line]) -> bool:
    """Whether many lines stand above the one before them, in the same column."""
    upwards = sum(
        line.bottom > before.top
        and line.left < before.right
        and before.left < line.right
        and line.bottom - before.top < 5 * line.size
        for before, line in pairwise(lines)
    )
    return upwards > max(3, len(lines) // 4)
