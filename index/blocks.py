"""Lines that stand together: a paragraph, a point of an enumeration, a heading with its text.

A page break, or a footnote, between two lines does not part them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from index.head_lines import begins_head_line, stands_alone
from index.headings import (
    NUMBER,
    PART,
    breaks_on_purpose,
    ends_loose,
    is_heading,
    is_question_line,
    join_visible,
)
from index.items import begins_item
from index.lines import SIGNATURE, Line, Mark, closes, ends_with_stop

_SALUTATION = re.compile(r"Geachte [^.]*,$")
_WIDEST = 200  # characters; a longer line was not broken for a page
_FIRST_PART = re.compile(r"a[.)]\s+[A-Z]")
_NEXT_PART = re.compile(r"b[.)]\s")
_SHORT = 60  # characters; no name under a signature is longer


def read_blocks(lines: Sequence[Line], width: int, *, guess: bool) -> Iterator[list[Line]]:
    """Yield the blocks in order; together they hold every line once.

    ``width`` (characters) tells a heading that stands between lines of text; without ``guess`` such
    a line is part of its paragraph. A line that begins no item loses its mark.
    """
    block: list[Line] = []
    lasts: dict[str, Mark] = {}
    unwrapped = width > _WIDEST or _is_unwrapped(lines)
    for line, following in zip_longest(lines, lines[1:]):
        before = block[-1] if block else None
        own = line.mark
        if own and begins_item(line, before, lasts.get(own.style)):
            lasts[own.style] = own
            starts_block = True
        else:
            starts_block = (
                not block
                or not _runs_on(block, line, unwrapped=unwrapped)
                or (guess and _stands_out(block[-1], line, following, width))
                or _opens_parts(block, line, following)
            )
            line = line._replace(mark=None)
        if starts_block and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_unwrapped(lines: Sequence[Line]) -> bool:
    """Whether most of a text stands in lines that no page broke: each of them is a paragraph."""
    lengths = [len(line.visible) for line in lines if not line.blank_before]
    if 3 * len(lengths) < 2 * len(lines):
        return False  # blank lines part its paragraphs
    return 2 * sum(length for length in lengths if length > _WIDEST) > sum(lengths)


def is_short(block: Sequence[Line]) -> bool:
    """Whether the block may be a name, or the salutation."""
    return len(block) <= 2 and len(block[0].visible) <= _SHORT


def _runs_on(block: Sequence[Line], line: Line, *, unwrapped: bool) -> bool:
    """Whether the line continues the block, across a page break perhaps.

    ``unwrapped``: every line of the text is a paragraph.
    """
    last = block[-1]
    before = last.visible
    if line.heading >= 0 or last.heading >= 0:
        return line.heading == last.heading or _same_set_heading(last, line)
    if PART.match(line.visible) or _starts_heading(line, before) or _parts(block, line):
        return False
    if before.endswith("-") and (line.page_break or not line.blank_before):
        return True
    if _SALUTATION.match(block[0].visible) and len(block[0].visible) <= _SHORT:
        return False
    if line.row or last.row:
        return False
    if unwrapped and not line.page_break:
        return line.visible[0].islower() and not closes(before)
    if not line.blank_before or (PART.match(block[0].visible) and before.endswith(",")):
        return True
    if (ends_with_stop(before) and not before.endswith(",")) or SIGNATURE.match(block[0].visible):
        return False
    if line.visible[0].islower() and not NUMBER.match(line.visible):
        return True
    if NUMBER.match(block[0].visible) and is_heading(join_visible(block)):
        return False  # a heading at the foot of a page, its text on the next
    return (line.blank_before >= 3 or line.page_break) and len(block) > 1


def _parts(block: Sequence[Line], line: Line) -> bool:
    """Whether either line stands on its own: "Antwoord 3", or a line of the letter's head."""
    last = block[-1]
    if is_question_line(block[0].visible) or stands_alone(last.visible, last.start):
        return True
    if is_question_line(line.visible):  # "... zie het antwoord op de / Vraag 3" goes on
        return bool(line.blank_before) or not ends_loose(last.visible)
    # a scan may break the line behind the first character of "'s-Gravenhage"
    return len(last.visible.strip("'’‘´")) > 0 and begins_head_line(line.visible, line.start)


def _opens_parts(block: Sequence[Line], line: Line, following: Line | None) -> bool:
    """Whether "a) Inhoud" stands under "2. Essentie", over its text; "a)" over "b)" names two."""
    return (
        bool(_FIRST_PART.match(line.visible))
        and (following is None or not _NEXT_PART.match(following.visible))
        and bool(NUMBER.match(block[0].visible))
        and is_heading(line.visible)
        and is_heading(join_visible(block))
    )


def _stands_out(before: Line, line: Line, following: Line | None, width: int) -> bool:
    """A heading with no blank line on either side: lines before and after it end on purpose."""
    return (
        following is not None
        and bool(re.search(r"[.!?]$", before.visible[-1:]))
        and line.visible[0].isupper()
        and following.visible[0].isupper()
        and not following.blank_before
        and not following.row
        and len(line.visible) <= width
        and len(line.visible) + 2 + following.visible[: width + 1].find(" ") <= width * 4 // 5
        and is_heading(line.visible)
    )


def _same_set_heading(last: Line, line: Line) -> bool:
    """Two lines of a heading that the format marks one by one."""
    return (
        last.heading >= 0
        and line.heading == last.heading + 1
        and not line.blank_before
        and not NUMBER.match(line.visible)
        and (line.visible[0].islower() or not closes(last.visible))
    )


def _starts_heading(line: Line, before: str) -> bool:
    """A numbered heading may follow the last line of an item without a blank line."""
    match = NUMBER.match(line.visible)
    return (
        match is not None
        and line.visible[match.end()].isupper()
        and closes(before)
        and not re.search(r"[.;,]$", line.visible[-3:])
    )


def count_heading_lines(block: Sequence[Line], width: int) -> int:
    """How many lines at the start of the block read as a heading; 0 when none does."""
    if block[0].row or SIGNATURE.match(block[0].visible):
        return 0
    if _ends_early(block, width):
        return 1 if is_heading(block[0].visible) else 0
    if is_heading(join_visible(block)) and not any(line.row for line in block):
        return len(block)
    for taken in range(1, min(len(block), 5)):
        loose = ends_loose(block[taken - 1].visible)
        if not loose and breaks_on_purpose(block[taken - 1], block[taken], width):
            return taken if is_heading(join_visible(block[:taken])) else 0
    return 0


def _ends_early(block: Sequence[Line], width: int) -> bool:
    """Whether a numbered first line is far too short to have been broken by the page."""
    first = block[0].visible
    if len(block) == 1 or not NUMBER.match(first) or ends_loose(first):
        return False
    following = block[1].visible
    word = following[: width + 50].split(" ", 1)[0]
    return following[0].isupper() and len(first) + 1 + len(word) <= width * 3 // 5
