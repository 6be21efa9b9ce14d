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

from index.actor_verbs import Verbs, read_verbs

NARRATOR = "verteller"
NETHERLANDS = "Nederland"
SOMEBODY = "?"  # speaks, but is none of the actors
BYSTANDER = "~"  # what it says is somebody else's: "overig"; no question is about it
OTHER = "overig"

_CASED = re.compile(r"(?<!\\)[A-Z]+")  # but not the class "\S"
_GROUP = re.compile(r"\(\?P<\w+>")
_REACH = 120  # characters before a name that tell whose head it is; no title is longer
_ASIDE = re.compile(r"\(hierna:?\s+(?:de\s+|het\s+)?$", re.IGNORECASE)
_KIND = r"(?:(?-i:[a-zë-]+en?|Europese) ){0,2}"  # "andere grote"
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
    def name_pattern(self) -> re.Pattern[str]:
        """Every name; the group tells whose."""
        return re.compile(self._alternatives(), re.IGNORECASE)

    @cached_property
    def _likely(self) -> re.Pattern[str]:
        """Matches, in text in lower case, wherever ``name_pattern`` does, and elsewhere: a sieve.

        Four times as fast: only where capitals count does ``re`` pass by a branch at its first
        letter. What must not stand somewhere is left out, as "(?:|...)" demands nothing.
        """
        loose = self._alternatives().replace("(?-i:", "(?:").replace("(?!", "(?:|")
        return re.compile(_CASED.sub(lambda match: match[0].lower(), _GROUP.sub("(?:", loose)))

    def _alternatives(self) -> str:
        """Longer names first: "de Belgische minister" before "de minister"."""
        office = rf"(?:{self.offices}){_MINISTRY}"
        adjectives, states = "|".join(self.adjectives), "|".join(map(re.escape, self.states))
        parts = [
            rf"(?:(?:de|een) (?:(?-i:[a-zë]+) ){{0,2}})?(?P<by>{adjectives}) (?:\w+ )?{office}",
            # "de Franse en Duitse ministers"
            rf"(?:de )?(?P<beside>{adjectives})"
            rf"(?=(?:, (?:{adjectives}))* en (?:{adjectives}) {office})",
            rf"(?:de |een )?{office} van (?P<of>{states})",
            *(f"(?P<a{at}>{name})" for at, (_, name) in enumerate(self.names)),
            rf"(?P<state>{states})",
        ]
        return rf"(?<![\w-])(?:{'|'.join(parts)})(?!-?\w)"

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
        for match in self.find_names(text):
            start = match.start()
            reach = max(0, start - _REACH)
            before = text[reach:start]
            if _ASIDE.search(before):
                continue  # "(hierna: de Commissie)" gives a name, it names nobody
            if head := self._head.search(before):
                start = reach + head.start()
            yield Mention(self._actor(match), start, match.end())

    def find_names(self, text: str) -> Iterator[re.Match[str]]:
        """Find what ``name_pattern`` does, in less time."""
        folded, at = text.lower(), 0
        if len(folded) != len(text):  # "İ" is two characters in lower case
            yield from self.name_pattern.finditer(text)
            return
        while likely := self._likely.search(folded, at):
            match = self.name_pattern.match(text, likely.start())
            at = match.end() if match else likely.start() + 1
            if match:
                yield match

    def _actor(self, match: re.Match[str]) -> str:
        group, text = match.lastgroup or "", match[match.lastgroup or 0]
        if group in ("by", "beside"):
            return self.adjectives[text.lower()]
        if group in ("of", "state"):
            return self._states_folded[text.lower()]
        return self.names[int(group[1:])][0]


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
        read_verbs(data["verbs"]),
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
            full = _FULL_NAMES.get(bare, bare)
            yield country, f"{kind}:{full}"


_FULL_NAMES = {
    "VS": "Verenigde Staten",
    "VK": "Verenigd Koninkrijk",
    "Groot-Brittannië": "Verenigd Koninkrijk",
}


def _strip_article(country: str) -> str:
    return re.sub(r"^(?:de|het) ", "", country)


def _inflect(adjective: str) -> str:
    """As it stands before its noun: "Deens" -> "Deense", "Portugees" -> "Portugese"."""
    return re.sub(r"([ae])\1s$", r"\1s", adjective) + "e"
