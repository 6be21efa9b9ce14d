"""Tell where in a Dutch sentence a subordinate clause opens: "dat", "waarbij", "hoewel"."""

import re

from index.actor_words import Words

SAID = re.compile(r"\w*ge\w+(?:d|t|en)|bekend")  # "zoals gemeld": no clause of its own

_SUBORDINATORS = frozenset(
    "dat die omdat zodat wanneer hoewel alhoewel ofschoon nadat voordat mits tenzij indien "
    "doordat terwijl zoals aangezien alvorens zolang zodra totdat opdat om hoe welke wie wat "
    "waaraan waarbij waardoor waarin waarmee waarna waarnaar waarop waarover waartegen "
    "waartoe waaruit waarvan waarvoor waarom waarmede waar toen hetgeen".split()
)
# these open a clause at the head of a sentence only when one follows: "Als gastland speelt ..."
_PERHAPS_OPEN = frozenset("als om door nu gezien na sinds".split())
_BEFORE_DEMONSTRATIVE = frozenset(
    "in op met bij van aan voor over naar uit door tot onder na sinds tijdens binnen ten om".split()
)
_BEFORE_AS = frozenset(", ook zelfs alleen pas behalve".split())
_BEFORE_WHETHER = frozenset(
    "vraag bezien onderzoeken onderzoekt weten nagaan toetsen vragen afwachten gevraagd bekijken "
    "beoordelen bezien, duidelijk vroeg vroegen bespreken".split()
)
_ASIDE = 3  # words in which "zoals eerder gezegd" is said


def opens_subordinate(words: Words, at: int) -> bool:
    """Whether a subordinate clause opens at this word."""
    word = words.text(at).lower()
    if at and word not in _SUBORDINATORS and word not in ("als", "of"):
        return False
    before = words.text(at - 1).lower()
    match word:
        case "dat" | "die" if not at:
            # "Dat maakt ..."; but "Dat zij komen, ..."
            return not (words.is_finite(1) and words.text(1).islower())
        case "dat" | "die":
            return before not in _BEFORE_DEMONSTRATIVE
        case "als" if at:
            return before in _BEFORE_AS
        case "of":
            return before.strip(",") in _BEFORE_WHETHER
        case "wat" | "hoe" | "welke" | "wie" | "waar" if not at:
            return False
        case "wat":
            return words.text(at + 1).lower() != "betreft"
        case "om" if at:
            return True
        case _ if not at and word in _PERHAPS_OPEN:
            return _has_opening_clause(words)
        case "zoals" if at and any(
            SAID.fullmatch(words.text(further)) for further in range(at + 1, at + 1 + _ASIDE)
        ):
            return False  # "is zoals eerder gezegd een stap gezet"
        case _:
            return word in _SUBORDINATORS


def _has_opening_clause(words: Words) -> bool:
    """Whether a finite verb behind a comma, or behind "te" and an infinitive, follows."""
    for at in range(1, len(words) - 1):
        if words.text(at) == "," and words.is_finite(at + 1):
            return True
        infinitive = words.text(at - 1) == "te" and words.text(at).endswith("n")
        if infinitive and (words.is_finite(at + 1) or words.is_plural_verb(at + 1)):
            return True
    return False
