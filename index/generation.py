"""Publish a folder of files so that it is there whole or not at all, and notice when it changed.

A store holds immutable generations and the file CURRENT that names one of them::

    store/CURRENT                      "g000002-1f3a9c0d4e5b6a78"
    store/generations/g000002-.../     manifest.json and the files it lists with their sha256
    store/lock                         held by the one process that writes

A generation is written beside the others, brought to disk, renamed into place, and only then named
in CURRENT. Whatever kills the writer, CURRENT names a generation that is complete. Files that do
not change are hard links to those of the generation before.

Damage is noticed in two ways. Commands that write or measure hash every file. Whoever only asks
should not wait until gigabytes are read: the manifest, every file's size and the small files are
checked at opening, which is all of a store below 256 MB; of a larger one the packs, which is what
letters are quoted from, are checked record by record as they are read (``index/pack.py``).
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from index.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreMissingError,
    StoreUnwritableError,
)

_KEPT = (
    3  # generations; a reader that opened the last one can finish, and one can be fallen back on
)
MANIFEST = "manifest.json"
HASHED_AT_OPENING = 256_000_000  # bytes, the smallest files first: a third of a second
_NAME = re.compile(r"g\d{6}-[0-9a-f]{16}")


@contextlib.contextmanager
def writing(store: Path) -> Generator[None]:
    """Hold the store for writing; raises ``StoreBusyError`` when another process does.

    The lock dies with its process, so none is ever left behind.
    """
    try:
        (store / "generations").mkdir(parents=True, exist_ok=True)
        lock = (store / "lock").open("a+")
    except OSError as error:
        raise _unwritable(store, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "onbekend"
            raise StoreBusyError(
                f"De index {store} wordt al bijgewerkt door proces {holder}.",
                "Wacht tot dat klaar is en probeer het opnieuw.",
            ) from error
        try:
            os.ftruncate(lock.fileno(), 0)
            os.write(lock.fileno(), str(os.getpid()).encode())
        except OSError as error:
            raise _unwritable(store, error) from error
        yield


def publish(
    store: Path,
    write: Callable[[Path], dict[str, Any]],
    *,
    known: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Let ``write`` fill a folder and give the manifest's facts; name it in CURRENT; give its name.

    ``known`` are hashes of files, by their path in the folder, that ``write`` links to and that
    were hashed in this process. Call it inside ``writing``. Raises ``StoreUnwritableError`` when
    the disk refuses; then nothing has changed.
    """
    generations = store / "generations"
    _remove_unfinished(generations)
    draft = generations / f".draft-{os.getpid()}"
    try:
        draft.mkdir()
        facts = write(draft)
        files = {
            str(file.relative_to(draft)): file
            for file in sorted(draft.rglob("*"))
            if file.is_file()
        }
        hashes = {
            name: known[name] if name in known and file.stat().st_nlink > 1 else hash_file(file)
            for name, file in files.items()
        }
        sizes = {name: file.stat().st_size for name, file in files.items()}
        facts = {**facts, "files": hashes, "sizes": sizes}
        manifest = json.dumps(facts, ensure_ascii=False, indent=1)
        (draft / MANIFEST).write_text(manifest, "utf-8")
        _to_disk(draft)
        number = max((_number(name) for name in _names(store)), default=0) + 1
        name = f"g{number:06d}-{hashlib.sha256(manifest.encode()).hexdigest()[:16]}"
        draft.rename(generations / name)
        _fsync(generations)
        current = store / "CURRENT.draft"
        with current.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        current.replace(store / "CURRENT")
        _fsync(store)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise _unwritable(store, error) from error
    for old in _names(store)[:-_KEPT]:
        shutil.rmtree(generations / old, ignore_errors=True)
    return name


