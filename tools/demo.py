"""Answer one question about the five sample letters, from nothing to a cited answer."""

import sys

from tools.console import ROOT, run_shown, run_tool
from tools.environment import BIN, ensure_environment

COMMANDS = (
    ("models", "fetch"),
    ("index", "eval/letters"),
    ("ask", "Wat zei NL over dataretentie?"),
)


def run_demo() -> None:
    """Prepare what is absent, then run the commands a user would type."""
    ensure_environment()
    program = BIN.relative_to(ROOT) / "kamerbrief"
    for arguments in COMMANDS:
        typed = " ".join(f'"{word}"' if " " in word else word for word in arguments)
        print(f"\n$ {program} {typed}", flush=True)
        if code := run_shown([ROOT / program, *arguments]):
            sys.exit(code)
    print(f"\nZelf vragen stellen in de browser: {program} serve")


if __name__ == "__main__":
    run_tool(run_demo)
