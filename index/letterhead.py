"""Read the head and the running feet of a letter: chamber, date, dossier, number, year.

Only the letter's own are read: a date counts behind a place, a label or a word such as
"Voorgesteld", a number where the head or the foot of a page prints it.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.cues import MONTHS
from index.letter import MarkedSpan

HEAD = 2_500  # characters; a date or number further down belongs to another letter
_SESSION_REACH = 500  # characters; a "Vergaderjaar" further down is that of a document it names
_FOOT = 400  # characters; before 1970 the address stood under the letter

_MONTH = "|".join(MONTHS)
_DAY = rf"(?P<day>\d{{1,2}})\s*(?P<month>{_MONTH})\s+(?P<year>\d{{4}})"
_NUMERIC_DAY = r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"
_LABELS = (
    r"(?:Betreft|Onderwerp|Telefoon|Ons\s+kenmerk|Uw\s+kenmerk|Kenmerk|Uw\s+brief(?:\s+van)?"
    r"|Bijlagen?(?:\(n\))?)"
)
# in order of trust: what stands behind a place name is the day of the letter itself
_DATES = tuple(
    re.compile(form, re.IGNORECASE | re.MULTILINE)
    for form in (
        rf"^[ \t]*(?:Den\s+Haag|['’‘´`]?\s*s[ -]*Gravenhage|(?-i:[A-Z][a-z]{{4,14}})),\s*{_DAY}",
        rf"^[ \t]*Datum(?: nota)?[ \t]*:?\s*(?:{_LABELS}[ \t]*:?\s*){{0,3}}{_DAY}",
        rf"^[ \t]*Datum(?: nota)?[ \t]*:?\s*(?:{_LABELS}[ \t]*:?\s*){{0,3}}{_NUMERIC_DAY}",
        rf"\b(?:Voorgesteld|Vastgesteld|Gewijzigd|Ontvangen)(?:\s+\d{{1,2}}\s+\w+\s+\d{{4}}\s+en)?"
        rf"(?:\s+(?:tijdens|in)\s+(?:het|de|een)\s+[^\n\d]{{3,60}}?\s+(?:van|op))?\s+{_DAY}",
        rf"(?<!Zie )vergadering\s+(?:gehouden\s+)?(?:op|van)\s+(?:\w+dag\s+)?{_DAY}",
    )
)
# the foot of the Handelingen: "8 februari 2024 TK 40"
_SITTING = re.compile(rf"\b{_DAY}\s+(?P<chamber>[TE]K)\s+\d{{1,3}}\b")
_RECEIVED = re.compile(rf"\(ontvangen\s+{_DAY}", re.IGNORECASE)

_ADDRESS = re.compile(
    r"(?:\b[Aa]an\s+)?\b[Dd]e\s+(?:[Hh]eer\s+)?[Vv]oorzitter\s+(?:van\s+)?(?:de\s+)"
    r"(Eerste|Tweede)\s+Kamer"
)
_CHAMBER_HEAD = re.compile(
    r"^[ \t]*(Eerste|Tweede)[ \t]+Kamer(?:[ \t]+der[ \t]+Staten|[ \t]*$)", re.MULTILINE | re.I
)

_YEARS = r"(?P<years>(?:18|19|20)\d\d\s?[-–—/]{1,2}\s?(?:\d{4}|\d\d)(?!\d))"
_SESSION = re.compile(rf"\b(?:Vergader-?\s?jaar|Zitting(?:sjaar)?)\s+{_YEARS}", re.IGNORECASE)
_ADDITION = (
    r"(?:[ ]?-(?P<part>\d\d)(?!\d)"
    r"|[ ]?,?[ ]?(?:(?:hoofdstuk|hfdst\.?)[ ])?(?P<budget>[IVX]{1,6}[A-E]?)\b)?"
    r"(?:[ ]?\(R[ ]?\d{2,4}\))?"
)
_RUNNING_FOOT = re.compile(
    rf"^[ \t]*(?:['’‘´`]?[ ]?s[ -]?Gravenhage[ ]\d{{4}}[ ]{{0,40}})?(?P<chamber>Tweede|Eerste)[ ]"
    rf"Kamer,[ ]{{1,3}}(?:vergader-?jaar|zitting(?:sjaar)?)[ ]{_YEARS},[ ]?"
    rf"(?:(?P<dossier>\d\d[ .]?\d{{3}}){_ADDITION},[ ](?:nr\.[ ]?)?(?P<number>\d{{1,4}}[a-z]?"
    r"|[A-Z]{1,3})|Aanhangsel)(?:[ \t]+\d{1,3})?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_IDENTIFIER = re.compile(
    r"^[ \t]*kst-(?P<dossier>\d{5})(?:-(?P<part>\d\d)(?=-)|-(?P<budget>[IVX]+[A-E]?)(?=-))?"
    r"-(?P<number>\d{1,5}|[A-Z]{1,3})(?=[ \t]*(?:ISSN|$))",
    re.MULTILINE,
)
_QUESTIONS = re.compile(r"^[ \t]*ah-[te]k-\d{8}-(?P<number>\d{1,4})[ \t]*$", re.MULTILINE)
_PRINTED_HEAD = re.compile(
    rf"^[ \t]*(?P<dossier>\d\d[ .]?\d{{3}})(?=[^\d.,]){_ADDITION}"
    r"(?P<rest>(?:[ \t]*|[ \t]+[^\n]+)\n)"
    r"(?:\s*(?P<chapter>[IVX]{1,6}[A-E]?)[ \t]*\n)?"
    r"(?P<title>(?:[^\n]*\n){0,12}?)[ \t]*Nr\.\s*(?P<number>\d{1,4}[a-z]?|[A-Z]{1,3})(?!\w)",
    re.MULTILINE,
)
_CHAPTER = re.compile(r"^\s*Hoofdstuk ([IVX]{1,6}[A-E]?)\b", re.MULTILINE)
_OLD_HEAD = re.compile(  # "ZITTING 1960—1961 — 6391 (R 229)"; until 1982 a session had its own name
    rf"^[ \t]*Zitting\s+{_YEARS}\s*[-–—]\s*(?P<dossier>\d\d ?\d{{3}}|\d{{3,4}})\b", re.I | re.M
)
_NUMBER = re.compile(
    r"^[ \t]*(?:(?:BRIEF VAN [^\n]{0,80} )?Nr\.\s*(?P<number>\d{1,4}[a-z]?(?: [A-Z])?)(?![\w!])"
    r"|(?P<letters>[A-Z]{1,3})[ \t]+(?=BRIEF|Brief|VERSLAG|Verslag))",
    re.MULTILINE,
)
_OLD_NUMBER = re.compile(r"^Bijlagen\s+(?P<dossier>\d{3,4})\s+(?P<number>\d{1,3})\s", re.MULTILINE)
_AH_NUMBER = re.compile(
    r"gegeven\s+antwoorden\s+(?P<number>\d{1,4})\s+(?:Vragen|Antwoord)", re.IGNORECASE
)
_VOLUME = re.compile(rf"\bStaten-Generaal\s+Bijlagen\s+{_YEARS}")
_FIRST_THIRD_TUESDAY = 1983  # since then a parliamentary year begins on the third Tuesday of Sept.


class Printed(NamedTuple):
    """A value, and the words it was read from."""

    value: str
    source: str


@dataclass(frozen=True)
class Letterhead:
    """What the head and the feet of a letter say; None where they do not."""

    chamber: Printed | None = None
    date: Printed | None = None  # ISO
    dossier: Printed | None = None
    number: Printed | None = None
    parliamentary_year: Printed | None = None
    dossier_title: Printed | None = None


def read_letterhead(text: str, marked: Sequence[MarkedSpan]) -> Letterhead:
    r"""Read the letter's own chamber, date, dossier, number and parliamentary year.

    >>> head = read_letterhead("36 410 VI\nBegroting\nNr. 87\nVoorgesteld 12 juni 2024\n", ())
    >>> head.dossier.value, head.number.value, head.date.value
    ('36 410 VI', '87', '2024-06-12')
    """
    date = _find_date(text)
    foot = _find_foot(text, marked)
    dossier, number, title = _find_number(text, foot)
    chamber = _find_chamber(text, foot)
    return Letterhead(
        chamber, date, dossier, number, _find_year(text, foot) or _derive_year(date, chamber), title
    )


def _printed(value: str, match: re.Match[str]) -> Printed:
    return Printed(" ".join(value.split()), " ".join(match[0].split()))


def _find_date(text: str) -> Printed | None:
    head = text[:HEAD]
    for form in (_RECEIVED, *_DATES):
        for match in form.finditer(head):
            if day := _make_day(match):
                return _printed(day.isoformat(), match)
    match = _SITTING.search(text)
    day = _make_day(match) if match else None
    return _printed(day.isoformat(), match) if match and day else None


def _make_day(match: re.Match[str]) -> datetime.date | None:
    month = match["month"].lower()
    try:
        return datetime.date(
            int(match["year"]),
            int(month) if month.isdigit() else MONTHS.index(month) + 1,
            int(match["day"]),
        )
    except ValueError:  # "31 februari"
        return None


def _find_foot(text: str, marked: Sequence[MarkedSpan]) -> re.Match[str] | None:
    """The foot of a page that names the letter; in a footnote it would name another."""
    notes = [span for span in marked if span.kind == "footnote"]
    for match in _RUNNING_FOOT.finditer(text):
        if not any(span.start <= match.start() < span.end for span in notes):
            return match
    return None


class _Numbered(NamedTuple):
    dossier: Printed | None
    number: Printed | None
    title: Printed | None


def _find_number(text: str, foot: re.Match[str] | None) -> _Numbered:
    head = text[:HEAD]
    printed = _PRINTED_HEAD.search(head)
    title = None
    if printed:
        name = " ".join(f"{printed['rest']} {printed['title']}".split())
        title = Printed(name, name) if name else None
    for match in (_IDENTIFIER.search(text), foot, printed):
        if match and match["dossier"]:
            dossier = _printed(_make_dossier(match), match)
            return _Numbered(dossier, _printed(match["number"], match), title)
    if match := _QUESTIONS.search(text) or _AH_NUMBER.search(head):
        return _Numbered(None, _printed(match["number"], match), None)
    if match := _OLD_NUMBER.search(head):
        dossier, number = match["dossier"], match["number"]
        return _Numbered(_printed(dossier, match), _printed(number, match), None)
    old, match = _OLD_HEAD.search(head), _NUMBER.search(head)
    number = _printed(match["number"] or match["letters"], match) if match else None
    return _Numbered(_printed(_space(old["dossier"]), old) if old else None, number, None)


def _make_dossier(match: re.Match[str]) -> str:
    groups = match.groupdict()
    chapter = groups["budget"] or groups.get("chapter")
    if not chapter and (found := _CHAPTER.search(groups.get("title") or "")):
        chapter = found[1]
    dossier = _space(match["dossier"])
    if groups["part"]:
        return f"{dossier}-{groups['part']}"
    return f"{dossier} {chapter}" if chapter else dossier


def _space(dossier: str) -> str:
    figures = re.sub(r"\D", "", dossier)
    return f"{figures[:2]} {figures[2:]}" if len(figures) == 5 else figures


def _find_chamber(text: str, foot: re.Match[str] | None) -> Printed | None:
    for match in (_ADDRESS.search(text[:HEAD]), _CHAMBER_HEAD.search(text[:HEAD])):
        if match:
            return _printed(f"{match[1].capitalize()} Kamer", match)
    if foot:
        return _printed(f"{foot['chamber'].capitalize()} Kamer", foot)
    if match := _ADDRESS.search(text[-_FOOT:]):
        return _printed(f"{match[1]} Kamer", match)
    match = _SITTING.search(text)
    return (
        _printed({"TK": "Tweede Kamer", "EK": "Eerste Kamer"}[match["chamber"]], match)
        if (match)
        else None
    )


def _find_year(text: str, foot: re.Match[str] | None) -> Printed | None:
    match = foot or _SESSION.search(text[:_SESSION_REACH]) or _VOLUME.search(text[-_FOOT:])
    if match is None:
        return None
    first, last = re.findall(r"\d+", match["years"])
    return _printed(f"{first}-{last if len(last) == 4 else first[:2] + last}", match)


def _derive_year(date: Printed | None, chamber: Printed | None) -> Printed | None:
    """A parliamentary year runs from the third Tuesday of September (Grondwet, art. 65)."""
    if not date or not chamber:
        return None
    day = datetime.date.fromisoformat(date.value)
    if day.year < _FIRST_THIRD_TUESDAY:
        return None
    september = datetime.date(day.year, 9, 1)
    opening = september + datetime.timedelta(days=(1 - september.weekday()) % 7 + 14)
    first = day.year if day >= opening else day.year - 1
    return Printed(f"{first}-{first + 1}", f"derived: de datum {day.isoformat()}")
