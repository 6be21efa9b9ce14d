"""Choose the sentences that answer: what is asked, said by whom it is asked of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.actors import NARRATOR, ActorReader
from index.hit import Hit
from index.letter import Letter, Sentence
from index.passage_texts import headings_over
from index.search import Searcher, passage_sentences
from models.interfaces import Embedder
from rag.facts import has_fact
from rag.leaning import leans_on
from rag.matching import Matcher
from rag.question import Question
from rag.sentence_signs import (
    NO_SIGNS,
    SignReader,
    Signs,
    is_said_by,
    names_any,
    score,
    with_nearness,
)

__all__ = ["Evidence", "Matcher", "choose_evidence", "has_fact", "said_by"]

# How well a sentence fits the subject of a question, whoever says it. Unlike the weights by which
# sentences are ranked these make one question comparable with another: the thresholds of
# rag/settings.py lie on this scale, so that whoever changes it runs ``python -m eval.thresholds``.
_COVERAGE = 1.0
_LIKENESS = 0.8  # of nearness, which is ten times the cosine above that of unlike texts
_PASSAGE = 0.6
_FOOTNOTE = -0.5  # a reference, seldom an answer
_FRAGMENT = -0.3  # headings in lists, names of signatories
_FRAGMENT_LENGTH = 60  # characters

# sentences whose meaning is compared, the costly part: 24 or 32 find no more evidence on the
# development questions
_COMPARED = 16
_EXPLAINED = 12  # sentences for which is looked up what they lean on; no answer shows more
# having listened is not having said anything
_NO_POSITION = re.compile(r"\b(?:stand van zaken aangehoord|heeft \w+ aangehoord)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """A sentence that may answer, and how well it does."""

    sentence: Sentence
    letter: Letter
    hit: Hit
    covered: frozenset[str]  # the question's terms that it, or a heading over it, speaks about
    fit: float  # how well it fits the question's subject, on a scale that questions share
    bonus: float  # for who says it, the kind of fact, the period: all that only ranks it
    leans_on: tuple[Sentence, ...] = ()  # before it; without these it is not understood
    signs: Signs = NO_SIGNS  # the same, taken apart

    @property
    def score(self) -> float:
        """What it is ranked by."""
        return self.fit + self.bonus

    @property
    def path(self) -> tuple[str, ...]:
        """The headings over the sentence."""
        return self.letter.sections[self.sentence.section].path


class _Candidate(NamedTuple):
    """A sentence of a hit before its meaning is compared."""

    sentence: Sentence
    letter: Letter
    hit: Hit
    text: str  # what of it is compared in meaning
    signs: Signs


def choose_evidence(
    question: Question,
    hits: Sequence[Hit],
    matcher: Matcher,
    searcher: Searcher,
    embedder: Embedder,
    actors: ActorReader,
) -> tuple[Evidence, ...]:
    """Score every sentence of the hits, best first; the same sentence only once.

    A sentence with a footnote's number or of a signature competes like any other.
    """
    best_score = max((hit.score for hit in hits), default=0.0)
    reader = SignReader(question, matcher, actors, best_score)
    candidates = _compare(question, _read_candidates(hits, reader, searcher), embedder)
    ranked = sorted(
        (_assess(each, matcher) for each in candidates),
        key=lambda each: (-each.score, each.sentence.start),
    )
    explained = [
        replace(each, leans_on=leans_on(each.sentence, each.letter)) for each in ranked[:_EXPLAINED]
    ]
    return (*explained, *ranked[_EXPLAINED:])


def _read_candidates(
    hits: Sequence[Hit], reader: SignReader, searcher: Searcher
) -> list[_Candidate]:
    """Every sentence of the hits where it is to be cited, best first by all but its meaning."""
    found: dict[tuple[str, int], _Candidate] = {}
    for hit in hits:
        sentences = passage_sentences(hit.letter, hit.passage)
        opens = hit.letter.sections[hit.passage.section].start == hit.passage.start
        previous = ""
        for at, sentence in enumerate(sentences):
            before, previous = previous, sentence.display
            letter, place = searcher.representative(sentence, hit.letter)
            # a sentence comes with the best of its passages
            if (letter.id, place.start) in found or _NO_POSITION.search(sentence.display):
                continue
            signs = reader.read(place, letter, hit, opening=opens and at == 0)
            headings = ". ".join(headings_over(letter, place.section)[-2:])
            text = f"{headings}\n{before} {place.display}".strip()
            found[letter.id, place.start] = _Candidate(place, letter, hit, text, signs)
    return sorted(found.values(), key=lambda each: -score(each.signs))


def _compare(
    question: Question, candidates: Sequence[_Candidate], embedder: Embedder
) -> list[_Candidate]:
    """The candidates with their likeness to the question; the last ones get the least of others."""
    if not candidates:
        return []
    vectors = embedder.embed_passages([each.text for each in candidates[:_COMPARED]])
    cosines: list[float] = (vectors @ embedder.embed_question(question.text)).tolist()
    cosines += [min(cosines)] * (len(candidates) - len(cosines))
    return [
        each._replace(signs=with_nearness(each.signs, cosine))
        for each, cosine in zip(candidates, cosines, strict=True)
    ]


def _assess(candidate: _Candidate, matcher: Matcher) -> Evidence:
    sentence, letter, hit, _, signs = candidate
    headings = " ".join(headings_over(letter, sentence.section))
    covered = matcher.covered(sentence.display) | matcher.covered(headings)
    # what only a heading says counts half
    fit = _COVERAGE * (signs.coverage + signs.heading / 2)
    fit += _LIKENESS * signs.nearness + _PASSAGE * signs.passage
    fit += _FOOTNOTE if sentence.footnote else 0.0
    fit += _FRAGMENT if len(sentence.display) < _FRAGMENT_LENGTH else 0.0
    return Evidence(sentence, letter, hit, covered, fit, score(signs) - fit, signs=signs)


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
    if sentence.actors == (NARRATOR,):
        return NARRATOR in asked or names_any(sentence.display, asked, actors)
    return is_said_by(sentence.actors, asked)
