"""Parse XML that anybody may have written: no entities, no network, and no more than fits."""

from collections.abc import Callable, Iterator
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

from index.errors import UnreadableFileError

_LARGEST_XML = 30_000_000  # bytes; a thousand pages of Word are half of that
# a tag without content is four bytes in the file and over a hundred in memory, and two million
# empty paragraphs take ten seconds to walk through; a page of a real letter has seven hundred tags
_MOST_TAGS = 2_000_000


class Element(Protocol):
    """What is used of an lxml element, which brings no types."""

    text: str | None
    tail: str | None

    @property
    def tag(self) -> object:
        """A string; for comments, instructions and entities something else."""
        ...

    def get(self, key: str, default: str = "", /) -> str:
        """An attribute's value."""
        ...

    def find(self, path: str, /) -> "Element | None":
        """The first element at a path."""
        ...

    def iter(self, *tags: str) -> "Iterator[Element]":
        """Give this element and all inside it, in document order; only those with these tags."""
        ...

    def getparent(self) -> "Element | None":
        """The element around this one."""
        ...

    def __iter__(self) -> "Iterator[Element]": ...

    def __len__(self) -> int: ...


class _Library(Protocol):
    """What is used of ``lxml.etree``."""

    XMLParser: Callable[..., object]
    XMLSyntaxError: type[SyntaxError]

    def fromstring(self, content: bytes, parser: object, /) -> Element: ...


_library = cast("_Library", etree)


def parse_xml(name: str, content: bytes) -> Element:
    """Parse an XML file or a member of a zip; raises ``UnreadableFileError`` naming ``name``.

    libxml2 itself refuses entities that grow and elements more than 256 deep.
    """
    if len(content) > _LARGEST_XML or content.count(b"<") > _MOST_TAGS:
        raise UnreadableFileError(
            f"{name} bevat meer opmaak dan een brief nodig heeft en wordt niet gelezen.",
            "Splits het bestand, of sla het opnieuw op.",
        )
    parser = _library.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return _library.fromstring(content, parser)
    except _library.XMLSyntaxError as error:
        raise UnreadableFileError(
            f"{name} is beschadigd: de XML erin klopt niet.",
            "Vraag het bestand opnieuw op, of open het en sla het opnieuw op.",
        ) from error
