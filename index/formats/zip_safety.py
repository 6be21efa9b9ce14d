"""Open a zip (a Word or ODT file, an archive) only when unpacking it cannot do harm."""

import io
import lzma
import struct
import zipfile
import zlib

from index.errors import UnreadableFileError

_MOST_MEMBERS = 2_000
_LARGEST_CONTENTS = 200_000_000  # bytes, unpacked
_HIGHEST_RATIO = 100  # unpacked to packed; the letters that were measured stay below 15
_SMALL = 10_000_000  # bytes; below this a ratio says nothing: empty styles pack very well
# the central directory is read whole before anything can be counted
_LARGEST_DIRECTORY = _MOST_MEMBERS * 512
_END = b"PK\x05\x06"
_END_LOCATOR_64 = b"PK\x06\x07"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, NotImplementedError, OSError, ValueError, RuntimeError,
)  # fmt: skip
"""What Python's zipfile raises for a damaged or encrypted member."""


def check_zip(name: str, content: bytes) -> zipfile.ZipFile:
    """Open a zip in memory; raises ``UnreadableFileError`` before anything is unpacked."""
    _check_directory(name, content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise _damaged(name) from error
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS:
        raise _too_many(name)
    if unpacked > _LARGEST_CONTENTS:
        raise UnreadableFileError(
            f"{name} is uitgepakt groter dan {_LARGEST_CONTENTS // 1_000_000} MB.",
            "Splits het bestand in kleinere bestanden.",
        )
    packed = sum(member.compress_size for member in members)
    if any(
        large > _SMALL and large > _HIGHEST_RATIO * small
        for large, small in [
            (unpacked, packed),
            *((member.file_size, member.compress_size) for member in members),
        ]
    ):
        raise UnreadableFileError(
            f"{name} is verdacht: het wordt bij uitpakken meer dan honderd keer zo groot.",
            "Controleer waar het bestand vandaan komt; laat het anders weg.",
        )
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFileError(
            f"{name} is met een wachtwoord versleuteld.",
            "Sla het bestand op zonder wachtwoord.",
        )
    return archive


def read_member(name: str, archive: zipfile.ZipFile, member: str) -> bytes | None:
    """Unpack one member, never more than its declared size; None where there is no such member."""
    try:
        found = archive.getinfo(member)
    except KeyError:
        return None
    if found.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # the rarer methods can ask for gigabytes before they give a byte
        raise UnreadableFileError(
            f"{name} is op een ongewone manier ingepakt.", "Sla het bestand opnieuw op."
        )
    try:
        return archive.read(found)
    except DAMAGE as error:
        raise _damaged(name) from error


def _check_directory(name: str, content: bytes) -> None:
    end = content.rfind(_END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or len(content) < end + _END_SIZE:
        raise _damaged(name)
    entries, size = struct.unpack_from("<HI", content, end + 10)
    # the 64-bit form is only needed by archives that are refused anyway
    huge = content[max(0, end - 20) : end].startswith(_END_LOCATOR_64)
    if huge or entries > _MOST_MEMBERS or size > _LARGEST_DIRECTORY:
        raise _too_many(name)


def _too_many(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} bevat meer dan {_MOST_MEMBERS} onderdelen.", "Splits het bestand in kleinere."
    )


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is beschadigd en kan niet worden uitgepakt.",
        "Vraag het bestand opnieuw op, of open het en sla het opnieuw op.",
    )
