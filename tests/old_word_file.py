"""A small Word file of the old kind (.doc), made here from nothing.

The text stands in one piece in the stream "WordDocument", as MS-DOC describes; the streams stand
one after the other in a compound file, as MS-CFB describes. LibreOffice reads it as a letter.
"""

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_SMALLEST_STREAM = 4096  # shorter ones would have to stand in a stream of their own
_NOTHING, _END_OF_CHAIN, _TABLE_OF_SECTORS = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FIB_SIZE = 0x600  # the file information block, in which everything else is named


def make_doc(lines: Sequence[str]) -> bytes:
    """A Word file with these lines as its paragraphs."""
    text = "".join(f"{line}\r" for line in lines).encode("cp1252")
    end = _FIB_SIZE + len(text)
    piece = struct.pack("<IIHIH", 0, len(text), 0, _FIB_SIZE * 2 | 0x40000000, 0)
    pieces = b"\x02" + struct.pack("<I", len(piece)) + piece
    block = bytearray(_FIB_SIZE)
    struct.pack_into("<HHHHHHH", block, 0, 0xA5EC, 0x00C1, 0, 0x0413, 0, 0x0200, 0x00BF)
    struct.pack_into("<IIH", block, 0x18, _FIB_SIZE, end, 14)
    struct.pack_into("<HIxxxxxxxxI", block, 0x3E, 22, end, len(text))
    struct.pack_into("<H", block, 0x98, 0x5D)
    struct.pack_into("<II", block, 0x1A2, 0, len(pieces))
    return _compound({"WordDocument": bytes(block) + text, "1Table": pieces})


def _compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of two streams, the first with the longer name."""
    table: list[int] = []
    body = b""
    entries = _entry("Root Entry", 5, child=1, start=_END_OF_CHAIN)
    for name, stream in streams.items():
        padded = stream.ljust(_SMALLEST_STREAM, b"\0")
        padded += bytes(-len(padded) % _SECTOR)
        left = _NOTHING if table else 2  # shorter names stand to the left
        entries += _entry(name, 2, left=left, start=len(table), size=len(padded))
        chain = range(len(table) + 1, len(table) + len(padded) // _SECTOR)
        table += [*chain, _END_OF_CHAIN]
        body += padded
    directory = len(table)
    table += [_END_OF_CHAIN, _TABLE_OF_SECTORS]
    body += entries.ljust(_SECTOR, b"\0")
    body += struct.pack("<128I", *table, *[_NOTHING] * (_SECTOR // 4 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHHxxxxxx", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack(
        "<9I", 0, 1, directory, 0, _SMALLEST_STREAM, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0
    )
    return head + struct.pack("<109I", directory + 1, *[_NOTHING] * 108) + body


def _entry(
    name: str, kind: int, *, left: int = _NOTHING, child: int = _NOTHING, start: int, size: int = 0
) -> bytes:
    """An entry of the directory, black in its tree; without dates."""
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written) + 2, kind, 1, left, _NOTHING, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
