"""How Word sets text: what a style, the style it builds on and a run's own properties add up to."""

import re
from typing import NamedTuple

from index.formats.docx_names import W, is_on, read_number, value_of
from index.formats.office_look import UNKNOWN, Look
from index.formats.xml_tree import Element

_HEADING = re.compile(r"(?:heading|kop)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|inhopg)\s*\d$", re.IGNORECASE)
# the letterhead's small bold labels in the templates of the ministries ("Rijkshuisstijl")
_LETTERHEAD = re.compile(r"(?:huisstijl|afzend|referentie|retour)", re.IGNORECASE)
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


class ParagraphStyle(NamedTuple):
    """What a paragraph's style says of it."""

    look: Look = Look()
    level: int | None = None  # as a heading, from 1; 0 = a title; None = no heading
    contents: bool = False  # a line of a table of contents
    letterhead: bool = False
    number: int | None = None  # the list it belongs to
    list_level: int | None = None
    listed_by: str = ""  # the style that put it in that list


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._read: dict[str, ParagraphStyle] = {}
        self._default = ""
        defaults = None
        for each in root if root is not None else ():
            if each.tag == W + "style":
                self._elements[each.get(W + "styleId")] = each
                if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true"):
                    self._default = each.get(W + "styleId")
            elif each.tag == W + "docDefaults":
                defaults = each.find(f"{W}rPrDefault/{W}rPr")
        self._base = ParagraphStyle(read_look(defaults))

    def paragraph(self, identifier: str) -> ParagraphStyle:
        """A paragraph's style by its id; "" = the document's own default."""
        return self._find(identifier or self._default, self._base)

    def look(self, identifier: str) -> Look:
        """What a character style adds."""
        return self._find(identifier, ParagraphStyle()).look

    def shades(self, identifier: str) -> bool:
        """Whether a table style gives cells a background, anywhere in its chain."""
        seen: set[str] = set()
        while identifier in self._elements and identifier not in seen:
            seen.add(identifier)
            if next(self._elements[identifier].iter(W + "shd"), None) is not None:
                return True
            identifier = value_of(self._elements[identifier], "basedOn")
        return False

    def _find(self, identifier: str, base: ParagraphStyle) -> ParagraphStyle:
        chain: dict[str, Element] = {}  # from the style to the first one that is known already
        while identifier in self._elements and identifier not in self._read:
            if identifier in chain:
                break  # a style that builds on itself
            chain[identifier] = self._elements[identifier]
            identifier = value_of(self._elements[identifier], "basedOn")
        style = self._read.get(identifier, base)
        for each, element in reversed(chain.items()):
            style = self._read[each] = _build_on(style, each, element)
        return style


def _build_on(base: ParagraphStyle, identifier: str, element: Element) -> ParagraphStyle:
    name = value_of(element, "name")
    properties = element.find(W + "pPr")
    look = read_look(element.find(W + "rPr")).over(base.look)
    shading = read_shading(properties)
    if shading is not None:
        look = look._replace(background=shading)
    numbers = properties.find(W + "numPr") if properties is not None else None
    number, list_level, listed_by = base.number, base.list_level, base.listed_by
    if numbers is not None:
        if value_of(numbers, "numId"):
            number, listed_by = read_number(value_of(numbers, "numId")), identifier
        if value_of(numbers, "ilvl"):
            list_level = read_number(value_of(numbers, "ilvl"))
    return ParagraphStyle(
        look,
        read_level(properties, name, base.level),
        base.contents or bool(_CONTENTS.match(name)),
        base.letterhead or bool(_LETTERHEAD.match(name)),
        number,
        list_level,
        listed_by,
    )


def read_level(properties: Element | None, name: str, inherited: int | None) -> int | None:
    """The depth of a heading: by its outline level, else by its style's name."""
    if outline := value_of(properties, "outlineLvl"):
        return read_number(outline) + 1 if read_number(outline) < 9 else None  # 9 = body text
    if match := _HEADING.match(name):
        return int(match[1])
    return 0 if _TITLE.match(name) else inherited


def read_look(properties: Element | None) -> Look:
    """What a run's properties say themselves."""
    if properties is None:
        return Look()
    size = value_of(properties, "sz")
    highlight = value_of(properties, "highlight")
    return Look(
        bold=is_on(properties, "b"),
        vanished=is_on(properties, "vanish"),
        color=value_of(properties, "color") or None,
        size=read_number(size) if size else None,
        background=read_shading(properties),
        highlight=_HIGHLIGHTS.get(highlight) if highlight else None,
    )


def read_shading(properties: Element | None) -> str | None:
    """The colour behind text, a paragraph or a cell; None where none is set."""
    shading = properties.find(W + "shd") if properties is not None else None
    if shading is None:
        return None
    if shading.get(W + "val", "clear") not in ("clear", "nil"):
        return UNKNOWN  # a pattern
    fill = shading.get(W + "fill", "auto")
    return None if fill == "auto" else fill
