"""Read one Word paragraph: its visible pieces, its notes and the text boxes it carries."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from index.formats.docx_names import MC, M, W
from index.formats.docx_styles import Styles, read_look
from index.formats.office_look import PAPER, UNKNOWN, Look
from index.formats.office_text import LINE_BREAK, Hidden, Piece
from index.formats.xml_tree import Element

_BOX = W + "txbxContent"
# elements of a run that are one character of the paragraph, and what is read there
_CHARACTERS = {
    W + "tab": " ", W + "ptab": " ", W + "br": LINE_BREAK, W + "cr": LINE_BREAK,
    W + "noBreakHyphen": "-",
}  # fmt: skip
_DELETED = frozenset({W + "del", W + "moveFrom"})
_NO_TEXT = frozenset({W + "pPr", W + "rPr", W + "sdtPr", W + "sdtEndPr", W + "rt"})
_GRAPHICS = frozenset({W + "drawing", W + "pict", W + "object"})
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")
_HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_CONTENTS_FIELD = re.compile(r"\s*TOC\b")


class NoteMark(NamedTuple):
    """A mark of a footnote or an endnote."""

    kind: str  # footnote | endnote
    identifier: str
    own_mark: str = ""  # "*", when the writer chose one


class Box(NamedTuple):
    """A text box, and the colour behind its text."""

    element: Element
    background: str


@dataclass
class Paragraph:
    """What a reader sees of a paragraph; one piece ``is_note`` for each of ``notes``."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    notes: list[NoteMark] = field(default_factory=list[NoteMark])
    boxes: list[Box] = field(default_factory=list[Box])
    is_contents: bool = False  # it stands in a table of contents that Word made

    @property
    def is_visible(self) -> bool:
        """Whether anything is printed."""
        return any(piece.is_note or not piece.text.isspace() for piece in self.pieces)


@dataclass
class _Field:
    """A field (a date, a cross-reference): its code is not printed, its result is."""

    code: str = ""
    in_result: bool = False

    @property
    def is_contents(self) -> bool:
        """Whether it makes a table of contents."""
        return bool(_CONTENTS_FIELD.match(self.code))


