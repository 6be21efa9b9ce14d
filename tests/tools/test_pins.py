import importlib.metadata
import re
import tomllib

import pytest

from tools.console import ROOT
from tools.pins import CONSTRAINTS, normal_name, read_pins

PINS = read_pins(CONSTRAINTS.read_text(encoding="utf-8"))


def asked_for() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines: list[str] = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    return [normal_name(re.split(r"[^\w.-]", line)[0]) for line in lines]


@pytest.mark.parametrize("name", asked_for())
def test_every_dependency_is_pinned(name: str):
    assert name in PINS


@pytest.mark.parametrize("name", ["pip", "scikit-build-core", "cmake", "ninja"])
def test_what_builds_is_pinned(name: str):
    assert name in PINS


@pytest.mark.parametrize(("name", "version"), PINS.items())
def test_a_pin_is_a_public_version(name: str, version: str):
    assert re.fullmatch(r"\d[\w.]*", version)


def test_every_installed_package_has_the_pinned_version():
    installed = {
        normal_name(package.metadata["Name"]): package.version.split("+")[0]
        for package in importlib.metadata.distributions()
    }
    installed.pop("kamerbrief", None)  # this project itself

    assert {name: PINS.get(name) for name in installed} == installed
