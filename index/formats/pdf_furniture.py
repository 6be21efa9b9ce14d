"""Find a PDF's running heads and feet: what stands at the same height on most pages.

Its words are the same there, its numbers as well or counting with the pages: "Antwoord 2" is none.
So does the column beside the text ("Ons kenmerk"). Heads that one page alone shows, and bullets,
are found by how they read (``index/furniture.py``).
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.formats.pdf_body import Body, PageLines
from index.formats.pdf_line import Line
from index.running_heads import PageLine, fold_numbers, is_running

_HEAD = 0.82  # of the page's height; running heads stand above
_FOOT = 0.15  # of the page's height; running feet stand below
_SAME_HEIGHT = 3.0  # points
_MOST_PAGES = 0.4  # of all; heads of left and right pages differ
_FEWEST_PAGES = 2
_HUGE = 3.0  # times the running text; the number of a chamber is printed so
# what official publications print at the foot of their first page
_IMPRINT = re.compile(
    r"(?:kst|ah|h|blg)-[\w-]*\d[\w-]*|ISSN \d{4} ?- ?\d{3}[\dX]|[’'‘´] ?s-Gravenhage \d{4}"
)
_PAGE_NUMBER = re.compile(r"[-–]? ?(\d{1,4}) ?[-–]?")


class _Candidate(NamedTuple):
    page: int
    at: int
    height: float
    text: str


def find_furniture(pages: Sequence[PageLines], body: Body) -> list[set[int]]:
    """For each page, which of its lines are furniture."""
    found: list[set[int]] = [set() for _ in pages]
    by_text: dict[str, list[_Candidate]] = {}
    for page in range(len(pages)):
        for candidate in _find_candidates(page, pages[page], body):
            by_text.setdefault(fold_numbers(candidate.text), []).append(candidate)
        found[page].update(_find_single(pages[page], body))
    often = max(_FEWEST_PAGES, _MOST_PAGES * len(pages))
    for same in by_text.values():
        if len(same) < often:
            continue
        same.sort(key=lambda candidate: candidate.height)
        heights = [candidate.height for candidate in same]
        running: dict[tuple[int, int], bool] = {}
        for candidate in same:
            first = bisect.bisect_left(heights, candidate.height - _SAME_HEIGHT)
            end = bisect.bisect_right(heights, candidate.height + _SAME_HEIGHT)
            if (first, end) not in running:  # most such lines stand at one height
                near = [PageLine(other.page, other.text) for other in same[first:end]]
                running[first, end] = len({line.page for line in near}) >= often and is_running(
                    near
                )
            if running[first, end]:
                found[candidate.page].add(candidate.at)
    return found


def _find_candidates(number: int, page: PageLines, body: Body) -> Iterator[_Candidate]:
    head, foot = _HEAD * page.height, _FOOT * page.height
    for at, line in enumerate(page.lines):
        if foot < line.baseline < head and line.left < body.right:
            continue
        yield _Candidate(number, at, line.baseline, line.text)


def _find_single(page: PageLines, body: Body) -> Iterator[int]:
    """The page's own number, a chamber's number, and the references beside a letter's text."""
    foot = _FOOT * page.height
    for at, line in enumerate(page.lines):
        is_foot = line.baseline < foot and (
            _is_page_number(line, page.number) or _IMPRINT.fullmatch(line.text) is not None
        )
        is_chamber = line.size > _HUGE * body.size and line.text.isdigit()
        is_aside = line.left > body.right and body.is_smaller(line.size)
        if is_foot or is_chamber or is_aside:
            yield at


def _is_page_number(line: Line, number: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match is not None and int(match[1]) == number
