"""Read the XML of official publications: Kamerstukken, Aanhangsels, Handelingen and their annexes.

The text is that of the file in its own order; only a footnote's words stand behind the paragraph
that its mark is in. An element of a kind unknown here is a line of its own when it holds text, and
a container when it holds elements only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.invisible import describe_invisible
from index.formats.markup import Break, Flow, Node, Stretch, local_name, root_path, walk
from index.formats.mojibake import is_encoded_twice
from index.formats.official_fields import read_fields
from index.formats.official_metadata import is_metadata_root
from index.formats.text import describe_repair
from index.formats.xml_tree import Element, parse_xml
from index.letter import SpanKind

_SETTLED: frozenset[SpanKind] = frozenset({"furniture", "footnote", "mark", "hyphen", "hidden"})
# a byte order mark, which may itself have been encoded twice, in front of the declaration
_BEFORE_XML = re.compile(rb"\s*(?:\xef\xbb\xbf|\xc3\xaf\xc2\xbb\xc2\xbf)?\s*(?=<)")

# one line each, whatever elements are in it
_LINES = frozenset(
    "al noot.al tekstregel datumtekst kamervraagomschrijving kamervraagnummer kop dossier stuknr "
    "titel subtitel item-titel tussenkop spreker nr li.nr naam functie organisatie plaats datum "
    "vergadering-nummer vergaderdatum vergadertijd title bron label wie wat adres term".split()
)
# these are no part of the line they stand in
_BLOCKS = frozenset("al al-groep lijst li table tgroup thead tbody tfoot row entry tekst".split())
# lines of which the elements are words apart, though no space is written between them
_WORDS_APART = frozenset({"kop", "dossier", "dossiernummer", "naam", "spreker"})
# what makes one line with the element of this kind right behind it
_JOINS = {"stuknr": ("titel",), "nr": ("titel", "item-titel"), "label": ("nr", "titel")}
_HEADINGS = frozenset(
    "dossier stuknr titel kop item-titel tussenkop kamervraagomschrijving".split()
)
_FURNITURE = frozenset({"tekstregel", "kamervraagnummer"})
# a heading inside one of these is the heading of it, one level under what is around it
_HEADED = frozenset(
    "stuk agendapunt handeling_bijlage divisie motie kamervragen vraag antwoord artikel hoofdstuk "
    "titeldeel paragraaf bijlage".split()
)
_CLOSE_LINES = frozenset({"ondertekening", "ondertekenaar", "slotformulering", "li"})
_UNREAD = frozenset({"metadata", "meta", "plaatje", "illustratie"})
_SCRIPTS = frozenset({"inf", "sup"})
_ALPHANUMERIC = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")


def read_official_xml(name: str, content: bytes, *, metadata: bytes | None = None) -> Extract:
    """Read one publication; ``metadata`` is the content of a file that tells about it.

    Raises ``UnreadableFileError`` for XML that is damaged, hostile, or only metadata.
    """
    before = _BEFORE_XML.match(content)
    root = cast(Node, parse_xml(name, content[before.end() if before else 0 :]))
    if is_metadata_root(root):
        raise UnreadableFileError(
            f"{name} bevat alleen metadata en geen brief.",
            "Zet het naast de brief, met dezelfde naam en .metadata.xml erachter.",
        )
    certain = is_encoded_twice(content.decode("utf-8", "replace"))
    reader = _Reader(Flow(tight=True, certain=certain))
    reader.read(root, root_path(root))
    fields, notices = read_fields(root, metadata, certain=certain)
    extract = reader.flow.builder.extract("xml", settled=_SETTLED, fields=fields)
    if not extract.text.strip():
        raise UnreadableFileError(f"{name} bevat geen tekst.", "Verwijder of vervang het bestand.")
    return replace(extract, notices=(*notices, *_describe(reader.flow, root)))


def _describe(flow: Flow, root: Node) -> Iterator[str]:
    if flow.repaired:
        yield describe_repair(flow.repaired)
    yield from describe_invisible(flow.unseen)
    if any(not isinstance(each.tag, str) and (each.text or "")[:1] == "&" for each in root.iter()):
        yield "Verwijzingen naar tekst die niet in de XML zelf staat (entiteiten) zijn weggelaten."


@dataclass
class _Level:
    """An element that the reader is in."""

    tag: str
    line: bool  # what is in it belongs to one line
    stretch: Stretch | None = None
    depth: int = 0  # how deep a heading it is


class _Reader:
    """Writes one publication down."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._levels: list[_Level] = []
        self._limit_reach = 0  # how many levels were open where the flow was limited
        self._joined: Stretch | None = None  # a heading that its next element completes
        self._footnotes: list[tuple[Node, str, str]] = []  # element, path, number
        self._noted = 0
        self._in_footnote = False
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
                    self.flow.write(event.text, event.place)

    def _leave_out(self, element: Node, path: str) -> bool:
        tag = local_name(element)
        if tag == "noot":
            self._mark_footnote(element, path)
        return tag == "noot" or tag in _UNREAD

    def _enter(self, element: Node) -> None:
        tag = local_name(element)
        above = self._levels[-1] if self._levels else _Level("", False)
        inline = above.line and tag not in _BLOCKS
        if not inline:
            self.flow.part(self._break(tag))
        elif above.tag in _WORDS_APART and not _is_glued(element):
            self.flow.part("space")
        level = _Level(tag, inline or _is_line(element, tag))
        if tag in _SCRIPTS:
            self.flow.script_begins = True
        if tag == "entry":
            self._cell_break = "paragraph" if _has_paragraphs(element) else "space"
        if tag in _FURNITURE or tag == "li.nr":
            level.stretch = self.flow.open()
        elif (tag in _HEADINGS or tag == "nr") and not (inline or self._in_heading()):
            level.stretch = self._joined or self.flow.open()
            headed = sum(each.tag in _HEADED for each in self._levels)
            level.depth = max(1, headed + (tag == "tussenkop"))
        self._joined = None
        self._levels.append(level)

    def _leave(self, element: Node) -> None:
        level = self._levels.pop()
        inline = bool(self._levels) and self._levels[-1].line and level.tag not in _BLOCKS
        if len(self._levels) < self._limit_reach:
            self._limit_reach = 0
            self.flow.limit("")
        if level.tag in _SCRIPTS:
            self.flow.script_ended = True
        if not inline:
            self.flow.part(self._break(level.tag))
        if level.stretch and level.stretch.start >= 0:
            self._close(element, level, level.stretch)
        if level.tag == "spreker" and not inline:
            self._limit("line")
        elif level.tag == "noot.nr":
            self._limit("space")
        if not inline and not any(each.tag == "row" for each in self._levels):
            self._write_footnotes()

    def _in_heading(self) -> bool:
        return any(level.depth for level in self._levels)

    def _close(self, element: Node, level: _Level, stretch: Stretch) -> None:
        """End a heading, a piece of furniture or the mark of a list item."""
        builder = self.flow.builder
        following = _next_element(element)
        if level.tag == "li.nr":
            if not _ALPHANUMERIC.search(_all_text(element)):
                builder.mark("furniture", stretch.start)
            self._limit("space")
        elif level.tag in _FURNITURE:
            builder.mark("furniture", stretch.start)
        elif following in _JOINS.get(level.tag, ()):
            self._joined = stretch
            self._limit("space")
        elif level.tag != "nr" or _LETTER.search(_all_text(element)):
            builder.heading(stretch.start, level.depth)
        elif following == "al":  # "1" in front of a question
            self._limit("space")
        else:  # a number that nothing follows says nothing
            builder.mark("furniture", stretch.start)

    def _limit(self, kind: Break) -> None:
        self.flow.limit(kind)
        self._limit_reach = len(self._levels)

    def _break(self, tag: str) -> Break:
        """What parts an element from what is around it."""
        open_tags = [level.tag for level in self._levels]
        if tag == "entry":
            return "cell"
        if tag == "row":
            return "paragraph"
        if "entry" in open_tags:
            return self._cell_break
        if tag in _CLOSE_LINES or any(each in _CLOSE_LINES for each in open_tags):
            return "line"
        return "paragraph"

    def _mark_footnote(self, element: Node, path: str) -> None:
        """Write a footnote's number where it stands; its words wait for the paragraph's end."""
        self._noted += 1
        number = element.find("noot.nr")
        printed = "" if number is None else _all_text(number)
        label = printed.strip() or element.get("nr", "") or str(self._noted)
        if printed.strip():
            self.flow.glue()
            stretch = self.flow.open()
            for event in walk(element, path, leave_out=lambda each, _: each.tag != "noot.nr"):
                if event.kind == "text" and event.element is not element:
                    text = event.text.strip()
                    self.flow.write(text, event.place, event.text.index(text))
            self.flow.builder.mark("mark", stretch.start, footnote=label)
        self._footnotes.append((element, path, label))

    def _write_footnotes(self) -> None:
        if self._in_footnote:
            return  # a footnote's own footnotes come behind it
        while self._footnotes:
            element, path, label = self._footnotes.pop(0)
            outer, self._levels, self._in_footnote = self._levels, [], True
            self.flow.part("paragraph")
            stretch = self.flow.open()
            self.read(element, path)
            self._levels, self._in_footnote = outer, False
            if stretch.start >= 0:
                self.flow.builder.mark("footnote", stretch.start, footnote=label)
            self.flow.part("paragraph")


def _is_line(element: Node, tag: str) -> bool:
    """Whether an element's content is one line: by its kind, or because text stands in it."""
    if tag in _LINES or tag in _BLOCKS:
        return tag in _LINES
    return bool((element.text or "").strip()) or any((each.tail or "").strip() for each in element)


def _is_glued(element: Node) -> bool:
    """Whether an element follows text of the line it is in: "21 501", "-", "02"."""
    before = element.getprevious()
    if before is not None:
        return bool(before.tail)
    around = element.getparent()
    return around is not None and bool(around.text)


def _has_paragraphs(cell: Node) -> bool:
    """Whether a table's cell holds more than one paragraph."""
    return sum(local_name(each) in ("al", "li") for each in cell.iter()) > 1


def _next_element(element: Node) -> str:
    following = element.getnext()
    while following is not None and not isinstance(following.tag, str):
        following = following.getnext()
    return "" if following is None else local_name(following)


def _all_text(element: Element) -> str:
    return " ".join(
        event.text
        for event in walk(cast(Node, element), "", leave_out=lambda each, _: False)
        if event.kind == "text"
    )