class ParagraphReader:
    """Reads paragraphs in order: a field may run over several of them."""

    def __init__(self, styles: Styles, hidden: Hidden) -> None:
        self._hidden = hidden
        self._styles = styles
        self._fields: list[_Field] = []  # the open ones, outermost first
        self._codes = 0  # how many of them are still in their code
        self._contents = 0  # how many are tables of contents, in their result
        self._paragraph = Paragraph()
        self._look = Look()
        self._background = PAPER
        self._offset = 0

    def read(self, element: Element, look: Look, background: str) -> Paragraph:
        """Read a paragraph whose style sets it in ``look``, on ``background``."""
        if self._codes:  # a field that was never finished must not hide the rest of the letter
            for each in self._fields:
                each.in_result = True
            self._codes = 0
        self._paragraph = Paragraph(is_contents=self._contents > 0)
        self._look, self._background, self._offset = look, background, 0
        self._read_inline(element)
        return self._paragraph

    def _read_inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._read_run(child)
            elif tag in _DELETED or tag in _NO_TEXT:
                continue
            elif tag == MC + "AlternateContent":
                if (branch := _choose(child)) is not None:
                    self._read_inline(branch)
            elif tag == M + "t":
                self._add(child.text or "", self._look)
            elif tag == _BOX or tag in _GRAPHICS:
                self._find_boxes(child, _fill_of(child))
            else:  # links, tracked insertions, content controls, formulas
                self._read_inline(child)

    def _read_run(self, run: Element) -> None:
        look = self._look
        own_mark = False
        for child in run:
            tag = child.tag
            if tag == W + "t":
                if own_mark:
                    self._mark_note(child.text or "")
                    self._offset += len(child.text or "")
                    own_mark = False
                else:
                    self._add(child.text or "", look)
            elif tag == W + "rPr":
                look = read_look(child).over(self._character_look(child)).over(self._look)
            elif tag in _CHARACTERS:
                # a page's end is no line's end
                turns = child.get(W + "type") in ("page", "column")
                self._add(" " if turns else _CHARACTERS[str(tag)], look)
            elif tag == W + "sym":
                self._add(_symbol(child), look)
            elif tag == W + "fldChar":
                self._turn_field(child.get(W + "fldCharType"))
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                own_mark = self._read_reference(child, look)
            elif tag == MC + "AlternateContent":
                if (branch := _choose(child)) is not None:
                    self._read_run(branch)
            elif tag in _GRAPHICS:
                self._find_boxes(child, _fill_of(child))
            elif tag == W + "ruby":
                self._read_inline(child)

    def _add(self, text: str, look: Look) -> None:
        offset = self._offset
        self._offset += len(text)
        if not text or self._codes:
            return
        background = self._background if look.background is None else look.background
        if look.is_hidden(background):
            self._hidden.add(text)
        else:
            self._paragraph.pieces.append(Piece(text, offset, bool(look.bold)))

    def _read_reference(self, reference: Element, look: Look) -> bool:
        """Note a mark; gives whether the writer's own follows in the run instead of a number."""
        if look.vanished or self._codes:
            return False
        kind = "footnote" if reference.tag == W + "footnoteReference" else "endnote"
        own = reference.get(W + "customMarkFollows") in ("1", "true", "on")
        self._paragraph.notes.append(NoteMark(kind, reference.get(W + "id"), "*" if own else ""))
        if not own:
            self._mark_note("")
        return own

    def _mark_note(self, own: str) -> None:
        if own:
            self._paragraph.notes[-1] = self._paragraph.notes[-1]._replace(own_mark=own)
        self._paragraph.pieces.append(Piece(own, self._offset, is_note=True))

    def _turn_field(self, what: str) -> None:
        if what == "begin":
            self._fields.append(_Field())
            self._codes += 1
        elif self._fields and what == "separate" and not self._fields[-1].in_result:
            self._fields[-1].in_result = True
            self._codes -= 1
            if self._fields[-1].is_contents:
                self._contents += 1
                self._paragraph.is_contents |= not self._paragraph.pieces
        elif self._fields and what == "end":
            ended = self._fields.pop()
            self._codes -= not ended.in_result
            self._contents -= ended.in_result and ended.is_contents

    def _character_look(self, properties: Element) -> Look:
        style = properties.find(W + "rStyle")
        return Look() if style is None else self._styles.look(style.get(W + "val"))

    def _find_boxes(self, parent: Element, background: str) -> None:
        for child in parent:
            if child.tag == _BOX:
                self._paragraph.boxes.append(Box(child, background))
            elif child.tag == MC + "AlternateContent":
                if (branch := _choose(child)) is not None:
                    self._find_boxes(branch, background)
            else:
                self._find_boxes(child, background)


def _choose(alternatives: Element) -> Element | None:
    """The first branch with text: the others say the same for other versions of Word."""
    for branch in alternatives:
        if any(each.text for each in branch.iter(W + "t")):
            return branch
    return None


def _symbol(element: Element) -> str:
    try:
        character = chr(int(element.get(W + "char"), 16))
    except (ValueError, OverflowError):
        return ""
    return character if character.isprintable() or "\ue000" <= character <= "\uf8ff" else ""


def _fill_of(graphic: Element) -> str:
    """The colour of a shape, behind the text in it."""
    for each in graphic.iter():
        fill = each.get("fillcolor") if isinstance(each.tag, str) else ""
        if fill and each.get("filled") not in ("f", "false"):
            return fill.removeprefix("#") if _HEX_COLOR.fullmatch(fill) else UNKNOWN
        if not str(each.tag).endswith("}spPr"):
            continue
        for part in each:
            if str(part.tag).rpartition("}")[2] in _FILLS:
                color = next((inner.get("val") for inner in part if len(inner.get("val")) == 6), "")
                return color or UNKNOWN
    return PAPER
