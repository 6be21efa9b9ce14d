"""Understand a question by rules a person can check: who is asked, about what, which kind."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.actors import ActorReader
from index.cues import MONTHS, Cues, Period
from index.terms import STOP_WORDS, Subject, find_subjects, find_words, fold
from rag.errors import QuestionError

LONGEST_QUESTION = 2_000  # characters; more is a pasted letter, not a question

_MONTH_NAMES = {
    **{month: number for number, month in enumerate(MONTHS, start=1)},
    **{month[:3]: number for number, month in enumerate(MONTHS, start=1) if len(month) > 3},
    **{"mrt": 3, "sept": 9, "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7,
       "august": 8, "october": 10},
}  # fmt: skip

FactKind = Literal["", "figure", "date", "person", "reason"]

# before a name these make it the subject matter, not the speaker: "sancties tegen", "in Nederland"
_TOPIC = re.compile(
    r"\b(?:aan|met|tegen|naar|in|uit|op|door|bij|over|tussen|voor|om|richting|to|in|with|on|against|"
    r"of|tot|mandaat|rol|uitbreiding)(?:\s+van)?\s+(?:de\s+|het\s+|the\s+)?$"
)
_OWNER = re.compile(
    r"\b(?:inzet|standpunt|standpunten|positie|mening|oordeel|reactie|kant|lijn|visie|opvatting|voorstel|"
    r"plannen|prioriteiten|houding|bezwaar|bezwaren|wens|wensen|position|view|opinion|volgens|"
    r"according\s+to|aldus)\s*(?:van|of)?\s+(?:de\s+|het\s+|the\s+)?$"
)
_ADJECTIVE = re.compile(
    r"\b(?:nederlandse|dutch)\s+(?:inzet|standpunt|positie|lijn|reactie|mening|kabinet|regering|minister|"
    r"prioriteit\w*|voorkeur|bijdrage|view|position|government|stance)\b"
)
_SAYS = re.compile(
    r"\b(?:zei|zeiden|zegt|zeggen|vond|vonden|vindt|vinden|wil|willen|wilde|wilden|stelde|stelden|bracht|"
    r"brachten|riep|riepen|gaf|gaven|noemde|noemden|deed|deden|meldde|did|do|kondigde|vroeg|vroegen|"
    r"reageerde|reageerden|pleitte|pleitten)\s+(?:de\s+|het\s+)?(?:andere\s+|overige\s+|sommige\s+|enkele\s+)?$"
)
_JOINS = re.compile(r"[\s,]*(?:en|of|and)?\s*(?:de|het)?\s*")
_SAID = re.compile(r"\s*(?:over|:|standpunt|inzet|positie|mening|vindt|vond|zei|wil)\b")
_FACTS: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    ("figure", re.compile(r"\b(?:hoeveel|hoe\s+hoog|hoe\s+groot|welk\s+bedrag|percentage|"
                          r"how\s+many|how\s+much|aantal|hoeveelste)\b")),
    ("date", re.compile(r"\b(?:wanneer|welke\s+datum|when|welk\s+jaar|welke\s+dag)\b")),
    ("person", re.compile(r"^\s*(?:wie|who)\b")),
    ("reason", re.compile(r"\b(?:waarom|why|om\s+welke\s+reden|reden|argument)\b")),
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A question as understood."""

    text: str  # as typed, white space folded
    actors: tuple[str, ...]  # who is asked about; empty = whoever it was
    terms: tuple[str, ...]  # the folded words that carry its subject
    subjects: tuple[Subject, ...]  # what those words name, and how else letters name that
    fact: FactKind
    period: Period
    named: tuple[
        str, ...
    ]  # terms written as names or figures: if they are nowhere, that is telling

    @property
    def expansions(self) -> tuple[str, ...]:
        """Other names for what it names."""
        return tuple(dict.fromkeys(name for each in self.subjects for name in each.names))

    def as_typed(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Give the folded terms as they stand in the question."""
        typed = {fold(word): word for word in reversed(re.findall(r"[\w’'-]+", self.text))}
        return tuple(" ".join(typed.get(word, word) for word in term.split()) for term in terms)

    @property
    def cues(self) -> Cues:
        """What search needs to know of it."""
        return Cues(self.subjects, self.actors, self.period)


def understand(text: str, actors: ActorReader) -> Question:
    """Read a question; raises ``QuestionError`` when it is empty or too long.

    >>> from index.actors import load_actor_reader
    >>> question = understand("Wat zei NL over dataretentie?", load_actor_reader())
    >>> question.actors, question.terms
    (('Nederland',), ('dataretentie',))
    """
    folded = " ".join(text.split())
    if re.search(r"[\ud800-\udfff]", folded):
        raise QuestionError("De vraag is geen geldige tekst (UTF-8).", "Typ de vraag opnieuw.")
    if not folded:
        raise QuestionError("De vraag is leeg.", "Typ een vraag over de brieven.")
    if len(folded) > LONGEST_QUESTION:
        raise QuestionError(
            f"De vraag is {len(folded)} tekens lang; er passen er {LONGEST_QUESTION}.",
            "Stel een kortere vraag.",
        )
    speakers = _find_speakers(folded, actors)
    aliases = {
        word for alias, actor in actors.aliases if actor in speakers for word in find_words(alias)
    }
    terms = [
        word
        for word in dict.fromkeys(find_words(folded))
        if word not in STOP_WORDS
        and word not in aliases
        and word not in _MONTH_NAMES
        and not re.fullmatch(r"20\d\d", word)
        and (len(word) > 1 or word.isdigit())
        and "-" not in word  # its parts are terms of their own
    ]
    return Question(
        text=folded,
        actors=speakers,
        terms=tuple(terms),
        subjects=tuple(_find_subjects(folded, terms)),
        fact=_find_fact(folded),
        period=_read_period(folded),
        named=tuple(term for term in terms if _is_named(term, folded)),
    )


def _find_subjects(text: str, terms: Sequence[str]) -> Iterator[Subject]:
    """What the lexicon knows of the terms, and each other term as a subject of its own."""
    known: set[str] = set()
    for subject in find_subjects(text):
        words = set(find_words(subject.said))
        if words & set(terms):  # else it is who is asked, or a word that only asks
            known |= words
            yield subject
    for term in terms:
        if term not in known:
            yield Subject(term)


def _find_fact(text: str) -> FactKind:
    folded = fold(text)
    for kind, pattern in _FACTS:
        if pattern.search(folded):
            return kind
    return ""


def _read_period(text: str) -> Period:
    words = find_words(text)
    months = (_MONTH_NAMES[word] for word in words if word in _MONTH_NAMES)
    years = (int(word) for word in words if re.fullmatch(r"20\d\d", word))
    return Period(tuple(dict.fromkeys(months)), tuple(dict.fromkeys(years)))


def _is_named(term: str, text: str) -> bool:
    """Written with a capital inside the sentence, or a figure."""
    return term.isdigit() or any(
        fold(match[0]) == term for match in re.finditer(r"(?<=\S\s)[A-ZÀ-Þ][\w-]+", text)
    )


def _find_speakers(text: str, actors: ActorReader) -> tuple[str, ...]:
    """Who the question asks about: named freely, or as the owner of a position."""
    lowered = fold(text)
    found: list[tuple[int, int, str, bool]] = []
    for alias, actor in actors.aliases:
        for match in re.finditer(rf"(?<![\w-]){re.escape(fold(alias))}(?![\w-])", lowered):
            start, end = match.span()
            found.append((start, end, actor, _speaks(lowered, start, end, actor)))
    if match := _ADJECTIVE.search(lowered):
        found.append((match.start(), match.end(), "Nederland", True))
    found.sort(key=lambda each: (each[0], -each[1]))
    speakers: list[str] = []
    end = -1
    for start, stop, actor, speaks in found:
        # the first name, and those it is joined to by "en": later ones are the subject matter
        gap = lowered[end:start] if speakers else ""
        if speakers and not _JOINS.fullmatch(gap):
            break
        # "Nederland en Duitsland": a state beside a speaker speaks too
        beside = bool(speakers) and actor.startswith("lidstaat:") and bool(gap.strip())
        if start >= end and (speaks or beside):
            speakers.append(actor)
            end = stop
    return tuple(dict.fromkeys(speakers))


def _speaks(text: str, start: int, end: int, actor: str) -> bool:
    before, after = text[:start], text[end:]
    if _OWNER.search(before):
        return True
    if _TOPIC.search(before) or re.match(r"\s*-", after):
        return False
    if actor.startswith(("lidstaat:", "derde land:", "agentschap:")):
        # countries and agencies are what letters are about: they speak where the question says so
        return bool(_SAYS.search(before)) or (not before.strip() and bool(_SAID.match(after)))
    if actor == "lidstaten:alle":
        # "welke landen" asks for names, whoever gives them
        return bool(_SAYS.search(before)) or not before.strip()
    # an adjective speaks only before "inzet", "standpunt" and the like
    return not text[start:end].startswith(("nederlands", "dutch"))
