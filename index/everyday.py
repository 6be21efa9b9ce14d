"""Everyday Dutch and the official words for it in letters, as ``index/everyday.toml`` says."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple, cast


class Everyday(NamedTuple):
    """One line: what people type, and what letters write for it."""

    typed: tuple[str, ...]
    names: tuple[str, ...]  # mean the same
    related: tuple[str, ...]  # lie near, no more


def read_everyday() -> tuple[Everyday, ...]:
    """All lines of the file, in its order."""
    data = tomllib.loads((resources.files("index") / "everyday.toml").read_text("utf-8"))
    sections = cast(dict[str, str], data["sections"]).values()
    return tuple(each for section in sections for each in read_lines(section))


def read_lines(section: str) -> Iterator[Everyday]:
    """The lines of one section.

    >>> next(read_lines("gijzelsoftware: ransomware ~ cyberaanval"))
    Everyday(typed=('gijzelsoftware',), names=('ransomware',), related=('cyberaanval',))
    """
    for line in section.splitlines():
        if line:
            typed, official = line.split(":")
            names, _, related = official.partition("~")
            yield Everyday(_split(typed), _split(names), _split(related))


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
