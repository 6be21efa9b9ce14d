"""Find the days a letter names, and resolve "13 juni jl." and "a.s." against the letter's date.

Only exact days count: a month, a year or "eind 2025" is no day, nor is a day that does not exist
("31 juni").
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from index.cues import MONTHS
from index.letter import MarkedSpan, NamedDate
from index.named_days import WEEKDAYS, find_named_days

_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept?", "okt", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:{'|'.join(_SHORT)})\.?)(?!\w)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?(?!\d)"
# between two days of one month: "12 en 13", "12-13", "2 t/m 5"
_AND = r"\s*+(?:,|-|–|/|\ben\b|\bof\b|\bt/m\b|\btot\b(?:\s++en\s++met\b)?)\s*+(?:op\s++)?"
_BEHIND = (
    r"(?:\s++(?P<year>(?:1[89]|20)\d\d)(?!\d))?"
    r"(?:,?\s++(?:van\s++)?(?:het\s++)?(?P<of>dit|vorige?|volgende?)\s++jaar\b)?"
    r"(?:,?\s++(?:(?P<last>jl|j\.l|jongstleden|laatstleden|l\.l)\b|(?P<next>a\.s|aanstaande|e\.k)\b)"
    r"\.?)?"
)
_BEFORE = (
    r"(?:(?P<gone>afgelopen|vorige)\s++|(?P<coming>aanstaande|komende)\s++)?"
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})\s++)?"
)
_WRITTEN = re.compile(
    rf"(?<![\w.,/–-]){_BEFORE}(?P<days>{_DAY}(?:{_AND}{_DAY}){{0,6}})\s*+{_MONTH}{_BEHIND}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\w.,/-])(?:(?P<day>\d{1,2})(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))(?![\w-]|[./]\d)"
)
# between two dates of which only the second one has a year: "30 mei en 2 juni 2025"
_ONE_PHRASE = re.compile(_AND.replace(",|", ""), re.IGNORECASE)
_APART = re.compile(r"\b(?:en|of)\b", re.IGNORECASE)  # "8 december en 3 maart 2025": two years
_LEAP = 8  # years; so long it may take until a 29 February comes again

# a date without a year that is farther away than this may be of either year
_UNSURE = datetime.timedelta(days=150)
# "16 december a.s." in a letter of 17 December is a slip of the pen, not a day a year ahead
_FAR = datetime.timedelta(days=350)

_When = Literal["year", "last", "next", "near", "this year", "last year", "next year"]
_YEARS: dict[str, _When] = {
    "dit": "this year",
    "vorig": "last year",
    "vorige": "last year",
    "volgend": "next year",
    "volgende": "next year",
}
_AWAY_YEARS: dict[_When, int] = {"this year": 0, "last year": -1, "next year": 1}


class _Written(NamedTuple):
    days: tuple[int, ...]
    month: int
    year: int | None
    when: _When
    start: int
    end: int
    weekday: int = -1  # 0 = Monday; -1 = none is printed


def find_dates(
    text: str, marked: Sequence[MarkedSpan], date: datetime.date | None
) -> tuple[NamedDate, ...]:
    """Find every exact day; ``date`` is the letter's own, without it only full dates count.

    ``derived`` says that the year follows from the letter's date: jl. is never after it, a.s.
    never before. Two days in one phrase are two dates at one place.

    >>> letter = datetime.date(2025, 6, 23)
    >>> [str(each.day) for each in find_dates("12 en 13 juni jl. en 3 maart a.s.", (), letter)]
    ['2025-06-12', '2025-06-13', '2026-03-03']
    """
    found: list[NamedDate] = []
    for visible in _visible(text, marked):
        for written in _inherit(visible, list(_find_written(visible))):
            for day in written.days:
                found.extend(_resolve(written, day, date))
        if date:
            found.extend(find_named_days(visible, date))
    return tuple(sorted(found, key=lambda each: (each.start, each.day)))


def _visible(text: str, marked: Sequence[MarkedSpan]) -> Iterator[str]:
    """The text with all that interrupts it blanked, then its footnotes; offsets do not change."""
    yield _blank(text, [span for span in marked if span.kind != "hyphen"])
    footnotes = [span for span in marked if span.kind == "footnote"]
    if footnotes:
        outside: list[MarkedSpan] = []
        end = 0
        for span in footnotes:
            outside.append(MarkedSpan("hidden", end, span.start))
            end = span.end
        yield _blank(text, [*outside, MarkedSpan("hidden", end, len(text))])


def _blank(text: str, spans: Sequence[MarkedSpan]) -> str:
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, text[end:]])


def _find_written(text: str) -> Iterator[_Written]:
    for match in _WRITTEN.finditer(text):
        days = tuple(int(day) for day in re.findall(r"\d+", match["days"]))
        when: _When = "near"
        if match["year"]:
            when = "year"
        elif match["of"]:
            when = _YEARS[match["of"].lower()]
        elif match["last"] or match["gone"]:
            when = "last"
        elif match["next"] or match["coming"]:
            when = "next"
        year = int(match["year"]) if match["year"] else None
        weekday = WEEKDAYS.index(match["weekday"].lower()) if match["weekday"] else -1
        yield _Written(
            days, _month(match["month"]), year, when, match.start(), match.end(), weekday
        )
    for match in _NUMERIC.finditer(text):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        else:
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        yield _Written((day,), month, year, "year", match.start(), match.end())


def _month(name: str) -> int:
    start = name.lower().rstrip(".")
    if start == "mrt":
        return 3
    return next(at for at, month in enumerate(MONTHS, start=1) if month.startswith(start[:3]))


def _inherit(text: str, dates: list[_Written]) -> Iterator[_Written]:
    """Give the first of two dates in one phrase the year, or the jl., that stands at the second."""
    following: _Written | None = None
    resolved: list[_Written] = []
    for written in sorted(dates, key=lambda each: each.start, reverse=True):
        if (
            written.when == "near"
            and following
            and following.when != "near"
            and following.start - written.end < 400  # a page break may stand between them
            and _ONE_PHRASE.fullmatch(text, written.end, following.start)
        ):
            year = following.year
            turns = written.month > following.month
            if year and turns:
                year -= 1  # "30 december tot 2 januari 2025"
            if not (turns and _APART.search(text, written.end, following.start)):
                written = written._replace(year=year, when=following.when)
        resolved.append(written)
        following = written
    yield from reversed(resolved)


def _resolve(written: _Written, day: int, date: datetime.date | None) -> Iterator[NamedDate]:
    if written.year is not None:
        found = _make(written.year, written.month, day)
        if found:
            yield NamedDate(found, written.start, written.end)
        return
    if date is None:
        return
    years = range(date.year - _LEAP, date.year + _LEAP + 1)
    if written.when in _AWAY_YEARS:
        years = (date.year + _AWAY_YEARS[written.when],)
    days = [each for year in years if (each := _make(year, written.month, day))]
    if written.weekday >= 0 and len(written.days) == 1:
        days = [each for each in days if each.weekday() == written.weekday]
    if written.when == "last":
        days = [each for each in days if datetime.timedelta(0) <= date - each < _FAR]
    elif written.when == "next":
        days = [each for each in days if datetime.timedelta(0) <= each - date < _FAR]
    elif written.when == "near":
        sure = _FAR if written.weekday >= 0 else _UNSURE
        days = [each for each in days if abs(each - date) <= sure]
    if days:
        near = min(days, key=lambda each: abs(each - date))
        yield NamedDate(near, written.start, written.end, derived=True)


def _make(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None  # "31 juni" is a slip of the pen and names no day
