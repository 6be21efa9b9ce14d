"""Take a question apart for a follow-up: its topic, who is asked, when, and what it leaves open."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import NamedTuple, cast

from index.actors import ActorReader
from index.terms import STOP_WORDS, align, find_words
from rag.periods import Moment, find_moments
from rag.speakers import Named, find_named, find_speakers

_DETERMINER = re.compile(
    r"\b(?:de|het|een|onze|ons|die|dat|deze|dit|the|alle|hun)\s+(?:nieuwe\s+|nederlandse\s+)?$"
)
# "het Poolse" before "voorzitterschap" is part of its name
_ARTICLE = re.compile(r"\b(?:de|het|the)\s+(?:\w+(?:se|sch)\s+)?$")
_OWNED = re.compile(r"(?:de\s+|het\s+)?(?:nederlandse|dutch)\b")
_OF = re.compile(r"\b(?:van|of|by)\s+$")
_CLAUSE = re.compile(r"[^,;:?!()]+")
_TOKEN = re.compile(r"[\w@]+(?:[’'.-]\w+)*")
_POINTS = re.compile(
    r"(?:daar|er|hier)(?:van|over|mee|op|tegen|aan|in|voor|bij|uit|onder|toe|door)"
)
# "ons deel", "Nederlandse kosten": an owner inside a name, not somebody who is asked
_OWNS = re.compile(r"(?:ons|onze|nederlandse)")
_ASKS = re.compile(
    r"\b(?:wat|wie|waar\w*|wanneer|waarom|hoezo|hoe|hoeveel|welke?|what|who|when|why|how|which|where)\b"
)


class Span(NamedTuple):
    """A stretch of a question."""

    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """The lists of ``rag/follow_up.toml``."""

    relational: frozenset[str]
    about: frozenset[str]
    empty: frozenset[str]
    verbs: frozenset[str]
    attach: tuple[tuple[frozenset[str], str], ...]
    plural_of: dict[str, str]


@cache
def follow_up_words() -> Words:
    """Read the lists once."""
    data = tomllib.loads((resources.files("rag") / "follow_up.toml").read_text("utf-8"))
    attach = cast("list[dict[str, str]]", data["attach"])
    return Words(
        frozenset(data["relational"].split()),
        frozenset(data["about"].split()),
        frozenset(data["empty"].split()),
        frozenset(data["verbs"].split()),
        tuple((frozenset(each["words"].split()), each["preposition"]) for each in attach),
        cast("dict[str, str]", data["agreement"]),
    )


@dataclass(frozen=True)
class Parts:
    """A question and the places of its parts."""

    text: str
    folded: str  # character by character
    speakers: tuple[Named, ...]  # who is asked
    named: tuple[Named, ...]  # every actor that is named
    moments: tuple[Moment, ...]
    verbs: frozenset[str]  # every finite verb that the lexicon of actors knows
    topic: Span | None = None  # the subject itself: "de solidariteitspool"
    thing: Span | None = None  # with what is asked of it: "ons deel van de solidariteitspool"

    def words_of(self, span: Span) -> str:
        """The words of a stretch, without who is asked and when where they stand inside it."""
        inside = [
            each
            for each in (*self.speakers, *self.moments)
            if span.start < each.end and each.start < span.end and not self._is_owner(each)
        ]
        text = self.text[span.start : span.end]
        for each in sorted(inside, key=lambda each: -each.start):
            text = f"{text[: max(0, each.start - span.start)]} {text[each.end - span.start :]}"
        return re.sub(r"\s+(?:van|in|op|door|voor)$", "", " ".join(text.split()))

    def _is_owner(self, part: Named | Moment) -> bool:
        """Whether it belongs to a name: "de Nederlandse bijdrage", "de plannen van het kabinet"."""
        return isinstance(part, Named) and bool(
            _OWNED.match(self.folded, part.start) or _OF.search(self.folded[: part.start])
        )

    @property
    def has_verb(self) -> bool:
        """Whether it has a finite verb."""
        words = set(_TOKEN.findall(self.folded)) - follow_up_words().relational
        return bool(words & (follow_up_words().verbs | self.verbs))

    @property
    def asks(self) -> bool:
        """Whether it has a question word."""
        return bool(_ASKS.search(self.folded))

    @property
    def own(self) -> tuple[str, ...]:
        """The words that name a subject of its own."""
        return tuple(word for word, _ in _subject_words(self) if not _is_open(word))

    @property
    def open(self) -> tuple[Span, ...]:
        """The words that name a part of something: "drempel", "deel"."""
        return tuple(span for word, span in _subject_words(self) if _is_open(word))


def take_apart(text: str, actors: ActorReader) -> Parts:
    """Find the parts of a question; ``text`` has single spaces."""
    folded = align(text)
    bare = Parts(
        text,
        folded,
        tuple(
            _with_article(each, folded)
            for each in find_speakers(text, actors)
            if not _OWNS.fullmatch(folded[each.start : each.end])
        ),
        tuple(
            _with_article(each, folded)
            for each in find_named(text, actors)
            if not _OWNS.fullmatch(folded[each.start : each.end])
        ),
        tuple(each for each in find_moments(folded) if not each.excluded),
        actors.lexicon.verbs.finite,
    )
    words = list(_subject_words(bare))
    own = [span for word, span in words if not _is_open(word)] or _with_owners(words, bare)
    best = next(filter(None, (_within(own, clause) for clause in _clauses(folded))), None)
    if not best:
        return bare
    topic = _cover(best, folded)
    clause = next(each for each in _clauses(folded) if each.start <= best[0].start < each.end)
    whole = _within([span for _, span in words], clause)
    return replace(bare, topic=topic, thing=_cover(whole, folded) if whole else topic)


def _with_owners(words: Sequence[tuple[str, Span]], parts: Parts) -> list[Span]:
    """A part of what somebody has: "de prioriteiten van het Poolse voorzitterschap"."""
    spans = [span for _, span in words]
    for span in spans[-1:]:
        for each in parts.speakers:
            if re.fullmatch(r"\s+(?:van|of)\s+", parts.folded[span.end : each.start]):
                spans.append(Span(each.start, each.end))
    return spans


def _clauses(folded: str) -> list[Span]:
    return [Span(*match.span()) for match in _CLAUSE.finditer(folded)]


def _within(spans: Sequence[Span], clause: Span) -> list[Span]:
    return [span for span in spans if clause.start <= span.start and span.end <= clause.end]


def _cover(spans: Sequence[Span], folded: str) -> Span:
    start = spans[0].start
    if determiner := _DETERMINER.search(folded[:start]):
        start = determiner.start()
    return Span(start, spans[-1].end)


def _subject_words(parts: Parts) -> Iterator[tuple[str, Span]]:
    """The words that are neither who is asked, when, nor words that only ask."""
    taken = (*parts.speakers, *parts.moments)
    words = follow_up_words()
    empty = words.empty | words.verbs | (parts.verbs - words.relational)
    taken = [each for each in taken if not _OWNED.match(parts.folded, each.start)]
    for match in _TOKEN.finditer(parts.folded):
        word = match[0]
        if any(each.start <= match.start() < each.end for each in taken):
            continue
        if _POINTS.fullmatch(word):
            continue
        known = all(piece in STOP_WORDS or piece in empty for piece in find_words(word))
        if not known and len(word) > 1:
            yield word, Span(*match.span())


def _is_open(word: str) -> bool:
    return word in follow_up_words().relational


def _with_article(named: Named, folded: str) -> Named:
    article = _ARTICLE.search(folded[: named.start])
    return named._replace(start=article.start()) if article else named
