"""Read the headings of a letter: its parts, agenda items and what stands under each.

A heading is known by how it is set: alone in its block, or ended by a line break that the width of
the page did not force, and without the punctuation of a sentence.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.display import read_display
from index.letter import MarkedSpan, Section, Span

# with a capital: "... in de / geannoteerde agenda van deze JBZ-Raad" is the middle of a sentence
_PART = re.compile(
    r"(?:Geannoteerde [Aa]genda|GEANNOTEERDE AGENDA|Verslag|VERSLAG)\b.{0,40}"
    r"\b(?:bijeenkomst|BIJEENKOMST|Raad|RAAD)\b"
)
_NUMBER = re.compile(
    r"(?:(?P<roman>[IVX]{1,5})|(?P<arabic>\d{1,2})|(?P<letter>[a-z]))[.)]\s+(?=\S)"
)
_SENTENCE_END = re.compile(r"[.!?;:,]$")
_INNER_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\bnr)(?<!\bc\.s)(?<!\bjl)[.!?]\s+[A-Z]")
# "De minister van Asiel en Migratie," and the name under it
_SIGNATURE = re.compile(
    r"De (?:minister|staatssecretaris)\b[^.]*,$|(?-i:(?:[A-Z]\. ?){2,})", re.IGNORECASE
)
_ADDRESS = re.compile(r"^[ \t]*(?:Aan de voorzitter|Den Haag,).*$", re.IGNORECASE | re.MULTILINE)
_LETTERHEAD_REACH = 1_500  # characters; an address further down is not the letter's own
_LONGEST_HEADING = 300  # characters; agenda items name whole regulations
# a heading never ends in one of these; a line of running text often does
_LOOSE_ENDS = frozenset(
    "en of de het een van in op te om voor met aan die dat naar door is".split()
)
# words that begin a sentence but hardly ever stand with a capital inside a heading
_SENTENCE_STARTS = frozenset(
    "op de het een in voor tijdens conform hierbij uit met naar zoals ook als bij over na deze dit "
    "er om onder wat gelet graag uw tot verder daarnaast".split()
)


class Line(NamedTuple):
    """A line of the letter as a reader sees it."""

    start: int
    end: int
    visible: str
    bulleted: bool


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, under one section."""

    start: int
    end: int
    section: int


@dataclass(frozen=True)
class Structure:
    """Sections that together cover the whole letter, and the paragraphs under them."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]


class _Heading(NamedTuple):
    start: int
    end: int
    number: str
    text: str
    kind: str  # part | roman | arabic | letter | plain
    leads: bool  # the next thing under it is another heading


def read_structure(text: str, marked: Sequence[MarkedSpan]) -> Structure:
    """Find the sections and paragraphs of a letter."""
    blocks = _read_blocks(text, marked)
    width = _page_width(blocks)
    address = [match.end() for match in _ADDRESS.finditer(text, 0, _LETTERHEAD_REACH)]
    headings: list[_Heading] = []
    bodies: list[Span] = []
    for block in blocks:
        taken = _heading_lines(block, width) if block[0].start >= max(address, default=0) else 0
        if taken:
            name = read_display(text, marked, block[0].start, block[taken - 1].end).text
            heading = _make_heading(block[:taken], name)
            directly = headings and (not bodies or bodies[-1].start < headings[-1].start)
            if directly and _continues(headings[-1], heading):
                headings[-1] = _join(headings[-1], heading)
            else:
                if directly:
                    headings[-1] = headings[-1]._replace(leads=True)
                headings.append(heading)
        if taken < len(block):
            bodies.append(Span(block[taken].start, block[-1].end))
    headings = _promote(headings)
    sections = tuple(_nest(headings, len(text)))
    return Structure(sections, tuple(_place(bodies, sections)))


def _read_blocks(text: str, marked: Sequence[MarkedSpan]) -> list[list[Line]]:
    """Lines without a blank line between them; a page break does not end a sentence."""
    hidden = [span for span in marked if span.kind in ("furniture", "footnote")]
    blocks: list[list[Line]] = []
    blank_lines = 1
    for match in re.finditer(r"[^\n]*\n|[^\n]+$", text):
        visible = read_display(text, marked, match.start(), match.end()).text
        if not visible:
            blank_lines += 1
            continue
        start = match.start() + _indent(text, hidden, match.start(), match.end())
        bulleted = any(match.start() <= span.start < start for span in hidden)
        line = Line(start, match.end(), visible, bulleted)
        if blocks and not bulleted and _runs_on(blocks[-1], line, blank_lines, hidden):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        blank_lines = 0
    return blocks


def _runs_on(
    block: Sequence[Line], line: Line, blank_lines: int, hidden: Sequence[MarkedSpan]
) -> bool:
    """Whether the line continues the block, across a page break perhaps."""
    before = block[-1].visible
    if _PART.match(line.visible) or _starts_item(line, before):
        return False
    if not blank_lines or (_PART.match(block[0].visible) and before.endswith(",")):
        return True
    if (_SENTENCE_END.search(before) and not before.endswith(",")) or _SIGNATURE.match(
        block[0].visible
    ):
        return False
    if line.visible[0].islower() and not _NUMBER.match(line.visible):
        return True
    if _NUMBER.match(block[0].visible) and _is_heading(" ".join(each.visible for each in block)):
        return False  # a heading at the foot of a page, its text on the next
    page_foot = any(block[-1].end <= span.start < line.start for span in hidden)
    return (blank_lines >= 3 or page_foot) and len(block) > 1


def _indent(text: str, hidden: Sequence[MarkedSpan], start: int, end: int) -> int:
    """How far into the line its visible text begins."""
    position = start
    while position < end:
        span = _covering(hidden, position)
        if span:
            position = span.end
        elif text[position].isspace():
            position += 1
        else:
            break
    return position - start


def _covering(spans: Sequence[MarkedSpan], position: int) -> MarkedSpan | None:
    at = bisect.bisect_right(spans, position, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and spans[at].end > position else None


def _starts_item(line: Line, before: str) -> bool:
    """A numbered heading may follow the last line of an item without a blank line."""
    match = _NUMBER.match(line.visible)
    return (
        match is not None
        and line.visible[match.end()].isupper()
        and bool(re.search(r"[.!?]\W*$", before))
        and not re.search(r"[.;,]$", line.visible)
    )


def _page_width(blocks: list[list[Line]]) -> int:
    """The length, in characters, that nine of ten lines stay under."""
    lengths = sorted(len(line.visible) for block in blocks for line in block[:-1])
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _heading_lines(block: Sequence[Line], width: int) -> int:
    """How many lines at the start of the block are a heading; 0 when none is."""
    if block[0].bulleted or _SIGNATURE.match(block[0].visible):
        return 0
    if _is_heading(" ".join(line.visible for line in block)):
        return len(block)
    for taken in range(1, min(len(block), 5)):
        if _breaks_on_purpose(block[taken - 1], block[taken], width):
            return taken if _is_heading(" ".join(line.visible for line in block[:taken])) else 0
    return 0


def _is_heading(text: str) -> bool:
    bare = _NUMBER.sub("", text, count=1)
    if not bare or len(text) > _LONGEST_HEADING or not (bare[0].isupper() or bare != text):
        return False
    if _PART.match(bare):
        return True  # its last line may end in a comma, with the dates in a block of their own
    if bare.rsplit(" ", 1)[-1].lower() in _LOOSE_ENDS:
        return False
    return not _SENTENCE_END.search(bare) and not _INNER_SENTENCE.search(bare)


def _breaks_on_purpose(line: Line, following: Line, width: int) -> bool:
    """The next line starts anew although its first word would fit, or begins a sentence.

    >>> _breaks_on_purpose(Line(0, 9, "CT-ontbijt", False), Line(9, 20, "Op 8 december", False), 60)
    True
    """
    if not following.visible[0].isupper():
        return False
    word = following.visible.split(" ", 1)[0]
    return word.lower() in _SENTENCE_STARTS or len(line.visible) + 1 + len(word) <= width - 2


def _continues(before: _Heading, heading: _Heading) -> bool:
    """A heading set in two blocks: "..., 22 juli" behind a comma, or the rest of an item's name."""
    if heading.kind != "plain":
        return False
    return before.text.endswith((",", " van")) or before.kind in ("arabic", "letter")


