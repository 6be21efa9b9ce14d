"""Find the subject of a Dutch sentence among the actors it names, and whether it acts or undergoes.

In a main clause the finite verb comes second: the subject opens the clause, or stands behind the
verb. An actor behind a preposition ("van de Commissie") is no subject; nor is one behind a verb
whose clause something else opens ("De richtlijn verplicht lidstaten"), unless only people and
bodies do what the verb says ("Deze aanpak steunt Nederland").
"""

import re
from typing import Literal, NamedTuple

from index.actor_clauses import Clause
from index.actor_company import (
    BECOMES,
    ENUMERATES,
    IS,
    PARTICIPLE,
    WILL,
    find_contrasted,
    with_company,
)
from index.actor_lexicon import BYSTANDER, NETHERLANDS, SOMEBODY, Mention
from index.actor_sentence import WORD, Parsed, is_complement

# acts: says or does it; undergoes: of a passive; must, can: others say so of it; is: a plain fact
# about it; doubt: an actor is named where it may be subject or object
Role = Literal["acts", "undergoes", "must", "can", "is", "none", "doubt"]

# before a subject that opens its clause: "Ook Nederland", "Niet alleen de Commissie"
_OPENERS = re.compile(
    r"\W*(?:(?:ook|zelfs|alleen|met name|vooral|juist|zowel|niet alleen|en|maar|slechts|echter|wel|"
    r"zoals bekend,?|\d+[.)]?|[a-z][.)])\s+)*\W*",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:Net als|Evenals|Net zoals|Naast|Samen met)\s.*,\s*$")
# a preposition and what depends on it, between the verb and the subject
_GAP = re.compile(
    r"\s+(?:tijdens|op|in|met|over|voor|na|onder|aan|bij|per|namens|conform|sinds|vanaf|uit|tot)\s"
    r"[^,;:]{1,70}\s"
)
_BRACKETS = re.compile(r"\([^)]*\)")
_RELATIVE = re.compile(r"\b(?:die|dat|waar(?!onder)\w+)\s[^,]*$")
_CLEFT = re.compile(r"\s+(?:dat|die)\b")
_PLAIN_STATES = re.compile(r"(?:de\s+)?(?:andere\s+)?(?:EU-)?lidstaten", re.IGNORECASE)
_RECEIVES = re.compile(r"(?:ontvang|ontving|kreeg|krijg)\w*")
_DETERMINED = re.compile(r"\W*(?:de|het|dit|deze|die|een|artikel|elk|ieder)\b", re.IGNORECASE)
# "Dit artikel geeft de minister de mogelijkheid": things do it to people
_DONE_TO_PEOPLE = frozenset(
    "geeft gaf geven gaven stelt stelde stellen stelden houdt hield brengt bracht legt legde "
    "vraagt vroeg neemt nam laat liet".split()
)
_MUST = frozenset("moet moeten dient dienen hoeft hoeven mag mogen".split())
_CAN = frozenset("kan kunnen".split())
_STATIVE = IS | frozenset(
    "blijft blijven ligt liggen kent kennen vormt vormen telt heeft hebben".split()
)
_ADDS = frozenset("; en maar want doch".split())  # openers of a clause with an actor of its own


class Subject(NamedTuple):
    """Who is the subject, with company, and what the sentence does with it."""

    role: Role
    actors: tuple[str, ...] = ()


def find_subject(parsed: Parsed) -> Subject:
    """The subject of the first main clause that has an actor for one, and of those joined to it."""
    found = Subject("none")
    for clause in parsed.main_clauses:
        subject = _subject_of(parsed, clause)
        if found.role == "none" or (found.role == "doubt" and subject.role == "acts"):
            found = subject
        elif found.role == subject.role == "acts" and clause.opener in _ADDS:
            found = Subject("acts", tuple(dict.fromkeys((*found.actors, *subject.actors))))
    others = find_contrasted(parsed)
    if found.role == "acts" or (others and found.role == "none"):
        return Subject("acts", tuple(dict.fromkeys((*found.actors, *others))))
    return found


def _subject_of(parsed: Parsed, clause: Clause) -> Subject:
    role: Role = "none"
    if parsed.has("held", parsed.text[clause.start : clause.end]):
        return Subject("none")
    for mention in parsed.mentions_in(clause):
        before = parsed.text[clause.start : mention.start]
        if parsed.has("text of", before) and parsed.has(
            "texts tell", _next_verb(parsed, mention.end)
        ):
            return Subject("acts", (mention.actor,))
        aside = before.count("(") > before.count(")")
        if aside or is_complement(before) or _is_enumerated(parsed, mention, clause):
            continue
        verb = _verb_of(parsed, mention, clause)
        if verb is None:
            # "een onafhankelijke rechtspraak": who is no actor leaves no doubt about one
            role = role if mention.actor in (SOMEBODY, BYSTANDER) else "doubt"
            continue
        return _judge(parsed, mention, verb, clause)
    return Subject(role)


