"""Footnotes in a Word file, which python-docx does not have: their part, styles and references.

Written as ECMA-376 part 1, section 17.11 describes them: ``word/footnotes.xml`` with the two
separators and a footnote for every note, referred to from the text by its number.
"""

from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement as _OxmlElement  # pyright: ignore
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from lxml import etree as _lxml_etree  # pyright: ignore

from ui.taken import Note

Element = Any  # of lxml, which brings no types
etree, make_element = cast("Any", _lxml_etree), cast("Any", _OxmlElement)

NOTE_SIZE = Pt(9)  # as Word's own footnotes are smaller than its text
_NOTE_TEXT, _NOTE_REFERENCE = "FootnoteText", "FootnoteReference"
_BOOKMARK = "_Voetnoot{}"  # a name that begins with _ is not listed to the reader
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))  # their ids in every Word file


def add_note_styles(word: WordDocument) -> None:
    """Add the two styles, with the ids by which Word knows them in any language."""
    styles = cast("Any", word.styles)
    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    text.font.size = NOTE_SIZE
    text.paragraph_format.space_after = Pt(0)
    text.element.set(qn("w:styleId"), _NOTE_TEXT)
    reference = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True
    reference.element.set(qn("w:styleId"), _NOTE_REFERENCE)


def refer(paragraph: Element, number: int, *, again: bool) -> None:
    """Refer to a footnote at the end of a paragraph's element.

    A note has one reference; ``again`` = it has been given, and the number alone is shown.
    """
    bookmark = _BOOKMARK.format(number)
    if again:
        field = _make("fldSimple", instr=f" NOTEREF {bookmark} \\f \\h ")
        _add_text(_add_run(field, reference=True), str(number))
        paragraph.append(field)
        return
    paragraph.append(_make("bookmarkStart", id=str(number), name=bookmark))
    _add_run(paragraph, reference=True).append(_make("footnoteReference", id=str(number)))
    paragraph.append(_make("bookmarkEnd", id=str(number)))


def add_footnotes(word: WordDocument, notes: tuple[Note, ...]) -> None:
    """Add the part that holds the notes, and the setting that names its separators."""
    root: Element = cast("Any", parse_xml)(f"<w:footnotes {nsdecls('w')}/>")
    settings = _make("footnotePr")
    for identifier, kind in _SEPARATORS:
        separator = _make("footnote", type=kind, id=identifier)
        paragraph = _add(separator, "p")
        _add(_add(paragraph, "pPr"), "spacing", after="0", line="240", lineRule="auto")
        _add(_add_run(paragraph), kind)
        root.append(separator)
        _add(settings, "footnote", id=identifier)
    for note in notes:
        footnote = _add(root, "footnote", id=str(note.number))
        paragraph = _add(footnote, "p")
        _add(_add(paragraph, "pPr"), "pStyle", val=_NOTE_TEXT)
        _add(_add_run(paragraph, reference=True), "footnoteRef")
        _add_text(_add_run(paragraph), f" {note.run.text}")
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, content, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    # the schema wants it before "compat"; Word refuses a file whose order is another
    cast("Any", word.settings.element).find(qn("w:compat")).addprevious(settings)


def _make(name: str, /, **attributes: str) -> Element:
    """A new element of Word's own names."""
    named = {qn(f"w:{key}"): value for key, value in attributes.items()}
    return make_element(f"w:{name}", named)


def _add(parent: Element, name: str, /, **attributes: str) -> Element:
    element = _make(name, **attributes)
    parent.append(element)
    return element


def _add_run(parent: Element, *, reference: bool = False) -> Element:
    """A new run, which may be in the style of a footnote's number."""
    run = _add(parent, "r")
    if reference:
        _add(_add(run, "rPr"), "rStyle", val=_NOTE_REFERENCE)
    return run


def _add_text(run: Element, text: str) -> None:
    element = _add(run, "t")
    element.set(qn("xml:space"), "preserve")
    element.text = text
