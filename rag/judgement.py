"""Decide, before any model writes, whether the letters answer the question.

Each check (``rag/checks*.py``, ``rag/premises.py``) looks at one thing that code can know and says
how much doubt it casts, in Dutch. The doubts are added up, the decisive ones counting for more, and
the sum is held against two thresholds. A stronger model can take over: whatever is a ``Judge``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.actors import ActorReader
from index.terms import find_words
from rag.answer import Status
from rag.checks import FAILED, TELLING, Check, CheckName, Grounds
from rag.checks_actor import check_actor, check_actor_subject, check_period, check_speaker
from rag.checks_facts import check_count, check_fact, check_fact_place
from rag.checks_terms import check_fit, check_names, check_together, check_words
from rag.evidence import Evidence, Matcher
from rag.premises import check_presupposed, check_stance
from rag.question import Question
from rag.settings import AnswerSettings
from rag.wording import (
    not_in_letters,
    only_nearby,
    others_spoke,
    same_item,
    what_is_there,
)

CHECKS: tuple[Callable[[Grounds], Check | None], ...] = (
    check_fact,
    check_actor,
    check_speaker,
    check_period,
    check_stance,
    check_presupposed,
    check_fit,
    check_count,
    check_fact_place,
    check_actor_subject,
    check_words,
    check_names,
    check_together,
)
# A check that shows why the letters cannot answer counts for four of those that only make it less
# likely; those that a question in other words than the letters' fails as well count for half.
# Weights fitted check by check on the development questions did no better on questions held out
# (python -m eval.thresholds), so the rule stays one that a reader can add up.
DECISIVE, SUPPORTING, FAINT = 4.0, 1.0, 0.5
WEIGHTS: Mapping[CheckName, float] = {
    "fact": DECISIVE,
    "actor": DECISIVE,
    "speaker": DECISIVE,
    "period": DECISIVE,
    "stance": DECISIVE,
    "presupposed": DECISIVE,
    "count": SUPPORTING,
    "fact place": SUPPORTING,
    "actor subject": SUPPORTING,
    "together": SUPPORTING,
    "names": SUPPORTING,
    "fit": FAINT,
    "words": FAINT,
}
_SILENCE = frozenset({"actor", "actor subject"})  # failed: others say what the asked do not
_WEAKER = 0.7  # of the best score; a sentence below that says something else
_NEAREST = 2  # sentences shown beside a refusal: what does stand there about the subject
_ABOUT_IT = 1.0  # the fit below which a sentence is not even about the subject


@dataclass(frozen=True)
class Judgement:
    """The status, the Dutch line that goes with it, the sentences to show, and why."""

    status: Status
    message: str
    chosen: tuple[Evidence, ...]
    checks: tuple[Check, ...] = ()


Judge: TypeAlias = Callable[
    [Question, Sequence[Evidence], Matcher, ActorReader, AnswerSettings], Judgement
]


def run_checks(grounds: Grounds) -> tuple[Check, ...]:
    """The outcome of every check that applies."""
    found = (check(grounds) for check in CHECKS)
    return tuple(each for each in found if each)


def add_up(checks: Sequence[Check], weights: Mapping[CheckName, float] = WEIGHTS) -> float:
    """The doubt of all checks together; 0 = none."""
    return sum(weights[each.name] * each.doubt for each in checks)


def judge(
    question: Question,
    evidence: Sequence[Evidence],
    matcher: Matcher,
    actors: ActorReader,
    settings: AnswerSettings,
) -> Judgement:
    """Choose the sentences that answer, or say that none does and why; ``evidence`` best first."""
    grounds = Grounds(question, tuple(evidence), matcher, actors)
    return decide(grounds, run_checks(grounds), settings)


def decide(grounds: Grounds, checks: tuple[Check, ...], settings: AnswerSettings) -> Judgement:
    """Judge by the outcome of the checks."""
    matcher, missing = grounds.matcher, grounds.matcher.missing
    nothing_known = bool(matcher.terms) and set(matcher.terms) <= set(missing)
    if nothing_known or not grounds.evidence:
        typed = grounds.question.as_typed(missing)
        return Judgement("not_in_letters", not_in_letters(typed), (), checks)
    doubt = add_up(checks)
    if doubt >= settings.refuse_doubt or not grounds.asked:
        return _refuse(grounds, checks, settings)
    nowhere = _named_nowhere(grounds)
    chosen = _best(grounds.asked, settings.evidence)
    if doubt <= settings.sure_doubt and not nowhere:
        return Judgement("answered", "", chosen, checks)
    return Judgement("partly", only_nearby(nowhere, _reasons(checks)), chosen, checks)


def _refuse(grounds: Grounds, checks: tuple[Check, ...], settings: AnswerSettings) -> Judgement:
    """Refuse for the check that says most against an answer, with what does stand there."""
    worst = max(checks, key=lambda each: WEIGHTS[each.name] * each.doubt)
    if worst.correction:
        return Judgement("not_in_letters", worst.explanation, (worst.correction,), checks)
    if any(each.name in _SILENCE and not each.passed for each in checks):
        return _judge_silence(grounds, checks, settings)
    near = [each for each in grounds.asked or grounds.evidence if each.fit >= _ABOUT_IT]
    chosen = tuple(near[:_NEAREST])
    message = not_in_letters(_named_nowhere(grounds), _reasons(checks, least=TELLING))
    return Judgement(
        "not_in_letters", what_is_there(message) if chosen else message, chosen, checks
    )


def _judge_silence(
    grounds: Grounds, checks: tuple[Check, ...], settings: AnswerSettings
) -> Judgement:
    """Refuse when the asked fit worse than others: are they silent, or is it in other words.

    Silence is claimed only where they say nothing under the headings under which others speak about
    the subject: "Nederland heeft steun verleend aan het voorstel" does not repeat which proposal.
    """
    asked = grounds.question.actors
    spoke = _best(grounds.evidence, settings.shown)
    under = {(each.letter.id, each.sentence.section) for each in spoke}
    nearby = [each for each in grounds.asked if (each.letter.id, each.sentence.section) in under]
    if nearby:
        message = " ".join((not_in_letters(()), same_item(asked)))
        return Judgement("not_in_letters", message, tuple(nearby[: settings.shown]), checks)
    message = others_spoke(asked, _speakers(spoke))
    return Judgement("not_in_letters", message, spoke, checks)


def _named_nowhere(grounds: Grounds) -> tuple[str, ...]:
    """The names and figures of the question that stand nowhere in the letters, as typed."""
    absent = {word for name in grounds.matcher.missing for word in find_words(name)}
    return grounds.question.as_typed(term for term in grounds.question.named if term in absent)


def _reasons(checks: Sequence[Check], *, least: float = FAILED) -> tuple[str, ...]:
    """What the decisive checks say that cast at least so much doubt."""
    return tuple(
        dict.fromkeys(
            each.explanation
            for each in checks
            if each.doubt >= least and WEIGHTS[each.name] == DECISIVE
        )
    )


def _best(evidence: Sequence[Evidence], limit: int) -> tuple[Evidence, ...]:
    best = evidence[0].score
    least = best - (1 - _WEAKER) * abs(best)
    return tuple(each for each in evidence[:limit] if each.score >= least)


def _speakers(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for each in evidence for actor in each.sentence.actors))
