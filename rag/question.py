"""Understand a question by rules a person can check: who is asked, about what, which kind."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.actors import ActorReader
from index.cues import (
    NO_DOCUMENT,
    NO_ITEM,
    NO_MEETING,
    Cues,
    Document,
    Item,
    Meeting,
    Period,
)
from index.letter_names import NO_NAMES, LetterNames
from index.terms import STOP_WORDS, Subject, align, find_subjects, find_words, fold
from rag.errors import QuestionError
from rag.letter_hints import (
    find_hint_spans,
    read_document,
    read_item,
    read_letter_kind,
    read_meeting,
)
from rag.periods import find_moments, read_period
from rag.question_kinds import QuestionKind, find_kind
from rag.speakers import find_speakers
from rag.spelling import Correction

LONGEST_QUESTION = 2_000  # characters; more is a pasted letter, not a question

FactKind = Literal["", "figure", "date", "person", "reason"]

_FACTS: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    ("figure", re.compile(r"\b(?:hoeveel|hoe\s+hoog|hoe\s+groot|welk\s+bedrag|percentage|"
                          r"how\s+many|how\s+much|aantal|hoeveelste)\b")),
    ("date", re.compile(r"\b(?:wanneer|welke\s+datum|when|welk\s+jaar|welke\s+dag)\b")),
    ("person", re.compile(r"^\s*(?:wie|who)\b")),
    ("reason", re.compile(r"\b(?:waarom|why|om\s+welke\s+reden|reden|argument)\b")),
)  # fmt: skip


_DEGREE = re.compile(
    r"\bhoe\s+(hoog|hoge|laag|groot|grote|klein|lang|lange|kort|vaak|ver|snel|duur|oud|zwaar|breed|"
    r"laat|vroeg|dicht)\b"
)


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
    kind: QuestionKind = ""  # what kind of answer is asked for (rag/question_kinds.toml)
    meeting: Meeting = NO_MEETING
    document: Document = NO_DOCUMENT
    item: Item = NO_ITEM
    letter_kind: str = ""  # "verslag", "geannoteerde agenda"; "" = any
    typed: str = ""  # what was typed, where ``text`` is not that
    carried: tuple[str, ...] = ()  # what came from the questions before it, in Dutch
    corrections: tuple[Correction, ...] = ()

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
        return Cues(
            self.subjects,
            self.actors,
            self.period,
            self.meeting,
            self.document,
            self.item,
            self.letter_kind,
        )


def understand(
    text: str,
    actors: ActorReader,
    *,
    today: datetime.date | None = None,
    names: LetterNames = NO_NAMES,
) -> Question:
    """Read a question; raises ``QuestionError`` when it is empty or too long.

    Without ``today`` "vorig jaar" says nothing; ``names`` are those of the letters' own meetings
    and dossiers.

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
    speakers = tuple(dict.fromkeys(each.actor for each in find_speakers(folded, actors)))
    aliases = {
        word for alias, actor in actors.aliases if actor in speakers for word in find_words(alias)
    }
    terms = [
        word
        for word in dict.fromkeys(find_words(_without_hints(folded, today, names)))
        if word not in STOP_WORDS
        and word not in aliases
        and (len(word) > 1 or word.isdigit())
        and "-" not in word  # its parts are terms of their own
    ]
    terms = [word for word in terms if word not in _degrees(folded)]
    aligned = align(folded)
    period = read_period(aligned, today)
    return Question(
        text=folded,
        actors=speakers,
        terms=tuple(terms),
        subjects=tuple(_find_subjects(folded, terms)),
        fact=_find_fact(folded),
        period=period,
        named=tuple(term for term in terms if _is_named(term, folded)),
        kind=find_kind(folded, speakers, period),
        meeting=read_meeting(aligned, names.places),
        document=read_document(aligned, names.dossiers),
        item=read_item(aligned),
        letter_kind=read_letter_kind(aligned),
    )


def _degrees(text: str) -> frozenset[str]:
    """The words of which is asked how much: "hoe hoog is de bijdrage" is not about what is high."""
    return frozenset(match[1] for match in _DEGREE.finditer(fold(text)))


def _without_hints(text: str, today: datetime.date | None, names: LetterNames) -> str:
    """The text without the words that say when, and the numbers of letters."""
    aligned = align(text)
    spans = [(each.start, each.end) for each in find_moments(aligned, today)]
    for start, end in sorted((*spans, *find_hint_spans(aligned, names.dossiers)), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


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


def _is_named(term: str, text: str) -> bool:
    """Written with a capital inside the sentence, or a figure."""
    return term.isdigit() or any(
        fold(match[0]) == term for match in re.finditer(r"(?<=\S\s)[A-ZÀ-Þ][\w-]+", text)
    )
