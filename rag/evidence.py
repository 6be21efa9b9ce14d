"""Choose the sentences that answer: what is asked, said by whom it is asked of."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.actors import NARRATOR, ActorReader
from index.hit import Hit
from index.letter import Letter, Sentence
from index.search import Searcher, passage_sentences
from index.terms import find_words, fold, stem_words
from models.interfaces import Embedder
from rag.question import FactKind, Question

# how much each sign counts; chosen on the development questions (eval/questions, split "dev")
_COVERAGE = 1.0
_LIKENESS = 8.0  # e5's cosines lie between 0.8 and 0.9: this brings them to the scale of the others
_UNLIKE = 0.8  # the cosine of sentences that have nothing to do with each other
_PASSAGE = 0.6
_FACT = 0.25
_PERIOD = 0.5
_FOOTNOTE = -0.5  # a reference, seldom an answer
_FRAGMENT = -0.3  # headings in lists, names of signatories
_FRAGMENT_LENGTH = 60  # characters
_CANDIDATES = 48  # sentences; more would take the embedder longer than a reader waits
# having listened is not having said anything
_NO_POSITION = re.compile(r"\b(?:stand van zaken aangehoord|heeft \w+ aangehoord)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|twintig)\b")
_DATE = re.compile(
    r"\b(?:\d{1,2}\s+)?(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|"
    r"november|december)\b|\b20\d\d\b"
)
_REASON = re.compile(
    r"\b(?:omdat|vanwege|gelet op|gezien|daarom|reden|doordat|zodat|immers|om)\b", re.I
)
_PERSON = re.compile(
    r"\b[A-Z][\w’'-]+ (?:van |de )*[A-Z][\w’'-]+|\b(?:minister|commissaris|president)\b"
)
_FACT_SIGNS: dict[FactKind, re.Pattern[str]] = {
    "figure": _FIGURE,
    "date": _DATE,
    "reason": _REASON,
    "person": _PERSON,
}


@dataclass(frozen=True)
class Evidence:
    """A sentence that may answer, and how well it does."""

    sentence: Sentence
    letter: Letter
    hit: Hit
    covered: frozenset[str]  # the question's terms that it, or a heading over it, speaks about
    fit: float  # how well it fits the question's subject, on a scale that questions share
    bonus: float  # for the kind of fact and the period asked about

    @property
    def score(self) -> float:
        """What it is ranked by."""
        return self.fit + self.bonus

    @property
    def path(self) -> tuple[str, ...]:
        """The headings over the sentence."""
        return self.letter.sections[self.sentence.section].path


class Matcher:
    """Tells which terms of a question a text speaks about, and how much each term weighs."""

    def __init__(
        self, question: Question, document_frequency: Callable[[str], int], size: int
    ) -> None:
        self._names = {each.said: (each.said, *each.names) for each in question.subjects}
        self.terms = tuple(self._names)
        self.weights = {
            term: math.log(1 + size / (0.5 + max(map(document_frequency, names))))
            for term, names in self._names.items()
        }
        self.missing = tuple(
            term for term, names in self._names.items() if not any(map(document_frequency, names))
        )

    def covered(self, text: str) -> frozenset[str]:
        """The question's terms, or their other names, that stand in the text."""
        folded = fold(text)
        stems = set(stem_words(text))
        return frozenset(
            term
            for term, names in self._names.items()
            if any(_stands_in(name, folded, stems) for name in names)
        )

    def coverage(self, covered: frozenset[str]) -> float:
        """How much of the question's weight the covered terms carry, from 0 to 1."""
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in covered) / total if total else 1.0


def _stands_in(name: str, folded: str, stems: set[str]) -> bool:
    words = find_words(name)
    if len(words) > 1:
        return name in folded
    stemmed = stem_words(name)
    if stemmed and stemmed[0] in stems:
        return True
    # part of a compound: "retentie" in "dataretentie"; shorter words are in too many
    return len(name) >= 6 and name in folded


def choose_evidence(
    question: Question,
    hits: Sequence[Hit],
    matcher: Matcher,
    searcher: Searcher,
    embedder: Embedder,
) -> tuple[Evidence, ...]:
    """Score every sentence of the hits, best first; the same sentence only once.

    A sentence with a footnote's number or of a signature competes like any other.
    """
    best_score = max((hit.score for hit in hits), default=1.0)
    candidates: dict[tuple[str, int], Evidence] = {}
    for hit in hits:
        for sentence in passage_sentences(hit.letter, hit.passage):
            if _NO_POSITION.search(sentence.display):
                continue
            letter, place = searcher.representative(sentence, hit.letter)
            candidate = _assess(question, place, letter, hit, matcher, best_score)
            key = (letter.id, place.start)
            if key not in candidates or candidates[key].score < candidate.score:
                candidates[key] = candidate
    ranked = sorted(candidates.values(), key=lambda each: -each.score)[:_CANDIDATES]
    vectors = embedder.embed_passages([each.sentence.display for each in ranked])
    likeness = vectors @ embedder.embed_question(question.text)
    compared = [
        replace(each, fit=each.fit + _LIKENESS * (float(near) - _UNLIKE))
        for each, near in zip(ranked, likeness, strict=True)
    ]
    return tuple(sorted(compared, key=lambda each: (-each.score, each.sentence.start)))


def _assess(
    question: Question,
    sentence: Sentence,
    letter: Letter,
    hit: Hit,
    matcher: Matcher,
    best_score: float,
) -> Evidence:
    """Everything about a sentence but its likeness to the question, which is computed for many."""
    heading = " ".join(letter.sections[sentence.section].path[1:])
    in_text = matcher.covered(sentence.display)
    covered = in_text | matcher.covered(heading)
    coverage = (matcher.coverage(in_text) + matcher.coverage(covered)) / 2
    fit = _COVERAGE * coverage + _PASSAGE * hit.score / best_score
    fit += _FOOTNOTE if sentence.footnote else 0.0
    fit += _FRAGMENT if len(sentence.display) < _FRAGMENT_LENGTH else 0.0
    bonus = (_FACT if has_fact(question.fact, sentence.display) else 0.0) + (
        _PERIOD if question.period.holds(letter) else 0.0
    )
    return Evidence(sentence, letter, hit, covered, fit, bonus)


def has_fact(kind: FactKind, text: str) -> bool:
    """Whether the text holds a figure, a date, a person or a reason; False for no kind."""
    return bool(kind) and bool(_FACT_SIGNS[kind].search(text))


def said_by(
    evidence: Sequence[Evidence], asked: Sequence[str], actors: ActorReader
) -> tuple[Evidence, ...]:
    """Those said or done by one of the asked, or told about them by the letter itself.

    All of them when nobody is asked about. "lidstaten:alle" stands for any group of member states
    and any single one.
    """
    if not asked:
        return tuple(evidence)
    return tuple(each for each in evidence if _is_by(each.sentence, asked, actors))


def _is_by(sentence: Sentence, asked: Sequence[str], actors: ActorReader) -> bool:
    if set(sentence.actors) & set(asked):
        return True
    if sentence.actors == (NARRATOR,):
        named = {mention.actor for mention in actors.find_mentions(sentence.display)}
        return bool(named & set(asked))
    return "lidstaten:alle" in asked and any(
        actor.startswith(("lidstaten:", "lidstaat:")) for actor in sentence.actors
    )
