"""Keep many records in one file, each compressed and checked by itself, read one at a time.

A pack is ``<name>.pack``, the records one behind the other, and ``<name>.at.npy``, where each
begins. A record is zlib data, whose own checksum shows a damaged one at the moment it is read: what
a letter is quoted from is never taken from a file unseen, however large the store.
"""

import contextlib
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from index.errors import StoreDamagedError

_LEVEL = 6  # zlib's own default: half the time of 9 for two per cent more bytes


class PackWriter:
    """Writes records in order; the pack is whole once it is closed."""

    def __init__(self, folder: Path, name: str) -> None:
        self._at = folder / f"{name}.at.npy"
        self._file = (folder / f"{name}.pack").open("wb")
        self._ends = [0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many records there are by now."""
        return len(self._ends) - 1

    def add(self, content: bytes) -> int:
        """Add a record; give its number."""
        self.add_packed([zlib.compress(content, _LEVEL)])
        return len(self) - 1

    def add_packed(self, records: Iterable[bytes]) -> None:
        """Add records as another pack holds them."""
        for record in records:
            self._file.write(record)
            self._ends.append(self._ends[-1] + len(record))

    def flush(self) -> None:
        """Bring what was added to where a ``Pack`` can read it; more may follow."""
        self._file.flush()
        np.save(self._at, np.array(self._ends, np.int64))

    def close(self) -> None:
        """Finish the pack."""
        self.flush()
        self._file.close()

    def discard(self) -> None:
        """Let go of a pack that will not be finished."""
        with contextlib.suppress(OSError):  # of a full disk, for what was not written yet
            self._file.close()


class Pack:
    """Reads records by number; the file is memory-mapped, so only what is read takes memory."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.pack"
        self._at = np.asarray(np.load(folder / f"{name}.at.npy", mmap_mode="r"))
        # an empty file cannot be mapped
        self._bytes = (
            np.asarray(np.memmap(self._file, np.uint8, "r"))
            if self._at[-1]
            else np.empty(0, np.uint8)
        )

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._at) - 1

    def packed(self, number: int) -> bytes:
        """A record as it stands in the file."""
        return self._bytes[self._at[number] : self._at[number + 1]].tobytes()

    def get(self, number: int) -> bytes:
        """A record; raises ``StoreDamagedError`` when its checksum is wrong."""
        try:
            return zlib.decompress(self.packed(number))
        except zlib.error as error:
            raise StoreDamagedError(
                f"In de index is {self._file.name} beschadigd.",
                "Voer 'kamerbrief index --rebuild MAP' uit om de index opnieuw te maken.",
            ) from error
