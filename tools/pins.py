"""Read which version of each package is pinned in constraints.txt."""

import re
from pathlib import Path

from tools.console import ROOT

CONSTRAINTS = ROOT / "constraints.txt"


def normal_name(name: str) -> str:
    """Give a package's name as package indexes compare it (PEP 503).

    >>> normal_name("llama_cpp_python")
    'llama-cpp-python'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text: str) -> dict[str, str]:
    r"""Give the version per package of a constraints file; comments are left out.

    >>> read_pins("# renewed today\ntorch==2.13.0\n")
    {'torch': '2.13.0'}
    """
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {normal_name(name): version for name, version in pairs}


def pinned_version(package: str, *, constraints: Path = CONSTRAINTS) -> str:
    """Give the one version of a package that this project is tested with."""
    return read_pins(constraints.read_text(encoding="utf-8"))[normal_name(package)]
