"""Find the number of a term among millions without holding them in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_SEPARATOR = b"\n"  # no term holds white space
_STEP = 64  # terms between two that are held as objects; fewer comparisons than reading each


class Vocabulary:
    """Terms in the order of their UTF-8 bytes; a term's number is its place in that order.

    A million terms take ten megabytes: their bytes, and every 64th as an object.
    """

    def __init__(self, content: bytes, at: NDArray[np.int64]) -> None:
        self._bytes = content  # every term between two separators
        self._at = at  # where each term begins, and one past the last
        self._steps = [self._term(number) for number in range(0, len(self), _STEP)]

    @classmethod
    def build(cls, terms: Iterable[str]) -> "Vocabulary":
        """Of different terms, in any order."""
        encoded = sorted(term.encode() for term in terms)
        lengths = np.fromiter((len(term) + 1 for term in encoded), np.int64, len(encoded))
        at = np.concatenate(([1], 1 + np.cumsum(lengths))).astype(np.int64)
        return cls(_SEPARATOR + b"".join(term + _SEPARATOR for term in encoded), at)

    @classmethod
    def load(cls, folder: Path, name: str) -> "Vocabulary":
        """Open what ``save`` wrote; only where terms begin is memory-mapped."""
        at: NDArray[np.int64] = np.asarray(np.load(folder / f"{name}.at.npy", mmap_mode="r"))
        return cls((folder / f"{name}.terms").read_bytes(), at)

    def save(self, folder: Path, name: str) -> None:
        """Write ``<name>.terms`` and ``<name>.at.npy``."""
        (folder / f"{name}.terms").write_bytes(self._bytes)
        np.save(folder / f"{name}.at.npy", self._at)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._at) - 1

    def __iter__(self) -> Iterator[str]:
        """The terms in the order of their numbers."""
        for term in self._bytes[1:-1].split(_SEPARATOR) if len(self) else ():
            yield term.decode()

    def find(self, term: str) -> int | None:
        """The term's number; None when it is not among them."""
        wanted = term.encode()
        number = self._first_from(wanted)
        return number if number < len(self) and self._term(number) == wanted else None

    def has_part(self, piece: str) -> bool:
        """Whether any term holds the piece, as a compound holds its parts."""
        return self._bytes.find(piece.encode()) >= 0

    def starting_with(self, prefix: str) -> Iterator[str]:
        """The terms that begin with a prefix, in order."""
        wanted = prefix.encode()
        low = self._first_from(wanted)
        while low < len(self) and self._term(low).startswith(wanted):
            yield self._term(low).decode()
            low += 1

    def _first_from(self, wanted: bytes) -> int:
        """The number of the first term that does not come before this one."""
        start = max(0, bisect_right(self._steps, wanted) - 1) * _STEP
        end = min(start + _STEP, len(self))
        if start >= end:
            return start
        terms = self._bytes[self._at[start] : self._at[end] - 1].split(_SEPARATOR)
        return start + bisect_left(terms, wanted)

    def _term(self, number: int) -> bytes:
        return self._bytes[self._at[number] : self._at[number + 1] - 1]
