"""Walk through XML and HTML and write their text down, with the XPath of every text node.

A place is the XPath of a text node, ``/html[1]/body[1]/p[2]/text()[1]``; offsets count that node's
own characters. White space is folded as a browser does (a run of spaces, tabs and line ends is one
space, none at the start or end of a line), so an origin ends where something was folded away.
Characters that nobody can see (``index/formats/invisible.py``) are left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, cast

from index.formats.invisible import INVISIBLE
from index.formats.mojibake import repair
from index.formats.text_builder import TextBuilder
from index.formats.xml_tree import Element

Break = Literal["", "space", "cell", "line", "paragraph"]
_STRENGTH: dict[Break, int] = {"": 0, "space": 1, "cell": 2, "line": 3, "paragraph": 4}

_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_WHITE = " \t\r\n\f"
# words with single spaces between them: what stands in the text as it stands in the file
_WORDS = re.compile(rf"[^{_WHITE}]+(?: [^{_WHITE}]+)*")
_LINES = re.compile(r"[^\r\n]+")
_UNSEEN = re.compile(f"{INVISIBLE.pattern}|\u00ad+")
_CLOSING = frozenset(".,;:!?)]»”’")
_OPENING = frozenset("([«“‘")


class Node(Element, Protocol):
    """What is used of an lxml element beyond what every reader of XML uses."""

    def getnext(self) -> "Node | None":
        """The element, comment or instruction behind this one."""
        ...

    def getprevious(self) -> "Node | None":
        """The element, comment or instruction before this one."""
        ...

    def items(self) -> list[tuple[str, str]]:
        """The attributes."""
        ...


class Event(NamedTuple):
    """An element begins or ends, or a text node stands here."""

    kind: Literal["enter", "leave", "text"]
    element: Node  # for a text node: the element it is in
    place: str  # the XPath of the element or the text node; "" for a text node of white space
    text: str = ""


@dataclass
class _Open:
    """An element that the walk is in: what has been counted among its children."""

    element: Node
    path: str
    children: Iterator[Element]
    texts: int = 0
    elements: int = 0
    by_name: dict[str, int] = field(default_factory=dict[str, int])


def local_name(element: Element) -> str:
    """The element's name without its namespace; "" for comments, instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def walk(root: Node, path: str, *, leave_out: Callable[[Node, str], bool]) -> Iterator[Event]:
    """Everything in an element in document order, ``root`` included, without recursion.

    ``path`` is the XPath of ``root``. ``leave_out`` is asked for each element (and its path)
    whether to pass over it and all in it.
    """
    yield Event("enter", root, path)
    stack = [_Open(root, path, iter(root))]
    yield from _text(stack[0], root.text)
    while stack:
        top = stack[-1]
        child = cast("Node | None", next(top.children, None))
        if child is None:
            stack.pop()
            yield Event("leave", top.element, top.path)
            if stack:
                yield from _text(stack[-1], top.element.tail)
        elif not isinstance(child.tag, str):  # a comment, an instruction, an entity
            yield from _text(top, child.tail)
        else:
            place = f"{top.path}/{_step(top, child.tag)}"
            if leave_out(child, place):
                yield from _text(top, child.tail)
            else:
                yield Event("enter", child, place)
                stack.append(_Open(child, place, iter(child)))
                yield from _text(stack[-1], child.text)


def root_path(root: Element) -> str:
    """The XPath of a document's outermost element."""
    tag = root.tag
    plain = isinstance(tag, str) and _PLAIN_NAME.fullmatch(tag)
    return f"/{tag}[1]" if plain else "/*[1]"


def _text(parent: _Open, text: str | None) -> Iterator[Event]:
    if text:
        parent.texts += 1
        # most text nodes are layout: nothing of them is written, so they need no place
        place = "" if text.isspace() else f"{parent.path}/text()[{parent.texts}]"
        yield Event("text", parent.element, place, text)


def _step(parent: _Open, tag: str) -> str:
    """The last step of an XPath; by count alone where a name needs a namespace or is malformed."""
    parent.elements += 1
    count = parent.by_name[tag] = parent.by_name.get(tag, 0) + 1
    return f"{tag}[{count}]" if _PLAIN_NAME.fullmatch(tag) else f"*[{parent.elements}]"


class Stretch:
    """A stretch of text still being written: where it starts is known once something is."""

    start = -1


