"""Tell a running head from the headings that pages happen to begin with: by what its numbers count.

"Pagina 2 van 9" counts with the pages, "32 545, nr. 143" stays the same; "Antwoord 2" over one page
and "Antwoord 4" over the next do neither.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"\d+")
_LONGEST = 9  # figures; no page has a longer number
_FEWEST = 0.5  # of the steps; an annex begins its numbers anew, a scan is misread here and there
# what a text numbers itself may keep pace with the pages by chance
_OWN_NUMBER = re.compile(
    r"(?:Vra(?:ag|gen)|Antwoord(?:en)?|Artikel|Hoofdstuk|Paragraaf|Agendapunt)\s.*\d.*"
)


class PageLine(NamedTuple):
    """A line at the edge of a page."""

    page: int
    text: str


def fold_numbers(text: str) -> str:
    """The line with every number read as the same, and its white space as one space."""
    return _NUMBER.sub("#", " ".join(text.split()))


def is_running(lines: Sequence[PageLine]) -> bool:
    """Whether lines that differ in their numbers only are one running head.

    >>> is_running([PageLine(2, "Pagina 2 van 9"), PageLine(3, "Pagina 3 van 9")])
    True
    >>> is_running([PageLine(2, "Antwoord 2"), PageLine(3, "Antwoord 4")])
    False
    """
    if len({line.text for line in lines}) == 1:
        return True
    if _OWN_NUMBER.fullmatch(lines[0].text.strip()):
        return False
    steps = [
        _counts_on(line, following)
        for line, following in pairwise(sorted(lines))
        if line.page != following.page
    ]
    return sum(steps) >= _FEWEST * len(steps)


def _counts_on(line: PageLine, following: PageLine) -> bool:
    pages = following.page - line.page
    pairs = zip(_NUMBER.findall(line.text), _NUMBER.findall(following.text), strict=True)
    return all(
        one == other or (max(len(one), len(other)) <= _LONGEST and int(other) - int(one) == pages)
        for one, other in pairs
    )
