"""Look into a built wheel which processor instructions are really in it."""

import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.console import SetupError
from tools.processor import Kind

# objdump writes "  address:<tab>instruction operands"
_TILE = re.compile(r":\t\s*(tdp\w+|tileload\w*|tilestore\w*|tilezero|tilerelease|ldtilecfg)\b")


class Instructions(NamedTuple):
    """How many lines of machine code use AMX tiles, 512-bit and 256-bit registers."""

    tile: int
    zmm: int
    ymm: int


def disassemble(wheel: Path) -> Iterator[str]:
    """Yield the machine code of all shared libraries in a wheel, as objdump prints it."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        # a library stands in the wheel under several names; once is enough
        by_content = {
            item.CRC: item for item in archive.infolist() if ".so" in Path(item.filename).name
        }
        for item in by_content.values():
            library = archive.extract(item, folder)
            command = ["objdump", "--disassemble", "--no-show-raw-insn", library]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                yield from process.stdout
            if process.returncode:
                raise SetupError(f"objdump kan {item.filename} niet lezen. Installeer binutils.")


def count_instructions(lines: Iterable[str]) -> Instructions:
    """Count the instructions that matter in objdump's lines."""
    tile = zmm = ymm = 0
    for line in lines:
        tile += _TILE.search(line) is not None
        zmm += "%zmm" in line
        ymm += "%ymm" in line
    return Instructions(tile=tile, zmm=zmm, ymm=ymm)


def check_instructions(found: Instructions, *, kind: Kind) -> None:
    """Raise SetupError when a build is not of its kind.

    It must also contain what its kind is named for: an empty library, or one that objdump could
    not take apart, would otherwise pass.
    """
    wrong = [
        *([f"{found.tile} AMX-instructies"] if found.tile else []),
        *([f"{found.zmm} AVX-512-instructies"] if found.zmm and not kind.wide else []),
        *(["geen AVX-512-instructies"] if kind.wide and not found.zmm else []),
        *(["geen AVX2-instructies"] if not found.ymm else []),
    ]
    if wrong:
        raise SetupError(
            f"De gebouwde llama-cpp-python is niet bruikbaar als {kind.name}: {', '.join(wrong)}. "
            "Zet eigen instellingen voor de compiler uit (CC, CXX) en probeer opnieuw."
        )
