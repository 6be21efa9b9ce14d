"""A reading process in which a file's name says what goes wrong; run by the tests of the pool."""

import os
import sys
import time

from index import reading_process
from index.actors import ActorReader
from index.formats.program import run_program
from index.letter import Letter
from index.reading import make_letter
from index.reading_process import Limits

LIMITS = Limits(processor_seconds=2, memory=200_000_000, letter=100_000)


def misbehave(name: str, content: bytes, actors: ActorReader, *, metadata: bytes = b"") -> Letter:
    """Do what the file's name says, then read it if that is still possible."""
    match name.partition(".")[0]:
        case "loop":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "abort":
            os.abort()
        case "kill":
            os.kill(os.getpid(), 9)
        case "bug":
            raise KeyError("een fout van ons")
        case "memory":
            bytearray(300_000_000)
        case "deep":
            misbehave(name, content, actors)
        case "program":
            run_program(["sleep", "1.5"], timeout=20)
        case "hang":
            run_program(["sleep", "1234"], timeout=1000)
        case "grow":
            _LEFT_BEHIND.append(bytearray(150_000_000))
        case "fragile" if _READ:
            os.abort()
        case "print":
            print("something a library prints")  # noqa: T201
        case _:
            pass
    _READ.append(name)
    return make_letter(name, content, actors, metadata=metadata)


_READ: list[str] = []
_LEFT_BEHIND: list[bytearray] = []

if __name__ == "__main__":
    sys.modules["index.reading_process"].make_letter = misbehave  # type: ignore[attr-defined]
    reading_process.main(LIMITS)
