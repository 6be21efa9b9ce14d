"""Write a document as a PDF: the answer first, its notes after it, numbers that link both ways.

fpdf2 lays out the lines and embeds of Source Sans what is used. The notes stand at the end, not at
the foot of each page: fpdf2 flows text once, and a note that must share a page with its mark needs
a second pass. The same document always gives the same bytes.
"""

import datetime
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import CharVPos

from ui.taken import Block, Kind, Mark, Run, TakenDocument

_FONT = "Source Sans Pro"
_FILES = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf"}
_MARGIN = 25.0  # mm, as letters of the government have
_POINT = 25.4 / 72  # mm
_SPACING = 1.35  # lines, of the size of the letters
_BODY_SIZE, _NOTE_SIZE = 10.5, 8.5  # points
_SIZES: dict[Kind, float] = {"title": 18, "heading": 13, "subheading": 11, "aside": _NOTE_SIZE}
_BOLD: tuple[Kind, ...] = ("title", "heading", "subheading", "status")
_GAP = 2.0  # mm under a paragraph
_UNKNOWN = "◊"  # which the font does have; letters never use it
_UNKNOWN_SIGNS = (
    f"Tekens die dit lettertype niet kent, staan hier als {_UNKNOWN}; "
    "een Word-bestand van dit antwoord heeft ze wel."
)
_NOTES = Block("heading", (Run("Noten"),))
_NO_DATE = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def write_pdf(document: TakenDocument) -> bytes:
    """The document as the bytes of a PDF."""
    pdf = _Page(document)
    mentions = {note.number: pdf.add_link() for note in document.notes}
    notes = {note.number: pdf.add_link() for note in document.notes}
    mentioned: set[int] = set()
    for block in document.blocks:
        for number in set(block.marks) - mentioned:
            pdf.aim(mentions[number])
        mentioned.update(block.marks)
        pdf.write_block(block, notes)
    if document.notes:
        pdf.write_block(_NOTES, notes)
    for note in document.notes:
        pdf.aim(notes[note.number])
        # the number of a note leads back to where it is first mentioned
        pdf.write_block(Block("aside", (Mark(note.number), Run(" "), note.run)), mentions)
    if pdf.has_unknown:
        pdf.write_block(Block("aside", (Run(_UNKNOWN_SIGNS),)), notes)
    return bytes(pdf.output())


class _Page(FPDF):
    """A4 pages with numbers; paragraphs flow from one to the next."""

    def __init__(self, document: TakenDocument) -> None:
        super().__init__(format="A4")
        self.has_unknown = False  # a character that the font lacks was written
        self.str_alias_nb_pages = None  # "{nb}" in a letter is no number of pages
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN)
        for style, file in _FILES.items():
            self.add_font(_FONT, style, _font_folder() / file)
        self.set_title(document.title.text)
        self.set_author("Kamerbrief")
        self.set_lang("nl-NL")
        self.set_creation_date(_moment(document.made_at))
        self.add_page()

    def footer(self) -> None:
        """Number the page."""
        self.set_y(-_MARGIN / 2)
        self.set_font(_FONT, "", _NOTE_SIZE)
        self.cell(0, None, str(self.page_no()), align="C")

    def aim(self, link: int) -> None:
        """Let a link lead to what is written next."""
        self.set_link(link, y=self.get_y(), page=self.page)

    def write_block(self, block: Block, links: Mapping[int, int]) -> None:
        """Write a paragraph; the marks in it lead where ``links`` say."""
        size = _SIZES.get(block.kind, _BODY_SIZE)
        with self.text_columns(line_height=_SPACING) as column, column.paragraph() as paragraph:
            for piece in block.pieces:
                is_bold = block.kind in _BOLD or (isinstance(piece, Run) and piece.bold)
                self.set_font(_FONT, "B" if is_bold else "", size)
                if isinstance(piece, Mark):
                    self.char_vpos = CharVPos.SUP
                    paragraph.write(str(piece.number), link=links[piece.number])
                    self.char_vpos = CharVPos.LINE
                elif piece.text:
                    paragraph.write(self._known(piece.text))
        self.ln(_GAP)

    def _known(self, text: str) -> str:
        """The text with a sign in place of what the font lacks; nothing disappears unseen."""
        composed = unicodedata.normalize("NFC", text)
        if set(map(ord, composed)) <= _font_signs():
            return composed
        self.has_unknown = True
        signs = _font_signs()
        return "".join(each if ord(each) in signs else _UNKNOWN for each in composed)


@cache
def _font_folder() -> Path:
    return Path(str(resources.files("font_source_sans_pro") / "files"))


@cache
def _font_signs() -> frozenset[int]:
    """The characters that every style of the font has."""
    regular, bold = (
        frozenset[int](TTFont(_font_folder() / file).getBestCmap() or ())
        for file in _FILES.values()
    )
    return regular & bold


def _moment(made_at: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(made_at)
    except ValueError:
        return _NO_DATE
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
