"""Say in Dutch, and with a remedy, why a question cannot be searched for or finds nothing."""

import unicodedata

from index.search import Filters
from rag.question import Question

OTHER_SCRIPT = (
    "De vraag staat in een ander schrift dan de brieven. Stel de vraag in het Nederlands of Engels."
)
NO_SUBJECT = (
    "De vraag noemt geen onderwerp om op te zoeken. Noem er een, zoals in 'Wat zei NL over "
    "dataretentie?'."
)
_FILTER_NAMES = {
    "actor": "spreker",
    "since": "vanaf",
    "until": "tot en met",
    "kind": "soort",
    "dossier": "dossier",
}


def find_obstacle(question: Question) -> str:
    """Why it makes no sense to search; "" when it does."""
    if _is_other_script(question.text):
        return OTHER_SCRIPT
    hints = (question.period, question.meeting, question.document, question.item)
    if not question.subjects and not question.actors and not any(hints):
        return NO_SUBJECT
    return ""


def explain_nothing(filters: Filters | None) -> str:
    """Why a search found no passage at all."""
    given = {name: getattr(filters, name) for name in _FILTER_NAMES} if filters else {}
    said = [f"{_FILTER_NAMES[name]} {value}" for name, value in given.items() if value]
    if not said:
        return "Geen passages gevonden. Voeg brieven toe met 'kamerbrief index MAP'."
    which = "dit filter" if len(said) == 1 else "deze filters"
    return (
        f"Geen enkele brief voldoet aan {which}: {'; '.join(said)}. Laat een filter weg, of maak "
        "het ruimer."
    )


def _is_other_script(text: str) -> bool:
    """Whether most letters are not Latin; "α-linoleenzuur" still is."""
    letters = [character for character in text if character.isalpha()]
    latin = sum("LATIN" in unicodedata.name(character, "") for character in letters)
    return bool(letters) and latin * 2 < len(letters)
