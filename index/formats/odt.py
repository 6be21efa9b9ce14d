"""Read an OpenDocument text: every paragraph a reader sees, in reading order, with its address.

An address is the path of a paragraph or heading from the body, counted per kind of sibling as XPath
does ("body/p[12]", "body/table[1]/table-row[2]/table-cell[1]/p[3]", "body/p[4]/note[1]/p[1]",
"body/p[1]/text-box[1]/p[2]"; note[n] and text-box[n] are the n-th inside that paragraph), and a
position in that paragraph's text: its text nodes one after the other, in which text:s counts as its
number of spaces and text:tab and text:line-break as one character. Notes, comments and text boxes
inside a paragraph are no part of it. What is printed without standing there has an address of its
own below it, from position 0 on: the label of a list item ("body/list[1]/list-item[2]/p[1]/label"),
the number of a footnote where it is marked ("body/p[4]/mark[1]") and where it stands
("body/p[4]/note[1]/label").
"""

import itertools

from index.errors import UnreadableFileError
from index.formats.docx_names import read_number
from index.formats.extract import Extract, Field
from index.formats.odt_names import DRAW, META, OFFICE, STYLE, TABLE, TEXT
from index.formats.odt_paragraph import NO_TEXT, Paragraph, ParagraphReader, all_text, find_steps
from index.formats.odt_styles import OdtStyles
from index.formats.office_look import UNKNOWN
from index.formats.office_text import has_new_date, is_label, refuse_without_text
from index.formats.office_writer import Note, OfficeWriter
from index.formats.official_metadata import Item, make_fields
from index.formats.xml_tree import Element, parse_xml
from index.formats.zip_safety import check_zip, read_member

# names of the publisher's statements in a document that official publications offer as ODT
_OFFICIAL = ("OVERHEIDop.", "OVERHEID.", "DCTERMS.", "DC.")
_INDEXES = frozenset(
    TEXT + name
    for name in (
        "table-of-content illustration-index table-index object-index user-index "
        "alphabetical-index bibliography"
    ).split()
)
_LETTERHEAD = "parlementair.kop"  # how official publications name the table with their letterhead
_ROW_GROUPS = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)


def read_odt(name: str, content: bytes) -> Extract:
    """Read an .odt file; raises ``UnreadableFileError`` when it is damaged, locked or no such file.

    Fields are those of an official publication, and empty for what a ministry made itself.
    """
    archive = check_zip(name, content)
    if b"encryption-data" in (read_member(name, archive, "META-INF/manifest.xml") or b""):
        raise UnreadableFileError(
            f"{name} is met een wachtwoord versleuteld.", "Sla het bestand op zonder wachtwoord."
        )

    def read(member: str) -> Element | None:
        found = read_member(name, archive, member)
        return None if found is None else parse_xml(name, found)

    document = read("content.xml")
    body = document.find(f"{OFFICE}body/{OFFICE}text") if document is not None else None
    if body is None:
        raise UnreadableFileError(
            f"{name} is geen OpenDocument-tekst.",
            "Sla het bestand opnieuw op als .odt of .docx, of geef het zijn juiste extensie.",
        )
    styles, meta = read("styles.xml"), read("meta.xml")
    reader = _OdtReader(OdtStyles(document, styles))
    extract = reader.read(body, styles, _read_fields(meta) if meta is not None else ())
    refuse_without_text(name, extract)
    return extract


def _read_fields(meta: Element) -> tuple[Field, ...]:
    items: list[Item] = []
    for each in meta.iter(META + "user-defined"):
        written = each.get(META + "name", "")
        scheme, _, name = written.rpartition("/")
        value = " ".join((each.text or "").split())
        if value and name.startswith(_OFFICIAL):
            prefix, _, rest = name.partition(".")
            items.append(Item(f"{prefix.lower()}.{rest}", scheme, value, written))
    return make_fields(items)


