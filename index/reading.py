"""From a file's bytes to a Letter. Plain text so far; every refusal says why and what helps."""

import hashlib
import re
from pathlib import Path

from index.actors import ActorReader
from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.furniture import find_marked
from index.letter import Letter
from index.metadata import read_metadata
from index.sentences import read_sentences
from index.structure import read_structure

READER_VERSION = "1"  # raise it when the same bytes would be read differently: stores re-read then
SUFFIXES = (".txt", ".md")
_LARGEST_FILE = 50_000_000  # bytes; a longer "letter" is a mistake
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def read_bytes(path: Path) -> bytes:
    """Give a file's bytes; raises ``UnreadableFileError`` when it cannot be a letter."""
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableFileError(
            f"{path.name}: dit soort bestand ({path.suffix or 'zonder extensie'}) "
            "wordt niet gelezen.",
            f"Zet de brief om naar platte tekst ({', '.join(SUFFIXES)}).",
        )
    try:
        if not path.is_file():
            raise UnreadableFileError(f"{path.name} is geen gewoon bestand.", "Laat het weg.")
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableFileError(
                f"{path.name} is groter dan 50 MB.", "Splits het bestand in losse brieven."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{path.name} kan niet worden gelezen ({error.strerror}).",
            "Controleer de leesrechten van het bestand.",
        ) from error


def make_letter(name: str, content: bytes, actors: ActorReader) -> Letter:
    """Make a letter of a file's bytes."""
    return understand(name, content, Extract(decode_text(name, content), "txt"), actors)


def understand(name: str, content: bytes, extract: Extract, actors: ActorReader) -> Letter:
    """Find in what was extracted from a file all that a letter is."""
    text = extract.text
    marked = find_marked(text)
    structure = read_structure(text, marked)
    metadata = read_metadata(text, marked, structure.sections)
    return Letter(
        id=hashlib.sha256(content).hexdigest()[:16],
        file=name,
        text=text,
        marked=marked,
        sections=structure.sections,
        sentences=read_sentences(text, marked, structure.sections, structure.paragraphs, actors),
        kind=metadata.kind,
        chamber=metadata.chamber,
        date=metadata.date,
        dossier=metadata.dossier,
        number=metadata.number,
        title=metadata.title,
        council=metadata.council,
        signatories=metadata.signatories,
        parts=metadata.parts,
        sources=metadata.sources,
        format=extract.format,
        page_starts=extract.page_starts,
        origins=extract.origins,
        notices=extract.notices,
    )


def decode_text(name: str, content: bytes) -> str:
    r"""Decode UTF-8, drop a byte order mark and fold CRLF; nothing else changes.

    >>> decode_text("brief.txt", b"\xef\xbb\xbfregel\r\n")
    'regel\n'
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in content[:4096]:
            raise _binary(name) from error
        raise UnreadableFileError(
            f"{name} is geen UTF-8-tekst (byte {error.start}).",
            "Sla het bestand opnieuw op als platte tekst in UTF-8.",
        ) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        raise UnreadableFileError(f"{name} bevat geen tekst.", "Verwijder of vervang het bestand.")
    if len(_CONTROL.findall(text)) > len(text) // 1000:
        raise _binary(name)
    return text


def _binary(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is geen tekst maar een binair bestand.",
        "Zet de brief om naar platte tekst (UTF-8) en probeer het opnieuw.",
    )
