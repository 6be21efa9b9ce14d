"""What kind of file this is: by its name, and by how its bytes begin; needs no library."""

import re
from pathlib import PurePath
from typing import Literal, TypeAlias

from index.errors import UnreadableFileError

Kind: TypeAlias = Literal["pdf", "docx", "odt", "doc", "html", "xml", "txt", "md", "zip"]

_KINDS: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".doc": "doc",
    ".html": "html",
    ".htm": "html",
    ".xml": "xml",
    ".txt": "txt",
    ".md": "md",
    ".zip": "zip",
}
SUFFIXES = tuple(_KINDS)
# what a person calls each kind
KIND_NAMES: dict[Kind, str] = {
    "pdf": "PDF",
    "docx": "Word-bestand (DOCX)",
    "odt": "OpenDocument-bestand (ODT)",
    "doc": "Word-bestand (DOC)",
    "html": "webpagina (HTML)",
    "xml": "XML-bestand",
    "txt": "tekstbestand",
    "md": "Markdown-bestand",
    "zip": "ZIP-archief",
}
_OTHER_BEGINNINGS = (
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"II*\x00", "een afbeelding"),
    (b"MM\x00*", "een afbeelding"),
    (b"{\\rtf", "een RTF-bestand"),
    (b"\x7fELF", "een programma"),
    (b"\x1f\x8b", "een gecomprimeerd bestand (gzip)"),
    (b"7z\xbc\xaf", "een gecomprimeerd bestand (7z)"),
    (b"Rar!", "een gecomprimeerd bestand (RAR)"),
)
_OTHER_OFFICE = (
    (b"xl/workbook.xml", "een Excel-bestand"),
    (b"ppt/presentation.xml", "een PowerPoint-bestand"),
)
_BEGINNING = 1024  # bytes; a PDF's header may stand anywhere in them (ISO 32000, annex H)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)*(?:<!DOCTYPE\s+html\b|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml\s")
_TEXT: tuple[Kind, ...] = ("txt", "md", "html", "xml")


def kind_by_name(name: str) -> Kind | None:
    """The kind that a file's name promises; None for a kind that is not read."""
    return _KINDS.get(PurePath(name).suffix.lower())


def find_kind(name: str, content: bytes) -> Kind:
    """The kind a file is, whatever its name promises.

    Raises ``UnreadableFileError`` for an empty file, and for one that is of no kind we read.

    >>> find_kind("brief.txt", b"%PDF-1.7 ...")
    'pdf'
    >>> find_kind("brief.pdf", b"Geachte voorzitter,")
    'txt'
    """
    promised = kind_by_name(name)
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFileError(f"{name} is leeg.", "Verwijder of vervang het bestand.")
    if found := _kind_by_content(name, content):
        return found
    if promised in _TEXT:
        return _find_markup(content) or promised
    if _is_text(content):
        return _find_markup(content) or "txt"
    if promised is None:
        raise _unreadable(name, "van een onbekend soort")
    raise UnreadableFileError(
        f"{name} kan niet als {KIND_NAMES[promised]} worden gelezen: het begin van het bestand is "
        "beschadigd.",
        "Vraag het bestand opnieuw op, of sla het opnieuw op in het programma waarmee het is "
        "gemaakt.",
    )


def describe_wrong_name(name: str, kind: Kind) -> str:
    """The notice for a file that is not what its name promises; "" when it is."""
    promised = kind_by_name(name)
    if promised in (kind, None) or {promised, kind} <= {"txt", "md"}:
        return ""
    if {promised, kind} == {"html", "xml"}:  # XHTML is both
        return ""
    suffix = PurePath(name).suffix
    return f"Het bestand heet {suffix} maar is een {KIND_NAMES[kind]}; het is als zodanig gelezen."


def _kind_by_content(name: str, content: bytes) -> Kind | None:
    """The kind that the bytes themselves name; None for what could be any text."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    for beginning, what in _OTHER_BEGINNINGS:
        if content.startswith(beginning):
            raise _unreadable(name, what)
    return "pdf" if b"%PDF-" in content[:_BEGINNING] else None


def _kind_of_archive(name: str, content: bytes) -> Kind:
    for part, what in _OTHER_OFFICE:
        if part in content and b"[Content_Types].xml" in content:
            raise _unreadable(name, what)
    if b"word/document" in content and b"[Content_Types].xml" in content:
        return "docx"
    if content[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text"):
        return "odt"
    promised = kind_by_name(name)
    # a document whose parts stand in an unusual order is its reader's to judge
    return promised if promised in ("docx", "odt") else "zip"


def _find_markup(content: bytes) -> Kind | None:
    beginning = content[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(beginning):
        return "html"
    return "xml" if _XML.match(beginning) else None


def _is_text(content: bytes) -> bool:
    sample = content[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0c" for byte in sample)
    return controls == 0 and sum(byte > 126 for byte in sample) < len(sample) // 4


def _unreadable(name: str, what: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is {what} en wordt niet gelezen.",
        f"Geef een brief als {', '.join(SUFFIXES)}.",
    )