def _join(before: _Heading, heading: _Heading) -> _Heading:
    return before._replace(end=heading.end, text=f"{before.text} {heading.text}")


def _promote(headings: Sequence[_Heading]) -> list[_Heading]:
    """An unnumbered heading over a list that starts at 1 again is a main heading ("Justitie")."""
    return [
        heading._replace(kind="roman")
        if heading.kind == "plain"
        and heading.leads
        and at + 1 < len(headings)
        and headings[at + 1].kind == "arabic"
        and headings[at + 1].number == "1"
        else heading
        for at, heading in enumerate(headings)
    ]


def _make_heading(lines: Sequence[Line], text: str) -> _Heading:
    match = _NUMBER.match(text)
    if _PART.match(text):
        kind, number = "part", ""
    elif match:
        kind, number = match.lastgroup or "plain", text[: match.end()].strip().rstrip(".)")
        text = text[match.end() :]
    else:
        kind, number = "plain", ""
    return _Heading(lines[0].start, lines[-1].end, number, text.strip(), kind, leads=False)


def _nest(headings: Sequence[_Heading], length: int) -> Iterator[Section]:
    """Give each heading its level and those above it; what precedes them is a section too."""
    if not headings or headings[0].start > 0:
        end = headings[0].start if headings else length
        yield Section("", "", 0, 0, end, (), 0)
    open_headings: list[tuple[int, _Heading]] = []
    for at, heading in enumerate(headings):
        level = _level(heading, open_headings, headings[at - 1] if at else None)
        open_headings = [(above, other) for above, other in open_headings if above < level]
        open_headings.append((level, heading))
        end = headings[at + 1].start if at + 1 < len(headings) else length
        path = tuple(_printed(other) for _, other in open_headings)
        yield Section(
            heading.number, heading.text, level, heading.start, end, path, min(heading.end, end)
        )


def _level(
    heading: _Heading, open_headings: Sequence[tuple[int, _Heading]], before: _Heading | None
) -> int:
    kinds = {other.kind: level for level, other in open_headings}
    deepest_numbered = max((kinds[kind] for kind in ("part", "roman") if kind in kinds), default=0)
    match heading.kind:
        case "part":
            return 0
        case "roman":
            return 1
        case "arabic":
            return deepest_numbered + 1
        case "letter":
            return kinds.get("arabic", deepest_numbered) + 1
        case _:
            pass
    # unnumbered: under the heading it directly follows, else beside the last unnumbered one
    if before and before.leads and open_headings and open_headings[-1][1] is before:
        return open_headings[-1][0] + 1
    if heading.leads or "plain" not in kinds:
        return max(deepest_numbered, kinds.get("arabic", 0)) + 1
    return kinds["plain"]


def _printed(heading: _Heading) -> str:
    mark = {"letter": ")"}.get(heading.kind, ".")
    return f"{heading.number}{mark} {heading.text}" if heading.number else heading.text


def _place(bodies: Sequence[Span], sections: Sequence[Section]) -> Iterator[Paragraph]:
    starts = [section.start for section in sections]
    for body in bodies:
        yield Paragraph(body.start, body.end, bisect.bisect_right(starts, body.start) - 1)
