"""Say of every line of a page how it follows the one before: on, anew, or as a new paragraph."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from index.formats.pdf_line import Line

Break = Literal["", "line", "paragraph"]

_PARAGRAPH_GAP = 1.3  # times the usual distance between lines
_INDENT = 0.8  # times the font size
_OTHER_SIZE = 0.6  # points
_MEAN_LETTER = 0.55  # times the font size
_MARGIN = 6  # points; lines of one column begin no further apart
_SENTENCE_END = re.compile(r"[.?!:][)\]\"'”’»]*$")
ENUMERATED = re.compile(
    r"(?:[•·▪●◦○■□►➢➤‣\uf0a7\uf0b7\uf0d8\uf0fc\ufffd–—o-]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.):]{1,2})(?= |$)"
)


def find_breaks(lines: Sequence[Line]) -> list[Break]:
    """How each line follows the one before; the first one follows nothing."""
    leading = _usual_leading(lines)
    margins = _right_margins(lines)
    breaks: list[Break] = [""] if lines else []
    for at in range(1, len(lines)):
        after = lines[at + 1] if at + 1 < len(lines) else None
        breaks.append(_find_break(lines[at - 1], lines[at], after, leading, margins))
    return breaks


def _usual_leading(lines: Sequence[Line]) -> dict[int, float]:
    """Per font size, the distance at which most lines follow each other."""
    found: dict[int, Counter[int]] = {}
    for before, line in pairwise(lines):
        distance, size = before.baseline - line.baseline, line.size
        if 0.8 * size < distance < 2.6 * size and abs(before.size - size) < _OTHER_SIZE:
            found.setdefault(round(size), Counter())[round(2 * distance)] += 1
    usual: dict[int, float] = {}
    for size, distances in found.items():
        most = max(distances.values())
        # the smallest of those that occur often: paragraphs of one line are no reason to widen it
        usual[size] = min(each for each, count in distances.items() if 3 * count >= most) / 2
    return usual


def _right_margins(lines: Sequence[Line]) -> dict[int, float]:
    """Per left edge, how far most lines reach."""
    reach: dict[int, list[float]] = {}
    for line in lines:
        reach.setdefault(round(line.left / _MARGIN), []).append(line.right)
    return {left: sorted(rights)[len(rights) * 9 // 10] for left, rights in reach.items()}


def _find_break(
    before: Line,
    line: Line,
    after: Line | None,
    leading: dict[int, float],
    margins: dict[int, float],
) -> Break:
    distance = before.baseline - line.baseline
    size = line.size
    usual = leading.get(round(size)) or leading.get(round(before.size)) or 1.25 * size
    aside = line.left >= before.right or line.right <= before.left
    if distance < -size or aside:  # another column, or another part of the page
        goes_on = line.text[:1].islower() and not _SENTENCE_END.search(before.text)
        same_set = abs(before.size - size) < _OTHER_SIZE and before.bold == line.bold
        return "line" if goes_on and same_set and distance < 0 else "paragraph"
    if distance > max(_PARAGRAPH_GAP * usual, usual + 1.5):
        return "paragraph"
    if before.bold != line.bold or abs(before.size - size) > 0.12 * size:
        return "paragraph"
    if before.italic != line.italic and not _flows(before, line, margins):
        return "paragraph"
    if ENUMERATED.match(line.text):
        return "line"
    if after and _INDENT * size < line.left - before.left < 4 * size:
        hangs = ENUMERATED.match(before.text) or abs(after.left - line.left) < _INDENT * size
        if not hangs:
            return "paragraph"
    # "d.d." before "21 augustus" ends no sentence; a paragraph hardly ever begins with a figure
    begins = not line.text[:1].islower() and not line.text[:1].isdigit()
    ends = begins and _SENTENCE_END.search(before.text)
    return "paragraph" if ends and not _flows(before, line, margins) else "line"


def _flows(before: Line, line: Line, margins: dict[int, float]) -> bool:
    """Whether the next word would not have fitted on the line before."""
    word = line.text.split(" ", 1)[0]
    room = margins.get(round(before.left / _MARGIN), before.right) - before.right
    return room < (len(word) + 2) * _MEAN_LETTER * before.size
