"""The values of an answer: its sentences, what each rests on, and what was held back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.hit import Hit, Place
from index.letter import Span
from rag.checks import Check
from rag.question import Question

Status = Literal["answered", "partly", "not_in_letters"]
# what a group is beside another one: a newer position, an agenda beside its report
Mark = Literal["", "gewijzigd", "herhaald", "inzet", "uitkomst"]


@dataclass(frozen=True)
class Citation:
    """The exact text one or more sentences rest on; ``quote`` is always ``text[start:end]``."""

    number: int
    letter_id: str
    file: str
    title: str
    date: str  # ISO, or "" where the letter prints none
    kamerstuk: str
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    spans: tuple[Span, ...]  # what of the quote was read; less than all where a page breaks in
    quote: str
    display: str
    actors: tuple[str, ...]
    also_in: tuple[Place, ...] = ()
    notation: str = ""  # as parliament cites it: "Kamerstukken II 2024-25, 32 317, nr. 964 (...)"


@dataclass(frozen=True)
class AnswerSentence:
    """One sentence that is shown, and the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]
    origin: Literal["verbatim", "worded"]
    verdict: Literal["verified", "verbatim"]
    # what of ``text`` is the figure, the date or the name that was asked for; ordered
    emphasis: tuple[Span, ...] = ()
    # the citations without which it is not understood ("Daarbij ..."); no part of the answer's text
    leans_on: tuple[int, ...] = ()


@dataclass(frozen=True)
class Group:
    """Sentences of the extract that stand under one heading, in the order shown."""

    heading: str  # who speaks, a date, or a letter; Dutch
    detail: str  # the rest of the heading: the letter, the meeting
    sentences: tuple[int, ...]  # positions in ``Answer.extract``; empty = nothing was said
    mark: Mark = ""
    why: str = ""  # what shows it, in Dutch


@dataclass(frozen=True)
class MissingDocument:
    """A document that cited sentences refer to and that is not among the letters."""

    name: str  # "32 317, nr. 978"
    citations: tuple[int, ...]


@dataclass(frozen=True)
class WithheldSentence:
    """One sentence of the model that is not shown, and why (in Dutch)."""

    text: str
    citations: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Searched:
    """What was looked through, for the reader who gets no answer."""

    letters: int
    first_date: str
    last_date: str
    terms: tuple[str, ...]
    actors: tuple[str, ...]
    missing_terms: tuple[str, ...] = ()  # words of the question that stand nowhere in the letters


@dataclass(frozen=True)
class EvidencePlace:
    """Where a quote stands, and the hash that tells whether it still does."""

    letter_id: str
    file: str
    start: int
    end: int
    sha256: str  # of the quote in UTF-8


@dataclass(frozen=True)
class Receipt:
    """What the answer was made with, so that it can be made again (rag/receipts.py)."""

    made_at: str  # ISO, UTC
    store: str  # the generation of the index
    embedder: str
    generator: str  # "" when no model worded the answer
    settings: str
    question: str = ""  # as typed
    history: tuple[tuple[str, str], ...] = ()  # the questions and answers before it
    filters: tuple[tuple[str, str], ...] = ()  # name and value of each that was given
    index: str = ""  # hash over the letters and how they were read, whatever the generation
    code: str = ""  # hash over the program that answered
    seed: int = 0  # of the model's sampling, which is greedy
    evidence: tuple[EvidencePlace, ...] = ()  # of every citation, in the order of their numbers
    text_sha256: str = ""  # of the answer's text in UTF-8
    ignored: tuple[str, ...] = ()  # what was not to be inferred (rag/understanding.py)
    today: str = ""  # ISO; what "vorig jaar" was counted from, "" = nothing was


@dataclass(frozen=True)
class Timings:
    """Seconds since the question was asked; None = it did not happen (yet)."""

    search: float | None = None
    first_text: float | None = None
    first_model_token: float | None = None
    first_model_text: float | None = None
    total: float | None = None


@dataclass(frozen=True)
class Answer:
    """An answer as it stands now; the assistant yields it again as it grows."""

    question: str
    status: Status
    message: str  # one Dutch line that goes before the sentences; "" when none is needed
    extract: tuple[AnswerSentence, ...]  # verbatim sentences of the letters; never leaves the page
    withheld: tuple[WithheldSentence, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Hit, ...]
    searched: Searched
    receipt: Receipt
    timings: Timings = field(default_factory=Timings)
    wording: tuple[AnswerSentence, ...] = ()  # the model's verified sentences, so far
    notice: str = ""  # one Dutch line about the making of it: a model that stopped, an old index
    is_final: bool = False
    understood: str = ""  # the question as it was read, completed and mended; "" = as typed
    reading: Question | None = None  # everything that was inferred from it
    form: str = ""  # the kind of question it is composed for (rag/question_kinds.py)
    summary: str = (
        ""  # one Dutch line by code about the sentences: the latest position and its date
    )
    groups: tuple[Group, ...] = ()  # the headings over the extract; empty = none are needed
    missing: tuple[MissingDocument, ...] = ()
    checks: tuple[Check, ...] = ()  # what was held against the evidence before the status was set

    @property
    def sentences(self) -> tuple[AnswerSentence, ...]:
        """The sentences that are the answer now, in the order of the evidence.

        Once the model has ended its sentences stand in for the verbatim ones they rest on; what it
        passed over stays verbatim, so that wording never says less than the letters' own sentences.
        """
        if not self.is_final or not self.wording:
            return self.extract
        worded = {number for sentence in self.wording for number in sentence.citations}
        kept = (each for each in self.extract if not worded & set(each.citations))
        return tuple(sorted((*self.wording, *kept), key=lambda each: min(each.citations)))

    @property
    def text(self) -> str:
        """The sentences joined, each followed by the numbers of what it rests on."""
        return " ".join(
            sentence.text + "".join(f" [{number}]" for number in sentence.citations)
            for sentence in self.sentences
        )


def sentences_by_group(
    extract: Sequence[AnswerSentence],
    groups: Sequence[Group],
    sentences: Sequence[AnswerSentence],
) -> dict[int | None, list[AnswerSentence]]:
    """The sentences under the group, by its place, of what they cite; None = under none.

    Groups are made of the extract; a worded sentence stands where what it rests on stood.
    """
    group_of = {
        number: at
        for at, group in enumerate(groups)
        for position in group.sentences
        for number in extract[position].citations
    }
    found: dict[int | None, list[AnswerSentence]] = {}
    for sentence in sentences:
        at = next((group_of[each] for each in sentence.citations if each in group_of), None)
        found.setdefault(at, []).append(sentence)
    return found
