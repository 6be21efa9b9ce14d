"""Where a command's words go: data to stdout, everything else to stderr."""

import json
import sys
from collections.abc import Callable

from ui.documents import Document


def print_result(document: Document, text: Callable[[], str], *, as_json: bool) -> None:
    """Print the result of a command: one JSON document, or text for people."""
    if as_json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print(text(), end="")


def print_line(document: Document) -> None:
    """Print one JSON document on a line of its own, at once: a reader may be waiting for it."""
    print(json.dumps(document, ensure_ascii=False), flush=True)


def say(text: str) -> None:
    """Tell the person at the terminal something; "" says nothing."""
    if text:
        print(text, file=sys.stderr, flush=True)
