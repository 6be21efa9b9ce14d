"""A letter's lines as a reader sees them, and the blocks they form.

Every step looks at a line a bounded number of times: a letter of a million lines takes a million
steps, whatever stands in them.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.display import read_display
from index.formats.extract import HeadingMark
from index.letter import MarkedSpan

_LINE = re.compile(r"[^\n\f]*+(?:[\n\f]|\Z)")
SENTENCE_END = re.compile(r"[.!?;:,…][)\]\"'”’»]*$")
_CLOSED = re.compile(r"[.!?;:…][)\]\"'”’»]*$")
# how a point of an enumeration is marked: "1." "1)" "1:" "a." "(a)" "iv)" and the bullets
_MARK = re.compile(
    r"(?P<bullet>[•·▪●◦○■□►➢➤‣\uf0a7\uf0b7\uf0d8\uf0fc\ufffd])(?=\s|\Z|(?!\ufffd)\S)"
    r"|(?P<circle>o)(?=\s)"
    r"|(?P<dash>[-–—*])(?=\s)"
    r"|\(?(?:(?P<digit>\d{1,2})(?:\.\)|[.):])|(?P<roman>[ivx]{1,5})(?:\.\)|[.)])"
    r"|(?P<letter>[a-z])(?:\.\)|[.)]))(?=\s)"
)
# who signs, or speaks, for whom: no heading begins like that
OFFICE = re.compile(
    r"(?:De|DE|(?:Mede n|N)amens de) (?i:minister|staatssecretaris|voorzitter|griffier)"
)
# signatures: "De minister van Asiel en Migratie," and the name under it
SIGNATURE = re.compile(rf"{OFFICE.pattern}\b[^.:;]{{0,200}},$|(?:[A-Z]\. ?){{2,}}|Hoogachtend\b")
# what stands before the tab of a numbered heading: "1.", "II", "Nr. 10", "Artikel 3"
_LABEL = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zA-Z])[.):]*|[A-Z][a-z]+\.? \w{1,5}\.?"
)
_CELL_GAP = re.compile(r"\t+| {3,}")


class Mark(NamedTuple):
    """What an item of an enumeration begins with."""

    printed: str  # "1.", "•"
    style: str  # bullet | circle | dash | digit | roman | letter, with the bullet's character
    value: int  # 3 for "c)" and "iii)"; 0 for bullets
    start: int  # where it stands in the letter's text


class Line(NamedTuple):
    """A line of the letter as a reader sees it."""

    start: int  # of what is visible
    end: int  # of the line, its line break included
    visible: str
    mark: Mark | None = None
    indent: int = 0  # columns of white space before it
    heading: int = -1  # which of the format's headings it belongs to; -1 = none
    blank_before: int = 0  # blank lines before it; those with only furniture count
    page_break: bool = False  # something hidden, or a form feed, stands between it and the last one
    row: bool = False  # a row of a table: its cells stand apart


@dataclass(frozen=True)
class Gaps:
    """Where furniture, footnotes and unseen characters stand."""

    spans: tuple[MarkedSpan, ...]
    starts: tuple[int, ...]

    def covering(self, position: int) -> MarkedSpan | None:
        """The hidden stretch in which a character stands."""
        at = bisect.bisect_right(self.starts, position) - 1
        return self.spans[at] if at >= 0 and self.spans[at].end > position else None

    def between(self, start: int, end: int) -> bool:
        """Whether something hidden begins there."""
        return bisect.bisect_left(self.starts, start) < bisect.bisect_left(self.starts, end)


def read_lines(
    text: str, marked: Sequence[MarkedSpan], headings: Sequence[HeadingMark] = ()
) -> Iterator[Line]:
    """Yield every line that has something to read, in order."""
    hidden = tuple(span for span in marked if span.kind in ("furniture", "footnote", "hidden"))
    gaps = Gaps(hidden, tuple(span.start for span in hidden))
    heading_starts = [heading.start for heading in headings]
    mark_ends = [span.end for span in marked]
    blank_lines = 1
    previous_end = 0
    lone: Mark | None = None
    for match in _LINE.finditer(text):
        if match.start() == match.end():
            break
        visible = ""
        if not match[0].isspace():
            at = bisect.bisect_right(mark_ends, match.start())
            if at < len(marked) and marked[at].start < match.end():
                visible = read_display(text, marked, match.start(), match.end()).text
            else:
                visible = " ".join(match[0].split())  # as read_display reads it, but faster
        start, mark = match.start(), None
        if not match[0].isspace():
            start, mark = _find_start(text, gaps, match.start(), match.end())
        lone_bullet = mark and mark.style.startswith("bullet")
        if not visible or (mark and lone_bullet and visible == mark.printed):
            if lone_bullet:
                lone = mark  # a bullet on a line of its own belongs to the text below it
            blank_lines += 1
            continue
        mark, lone = mark or lone, None
        first = mark.start if mark else start
        yield Line(
            start,
            match.end(),
            visible,
            mark,
            indent=_columns(text, match.start(), first),
            heading=_heading_at(headings, heading_starts, start, match.end(), text),
            blank_before=blank_lines,
            page_break=gaps.between(previous_end, first)
            or text.find("\f", previous_end, first) >= 0
            or text[previous_end - 1 : previous_end] == "\f",
            row=_is_row(text[start : match.end()].strip()),
        )
        blank_lines = 0
        previous_end = match.end()


def _find_start(text: str, gaps: Gaps, start: int, end: int) -> tuple[int, Mark | None]:
    """Where the line's visible text begins, and the mark it begins with, a hidden one perhaps."""
    position = start
    hidden_mark: Mark | None = None
    while position < end:
        span = gaps.covering(position)
        if span:
            hidden_mark = hidden_mark or _read_mark(text, position, end)
            position = span.end
        elif text[position].isspace():
            position += 1
        else:
            break
    return position, hidden_mark or _read_mark(text, position, end)


