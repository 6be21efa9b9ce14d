"""Read HTML: official publications as web pages, and any other page that holds a letter.

What a browser would not show is left out and said so; menus and buttons are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.errors import UnreadableFileError
from index.formats.extract import Extract, Field
from index.formats.html_hidden import Visibility
from index.formats.html_notes import Notes, find_notes
from index.formats.html_page import decode_page, parse_page
from index.formats.invisible import describe_invisible
from index.formats.markup import (
    Break,
    Flow,
    Node,
    Stretch,
    local_name,
    read_inline,
    root_path,
    walk,
)
from index.formats.mojibake import is_encoded_twice
from index.formats.official_items import read_items
from index.formats.official_metadata import (
    add_missing,
    make_fields,
    read_identifiers,
    read_official_metadata,
)
from index.formats.text import describe_repair
from index.letter import SpanKind

_UNREAD = frozenset(
    "head script style template noscript nav svg iframe frame object embed applet audio video "
    "canvas map button select option textarea input datalist dialog title".split()
)
_UNREAD_ROLES = frozenset({"navigation", "search", "menu", "menubar", "dialog", "alertdialog"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_HEADING = re.compile(r"h([1-6])")
_CLOSE_LINES = frozenset({"li", "dt", "dd"})
_FURNITURE_IDS = frozenset({"kopregel", "voetregel"})
_INSIDE_TEXT = frozenset({"article", "main", "section", "blockquote"})
_ALL: frozenset[SpanKind] = frozenset({"furniture", "footnote", "mark", "hyphen", "hidden"})


def read_html(name: str, content: bytes, *, metadata: bytes | None = None) -> Extract:
    """Read a page; ``metadata`` is the content of an official file that tells about it.

    Raises ``UnreadableFileError`` for what holds no text, or is nested too deep to be a letter.
    """
    page, decoding = decode_page(name, content)
    certain = is_encoded_twice(page)
    root = parse_page(name, page)
    visibility = Visibility(root)
    notes = find_notes(root)
    main, path = _find_main(root)
    reader = _Reader(Flow(certain=certain), visibility, notes)
    reader.read(main, path)
    fields, notices = _read_fields(root, metadata, certain=certain)
    is_official = any(each.get("id", "") == "broodtekst" for each in root.iter("div"))
    linked: tuple[SpanKind, ...] = ("footnote", "mark") if notes.marks else ()
    settled: frozenset[SpanKind] = frozenset({"hyphen", "hidden", *linked})
    extract = reader.flow.builder.extract(
        "html", settled=_ALL if is_official else settled, fields=fields
    )
    if not extract.text.strip():
        raise UnreadableFileError(f"{name} bevat geen tekst.", "Verwijder of vervang het bestand.")
    return replace(extract, notices=(*decoding, *notices, *_describe(reader)))


def _find_main(root: Node) -> tuple[Node, str]:
    """Where the page's own text stands: its only ``main`` element, or all of it."""
    path = root_path(root)
    found: list[tuple[Node, str]] = []
    for event in walk(root, path, leave_out=lambda each, _: each.tag in _UNREAD):
        is_main = event.element.tag == "main" or event.element.get("role", "") == "main"
        if event.kind == "enter" and is_main:
            found.append((event.element, event.place))
    return found[0] if len(found) == 1 and read_inline(found[0][0]) else (root, path)


def _read_fields(
    root: Node, metadata: bytes | None, *, certain: bool
) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """The letter's fields and Dutch notices: from beside the page, then from its head."""
    fields: tuple[Field, ...] = ()
    notices: tuple[str, ...] = ()
    if metadata is not None:
        try:
            fields = read_official_metadata(metadata)
        except UnreadableFileError as error:
            notices = (f"De metadata naast dit bestand is niet gelezen: {error.problem}",)
    items = read_items(root.iter("meta"), certain=certain)
    fields = add_missing(add_missing(fields, make_fields(items)), read_identifiers(items))
    titles = [read_inline(each, certain=certain) for each in root.iter("title")]
    named = [Field("title", title, f"<title> {title}") for title in titles[:1] if title]
    return add_missing(fields, named), notices


def _describe(reader: "_Reader") -> Iterator[str]:
    if reader.flow.repaired:
        yield describe_repair(reader.flow.repaired)
    if hidden := reader.visibility.hidden_letters:
        yield f"De pagina bevat verborgen tekst ({hidden} letters); die is weggelaten."
    yield from describe_invisible(reader.flow.unseen)


