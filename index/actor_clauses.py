"""Cut a Dutch sentence into the stretches that are main clauses; only there its subject stands.

A subordinate clause opens with a word of its own (``index/actor_openings.py``). It ends where a
main clause is taken up again: behind a comma by a finite verb ("Hoewel dat zo is, wil Nederland
..."), or behind "en", "maar" by a subject and its verb.
"""

from typing import NamedTuple

from index.actor_openings import SAID, opens_subordinate
from index.actor_words import Words

_FIRST_PERSON = frozenset("ik wij we".split())
_OF_PARTICIPLES = frozenset("is zijn was waren wordt worden werd werden heeft hebben".split())
_JOINS = frozenset("en maar want doch".split())
_AS_SAID = 7  # words in which "Zoals eerder aan de Kamer gemeld" is said


class Clause(NamedTuple):
    """A stretch of a main clause."""

    start: int
    end: int
    # "": it opens the sentence; ",": a subordinate clause stands before its verb; "aside": it goes
    # on behind one; else its joint
    opener: str


def find_main_clauses(text: str, words: Words) -> list[Clause]:
    """The stretches of main clauses.

    >>> from index.actor_words import read_words
    >>> text = "Hoewel dat zo is, wil de Raad meer, omdat het moet."
    >>> clauses = find_main_clauses(text, read_words(text, {"wil", "is"}.__contains__))
    >>> [text[clause.start : clause.end] for clause in clauses]
    ['wil de Raad meer, ']
    """
    clauses: list[Clause] = []
    start, opener = 0, ""
    subordinate, opened_at = False, 0
    verbless = True  # no main clause so far has its finite verb
    for at, token in enumerate(words.tokens):
        if not subordinate and opens_subordinate(words, at):
            if token.start > start:
                clauses.append(Clause(start, token.start, opener))
            subordinate, opened_at = True, at
        elif token.text == ";":
            if not subordinate:
                clauses.append(Clause(start, token.start, opener))
            start, opener, subordinate = token.end, ";", False
        elif subordinate and (
            taken_up := _takes_up(words, at, opened_at, verbless=verbless)
            or _ends_aside(words, at, opened_at, verbless=verbless)
        ):
            start, opener = taken_up
            subordinate = False
        elif not subordinate and _joins_a_clause(words, at, start):
            clauses.append(Clause(start, token.start, opener))
            start, opener = token.end, ";" if token.text == "," else token.text
        verbless = verbless and (subordinate or not words.finite[at])
    if not subordinate:
        clauses.append(Clause(start, len(text), opener))
    return clauses


def _takes_up(words: Words, at: int, opened_at: int, *, verbless: bool) -> tuple[int, str] | None:
    """Where and how the main clause goes on at this word of a subordinate one, if it does."""
    if at + 1 >= len(words):
        return None
    word = words.text(at)
    start = words.tokens[at + 1].start
    # "..., veroorloof ik mij op te merken": whatever the verb
    if word == "," and (
        words.text(at + 2) in _FIRST_PERSON or (words.finite[at + 1] and _in_no_list(words, at))
    ):
        return start, ","
    # without a comma: "Om dit te bereiken zet het kabinet in op", "Zoals gezegd ligt dit anders"
    if verbless and _goes_on(words, at, opened_at):
        return start, ","
    # "dat de Commissie en lidstaten blijven zoeken" joins two names
    if word not in _JOINS or not words.begins_name(at + 1) or words.ends_name(at - 1):
        return None
    # behind a colon follow the points of a list, and each may be a clause
    listed = any(token.text == ":" for token in words.tokens[:at])
    return None if listed or not words.has_verb_behind_name(at + 1) else (start, word)


def _goes_on(words: Words, at: int, opened_at: int) -> bool:
    """Whether the clause that opens a sentence ends here, and its main clause begins."""
    if words.text(at - 1) == "te" and words.is_plural_verb(at + 1):
        return True
    if not words.is_finite(at + 1) or at + 2 >= len(words):
        return False
    if words.begins_name(at + 2) or words.text(at + 2) in _FIRST_PERSON:
        return True
    if words.text(0) == "Zoals" and any(
        SAID.fullmatch(words.text(said)) for said in (at, *range(1, _AS_SAID))
    ):
        return True
    # "Zoals de rapporten onderstrepen is dit nodig": two finite verbs in a row
    return not opened_at and words.finite[at] and _meets(words.text(at), words.text(at + 1))


def _meets(verb: str, following: str) -> bool:
    """Whether the second of two verbs in a row may begin a clause; "gebruikt wordt" is one form."""
    if following in _OF_PARTICIPLES:
        return verb.endswith("en") and not verb.startswith("ge")
    return not following.endswith("en")


def _ends_aside(words: Words, at: int, opened_at: int, *, verbless: bool) -> tuple[int, str] | None:
    """Where the clause goes on behind an aside: "Dit is, zoals gemeld, in lijn met ..."."""
    if verbless or words.text(at) != "," or words.text(opened_at) != "zoals":
        return None
    said = SAID.fullmatch(words.text(at - 1)) and words.text(opened_at - 1) == ","
    return (words.tokens[at].end, "aside") if said else None


def _joins_a_clause(words: Words, at: int, start: int) -> bool:
    """Whether a second main clause begins: "Het stelsel groeit en het kabinet verbetert het".

    It needs a verb of its own, and one before it: "Nederland en de Commissie steunen dit" is one.
    """
    word = words.text(at)
    if not (word == "," or word in _JOINS) or not words.begins_name(at + 1):
        return False
    # "De Raad stemde in, Nederland onthield zich": the verb right behind the name
    if word == "," and not words.is_finite(words.behind_name(at + 1)):
        return False
    before = range(_first(words, start), at)
    return (
        any(words.finite[each] for each in before)
        and not any(words.text(each) == ":" for each in before)
        and words.has_verb_behind_name(at + 1)
    )


def _first(words: Words, start: int) -> int:
    """The place of the first word from here."""
    return next(at for at, token in enumerate(words.tokens) if token.start >= start)


def _in_no_list(words: Words, at: int) -> bool:
    """In ", beoordelen en besluiten" no clause begins: it is one of several infinitives."""
    listed = words.text(at + 1).endswith("en") and words.text(at + 2) in ("en", ",", "of")
    return not listed