class _OdtReader:
    """One document, walked through once."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._writer = OfficeWriter()
        self._paragraphs = ParagraphReader(styles, self._writer.hidden)
        self._counts: dict[str, dict[int, int]] = {}  # per list style, how far each level counted
        self._label = ""  # of the list item that has just begun

    def read(self, body: Element, styles: Element | None, fields: tuple[Field, ...]) -> Extract:
        """Read the letterhead if it tells the date, then the body."""
        if styles is not None:
            self._read_letterhead(styles, body)
        self._read_blocks(body, "body")
        return self._writer.extract("odt", fields=fields)

    def _read_letterhead(self, styles: Element, body: Element) -> None:
        """Read a page's header where only that holds the letter's date; as in ``docx.py``."""
        headers = itertools.chain(
            styles.iter(STYLE + "header-first"), styles.iter(STYLE + "header")
        )
        told = all_text(body)
        for header in headers:
            if has_new_date(all_text(header), told):
                with self._writer.aside(self._writer.background):
                    self._read_blocks(header, str(header.tag).rpartition("}")[2])
                return

    def _read_blocks(self, parent: Element, place: str) -> None:
        for child, step in find_steps(parent, place):
            tag = str(child.tag)
            if tag in NO_TEXT:
                continue
            if tag in (TEXT + "p", TEXT + "h"):
                self._read_paragraph(child, step)
            elif tag == TEXT + "list":
                self._read_list(child, step, "", 1)
            elif tag == TABLE + "table":
                self._read_table(child, step)
            elif tag == TEXT + "section":
                with self._paragraphs.vanishing(child.get(TEXT + "display", "") == "none"):
                    self._read_blocks(child, step)
            elif tag in _INDEXES:
                self._read_index(child, step)
            elif tag == DRAW + "frame":
                self._read_frame(child, step)
            elif tag == DRAW + "text-box":
                with self._writer.aside(UNKNOWN):
                    self._read_blocks(child, step)
            else:
                self._read_blocks(child, step)

    def _read_index(self, index: Element, place: str) -> None:
        """Read a table of contents: it says again what stands in the letter."""
        body = index.find(TEXT + "index-body")
        if body is not None:
            start = self._writer.position
            with self._writer.aside(self._writer.background):
                self._read_blocks(body, f"{place}/index-body[1]")
            self._writer.mark_furniture(start)

    def _read_frame(self, frame: Element, place: str) -> None:
        start = self._writer.position
        self._read_blocks(frame, place)
        if frame.get(TEXT + "anchor-type", "") == "page":
            self._writer.mark_furniture(start)  # set in the margin of a page

    def _read_list(self, element: Element, place: str, style: str, level: int) -> None:
        style = element.get(TEXT + "style-name", "") or style
        continues = element.get(TEXT + "continue-numbering", "") == "true"
        if level == 1 and not continues and not element.get(TEXT + "continue-list", ""):
            self._counts[style] = {}
        for child, step in find_steps(element, place):
            if child.tag == TEXT + "list-item":
                if start := child.get(TEXT + "start-value", ""):
                    self._counts.setdefault(style, {})[level] = read_number(start) - 1
                self._read_item(child, step, style, level)
            elif child.tag == TEXT + "list-header":
                self._read_item(child, step, style, level, labelled=False)

    def _read_item(
        self, item: Element, place: str, style: str, level: int, *, labelled: bool = True
    ) -> None:
        for child, step in find_steps(item, place):
            if child.tag == TEXT + "list":
                self._read_list(child, step, style, level + 1)
            elif child.tag in (TEXT + "p", TEXT + "h"):
                if labelled:
                    self._label = self._next_label(style, level)
                    labelled = False
                self._read_paragraph(child, step)
            else:
                self._read_blocks(child, step)

    def _next_label(self, style: str, level: int) -> str:
        counts = self._counts.setdefault(style, {})
        counts[level] = counts.get(level, self._styles.start(style, level) - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._styles.label(style, counts, level)

    def _read_table(self, table: Element, place: str) -> None:
        if table.get(TABLE + "name", "") != _LETTERHEAD:
            self._read_rows(table, place)
            return
        start = self._writer.position
        with self._writer.aside(self._writer.background):
            self._read_rows(table, place)
        self._writer.mark_furniture(start)

    def _read_rows(self, parent: Element, place: str) -> None:
        for child, step in find_steps(parent, place):
            if child.tag == TABLE + "table-row":
                for cell, cell_step in find_steps(child, step):
                    if cell.tag == TABLE + "table-cell":
                        self._read_cell(cell, cell_step)
                self._writer.end_row()
            elif child.tag in _ROW_GROUPS:
                self._read_rows(child, step)

    def _read_cell(self, cell: Element, place: str) -> None:
        look = self._styles.look("table-cell", cell.get(TABLE + "style-name", ""))
        filled = [each for each in cell if any(map(_is_filled, each.iter()))]
        alone = len(filled) == 1 and filled[0].tag in (TEXT + "p", TEXT + "h")
        labels = alone and is_label(all_text(filled[0]))
        with self._writer.cell(look.background, is_label=labels):
            self._read_blocks(cell, place)

    def _read_paragraph(self, element: Element, place: str) -> None:
        label, self._label = self._label, ""
        style = element.get(TEXT + "style-name", "")
        level = 0 if self._styles.is_title(style) else None
        if element.tag == TEXT + "h":
            level = read_number(element.get(TEXT + "outline-level", "1")) or 1
            if not label and element.get(TEXT + "is-list-header", "") != "true":
                label = self._next_label("", level)
        paragraph = self._paragraphs.read(element, style, self._writer.background)
        if paragraph.is_visible:
            notes = self._find_notes(paragraph, place)
            self._writer.write(paragraph.pieces, place, label=label, notes=notes, level=level)
            self._writer.end_block()
        for number, box in enumerate(paragraph.boxes, start=1):
            with self._writer.aside(UNKNOWN):
                self._read_blocks(box, f"{place}/text-box[{number}]")

    def _find_notes(self, paragraph: Paragraph, place: str) -> list[Note]:
        return [
            self._find_note(note, f"{place}/note[{number}]")
            for number, note in enumerate(paragraph.notes, start=1)
        ]

    def _find_note(self, note: Element, place: str) -> Note:
        citation, body = note.find(TEXT + "note-citation"), note.find(TEXT + "note-body")
        number = all_text(citation) if citation is not None else ""
        if body is None:
            return Note(number, "", lambda: None)
        return Note(number, place, lambda: self._read_blocks(body, place))


def _is_filled(element: Element) -> bool:
    return any(text and not text.isspace() for text in (element.text, element.tail))
