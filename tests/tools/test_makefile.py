import re
import subprocess

import pytest

from tools.console import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = ["demo", "test", "check", "unit", "fix", "benchmark", "clean"]


@pytest.mark.parametrize("target", TARGETS)
def test_make_help_explains_every_target_for_people(target: str):
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout

    assert re.search(rf"^make {target} +\S", shown, re.MULTILINE)


def test_a_machine_without_python_is_told_how_to_get_it():
    shown = subprocess.run(
        ["make", "demo", "PYTHON=no-such-python"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert shown.returncode == 2
    assert shown.stderr.splitlines()[0].startswith("Python ontbreekt. Installeer met: apt-get")


def test_the_makefile_stays_a_page():
    assert len(MAKEFILE.splitlines()) < 100
