"""The tree that a letter's headings make: which of them stand under which."""

from collections.abc import Iterator, Sequence

from index.headings import Heading
from index.letter import Section
from index.lines import roman_value

_DEEPEST = 8  # levels; a thousand headings without text between them are no tree


def grow_tree(headings: Sequence[Heading], length: int) -> Iterator[Section]:
    """Give each heading its level and those above it; what precedes them is a section too."""
    yield from _nest(_promote(_disambiguate(headings)), length)


def _disambiguate(headings: Sequence[Heading]) -> list[Heading]:
    """Tell letters ("C." behind "B.", "I." behind "H.") from Roman numbers ("I." before "II.")."""
    told: list[Heading] = []
    last_capital = ""
    last_roman = 0
    for heading in headings:
        number = heading.number
        if heading.kind in ("capital", "roman") and len(number) == 1 and number.isalpha():
            follows = bool(last_capital) and ord(number) == ord(last_capital) + 1
            roman = heading.kind == "roman" and roman_value(number) == last_roman + 1
            if follows and not roman:
                heading = heading._replace(kind="capital")
            elif heading.kind == "capital" and number != "A" and not follows:
                heading = heading._replace(kind="plain")
        if heading.kind == "capital":
            last_capital = number
        elif heading.kind == "roman":
            last_roman = roman_value(number) if number else 0
        elif heading.kind == "part":
            last_capital, last_roman = "", 0
        told.append(heading)
    return told


def _promote(headings: Sequence[Heading]) -> list[Heading]:
    """An unnumbered heading over a list that starts at 1 again is a main heading ("Justitie")."""
    return [
        heading._replace(kind="roman")
        if heading.kind == "plain"
        and not heading.depth
        and heading.leads
        and at + 1 < len(headings)
        and headings[at + 1].kind == "arabic"
        and headings[at + 1].number == "1"
        else heading
        for at, heading in enumerate(headings)
    ]


def _nest(headings: Sequence[Heading], length: int) -> Iterator[Section]:
    if not headings or headings[0].start > 0:
        end = headings[0].start if headings else length
        yield Section("", "", 0, 0, end, (), 0)
    open_headings: list[tuple[int, Heading]] = []
    for at, heading in enumerate(headings):
        before = headings[at - 1] if at else None
        level = min(_level(heading, open_headings, before), _DEEPEST)
        open_headings = [(above, other) for above, other in open_headings if above < level]
        open_headings.append((level, heading))
        end = headings[at + 1].start if at + 1 < len(headings) else length
        path = tuple(other.printed for _, other in open_headings)
        yield Section(
            heading.number, heading.text, level, heading.start, end, path, min(heading.end, end)
        )


def _level(
    heading: Heading, open_headings: Sequence[tuple[int, Heading]], before: Heading | None
) -> int:
    kinds = {other.kind: level for level, other in open_headings}
    if heading.kind == "part":
        return 0
    if heading.depth:
        return heading.depth
    above = ("part", "roman", "capital")
    if heading.kind != "question":
        above = (*above, "question")
    deepest = max((kinds[kind] for kind in above if kind in kinds), default=0)
    set_depth = max((level for level, other in open_headings if other.depth), default=0)
    match heading.kind:
        case "roman":
            return 1
        case "capital":
            return kinds.get("roman", 0) + 1
        case "question":
            return max(deepest, set_depth if "question" not in kinds else 0) + 1
        case "arabic":
            return max(deepest, set_depth if "arabic" not in kinds else 0) + 1
        case "decimal":
            return kinds.get("arabic", deepest) + heading.number.count(".")
        case "letter":
            return max(kinds.get("decimal", 0), kinds.get("arabic", deepest)) + 1
        case _:
            pass
    # unnumbered: under the heading it directly follows, else beside the last unnumbered one
    if before and before.leads and open_headings and open_headings[-1][1] is before:
        return open_headings[-1][0] + 1
    if heading.leads or "plain" not in kinds:
        return max(deepest, kinds.get("decimal", 0), kinds.get("arabic", 0), set_depth) + 1
    return kinds["plain"]
