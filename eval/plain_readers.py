"""A file's text as its library gives it with the least code: what our readers are measured against.

No positions, no structure, no checks, nothing found in the text.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import docx
import pypdfium2
from lxml import etree as _etree  # pyright: ignore
from lxml import html as _html  # pyright: ignore

from index.formats.kinds import Kind

# neither lxml nor all of pypdfium2 has types
_etree_any, _html_any = cast("Any", _etree), cast("Any", _html)


def read_pdf(file: Path) -> str:
    """The text of all pages."""
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(_page_texts(document))


def read_docx(file: Path) -> str:
    """All paragraphs, then the cells of all tables."""
    document = cast("Any", docx.Document(str(file)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    rows = (row for table in document.tables for row in table.rows)
    return "\n".join(paragraphs + [cell.text for row in rows for cell in row.cells])


def read_odt(file: Path) -> str:
    """All text in the content part."""
    with zipfile.ZipFile(file) as archive:
        return "".join(
            _etree_any.parse(io.BytesIO(archive.read("content.xml"))).getroot().itertext()
        )


def read_xml(file: Path) -> str:
    """All text; from the first element on, since lxml refuses a byte order mark encoded twice."""
    content = file.read_bytes()
    return "".join(_etree_any.fromstring(content[content.index(b"<") :]).itertext())


def read_html(file: Path) -> str:
    """All text in elements."""
    return "".join(_html_any.parse(str(file)).getroot().itertext(_etree_any.Element))


def read_txt(file: Path) -> str:
    """What stands in the file."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        return opened.read()


# an old Word file is another program's work, and a zip holds other files
PLAIN_READERS: Mapping[Kind, Callable[[Path], str]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "xml": read_xml,
    "html": read_html,
    "txt": read_txt,
    "md": read_txt,
}


def _page_texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        yield text_page.get_text_range()
        text_page.close()
        page.close()
