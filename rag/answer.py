"""The values of an answer: its sentences, what each rests on, and what was held back."""

from dataclasses import dataclass, field
from typing import Literal

from index.hit import Hit, Place
from index.letter import Span

Status = Literal["answered", "partly", "not_in_letters"]


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


@dataclass(frozen=True)
class AnswerSentence:
    """One sentence that is shown, and the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]
    origin: Literal["verbatim", "worded"]
    verdict: Literal["verified", "verbatim"]


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
class Receipt:
    """What the answer was made with, so that it can be made again."""

    made_at: str  # ISO, UTC
    store: str  # the generation of the index
    embedder: str
    generator: str  # "" when no model worded the answer
    settings: str


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
