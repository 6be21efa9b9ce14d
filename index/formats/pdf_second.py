"""Read what PDFium cannot open with a second reader, which gives text without positions."""

import io
import zlib

import pypdf
from pypdf.errors import PyPdfError

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.pdf_characters import fold_characters
from index.formats.pdf_text import PAGE_BREAK

_NOTICE = (
    "Het bestand is beschadigd en met een tweede lezer gelezen, zonder posities: een citaat wijst "
    "de bladzijde aan, niet de plek daarop."
)
_MOST_PAGES = 500  # it takes ten times as long as PDFium
# what pypdf was seen to raise for damaged files besides its own errors
_DAMAGE = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError,
    OSError, RecursionError, TypeError, ValueError, zlib.error,
)  # fmt: skip


def read_damaged_pdf(name: str, content: bytes) -> Extract:
    """Read a PDF that PDFium refuses; raises ``UnreadableFileError`` when nothing can be read."""
    damaged = UnreadableFileError(
        f"{name} is een beschadigde PDF.",
        "Vraag het bestand opnieuw op, of sla het opnieuw op in het programma waarmee het is "
        "gemaakt.",
    )
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        pages = [
            fold_characters(page.extract_text()).text.strip()
            for _, page in zip(range(_MOST_PAGES), reader.pages, strict=False)
        ]
    except _DAMAGE as error:
        raise damaged from error
    if not any(pages):
        raise damaged
    starts: list[int] = []
    position = 0
    for page in pages:
        starts.append(position)
        position += len(page) + len(PAGE_BREAK)
    return Extract(PAGE_BREAK.join(pages), "pdf", page_starts=tuple(starts), notices=(_NOTICE,))
