import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.console import ROOT, SetupError
from tools.llama_wheel import SUMS, Recipe, keep_built
from tools.processor import Kind

AVX2 = Kind(wide=False)
AVX512 = Kind(wide=True)


def accept(wheel: Path) -> None:
    assert wheel.exists()


def build_small(folder: Path) -> Path:
    wheel = folder / "small.whl"
    wheel.write_bytes(b"wheel")
    return wheel


def must_not_build(folder: Path) -> Path:
    raise AssertionError("built again")


def test_builds_for_other_processors_versions_and_systems_lie_apart():
    recipes = [
        Recipe(kind=AVX2, version="1.0", system="glibc-2.36"),
        Recipe(kind=AVX512, version="1.0", system="glibc-2.36"),
        Recipe(kind=AVX2, version="1.1", system="glibc-2.36"),
        Recipe(kind=AVX2, version="1.0", system="glibc-2.41"),
    ]

    assert len({recipe.name for recipe in recipes}) == len(recipes)


def test_a_finished_build_is_used_again(tmp_path: Path):
    first = keep_built(tmp_path / "cache" / "1.0", build=build_small, check=accept)
    second = keep_built(tmp_path / "cache" / "1.0", build=must_not_build, check=accept)

    assert first == second == tmp_path / "cache" / "1.0" / "small.whl"
    assert first.read_bytes() == b"wheel"


@pytest.mark.parametrize("name", ["small.whl", SUMS])
def test_a_damaged_build_is_made_again(name: str, tmp_path: Path):
    wheel = keep_built(tmp_path / "1.0", build=build_small, check=accept)
    (wheel.parent / name).write_bytes(b"damage")

    keep_built(tmp_path / "1.0", build=build_small, check=accept)

    assert wheel.read_bytes() == b"wheel"


def test_a_refused_build_is_not_kept(tmp_path: Path):
    def refuse(wheel: Path) -> None:
        raise SetupError("AMX")

    with pytest.raises(SetupError):
        keep_built(tmp_path / "1.0", build=build_small, check=refuse)

    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_killed_build_leaves_nothing_half_and_the_next_one_finishes(tmp_path: Path):
    target = tmp_path / "1.0"
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from tools.llama_wheel import keep_built\n"
        "def build(folder):\n"
        "    (folder / 'small.whl').write_bytes(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"keep_built(Path({str(target)!r}), build=build, check=lambda wheel: None)\n"
    )

    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert not target.exists()
    wheel = keep_built(target, build=build_small, check=accept)
    assert wheel.read_bytes() == b"wheel"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "1.0"]
