"""The answers the README shows are what the commands above them print today, letter for letter."""

import re
import shlex
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import pytest

from ui.cli import main

README = Path(__file__).parent.parent.parent / "README.md"
SAMPLE_LETTERS = Path(str(resources.files("eval").joinpath("letters")))
_EXAMPLE = re.compile(r"<!-- made with: kamerbrief (.+?) -->\n```text\n(.*?)```\n", re.DOTALL)


class Example(NamedTuple):
    """A command of the README, and what is said to come out of it."""

    command: str
    shown: str


def read_examples() -> list[Example]:
    """The examples that can be made again: the letters' own sentences, without the model.

    What the model writes may differ from processor to processor, so that is not compared.
    """
    examples = (Example(*found) for found in _EXAMPLE.findall(README.read_text("utf-8")))
    return [example for example in examples if "--no-model" in example.command]


EXAMPLES = read_examples()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample letters, as ``make demo`` makes it."""
    folder = tmp_path_factory.mktemp("readme") / "store"
    assert main(["index", str(SAMPLE_LETTERS), "--store", str(folder)]) == 0
    return folder


@pytest.mark.real_models
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: shlex.split(example.command)[1])
def test_an_example_is_what_its_command_prints(
    example: Example, store: Path, capsys: pytest.CaptureFixture[str]
):
    capsys.readouterr()

    code = main([*shlex.split(example.command), "--store", str(store)])

    assert code == 0
    assert capsys.readouterr().out == example.shown


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("Het laatste standpunt in deze brieven is van", id="position-over-time"),
        pytest.param("heeft zich hierover in deze brieven niet uitgesproken", id="silence"),
        pytest.param("gaat ervan uit", id="false-premise"),
        pytest.param("ask 'Hoe hoog", id="figure"),
    ],
)
def test_the_readme_shows_each_form(sign: str):
    texts = (f"{example.command} {' '.join(example.shown.split())}" for example in EXAMPLES)
    assert any(sign in text.replace('"', "'") for text in texts)
