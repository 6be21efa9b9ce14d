"""Check the fact that is asked for: does it stand where the letters speak of the subject."""

from index.actors import NARRATOR
from rag.asked_facts import AskedFact, find_asked_fact, holds_fact
from rag.checks import FAILED, TELLING, Check, Grounds, limit
from rag.evidence import Evidence

_WIDE = 1.5  # of fit; a sentence that fits so much worse is about another subject


def check_fact(grounds: Grounds) -> Check | None:
    """Doubt that grows as sentences that hold such a fact fit the question less than the best."""
    return _check(grounds, near=False)


def check_count(grounds: Grounds) -> Check | None:
    """The same for a number that must stand near what it counts."""
    asked = find_asked_fact(grounds.question.text)
    return _check(grounds, near=True) if asked and asked.name == "number" else None


def _check(grounds: Grounds, *, near: bool) -> Check | None:
    asked = find_asked_fact(grounds.question.text)
    if asked is None:
        return None
    holding = _holding(asked, grounds, near=near)
    gap = grounds.best_fit(grounds.evidence) - grounds.best_fit(holding) if holding else _WIDE
    doubt = limit(gap / _WIDE)
    if doubt >= FAILED:
        what = asked.dutch.removeprefix("een ").removeprefix("de ")
        told = f"Over dit onderwerp staat geen {what} in de brieven."
    elif doubt >= TELLING:
        told = f"Waar {asked.dutch} staat, gaat het minder over de vraag dan elders."
    else:
        told = f"Bij dit onderwerp staat {asked.dutch}."
    return Check("count" if near else "fact", doubt, told)


def check_fact_place(grounds: Grounds) -> Check | None:
    """Doubt for the share of the question that is only spoken of where no such fact stands."""
    asked = find_asked_fact(grounds.question.text)
    if asked is None:
        return None
    holding = _holding(asked, grounds, near=False)
    missed = grounds.reach(grounds.evidence) - grounds.reach(holding)
    told = (
        f"Waar {asked.dutch} staat, gaat het over iets anders."
        if missed > 0
        else f"Waar {asked.dutch} staat, gaat het over de vraag."
    )
    return Check("fact place", limit(missed), told)


def _holding(asked: AskedFact, grounds: Grounds, *, near: bool) -> list[Evidence]:
    """The sentences that hold such a fact; an amount of somebody else is not what was asked."""
    who = set(grounds.question.actors)
    return [
        each
        for each in grounds.evidence
        if (not who or not set(each.sentence.actors) - {NARRATOR} or each in grounds.asked)
        and holds_fact(asked, each.sentence.display, grounds.names_state, near=near)
    ]
