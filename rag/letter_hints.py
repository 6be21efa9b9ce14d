"""Read which letter a question hints at: its meeting, number, point of the agenda, and kind."""

import re
from collections.abc import Collection

from index.cues import Document, Item, Meeting
from index.letter_kinds import AGENDA, REPORT

_MEETING = r"(?:jbz-?\s?)?(?:raad|raden|bijeenkomst|top|council|jbz|werksessie|werklunch)\b"
_INFORMAL = re.compile(rf"\b(?P<informal>in)?formele\s+(?:\w+\s+)?{_MEETING}|\binformal\s+council")
_NAMED = re.compile(rf"\b{_MEETING}")
_DAYS = re.compile(
    r"\b(?P<first>\d{1,2})(?:\s*(?:-|–|en|t/m|,)\s*(?P<last>\d{1,2}))?\s+"
    r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*"
)
# "32 317, nr. 987", "32317-987", "kst-32317-987", "nr. 964", "dossier 22112"
_NUMBER = r"(?:nr\.?\s*)?(?P<number>\d{1,4}|[a-z]{1,3}(?=\W|$))"
_DOCUMENT = re.compile(
    r"\b(?P<named>kamerstuk(?:ken)?\s+(?:ii?\s+)?|dossier\s+|kst-)?(?P<dossier>\d{2}\s?\d{3})"
    r"(?!\s*(?:euro|mensen|personen|miljoen))(?:(?:\s*,\s*|\s+)nr\.?\s*(?P<nr>\w{1,4})"
    r"|-(?P<dash>\d{1,4}))?\b"
)
_ALONE = re.compile(r"\bnr\.?\s*(?P<number>\d{1,4})\b")
_POINT = re.compile(
    r"\b(?:agendapunt|agenda-?item|(?P<vague>punt|onderdeel))\s+(?:(?P<part>[ivx]+)\.)?"
    # "punt 7 van het vredesplan" is no point of an agenda
    r"(?P<number>\d{1,2})\b(?(vague)(?!\s+van\s+(?!de\s+(?:agenda|raad|jbz)|het\s+verslag)))"
)
_SESSION = re.compile(r"\b(?:werksessie|werklunch|werkontbijt)\s+(?:[ivx]+|\d)\b")
# "de agenda van de raad", not "op de Europese agenda"
_AGENDA = re.compile(
    r"\bgeann(?:oteerde|\.)?\b|\bagenda\s+(?:(?:van|voor)\s+)?(?:de\s+)?(?:informele\s+)?"
    r"(?:jbz|raad|(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*)"
)
_REPORT = re.compile(
    r"\b(?:verslag|uitkomst(?:en)?|terugkoppeling|afloop|resultaat\s+van\s+de|report|outcome)\b"
)


def read_meeting(folded: str, places: Collection[str] = ()) -> Meeting:
    """The meeting that a folded question names; ``places`` are those of the letters' meetings.

    >>> read_meeting("wat zei nl bij de informele raad in warschau?", ["warschau"])
    Meeting(place='warschau', informal=True, days=())
    """
    if not _NAMED.search(folded):
        return Meeting()
    formal = _INFORMAL.search(folded)
    informal = not formal[0].startswith("formele") if formal else None
    place = next((each for each in places if re.search(rf"\b{re.escape(each)}\b", folded)), "")
    named = _DAYS.search(folded)
    days = [int(day) for day in (named["first"], named["last"]) if day] if named else []
    return Meeting(place, informal, tuple(days))


def read_document(folded: str, dossiers: Collection[str] = ()) -> Document:
    """The Kamerstuk that a folded question names.

    Five figures by themselves are a dossier only where the letters have it.

    >>> read_document("wat staat er in 32 317, nr. 987 over drones?")
    Document(dossier='32317', number='987')
    >>> read_document("gaat het om 15 000 mensen?")
    Document(dossier='', number='')
    """
    for match in _DOCUMENT.finditer(folded):
        dossier = re.sub(r"\s", "", match["dossier"])
        number = match["nr"] or match["dash"] or ""
        if match["named"] or number or dossier in dossiers:
            return Document(dossier, number)
    alone = _ALONE.search(folded)
    return Document(number=alone["number"]) if alone else Document()


def find_hint_spans(folded: str, dossiers: Collection[str] = ()) -> list[tuple[int, int]]:
    """Where the numbers of letters and points stand: no part of what is asked about."""
    patterns = [_POINT, _SESSION]
    if read_document(folded, dossiers):
        patterns += [_DOCUMENT, _ALONE]
    return [match.span() for pattern in patterns for match in pattern.finditer(folded)]


def read_item(folded: str) -> Item:
    """The point of the agenda that a folded question names by its number.

    >>> read_item("wat zei nl bij agendapunt ii.6?")
    Item(number='6', part='ii', heading='')
    """
    if point := _POINT.search(folded):
        return Item(point["number"], point["part"] or "")
    session = _SESSION.search(folded)
    return Item(heading=session[0]) if session else Item()


def read_letter_kind(folded: str) -> str:
    """The kind of letter that a folded question asks for: what is planned, or what came of it.

    >>> read_letter_kind("geann agenda vuurwerk"), read_letter_kind("uitkomst over drones")
    ('geannoteerde agenda', 'verslag')
    """
    if _AGENDA.search(folded):
        return AGENDA
    return REPORT if _REPORT.search(folded) else ""
