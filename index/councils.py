"""Read which meeting of ministers a heading or a covering letter names, and when and where it is.

A year that is not printed ("13 juni jl.") follows from the letter's own date.
"""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from index.cues import MONTHS
from index.letter import Council

_MONTH = "|".join(MONTHS)
# how councils are called beside their full name; the full name is what pairs them
_FULL_NAMES = {
    "jbz": "Raad Justitie en Binnenlandse Zaken",
    "raz": "Raad Algemene Zaken",
    "rbz": "Raad Buitenlandse Zaken",
    "ecofin": "Raad Economische en Financiële Zaken",
    "wsbvc": "Raad Werkgelegenheid, Sociaal Beleid, Volksgezondheid en Consumentenzaken",
    "ojcs": "Raad Onderwijs, Jeugd, Cultuur en Sport",
    "vte": "Raad Vervoer, Telecommunicatie en Energie",
}
_WORD = r"(?:[A-ZÀ-Þ][\w’-]*-?)"
_NAME = (
    r"(?:[Ee]uropese [Rr]aad|[Ee]urogroep"
    rf"|Raad (?!van State|van Europa)(?:voor |van )?{_WORD}(?:,? (?:en |voor )?{_WORD})*"
    r"|(?:EG-)?(?P<short>[A-Z][A-Za-z]{1,12})-?[Rr]aad\b)"
)
_DAYS = (
    r"(?:(?P<first>\d{1,2})(?: ?(?:" + _MONTH + r"))?"
    r"(?:(?: (?:en|t/m|tot en met) | ?[-–] ?|, \d{1,2} en )(?P<last>\d{1,2}))? "
    rf"(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?)"
)
_DATED = re.compile(
    rf"(?P<informal>\b[Ii]nformele )?(?:(?:formele )?(?:bijeenkomst|vergadering|zitting) )?"
    rf"(?:van )?(?:de |het )?(?P<second>informele )?(?:formele )?(?P<body>{_NAME})"
    rf"(?: \((?P<known>[^()]{{2,40}})\))?"
    rf"(?P<gap>[^.;:()]{{0,60}}?)\b(?P<when>{_DAYS})"
    r"(?P<vague> (?:jl|a\.s)\.)?"
    r"(?:,? (?:te|in) (?P<place>[A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+)?))?",
)
_TWO_MONTHS = re.compile(rf"(\d{{1,2}}) ({_MONTH}) (?:en|t/m|tot en met|[-–]) \d{{1,2}} ")
_NEXT = re.compile(r"a\.s\.|aanstaande|eerstvolgende")
_ANNOUNCES = re.compile(
    r"\b(?:geannoteerde\s+agenda|verslag)\b[^.]{0,60}?\b(?:aan|toe(?:komen)?|van)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?:[^.]|\.(?! [A-Z]))+")
_REACH = 400  # characters behind "hierbij bied ik u het verslag aan"


def read_council(heading: str, *, day: datetime.date | None = None) -> Council | None:
    """Read the meeting that a heading names; None when it names none, or no day of it.

    ``day`` is the date of the letter: a meeting without a year is the nearest to it.

    >>> read_council("Verslag van de Raad Justitie en Binnenlandse Zaken, 12 en 13 juni 2025")
    ... # doctest: +NORMALIZE_WHITESPACE
    Council(formation='Raad Justitie en Binnenlandse Zaken', informal=False, place='',
    first_day=datetime.date(2025, 6, 12), last_day=datetime.date(2025, 6, 13))
    """
    text = " ".join(heading.split())
    return next(_find_councils(text, day), None)


class Announced(NamedTuple):
    """A meeting, and the words that announce its agenda or report."""

    council: Council
    source: str


def read_announced(text: str, *, day: datetime.date | None = None) -> Announced | None:
    """Read the meeting whose agenda or report a covering letter sends.

    ``text`` is the beginning of the letter as it is read.
    """
    text = " ".join(text.split())
    for match in _ANNOUNCES.finditer(text):
        sentence = _SENTENCE.match(text, match.start(), match.end() + _REACH)
        if sentence and (council := read_council(sentence[0], day=day)):
            return Announced(council, sentence[0])
    return None


def name_council(council: Council) -> str:
    """Write a meeting as letters do: ``informele Raad ..., 22 en 23 juli 2025 te Kopenhagen``."""
    informal = "informele " if council.informal else ""
    place = f" te {council.place}" if council.place else ""
    days = _name_days(council.first_day, council.last_day)
    return f"{informal}{council.formation}{f', {days}' if days else ''}{place}"


def same_meeting(one: Council, other: Council, *, days: int = 2) -> bool:
    """Whether two letters name one meeting; a covering letter may be a day or two off."""
    if not one.first_day or not other.first_day or one.formation != other.formation:
        return False
    return abs((one.first_day - other.first_day).days) <= days


def _name_days(first: datetime.date | None, last: datetime.date | None) -> str:
    if first is None:
        return ""
    end = f"{(last or first).day} {MONTHS[(last or first).month - 1]} {(last or first).year}"
    if last is None or last == first:
        return end
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{first.day}{month} en {end}"


def _find_councils(text: str, day: datetime.date | None) -> Iterator[Council]:
    for match in _DATED.finditer(text):
        last = _make_day(match, match["last"] or match["first"], match["month"], day)
        month = match["month"]
        if crossing := _TWO_MONTHS.match(match["when"]):
            month = crossing[2]
        first = _make_day(match, match["first"], month, day)
        if not first or not last:
            continue
        formation = _name_formation(match)
        informal = bool(match["informal"] or match["second"])
        yield Council(formation, informal, match["place"] or "", first, last)


def _name_formation(match: re.Match[str]) -> str:
    body = match["body"].removeprefix("EG-")
    short = match["short"] or body.removeprefix("Raad ")
    return _FULL_NAMES.get(short.lower(), body[0].upper() + body[1:])


def _make_day(
    match: re.Match[str], number: str, month: str, day: datetime.date | None
) -> datetime.date | None:
    if match["year"]:
        years = (int(match["year"]),)
    elif day:
        years = (day.year - 1, day.year, day.year + 1)
    else:
        return None
    days: list[datetime.date] = []
    for year in years:
        try:
            days.append(datetime.date(year, MONTHS.index(month) + 1, int(number)))
        except ValueError:  # "31 juni", or 29 February of another year
            continue
    if not day or len(days) < 2:
        return days[0] if days else None
    if _NEXT.search(match[0] + (match["vague"] or "")):
        days = [each for each in days if each >= day] or days
    return min(days, key=lambda each: abs((each - day).days))
