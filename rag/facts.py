"""See in a text whether it gives the kind of fact that a question asks for."""

import re

from rag.question import FactKind

_FIGURE = re.compile(r"\d|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|twintig)\b")
_DATE = re.compile(
    r"\b(?:\d{1,2}\s+)?(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|"
    r"november|december)\b|\b20\d\d\b"
)
_REASON = re.compile(
    r"\b(?:omdat|vanwege|gelet op|gezien|daarom|reden|doordat|zodat|immers|om)\b", re.I
)
_PERSON = re.compile(
    r"\b[A-Z][\w’'-]+ (?:van |de )*[A-Z][\w’'-]+|\b(?:minister|commissaris|president)\b"
)
_SIGNS: dict[FactKind, re.Pattern[str]] = {
    "figure": _FIGURE,
    "date": _DATE,
    "reason": _REASON,
    "person": _PERSON,
}


def has_fact(kind: FactKind, text: str) -> bool:
    """Whether the text holds a figure, a date, a person or a reason; False for no kind.

    >>> has_fact("date", "De Raad komt op 12 juni bijeen."), has_fact("", "Op 12 juni.")
    (True, False)
    """
    return bool(kind) and bool(_SIGNS[kind].search(text))