@dataclass
class _Level:
    """An element that the reader is in."""

    tag: str
    kind: str = ""  # what to do with what is written in it: heading, mark, footnote, furniture
    stretch: Stretch | None = None
    number: str = ""


class _Reader:
    """Writes one page down."""

    def __init__(self, flow: Flow, visibility: Visibility, notes: Notes) -> None:
        self.flow = flow
        self.visibility = visibility
        self._notes = notes
        self._levels: list[_Level] = []
        self._open: dict[str, int] = {}  # how many elements of each kind the walk is in
        self._cell_break: Break = "space"

    def read(self, root: Node, path: str) -> None:
        """Write an element and all in it."""
        for event in walk(root, path, leave_out=self._leave_out):
            match event.kind:
                case "enter":
                    self._enter(event.element)
                case "leave":
                    self._leave(event.element)
                case "text":
                    keep_lines = self._open.get("pre", 0) > 0
                    self.flow.write(event.text, event.place, keep_lines=keep_lines)

    def _leave_out(self, element: Node, path: str) -> bool:
        if element.tag in _UNREAD or element.get("role", "") in _UNREAD_ROLES:
            return True
        return self.visibility.is_hidden(element)

    def _enter(self, element: Node) -> None:
        tag = local_name(element)
        if tag == "br":
            self.flow.part("line")
        elif tag in _BLOCKS:
            self._part_block(tag)
        if tag in ("td", "th"):
            self._cell_break = "paragraph" if _has_paragraphs(element) else "space"
        self._open[tag] = self._open.get(tag, 0) + 1
        level = _Level(tag)
        if element in self._notes.blocks:
            level = _Level(tag, "footnote", None, self._notes.blocks[element])
            self.flow.part("paragraph")
        elif element in self._notes.marks and not self._is_in("footnote"):
            level = _Level(tag, "mark", None, self._notes.marks[element])
        elif self._is_furniture(element, tag):
            level = _Level(tag, "furniture")
        elif _HEADING.fullmatch(tag) and not (self._is_in("footnote") or self._is_in("heading")):
            level = _Level(tag, "heading")
        if level.kind:
            level.stretch = self.flow.open()
        self._levels.append(level)

    def _leave(self, element: Node) -> None:
        level = self._levels.pop()
        self._open[level.tag] -= 1
        if level.tag in _BLOCKS and level.tag != "br":
            self._part_block(level.tag)
        if level.kind == "footnote":
            self.flow.part("paragraph")
        start = level.stretch.start if level.stretch else -1
        if start < 0:
            return
        match level.kind:
            case "heading":
                self.flow.builder.heading(start, int(level.tag[1]))
            case "mark":
                self.flow.builder.mark("mark", start, footnote=level.number)
            case "footnote":
                self.flow.builder.mark("footnote", start, footnote=level.number)
            case _:
                self.flow.builder.mark("furniture", start)

    def _is_in(self, kind: str) -> bool:
        return any(level.kind == kind for level in self._levels)

    def _part_block(self, tag: str) -> None:
        note = next((each for each in reversed(self._levels) if each.kind == "footnote"), None)
        if note and note.stretch and note.stretch.start >= 0:
            written = self.flow.builder.end - note.stretch.start
            if written <= len(note.number) + 2:  # only the number: the words follow on its line
                self.flow.part("space")
                return
        self.flow.part(self._break(tag))

    def _break(self, tag: str) -> Break:
        """What parts a block from what is around it."""
        if tag in ("td", "th"):
            return "cell"
        if tag == "tr":
            return "paragraph"
        if self._open.get("td", 0) or self._open.get("th", 0):
            return self._cell_break
        if tag in _CLOSE_LINES or any(self._open.get(each, 0) for each in _CLOSE_LINES):
            return "line"
        return "paragraph"

    def _is_furniture(self, element: Node, tag: str) -> bool:
        if element.get("id", "") in _FURNITURE_IDS:
            return True
        page_level = not any(self._open.get(each, 0) for each in _INSIDE_TEXT)
        return tag in ("header", "footer") and page_level


def _has_paragraphs(cell: Node) -> bool:
    """Whether a table's cell holds more than one paragraph."""
    return sum(each.tag in ("p", "li", "br", "div") for each in cell.iter()) > 1
