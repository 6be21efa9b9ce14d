"""Cut a Dutch sentence into the stretches that are main clauses; only there its subject stands.

A subordinate clause opens with a word of its own ("dat", "waarbij", "hoewel"). It ends where a main
clause is taken up again: behind a comma by a finite verb ("Hoewel dat zo is, wil Nederland ..."),
or behind "en", "maar" by a subject and its verb.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"[\w’'-]+(?:\.(?=\w))?|[^\w\s]")
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
_FIRST_PERSON = frozenset("ik wij we".split())
_SAID = re.compile(r"\w*ge\w+(?:d|t|en)|bekend")
_JOINS = frozenset("en maar want doch".split())

IsFinite = Callable[[str], bool]


class Token(NamedTuple):
    """A word or a sign."""

    text: str
    start: int
    end: int


class Clause(NamedTuple):
    """A stretch of a main clause."""

    start: int
    end: int
    # "": it opens the sentence; ",": a subordinate clause stands before its verb; else its joint
    opener: str


def tokenize(text: str) -> list[Token]:
    """The words and signs of a text, in order."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def find_main_clauses(
    text: str, tokens: Sequence[Token], is_finite: IsFinite, actors_at: frozenset[int]
) -> list[Clause]:
    """The stretches of main clauses; ``actors_at`` are the places where an actor's name begins.

    >>> text = "Hoewel dat zo is, wil de Raad meer, omdat het moet."
    >>> clauses = find_main_clauses(text, tokenize(text), {"wil", "is"}.__contains__, frozenset())
    >>> [text[clause.start : clause.end] for clause in clauses]
    ['wil de Raad meer, ']
    """
    clauses: list[Clause] = []
    start, opener = 0, ""
    subordinate = False
    verbless = True  # no main clause so far has its finite verb
    for at, token in enumerate(tokens):
        if not subordinate and _opens_subordinate(tokens, at, is_finite):
            if token.start > start:
                clauses.append(Clause(start, token.start, opener))
            subordinate = True
        elif token.text == ";":
            if not subordinate:
                clauses.append(Clause(start, token.start, opener))
            start, opener, subordinate = token.end, ";", False
        elif subordinate and (
            taken_up := _takes_up(tokens, at, is_finite, actors_at, verbless=verbless)
        ):
            start, opener = taken_up
            subordinate = False
        elif not subordinate and _joins_a_clause(tokens, at, start, is_finite, actors_at):
            clauses.append(Clause(start, token.start, opener))
            start, opener = token.end, token.text
        verbless = verbless and (subordinate or not is_finite(token.text))
    if not subordinate:
        clauses.append(Clause(start, len(text), opener))
    return clauses


def _opens_subordinate(tokens: Sequence[Token], at: int, is_finite: IsFinite) -> bool:
    word = tokens[at].text.lower()
    before = tokens[at - 1].text.lower() if at else ""
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    match word:
        case "dat" | "die" if not at:
            return not is_finite(following)  # "Dat maakt ..."; but "Dat zij komen, ..."
        case "dat" | "die":
            return before not in _BEFORE_DEMONSTRATIVE
        case "als" if at:
            return before in _BEFORE_AS
        case "of":
            return before.strip(",") in _BEFORE_WHETHER
        case "wat" | "hoe" | "welke" | "wie" | "waar" if not at:
            return False
        case "wat":
            return following != "betreft"
        case "om" if at:
            return True
        case _ if not at and word in _PERHAPS_OPEN:
            return _has_opening_clause(tokens, is_finite)
        case _:
            return word in _SUBORDINATORS


def _has_opening_clause(tokens: Sequence[Token], is_finite: IsFinite) -> bool:
    """Whether a finite verb behind a comma, or behind "te" and an infinitive, follows."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].text == "," and is_finite(tokens[at + 1].text):
            return True
        if tokens[at - 1].text == "te" and is_finite(tokens[at + 1].text):
            return True
    return False


def _takes_up(
    tokens: Sequence[Token],
    at: int,
    is_finite: IsFinite,
    actors_at: frozenset[int],
    *,
    verbless: bool,
) -> tuple[int, str] | None:
    """Where and how the main clause goes on at this token of a subordinate one, if it does."""
    if at + 1 >= len(tokens):
        return None
    token, following = tokens[at], tokens[at + 1]
    if token.text == "," and is_finite(following.text) and _not_in_a_list(tokens, at):
        return following.start, ","
    # without a comma: "Om dit te bereiken zet het kabinet in op", "Zoals gezegd ligt dit anders"
    if verbless and is_finite(following.text) and at + 2 < len(tokens):
        subject = tokens[at + 2]
        as_said = tokens[0].text == "Zoals" and _SAID.fullmatch(token.text)
        if as_said or subject.start in actors_at or subject.text in _FIRST_PERSON:
            return following.start, ","
    joins = token.text in _JOINS and following.start in actors_at
    # behind a colon follow the points of a list, and each may be a clause
    listed = any(each.text == ":" for each in tokens[:at])
    if joins and not listed and _verb_follows(tokens, at + 1, is_finite):
        return following.start, token.text
    return None


def _joins_a_clause(
    tokens: Sequence[Token], at: int, start: int, is_finite: IsFinite, actors_at: frozenset[int]
) -> bool:
    """Whether a second main clause begins: "Het stelsel groeit en het kabinet verbetert het".

    It needs a verb of its own, and one before it: "Nederland en de Commissie steunen dit" is one.
    """
    if tokens[at].text not in _JOINS or at + 2 >= len(tokens):
        return False
    return (
        tokens[at + 1].start in actors_at
        and any(is_finite(each.text) for each in tokens[:at] if each.start >= start)
        and not any(each.text == ":" for each in tokens[:at] if each.start >= start)
        and _verb_follows(tokens, at + 1, is_finite)
    )


def _not_in_a_list(tokens: Sequence[Token], at: int) -> bool:
    """In ", beoordelen en besluiten" no clause begins: it is one of several infinitives."""
    following = tokens[at + 1 : at + 3]
    return not (
        len(following) == 2
        and following[0].text.endswith("en")
        and following[1].text in ("en", ",", "of")
    )


def _verb_follows(tokens: Sequence[Token], at: int, is_finite: IsFinite) -> bool:
    """Whether behind a name of at most four words the finite verb follows, and more behind it."""
    for further in range(at + 1, min(at + 5, len(tokens) - 1)):
        if is_finite(tokens[further].text):
            return tokens[further + 1].text not in (".", ",", ";", ")")
        if tokens[further].text in (",", "(", ";", "en", "of"):
            return False
    return False