class Flow:
    r"""Writes text nodes into a ``TextBuilder``, folding white space.

    ``tight``: a line end inside brackets or before closing punctuation is only layout. Files that
    were set out anew for readability have them there ("De voorzitter\n :").
    """

    def __init__(self, *, tight: bool = False, certain: bool = False) -> None:
        self.builder = TextBuilder()
        self.repaired = 0  # characters that were encoded twice
        self.unseen: list[str] = []  # runs of invisible characters, left out
        self.script_begins = False  # a subscript or superscript is what comes next
        self.script_ended = False  # a subscript or superscript was the last thing written
        self._tight = tight
        self._certain = certain
        self._pending: Break = ""
        self._limit: Break = ""
        self._layout = False  # the pending space came from a line end
        self._waiting: list[Stretch] = []
        self._last = ""  # the last character written

    def open(self) -> Stretch:
        """Begin a stretch; it starts with the next character written."""
        stretch = Stretch()
        self._waiting.append(stretch)
        return stretch

    def part(self, kind: Break) -> None:
        """Ask for a break before what comes next; of several the strongest counts."""
        if self._limit and _STRENGTH[kind] > _STRENGTH[self._limit]:
            kind = self._limit
        if _STRENGTH[kind] > _STRENGTH[self._pending]:
            self._pending = kind
            self._layout = False

    def limit(self, kind: Break) -> None:
        """Let what comes next be parted by this and no more, until it is written; "" ends that."""
        if kind:
            self._pending = kind
            self._layout = False
        self._limit = kind

    def glue(self) -> None:
        """Take back a space that only layout asked for: "CO", line end, "2" is one word."""
        if self._pending == "space" and self._layout:
            self._pending = ""

    def write(self, text: str, place: str, offset: int = 0, *, keep_lines: bool = False) -> None:
        """Write a text node, or what stands in it from ``offset`` on.

        ``keep_lines`` for text whose line ends count.
        """
        if text.isspace() and not keep_lines:
            self._see_white(text)
            return
        for piece in repair(text, certain=self._certain):
            self.repaired += piece.repaired
            if piece.repaired:
                self._write_words(piece.text, place, offset + piece.offset)
            elif keep_lines:
                self._write_lines(piece.text, place, offset + piece.offset)
            else:
                self._write_folded(piece.text, place, offset + piece.offset)

    def _write_folded(self, text: str, place: str, offset: int) -> None:
        done = 0
        for match in _WORDS.finditer(text):
            self._see_white(text[done : match.start()])
            self._write_words(match[0], place, offset + match.start())
            done = match.end()
        self._see_white(text[done:])

    def _write_lines(self, text: str, place: str, offset: int) -> None:
        done = 0
        for match in _LINES.finditer(text):
            if match.start() > done:
                self.part("line" if text.count("\n", done, match.start()) < 2 else "paragraph")
            self._write_folded(match[0], place, offset + match.start())
            done = match.end()
        if done < len(text):
            self.part("line" if text.count("\n", done) < 2 else "paragraph")

    def _see_white(self, white: str) -> None:
        if white and self._pending in ("", "space"):
            self._pending = "space"
            self._layout = self._layout or "\n" in white

    def _write_words(self, words: str, place: str, offset: int) -> None:
        if words.isascii():
            self._append(words, place, offset)
            return
        done = 0
        for match in _UNSEEN.finditer(words):
            self._append(words[done : match.start()], place, offset + done)
            if match[0].strip("\u00ad"):
                self.unseen.append(match[0])
            done = match.end()
        self._append(words[done:], place, offset + done)

    def _append(self, words: str, place: str, offset: int) -> None:
        if not words.strip():  # no-break spaces alone
            self._see_white(words)
            return
        if self._pending == "space" and self._layout and self._tight:
            # "(", line end, "D66", line end, ")"; "CO", "2", line end, "-uitstoot"
            after_script = self.script_ended and words[0] == "-"
            if words[0] in _CLOSING or self._last in _OPENING or after_script or self.script_begins:
                self._pending = ""
        self.script_begins = self.script_ended = False
        match self._pending:
            case "paragraph":
                self.builder.paragraph_break()
            case "line":
                self.builder.line_break()
            case "cell":
                self.builder.space("\t")
            case "space":
                self.builder.space()
            case _:
                pass
        for stretch in self._waiting:
            stretch.start = self.builder.position
        self._waiting.clear()
        self.builder.append(words, place, offset)
        self._pending = self._limit = ""
        self._layout = False
        self._last = words[-1]


def read_inline(root: Element, *, certain: bool = False) -> str:
    """All text in an element as one line, repaired and folded."""
    return fold("".join(_in_order(root)), certain=certain)


def fold(text: str, *, certain: bool = False) -> str:
    """A value as one line: repaired, folded, without what cannot be seen."""
    repaired = "".join(piece.text for piece in repair(text, certain=certain))
    return " ".join(_UNSEEN.sub("", repaired).split())


def _in_order(root: Element) -> Iterator[str]:
    for event in walk(cast(Node, root), "", leave_out=lambda element, path: False):
        if event.kind == "text":
            yield event.text


def has_class(element: Element, names: Sequence[str]) -> bool:
    """Whether an element has one of these classes."""
    classes = element.get("class", "").split()
    return any(name in classes for name in names)
