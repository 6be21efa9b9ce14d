"""Read a Word document: every paragraph a reader sees, in reading order, with its address.

An address is the path of a paragraph from its part, counted per kind of sibling as XPath does
("body/p[12]", "body/tbl[1]/tr[2]/tc[1]/p[3]", "footnotes/footnote[3]/p[1]",
"header2/p[1]/textbox[1]/p[2]"; textbox[n] is the n-th text box in that paragraph that is read), and
a position in that paragraph's text: its w:t (and m:t) elements one after the other, in which each
w:tab, w:ptab, w:br, w:cr, w:noBreakHyphen and w:sym counts as one character. Text boxes inside a
paragraph, deleted text and the unread branch of an mc:AlternateContent are no part of it.
What Word prints without its standing in a paragraph has an address of its own below it, from
position 0 on: the label of a list item ("body/p[12]/label"), the number of a footnote where it is
marked ("body/p[12]/mark[1]") and where it stands ("footnotes/footnote[3]/label").
"""

from collections.abc import Iterator

from index.formats.docx_names import MC, W, is_on, read_number, value_of
from index.formats.docx_notes import Notes
from index.formats.docx_numbering import ListPlace, Numbering
from index.formats.docx_package import Package
from index.formats.docx_paragraph import ParagraphReader
from index.formats.docx_styles import ParagraphStyle, Styles, read_level, read_shading
from index.formats.extract import Extract
from index.formats.office_look import PAPER, UNKNOWN
from index.formats.office_text import has_new_date, is_label, refuse_without_text
from index.formats.office_writer import Note, OfficeWriter
from index.formats.xml_tree import Element

_INNER_DOCUMENT = "Het bestand bevat een ingevoegd document dat niet is gelezen."
_BLOCK_GROUPS = frozenset({W + "ins", W + "moveTo", W + "customXml", W + "smartTag"})
_ROW_GROUPS = frozenset({W + "sdt", W + "sdtContent", W + "ins", W + "customXml"})


def read_docx(name: str, content: bytes) -> Extract:
    """Read a .docx file; raises ``UnreadableFileError`` when it is damaged, locked or no such file.

    It has no pages, and no fields: the properties that ministries' templates fill in (date,
    subject) were seen to differ from what the letter itself says.
    """
    extract = _DocumentReader(Package(name, content)).read()
    refuse_without_text(name, extract)
    return extract


