"""What a check may look at, and what it says: whether the evidence carries the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from index.actors import ActorReader
from index.passage_texts import headings_over
from rag.evidence import Evidence, Matcher, said_by
from rag.question import Question

CheckName = Literal[
    "fit", "fact", "count", "fact place", "actor", "actor subject", "speaker", "words", "names",
    "together", "period", "stance", "presupposed",
]  # fmt: skip
TELLING = 0.25  # half of that; worth naming as a reason when an answer is refused
FAILED = 0.5  # half of what a check can say against an answer
LOOKED_AT = 15  # best sentences; what comes after them is about something else
_BEFORE = 1  # sentences before one that are read with it: "Daarbij ...", "Dit ..."
_STATES = ("lidstaat:", "derde land:")


@dataclass(frozen=True)
class Check:
    """One check that applies to a question; checks that do not apply are left out.

    ``doubt`` runs from 0 (nothing against an answer) to 1 (as bad as this check can tell).
    """

    name: CheckName
    doubt: float
    explanation: str  # one Dutch line
    correction: Evidence | None = None  # the sentence that shows it, where one does

    @property
    def passed(self) -> bool:
        """Whether the check by itself gives no reason to doubt the answer."""
        return self.doubt < FAILED


@dataclass(frozen=True)
class Grounds:
    """A question and the evidence found for it, best first."""

    question: Question
    evidence: Sequence[Evidence]
    matcher: Matcher
    actors: ActorReader

    @cached_property
    def asked(self) -> tuple[Evidence, ...]:
        """The evidence of those who are asked; all of it when nobody is."""
        return said_by(self.evidence, self.question.actors, self.actors)

    @cached_property
    def total(self) -> float:
        """The weight of all terms of the question."""
        return sum(self.matcher.weights.values()) or 1.0

    def share(self, terms: frozenset[str] | Sequence[str]) -> float:
        """How much of the question's weight some of its terms carry, from 0 to 1."""
        return sum(self.matcher.weights[term] for term in terms) / self.total

    def covered(self, evidence: Evidence) -> frozenset[str]:
        """The terms that a sentence, the one before it or a heading over it speaks about."""
        return self._covered[id(evidence)]

    def reach(self, evidence: Sequence[Evidence]) -> float:
        """The greatest share of the question that one sentence with its context speaks about."""
        return max((self.share(self.covered(each)) for each in evidence[:LOOKED_AT]), default=0.0)

    def best_fit(self, evidence: Sequence[Evidence]) -> float:
        """The fit of the sentence that fits best; 0 when there is none."""
        return max((each.fit for each in evidence), default=0.0)

    def names_state(self, text: str) -> bool:
        """Whether a text names a country other than the Netherlands."""
        return any(each.actor.startswith(_STATES) for each in self.actors.find_mentions(text))

    @cached_property
    def _covered(self) -> dict[int, frozenset[str]]:
        return {id(each): self.matcher.covered(_in_context(each)) for each in self.evidence}


def _in_context(evidence: Evidence) -> str:
    sentence, letter = evidence.sentence, evidence.letter
    at = next(
        (number for number, each in enumerate(letter.sentences) if each.start == sentence.start), 0
    )
    before = (
        each.display
        for each in letter.sentences[max(0, at - _BEFORE) : at]
        if each.section == sentence.section
    )
    headings = headings_over(letter, sentence.section)
    return " ".join((*headings, *before, sentence.display))


def limit(value: float) -> float:
    """A doubt between 0 and 1."""
    return min(1.0, max(0.0, value))


def is_question(text: str) -> bool:
    """Whether a sentence of a letter asks rather than tells."""
    return bool(re.search(r"\?\W*$", text))
