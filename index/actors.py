"""Say who speaks or acts in a sentence: its grammatical subject, by a rule a person can check.

In a Dutch main clause the subject stands before the finite verb or right behind it. So of all the
actors a sentence names, the first one counts that is not the complement of a preposition ("van de
Commissie"), does not stand in a subordinate clause ("dat lidstaten ...") and is not an addressee
("verzoekt de Commissie"). Holders of an opinion are subjects too: "voor Nederland is van belang",
"volgens het kabinet", "de Nederlandse inzet". A sentence without an actor is the letter's own
narration: ``verteller``.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import NamedTuple, NotRequired, TypedDict

NARRATOR = "verteller"

_PREPOSITIONS = (
    "van|aan|met|door|bij|tot|namens|richting|tegen|over|onder|tussen|naar|uit|binnen|in|op|per|"
    "jegens|via|zonder|om|voor|buiten|behalve|der|des|inzake|tijdens|na|sinds|vanwege|conform|"
    "vanuit|volgens|dankzij|waaronder|inclusief|evenals|alsmede|net als|en|of"
)
# an adjective or "onder andere" may stand between: "voor de nieuwe Commissie"
_COMPLEMENT = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s+(?:onder\s+(?:andere|meer)\s+)?"
    r"(?:(?:de|het|een)\s+(?:[a-z-]+e\s+)?)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(hierna:?\s+(?:de\s+|het\s+)?$", re.IGNORECASE)
# a clause that opens with one of these is not the main clause
_SUBORDINATE = re.compile(
    # "in dat kader" opens no clause
    r"(?<!\b[Ii]n)(?<!\b[Oo]p)(?<!\b[Mm]et)(?<!\b[Bb]ij)(?<!\b[Vv]an)"
    r"(?:[,;:]?\s)(?:dat|die|omdat|zodat|waarbij|waarin|waarmee|waardoor|waarvan|waaraan|waaruit|"
    r"waarop|waarvoor|wanneer|hoewel|alhoewel|nadat|voordat|mits|tenzij|indien|(?<!\bNet )"
    r"(?<!\bnet )als|of|doordat|om)\s",
)
# who holds an opinion need not be the subject: "voor Nederland is van belang", "aldus de Commissie"
_HOLDS = re.compile(
    r"(?:\b(?:voor|volgens|aldus|wat\s+betreft|wat)\s+)$|"
    r"\b(?:inzet|standpunt|mening|oordeel|voorkeur|prioriteiten|prioriteit|positie|lijn|oproep|"
    r"appreciatie|pleidooi|opvatting|wens|reactie|zorgen|steun)\s+van\s+$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:\s+van(?:\s+[A-Z]\w+|\s+en)+)?\s+van\s+(?:de VS|[A-Z]\w+ië|Oekraïne|Polen|Denemarken|"
    r"Duitsland|Frankrijk|Turkije|Marokko|Spanje|Zweden|Griekenland|Hongarije)\b"
)
# behind a clause that opens the sentence: "Twee jaren nadat ..., dient de Commissie"
_INVERTED = re.compile(r",\s+[a-zë]+\s+$")
_OPENING_CLAUSE = 45  # characters; a clause that begins further on is not the opening one
_ACCORDING = re.compile(r"\b(?:volgens|aldus)\s+$", re.IGNORECASE)
_COMPANY = re.compile(r"\b(?:waaronder|inclusief|alsmede|evenals|net als)\s+$", re.IGNORECASE)
_ENUMERATES = re.compile(r"^(?:\s*\([^)]*\))?(?:,|,?\s+(?:en|alsmede|evenals|als))\s+$")
_AGENT = re.compile(r"\bdoor\s+$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:werd|werden|wordt|worden)\b", re.IGNORECASE)
_CARRIES_ON = re.compile(
    r"(?:Daarbij|Hierbij|Daarnaast|Verder|Ook|Tevens|Voorts)\s+(?:werd|werden|is|zijn)\s|(?:Zij|Hij)\s"
)
# "Deze oplossingen dienen voort te bouwen op ...": a demand without a subject who could make it
# belongs to whoever spoke before it
_DEMANDS = re.compile(
    r"\b(?:moet|moeten|dient|dienen|zou|zouden|nodig|noodzakelijk|wenselijk|essentieel|cruciaal|"
    r"van (?:groot |essentieel |wezenlijk )?belang|belangrijk)\b"
)
# under such a heading the letter tells the cabinet's view, whoever the sentence names
_OWN_SECTION = re.compile(
    r"kabinetsappreciatie|appreciatie van het kabinet|(?:inzet|standpunt) van (?:het kabinet|"
    r"Nederland)|Nederlandse (?:inzet|positie)|inzet Nederland",
    re.IGNORECASE,
)


class _Entry(TypedDict):
    value: str
    names: NotRequired[list[str]]
    holders: NotRequired[list[str]]
    aliases: NotRequired[list[str]]


class Mention(NamedTuple):
    """An actor named in a text, and where."""

    actor: str
    start: int
    end: int


@dataclass(frozen=True)
class ActorReader:
    """Reads actors from sentences by the lexicon ``index/actors.toml``."""

    names: tuple[tuple[str, str], ...]  # (actor, regular expression), the longest names first
    holders: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...]  # (alias in lower case, actor)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = (f"(?P<a{at}>{name})" for at, (_, name) in enumerate(self.names))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])", re.IGNORECASE)

    @cached_property
    def _holder_pattern(self) -> re.Pattern[str]:
        parts = (f"(?P<a{at}>{name})" for at, (_, name) in enumerate(self.holders))
        return re.compile(
            rf"\b(?:De|Het|de|het)?\s?(?:{'|'.join(parts)})\s?"
            r"(?:inzet|standpunt|positie|prioriteiten|prioriteit|voorkeur|lijn|oproep|visie)\b"
        )

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Yield every actor the text names, in order."""
        for match in self._pattern.finditer(text):
            group = match.lastgroup or ""
            if _ASIDE.search(text[: match.start()]):
                continue  # "(hierna: de Commissie)" gives a name, it names nobody
            if _FOREIGN.match(text[match.end() :]):
                continue  # "de minister van Binnenlandse Zaken van Oekraïne"
            yield Mention(self.names[int(group[1:])][0], match.start(), match.end())

    def read(
        self, sentence: str, *, previous: tuple[str, ...] = (), headings: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Say who speaks or acts in the sentence.

        ``previous`` spoke in the sentence before it; ``headings`` are those it stands under.

        >>> reader = load_actor_reader()
        >>> reader.read("Enkele lidstaten, waaronder Nederland, wezen op het tijdelijke karakter.")
        ('lidstaten:enkele', 'Nederland')
        >>> reader.read("Daarbij verzocht het kabinet de Commissie dat de lidstaten dit doen.")
        ('Nederland',)
        """
        mentions = list(self.find_mentions(sentence))
        clause = _SUBORDINATE.search(sentence)
        main_end = clause.start() if clause else len(sentence)
        subject = (
            next((m for m in mentions if _ACCORDING.search(sentence[: m.start])), None)
            or next((m for m in mentions if m.start < main_end and self.is_free(sentence, m)), None)
            or self._behind_opening_clause(sentence, mentions, main_end)
            or next((m for m in mentions if _HOLDS.search(sentence[: m.start])), None)
            or _passive_agent(sentence, mentions)
            or next(
                (m for m in mentions if m.start < main_end and _opens_clause(sentence, m)), None
            )
        )
        if subject:
            return self._with_company(sentence, subject, mentions)
        if holder := self._holder_pattern.search(sentence[: main_end + 1]):
            return (self.holders[int((holder.lastgroup or "")[1:])][0],)
        if previous and (_CARRIES_ON.match(sentence) or _DEMANDS.search(sentence)):
            return previous
        if any(_OWN_SECTION.search(heading) for heading in headings):
            return ("Nederland",)
        return (NARRATOR,)

    def _behind_opening_clause(
        self, sentence: str, mentions: list[Mention], clause_start: int
    ) -> Mention | None:
        if clause_start > _OPENING_CLAUSE:
            return None
        return next((m for m in mentions if _INVERTED.search(sentence[: m.start])), None)

    def _with_company(
        self, sentence: str, subject: Mention, mentions: list[Mention]
    ) -> tuple[str, ...]:
        """Who is named beside the subject: "de Commissie en het EOM", "waaronder Nederland"."""
        actors = [subject.actor]
        end = subject.end
        for mention in mentions:
            if (mention.start >= end and _ENUMERATES.match(sentence[end : mention.start])) or (
                mention != subject and _keeps_company(sentence[: mention.start])
            ):
                actors.append(mention.actor)
                end = mention.end
        return tuple(dict.fromkeys(actors))

    def is_free(self, sentence: str, mention: Mention) -> bool:
        """Whether it may be the subject: not behind a preposition, nor late in an enumeration."""
        return not _COMPLEMENT.search(sentence[: mention.start])


def _opens_clause(sentence: str, mention: Mention) -> bool:
    """A second main clause: "... en het kabinet probeert dit te verbeteren"."""
    return bool(
        re.search(r"\ben\s+$", sentence[: mention.start])
        and re.match(
            r"\s+(?!en\b)(?:[a-zë]+(?:t|den|ten|en)|is|zal|wil|kan)\b", sentence[mention.end :]
        )
    )


def _keeps_company(before: str) -> bool:
    """As in "waaronder Nederland", but not inside what somebody else says about them."""
    return bool(_COMPANY.search(before)) and not re.search(r"\b(?:dat|die|of)\b", before)


def _passive_agent(sentence: str, mentions: list[Mention]) -> Mention | None:
    if not _PASSIVE.search(sentence):
        return None
    return next((m for m in mentions if _AGENT.search(sentence[: m.start])), None)


def load_actor_reader() -> ActorReader:
    """Read the lexicon that ships with the package."""
    data = tomllib.loads((resources.files("index") / "actors.toml").read_text("utf-8"))
    entries: list[_Entry] = [*data["group"], *data["actor"]]
    names = [(entry["value"], name) for entry in entries for name in entry.get("names", [])]
    aliases = [(alias, entry["value"]) for entry in entries for alias in entry.get("aliases", [])]
    states: dict[str, list[str]] = data["states"]
    for kind, countries in states.items():
        for country in countries:
            bare = re.sub(r"^(?:de|het) ", "", country).replace("Verenigde Staten", "VS")
            names.append((f"{kind}:{bare}", re.escape(country)))
            aliases.append((bare.lower(), f"{kind}:{bare}"))
    holders = [(entry["value"], name) for entry in entries for name in entry.get("holders", [])]
    # at the same place the longest name must win: "de Europese Commissie" over "Commissie"
    return ActorReader(tuple(names), tuple(holders), tuple(aliases))