def _read_mark(text: str, position: int, end: int) -> Mark | None:
    match = _MARK.match(text, position, end)
    if not match or not (style := match.lastgroup):
        return None
    if style in ("bullet", "circle", "dash"):
        return Mark(match[0], f"{style} {match[0]}", 0, position)
    printed = match[style]
    value = {"digit": _number, "roman": roman_value, "letter": _letter_value}[style](printed)
    return Mark(match[0], style, value, position)


def _number(printed: str) -> int:
    return int(printed)


def _letter_value(printed: str) -> int:
    return ord(printed) - ord("a") + 1


def roman_value(printed: str) -> int:
    """The value of a small Roman number; 0 when it is none.

    >>> roman_value("iv"), roman_value("XIII")
    (4, 13)
    """
    values = {"i": 1, "v": 5, "x": 10}
    digits = [values.get(each, 0) for each in printed.lower()]
    following = [*digits[1:], 0]
    return sum(
        -each if each < after else each for each, after in zip(digits, following, strict=True)
    )


def _is_row(line: str) -> bool:
    r"""Whether tabs or wide gaps part the line into cells; "1.<tab>Inleiding" is no row.

    >>> _is_row("Asiel\t12"), _is_row("Nr. 10\tMOTIE"), _is_row("Zie   de   rij")
    (True, False, True)
    """
    if "\t" not in line and "   " not in line:
        return False
    cells = _CELL_GAP.split(line)
    # one wide gap may be that of a justified line
    gaps = len(cells) - (1 if "\t" in line else 2)
    return gaps > (1 if _LABEL.fullmatch(cells[0]) else 0)


def _columns(text: str, start: int, first: int) -> int:
    before = text[start:first]
    return len(before) if before.isspace() else 0


def _heading_at(
    headings: Sequence[HeadingMark], starts: Sequence[int], start: int, end: int, text: str
) -> int:
    """The format's heading that covers the whole line; a bold word in a sentence covers less."""
    at = bisect.bisect_right(starts, start) - 1
    if at < 0 or headings[at].end <= start:
        return -1
    return at if not text[min(headings[at].end, end) : end].strip(" \t\n\f.:") else -1


def closes(visible: str) -> bool:
    """Whether a line ends as the end of a sentence or of an item does, a comma left out."""
    return bool(_CLOSED.search(visible[-9:]))


def ends_with_stop(visible: str) -> bool:
    """Whether a line ends in any punctuation that no heading ends in."""
    return bool(SENTENCE_END.search(visible[-9:]))


def page_width(lines: Sequence[Line]) -> int:
    """The length, in characters, that nine of ten lines inside a block stay under."""
    lengths = sorted(
        len(line.visible) for line, following in pairwise(lines) if not following.blank_before
    )
    return lengths[len(lengths) * 9 // 10] if lengths else 0
