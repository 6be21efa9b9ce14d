"""Find the days a letter names without a date, as "gisteren" and "volgende week dinsdag".

Each is certain once the letter's own day is known. "Morgen" and "vandaag" are left out ("de
economie van morgen"), and so is "volgende dinsdag", which may be this week's or the next one's.
"""

import datetime
import re
from collections.abc import Iterator

from index.letter import NamedDate

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ANY = "|".join(WEEKDAYS)
_NAMED = re.compile(
    r"\b(?:(?P<away>gisteren|eergisteren|overmorgen)"
    rf"|(?P<week>volgende|vorige)\s++week\s++(?P<in_week>{_ANY})"
    rf"|(?P<of_week>{_ANY})\s++(?:van\s++)?(?P<its_week>volgende|vorige)\s++week"
    rf"|(?P<side>afgelopen|aanstaande|komende)\s++(?P<weekday>{_ANY})"
    rf"|(?P<before>{_ANY})\s++(?P<short>jl|j\.l|jongstleden|a\.s|aanstaande))"
    r"(?!\w)(?!\s++\d)",
    re.IGNORECASE,
)
_AWAY = {"gisteren": -1, "eergisteren": -2, "overmorgen": 2}
_COMING = ("aanstaande", "komende", "a.s")


def find_named_days(text: str, date: datetime.date) -> Iterator[NamedDate]:
    """Yield the days that are told from the letter's own day.

    >>> monday = datetime.date(2025, 6, 23)
    >>> [str(each.day) for each in find_named_days("Gisteren, en volgende week dinsdag.", monday)]
    ['2025-06-22', '2025-07-01']
    """
    for match in _NAMED.finditer(text):
        if match["away"]:
            days = _AWAY[match["away"].lower()]
        elif weekday := match["in_week"] or match["of_week"]:
            forward = (match["week"] or match["its_week"]).lower() == "volgende"
            days = _count_from(date, weekday) + (7 if forward else -7)
        else:
            days = _count_from(date, match["weekday"] or match["before"])
            if (match["side"] or match["short"]).lower() in _COMING:
                days = days if days > 0 else days + 7  # never the day of the letter itself
            else:
                days = days if days < 0 else days - 7
        day = date + datetime.timedelta(days=days)
        yield NamedDate(day, match.start(), match.end(), derived=True)


def _count_from(date: datetime.date, weekday: str) -> int:
    """How many days from the date to that day of the same week."""
    return WEEKDAYS.index(weekday.lower()) - date.weekday()
