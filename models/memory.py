"""Whether a GGUF model fits in this machine's free memory, asked before it is loaded."""

import struct
from pathlib import Path
from typing import BinaryIO

from models.errors import FixableError, WeightsDamagedError

MARGIN_BYTES = 1 << 30  # work space of the model, and room for the rest of the program
BYTES_PER_CACHED_NUMBER = 2  # keys and values are kept in 16 bits
MEMORY_FIGURES = Path("/proc/meminfo")

# GGUF specification: the sizes of plain values by type number; 8 is text, 9 a list
_FORMATS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q"}
_FORMATS[12] = "d"
_TEXT, _LIST = 8, 9

GgufValue = int | float | str


class MemoryShortError(FixableError):
    """The machine has too little free memory for the model."""


def check_memory(path: Path, *, context_tokens: int, figures: Path = MEMORY_FIGURES) -> None:
    """Raise ``MemoryShortError``, with the figures, when the model does not fit."""
    available = _available_bytes(figures)
    cache = cache_bytes(path, context_tokens=context_tokens)
    needed = path.stat().st_size + cache + MARGIN_BYTES
    if needed > available:
        raise MemoryShortError(
            f"Het taalmodel heeft {_megabytes(needed)} geheugen nodig (model "
            f"{_megabytes(path.stat().st_size)}, context {_megabytes(cache)}, marge "
            f"{_megabytes(MARGIN_BYTES)}); er is {_megabytes(available)} vrij.",
            "Sluit andere programma's, kies een kleiner model of zet [models] context_tokens "
            "lager.",
        )


def cache_bytes(path: Path, *, context_tokens: int) -> int:
    """Give the bytes of the keys and values of a full context; read from the file's header."""
    header = read_header(path)
    architecture = header["general.architecture"]

    def number(name: str, default: int | None = None) -> int:
        value = header.get(f"{architecture}.{name}", default)
        if not isinstance(value, int):
            raise _damaged(path)
        return value

    heads = number("attention.head_count")
    head_size = number("embedding_length") // heads
    width = number("attention.head_count_kv", heads) * (
        number("attention.key_length", head_size) + number("attention.value_length", head_size)
    )
    return number("block_count") * width * context_tokens * BYTES_PER_CACHED_NUMBER


def read_header(path: Path) -> dict[str, GgufValue]:
    """Read the values that come before the vocabulary; of a list of numbers only the largest.

    Raises ``WeightsDamagedError`` when the file is no GGUF file.
    """
    header: dict[str, GgufValue] = {}
    with path.open("rb") as file:
        try:
            if file.read(4) != b"GGUF":
                raise _damaged(path)
            _version, _tensors, count = struct.unpack("<IQQ", file.read(20))
            for _ in range(count):
                key = _read_text(file)
                if key.startswith("tokenizer."):  # large, and nothing of use comes after it
                    break
                header[key] = _read_value(file, _read_number(file, "I"))
        except (struct.error, UnicodeDecodeError, KeyError) as error:
            raise _damaged(path) from error
    if "general.architecture" not in header:
        raise _damaged(path)
    return header


def _read_value(file: BinaryIO, kind: int) -> GgufValue:
    if kind == _TEXT:
        return _read_text(file)
    if kind != _LIST:
        return _read_number(file, _FORMATS[kind])
    item = _read_number(file, "I")
    items = [_read_value(file, item) for _ in range(_read_number(file, "Q"))]
    return max((value for value in items if not isinstance(value, str)), default=0)


def _read_text(file: BinaryIO) -> str:
    size = _read_number(file, "Q")
    if size > 1 << 20:  # a damaged length must not ask for all memory
        raise struct.error("text too long")
    return file.read(size).decode()


def _read_number(file: BinaryIO, code: str) -> int:
    (value,) = struct.unpack(f"<{code}", file.read(struct.calcsize(f"<{code}")))
    return value


def _available_bytes(figures: Path) -> int:
    for line in figures.read_text().splitlines():
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            return int(rest.split()[0]) * 1024
    raise ValueError(f"{figures} does not give MemAvailable")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB".replace(",", ".")


def _damaged(path: Path) -> WeightsDamagedError:
    return WeightsDamagedError(
        f"{path} is geen GGUF-bestand of is beschadigd.",
        "Haal het opnieuw op met 'kamerbrief models fetch'.",
    )
