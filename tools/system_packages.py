"""Install the Debian packages that the tests use, or say in one line which to install."""

import os
import shutil

from tools.console import LOGS, SetupError, run_logged, run_tool, step
from tools.machine import TEST_PROGRAMS, install_command, missing_packages


def ensure_packages() -> None:
    """Install what is absent when this is root's machine; else raise SetupError that says how."""
    packages = missing_packages(
        TEST_PROGRAMS, [name for name in TEST_PROGRAMS if shutil.which(name)]
    )
    if not packages:
        return
    is_root = os.geteuid() == 0
    if not (is_root and shutil.which("apt-get")):
        command = install_command(packages, is_root=is_root)
        raise SetupError(
            f"Voor de tests ontbreekt: {', '.join(packages)}. Installeer met: {command}"
        )
    log = LOGS / "system-packages.log"
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"{', '.join(packages)} installeren voor de tests"):
        run_logged([*apt, "update"], log=log, environment=environment)
        run_logged([*apt, "install", "-y", *packages], log=log, environment=environment)


if __name__ == "__main__":
    run_tool(ensure_packages)
