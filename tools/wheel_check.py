"""Build the project's wheel, check that no file is missing from it, and test what it installs."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Collection
from pathlib import Path

from tools.console import LOGS, ROOT, SetupError, run_logged, run_shown, run_tool, step
from tools.environment import BIN
from tools.pins import CONSTRAINTS

WORK = ROOT / "build" / "wheel"


def check_wheel() -> None:
    """Run the fast tests against the installed wheel; the exit code is pytest's."""
    shutil.rmtree(WORK, ignore_errors=True)
    log = LOGS / "wheel.log"
    log.unlink(missing_ok=True)
    with step("Wheel van dit project bouwen en installeren"):
        run_logged(
            [
                *(BIN / "pip", "wheel", "--no-deps", "--no-cache-dir"),
                *("--build-constraint", CONSTRAINTS, "--wheel-dir", WORK, ROOT),
            ],
            log=log,
        )
        wheel = next(WORK.glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            require_complete(project_files(), archive.namelist())
        python = _install(wheel, log=log)
    # PYTHONSAFEPATH keeps the checkout's folder off the path, here and in what the tests start
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    sys.exit(
        run_shown(
            [
                *(python, "-m", "pytest", "tests", "--quiet"),
                *("-m", "not real_models and not hostile"),
                "--ignore=tests/tools",  # these test the scripts that are not in the wheel
                "--junitxml=build/tests/wheel.xml",
            ],
            environment=environment,
        )
    )


def require_complete(expected: Collection[str], packed: Collection[str]) -> None:
    """Raise SetupError when a file of the packages is not in the wheel."""
    if missing := sorted(set(expected) - set(packed)):
        raise SetupError(
            f"In de wheel ontbreekt: {', '.join(missing)}. "
            "Pas [tool.hatch.build] in pyproject.toml aan."
        )


def project_files() -> list[str]:
    """Give the files of the packages that belong to the project: known to git, or new."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages: list[str] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *packages],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()]


def _install(wheel: Path, *, log: Path) -> Path:
    """Install the wheel beside the other packages of .venv, but without the checkout itself."""
    folder = WORK / "venv"
    python = folder / "bin" / "python"
    run_logged([BIN / "python", "-m", "venv", "--without-pip", folder], log=log)
    packages = _packages_folder(python)
    # a path in a .pth file is added without reading the .pth files in it: the one of the
    # editable install, which leads to the checkout, stays out
    (packages / "environment.pth").write_text(f"{_packages_folder(BIN / 'python')}\n")
    run_logged(
        [BIN / "pip", "--python", python, "install", "--no-deps", "--no-index", wheel], log=log
    )
    module = _answer(python, "import models; print(models.__file__)")
    if not Path(module).is_relative_to(packages):
        raise SetupError(f"De tests zouden {module} testen in plaats van de geïnstalleerde wheel.")
    return python


def _packages_folder(python: Path) -> Path:
    return Path(_answer(python, "import sysconfig; print(sysconfig.get_path('purelib'))"))


def _answer(python: Path, code: str) -> str:
    command = [python, "-P", "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    run_tool(check_wheel)
