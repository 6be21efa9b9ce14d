"""Join what PDFium parted although it stands on one line: superscripts, and the cells of a row."""

from collections.abc import Iterator, Sequence

from index.formats.pdf_line import Line, make_line

SAME_LINE = 0.4  # times the font size; baselines of one line differ less
_WIDE_GAP = 1.5  # times the font size; between two columns, or the cells of a table
_SPACE = 0.12  # times the font size; less than this parts no words
_SAME_SIZE = 0.85  # of the larger one; a reference beside the text is set smaller


def join_neighbours(cells: Sequence[Line]) -> list[Line]:
    """Cells that are one line: a superscript, a hyphen or a font ended what came before."""
    joined: list[Line] = []
    for cell in cells:
        if joined and _continues(joined[-1], cell):
            joined[-1] = _join([joined[-1], cell])
        else:
            joined.append(cell)
    return joined


def _continues(last: Line, cell: Line) -> bool:
    size = max(last.size, cell.size)
    if not -0.5 * size < cell.left - last.right < _WIDE_GAP * size:
        return False
    apart = abs(last.baseline - cell.baseline)
    if apart < SAME_LINE * size:
        return True
    return apart < 0.7 * size and (cell.text.isdigit() or last.text.isdigit())


def join_rows(cells: Sequence[Line]) -> Iterator[Line]:
    """The cells of one row, left to right, as one line: a table is read row by row."""
    row: list[Line] = []
    for cell in cells:
        if row and not _is_in_row(row[-1], cell):
            yield _join(row)
            row = []
        row.append(cell)
    if row:
        yield _join(row)


def _is_in_row(last: Line, cell: Line) -> bool:
    smaller, larger = sorted((last.size, cell.size))
    return (
        abs(last.baseline - cell.baseline) < SAME_LINE * cell.size
        and cell.left >= last.right - 0.5 * cell.size
        and (smaller >= _SAME_SIZE * larger or cell.left - last.right < _WIDE_GAP * larger)
    )


def _join(cells: Sequence[Line]) -> Line:
    if len(cells) == 1:
        return cells[0]
    pieces: list[Line] = []
    for cell in cells:
        first, *others = cell.pieces
        if pieces:
            gap = first.left - pieces[-1].right
            size = max(first.size, pieces[-1].size)
            first = first._replace(spaced=gap > _SPACE * size, cell=gap > _WIDE_GAP * size)
        pieces += first, *others
    return make_line(pieces)
