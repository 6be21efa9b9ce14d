"""Find footnotes at the foot of their page, and the marks in the running text that call them.

Footnotes are numbered on through a letter, so the next one is known by its number. All candidates
are gathered in one pass and looked up by number: a letter of 200,000 lines "1 a" must not be
searched 200,000 times.
"""

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.letter import MarkedSpan

# three blank lines, a form feed, or a line that starts with a space behind a line that holds text
_PAGE_BREAK = re.compile(r"(?:^[ \t]*\n){3,}|\f|(?<=[^\n]\n)(?=[ ]\S)", re.MULTILINE)
# "3 Kamerstuk ..."; some converters set the number on a line of its own
_FOOTNOTE_START = re.compile(
    r"^(?P<number>[1-9]\d{0,2})(?:[ \t]+|(?P<alone>[ \t]*\n[ \t\n]{0,4}))(?=[^\W_]|[«“(])",
    re.MULTILINE,
)
_DIGITS = re.compile(r"\d++")
_MONTH_BEHIND = re.compile(r"\s{0,9}(?:juni|juli)\b")  # "12 en 13juni" is a date
_GLUES = frozenset(".,;:)»”’'\"")  # a mark may be glued to one of these
_STOPS = frozenset(".,;:)")
_LONGEST_WORD = 60  # characters; enough to see what stands before a mark
_PAGE = 5_000  # characters; how far before a footnote its second mark may stand


@dataclass
class _Candidates:
    """Where marks may stand, by the number they would be; each list in the order of the text."""

    glued: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    behind_year: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    spaced: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    behind_act: dict[int, list[int]] = field(default_factory=dict[int, list[int]])


def find_footnotes(text: str, running_heads: Sequence[MarkedSpan] = ()) -> Iterator[MarkedSpan]:
    """Yield every footnote and, before it, its marks; no footnote runs on over a running head."""
    starts = list(_FOOTNOTE_START.finditer(text))
    if not starts:
        return
    breaks = [match.start() for match in _PAGE_BREAK.finditer(text)]
    page_ends = sorted([*breaks, *(head.start for head in running_heads), len(text)])
    by_number: dict[int, list[int]] = {}
    for match in starts:
        by_number.setdefault(int(match[1]), []).append(match.start())
    candidates = _gather(text)
    number = 1
    searched = 0  # marks and footnotes of lower numbers stand before this
    block_end = 0
    for match in starts:
        if int(match[1]) != number or not _starts_block(text, match.start(), block_end):
            continue
        page = bisect.bisect_right(page_ends, match.start())
        page_end = page_ends[page]
        # a number alone may be a page's: its mark must stand on the same page
        page_start = page_ends[page - 1] if page and match["alone"] is not None else 0
        mark = _find_mark(candidates, number, max(searched, page_start), match.start())
        if mark is None:
            continue
        end = _first(by_number, number + 1, match.end(), page_end) or page_end
        yield mark
        second_from = max(0, mark.start - _PAGE)
        for start in _within(candidates.behind_act, number, second_from, match.start()):
            yield MarkedSpan("mark", start, start + len(str(number)), str(number))
        yield MarkedSpan("footnote", match.start(), end, str(number))
        searched = mark.end
        block_end = end
        number += 1


def _starts_block(text: str, start: int, previous_end: int) -> bool:
    """A footnote follows a blank line or the footnote before it, never a line of running text."""
    if start == previous_end:
        return True
    line_start = text.rfind("\n", 0, max(0, start - 1)) + 1
    return not text[line_start:start].strip()


def _gather(text: str) -> _Candidates:
    """Sort every run of digits by the mark it may be.

    "aangegeven8," and "jl.3" and "7." behind "leggen7" are marks; "12 en 13 juni" is not.
    """
    found = _Candidates()
    for match in _DIGITS.finditer(text):
        start, end, digits = match.start(), match.end(), match[0]
        before = text[start - 1] if start else ""
        behind = text[end : end + 1]
        if len(digits) <= 3 and digits[0] != "0":
            number = int(digits)
            letter_or_glue = before.isalpha() or before in _GLUES if before else False
            if letter_or_glue and behind != "%" and not _MONTH_BEHIND.match(text, end):
                if _is_mark(text, start):
                    found.glued.setdefault(number, []).append(start)
            elif before == " " and text[start - 2 : start - 1].isalpha() and behind in _STOPS:
                # some writers leave a space before the mark: "gestuurd 6.", "geïnformeerd 9."
                found.spaced.setdefault(number, []).append(start)
        elif 5 <= len(digits) <= 7 and digits[4] != "0":
            # a mark behind a year: "6 december 20243"
            if digits[0] in "12" and not (before.isalnum() or before == "_"):
                found.behind_year.setdefault(int(digits[4:]), []).append(start + 4)
            # the same footnote marked again behind an act: no EU act has a fifth digit
            if before == "/":
                found.behind_act.setdefault(int(digits[4:]), []).append(start + 4)
    return found


def _is_mark(text: str, start: int) -> bool:
    word = re.search(r"\S*$", text[max(0, start - _LONGEST_WORD) : start])
    before = word[0] if word else ""
    # figures ("1.000") and codes ("C7", "P5") are not marks
    return not re.search(r"\d[.,:]$", before) and not re.fullmatch(r"[\W_]*[A-Z]{1,3}", before)


def _find_mark(found: _Candidates, number: int, start: int, end: int) -> MarkedSpan | None:
    for places in (found.glued, found.behind_year, found.spaced):
        place = _first(places, number, start, end)
        if place is not None:
            return MarkedSpan("mark", place, place + len(str(number)), str(number))
    return None


def _first(places: Mapping[int, Sequence[int]], number: int, start: int, end: int) -> int | None:
    at = places.get(number, ())
    first = bisect.bisect_left(at, start)
    return at[first] if first < len(at) and at[first] < end else None


def _within(
    places: Mapping[int, Sequence[int]], number: int, start: int, end: int
) -> Sequence[int]:
    at = places.get(number, ())
    first = bisect.bisect_left(at, start)
    return at[first : bisect.bisect_left(at, end, lo=first)]
