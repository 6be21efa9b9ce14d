"""What a question hints at beside its words: who, and when.

Hints raise a passage, never hide one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.letter import Letter
from index.terms import Subject, fold

MONTHS: Sequence[str] = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


@dataclass(frozen=True)
class Period:
    """The months (1 = January) and years a question names; empty = any."""

    months: tuple[int, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.months or self.years)

    def holds(self, letter: Letter) -> bool:
        """Whether the letter, or the council it is about, is of such a month and year.

        False when no period is named.
        """
        council = fold(letter.council)
        months = {number for number, month in enumerate(MONTHS, start=1) if month in council}
        years = {int(year) for year in re.findall(r"20\d\d", council)}
        if letter.date:
            months.add(letter.date.month)
            years.add(letter.date.year)
        return (
            bool(self)
            and (not self.months or bool(months & set(self.months)))
            and (not self.years or bool(years & set(self.years)))
        )


@dataclass(frozen=True)
class Cues:
    """What search is told of a question beside its text."""

    subjects: tuple[Subject, ...] = ()  # what it names; () = all of its words
    actors: tuple[str, ...] = ()
    period: Period = Period()
