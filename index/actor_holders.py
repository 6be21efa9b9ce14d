"""Say whose opinion or position a sentence tells, whatever its subject is.

"Volgens de Commissie", "aldus Nederland", "wat het kabinet betreft", "de inzet van de Raad".
"""

import functools
import re

from index.actor_company import with_company
from index.actor_lexicon import NETHERLANDS
from index.actor_sentence import REACH, Parsed

_ACCORDING = re.compile(
    r"\b(?:volgens|aldus|naar (?:de )?mening van)\s+$|^\W*namens\s+$", re.IGNORECASE
)
_CLOSING = re.compile(r"\baldus\s+$", re.IGNORECASE)
_CONCERNING = re.compile(r"\bwat\s+$", re.IGNORECASE)
_AS_CONCERNS = re.compile(r"^\W*(?:voor )?wat betreft\s+$", re.IGNORECASE)
_CONCERNED = re.compile(r"\s+betreft\b")
_FOR_FIRST = re.compile(r"(?:Ook v|V)oor ")  # "Voor veel lidstaten is dit een belangrijk punt"
_FOR = re.compile(r"\bvoor\s+$", re.IGNORECASE)
# who owns a position need not be the subject: "de inzet van het kabinet"
_POSITIONS = (
    "inzet|doel|standpunt|positie|prioriteiten|prioriteit|voorkeur|lijn|oproep|visie|wens|reactie|"
    "meningen|standpunten|opvattingen|posities|reacties|wensen|mening|oordeel|appreciatie|"
    "pleidooi|opvatting|zorgen|steun|aandacht"
)
_OWNS = re.compile(rf"\b(?:{_POSITIONS})\s+van\s+$", re.IGNORECASE)
_ASKED = re.compile(
    r"\W*(?:(?:[A-Z]\w+ )?(?:is|zijn|werd|werden) )?(?:[Oo]p (?:\w+ )?"
    r"(?:verzoek|voorstel|initiatief|uitnodiging)|[Oo]nder leiding) van (?:onder andere )?"
)
# "Aandachtspunten waar het kabinet voor pleit zijn ..."
_HELD = re.compile(
    rf"^\W*(?:[\w-]+ ){{0,3}}(?:(?:aandachts|uitgangs|zorg|verbeter)?punt(?:en)?|{_POSITIONS})"
    r" (?:die|dat|waar\w*) (?:de |het )?$",
    re.IGNORECASE,
)


def find_holders(parsed: Parsed) -> tuple[str, ...]:
    """Whose opinion it is: "volgens X", "aldus X", "wat X betreft", "voor X is van belang"."""
    for mention in parsed.mentions:
        before, after = parsed.text[: mention.start], parsed.text[mention.end :]
        near = before[-REACH:]
        if _CLOSING.search(near):
            return with_company(parsed, mention)
        if not any(each.start <= mention.start < each.end for each in parsed.main_clauses):
            continue
        concerned = _CONCERNING.search(near) and _CONCERNED.match(after)
        if _ACCORDING.search(near) or concerned:
            return with_company(parsed, mention)
        if mention.actor == NETHERLANDS and _AS_CONCERNS.match(before):
            return (NETHERLANDS,)
        matters = _FOR.search(near) and parsed.has("matters", f"{before} {after}")
        if matters and mention.actor == NETHERLANDS:
            return (NETHERLANDS,)
        if matters and _FOR_FIRST.fullmatch(before) and not parsed.has("must", parsed.main_text):
            return with_company(parsed, mention)
    return ()


def find_owner(parsed: Parsed) -> tuple[str, ...]:
    """Whose position is the subject: "de Nederlandse inzet", "de inzet van het kabinet"."""
    for clause in parsed.main_clauses:
        for mention in parsed.mentions_in(clause):
            before = parsed.text[clause.start : mention.start]
            if _OWNS.search(before[-REACH:]) or _ASKED.fullmatch(before):
                return with_company(parsed, mention)
    for mention in parsed.mentions[:1]:
        if _HELD.match(parsed.text[: mention.start]):
            return with_company(parsed, mention)
    for clause in parsed.main_clauses:
        holders = _compile_holders(parsed.lexicon.holders)
        if holder := holders.search(parsed.text, clause.start, clause.end):
            return (parsed.lexicon.holders[int((holder.lastgroup or "")[1:])][0],)
    return ()


@functools.cache
def _compile_holders(holders: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    parts = (f"(?P<a{at}>{name})" for at, (_, name) in enumerate(holders))
    return re.compile(
        rf"\b(?:{'|'.join(parts)})\s?"
        rf"(?:{_POSITIONS}|interventie|inbreng|bijdrage|insteek|zienswijze|zijde|kant)\b"
    )
