"""Say at once, in one line each, what this machine lacks and how to get it."""

import importlib.util
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.console import SetupError
from tools.processor import LEAST, choose_kind, read_flags

# program -> Debian package that brings it; cmake and ninja come through pip where they are absent
BUILD_PROGRAMS = {"gcc": "gcc", "g++": "g++", "make": "make", "git": "git", "objdump": "binutils"}
TEST_PROGRAMS = {
    "antiword": "antiword",
    "chromium": "chromium",
    "objdump": "binutils",
    "soffice": "libreoffice-writer-nogui",
    "strace": "strace",
    "tesseract": "tesseract-ocr-nld",  # the language; it recommends the program
    "unshare": "util-linux",
}
GIGABYTE = 10**9
LEAST_MEMORY = 3.7  # GB; a machine sold as 4 GB shows this much


@dataclass(frozen=True)
class DiskNeed:
    """Room that a step will take on the disk that holds a folder; sizes in GB."""

    folder: Path
    size: float
    disk: int  # the operating system's number of the disk
    free: float


@dataclass(frozen=True)
class Machine:
    """What matters of a machine before anything is installed on it."""

    processor_flags: frozenset[str]
    memory: float  # GB
    programs: frozenset[str]
    has_venv: bool
    is_root: bool
    disk_needs: tuple[DiskNeed, ...] = ()


def find_shortcomings(machine: Machine) -> list[str]:
    """Give one Dutch line per kind of thing that is missing; nothing missing is an empty list."""
    return [
        *_missing_programs(machine),
        *_short_disks(machine.disk_needs),
        *_little_memory(machine.memory),
        *_old_processor(machine.processor_flags),
    ]


def missing_packages(programs: Mapping[str, str], present: Collection[str]) -> list[str]:
    """Give the Debian packages that bring the programs that are absent, in order, each once."""
    return list(
        dict.fromkeys(package for program, package in programs.items() if program not in present)
    )


def install_command(packages: Sequence[str], *, is_root: bool) -> str:
    """Give the line to type that installs Debian packages.

    >>> install_command(["gcc"], is_root=True)
    'apt-get update && apt-get install -y gcc'
    """
    sudo = "" if is_root else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"


def read_machine(rooms: Mapping[Path, float]) -> Machine:
    """Look at this machine; ``rooms`` says how many GB each folder is about to take."""
    programs = {*BUILD_PROGRAMS, *TEST_PROGRAMS}
    return Machine(
        processor_flags=read_flags(Path("/proc/cpuinfo").read_text(encoding="utf-8")),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE,
        programs=frozenset(name for name in programs if shutil.which(name)),
        # Debian's python3 comes without ensurepip, which venv needs, until python3-venv is there
        has_venv=importlib.util.find_spec("ensurepip") is not None,
        is_root=os.geteuid() == 0,
        disk_needs=tuple(_read_disk(folder, size) for folder, size in rooms.items()),
    )


def require(machine: Machine) -> None:
    """Raise SetupError with all that is missing, so that one round of installing is enough."""
    if shortcomings := find_shortcomings(machine):
        raise SetupError("\n".join(shortcomings))


def cache_folder() -> Path:
    """Give this user's folder for what can be made again, shared by all clones."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kamerbrief"


def data_folder() -> Path:
    """Give this user's folder for weights and stores, shared by all clones."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "kamerbrief"


def _missing_programs(machine: Machine) -> list[str]:
    packages = missing_packages(BUILD_PROGRAMS, machine.programs)
    if not machine.has_venv:
        packages.append("python3-venv")
    if not packages:
        return []
    command = install_command(packages, is_root=machine.is_root)
    return [f"Op deze machine ontbreekt: {', '.join(packages)}. Installeer met: {command}"]


def _short_disks(needs: Sequence[DiskNeed]) -> list[str]:
    by_disk: dict[int, list[DiskNeed]] = {}
    for need in needs:
        by_disk.setdefault(need.disk, []).append(need)
    return [
        f"Te weinig ruimte op de schijf van {' en '.join(str(need.folder) for need in group)}: "
        f"{group[0].free:.1f} GB vrij, {total:.1f} GB nodig. Maak ruimte vrij en probeer opnieuw."
        for group in by_disk.values()
        if (total := sum(need.size for need in group)) > group[0].free
    ]


def _little_memory(memory: float) -> list[str]:
    if memory >= LEAST_MEMORY:
        return []
    return [f"Te weinig geheugen: {memory:.1f} GB, 4 GB nodig. Gebruik een machine met meer."]


def _old_processor(flags: Collection[str]) -> list[str]:
    if choose_kind(flags):
        return []
    missing = ", ".join(sorted(LEAST - set(flags)))
    return [
        f"Deze processor kan het taalmodel niet draaien: {missing} ontbreekt. "
        "Gebruik een x86-64-computer met AVX2 (Intel vanaf 2013, AMD vanaf 2015)."
    ]


def _read_disk(folder: Path, size: float) -> DiskNeed:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return DiskNeed(
        folder=folder,
        size=size,
        disk=existing.stat().st_dev,
        free=shutil.disk_usage(existing).free / GIGABYTE,
    )
