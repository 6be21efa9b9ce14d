"""The names that actors go by, and the words that show who acts.

Read from ``index/actors.toml`` and ``index/actor_phrases.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any, NamedTuple, NotRequired, TypedDict, cast

NARRATOR = "verteller"
NETHERLANDS = "Nederland"
SOMEBODY = "?"  # speaks, but is none of the actors

_ASIDE = re.compile(r"\(hierna:?\s+(?:de\s+|het\s+)?$", re.IGNORECASE)
_KIND = r"(?:(?-i:[a-zë-]+en?) ){0,2}"  # "andere grote"
_MINISTRY = r"(?: (?:van|voor) (?-i:[A-Z])[\w-]+(?:(?:,| en)? (?:van )?(?-i:[A-Z])[\w-]+)*)?"


class _Entry(TypedDict):
    value: str
    names: NotRequired[list[str]]
    holders: NotRequired[list[str]]
    aliases: NotRequired[list[str]]


class _Phrase(TypedDict):
    name: str
    words: list[str]


class Mention(NamedTuple):
    """An actor named in a text, and where."""

    actor: str
    start: int
    end: int


@dataclass(frozen=True)
class Verbs:
    """Finite forms of verbs."""

    saying: frozenset[str]  # they tell what somebody says
    voicing: frozenset[str]  # only people and bodies do it; saying is part of it
    finite: frozenset[str]  # every form that is listed
    past: frozenset[str]  # the past of strong verbs


@dataclass(frozen=True)
class Lexicon:
    """What the data files hold, as the reader of actors uses it."""

    names: tuple[tuple[str, str], ...]  # (actor, regular expression), the longest names first
    states: Mapping[str, str]  # actor by name
    adjectives: Mapping[str, str]  # actor by inflected adjective: "belgische"
    offices: str  # regular expression of who speaks for a state: "minister"
    heads: str  # the same, for a body: "directeur"
    holders: tuple[tuple[str, str], ...]  # (actor, expression), of words that own a position
    aliases: tuple[tuple[str, str], ...]  # (alias in lower case, actor)
    verbs: Verbs
    phrases: Mapping[str, re.Pattern[str]]  # for text in lower case: twice as fast as ignoring case

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Longer names first: "de Belgische minister" before "de minister"."""
        office = rf"(?:{self.offices}){_MINISTRY}"
        adjectives, states = "|".join(self.adjectives), "|".join(map(re.escape, self.states))
        parts = [
            rf"(?:(?:de|een) (?:(?-i:[a-zë]+) ){{0,2}})?(?P<by>{adjectives}) (?:\w+ )?{office}",
            rf"(?:de |een )?{office} van (?P<of>{states})",
            *(f"(?P<a{at}>{name})" for at, (_, name) in enumerate(self.names)),
            rf"(?P<state>{states})",
        ]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])(?!-\w)", re.IGNORECASE)

    @cached_property
    def _head(self) -> re.Pattern[str]:
        name = r"(?:\s(?-i:[A-Z])\w+)?"
        return re.compile(
            rf"(?:\b(?:de|het|een)\s+)?\b(?:{self.heads}){name}\s+van\s+(?:de\s)?$", re.IGNORECASE
        )

    @cached_property
    def _states_folded(self) -> Mapping[str, str]:
        return {name.lower(): actor for name, actor in self.states.items()}

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Yield every actor the text names, in order."""
        for match in self._pattern.finditer(text):
            start = match.start()
            before = text[:start]
            if _ASIDE.search(before):
                continue  # "(hierna: de Commissie)" gives a name, it names nobody
            if head := self._head.search(before):
                start = head.start()
            yield Mention(self._actor(match), start, match.end())

    def _actor(self, match: re.Match[str]) -> str:
        group, text = match.lastgroup or "", match[match.lastgroup or 0]
        if group == "by":
            return self.adjectives[text.lower()]
        if group in ("of", "state"):
            return self._states_folded[text.lower()]
        return self.names[int(group[1:])][0]


def conjugate(infinitive: str) -> frozenset[str]:
    """The finite forms of a weak verb, and some that do not exist: they do no harm.

    >>> sorted(conjugate("delen") & {"deelt", "deelde", "delen", "deelden"})
    ['deelde', 'deelden', 'deelt', 'delen']
    >>> "benadrukte" in conjugate("benadrukken")
    True
    """
    stem = infinitive.removesuffix("en")
    if stem[-1] == stem[-2:-1]:
        stem = stem[:-1]  # benadrukk -> benadruk
    stems = {stem}
    if re.search(r"[^aeiou][aeou][^aeiou]$", stem):
        stems.add(f"{stem[:-1]}{stem[-2]}{stem[-1]}")  # del -> deel
    stems = {each[:-1] + {"v": "f", "z": "s"}.get(each[-1], each[-1]) for each in stems}
    endings = ("", "t", "te", "ten", "de", "den")
    return frozenset({infinitive, *(each + ending for each in stems for ending in endings)})


def load_lexicon() -> Lexicon:
    """Read the lexicon that ships with the package."""
    data = _read_data("actors.toml")
    table = cast("Mapping[str, Mapping[str, str]]", data["states"])
    entries: list[_Entry] = [*data["actor"], *data["group"]]
    states = dict(_name_states(table))
    names = [
        *((entry["value"], name) for entry in data["actor"] for name in entry["names"]),
        *((f"agentschap:{name}", f"(?-i:{name})") for name in data["agencies"]["names"]),
        *_name_groups(data["group"], data["member_states"]["names"]),
    ]
    aliases = [(alias, entry["value"]) for entry in entries for alias in entry.get("aliases", [])]
    aliases += [(_strip_article(name).lower(), actor) for name, actor in states.items()]
    adjectives = [pair for kind in table.values() for pair in kind.items()]
    phrases: list[_Phrase] = _read_data("actor_phrases.toml")["phrase"]
    return Lexicon(
        tuple(names),
        states,
        {_inflect(adjective).lower(): states[name] for name, adjective in adjectives},
        "|".join(data["offices"]["names"]),
        "|".join(data["offices"]["heads"]),
        tuple((entry["value"], name) for entry in entries for name in entry.get("holders", [])),
        tuple(dict.fromkeys(aliases)),
        _read_verbs(data["verbs"]),
        {phrase["name"]: _whole_words(phrase["words"]) for phrase in phrases},
    )


def _read_data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("index") / name).read_text("utf-8"))


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _name_groups(entries: Iterable[_Entry], states: Sequence[str]) -> Iterator[tuple[str, str]]:
    named = f"(?:{'|'.join(states)})"
    for entry in entries:
        for name in entry.get("names", []):
            yield entry["value"], name.replace("{states}", named).replace("{kind}", _KIND)


def _name_states(states: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for kind, countries in states.items():
        for country in countries:
            bare = _strip_article(country)
            # "de Verenigde Staten" and "de VS" are one actor
            full = {"VS": "Verenigde Staten", "VK": "Verenigd Koninkrijk"}.get(bare, bare)
            yield country, f"{kind}:{full}"


def _strip_article(country: str) -> str:
    return re.sub(r"^(?:de|het) ", "", country)


def _inflect(adjective: str) -> str:
    """As it stands before its noun: "Deens" -> "Deense", "Portugees" -> "Portugese"."""
    return re.sub(r"([ae])\1s$", r"\1s", adjective) + "e"


def _read_verbs(verbs: Mapping[str, Sequence[str]]) -> Verbs:
    saying = {form for verb in verbs["voicing"] for form in conjugate(verb) - {verb}}
    saying |= {form for forms in verbs["speaking"] for form in forms.split()}
    voicing = saying | {*verbs["voicing"]}
    voicing |= {form for forms in verbs["acting"] for form in forms.split()}
    working = {form for verb in verbs["working"] for form in conjugate(verb) - {verb}}
    finite = voicing | working | {form for forms in verbs["other"] for form in forms.split()}
    strong = [*verbs["speaking"], *verbs["acting"], *verbs["other"]]
    past = {form for forms in strong for form in forms.split()[2:]}
    return Verbs(frozenset(saying), frozenset(voicing), frozenset(finite), frozenset(past))
