"""Read when a question is about: months, years, seasons, "sinds 2024", "vorig jaar".

A period that the question rules out ("dus niet in juni") is none. Without a clock "vorig jaar" says
nothing; a month without a year stays a month of any year.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from index.cues import MONTHS, Period

MONTH_NAMES = {
    **{month: number for number, month in enumerate(MONTHS, start=1)},
    **{month[:3]: number for number, month in enumerate(MONTHS, start=1) if len(month) > 3},
    **{"mrt": 3, "sept": 9, "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7,
       "august": 8, "october": 10},
}  # fmt: skip
_SEASONS = {
    "winter": (12, 1, 2), "voorjaar": (3, 4, 5), "lente": (3, 4, 5), "zomer": (6, 7, 8),
    "najaar": (9, 10, 11), "herfst": (9, 10, 11), "spring": (3, 4, 5), "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
}  # fmt: skip
# parts of a year; letters of January prepare what happens "begin" of the year
_PARTS = {
    "begin": (1, 2, 3), "eind": (10, 11, 12), "einde": (10, 11, 12), "halverwege": (5, 6, 7, 8),
    "medio": (5, 6, 7, 8), "eerste helft van": (1, 2, 3, 4, 5, 6),
    "tweede helft van": (7, 8, 9, 10, 11, 12), "eerste kwartaal van": (1, 2, 3),
    "tweede kwartaal van": (4, 5, 6), "derde kwartaal van": (7, 8, 9),
    "vierde kwartaal van": (10, 11, 12),
}  # fmt: skip
_MONTH = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_SEASON = "|".join(_SEASONS)
_PART = "|".join(sorted((part.replace(" ", r"\s+") for part in _PARTS), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<![\w@])(?:"
    rf"(?:de\s+)?(?P<part>{_PART})\s+(?:(?:en|tot)\s+(?P<also>{_PART})\s+)?(?:van\s+)?(?P<part_year>20\d\d)"
    rf"|(?P<month>{_MONTH})(?:-?raad\b|\b\.?)(?:\s+(?P<month_year>20\d\d))?"
    rf"|(?:de\s+|het\s+)?(?P<season>{_SEASON})\b(?:\s+(?:van\s+)?(?P<season_year>20\d\d))?"
    r"|(?P<away>vorig|dit|afgelopen|last|this)\s+(?P<unit>jaar|year)"
    r"|(?P<away_month>vorige|deze|afgelopen)\s+maand"
    r"|(?<!-)(?P<year>20\d\d)"
    r")(?![\w])(?!-\d)"
)
_DAY = re.compile(r"\b\d{1,2}(?:\s*(?:-|–|en|t/m|,)\s*\d{1,2})?\s+$")
_BEFORE = re.compile(
    r"(?P<not>\b(?:niet|behalve|anders\s+dan|not)\s+(?:(?:die|dat|wat)\s+)?)?"
    r"(?:\b(?P<word>in|van|uit|op|over|bij|voor|sinds|tussen|from|vanaf|na|tot(?:\s+en\s+met)?|t/m|tijdens|rond|since|"
    r"after|before|until|of)\s+)?(?:(?:de|het|die\s+van|dat\s+van)\s+)?$"
)
_SINCE, _UNTIL = ("sinds", "vanaf", "since"), ("tot", "t/m", "before", "until")
_FROM = ("van", "tussen", "from")
# "(in juni was dat Van Weel)": said beside the question, not asked
_ASIDE = re.compile(r"\([^()]*\b(?:niet|was|waren|is|zijn|ging|not)\b[^()]*\)")


class Moment(NamedTuple):
    """A period named at one place of a question, the words before it ("in", "sinds") included."""

    start: int
    end: int
    months: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    excluded: bool = False  # the question says that it is not asked
    word: str = ""  # the preposition before it


def find_moments(folded: str, today: datetime.date | None = None) -> tuple[Moment, ...]:
    """Every period that a folded question names, in order."""
    asides = [match.span() for match in _ASIDE.finditer(folded)]
    return tuple(_find(folded, asides, today))


def read_period(folded: str, today: datetime.date | None = None) -> Period:
    """All that a folded question asks for in time, as one period.

    >>> read_period("wat zei nl in juni 2025, dus niet in december?").months
    (6,)
    >>> str(read_period("sinds 2024").since)
    '2024-01-01'
    """
    asked = _close_ranges([each for each in find_moments(folded, today) if not each.excluded])
    named = [each for each in asked if not each.since and not each.until]
    return Period(
        months=tuple(dict.fromkeys(month for each in named for month in each.months)),
        years=tuple(dict.fromkeys(year for each in named for year in each.years)),
        since=max((each.since for each in asked if each.since), default=None),
        until=min((each.until for each in asked if each.until), default=None),
        moments=len({(each.months, each.years) for each in named if each.months}),
    )


def _find(
    folded: str, asides: list[tuple[int, int]], today: datetime.date | None
) -> Iterator[Moment]:
    for match in _NAMED.finditer(folded):
        before = _BEFORE.search(folded[: match.start()])
        # "12 juni": the day belongs to it
        day = _DAY.search(folded[: match.start()])
        if day:
            before = _BEFORE.search(folded[: day.start()])
        word = (before["word"] or "") if before else ""
        if (
            match["month"] == "may"
            and not match["month_year"]
            and word not in ("in", "since", "of")
        ):
            continue  # the English verb
        start = before.start("word") if before and word else (day or match).start()
        excluded = bool(before and before["not"]) or any(
            low <= match.start() < high for low, high in asides
        )
        for months, years in _read(match, today):
            moment = Moment(start, match.end(), months, years, excluded=excluded, word=word)
            yield _bound(moment)


def _read(
    match: re.Match[str], today: datetime.date | None
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The months and years of what was found."""
    if match["part"]:
        for part in filter(None, (match["part"], match["also"])):
            yield _PARTS[" ".join(part.split())], (int(match["part_year"]),)
    elif match["month"]:
        year = match["month_year"]
        yield (MONTH_NAMES[match["month"]],), (int(year),) if year else ()
    elif match["season"]:
        year = match["season_year"]
        yield _SEASONS[match["season"]], (int(year),) if year else ()
    elif match["year"]:
        yield (), (int(match["year"]),)
    elif today and match["unit"]:
        yield (), (today.year - (match["away"] not in ("dit", "this")),)
    elif today:
        day = (
            today if match["away_month"] == "deze" else today.replace(day=1) - datetime.timedelta(1)
        )
        yield (day.month,), (day.year,)


def _bound(moment: Moment) -> Moment:
    """Turn "sinds 2024" and "tot juni 2025" into a side of the period, where the year is known."""
    if not moment.years:
        return moment
    if moment.word in ("na", "after"):
        return moment._replace(since=_last_day(moment) + datetime.timedelta(1))
    if moment.word in _SINCE:
        return moment._replace(since=_first_day(moment))
    if moment.word.startswith(_UNTIL):
        return moment._replace(until=_last_day(moment))
    return moment


def _close_ranges(moments: list[Moment]) -> list[Moment]:
    """Read "van december 2024 tot december 2025" as one stretch of time."""
    following: Moment | None = None
    closed: list[Moment] = []
    for moment in reversed(moments):
        if following and following.until and moment.word in _FROM and moment.years:
            moment = moment._replace(since=_first_day(moment))
        closed.append(moment)
        following = moment
    return closed[::-1]


def _first_day(moment: Moment) -> datetime.date:
    return datetime.date(moment.years[0], min(moment.months, default=1), 1)


def _last_day(moment: Moment) -> datetime.date:
    month = max(moment.months, default=12)
    return datetime.date(moment.years[0], month, calendar.monthrange(moment.years[0], month)[1])