class _DocumentReader:
    """One document, walked through once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._writer = OfficeWriter()
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"))
        self._paragraphs = ParagraphReader(self._styles, self._writer.hidden)
        settings = package.part("settings")
        self._notes = {
            "footnote": Notes(package.part("footnotes"), settings, "footnote", "1"),
            "endnote": Notes(package.part("endnotes"), settings, "endnote", "i"),
        }
        self._inner_documents = 0

    def read(self) -> Extract:
        """Read the letterhead if it tells the date, then the body."""
        document = self._package.document
        body = document.find(W + "body")
        page_color = UNKNOWN if document.find(W + "background") is not None else PAPER
        if body is not None:
            with self._writer.on(page_color):
                self._read_letterhead(body)
                self._read_blocks(body, "body")
        return self._writer.extract("docx", *[_INNER_DOCUMENT][: self._inner_documents])

    def _read_letterhead(self, body: Element) -> None:
        """Read the first page's header where only that holds the letter's date.

        Headers are no text of the letter: they repeat it on every page. But some templates set the
        whole letterhead (addressee, date, subject) there, and then the letter has it nowhere else.
        """
        section = next(body.iter(W + "sectPr"), None)
        if section is None:
            return
        wanted = "first" if is_on(section, "titlePg") else "default"
        told = _all_text(body)
        for reference in section:
            if reference.tag != W + "headerReference" or reference.get(W + "type") != wanted:
                continue
            header = self._package.referred(reference)
            if header is not None and has_new_date(_all_text(header), told):
                with self._writer.aside(self._writer.background):
                    self._read_blocks(header, f"header[{wanted}]")

    def _read_blocks(self, parent: Element, place: str) -> None:
        for child, step in _steps(parent, place):
            tag = str(child.tag)
            if tag == W + "p":
                self._read_paragraph(child, step)
            elif tag == W + "tbl":
                self._read_table(child, step)
            elif tag == W + "sdt":
                if (inside := child.find(W + "sdtContent")) is not None:
                    self._read_blocks(inside, f"{step}/sdtContent")
            elif tag in _BLOCK_GROUPS:
                self._read_blocks(child, step)
            elif tag == MC + "AlternateContent":
                branches = (branch for branch in _steps(child, step) if len(branch[0]))
                if branch := next(branches, None):
                    self._read_blocks(*branch)
            elif tag == W + "altChunk":
                self._inner_documents += 1

    def _read_table(self, table: Element, place: str) -> None:
        properties = table.find(W + "tblPr")
        shading = read_shading(properties)
        if shading is None and self._styles.shades(value_of(properties, "tblStyle")):
            shading = UNKNOWN
        with self._writer.on(shading):
            self._read_rows(table, place)

    def _read_rows(self, parent: Element, place: str) -> None:
        """Row by row; rows and cells may be wrapped in content controls or tracked insertions."""
        for child, step in _steps(parent, place):
            if child.tag == W + "tr":
                properties = child.find(W + "trPr")
                if properties is None or properties.find(W + "del") is None:
                    self._read_rows(child, step)
                    self._writer.end_row()
            elif child.tag == W + "tc":
                self._read_cell(child, step)
            elif child.tag in _ROW_GROUPS:
                self._read_rows(child, step)

    def _read_cell(self, cell: Element, place: str) -> None:
        filled = [each for each in cell if any(map(_is_filled, each.iter(W + "t")))]
        alone = len(filled) == 1 and filled[0].tag == W + "p"
        labels = alone and is_label(_all_text(filled[0]))
        with self._writer.cell(read_shading(cell.find(W + "tcPr")), is_label=labels):
            self._read_blocks(cell, place)

    def _read_paragraph(self, element: Element, place: str) -> None:
        properties = element.find(W + "pPr")
        style = self._styles.paragraph(value_of(properties, "pStyle"))
        # a paragraph without text counts as well, as Word counts
        label = self._numbering.next_label(self._list_place(properties, style))
        background = read_shading(properties) or style.look.background or self._writer.background
        paragraph = self._paragraphs.read(element, style.look, background)
        if paragraph.is_visible:
            start = self._writer.position
            self._writer.write(
                paragraph.pieces,
                place,
                label=label,
                notes=[self._find_note(*mark) for mark in paragraph.notes],
                level=read_level(properties, "", style.level),
                may_be_heading=not style.letterhead and not paragraph.is_contents,
            )
            if style.contents or paragraph.is_contents:
                self._writer.mark_furniture(start)  # it says again what stands in the letter
            if _joins_next(properties):
                self._writer.keep_space(paragraph.pieces)
            else:
                self._writer.end_block()
        for number, box in enumerate(paragraph.boxes, start=1):
            with self._writer.aside(box.background):
                self._read_blocks(box.element, f"{place}/textbox[{number}]")

    def _find_note(self, kind: str, identifier: str, own_mark: str) -> Note:
        notes = self._notes[kind]
        number = own_mark or notes.next_number()
        found = notes.take(identifier)
        if found is None:
            return Note(number, "", lambda: None)
        return Note(number, found.place, lambda: self._read_blocks(found.element, found.place))

    def _list_place(self, properties: Element | None, style: ParagraphStyle) -> ListPlace:
        numbers = properties.find(W + "numPr") if properties is not None else None
        number, level = style.number or 0, style.list_level
        if value_of(numbers, "numId"):
            number, level = read_number(value_of(numbers, "numId")), 0
        if value_of(numbers, "ilvl"):
            level = read_number(value_of(numbers, "ilvl"))
        if level is None:
            level = self._numbering.level_of_style(number, style.listed_by)
        return ListPlace(number, level)


def _steps(parent: Element, place: str) -> Iterator[tuple[Element, str]]:
    """The children of an element, each with its path."""
    counts: dict[object, int] = {}
    for child in parent:
        tag = child.tag
        counts[tag] = counts.get(tag, 0) + 1
        yield child, f"{place}/{str(tag).rpartition('}')[2]}[{counts[tag]}]"


def _joins_next(properties: Element | None) -> bool:
    """Whether the mark that ends this paragraph was deleted: it is one with the next."""
    mark = properties.find(W + "rPr") if properties is not None else None
    return mark is not None and mark.find(W + "del") is not None


def _is_filled(element: Element) -> bool:
    return bool(element.text and not element.text.isspace())


def _all_text(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(W + "t"))