def open_generation(store: Path, *, fall_back: bool) -> tuple[Path, dict[str, Any], str]:
    """Give the newest intact generation's folder, its manifest, and a Dutch notice or "".

    Without ``fall_back`` every file is hashed and a damaged newest generation is an error; with it
    the one before is used and the notice says so. Raises ``StoreMissingError`` and
    ``StoreDamagedError``.
    """
    try:
        current = (store / "CURRENT").read_text("utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        current = ""
    if not current:
        raise StoreMissingError(
            f"Er is nog geen index in {store}.", "Voer 'kamerbrief index MAP' uit met uw brieven."
        )
    older = [name for name in reversed(_names(store)) if name != current]
    damage: list[str] = []
    for name in [current, *(older if fall_back else [])]:
        folder = store / "generations" / name
        try:
            manifest = _check(folder, most=HASHED_AT_OPENING if fall_back else None)
        except StoreDamagedError as error:
            damage.append(error.problem)
            continue
        notice = (
            f"Let op: {damage[0]} De vorige index ({name}) wordt gebruikt; "
            "voer 'kamerbrief index --rebuild MAP' uit om dit te herstellen."
            if damage
            else ""
        )
        return folder, manifest, notice
    raise StoreDamagedError(
        damage[0], "Voer 'kamerbrief index --rebuild MAP' uit om de index opnieuw te maken."
    )


def hash_file(file: Path) -> str:
    """Give the sha256 of a file's bytes in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check(folder: Path, *, most: int | None) -> dict[str, Any]:
    """Check a generation, and hash at most that many bytes of it; None = all; give its manifest."""
    name = folder.name
    if not _NAME.fullmatch(name):
        raise StoreDamagedError("Het bestand CURRENT van de index is beschadigd.", "")
    try:
        text = (folder / MANIFEST).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:  # a failing disk says OSError too
        raise StoreDamagedError(f"De index {name} heeft geen leesbaar manifest.", "") from error
    if not name.endswith(hashlib.sha256(text.encode()).hexdigest()[:16]):
        raise StoreDamagedError(f"Het manifest van index {name} is beschadigd.", "")
    manifest = cast("dict[str, Any]", json.loads(text))
    hashes = cast("dict[str, str]", manifest["files"])
    # a store of an older version has no sizes, and is outdated anyway
    sizes = cast("dict[str, int]", manifest.get("sizes", dict.fromkeys(hashes, 0)))
    hashed = 0
    for file in sorted(hashes, key=sizes.__getitem__):
        hashed += sizes[file]
        try:
            if most is None or hashed <= most:
                is_whole = hash_file(folder / file) == hashes[file]
            else:
                is_whole = (folder / file).stat().st_size == sizes[file]
        except FileNotFoundError as error:
            raise StoreDamagedError(f"In index {name} ontbreekt {file}.", "") from error
        except OSError as error:
            raise StoreDamagedError(f"In index {name} is {file} onleesbaar.", "") from error
        if not is_whole:
            raise StoreDamagedError(f"In index {name} is {file} beschadigd.", "")
    return manifest


def _names(store: Path) -> list[str]:
    return sorted(path.name for path in (store / "generations").glob("g??????-*"))


def _number(name: str) -> int:
    return int(name[1:7])


def _remove_unfinished(generations: Path) -> None:
    for draft in generations.glob(".draft-*"):
        shutil.rmtree(draft, ignore_errors=True)


@contextlib.contextmanager
def workplace(store: Path) -> Generator[Path]:
    """An empty folder on the store's own disk for what is not ready to be published.

    Call it inside ``writing``; it is gone afterwards, and what a process that was killed left there
    too.
    """
    folder = store / "work"
    shutil.rmtree(folder, ignore_errors=True)
    with on_disk(store):
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def on_disk(store: Path) -> Generator[None]:
    """What is written to the store in here; raises ``StoreUnwritableError`` for a refusing disk."""
    try:
        yield
    except OSError as error:
        raise _unwritable(store, error) from error


def _to_disk(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _fsync(path)
    _fsync(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(store: Path, error: OSError) -> StoreUnwritableError:
    return StoreUnwritableError(
        f"In {store} kan niet worden geschreven ({error.strerror or error}).",
        "Controleer de schrijfrechten en de vrije ruimte, of kies een andere map met --store.",
    )
