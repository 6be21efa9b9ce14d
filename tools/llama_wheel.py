"""Build llama-cpp-python once for this processor, check it, and keep it for every clone."""

import hashlib
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.console import ROOT, locked, run_logged, step
from tools.instructions import check_instructions, count_instructions, disassemble
from tools.pins import CONSTRAINTS, pinned_version
from tools.processor import Kind

SUMS = "SHA256SUMS"  # beside a finished wheel, in the form that sha256sum reads
_UNFINISHED = ".building-"


@dataclass(frozen=True)
class Recipe:
    """All that decides what comes out of a build."""

    kind: Kind
    version: str
    system: str  # the C library a build is tied to

    @property
    def name(self) -> str:
        """The folder of the finished build; another recipe never has the same one."""
        words = "\n".join([*self.kind.cmake_flags, self.system])
        return f"{self.version}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def read_recipe(kind: Kind) -> Recipe:
    """Give the recipe for the pinned version on this system."""
    return Recipe(
        kind=kind,
        version=pinned_version("llama-cpp-python"),
        system="-".join([*platform.libc_ver(), platform.machine()]),
    )


def ensure_wheel(recipe: Recipe, *, cache: Path, pip: Path, log: Path) -> Path:
    """Give the finished wheel for a recipe, built now if no clone has built it before.

    Raises SetupError when the build fails or gives instructions this processor must not run.
    """
    return keep_built(
        cache / recipe.name,
        build=lambda folder: _build(recipe, folder=folder, pip=pip, log=log),
        check=lambda wheel: check_instructions(
            count_instructions(disassemble(wheel)), kind=recipe.kind
        ),
    )


def keep_built(
    target: Path, *, build: Callable[[Path], Path], check: Callable[[Path], None]
) -> Path:
    """Give the wheel in ``target``, made by ``build`` and passed by ``check`` if there is none.

    All or nothing: the folder appears under its name when all in it is on disk and checked, and
    not before. Of several processes one builds and the others wait for it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.parent / ".lock"):
        for leftover in target.parent.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(leftover)
        if wheel := _read_intact(target):
            return wheel
        shutil.rmtree(target, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target.parent))
        try:
            wheel = build(folder)
            check(wheel)
            _publish(folder, wheel=wheel, target=target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return target / wheel.name


def _build(recipe: Recipe, *, folder: Path, pip: Path, log: Path) -> Path:
    work = folder / "work"  # in here, so that what a killed build leaves is removed with it
    work.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in {"CFLAGS", "CXXFLAGS"}},
        "CMAKE_ARGS": " ".join(recipe.kind.cmake_flags),
        "CMAKE_BUILD_PARALLEL_LEVEL": os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(_jobs())),
        "TMPDIR": str(work),
    }
    log.unlink(missing_ok=True)
    with step(
        f"llama-cpp-python bouwen voor {recipe.kind.name} "
        f"(eenmalig, ongeveer 5 minuten; verslag in {log.relative_to(ROOT)})"
    ):
        run_logged(
            [
                *(pip, "wheel", "--verbose", "--no-deps", "--no-binary", "llama-cpp-python"),
                "--no-cache-dir",  # pip's own cache may hold a build with other flags
                *("--build-constraint", CONSTRAINTS, "--wheel-dir", folder),
                f"llama-cpp-python=={recipe.version}",
            ],
            log=log,
            environment=environment,
        )
    shutil.rmtree(work)
    return next(folder.glob("*.whl"))


def _jobs() -> int:
    # the largest source files take about 1 GB each to compile
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 10**9
    return max(1, min(len(os.sched_getaffinity(0)), memory - 1))


def _publish(folder: Path, *, wheel: Path, target: Path) -> None:
    note = folder / SUMS
    note.write_bytes(_sums(wheel))
    for path in (wheel, note, folder):
        _to_disk(path)
    folder.rename(target)
    _to_disk(target.parent)


def _read_intact(target: Path) -> Path | None:
    note = target / SUMS
    for wheel in target.glob("*.whl"):
        if note.exists() and note.read_bytes() == _sums(wheel):
            return wheel
    return None


def _sums(wheel: Path) -> bytes:
    with wheel.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{digest}  {wheel.name}\n".encode()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
