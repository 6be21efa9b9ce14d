"""Read the structure of a letter: its headings, the paragraphs under them and its enumerations.

A heading is known by how it is set: marked so by the file's format, alone in its block, or ended by
a line break that the width of the page did not force, and without the punctuation of a sentence.
Where the format sets headings, it is believed, and little or nothing is guessed.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from typing import Literal

from index.blocks import count_heading_lines, is_short, read_blocks
from index.display import read_display
from index.formats.extract import HeadingMark
from index.heading_tree import grow_tree
from index.headings import (
    ANNEX,
    LONGEST_SET,
    NUMBER,
    PART,
    TITLE,
    Heading,
    is_question_line,
    is_set_heading,
    join_visible,
    make_heading,
)
from index.items import Point, nest_items
from index.letter import Item, MarkedSpan, Section
from index.lines import OFFICE, SIGNATURE, Line, page_width, read_lines
from index.pieces import Body, Piece, demote_lists, drop_trailing, join_headings

_ADDRESS = re.compile(
    r"^[ \t]*(?:Aan de (?:heer )?voorzitter|(?:[’'‘´] ?s-Gravenhage|Den Haag|Rijswijk|Zoetermeer"
    r"|Leidschendam|Voorburg),|Geachte (?:heer|mevrouw|voorzitter|leden)\b).*$",
    re.IGNORECASE | re.MULTILINE,
)
_LETTERHEAD_REACH = 2_500  # characters; an address further down is not the letter's own
_FEW_LEVELS = 2  # a file that gives so many headings a level gives all of them one
_FEW_LOOKS = 3  # a file that sets so many headings apart sets all that have no number
# "mr. F. van Oosten", "Dilan Yeşilgöz-Zegerius", "Y. J. van Hijum"; without a way back
_NAME = re.compile(
    r"(?:(?:mr|dr|drs|ir|ing|prof|mw|dhr)\.\s?+)*+(?:(?:[A-Z]|Th|Ch|Ph)\.\s?+)*+"
    r"(?:(?:van|von|de|der|den|ter|ten|te|in|[’']t)\s++|[^\W\d_a-z][\w’'-]*+,?+(?:\s++|$)){1,6}+"
)
# all: the file marks its headings with their level; some: it sets them apart by their look;
# none: it says nothing, so that every heading is found from the text
_Given = Literal["all", "some", "none"]


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, under one section."""

    start: int
    end: int
    section: int
    item: bool = False  # a point of an enumeration: who spoke in its lead-in speaks on


@dataclass(frozen=True)
class Structure:
    """Sections that together cover the whole letter, the paragraphs and items under them."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    items: tuple[Item, ...] = ()


def read_structure(
    text: str,
    marked: Sequence[MarkedSpan],
    headings: Sequence[HeadingMark] = (),
    *,
    complete: bool = False,
) -> Structure:
    """Find the sections, paragraphs and enumerations of a letter.

    ``headings`` (ordered) is what the file's format sets as headings; ``complete`` says that there
    are no others.
    """
    lines = list(read_lines(text, marked, headings))
    pieces = list(_read_pieces(text, marked, headings, lines, complete=complete))
    pieces = drop_trailing(demote_lists(join_headings(pieces)))
    found = [
        piece._replace(leads=isinstance(following, Heading))
        for piece, following in zip_longest(pieces, pieces[1:])
        if isinstance(piece, Heading)
    ]
    bodies = [piece for piece in pieces if isinstance(piece, Body)]
    sections = tuple(grow_tree(found, len(text)))
    paragraphs = tuple(_place(bodies, sections))
    return Structure(sections, paragraphs, tuple(nest_items(list(_points(bodies, paragraphs)))))


def _read_pieces(
    text: str,
    marked: Sequence[MarkedSpan],
    headings: Sequence[HeadingMark],
    lines: Sequence[Line],
    *,
    complete: bool,
) -> Iterator[Piece]:
    """Headings and what stands under them, in order."""
    given = _judge(headings, complete=complete)
    width = page_width(lines)
    head_end = max((m.end() for m in _ADDRESS.finditer(text, 0, _LETTERHEAD_REACH)), default=0)
    signing = asked = False
    for block in read_blocks(lines, width, guess=given == "none"):
        first = block[0]
        taken = 0
        if first.heading >= 0:
            set_lines = list(takewhile(lambda line: line.heading >= 0, block))
            name = join_visible(set_lines, LONGEST_SET)
            if is_set_heading(name, headings[first.heading].level):
                taken = len(set_lines)
        elif (
            first.start >= head_end
            and not complete
            and not (asked and not NUMBER.match(first.visible))
            and not (first.mark and first.mark.value == 0)
            and not (signing and _may_be_name(block))
            and _may_guess(first.visible, given)
        ):
            taken = count_heading_lines(block, width)
        # under "Antwoord 9" stands an answer, were it but "Ja"
        asked = not complete and is_question_line(first.visible)
        taken = taken or int(asked)
        signing = bool(SIGNATURE.match(join_visible(block) or "")) or (
            bool(OFFICE.match(first.visible)) and is_short(block)
        )
        if taken:
            name = read_display(text, marked, first.start, block[taken - 1].end).text
            mark = headings[first.heading] if first.heading >= 0 else None
            yield make_heading(block[:taken], name, mark)
        if taken < len(block):
            rest = block[taken]
            yield Body(rest.start, block[-1].end, rest.mark if not taken else None, rest.indent)


def _judge(headings: Sequence[HeadingMark], *, complete: bool) -> _Given:
    if complete or sum(heading.level > 0 for heading in headings) >= _FEW_LEVELS:
        return "all"
    return "some" if len(headings) >= _FEW_LOOKS else "none"


def _may_guess(visible: str, given: _Given) -> bool:
    """Whether a line that the file does not set as a heading may be one all the same."""
    if given == "none" or PART.match(visible):
        return True
    named = NUMBER.match(visible) or ANNEX.match(visible) or TITLE.match(visible)
    return given == "some" and named is not None


def _may_be_name(block: Sequence[Line]) -> bool:
    """A name under "De minister van ...," is no heading; "D. Verzonnen" has no number."""
    first = block[0].visible
    if not is_short(block) or PART.match(first) or ANNEX.match(first):
        return False
    return bool(_NAME.fullmatch(first))


def _place(bodies: Sequence[Body], sections: Sequence[Section]) -> Iterator[Paragraph]:
    starts = [section.start for section in sections]
    for body in bodies:
        section = bisect.bisect_right(starts, body.start) - 1
        yield Paragraph(body.start, body.end, section, body.mark is not None)


def _points(bodies: Sequence[Body], paragraphs: Sequence[Paragraph]) -> Iterator[Point]:
    apart = False
    for body, paragraph in zip(bodies, paragraphs, strict=True):
        if body.mark is None:
            apart = True
            continue
        yield Point(body.mark, body.indent, body.end, paragraph.section, apart)
        apart = False
