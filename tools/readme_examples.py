"""Make the answers in the README again, from the commands that stand above them.

``python -m tools.readme_examples DIR`` runs each on the index of the sample letters in DIR
and puts what it prints into the README; ``tests/ui/test_readme_examples.py`` compares the two.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable

from tools.console import ROOT, SetupError, run_tool
from tools.environment import BIN

README = ROOT / "README.md"
# a comment with the command, and the block behind it that holds what it prints
_EXAMPLE = re.compile(r"(<!-- made with: kamerbrief (.+?) -->\n```text\n).*?(```\n)", re.DOTALL)


def remake(readme: str, answer: Callable[[str], str]) -> str:
    r"""The README with every example as ``answer`` gives it for its command.

    >>> readme = "<!-- made with: kamerbrief ask x -->\n```text\noud\n```\n"
    >>> remake(readme, lambda command: command + "\n")
    '<!-- made with: kamerbrief ask x -->\n```text\nask x\n```\n'
    """
    return _EXAMPLE.sub(lambda found: f"{found[1]}{answer(found[2])}{found[3]}", readme)


def _ask(command: str) -> str:
    done = subprocess.run(
        [BIN / "kamerbrief", *shlex.split(command), "--store", sys.argv[1]],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(f"kamerbrief {command}: {done.stderr.strip()}")
    return done.stdout


def _remake_readme() -> None:
    if len(sys.argv) != 2:
        raise SetupError("Geef de map van een index van eval/letters.")
    README.write_text(remake(README.read_text("utf-8"), _ask), "utf-8")


if __name__ == "__main__":
    run_tool(_remake_readme)
