"""Count a Word document's lists as Word does, and print the labels that stand in no text run."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from index.formats.docx_names import W, read_number, value_of
from index.formats.labels import format_bullet, format_number
from index.formats.xml_tree import Element

_FORMS = {
    "upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a", "none": "",
}  # fmt: skip


class ListPlace(NamedTuple):
    """Which list a paragraph belongs to, and how deep in it; list 0 is no list."""

    number: int
    level: int


class _Level(NamedTuple):
    start: int
    form: str  # as ``format_number`` takes it, or "bullet"
    text: str  # "%1.%2"
    parted: bool  # a tab or space follows the label
    keeps_counting: bool  # not restarted behind a higher level
    legal: bool  # "II.1" printed as "2.1"
    style: str


@dataclass
class _List:
    """Lists that share their levels share their count as well."""

    levels: dict[int, _Level]
    style_link: str
    counts: dict[int, int] = field(default_factory=dict[int, int])


class Numbering:
    """The lists of one document; ``next_label`` is called once per paragraph, in order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[int, str] = {}
        self._starts: dict[tuple[int, int], int] = {}
        styles: dict[str, str] = {}
        for each in root if root is not None else ():
            if each.tag == W + "abstractNum":
                key = each.get(W + "abstractNumId")
                self._lists[key] = _List(
                    {
                        read_number(level.get(W + "ilvl")): _read_level(level)
                        for level in each
                        if level.tag == W + "lvl"
                    },
                    value_of(each, "numStyleLink"),
                )
                if link := value_of(each, "styleLink"):
                    styles[link] = key
            elif each.tag == W + "num":
                self._read_number(each)
        for number, key in self._numbers.items():
            if key in self._lists and (link := self._lists[key].style_link):
                self._numbers[number] = styles.get(link, key)

    def level_of_style(self, number: int, style: str) -> int:
        """How deep a style stands in the list it names."""
        shared = self._lists.get(self._numbers.get(number, ""))
        levels = shared.levels.items() if shared else ()
        return next((at for at, level in levels if level.style == style), 0)

    def next_label(self, place: ListPlace) -> str:
        """Count one paragraph and give its label, with the space behind it; "" outside lists."""
        shared = self._lists.get(self._numbers.get(place.number, ""))
        if not shared or not (level := shared.levels.get(place.level)):
            return ""
        if (start := self._starts.pop(place, None)) is not None:
            shared.counts[place.level] = start
        else:
            shared.counts[place.level] = shared.counts.get(place.level, level.start - 1) + 1
        for deeper in [at for at in shared.counts if at > place.level]:
            if not shared.levels[deeper].keeps_counting:
                del shared.counts[deeper]
        if level.form == "bullet":
            label = format_bullet(level.text)
        else:
            label = re.sub(r"%([1-9])", lambda match: _count(shared, level, match), level.text)
        label = label.strip()
        return label + (" " if label and level.parted else "")

    def _read_number(self, element: Element) -> None:
        number = read_number(element.get(W + "numId"))
        self._numbers[number] = value_of(element, "abstractNumId")
        for override in element:
            if override.tag == W + "lvlOverride":
                level = read_number(override.get(W + "ilvl"))
                if start := value_of(override, "startOverride"):
                    self._starts[number, level] = read_number(start)
                # a level of its own makes it a list of its own
                if (own := override.find(W + "lvl")) is not None:
                    key = f"num {number}"
                    shared = self._lists.get(self._numbers[number], _List({}, ""))
                    self._lists[key] = _List({**shared.levels, level: _read_level(own)}, "")
                    self._numbers[number] = key


def _count(shared: _List, level: _Level, match: re.Match[str]) -> str:
    at = int(match[1]) - 1
    if at not in shared.levels:
        return ""
    counted = shared.levels[at]
    value = shared.counts.setdefault(at, counted.start)
    form = "1" if level.legal and counted.form else counted.form
    return format_number(value, "" if form == "bullet" else form)


def _read_level(element: Element) -> _Level:
    form = value_of(element, "numFmt") or "decimal"
    legal = element.find(W + "isLgl")
    return _Level(
        start=read_number(value_of(element, "start") or "0"),
        form="bullet" if form == "bullet" else _FORMS.get(form, "1"),
        text=value_of(element, "lvlText"),
        parted=value_of(element, "suff") != "nothing",
        keeps_counting=value_of(element, "lvlRestart") == "0",
        legal=legal is not None and legal.get(W + "val", "1") not in ("0", "false"),
        style=value_of(element, "pStyle"),
    )
