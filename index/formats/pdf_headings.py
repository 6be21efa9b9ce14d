"""Find the lines that a PDF sets as headings: larger than its text, bold, or italic and alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.formats.pdf_body import Body
from index.formats.pdf_breaks import Break
from index.formats.pdf_line import Line

_LARGER = 1.12  # times the running text
_HUGE = 4.0  # times the running text; a logo
_LONGEST = 300  # characters; agenda items name whole regulations
_LONGEST_ITALIC = 100  # characters; longer ones quote
_MOST_LINES = 5
_REACH = 6  # lines; the other column of a page is drawn further away
_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[IVXivx]{1,5}|\d\d ?\d{3})[.):]?")
_SENTENCE_END = re.compile(r"[.;,!?][)\]\"'”’»]*$")
_LETTER = re.compile(r"[^\W\d_]{2}")


def find_headings(
    lines: Sequence[Line], breaks: Sequence[Break], body: Body
) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of every heading, of lines that follow each other."""
    starts = [at for at, each in enumerate(breaks) if each != "line"]
    for start, end in pairwise([*starts, len(lines)]):
        if end - start > _MOST_LINES:
            continue
        paragraph = lines[start:end]
        if not _reads_as_heading(paragraph) or _has_neighbour(lines, start, end):
            continue
        if _is_set_apart(paragraph, body) or (
            all(line.italic for line in paragraph)
            and not body.italic
            and end < len(lines)
            and not lines[end].italic
            and sum(len(line.text) for line in paragraph) <= _LONGEST_ITALIC
        ):
            yield start, end - 1


def _has_neighbour(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether something stands beside these lines, drawn just before or after: cells of a table."""
    bottom, top = lines[end - 1].baseline, lines[start].baseline
    near = (*lines[max(0, start - _REACH) : start], *lines[end : end + _REACH])
    return any(bottom - 0.5 * line.size < line.baseline < top + 0.5 * line.size for line in near)


def _is_set_apart(paragraph: Sequence[Line], body: Body) -> bool:
    larger = all(_LARGER * body.size < line.size < _HUGE * body.size for line in paragraph)
    bold = not body.bold and all(line.bold and not body.is_smaller(line.size) for line in paragraph)
    return larger or bold


def _reads_as_heading(paragraph: Sequence[Line]) -> bool:
    text = paragraph[-1].text
    length = sum(len(line.text) for line in paragraph)
    return (
        length <= _LONGEST
        and not _SENTENCE_END.search(text)
        and any(_LETTER.search(line.text) for line in paragraph)
        and not any(_is_row(line) for line in paragraph)
    )


def _is_row(line: Line) -> bool:
    """Whether cells of a table stand in the line; a heading's number stands apart as well."""
    cells = [piece for piece in line.parts if piece.cell]
    return len(cells) > 1 or (
        len(cells) == 1
        and not _NUMBER.fullmatch(line.text[: line.text.find(cells[0].text)].strip())
    )
