"""Files that could stop, slow down or fill a program that reads them; all made here from a seed.

``tests/hostile_run.py`` reads all of them, more than 500, and tells what they cost.
"""

import os
import random
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from hostile_bombs import make_bombs
from hostile_documents import make_good_files, make_letters
from index.formats.kinds import SUFFIXES

SEED = 20310612
KINDS = tuple(suffix.removeprefix(".") for suffix in SUFFIXES if suffix != ".htm")


def make_mutations(*, each: int = 40, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """Good files cut off, with flipped bits, zeroes, a piece twice or pieces in another order."""
    chance = random.Random(seed)
    for kind, content in make_letters(0).items():
        for number in range(each):
            mutate = _MUTATIONS[number % len(_MUTATIONS)]
            yield f"{mutate.__name__}-{number}.{kind}", mutate(content, chance)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """The beginning of a file."""
    return content[: chance.randrange(len(content))]


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    """A file with a few bits the other way."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 4, 16, 64, 256])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def fill_with_zeroes(content: bytes, chance: random.Random) -> bytes:
    """A file with a stretch of zeroes, as a bad disk leaves it."""
    start = chance.randrange(len(content))
    length = min(chance.choice([16, 256, 4096]), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def repeat_piece(content: bytes, chance: random.Random) -> bytes:
    """A file that holds a piece of itself many times."""
    start, end = sorted(chance.choices(range(len(content)), k=2))
    return content[:end] + content[start:end] * chance.choice([1, 2, 50]) + content[end:]


def shuffle_pieces(content: bytes, chance: random.Random) -> bytes:
    """A file with its pieces in another order; the first stays."""
    size = max(1, len(content) // 12)
    first, *pieces = [content[start : start + size] for start in range(0, len(content), size)]
    chance.shuffle(pieces)
    return b"".join([first, *pieces])


_MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut_off,
    flip_bits,
    fill_with_zeroes,
    repeat_piece,
    shuffle_pieces,
)


def make_misnamed() -> Iterator[tuple[str, bytes]]:
    """Good files under another's name, and files with nothing in them under every name."""
    for kind, content in make_letters(0).items():
        for suffix in KINDS:
            if suffix != kind:
                yield f"eigenlijk-{kind}.{suffix}", content
    for suffix in (*KINDS, "htm"):
        yield f"leeg.{suffix}", b""
        yield f"een-byte.{suffix}", b"x"
        yield f"nullen.{suffix}", bytes(5000)
        yield f"rommel.{suffix}", random.Random(SEED).randbytes(20_000)


def make_all(*, each: int = 40) -> Iterator[tuple[str, bytes]]:
    """Every hostile file, by name."""
    yield from make_mutations(each=each)
    yield from make_misnamed()
    yield from make_bombs()


def write_special_files(folder: Path) -> list[str]:
    """Write what is no regular file, or has an odd name; give the keys that must be reported."""
    os.mkfifo(folder / "pijp.txt")
    os.mkfifo(folder / "pijp.pdf")
    (folder / "lus.txt").symlink_to("lus.txt")
    (folder / "lus-a.pdf").symlink_to("lus-b.pdf")
    (folder / "lus-b.pdf").symlink_to("lus-a.pdf")
    (folder / "weg.txt").symlink_to("bestaat-niet.txt")
    (folder / "nul.txt").symlink_to("/dev/zero")
    (folder / "wachtwoorden.txt").symlink_to("/etc/passwd")
    with socket.socket(socket.AF_UNIX) as plug:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may have 108 characters
        plug.bind("stekker.txt")
        os.chdir(here)
    (folder / "map.pdf").mkdir()
    (folder / "terug").symlink_to(folder)
    with (folder / "reus.txt").open("wb") as giant:
        giant.truncate(60_000_000)
    names = ["😀👨‍👩‍👧.txt", "x" * 246 + ".txt", "a\nb.txt", "'; rm -rf.txt", "-rf.txt", "..txt.."]
    for number, name in enumerate(names):
        (folder / name).write_text(f"Nederland heeft {number} fietsen.")
    shown = [name.replace("\n", "�") for name in names if not name.startswith(".")]
    links = "pijp.txt pijp.pdf lus.txt lus-a.pdf lus-b.pdf weg.txt nul.txt wachtwoorden.txt"
    return [*links.split(), "stekker.txt", "reus.txt", *shown]


def write_all(folder: Path, *, each: int) -> None:
    """Write every hostile file and every good one into a new folder, one at a time."""
    folder.mkdir()
    for name, content in make_all(each=each):
        (folder / name).write_bytes(content)
    for name, content in make_good_files().items():
        (folder / name).write_bytes(content)
    write_special_files(folder)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), each=int(sys.argv[2]))
