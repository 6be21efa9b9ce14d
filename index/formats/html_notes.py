"""Find a page's footnotes: a short link to a place further on, and the block that stands there."""

import re
from dataclasses import dataclass, field
from typing import cast

from index.formats.markup import Node, has_class, local_name, read_inline

_MARK = re.compile(r"[\[(]?(\d{1,3}|[*†‡]{1,3}|[ivxlc]{1,6}|[a-z])[\])]?")
_NOTE_ID = re.compile(r"_?(?:ftn|fn|edn|footnote|endnote|noot|voetnoot|note)[-_:.]?\w*", re.I)
_NOTE_CLASSES = ("noot", "footnote", "voetnoot", "endnote")
_NOTE_ROLES = ("doc-footnote", "doc-endnote")
_HOLDERS = frozenset({"p", "li", "dd", "td", "div", "aside"})
_FURTHEST = 6  # elements between the place a link names and the block around it
_LONGEST = 20  # characters of a link that can be a mark


@dataclass(frozen=True)
class Notes:
    """Footnotes: the link elements that mark them and the blocks that hold them, with numbers."""

    marks: dict[Node, str] = field(default_factory=dict["Node", str])
    blocks: dict[Node, str] = field(default_factory=dict["Node", str])


def find_notes(root: Node) -> Notes:
    """Every footnote that the page itself links to."""
    notes = Notes()
    links: list[tuple[Node, str, str]] = []  # link, number, where it leads
    places: dict[str, tuple[int, Node]] = {}
    passed: dict[Node, int] = {}
    for order, each in enumerate(root.iter()):
        element = cast(Node, each)
        if not isinstance(element.tag, str):
            continue
        for key in ("id", "name"):
            if value := element.get(key):
                places.setdefault(value, (order, element))
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and len(href) > 1:
            text = read_inline(element) if _is_short(element) else ""
            if match := _MARK.fullmatch(text):
                links.append((element, match[1], href[1:]))
                passed[element] = order
    for link, number, target in links:
        order, place = places.get(target, (-1, link))
        if order <= passed[link]:
            continue
        block = _block_of(place, target, number)
        if block is not None:
            notes.marks[link] = number
            notes.blocks.setdefault(block, number)
    return notes


def _is_short(link: Node) -> bool:
    return sum(len(each.text or "") + len(each.tail or "") for each in link.iter()) < 10 * _LONGEST


def _block_of(place: Node, target: str, number: str) -> Node | None:
    """The block that a footnote is; None when the link leads to something else."""
    around: Node | None = place
    holder: Node | None = None
    for _ in range(_FURTHEST):
        if around is None or local_name(around) == "body":
            break
        if has_class(around, _NOTE_CLASSES) or around.get("role", "") in _NOTE_ROLES:
            return around
        if holder is None and local_name(around) in _HOLDERS:
            holder = around
        around = cast("Node | None", around.getparent())
    if holder is None:
        return None
    begins = read_inline(holder).lstrip("[(").startswith(number)
    return holder if begins or _NOTE_ID.fullmatch(target) else None
