"""Check what a question takes for granted: that somebody was against it, or did it at all."""

import re

from index.terms import STOP_WORDS, find_words, fold, stem_words
from rag.checks import LOOKED_AT, Check, Grounds, is_question
from rag.evidence import Evidence
from rag.wording import actor_name

_NEAR = 1.2  # of fit; consent seldom repeats the subject, one that fits less is of something else
_TOP = 10  # sentences; an act that none of these names is not in the letters about this subject
_AGAINST = re.compile(
    r"\b(?:weiger\w*|geweigerd|verw(?:erpt|ierp|orpen)|afgewezen|wees\b.*\baf|blokkeer\w*|"
    r"geblokkeerd|stemde\w*\b.*\btegen|tegen\b.*\bgestemd|tegengestemd|tegenstander|tegenhield)\b"
    r"|\b(?:is|was|zijn|waren|bleef|blijft)\s+(?:\w+\s+){1,3}(?:zo\s+)?(?:fel\s+)?tegen\s"
    r"|\bniet\s+(?:\w+\s+)?(?:steun\w*|instem\w*|ingestemd|akkoord)\b"
)
_FOR = re.compile(
    r"\b(?:instemming\s+verleend|ingestemd|instem\w*|steunt|steunde|gesteund|steunen|steun|"
    r"verwelkom\w*|zet(?:ten)?\s+(?:\w+\s+)?in\s+op|positief|voorstander|tevreden|verheugd|blij|onderstreepte|"
    r"vindt\s+(?:het\s+)?(?:\w+\s+)?belangrijk|belang\s+van|hecht\s+(?:groot\s+)?belang)\b"
)
# said outright; where there is such a sentence, it corrects better than praise
_CONSENT = re.compile(
    r"\b(?:instemming\s+verleend|stem(?:t|de|den)\s+(?:\w+\s+)?in|ingestemd|"
    r"steun(?:t|de|en|den)?\b|gesteund|voorstander)"
)
_REFUSES = re.compile(
    r"\b(?:niet|geen|kon|kan)\b.{0,40}\b(?:steun\w*|instem\w*|ingestemd|akkoord)\b|"
    r"\b(?:tegenstem\w*|stemde\w*\s+tegen|tegen\b.{0,60}\bgestemd|afwijz\w*|verwerp\w*|weiger\w*|"
    r"onthoud\w*|onthield\w*|bezwaar|bezwaren|terughoudend\w*|kritisch\w*|tegenstander)\b"
)
_PARTICIPLE = re.compile(r"(?:\w*ge\w+(?:d|t|en)|(?:ver|be|ont|her)\w+(?:d|t))")
_WHY = re.compile(r"^(?:en\s+)?(?:waarom|why|om\s+welke\s+reden)\s+(?P<verb>[\w-]+)")


def check_stance(grounds: Grounds) -> Check | None:
    """Doubt where the question says "against" and those who are asked only speak in favour."""
    question = grounds.question
    if not question.actors or not _AGAINST.search(fold(question.text)):
        return None
    near = [each for each in grounds.asked[:LOOKED_AT] if not is_question(each.sentence.display)]
    against = [each for each in near if _REFUSES.search(_read(each))]
    favour = [each for each in near if each not in against and _FOR.search(_read(each))]
    if not favour or grounds.best_fit(against) >= grounds.best_fit(favour):
        return Check("stance", 0.0, "De brieven spreken de houding in de vraag niet tegen.")
    least = grounds.best_fit(grounds.asked) - _NEAR
    close = [each for each in favour if each.fit >= least]
    if not close:
        return Check("stance", 0.0, "Een zin over die houding is niet gevonden.")
    best = max(close, key=lambda each: (bool(_CONSENT.search(_read(each))), each.fit))
    return Check("stance", 1.0, _correct(question.actors[0]), best)


def _read(evidence: Evidence) -> str:
    return fold(evidence.sentence.display)


def _correct(actor: str) -> str:
    return (
        f"De vraag gaat ervan uit dat {actor_name(actor)} tegen was; "
        "in de brieven staat het tegendeel."
    )


def check_presupposed(grounds: Grounds) -> Check | None:
    """Doubt where a question asks why somebody did what no sentence about the subject names."""
    match = _WHY.search(fold(grounds.question.text))
    if not match:
        return None
    verb = match["verb"]
    acts = [verb] if verb not in STOP_WORDS else _participles(grounds.question.text)
    if not acts:
        return None
    told = [each.sentence.display for each in _telling(grounds.asked)[:_TOP]]
    found = any(_names_act(act, text) for act in acts for text in told)
    line = f"dat er sprake is van ‘{acts[0]}’"
    if found:
        return Check("presupposed", 0.0, f"De vraag gaat ervan uit {line}; dat staat er.")
    return Check("presupposed", 1.0, f"De vraag gaat ervan uit {line}; dat staat nergens.")


def _telling(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    return [each for each in evidence if not is_question(each.sentence.display)]


def _participles(text: str) -> list[str]:
    """Participles and infinitives that end a question: "... tegen het mandaat gestemd?"."""
    words = find_words(text)
    if {"dat", "die"} & set(words):
        return []  # it may end a clause inside the question
    return [word for word in words[-1:] if _PARTICIPLE.fullmatch(word) and word not in STOP_WORDS]


def _names_act(act: str, text: str) -> bool:
    stems = stem_words(act)
    return not stems or bool(set(stems) & set(stem_words(text))) or stems[0][:5] in fold(text)
