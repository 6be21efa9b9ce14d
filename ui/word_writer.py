"""Write a document as a Word file (.docx) with real footnotes.

python-docx makes the paragraphs and the package; it has no footnotes, so ui/word_footnotes.py adds
them. The same document always gives the same bytes.
"""

import datetime
import io
import zipfile
from typing import Any, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ui.taken import Block, Kind, Mark, TakenDocument
from ui.word_footnotes import NOTE_SIZE, add_footnotes, add_note_styles, refer

Element = Any  # of lxml, which brings no types

_STYLES: dict[Kind, str] = {
    "title": "Title",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "question": "Quote",
}
_FONT = "Calibri"
_PAGE = (Mm(210), Mm(297))  # A4; the template's is an American one
_MARGIN = Mm(25)
_BODY_SIZE, _TITLE_SIZE = Pt(11), Pt(20)  # as in Word's own new documents
_INK = RGBColor(0, 0, 0)  # headings in the template are blue
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name; a clock would change the bytes


def write_word(document: TakenDocument) -> bytes:
    """The document as the bytes of a .docx file."""
    word = Document()
    _set_page(word)
    _set_styles(word)
    _set_properties(word, document)
    referred: set[int] = set()
    for block in document.blocks:
        _write_block(word, block, referred)
    add_footnotes(word, document.notes)
    packed = io.BytesIO()
    word.save(packed)
    return _without_clock(packed.getvalue())


def _set_page(word: WordDocument) -> None:
    (section,) = word.sections
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN


def _set_styles(word: WordDocument) -> None:
    styles = word.styles
    normal = styles["Normal"]
    _set_font(normal.element, _FONT)
    cast("Any", normal).font.size = _BODY_SIZE
    for name in _STYLES.values():
        style = cast("Any", styles[name])
        style.font.color.rgb = _INK
        _set_font(style.element, _FONT)
    cast("Any", styles["Title"]).font.size = _TITLE_SIZE
    add_note_styles(word)
    for language in cast("Element", styles.element).iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")


def _set_font(style: Element, font: str) -> None:
    """One font for every script; the template's own follow its theme."""
    fonts: Element = style.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _set_properties(word: WordDocument, document: TakenDocument) -> None:
    properties = word.core_properties
    properties.title = document.title.text[:255]  # the most the format allows
    properties.author = properties.last_modified_by = "Kamerbrief"
    properties.comments = ""
    properties.language = "nl-NL"
    properties.created = properties.modified = _moment(document.made_at)


def _moment(made_at: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(made_at).replace(tzinfo=None)
    except ValueError:
        return datetime.datetime(*_EPOCH)


def _write_block(word: WordDocument, block: Block, referred: set[int]) -> None:
    paragraph = word.add_paragraph(style=_STYLES.get(block.kind))
    for piece in block.pieces:
        if isinstance(piece, Mark):
            refer(paragraph._p, piece.number, again=piece.number in referred)  # pyright: ignore[reportPrivateUsage] - the paragraph's element has no public name
            referred.add(piece.number)
            continue
        run = paragraph.add_run(piece.text)
        run.bold = True if piece.bold or block.kind == "status" else None
        if block.kind == "aside":
            run.font.size = NOTE_SIZE


def _without_clock(content: bytes) -> bytes:
    """The same zip, its members all of one moment."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in given.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, given.read(name))
    return packed.getvalue()
