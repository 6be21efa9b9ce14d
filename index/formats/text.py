"""Read plain text and Markdown: the decoded file, character for character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from index.errors import UnreadableFileError
from index.formats.extract import Extract, HeadingMark
from index.formats.invisible import describe_invisible, find_invisible, invisible_runs
from index.formats.mojibake import is_encoded_twice, repair
from index.letter import MarkedSpan, Origin

PLACE = "text"  # the place of every origin in a text file: its only one
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
# what Dutch writes beyond ASCII: letters with marks, quotation marks, dashes, signs
_WRITTEN = re.compile("[ÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôöøùúûüýÿŠšŽžœŒ\u00a0\u00ad"
                      "‘’‚“”„«»‹›–—…•·€£§°±²³¹½¼¾µ×´©®™ƒ†‡¿¡ªº¨ˆ˜¬¶‰]")  # fmt: skip
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*$")


@dataclass(frozen=True)
class Decoded:
    """A file's text, and what a reader must know of how it was decoded."""

    text: str
    notices: tuple[str, ...] = ()


def read_text(name: str, content: bytes) -> Extract:
    """Read a text file; Markdown by its name (``.md``), of which the headings are marked.

    Page starts follow form feeds. Raises ``UnreadableFileError`` for what is no text.
    """
    decoded = decode(name, content)
    text, origins, notices = _repair(decoded.text)
    marked = find_invisible(text)
    headings: tuple[HeadingMark, ...] = ()
    if is_markdown := name.lower().endswith(".md"):
        headings, furniture = _find_headings(text)
        marked = _merge(marked, furniture)
    return Extract(
        text,
        "md" if is_markdown else "txt",
        origins=origins,
        page_starts=_find_pages(text),
        marked=marked,
        settled=frozenset({"hidden"}),
        headings=headings,
        notices=(*decoded.notices, *notices, *describe_invisible(invisible_runs(text))),
    )


def decode(name: str, content: bytes) -> Decoded:
    r"""Decode a text: UTF-8, UTF-16 with its mark, or Windows-1252 where it can be nothing else.

    A byte order mark is dropped and CRLF folded; nothing else changes. Raises
    ``UnreadableFileError`` for what is binary, empty or in no known encoding.

    >>> decode("brief.txt", b"\xef\xbb\xbfregel\r\n").text
    'regel\n'
    """
    notices: tuple[str, ...] = ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _binary(name) from error
        notices = ("Gelezen als UTF-16.",)
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            if b"\x00" in content[:4096]:
                raise _binary(name) from error
            text = _decode_windows(name, content, error)
            notices = ("Gelezen als Windows-1252.",)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        raise UnreadableFileError(f"{name} bevat geen tekst.", "Verwijder of vervang het bestand.")
    refuse_binary(name, text)
    return Decoded(text, notices)


def refuse_binary(name: str, text: str) -> None:
    """Raise ``UnreadableFileError`` when so many control characters cannot be a text."""
    if len(_CONTROL.findall(text)) > len(text) // 1000:
        raise _binary(name)


def decode_windows(content: bytes) -> str | None:
    """Decode Windows-1252; None when the bytes are damaged UTF-8, or no text people write."""
    sequences = _UTF8_SEQUENCE.findall(content)
    high = len(_HIGH_BYTE.findall(content))
    loose = high - sum(map(len, sequences))
    # "Ã«" is written by nobody: a file with more such pairs than loose bytes was UTF-8 once
    if len(sequences) > loose or high > len(content) // 4:
        return None
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if len(_WRITTEN.findall(text)) > high * 0.8 else None


def _decode_windows(name: str, content: bytes, error: UnicodeDecodeError) -> str:
    text = decode_windows(content)
    if text is None:
        raise UnreadableFileError(
            f"{name} is geen UTF-8-tekst (byte {error.start}).",
            "Sla het bestand opnieuw op als platte tekst in UTF-8.",
        ) from error
    return text


def _binary(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is geen tekst maar een binair bestand.",
        "Zet de brief om naar platte tekst (UTF-8) en probeer het opnieuw.",
    )


def _repair(text: str) -> tuple[str, tuple[Origin, ...], tuple[str, ...]]:
    """The text without mojibake; origins only where it is no longer the file's own text."""
    pieces = repair(text, certain=is_encoded_twice(text))
    repaired = sum(piece.repaired for piece in pieces)
    if not repaired:
        return text, (), ()
    ends = list(accumulate(len(piece.text) for piece in pieces))
    origins = tuple(
        Origin(end - len(piece.text), end, PLACE, piece.offset)
        for piece, end in zip(pieces, ends, strict=True)
    )
    return "".join(piece.text for piece in pieces), origins, (describe_repair(repaired),)


def describe_repair(repaired: int) -> str:
    """The Dutch notice for so many repaired characters."""
    times = "op één plaats" if repaired == 1 else f"op {repaired} plaatsen"
    return f"Tekens waren verkeerd gecodeerd (zoals “Ã«” voor “ë”); {times} hersteld."


def _find_pages(text: str) -> tuple[int, ...]:
    """Where each page starts; empty without form feeds. One that ends the file starts no page."""
    starts = [match.end() for match in re.finditer("\f", text)]
    if starts and not text[starts[-1] :].strip():
        starts.pop()
    return (0, *starts) if starts else ()


def _find_headings(text: str) -> tuple[tuple[HeadingMark, ...], tuple[MarkedSpan, ...]]:
    """Markdown's headings, and the signs that make them headings."""
    headings: list[HeadingMark] = []
    furniture: list[MarkedSpan] = []
    fenced = False
    before: tuple[int, str] = (0, "")  # the line before, when it is a paragraph's first
    blank = True
    for start, line in _lines(text):
        if _FENCE.match(line):
            fenced = not fenced
        elif match := None if fenced else _HEADING.match(line):
            body = line[match.end() :].rstrip()
            closing = _CLOSING.search(body)
            inner = body[: closing.start()].rstrip() if closing else body
            furniture.append(MarkedSpan("furniture", start, start + match.end()))
            if inner:
                first = start + match.end()
                headings.append(HeadingMark(first, first + len(inner), len(match[1])))
            if closing:
                end = start + match.end() + len(body)
                furniture.append(MarkedSpan("furniture", end - len(body) + len(inner), end))
        elif before[1] and not fenced and _UNDERLINE.match(line):
            indent = len(before[1]) - len(before[1].lstrip())
            end = before[0] + len(before[1].rstrip())
            level = 1 if "=" in line else 2
            headings.append(HeadingMark(before[0] + indent, end, level))
            furniture.append(MarkedSpan("furniture", start, start + len(line)))
        else:
            is_text = bool(line.strip()) and not fenced and not line.startswith(("    ", "\t", ">"))
            before = (start, line) if is_text and blank else (0, "")
            blank = not line.strip()
            continue
        before, blank = (0, ""), True
    return tuple(headings), tuple(furniture)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\n]*\n|[^\n]+$", text):
        yield match.start(), match[0].removesuffix("\n")


def _merge(
    marked: tuple[MarkedSpan, ...], others: tuple[MarkedSpan, ...]
) -> tuple[MarkedSpan, ...]:
    """Spans in order; of two that overlap, the first and longest counts."""
    kept: list[MarkedSpan] = []
    for span in sorted((*marked, *others), key=lambda span: (span.start, -span.end)):
        if span.start < span.end and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)
