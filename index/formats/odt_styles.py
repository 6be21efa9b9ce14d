"""How an ODT document sets text and counts its lists: its styles, from both of its style parts."""

import re
from typing import NamedTuple

from index.formats.docx_names import read_number
from index.formats.labels import format_bullet, format_number
from index.formats.odt_names import FO, STYLE, TEXT
from index.formats.office_look import Look
from index.formats.xml_tree import Element

_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,9})?)pt")
_HEX_COLOR = re.compile(r"#([0-9a-fA-F]{6})")


class _Level(NamedTuple):
    form: str
    bullet: str
    before: str
    after: str
    shown: int  # how many levels the label shows
    start: int


class OdtStyles:
    """Looks by family and name, and the labels of lists."""

    def __init__(self, *parts: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._lists: dict[str, dict[int, _Level]] = {}
        self._defaults: dict[str, Look] = {}
        for part in parts:
            for each in part.iter() if part is not None else ():
                if each.tag == STYLE + "style":
                    key = each.get(STYLE + "family", ""), each.get(STYLE + "name", "")
                    self._elements.setdefault(key, each)
                elif each.tag == STYLE + "default-style":
                    self._defaults[each.get(STYLE + "family", "")] = _read_look(each)
                elif each.tag == TEXT + "list-style":
                    self._lists.setdefault(each.get(STYLE + "name", ""), _read_levels(each))
                elif each.tag == TEXT + "outline-style":
                    self._lists.setdefault("", _read_levels(each))

    def look(self, family: str, name: str) -> Look:
        """What a style of a family and those it builds on say."""
        chain: dict[tuple[str, str], Element] = {}
        key = family, name
        while key in self._elements and key not in self._looks and key not in chain:
            chain[key] = self._elements[key]
            key = family, chain[key].get(STYLE + "parent-style-name", "")
        base = self._defaults.get(family, Look())
        look = self._looks.get(key, base)
        for key, element in reversed(chain.items()):
            look = self._looks[key] = _read_look(element).over(look)
        return look

    def is_title(self, name: str) -> bool:
        """Whether a paragraph style is the one for titles, or builds on it."""
        seen: set[str] = set()
        while name and name not in seen:
            if name == "Title":
                return True
            seen.add(name)
            element = self._elements.get(("paragraph", name))
            name = element.get(STYLE + "parent-style-name", "") if element is not None else ""
        return False

    def label(self, style: str, counts: dict[int, int], level: int) -> str:
        """The label for the counts so far, with a space behind it; "" = headings' own numbering."""
        levels = self._lists.get(style, {})
        if not (found := levels.get(level)):
            return ""
        if found.bullet:
            return f"{format_bullet(found.bullet)} "
        if not found.form:
            return ""
        shown = [at for at in sorted(levels) if level - found.shown < at <= level]
        numbers = [format_number(counts.get(at, levels[at].start), levels[at].form) for at in shown]
        return f"{found.before}{'.'.join(filter(None, numbers))}{found.after}".strip() + " "

    def start(self, style: str, level: int) -> int:
        """The number at which a level begins."""
        found = self._lists.get(style, {}).get(level)
        return found.start if found else 1


def _read_look(element: Element) -> Look:
    text = element.find(STYLE + "text-properties")
    backgrounds = [
        each.get(FO + "background-color", "")
        for each in element
        if str(each.tag).startswith(STYLE) and str(each.tag).endswith("-properties")
    ]
    background = next((each for each in backgrounds if each), "")
    color = size = weight = display = ""
    if text is not None:
        color, size = text.get(FO + "color", ""), text.get(FO + "font-size", "")
        weight, display = text.get(FO + "font-weight", ""), text.get(TEXT + "display", "")
    points = _POINTS.fullmatch(size)
    return Look(
        bold=weight in ("bold", "600", "700", "800", "900") if weight else None,
        vanished=display == "none" if display else None,
        color=_read_color(color),
        size=round(2 * float(points[1])) if points else None,
        background=_read_color(background),
    )


def _read_color(color: str) -> str | None:
    match = _HEX_COLOR.fullmatch(color)
    return match[1] if match else None


def _read_levels(element: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for each in element:
        level = each.get(TEXT + "level", "")
        if level:
            bullet = str(each.tag).endswith("bullet") or str(each.tag).endswith("image")
            levels[read_number(level)] = _Level(
                form=each.get(STYLE + "num-format", ""),
                bullet=each.get(TEXT + "bullet-char", "•") if bullet else "",
                before=each.get(STYLE + "num-prefix", ""),
                after=each.get(STYLE + "num-suffix", ""),
                shown=read_number(each.get(TEXT + "display-levels", "1")) or 1,
                start=read_number(each.get(TEXT + "start-value", "1")),
            )
    return levels
