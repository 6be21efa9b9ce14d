"""Write a file whole or not at all, and never over another one unasked."""

import os
import tempfile
from pathlib import Path

from ui.errors import FileUnwritableError


def write_whole(file: Path, content: bytes, *, overwrite: bool = False) -> None:
    """Write beside the file first and then put it in its place, so that no half file is ever seen.

    Raises ``FileUnwritableError`` when the file exists and may not be replaced, or its folder
    cannot be written.
    """
    if file.is_dir():
        raise FileUnwritableError(f"{file} is een map.", "Geef de naam van een bestand.")
    if not overwrite and file.exists():
        raise FileUnwritableError(
            f"{file} bestaat al.", "Geef een andere naam, of --force om het te vervangen."
        )
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:50]}.")
    except OSError as error:
        raise _unwritable(file, error) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o666 & ~_mask())  # as any new file: a draft is readable by its maker alone
        draft.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _mask() -> int:
    """The rights that new files do not get; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unwritable(file: Path, error: OSError) -> FileUnwritableError:
    return FileUnwritableError(
        f"{file} kan niet worden geschreven ({error.strerror}).",
        "Geef een map waarin u mag schrijven en waar plaats is.",
    )
