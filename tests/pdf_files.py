"""Small PDFs, made here from nothing, and the law that all that is read stands at its place."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from hostile_documents import make_stream, number_objects
from index.formats.extract import Extract
from index.formats.pdf_characters import FOLDED, LIGATURES
from index.formats.pdf_drawing import GreyPage, draw_grey
from index.formats.pdf_library import open_document
from markup_law import find_disorder, find_uncovered

WIDTH, HEIGHT = 595, 842
LINE = 14  # points from one line to the next
_FONTS = {"regular": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
_WIDEST = 88  # characters of 10 points that fit between the margins


class Shown(NamedTuple):
    """A text that a page draws."""

    text: str
    x: float = 70
    y: float = 700
    size: float = 10
    font: str = "regular"
    colour: str = "0 g"  # "1 g" is white
    mode: int = 0  # 3 draws nothing
    mark: str = ""  # a small raised text behind it
    behind: str = ""  # and what goes on behind that


class Paper(NamedTuple):
    """What is on a page."""

    shown: Sequence[Shown]
    drawn: str = ""  # before the text
    entries: str = ""  # "/Rotate 90"


def make_pages(*pages: Paper | Sequence[Shown], image: bool = False) -> bytes:
    """A PDF of these pages; ``image``: each is a picture of grey, under its text."""
    papers = [page if isinstance(page, Paper) else Paper(page) for page in pages]
    objects = [b"", b""]
    for name in _FONTS.values():
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        objects.append(font.encode())
    objects.append(
        make_stream(
            b"\x99",
            entries="/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
            "/ColorSpace /DeviceGray",
        )
    )
    fonts = " ".join(f"/{name} {number} 0 R" for number, name in enumerate(_FONTS, start=3))
    kids: list[str] = []
    for paper in papers:
        drawn = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Picture Do Q\n" if image else ""
        content = drawn + paper.drawn + "\n" + "".join(map(_draw, paper.shown))
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {paper.entries} "
            f"/Contents {number + 1} 0 R /Resources << /Font << {fonts} >> "
            f"/XObject << /Picture 6 0 R >> >> >>".encode()
        )
        objects.append(make_stream(content.encode("cp1252")))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return number_objects(objects)


def paragraph(text: str, y: float = 700, **look: float | str) -> list[Shown]:
    """A text in lines that fit the page, from ``y`` down."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _WIDEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [Shown(line, y=y - LINE * at)._replace(**look) for at, line in enumerate(lines)]


def draw_grey_page(content: bytes, scale: float) -> GreyPage:
    """How the first page looks."""
    document = open_document(content)
    page = document[0]
    drawn = draw_grey(page, scale)
    page.close()
    document.close()
    return drawn


def inline_image(drawn: GreyPage) -> str:
    """A picture as a page's content holds it, in hexadecimal figures."""
    return (
        f"BI /W {drawn.width} /H {drawn.height} /BPC 8 /CS /G /F /AHx ID\n{drawn.pixels.hex()}>\nEI"
    )


def check_law(extract: Extract, content: bytes) -> None:
    """Every run stands at its address, every visible character has one, none is lost or double."""
    document = pypdfium2.PdfDocument(content)
    pages = {f"page {at + 1}": _read_characters(page) for at, page in enumerate(document)}
    document.close()

    assert find_disorder(extract) == []
    assert find_uncovered(extract) == ""
    for origin in extract.origins:
        run = extract.text[origin.start : origin.end]
        length = 1 if run in LIGATURES.values() else len(run)
        raw = pages[origin.place][origin.offset : origin.offset + length]
        assert raw.translate(FOLDED) == run or LIGATURES.get(raw) == run, origin
        assert origin.box is not None


def count_lost(extract: Extract, content: bytes) -> int:
    """How many characters PDFium knows more than the extract, white space left out."""
    document = pypdfium2.PdfDocument(content)
    known: Counter[str] = Counter()
    for page in document:
        text = _read_characters(page).translate(FOLDED)
        known.update("".join(LIGATURES.get(each, each) for each in text))
    document.close()
    known.subtract(extract.text)
    return sum(abs(count) for each, count in known.items() if not each.isspace())


def _read_characters(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    count = pdfium.FPDFText_CountChars(text.raw)
    return "".join(chr(pdfium.FPDFText_GetUnicode(text.raw, at)) for at in range(count))


def _draw(shown: Shown) -> str:
    raised = f"4 Ts /{shown.font} 6 Tf ({_escape(shown.mark)}) Tj 0 Ts" if shown.mark else ""
    return (
        f"q {shown.colour} BT /{shown.font} {shown.size} Tf {shown.mode} Tr "
        f"1 0 0 1 {shown.x} {shown.y} Tm ({_escape(shown.text)}) Tj {raised} "
        f"/{shown.font} {shown.size} Tf ({_escape(shown.behind)}) Tj ET Q\n"
    )


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
