from pathlib import Path

import pytest

from tools.environment import environment_key
from tools.processor import Kind

AVX2 = Kind(wide=False)
PROJECT = '[project]\ndependencies = ["torch"]\n[dependency-groups]\ndev = ["ruff"]\n'


def key(
    project: str = PROJECT,
    constraints: str = "torch==1",
    python: str = "3.11",
    folder: str = "/checkout/.venv",
    kind: Kind = AVX2,
) -> str:
    return environment_key(project, constraints, python=python, folder=Path(folder), kind=kind)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(key(project=PROJECT.replace("torch", "numpy")), id="dependency"),
        pytest.param(key(project=PROJECT.replace("ruff", "pytest")), id="development tool"),
        pytest.param(key(constraints="torch==2"), id="pin"),
        pytest.param(key(python="3.12"), id="Python"),
        pytest.param(key(folder="/moved/.venv"), id="the checkout was moved"),
        pytest.param(key(kind=Kind(wide=True)), id="the processor is of another kind"),
    ],
)
def test_other_packages_ask_for_a_new_environment(changed: str):
    assert changed != key()


def test_a_changed_tool_setting_keeps_the_environment():
    assert key(project=f"{PROJECT}[tool.ruff]\nline-length = 80\n") == key()
