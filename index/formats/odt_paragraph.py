"""Read one OpenDocument paragraph: its visible pieces, its notes and the text boxes it carries."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from index.formats.docx_names import read_number
from index.formats.odt_names import DRAW, OFFICE, TEXT
from index.formats.odt_styles import OdtStyles
from index.formats.office_look import PAPER, Look
from index.formats.office_text import LINE_BREAK, Hidden, Piece
from index.formats.xml_tree import Element

NO_TEXT = frozenset(
    {
        TEXT + "tracked-changes", TEXT + "sequence-decls", TEXT + "variable-decls",
        TEXT + "user-field-decls", TEXT + "alphabetical-index-mark", TEXT + "toc-mark",
        TEXT + "ruby-text", TEXT + "script", OFFICE + "annotation", OFFICE + "forms",
        OFFICE + "event-listeners",
    }
)  # fmt: skip
"""Elements whose text no reader sees: what tracked changes took out, comments, declarations."""
_MOST_SPACES = 1_000  # a number of spaces that no line can hold is not believed


@dataclass
class Paragraph:
    """What a reader sees of a paragraph; there is one piece ``is_note`` for each of ``notes``."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    notes: list[Element] = field(default_factory=list[Element])
    boxes: list[Element] = field(default_factory=list[Element])

    @property
    def is_visible(self) -> bool:
        """Whether anything is printed."""
        return any(piece.is_note or not piece.text.isspace() for piece in self.pieces)


class ParagraphReader:
    """Reads the paragraphs of one document."""

    def __init__(self, styles: OdtStyles, hidden: Hidden) -> None:
        self._styles = styles
        self._hidden = hidden
        self._vanished = False
        self._background = PAPER
        self._paragraph = Paragraph()
        self._offset = 0

    @contextmanager
    def vanishing(self, vanished: bool) -> Generator[None, None, None]:
        """Read what is inside a section that may be hidden."""
        surrounding = self._vanished
        self._vanished = surrounding or vanished
        yield
        self._vanished = surrounding

    def read(self, element: Element, style: str, background: str) -> Paragraph:
        """Read a paragraph of a style that stands on a background."""
        self._paragraph, self._offset, self._background = Paragraph(), 0, background
        self._read_inline(element, self._styles.look("paragraph", style))
        return self._paragraph

    def _read_inline(self, element: Element, look: Look) -> None:
        self._add(element.text or "", look)
        for child in element:
            tag = str(child.tag)
            if tag == TEXT + "span":
                style = self._styles.look("text", child.get(TEXT + "style-name", ""))
                self._read_inline(child, style.over(look))
            elif tag == TEXT + "s":
                count = read_number(child.get(TEXT + "c", "1")) or 1
                self._add(" " * min(count, _MOST_SPACES), look)
            elif tag == TEXT + "tab":
                self._add(" ", look)
            elif tag == TEXT + "line-break":
                self._add(LINE_BREAK, look)
            elif tag == TEXT + "note":
                self._mark_note(child, look)
            elif tag == TEXT + "hidden-text":
                hidden = child.get(TEXT + "is-hidden", "") == "true"
                self._read_inline(child, look._replace(vanished=hidden or look.vanished))
            elif tag.startswith(DRAW):
                self._find_boxes(child)
            elif tag not in NO_TEXT and isinstance(child.tag, str):
                self._read_inline(child, look)
            self._add(child.tail or "", look)

    def _add(self, text: str, look: Look) -> None:
        offset = self._offset
        self._offset += len(text)
        if not text:
            return
        background = self._background if look.background is None else look.background
        if self._vanished or look.is_hidden(background):
            self._hidden.add(text)
            return
        if text != LINE_BREAK:  # a line end in the file is only white space
            text = text.replace("\n", " ")
        self._paragraph.pieces.append(Piece(text, offset, bool(look.bold)))

    def _mark_note(self, note: Element, look: Look) -> None:
        if not look.vanished and not self._vanished:
            self._paragraph.notes.append(note)
            self._paragraph.pieces.append(Piece("", self._offset, is_note=True))

    def _find_boxes(self, parent: Element) -> None:
        for child in parent:
            if child.tag == DRAW + "text-box":
                self._paragraph.boxes.append(child)
            elif str(child.tag).startswith(DRAW):
                self._find_boxes(child)


def find_steps(parent: Element, place: str) -> Iterator[tuple[Element, str]]:
    """The children of an element, each with its path."""
    counts: dict[str, int] = {}
    for child in parent:
        name = str(child.tag).rpartition("}")[2]
        counts[name] = counts.get(name, 0) + 1
        yield child, f"{place}/{name}[{counts[name]}]"


def all_text(element: Element) -> str:
    """All text inside an element, hidden or not."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(all_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
