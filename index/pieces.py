"""Put right what the first look at a letter's blocks took for headings.

A heading may stand in two blocks; a numbered line with nothing under it, and a name at the end of a
letter, look like headings and are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index.headings import Heading, continues
from index.lines import Mark

_LONGEST_LIST = 100  # points; "z)" comes before it
_LISTED = 3  # so many numbered lines with nothing between them are a list, not headings
_POINTS = {"arabic": "digit", "letter": "letter"}  # kind of heading -> style of a point's mark


@dataclass(frozen=True)
class Body:
    """Text under a heading: a paragraph, or a point of an enumeration."""

    start: int
    end: int
    mark: Mark | None = None
    indent: int = 0


Piece = Heading | Body


def join_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Put the parts of a heading together that stand in blocks of their own."""
    joined: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = joined[-1] if joined else None
        if isinstance(piece, Heading) and isinstance(last, Heading):
            if continues(last, piece):
                joined[-1] = last._replace(end=piece.end, text=f"{last.text} {piece.text}")
                continue
            if _names_on(last, piece, pieces[at + 1] if at + 1 < len(pieces) else None):
                joined[-1] = last._replace(end=piece.end, text=f"{last.text} {piece.printed}")
                continue
        joined.append(piece)
    return joined


def _names_on(last: Heading, piece: Heading, following: Piece | None) -> bool:
    """Lettered names of one item ("3. ..." / "a) ..." / "b) ...") over one text are its name."""
    if piece.kind != "letter" or piece.depth or last.kind not in ("arabic", "decimal"):
        return False
    after = isinstance(following, Heading) and following.kind == "letter"
    return after or bool(re.search(r"(?:^|\s)a[.)]\s.*\bb[.)]\s", f"{last.text} {piece.printed}"))


def demote_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """Turn numbered lines with nothing under them, and the next point of a list, into points."""
    kept: list[Piece] = []
    set_kinds = {each.kind for each in pieces if isinstance(each, Heading) and each.marked}
    at = 0
    while at < len(pieces):
        run = _count_run(pieces, at)
        piece = pieces[at]
        # beside numbered headings that the file sets apart, two that it does not are points
        few = isinstance(piece, Heading) and piece.kind in set_kinds
        if run >= (_LISTED - 1 if few else _LISTED) or (
            isinstance(piece, Heading) and _is_next_point(piece, kept)
        ):
            run = max(run, 1)
            headings = (each for each in pieces[at : at + run] if isinstance(each, Heading))
            kept.extend(_as_point(each) for each in headings)
            at += run
        else:
            kept.append(piece)
            at += 1
    return kept


def _count_run(pieces: Sequence[Piece], at: int) -> int:
    """How many headings from here on have successive numbers and nothing between them."""
    count = 0
    last: Heading | None = None
    for piece in islice(pieces, at, at + _LONGEST_LIST):
        if not isinstance(piece, Heading) or piece.marked or piece.kind not in _POINTS:
            break
        if last and (piece.kind != last.kind or _value(piece) != _value(last) + 1):
            break
        last = piece
        count += 1
    return count


def _value(heading: Heading) -> int:
    if heading.kind == "arabic" and heading.number.isdigit():
        return int(heading.number)
    return ord(heading.number) - ord("a") + 1 if heading.kind == "letter" else 0


def _is_next_point(heading: Heading, before: Sequence[Piece]) -> bool:
    """Whether the list above ends in the point with the number before this one."""
    style = _POINTS.get(heading.kind)
    if heading.marked or not style:
        return False
    for above in islice(reversed(before), _LONGEST_LIST):
        if not isinstance(above, Body) or above.mark is None:
            return False
        if above.mark.style == style:
            return above.mark.value + 1 == _value(heading)
    return False


def _as_point(heading: Heading) -> Body:
    mark = Mark(
        f"{heading.number}{heading.joint}", _POINTS[heading.kind], _value(heading), heading.start
    )
    return Body(heading.start, heading.end, mark)


def drop_trailing(pieces: list[Piece]) -> list[Piece]:
    """Names at the end of a letter look like headings, but nothing stands under them."""
    kept = list(pieces)
    at = len(kept) - 1
    while at >= 0:
        piece = kept[at]
        if not isinstance(piece, Heading) or piece.marked or piece.kind != "plain":
            break
        kept[at] = Body(piece.start, piece.end)
        at -= 1
    return kept