def _is_enumerated(parsed: Parsed, mention: Mention, clause: Clause) -> bool:
    """Whether it goes on an enumeration behind a preposition: "tussen de Raad, het EP en ..."."""
    first = mention
    for earlier in reversed(
        [each for each in parsed.mentions_in(clause) if each.end <= mention.start]
    ):
        if not ENUMERATES.match(parsed.text[earlier.end : first.start]):
            break
        first = earlier
    return first != mention and is_complement(parsed.text[clause.start : first.start])


def _verb_of(parsed: Parsed, mention: Mention, clause: Clause) -> str | None:
    """The finite verb this actor is the subject of; "" when it is one whose verb is not found."""
    before = parsed.text[clause.start : mention.start]
    if clause.opener not in (",", "aside") and (
        _OPENERS.fullmatch(before) or _BESIDE.match(before)
    ):
        return _next_verb(parsed, mention.end)
    verbless = True
    for match in WORD.finditer(before):
        finite = parsed.is_finite(match[0])
        # behind a finite verb "gast" is no other one
        if not finite and not (verbless and parsed.is_verb_before(match[0], mention)):
            continue
        verbless = verbless and not finite
        if not _may_stand_between(parsed, before[match.end() :]):
            continue
        opening = before[: match.start()]
        if clause.opener == "," or not opening.strip() or parsed.has("opens adverbially", opening):
            return match[0]
        if _DETERMINED.match(opening) and match[0] in _DONE_TO_PEOPLE:
            return None
        # "Het was Kroatië dat dit vroeg"
        cleft = opening.strip().lower() == "het" and _CLEFT.match(parsed.text[mention.end :])
        return match[0] if cleft or match[0] in parsed.lexicon.verbs.voicing else None
    return None


def _may_stand_between(parsed: Parsed, between: str) -> bool:
    """Whether the subject may still follow its verb behind this."""
    if _GAP.fullmatch(between):
        return True
    return not parsed.lexicon.phrases["between verb and subject"].sub("", between.lower()).strip()


def _next_verb(parsed: Parsed, start: int) -> str:
    """The finite verb behind a subject; an apposition or a relative clause may stand between."""
    rest = _BRACKETS.sub(" ", parsed.text[start:])
    related = False
    for match in WORD.finditer(rest):
        if not parsed.is_finite(match[0]):
            continue
        # "Lidstaten die dit nodig hebben moeten": the second one, when no comma ends the clause
        if related or not _RELATIVE.search(rest[: match.start()]):
            return match[0]
        related = True
    return ""


def _judge(parsed: Parsed, mention: Mention, verb: str, clause: Clause) -> Subject:
    """What the clause does with its subject."""
    whole = parsed.text[clause.start : clause.end]
    rest, after = parsed.text[mention.end : clause.end], parsed.text[mention.end :]
    actors = with_company(parsed, mention)
    # a clause that another interrupts has its participle behind that
    if _is_undergone(parsed, verb, rest if PARTICIPLE.search(rest) else after):
        return Subject("undergoes", actors)
    if mention.actor == "Raad" and parsed.has("takes place", whole):
        return Subject("none")
    if mention.actor != NETHERLANDS:
        needs = verb in ("zou", "zouden") and parsed.has("needs", rest)
        if verb in _MUST or needs:
            return Subject("must", actors)
        if verb in _CAN and not parsed.has("stance", rest):
            return Subject("can", actors)
    if _is_fact(parsed, mention, verb, rest):
        return Subject("is", actors)
    return Subject("acts", actors)


def _is_undergone(parsed: Parsed, verb: str, rest: str) -> bool:
    return bool(
        (verb in BECOMES and PARTICIPLE.search(rest))
        or (verb in IS and parsed.has("undergone", rest))
        or (_RECEIVES.fullmatch(verb) and parsed.has("listened", rest))
    )


def _is_fact(parsed: Parsed, mention: Mention, verb: str, rest: str) -> bool:
    """Whether it tells how things are with the subject, and neither a word nor an act of it."""
    done = PARTICIPLE.search(rest) or parsed.has("stance", rest)
    name = parsed.text[mention.start : mention.end]
    if mention.actor == BYSTANDER:
        # "Bedrijven groeien"; what a body does that has a name is its own act
        voices = verb in parsed.lexicon.verbs.voicing or parsed.has("has said", rest)
        unnamed = name[1:] == name[1:].lower()
        return not voices and (unnamed or (verb in _STATIVE and not done))
    if mention.actor.startswith("lidstaten:") and _PLAIN_STATES.fullmatch(name):
        # "Lidstaten toetsen ...": what they always do
        return (
            not done if verb in ("hebben", "zijn") else parsed.is_general(verb) and verb not in WILL
        )
    if mention.actor.startswith(("lidstaat:", "derde land:", "overig")) and verb in _STATIVE:
        return not done and not _CLEFT.match(parsed.text[mention.end :])
    return False
