"""Repair text that was decoded as something it is not ("geÃ¯nformeerd"), and keep the way back.

Only what is clearly encoded twice is repaired: where ftfy, which weighs a whole stretch of text,
agrees with the plain reversal, or where a whole file turns out to be valid UTF-8 inside UTF-8.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import ftfy

# UTF-8 read as Latin-1 or Windows-1252: a first byte and those that must follow it
_BYTES = {chr(byte): byte for byte in range(0x80, 0xC0)} | {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # Windows-1252 leaves these out
}
_NEXT = f"[{''.join(map(re.escape, _BYTES))}]"
_SEQUENCE = re.compile(
    f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}}"
)
# European scripts, punctuation, signs, bullets of a font's own, ligatures, mathematics, emoji
_EXPECTED = re.compile(
    "[\u0080-\u058f\u1e00-\u2bff\uf000-\uf0ff\ufb00-\ufb06\ufeff\ufffd\U0001d400-\U0001fbff]"
)
# a line, or a part of one that ends at a word: ftfy reads a stretch several times over
_STRETCH = re.compile(r"[^\n]{1,4000}[^\s]{0,200}\n?|\n")


class Piece(NamedTuple):
    """Text as it should read, and where it starts in the text it was repaired from."""

    text: str
    offset: int
    repaired: bool = False  # one character that stands for two to four in the file


def is_encoded_twice(text: str) -> bool:
    """Whether a whole file, once decoded, is UTF-8 still.

    >>> is_encoded_twice("Financi\u00c3\u00abn"), is_encoded_twice("Financi\u00ebn")
    (True, False)
    """
    for encoding in ("latin-1", "sloppy-windows-1252"):
        try:
            return text.encode(encoding).decode("utf-8") != text
        except UnicodeError:
            continue
    return False


def repair(text: str, *, certain: bool = False) -> tuple[Piece, ...]:
    """Give the text as pieces; one piece when there is nothing to repair.

    ``certain``: the whole file is known to be encoded twice, so nothing needs to be weighed.

    >>> [tuple(piece) for piece in repair("ge\u00c3\u00afnformeerd")]
    [('ge', 0, False), ('ï', 2, True), ('nformeerd', 4, False)]
    """
    if text.isascii() or not _SEQUENCE.search(text):
        return (Piece(text, 0),)
    pieces: list[Piece] = []
    done = 0
    for stretch in _STRETCH.finditer(text):
        if certain or _is_clear(text, stretch.start(), stretch.end()):
            for start, end, character in _repairs(text, stretch.start(), stretch.end()):
                if start > done:
                    pieces.append(Piece(text[done:start], done))
                pieces.append(Piece(character, start, True))
                done = end
    if done < len(text):
        pieces.append(Piece(text[done:], done))
    return tuple(pieces)


def _is_clear(text: str, start: int, end: int) -> bool:
    if not _SEQUENCE.search(text, start, end):
        return False
    stretch = text[start:end]
    mended = _SEQUENCE.sub(lambda match: _decode(match[0]) or match[0], stretch)
    fixed = ftfy.fix_encoding(stretch)
    return mended != stretch and fixed != stretch and ftfy.fix_encoding(mended) == fixed


def _repairs(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _SEQUENCE.finditer(text, start, end):
        if character := _decode(match[0]):
            yield match.start(), match.end(), character


def _decode(sequence: str) -> str:
    """The character that was meant; "" when the bytes are none that a letter here would hold.

    "België" with two hard spaces behind it is a Korean syllable in the same bytes.
    """
    content = bytes((ord(sequence[0]), *(_BYTES[character] for character in sequence[1:])))
    try:
        character = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return character if _EXPECTED.fullmatch(character) else ""
