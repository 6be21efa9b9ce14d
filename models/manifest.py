"""Say which weights there are, and where each byte of them comes from."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).with_name("manifest.toml")
DEFAULT_ROLES = ("embedder", "generator")


@dataclass(frozen=True)
class Part:
    """One data member of one package, of which nothing else is read."""

    package: str
    version: str
    member: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class WeightFile:
    """A file that its parts make when they are joined in order."""

    name: str
    bytes: int
    sha256: str
    parts: tuple[Part, ...]
    publisher_sha256: str = ""  # what the makers of the model publish; "" = nothing was published


@dataclass(frozen=True)
class MadeFile:
    """A file that our own conversion makes, always with the same bytes."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Weights:
    """What one role needs."""

    role: str
    title: str
    licence: str
    files: tuple[WeightFile, ...]
    made: tuple[MadeFile, ...] = ()  # empty = the files are used as they were fetched
    derived_bytes: int = 0  # room for what the conversion makes besides ``made``

    @property
    def fetched_bytes(self) -> int:
        """How many bytes the joined files have together."""
        return sum(file.bytes for file in self.files)

    @property
    def bytes_on_disk(self) -> int:
        """Roughly how much room the finished weights take."""
        if not self.made:
            return self.fetched_bytes
        return sum(file.bytes for file in self.made) + self.derived_bytes

    @property
    def bytes_while_fetching(self) -> int:
        """The most room that fetching takes: all of it, and one package at a time."""
        largest = max(part.bytes for file in self.files for part in file.parts)
        return self.fetched_bytes + largest + (self.bytes_on_disk if self.made else 0)


def read_manifest(path: Path = MANIFEST) -> tuple[Weights, ...]:
    """Read all weights in the order of the file; an unknown key is a ``TypeError``.

    >>> [weights.role for weights in read_manifest()]
    ['embedder', 'generator', 'generator-small']
    """
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["weights"]
    return tuple(_read_weights(**table) for table in tables)


def find_weights(roles: Sequence[str]) -> tuple[Weights, ...]:
    """Give the weights of these roles; a ``KeyError`` names a role that does not exist."""
    by_role = {weights.role: weights for weights in read_manifest()}
    return tuple(by_role[role] for role in roles)


def _read_weights(
    *,
    files: list[dict[str, Any]],
    made: Sequence[dict[str, Any]] = (),
    **values: Any,
) -> Weights:
    return Weights(
        files=tuple(_read_file(**file) for file in files),
        made=tuple(MadeFile(**file) for file in made),
        **values,
    )


def _read_file(*, parts: list[dict[str, Any]], **values: Any) -> WeightFile:
    return WeightFile(parts=tuple(Part(**part) for part in parts), **values)
