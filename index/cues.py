"""What a question hints at beside its words: who, when, which meeting and which letter.

Hints raise a passage, never hide one.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.letter import Letter
from index.terms import Subject, fold

MONTHS: Sequence[str] = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_MONTH_AND_YEAR = re.compile(rf"({'|'.join(MONTHS)})\s+(20\d\d)")
_GAP = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Period:
    """The months (1 = January) and years a question names, and its bounds; empty = any."""

    months: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    since: datetime.date | None = None  # inclusive
    until: datetime.date | None = None  # inclusive
    moments: int = 0  # how many times the months stand for: "de zomer" is one, "juni en juli" two

    def __bool__(self) -> bool:
        return bool(self.months or self.years or self.since or self.until)

    def holds(self, letter: Letter) -> bool:
        """Whether the letter, or the council it is about, is of such a month and year.

        False when no period is named.
        """
        return bool(self) and self._is_of(letter) and self._is_within(letter)

    def _is_of(self, letter: Letter) -> bool:
        council = fold(letter.council)
        months = {number for number, month in enumerate(MONTHS, start=1) if month in council}
        years = {int(year) for year in re.findall(r"20\d\d", council)}
        if letter.date:
            months.add(letter.date.month)
            years.add(letter.date.year)
        return (not self.months or bool(months & set(self.months))) and (
            not self.years or bool(years & set(self.years))
        )

    def _is_within(self, letter: Letter) -> bool:
        if not self.since and not self.until:
            return True
        days = [letter.date] if letter.date else []
        # of a meeting its month: the day itself would have to be read from the letter's parts
        council = fold(letter.council)
        days += [
            datetime.date(int(year), MONTHS.index(month) + 1, 1)
            for month, year in _MONTH_AND_YEAR.findall(council)
        ]
        return any(
            (not self.since or day >= self.since) and (not self.until or day <= self.until)
            for day in days
        )


@dataclass(frozen=True)
class Meeting:
    """The meeting of ministers a question names; empty fields = any."""

    place: str = ""  # folded
    informal: bool | None = None
    days: tuple[int, ...] = ()  # of the month: "12-13 juni"

    def __bool__(self) -> bool:
        return bool(self.place or self.days or self.informal is not None)

    def holds(self, letter: Letter) -> bool:
        """Whether the letter is about such a meeting; False when none is named."""
        council = fold(letter.council)
        if not self or not council:
            return False
        days = {int(day) for day in re.findall(r"\b(\d{1,2})\b", council)}
        return (
            (not self.place or self.place in council)
            and (self.informal is None or self.informal == ("informele" in council))
            and (not self.days or bool(days & set(self.days)))
        )


@dataclass(frozen=True)
class Document:
    """A letter or dossier that a question names by its number: 32 317, nr. 987."""

    dossier: str = ""  # "32317"
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.dossier or self.number)

    def holds(self, letter: Letter) -> bool:
        """Whether the letter has these numbers; False when none is named.

        A letter that prints no dossier still is "nr. 964".
        """
        dossier = _GAP.sub("", letter.dossier)
        return (
            bool(self)
            and (not self.number or self.number == fold(letter.number))
            and (not self.dossier or dossier == self.dossier or (bool(self.number) and not dossier))
        )


@dataclass(frozen=True)
class Item:
    """A point of the agenda that a question names by its number: "agendapunt II.6"."""

    number: str = ""  # "6"
    part: str = ""  # "ii", or "" where only the point is named
    heading: str = ""  # "werksessie ii", folded

    def __bool__(self) -> bool:
        return bool(self.number or self.heading)

    def holds(self, section: Sequence[str]) -> bool:
        """Whether the headings over a passage hold such a point; False when none is named."""
        path = [fold(heading) for heading in section]
        return (
            bool(self)
            and (not self.number or any(each.startswith(f"{self.number}.") for each in path))
            and (not self.part or any(each.startswith(f"{self.part}.") for each in path))
            and (not self.heading or any(f"{self.heading}:" in f"{each}:" for each in path))
        )


NO_MEETING, NO_DOCUMENT, NO_ITEM = Meeting(), Document(), Item()


@dataclass(frozen=True)
class Cues:
    """What search is told of a question beside its text."""

    subjects: tuple[Subject, ...] = ()  # what it names; () = all of its words
    actors: tuple[str, ...] = ()
    period: Period = Period()
    meeting: Meeting = NO_MEETING
    document: Document = NO_DOCUMENT
    item: Item = NO_ITEM
    kind: str = ""  # of the letter: "verslag", "geannoteerde agenda"; "" = any

    @property
    def has_hints(self) -> bool:
        """Whether there is anything for ``count`` to find."""
        return bool(self.meeting or self.document or self.item or self.kind)

    def count(self, letter: Letter, section: Sequence[str]) -> int:
        """How many of its hints at a letter a passage meets: meeting, number, point, kind."""
        return (
            self.meeting.holds(letter)
            + self.document.holds(letter)
            + self.item.holds(section)
            + (bool(self.kind) and letter.kind == self.kind)
        )
