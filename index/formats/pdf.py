"""Read a PDF: one text with every piece's place, what interrupts a reader marked as such.

An address is a page and a character as PDFium numbers them there ("page 3", from 0). PDFium reads;
a file that it cannot open goes to a second reader (``pdf_second.py``), a page that is a picture to
the recogniser (``pdf_scan.py``).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.invisible import describe_invisible
from index.formats.ocr import recognised_text
from index.formats.office_text import Hidden
from index.formats.pdf_body import PageLines, find_body
from index.formats.pdf_furniture import find_furniture
from index.formats.pdf_layout import lay_out
from index.formats.pdf_library import Document, PdfiumError, is_locked, open_document
from index.formats.pdf_line import PageText
from index.formats.pdf_notes import find_notes
from index.formats.pdf_page import read_page
from index.formats.pdf_scan import REMEDY, Scan, describe_recognised, recognise_pages
from index.formats.pdf_second import read_damaged_pdf
from index.formats.pdf_text import PlacedText, TextWriter, take_parts
from index.letter import SpanKind

_MOST_PAGES = 3_000
_NO_PAGE = PageText(0.0, 0.0, ())


def read_pdf(name: str, content: bytes) -> Extract:
    """Read a PDF; raises ``UnreadableFileError`` when it is locked, damaged or has no text."""
    try:
        document = open_document(content)
    except PdfiumError as error:
        if is_locked(error):
            raise UnreadableFileError(
                f"{name} is beveiligd met een wachtwoord.",
                "Sla het bestand op zonder beveiliging en geef dat.",
            ) from error
        return read_damaged_pdf(name, content)
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise UnreadableFileError(
                f"{name} heeft {count} bladzijden; meer dan {_MOST_PAGES} worden niet gelezen.",
                "Splits het bestand in brieven.",
            )
        return _read(name, document) if count else read_damaged_pdf(name, content)
    finally:
        document.close()


def _read(name: str, document: Document) -> Extract:
    texts = [_read_page(document, number) for number in range(len(document))]
    scan = recognise_pages(document, [at for at, page in enumerate(texts) if page and page.scanned])
    readable = [page or _NO_PAGE for page in texts]
    _refuse_without_text(name, readable, scan)
    written, complete = _write(readable, scan)
    layered = [at for at, page in enumerate(readable) if page.recognised]
    recognised = sorted([*scan.words, *layered])
    settled: set[SpanKind] = {"hidden"}
    if complete and not recognised:
        settled.update(("footnote", "mark"))
    return Extract(
        written.text,
        "ocr" if 2 * len(recognised) > len(texts) else "pdf",
        written.origins,
        written.page_starts,
        written.marked,
        frozenset(settled),
        written.headings,
        notices=(
            *describe_recognised(recognised, len(texts)),
            *scan.describe(),
            *_name_unread(at for at, page in enumerate(texts) if page is None),
            *Hidden(sum(page.hidden for page in readable)).notices(),
            *describe_invisible([run for page in readable for run in page.invisible]),
        ),
    )


def _read_page(document: Document, number: int) -> PageText | None:
    """A page's lines; None when it is damaged: the others may be well."""
    try:
        return read_page(document, number)
    except PdfiumError:
        return None


def _refuse_without_text(name: str, pages: Sequence[PageText], scan: Scan) -> None:
    if any(page.lines for page in pages) or scan.has_text():
        return
    if not any(page.scanned for page in pages):
        raise UnreadableFileError(
            f"{name} bevat geen tekst.", "Vraag het bestand opnieuw op, of laat het weg."
        )
    if scan.words:
        raise UnreadableFileError(
            f"{name} is een scan waarin geen tekst te herkennen is.",
            "Vraag een scherpere scan op, of het bestand met tekst.",
        )
    raise UnreadableFileError(f"{name} is een scan: een afbeelding zonder tekst.", REMEDY)


class _Written(NamedTuple):
    text: PlacedText
    complete: bool  # all footnotes were found


def _write(texts: Sequence[PageText], scan: Scan) -> _Written:
    pages = [
        PageLines(at + 1, page.width, page.height, () if at in scan.words else lay_out(page))
        for at, page in enumerate(texts)
    ]
    body = find_body(pages)
    furniture = find_furniture(pages, body)
    notes = find_notes(pages, furniture, body)
    writer = TextWriter(body)
    for at, parts in enumerate(take_parts(pages, furniture, notes)):
        start = writer.start_page()
        if at in scan.words:
            writer.add_text(*recognised_text(scan.words[at], page=at + 1, start=start))
        else:
            writer.add_lines(parts)
    return _Written(writer.finish(), notes.complete)


def _name_unread(pages: Iterable[int]) -> Iterator[str]:
    for at in pages:
        yield f"Bladzijde {at + 1} is beschadigd en niet gelezen."
