"""Tell what a browser would not show of a page: by attribute, by style, by class."""

import re
from collections.abc import Iterator

from index.formats.markup import Node, walk

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0*\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0|1)(?:\.\d+)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*0|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white\b|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
    r"|(?<![-\w])color\s*:\s*transparent\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_CLASS_OR_ID = re.compile(r"\s*(?:\w{1,20})?([.#])([\w-]{1,60})\s*")
# for screen readers, or shown only when clicked
_HIDING_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text assistive note-close".split()
)
_WITHOUT_NOTICE = frozenset({"note-close"})  # the button that closes a footnote
_LETTER = re.compile(r"[^\W\d_]")


class Visibility:
    """What of one page is hidden; its own style sheets count as far as they are simple."""

    def __init__(self, root: Node) -> None:
        self.hidden_letters = 0  # letters passed over because a reader cannot see them
        self._names: dict[str, set[str]] = {".": set(_HIDING_CLASSES), "#": set()}
        for sheet in root.iter("style"):
            for kind, name in _hiding_names(sheet.text or ""):
                self._names[kind].add(name)

    def is_hidden(self, element: Node) -> bool:
        """Whether a browser would not show this element; counts what it holds."""
        attributes = dict(element.items())
        if not attributes or not self._hides(element, attributes):
            return False
        if not _WITHOUT_NOTICE & set(attributes.get("class", "").split()):
            self.hidden_letters += count_letters(element)
        return True

    def _hides(self, element: Node, attributes: dict[str, str]) -> bool:
        style = attributes.get("style", "")
        return (
            "hidden" in attributes
            or attributes.get("aria-hidden", "").lower() == "true"
            or attributes.get("id", "") in self._names["#"]
            or not self._names["."].isdisjoint(attributes.get("class", "").split())
            or bool(style and _HIDING.search(style))
            or bool(style and _WHITE.search(style) and not _has_background(element))
        )


def count_letters(element: Node) -> int:
    """How many letters stand in an element."""
    events = walk(element, "", leave_out=lambda each, _: each.tag in ("script", "style"))
    return sum(len(_LETTER.findall(event.text)) for event in events if event.kind == "text")


def _hiding_names(sheet: str) -> Iterator[tuple[str, str]]:
    """Classes and ids that a style sheet hides; rules for parts of other elements are passed by."""
    for selectors, body in _RULE.findall(sheet):
        if _HIDING.search(body):
            for selector in selectors.split(","):
                if match := _CLASS_OR_ID.fullmatch(selector):
                    yield match[1], match[2]


def _has_background(element: Node) -> bool:
    """Whether white text may stand on a colour: of this element or one around it."""
    around: Node | None = element
    while around is not None:
        attributes = dict(around.items())
        if "bgcolor" in attributes or "class" in attributes or "id" in attributes:
            return True
        if _BACKGROUND.search(attributes.get("style", "")):
            return True
        around = around.getparent()  # pyright: ignore[reportAssignmentType]
    return False
