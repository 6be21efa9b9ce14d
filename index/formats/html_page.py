"""Decode and parse a page of HTML that anybody may have written."""

import codecs
import re
from collections.abc import Callable
from typing import Any, cast

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

from index.errors import UnreadableFileError
from index.formats.markup import Node
from index.formats.text import decode, decode_windows, refuse_binary

_LARGEST_HTML = 30_000_000  # bytes
_MOST_TAGS = 1_500_000  # half as many elements: some hundreds of megabytes
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?([\w:-]+)""", re.I
)
_CHARSET_REACH = 4096  # bytes; browsers look no further than the first 1024
_LATIN = frozenset({"iso8859-1", "ascii"})  # what browsers read as Windows-1252


def decode_page(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's characters: by its mark, as UTF-8, as it says itself, or as Windows-1252.

    Raises ``UnreadableFileError`` for what is too large, binary, or in no known encoding.
    """
    if len(content) > _LARGEST_HTML or content.count(b"<") > _MOST_TAGS:
        raise UnreadableFileError(
            f"{name} bevat meer opmaak dan een brief nodig heeft en wordt niet gelezen.",
            "Splits het bestand, of sla het opnieuw op.",
        )
    declared = _CHARSET.search(content[:_CHARSET_REACH])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            text = _decode_declared(content, declared[1].decode("ascii"))
            if text is not None:
                refuse_binary(name, text)
                return text, ()
    decoded = decode(name, content)
    return decoded.text, decoded.notices


def _decode_declared(content: bytes, charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset).name
        if codec in _LATIN or codec == "cp1252":
            return decode_windows(content)
        return None if codec == "utf-8" else content.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None


def parse_page(name: str, page: str) -> Node:
    """Parse a page; raises ``UnreadableFileError`` for one that libxml2 would not read whole."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    parse = cast("Callable[..., Node]", html.document_fromstring)  # pyright: ignore[reportUnknownMemberType]
    try:
        root = parse(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        raise UnreadableFileError(
            f"{name} bevat geen tekst.", "Verwijder of vervang het bestand."
        ) from error  # pyright: ignore[reportUnknownArgumentType]
    log = cast("list[Any]", parser.error_log)  # pyright: ignore[reportUnknownMemberType]
    # libxml2 stops there and gives what it had: half a letter is worse than none
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in log):
        raise UnreadableFileError(
            f"{name} is te diep genest of te groot om een brief te zijn.",
            "Sla de pagina opnieuw op, of geef de brief als PDF of tekst.",
        )
    return root
