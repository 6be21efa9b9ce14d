"""Check who and when: whether those who are asked speak about it, in the period that is asked."""

import re

from index.cues import MONTHS
from index.terms import STOP_WORDS, find_words, fold, stem_words
from rag.asked_facts import find_asked_fact
from rag.checks import Check, Grounds, limit
from rag.evidence import Evidence
from rag.wording import join_names

_WIDE = 1.0  # of fit; a sentence that fits so much worse is about another subject
# "Wat zei de ECB over ...": who is asked, even if no list of actors knows the name
_ASKED_OF = re.compile(
    r"^(?:en\s+)?(?:wat|hoe)\s+(?:zei|zegt|vond|vindt|wil|wilde|riep|stelde|antwoordde|reageerde)\s+"
    r"(?:de\s+|het\s+|een\s+)?(?P<name>[^?]{2,40}?)(?:\s+(?:zelf|eigenlijk))?"
    r"\s+(?:over|van|op|bij|dat|tegen)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r"\b(?:zei|zegt|vindt|vond|wil|wilde|stel\w*|gaf|geeft|geven|gaven|noem\w*|benadruk\w*|"
    r"vraagt|vroeg|pleit\w*|meld\w*|steun\w*|wijst|wees|constateer\w*|riep|roept|acht|"
    r"onderstreep\w*|waarschuw\w*|heeft|laat|liet|beveelt|concludeer\w*|verwacht\w*|ziet|zag)\b"
)
_CLAUSE = 90  # characters between a subject and its verb


def check_actor(grounds: Grounds) -> Check | None:
    """Doubt that grows as those who are asked fit the subject less than others do."""
    asked = grounds.question.actors
    if not asked or not grounds.evidence:
        return None
    best = grounds.best_fit(grounds.evidence)
    gap = best - grounds.best_fit(grounds.asked) if grounds.asked else 2 * _WIDE
    names = join_names(asked)
    told = (
        f"Het best passende is van {names}."
        if gap <= 0
        else f"Wat het best bij de vraag past, is niet van {names}."
    )
    return Check("actor", limit(gap / (2 * _WIDE)), told)


def check_actor_subject(grounds: Grounds) -> Check | None:
    """Doubt for the share of the question that others speak about and the asked do not."""
    asked = grounds.question.actors
    if not asked or not grounds.evidence:
        return None
    others, own = grounds.reach(grounds.evidence), grounds.reach(grounds.asked)
    names = join_names(asked)
    told = (
        f"Anderen spreken over meer van de vraag dan {names}."
        if others > own
        else f"Niemand spreekt over meer van de vraag dan {names}."
    )
    return Check("actor subject", limit(others - own), told)


def check_speaker(grounds: Grounds) -> Check | None:
    """Doubt where somebody is asked who is no known actor and who says nothing in the evidence."""
    match = _ASKED_OF.search(grounds.question.text)
    if not match or grounds.question.actors:
        return None
    words = [word for word in find_words(match["name"]) if word not in STOP_WORDS]
    stems = set(stem_words(match["name"]))
    if not words or not stems:
        return None
    speaks = any(_says(fold(each.sentence.display), stems) for each in grounds.evidence)
    told = f"Van {match['name']} staat " + ("er een uitspraak." if speaks else "er geen uitspraak.")
    return Check("speaker", float(not speaks), told)


def _says(folded: str, stems: set[str]) -> bool:
    """Whether the named stands before a verb of saying, as its subject does."""
    for verb in _SPEAKING.finditer(folded):
        before = folded[max(0, verb.start() - _CLAUSE) : verb.start()]
        clause = re.split(r"[.;:,]", before)[-1]
        if stems & set(stem_words(clause)):
            return True
    return False


def check_period(grounds: Grounds) -> Check | None:
    """Doubt where what is said of the subject is of another time than is asked."""
    period = grounds.question.period
    if not (period.months or period.years) or not grounds.asked:
        return None
    newest = max(
        (each.letter.date.year for each in grounds.evidence if each.letter.date), default=0
    )
    if period.years and newest and min(period.years) > newest:
        return None  # a year that is still to come is what the question is about
    spoken = grounds.evidence if find_asked_fact(grounds.question.text) else grounds.asked
    within = [each for each in spoken if _is_in_period(each, grounds)]
    missed = grounds.reach(spoken) - grounds.reach(within)
    told = (
        "Wat er over het onderwerp staat, is uit een andere periode."
        if missed > 0
        else "Er staat iets over het onderwerp uit de gevraagde periode."
    )
    return Check("period", limit(missed) if within else 1.0, told)


def _is_in_period(evidence: Evidence, grounds: Grounds) -> bool:
    period = grounds.question.period
    if period.holds(evidence.letter):
        return True
    folded = fold(evidence.sentence.display)
    return any(MONTHS[month - 1] in folded for month in period.months) or (
        not period.months and any(str(year) in folded for year in period.years)
    )
