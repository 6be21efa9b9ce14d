"""The Dutch words of the web page: who speaks, which letter, what state things are in."""

import datetime
from collections.abc import Sequence

from index.cues import MONTHS
from index.letter import Letter
from rag.answer import Citation, Status
from rag.assistant import State
from rag.wording import actor_label

TITLE = "Kamerbrief"
PURPOSE = (
    "Stel een vraag over brieven aan de Kamer. Elke zin van het antwoord verwijst naar de plaats "
    "in de brief waarop hij berust."
)
EXAMPLE_QUESTIONS = (
    "Wat vindt het kabinet van de strategie voor een paraatheidsunie?",
    "Wat zei Nederland over de herziening van het visumopschortingsmechanisme?",
    "Welke lidstaten vroegen aandacht voor hybride dreigingen?",
    "Wat verwacht het voorzitterschap van de bespreking over drugssmokkel?",
)

STATUS: dict[Status, str] = {
    "answered": "Beantwoord uit de brieven",
    "partly": "Deels beantwoord",
    "not_in_letters": "Niet in de brieven",
}
STATE: dict[State, str] = {"loading": "laden…", "ready": "gereed", "failed": "niet beschikbaar"}

MODEL_WRITES = "Het taalmodel schrijft. Elke zin verschijnt zodra hij is gecontroleerd."
MODEL_PASSED_OVER = "Zonder taalmodel beantwoord: de zinnen uit de brieven zijn het antwoord."
MODEL_HELD_BACK = (
    "Geen zin van het taalmodel doorstond de controle: de zinnen uit de brieven zijn het antwoord."
)
STOPPED = "Gestopt. Wat er al stond, blijft staan."
SEARCHING = "Zoeken in de brieven…"
TOO_LONG = ("De vraag is te lang.", "Stel een vraag van ten hoogste 2.000 tekens.")
UNEXPECTED = ("Er ging iets mis; de melding staat in het logboek.", "Probeer het nog eens.")
GONE = "Dit antwoord wordt niet meer bewaard. Stel de vraag opnieuw om het mee te nemen."
PLACE_LOST = (
    "Deze plaats is niet meer precies te vinden: de brief is gewijzigd of staat niet meer in de "
    "verzameling. Er is daarom niets gemarkeerd."
)


def name_actors(actors: Sequence[str]) -> str:
    """Say in Dutch who speaks, joined as one reads it."""
    names = [actor_label(actor) for actor in actors]
    if not names:
        return "onbekend"
    return " en ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def name_date(date: str) -> str:
    """Write an ISO date as people do; what is no date stays as it is.

    >>> name_date("2025-06-23")
    '23 juni 2025'
    """
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def name_citation(citation: Citation) -> str:
    """Name the letter of a citation: title, date and number in parliament."""
    return name_letter(citation.title, citation.file, citation.date, citation.kamerstuk)


def name_letter(title: str, file: str, date: str, kamerstuk: str) -> str:
    """Name a letter by what is known of it; the file's name stands in for a missing title."""
    written = f"brief van {name_date(date)}" if date else ""
    return ", ".join(part for part in (title or file, written, kamerstuk) if part)


def date_of(letter: Letter) -> str:
    """Give the letter's date in ISO form, or "" where it prints none."""
    return letter.date.isoformat() if letter.date else ""


def count(number: int, one: str, more: str) -> str:
    """Write a number with its noun.

    >>> count(1, "brief", "brieven"), count(5, "brief", "brieven")
    ('1 brief', '5 brieven')
    """
    return f"{number} {one if number == 1 else more}"
