"""Find weights in the data folder, and never hand out one whose hash is wrong."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.errors import WeightsDamagedError, WeightsMissingError
from models.manifest import Weights, find_weights, read_manifest

CHECKSUMS = "SHA256SUMS"  # in a converted folder; readable by sha256sum -c
FETCH = "Voer 'kamerbrief models fetch' uit."
FETCH_AGAIN = "Voer 'kamerbrief models fetch' opnieuw uit."


@dataclass(frozen=True)
class WeightState:
    """How the weights of one role stand on this machine."""

    weights: Weights
    folder: Path
    status: Literal["present", "missing", "damaged"]
    problem: str = ""  # Dutch; "" when present


def role_folder(data_folder: Path, role: str) -> Path:
    """Say where the finished weights of a role stand."""
    return data_folder / "weights" / role


def hash_file(path: Path) -> str:
    """Give the sha256 in hexadecimal; a gigabyte takes less than a second."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_checksums(folder: Path) -> None:
    """Record the hash of every file of a folder, in the format of sha256sum."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    lines = [f"{hash_file(folder / name)}  {name}\n" for name in names]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def recorded_hashes(folder: Path) -> dict[str, str]:
    """Read what ``write_checksums`` wrote: hashes by file name."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return {name: sha256 for sha256, name in (line.split("  ", 1) for line in lines)}


def verified_path(role: str, data_folder: Path, *, unless: frozenset[str] = frozenset()) -> Path:
    """Hash the weights of a role, then say where they are: a single file, or else the folder.

    Files named in ``unless`` are not hashed: only for those that will not be loaded. Raises
    ``WeightsMissingError`` and ``WeightsDamagedError``.
    """
    (weights,) = find_weights([role])
    folder = role_folder(data_folder, role)
    check_folder(weights, folder, unless=unless)
    single = len(weights.files) == 1 and not weights.made
    return folder / weights.files[0].name if single else folder


def check_folder(weights: Weights, folder: Path, *, unless: frozenset[str] = frozenset()) -> None:
    """Raise ``WeightsMissingError`` or ``WeightsDamagedError`` unless every file has its hash."""
    for name, sha256 in _expected_hashes(weights, folder).items():
        path = folder / name
        if not path.is_file():
            raise WeightsDamagedError(f"{path} ontbreekt.", FETCH_AGAIN)
        if name not in unless and hash_file(path) != sha256:
            raise WeightsDamagedError(
                f"{path} is beschadigd: het controlegetal (sha256) klopt niet.", FETCH_AGAIN
            )


def list_weights(data_folder: Path) -> tuple[WeightState, ...]:
    """Say of every role whether its files are there, without hashing them."""
    return tuple(_state(weights, data_folder, hashed=False) for weights in read_manifest())


def verify(roles: Sequence[str], *, data_folder: Path) -> Iterator[WeightState]:
    """Hash every file of these roles, and yield each role as soon as it is known."""
    for weights in find_weights(roles):
        yield _state(weights, data_folder, hashed=True)


def _state(weights: Weights, data_folder: Path, *, hashed: bool) -> WeightState:
    folder = role_folder(data_folder, weights.role)
    try:
        names = _expected_hashes(weights, folder)
        check_folder(weights, folder, unless=frozenset() if hashed else frozenset(names))
    except WeightsMissingError as error:
        return WeightState(weights, folder, "missing", error.problem)
    except WeightsDamagedError as error:
        return WeightState(weights, folder, "damaged", error.problem)
    return WeightState(weights, folder, "present")


def _expected_hashes(weights: Weights, folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise WeightsMissingError(
            f"De gewichten '{weights.role}' ({weights.title}) staan niet in {folder}.", FETCH
        )
    known = {file.name: file.sha256 for file in (*weights.files, *weights.made)}
    if not weights.made:
        return known
    if not (folder / CHECKSUMS).is_file():
        raise WeightsDamagedError(f"{folder / CHECKSUMS} ontbreekt.", FETCH_AGAIN)
    recorded = recorded_hashes(folder)
    made = {file.name: file.sha256 for file in weights.made}
    # The manifest's word goes before the folder's own where both speak of a file.
    return recorded | {name: known[name] for name in recorded if name in known} | made
