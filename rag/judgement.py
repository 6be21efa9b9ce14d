"""Decide, before any model writes, whether the letters answer the question.

Only what code can know is used: who was asked and who speaks, whether what the question names
stands in the letters at all, and how well the best sentence fits its subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.actors import ActorReader
from index.terms import find_words
from rag.answer import Status
from rag.evidence import Evidence, Matcher, has_fact, said_by
from rag.question import Question
from rag.settings import AnswerSettings
from rag.wording import not_in_letters, only_nearby, others_spoke, same_item

_WEAKER = 0.7  # of the best score; a sentence below that says something else
_NEAREST = 2  # sentences; a figure further down is a figure of something else


@dataclass(frozen=True)
class Judgement:
    """The status, the Dutch line that goes with it, and the sentences to show."""

    status: Status
    message: str
    chosen: tuple[Evidence, ...]


def judge(
    question: Question,
    evidence: Sequence[Evidence],
    matcher: Matcher,
    actors: ActorReader,
    settings: AnswerSettings,
) -> Judgement:
    """Choose the sentences that answer, or say that none does."""
    asked = said_by(evidence, question.actors, actors)
    if matcher.terms and set(matcher.terms) <= set(matcher.missing):
        return Judgement("not_in_letters", not_in_letters(question.as_typed(matcher.missing)), ())
    absent = {word for name in matcher.missing for word in find_words(name)}
    nowhere = question.as_typed(term for term in question.named if term in absent)
    if not asked or _fit(asked) < settings.least_fit:
        return _judge_silence(question, evidence, asked, nowhere, settings)
    chosen = _best(asked, settings.evidence)
    if _fit(asked) >= settings.sure_fit and not nowhere and _gives_fact(question, chosen):
        return Judgement("answered", "", chosen)
    return Judgement("partly", only_nearby(nowhere), chosen)


def _judge_silence(
    question: Question,
    evidence: Sequence[Evidence],
    asked: Sequence[Evidence],
    nowhere: tuple[str, ...],
    settings: AnswerSettings,
) -> Judgement:
    """Judge when no sentence of those asked fits: are they silent, or is it in other words.

    Silence is claimed only where they say nothing under the headings under which others speak about
    the subject: "Nederland heeft steun verleend aan het voorstel" does not repeat which proposal.
    """
    if not question.actors or not evidence or _fit(evidence) < settings.sure_fit:
        return Judgement("not_in_letters", not_in_letters(nowhere), ())
    spoke = _best(evidence, settings.shown)
    under = {(each.letter.id, each.sentence.section) for each in spoke}
    nearby = [each for each in asked if (each.letter.id, each.sentence.section) in under]
    if nearby:
        return Judgement("partly", same_item(question.actors), tuple(nearby[: settings.shown]))
    return Judgement("not_in_letters", others_spoke(question.actors, _speakers(spoke)), spoke)


def _gives_fact(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the best sentences hold the kind of fact asked for: a figure, a date, a name."""
    return not question.fact or any(
        has_fact(question.fact, each.sentence.display) for each in chosen[:_NEAREST]
    )


def _fit(evidence: Sequence[Evidence]) -> float:
    return max(each.fit for each in evidence)


def _best(evidence: Sequence[Evidence], limit: int) -> tuple[Evidence, ...]:
    best = evidence[0].score
    least = best - (1 - _WEAKER) * abs(best)
    return tuple(each for each in evidence[:limit] if each.score >= least)


def _speakers(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for each in evidence for actor in each.sentence.actors))
