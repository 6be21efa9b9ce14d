"""Rules for texts made to take long: twice the text takes about twice the time."""

import gc
import time
from collections.abc import Callable

import pytest

from index.dates import find_dates
from index.display import read_display
from index.furniture import find_marked
from index.sentences import split_sentences
from index.stage import read_stage
from index.structure import read_structure

LENGTH = 60_000  # characters; what grows with the square takes minutes at twice this
SECONDS = 4.0  # twice the length takes under half a second on the slowest machine tried
SHAPES: dict[str, Callable[[int], str]] = {
    "one word": lambda length: "a" * length,
    "one line": lambda length: "woord " * (length // 6),
    "points": lambda length: "." * length,
    "points and brackets": lambda length: ".) " * (length // 3),
    "open brackets": lambda length: ". " + "(" * length,
    "footnotes without marks": lambda length: "1 a\n" * (length // 4),
    "footnotes apart": lambda length: "a1 " + "\n1 a\n\n" * (length // 6),
    "footnotes in order": lambda length: (
        " ".join(f"a{number}" for number in range(length // 12))
        + "\n\n"
        + "\n".join(f"{number} b" for number in range(length // 12))
    ),
    "hyphens at line ends": lambda length: "abc-\n" * (length // 5),
    "hyphens at page ends": lambda length: "abc-\n\n\n\n" * (length // 8),
    "empty lines": lambda length: "\n" * length,
    "spaces": lambda length: " " * length,
    "columns": lambda length: "a    " * (length // 5),
    "headings only": lambda length: "Kop\n\n" * (length // 5),
    "numbered lines": lambda length: "1. A\n\n\n\nb\n\n\n\n" * (length // 14),
    "bullets": lambda length: "- a\n" * (length // 4),
    "form feeds": lambda length: "a\n\f" * (length // 3),
    "digits": lambda length: "1" * length,
    "days": lambda length: "12 en " * (length // 6),
    "signatures": lambda length: "De minister van X,\n\n" * (length // 20),
    "initials": lambda length: "A.B. " * (length // 5),
    "soft hyphens": lambda length: "\u00ad" * length,
    "running head": lambda length: "Tweede Kamer, vergaderjaar 2024-2025, " + "1 " * (length // 2),
}


def read_all(text: str) -> None:
    """Everything that is found in a text without a lexicon of actors."""
    marked = find_marked(text)
    structure = read_structure(text, marked)
    find_dates(text, marked, None)
    for paragraph in structure.paragraphs:
        shown = read_display(text, marked, paragraph.start, paragraph.end).text
        for start, end in split_sentences(shown):
            read_stage(shown[start:end])


def seconds(text: str) -> float:
    gc.disable()  # its passes over what other tests left behind cost more than the reading
    try:
        start = time.process_time()
        read_all(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_text_takes_about_twice_the_time(shape: Callable[[int], str]):
    read_all(shape(2_000))  # what is compiled once is no part of it

    def takes_twice() -> bool:
        once, twice = seconds(shape(LENGTH)), seconds(shape(2 * LENGTH))
        return twice < SECONDS and twice < 3.2 * once + 0.2

    # a busy machine can spoil a measurement, but not three in a row
    assert any(takes_twice() for _ in range(3))
