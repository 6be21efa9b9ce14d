"""Open a Word document's zip and find its parts by what they are to each other, not by name."""

import posixpath
from typing import NamedTuple

from index.errors import UnreadableFileError
from index.formats.xml_tree import Element, parse_xml
from index.formats.zip_safety import check_zip, read_member

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# "strict" documents use other names for the same things
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class _Relation(NamedTuple):
    identifier: str
    kind: str  # the last word of its type: "styles", "footnotes"
    target: str


class Package:
    """The parts of one Word document."""

    def __init__(self, name: str, content: bytes) -> None:
        """Check and open; raises ``UnreadableFileError`` when it is no Word document."""
        self.name = name
        if content.startswith(_OLE):
            raise _old_or_encrypted(name, content)
        self._archive = check_zip(name, content)
        main = next((each for each in self._relations("") if each.kind == "officeDocument"), None)
        document = self._read(main.target) if main else None
        if main is None or document is None or not str(document.tag).endswith("}document"):
            raise UnreadableFileError(
                f"{name} is geen Word-document.",
                "Sla het bestand in Word opnieuw op als .docx, of geef het zijn juiste extensie.",
            )
        self.document = document
        self._related = self._relations(main.target)

    def part(self, kind: str) -> Element | None:
        """The document's styles, numbering, settings, footnotes or endnotes."""
        relation = next((each for each in self._related if each.kind == kind), None)
        return self._read(relation.target) if relation else None

    def referred(self, reference: Element) -> Element | None:
        """The part that an element names by its relation: a header."""
        identifier = reference.get(_RELATION_ID)
        relation = next((each for each in self._related if each.identifier == identifier), None)
        return self._read(relation.target) if relation else None

    def _relations(self, part: str) -> list[_Relation]:
        folder, base = posixpath.split(part)
        root = self._read(posixpath.join(folder, "_rels", f"{base}.rels"))
        return [
            _Relation(
                each.get("Id"),
                posixpath.basename(each.get("Type")),
                posixpath.normpath(posixpath.join("/", folder, each.get("Target"))).lstrip("/"),
            )
            for each in (root.iter(_RELATION) if root is not None else ())
            if each.get("TargetMode") != "External"
        ]

    def _read(self, part: str) -> Element | None:
        content = read_member(self.name, self._archive, part)
        if content is None:
            return None
        for strict, usual in _STRICT_NAMES:
            content = content.replace(strict, usual)
        return parse_xml(self.name, content)


def is_encrypted(content: bytes) -> bool:
    """Whether an Office file that is no zip holds one behind a password."""
    return content.startswith(_OLE) and _ENCRYPTED in content


def encrypted(name: str) -> UnreadableFileError:
    """The refusal of a file with a password."""
    return UnreadableFileError(
        f"{name} is met een wachtwoord versleuteld.", "Sla het bestand op zonder wachtwoord."
    )


def _old_or_encrypted(name: str, content: bytes) -> UnreadableFileError:
    if is_encrypted(content):
        return encrypted(name)
    return UnreadableFileError(
        f"{name} is een bestand van een oude Word-versie (.doc).",
        "Geef het bestand de extensie .doc, of sla het in Word opnieuw op als .docx.",
    )
