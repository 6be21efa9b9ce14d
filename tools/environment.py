"""Make `.venv` with the pinned packages and this checkout in it; nothing when it is up to date."""

import hashlib
import json
import sys
import tomllib
from pathlib import Path

from tools import llama_wheel
from tools.console import LOGS, ROOT, locked, run_logged, run_tool, step
from tools.machine import cache_folder, data_folder, read_machine, require
from tools.pins import CONSTRAINTS, pinned_version
from tools.processor import Kind, choose_kind

FOLDER = ROOT / ".venv"
BIN = FOLDER / "bin"
STAMP = FOLDER / "kamerbrief-complete"  # written last: an environment without it is made anew

# GB, measured with room to spare
ENVIRONMENT_SIZE = 3.0
BUILD_SIZE = 1.0
WEIGHTS_SIZE = 2.5  # the parts and the file they are joined into


def ensure_environment() -> None:
    """Make the environment if it is absent, unfinished, or made for something else."""
    with locked(ROOT / "build" / "environment.lock"):
        _ensure()


def _ensure() -> None:
    machine = read_machine(
        {FOLDER: ENVIRONMENT_SIZE, cache_folder(): BUILD_SIZE, data_folder(): _weights_to_come()}
    )
    kind = choose_kind(machine.processor_flags)
    key = environment_key(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        CONSTRAINTS.read_text(encoding="utf-8"),
        python=sys.version,
        folder=FOLDER,
        kind=kind,
    )
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == key:
        return
    require(machine)
    assert kind is not None  # or the machine would have been turned away
    # first of all: a half-removed environment must not look complete
    STAMP.unlink(missing_ok=True)
    _make(kind)
    _write_stamp(key)


def environment_key(
    project: str, constraints: str, *, python: str, folder: Path, kind: Kind | None
) -> str:
    """Give a text that changes with the packages, Python, the place and the kind of processor.

    ``project`` is the text of pyproject.toml; its settings for tools do not count.
    """
    tables = tomllib.loads(project)
    counted = {
        "project": tables["project"],
        "groups": tables.get("dependency-groups"),
        "build": tables.get("build-system"),
        "constraints": constraints,
        "python": python,
        "folder": str(folder),
        "kind": str(kind),
    }
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def _make(kind: Kind) -> None:
    log = LOGS / "environment.log"
    log.unlink(missing_ok=True)
    with step("Python-omgeving .venv maken"):
        run_logged([sys.executable, "-m", "venv", "--clear", FOLDER], log=log)
        run_logged([*_pip(), "install", f"pip=={pinned_version('pip')}"], log=log)
    wheel = llama_wheel.ensure_wheel(
        llama_wheel.read_recipe(kind),
        cache=cache_folder() / "wheels",
        pip=BIN / "pip",
        log=LOGS / "llama-build.log",
    )
    with step("Bibliotheken installeren (de eerste keer ongeveer 2 minuten)"):
        run_logged(
            [
                *(*_pip(), "install", "--prefer-binary"),
                *("--constraint", CONSTRAINTS, "--build-constraint", CONSTRAINTS),
                *(wheel, "--editable", ROOT, "--group", f"{ROOT / 'pyproject.toml'}:dev"),
            ],
            log=log,
        )
        run_logged([*_pip(), "check"], log=log)


def _pip() -> list[str | Path]:
    return [BIN / "python", "-m", "pip", "--no-input", "--disable-pip-version-check"]


def _weights_to_come() -> float:
    there = sum(path.stat().st_size for path in data_folder().rglob("*") if path.is_file())
    return max(0.0, WEIGHTS_SIZE - there / 10**9)


def _write_stamp(key: str) -> None:
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(key, encoding="utf-8")
    unfinished.replace(STAMP)


if __name__ == "__main__":
    run_tool(ensure_environment)
