"""Find the points of enumerations, and which of them stand inside another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.letter import Item
from index.lines import Line, Mark, closes

_NEAR = 3_000  # characters; the points of one list stand no farther apart
_DEEPEST = 6  # levels; deeper ones are a list of lists by mistake
_AFTER_ITEM = (" en", " of", ",", " en/of")


class Point(NamedTuple):
    """An item with where its own text ends."""

    mark: Mark
    indent: int
    end: int
    section: int
    apart: bool  # a paragraph that is no item stands between it and the point before it


class _Open(NamedTuple):
    point: Point
    level: int
    at: int  # which of the items


def begins_item(line: Line, before: Line | None, last: Mark | None) -> bool:
    """Whether the line is a point of an enumeration and not the middle of a sentence.

    ``last`` is the last mark of the same style.
    """
    mark = line.mark
    if mark is None:
        return False
    if mark.style.startswith("bullet"):
        return True
    near = last is not None and mark.start - last.start < _NEAR
    separate = (
        before is None
        or line.blank_before > 0
        or closes(before.visible)
        or before.visible.endswith(_AFTER_ITEM)
    )
    if mark.style.startswith(("circle", "dash")):
        # one that stays visible may be an aside: "kan daar / – net zoals eerder – aan bijdragen"
        return separate or not line.visible.startswith(mark.printed)
    if near and last is not None and mark.value == last.value + 1:
        # "a) Stand van zaken" over "b) Prioriteiten" is one heading that names both
        capital = line.visible[len(mark.printed) :].strip()[:1].isupper()
        return separate or (mark.style == "digit" and capital)
    return mark.value == 1 and separate


def nest_items(points: Sequence[Point]) -> Iterator[Item]:
    """Give each point its level; one that holds others ends where the last of them ends."""
    items: list[Item] = []
    open_points: list[_Open] = []
    for point in points:
        if point.apart and not _goes_on(point, open_points):
            open_points = []
        while open_points and not _is_inside(point, open_points):
            open_points.pop()
        level = min(len(open_points) + 1, _DEEPEST)
        for outer in open_points:
            held = items[outer.at]
            items[outer.at] = Item(held.mark, held.level, held.start, point.end)
        items.append(Item(point.mark.printed, level, point.mark.start, point.end))
        open_points.append(_Open(point, level, len(items) - 1))
        open_points = open_points[-_DEEPEST:]
    yield from items


def _goes_on(point: Point, open_points: Sequence[_Open]) -> bool:
    """A list that explains each of its points in a paragraph."""
    return point.mark.value > 1 and any(
        each.point.mark.style == point.mark.style and each.point.mark.value + 1 == point.mark.value
        for each in open_points
    )


def _is_inside(point: Point, open_points: Sequence[_Open]) -> bool:
    """Whether the point stands inside the innermost open one."""
    outer = open_points[-1].point
    if point.section != outer.section or point.mark.start - outer.end > _NEAR:
        return False
    if any(each.point.mark.style == point.mark.style for each in open_points):
        deeper = point.indent - outer.indent
        same_style = outer.mark.style == point.mark.style
        return same_style and deeper >= 2 and not point.mark.value > 1
    if point.mark.value > 1:
        return False
    # another style: inside, unless it is set further out
    return point.indent >= outer.indent
