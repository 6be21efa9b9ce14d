"""A question for yes or no: its condition is pointed out, a verdict given only where it is sure.

Code knows a "ja" or "nee" in one case only: the question asks whether somebody supports something,
and one sentence of theirs has that very verb and every word of the question. Anything else is left
to the reader, who sees the sentence.
"""

import re

from index.letter import Span
from index.terms import fold, stem_words
from rag.evidence import Evidence
from rag.question import Question

# verbs whose "ja" is the whole position: with these alone a matching sentence settles the question
_SETTLING = (
    r"(?:onder)?steun(?:t|en|de|den)",
    r"onderschr(?:ijft|ijven|eef|even)",
    r"verwelkom(?:t|en|de|den)",
)
_CONDITION = re.compile(
    r"\b(?:mits|tenzij|op voorwaarde dat|onder de voorwaarde dat|zolang|alleen als|alleen indien"
    r"|indien|behalve als|onder voorbehoud)\b[^.;]*",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:niet|geen|nooit|evenmin|noch|zonder)\b")
_HEDGE = re.compile(  # what makes a statement less than one
    r"\b(?:kan|kon|kunnen|konden|zou|zouden|wil|wilde|zal|zullen|wellicht|mogelijk|deels|gedeeltelijk"
    r"|eventueel|hoewel|echter|maar|vraagt|vroeg)\b"
)
_SWEEPING = re.compile(r"\b(?:alle|alles|altijd|alleen|volledig|geheel|ook|nog|nooit|niet|geen)\b")


def find_condition(text: str) -> Span | None:
    """The condition a sentence carries, from its first word to the end of its clause.

    >>> text = "Nederland steunt dit, mits de kosten dalen."
    >>> text[slice(*find_condition(text))]
    'mits de kosten dalen'
    """
    found = _CONDITION.search(text)
    return Span(found.start(), len(found[0].rstrip()) + found.start()) if found else None


def decide(question: Question, best: Evidence) -> str:
    """Give "Ja", "Nee", "Ja, onder een voorwaarde", or "" where code cannot know it."""
    text = best.sentence.display
    asked = fold(question.text)
    verb = next((form for form in _SETTLING if re.match(rf"{form}\b", asked)), "")
    if not verb or not re.search(rf"\b(?:{verb})\b", fold(text)) or _SWEEPING.search(asked):
        return ""
    if not set(question.actors) & set(best.sentence.actors) or len(best.sentence.actors) > 1:
        return ""
    condition = find_condition(text)
    statement = fold(text[: condition.start] if condition else text)
    words = (term for term in question.terms if not re.fullmatch(verb, term))
    terms = {stem for word in words for stem in stem_words(word)}
    if not terms or not terms <= set(stem_words(statement)) or _HEDGE.search(statement):
        return ""
    if _NEGATION.search(statement):
        return "" if condition else "Nee"
    return "Ja, onder een voorwaarde" if condition else "Ja"


def summarise(question: Question, best: Evidence | None) -> str:
    """The Dutch line above the sentences; "" where there is nothing that code knows."""
    if best is None:
        return ""
    if verdict := decide(question, best):
        return f"{verdict}, volgens de eerste zin."
    if find_condition(best.sentence.display):
        return "Aan het antwoord is een voorwaarde verbonden; die staat in de zin."
    return "Of dit een ja of een nee is, blijkt uit de zinnen zelf."
