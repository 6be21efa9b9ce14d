"""The files in a ZIP archive: checked before anything is unpacked, and never unpacked to disk."""

import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple

from index.errors import UnreadableFileError
from index.formats.zip_safety import check_zip, read_member

_LARGEST_MEMBER = 50_000_000  # bytes unpacked; as for a file that stands by itself


class Member(NamedTuple):
    """A file in an archive: its bytes, or why it has none."""

    name: str  # with folders, as the archive holds it; a name, never a path to write to
    content: bytes
    error: UnreadableFileError | None = None


def read_members(
    name: str, content: bytes, *, first: Callable[[str], bool] = lambda name: False
) -> Iterator[Member]:
    """Give the files of an archive one by one; folders and hidden files are left out.

    Those for which ``first`` holds come first, the others in the archive's own order. Raises
    ``UnreadableFileError`` for an archive that cannot be read, holds nothing, or would unpack to
    more than a folder of letters can be.
    """
    with check_zip(name, content) as archive:
        members = [member for member in archive.infolist() if _is_listed(member)]
        if not members:
            raise UnreadableFileError(f"{name} bevat geen bestanden.", "Laat het archief weg.")
        for member in sorted(members, key=lambda member: not first(member.filename)):
            try:
                yield Member(member.filename, _unpack(f"{name}/{member.filename}", archive, member))
            except UnreadableFileError as error:
                yield Member(member.filename, b"", error)


def _unpack(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # the rarer methods can ask for gigabytes before they give a byte
        raise UnreadableFileError(
            f"{name} is op een ongewone manier ingepakt.", "Pak het archief uit."
        )
    if member.file_size > _LARGEST_MEMBER:
        raise UnreadableFileError(
            f"{name} is groter dan 50 MB.", "Splits het bestand in losse brieven."
        )
    unpacked = read_member(name, archive, member.filename)
    assert unpacked is not None  # it is in the list
    return unpacked


def _is_listed(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return not member.is_dir() and not hidden and parts[0] != "__MACOSX"
