"""The words that verification weighs, as ``rag/verification.toml`` lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TypedDict


class _Limits(TypedDict):
    conditions: str
    openers: str
    reservations: str


class _Grammar(TypedDict):
    joints: str
    subordinators: str
    relatives: str
    complementisers: str
    prepositions: str
    settings: str
    openers: str
    unfinished: str


class _Same(TypedDict):
    verbs: list[list[str]]
    words: list[list[str]]


class _Data(TypedDict):
    kept: dict[str, str]
    limits: _Limits
    light: dict[str, str]
    grammar: _Grammar
    same: _Same


@dataclass(frozen=True)
class Words:
    """Folded Dutch words by what leaving them out, or adding them, does to a sentence."""

    kept: Mapping[str, str]  # word -> what is lost without it, in Dutch
    conditions: frozenset[str]
    limiting_openers: frozenset[str]
    reservations: frozenset[str]
    light: frozenset[str]
    joints: frozenset[str]
    clause_openers: frozenset[str]
    relatives: frozenset[str]
    complementisers: frozenset[str]
    prepositions: frozenset[str]
    settings: frozenset[str]
    sentence_openers: frozenset[str]
    unfinished: frozenset[str]
    same: Mapping[str, str]  # word -> the form it counts as

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """The words of the lists that are more than one word, the longest first."""
        listed = {*self.kept, *self.conditions, *self.light}
        return tuple(sorted((word for word in listed if " " in word), key=len, reverse=True))


@cache
def load_words() -> Words:
    """Read the lists that ship with the package."""
    text = (resources.files("rag") / "verification.toml").read_text("utf-8")
    data: _Data = tomllib.loads(text)  # pyright: ignore[reportAssignmentType] - its own file
    limits, grammar, same = data["limits"], data["grammar"], data["same"]
    joints = _split(grammar["joints"])
    return Words(
        kept={word: lost for lost, words in data["kept"].items() for word in _split(words)},
        conditions=_split(limits["conditions"]),
        limiting_openers=_split(limits["openers"]),
        reservations=_split(limits["reservations"]),
        light=_split(data["light"]["words"]),
        joints=joints,
        clause_openers=joints | _split(grammar["subordinators"]),
        relatives=_split(grammar["relatives"]),
        complementisers=_split(grammar["complementisers"]),
        prepositions=_split(grammar["prepositions"]),
        settings=_split(grammar["settings"]),
        sentence_openers=_split(grammar["openers"]),
        unfinished=_split(grammar["unfinished"]),
        same={word: group[0] for group in (*same["verbs"], *same["words"]) for word in group},
    )


def _split(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())
