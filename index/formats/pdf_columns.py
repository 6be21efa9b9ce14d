"""Read what stands in two columns column by column, where the file draws it row by row."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.formats.pdf_line import Line
from index.formats.pdf_rows import SAME_LINE, join_neighbours

_FEWEST_ROWS = 3  # two lines beside each other are no columns yet
_PROSE = 3.5  # words in a line of running text, at least, in the middle
_SIDE = 0.55  # of the page's width; a column of references begins further to the right
_WORD = re.compile(r"[^\W\d_]{2}")


class _Row(NamedTuple):
    baseline: float
    cells: list[Line]


def order_columns(cells: Sequence[Line], width: float) -> list[Line]:
    """The cells in reading order; a table stays row by row."""
    rows = _read_rows(cells)
    split = [row for row in rows if len(row.cells) > 1]
    if len(split) < _FEWEST_ROWS:
        return [*cells]
    gutter = _find_gutter(split)
    ordered: list[Line] = []
    band: list[_Row] = []
    for row in rows:
        if any(cell.left < gutter < cell.right for cell in row.cells):
            ordered += [*_read_band(band, gutter, width), *row.cells]
            band = []
        else:
            band.append(row)
    return ordered + _read_band(band, gutter, width)


def _read_rows(cells: Sequence[Line]) -> list[_Row]:
    """Cells that follow each other on one baseline."""
    rows: list[_Row] = []
    for cell in cells:
        if rows and abs(rows[-1].baseline - cell.baseline) < SAME_LINE * cell.size:
            rows[-1].cells.append(cell)
        else:
            rows.append(_Row(cell.baseline, [cell]))
    for row in rows:
        if len(row.cells) > 1:
            row.cells.sort(key=lambda cell: cell.left)
            row.cells[:] = join_neighbours(row.cells)
    return rows


def _find_gutter(rows: Sequence[_Row]) -> float:
    """The place that the most rows leave open between two of their cells."""
    gaps = [(before.right, after.left) for row in rows for before, after in pairwise(row.cells)]
    at = max(
        {right for _, right in gaps},
        key=lambda place: (sum(left < place <= right for left, right in gaps), place),
    )
    widest = max((left for left, right in gaps if left < at <= right), default=at)
    return (at + widest) / 2


def _read_band(band: Sequence[_Row], gutter: float, width: float) -> list[Line]:
    left = [cell for row in band for cell in row.cells if cell.right <= gutter]
    right = [cell for row in band for cell in row.cells if cell.left >= gutter]
    both = sum(row.cells[0].right <= gutter <= row.cells[-1].left for row in band)
    if both >= _FEWEST_ROWS and (
        (_words(left) >= _PROSE and _words(right) >= _PROSE)
        or (gutter > _SIDE * width and _is_list_of_references(right))
    ):
        return left + right
    return [cell for row in band for cell in row.cells]


def _words(cells: Sequence[Line]) -> float:
    """How many words stand in the middle one of the cells."""
    counts = sorted(cell.text.count(" ") + 1 for cell in cells)
    return counts[len(counts) // 2] if counts else 0


def _is_list_of_references(cells: Sequence[Line]) -> bool:
    """An address or "Ons kenmerk": words that begin at the same place, no column of figures."""
    place = Counter(round(cell.left / 4) for cell in cells).most_common(1)[0]
    figures = sum(not _WORD.search(cell.text) for cell in cells)
    return place[1] * 10 >= len(cells) * 5 and figures * 2 < len(cells)
