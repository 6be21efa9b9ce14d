"""From a file's bytes to a Letter; every refusal says why and what helps.

Libraries load only when a file needs them: whoever only asks for the version stays light.
"""

import contextlib
import hashlib
import importlib
from dataclasses import replace

from index.actors import ActorReader
from index.dates import find_dates
from index.errors import UnreadableFileError
from index.formats.extract import Extract, Field
from index.formats.kinds import describe_wrong_name, find_kind
from index.furniture import find_marked
from index.letter import Letter
from index.metadata import read_metadata
from index.references import find_references
from index.sentences import read_sentences
from index.structure import read_structure

READER_VERSION = "4"  # raise it when the same bytes would be read differently: stores re-read then


def make_letter(name: str, content: bytes, actors: ActorReader, *, metadata: bytes = b"") -> Letter:
    """Make a letter of a file's bytes, and of those of the metadata file beside it."""
    return understand(name, content, extract(name, content, metadata=metadata or None), actors)


def extract(name: str, content: bytes, *, metadata: bytes | None = None) -> Extract:
    """Read a file as what it is, whatever its name promises.

    Raises ``UnreadableFileError`` for a file that cannot be read, or holds no text.
    """
    kind = find_kind(name, content)
    told, notices = _read_metadata_file(metadata)
    if notices:
        metadata = None
    match kind:
        case "pdf":
            from index.formats.pdf import read_pdf

            found = read_pdf(name, content)
        case "docx":
            from index.formats.docx import read_docx

            found = read_docx(name, content)
        case "odt":
            from index.formats.odt import read_odt

            found = read_odt(name, content)
        case "doc":
            from index.formats.doc import read_doc

            found = read_doc(name, content)
        case "html":
            from index.formats.html import read_html

            found = read_html(name, content, metadata=metadata)
        case "xml":
            from index.formats.official_xml import read_official_xml

            found = read_official_xml(name, content, metadata=metadata)
        case "txt" | "md":
            from index.formats.text import read_text

            found = read_text(name, content)
        case "zip":
            raise UnreadableFileError(
                f"{name} is een ZIP-archief.", "Geef het de extensie .zip, of pak het uit."
            )
    if kind not in ("html", "xml"):  # those readers weigh it against their own fields
        found = replace(found, fields=(*found.fields, *told))
    if notice := describe_wrong_name(name, kind):
        notices = (notice, *notices)
    return replace(found, notices=(*notices, *found.notices))


def _read_metadata_file(content: bytes | None) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """The fields that the metadata file beside a letter gives, or the notice that it is damaged."""
    if not content:
        return (), ()
    from index.formats.official_metadata import read_official_metadata

    try:
        return read_official_metadata(content), ()
    except UnreadableFileError:
        return (), ("Het metadatabestand naast dit bestand is beschadigd en niet gebruikt.",)


def load_readers() -> None:
    """Load every library that reading may need, so that the first file does not wait for it."""
    for name in ("doc", "docx", "html", "odt", "official_xml", "pdf", "text"):
        with contextlib.suppress(ImportError, SyntaxError):
            importlib.import_module(f"index.formats.{name}")


def understand(name: str, content: bytes, extract: Extract, actors: ActorReader) -> Letter:
    """Find in what was extracted from a file all that a letter is."""
    text = extract.text
    marked = find_marked(text, extract.marked, extract.settled)
    structure = read_structure(text, marked, extract.headings, complete=extract.format == "xml")
    metadata = read_metadata(text, marked, structure.sections, extract.fields)
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
        ministry=metadata.ministry,
        parliamentary_year=metadata.parliamentary_year,
        parts=metadata.parts,
        items=structure.items,
        references=find_references(text, marked, dossier=metadata.dossier),
        dates=find_dates(text, marked, metadata.date),
        sources=metadata.sources,
        format=extract.format,
        page_starts=extract.page_starts,
        origins=extract.origins,
        notices=extract.notices,
    )
