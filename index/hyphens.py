"""Tell the hyphens that only break a line from those that belong to their word.

A hyphen at the end of a line may be followed by a footnote and a page break before its word goes
on: "21 501-", a footnote, "20, nr. 2266" is the number 21 501-20.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.letter import MarkedSpan

# from the start of a word and without a way back: a word of 100,000 letters must not take an hour
_LINE_END = re.compile(r"(?<![^\W_])([^\W_]++)([-–][ \t]*+\n)")
_SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*+\n\\s*+)?")
_SPACE = re.compile(r"\s*+")
_RIGHT = re.compile(r"[^\W_]++")
_BROKEN = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[ \t]*+\n\s*+[^\W\d_]++")
_WORD = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+")
_VOWELS = frozenset("aeiouyëïöü")
# vowels that would be read as one sound when joined: Dutch keeps a hyphen between them
_CLASHES = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu".split())
_JOINERS = ("en", "of")  # "midden- en kleinbedrijf" keeps its hyphen and its space


class _Break(NamedTuple):
    left: str
    right: str
    behind: str  # the character behind the right half
    hyphen: int  # where the hyphen stands
    end: int  # where the white space behind it ends, or something hidden begins


def find_hyphens(text: str, hidden: Sequence[MarkedSpan] = ()) -> Iterator[MarkedSpan]:
    """Yield a span for every line break inside a word, its hyphen included when it must go.

    ``hidden`` (ordered, without overlap) is skipped when the rest of a word is looked for.
    """
    for match in _SOFT_HYPHEN.finditer(text):
        yield MarkedSpan("hyphen", match.start(), match.end())
    breaks = list(_find_breaks(text, hidden))
    whole = _WORD.finditer(_BROKEN.sub(" ", text)) if breaks else ()
    words = {match[0].lower() for match in whole}
    parts = {part for word in words for part in word.split("-")}
    joined = sum((each.left + each.right).lower() in words for each in breaks)
    hyphenated = sum(f"{each.left}-{each.right}".lower() in words for each in breaks)
    for each in breaks:
        if not (each.left.isalpha() and each.right.isalpha()) or text[each.hyphen] != "-":
            breaks_the_line = False  # "21 501-20", "2024–2025", "CO2-uitstoot"
        elif hyphenated > joined:
            # a letter whose words were not broken by its typesetter: every hyphen is its own
            breaks_the_line = (each.left + each.right).lower() in words
        else:
            breaks_the_line = _only_breaks_the_line(each, words, parts)
        if breaks_the_line:
            yield MarkedSpan("hyphen", each.hyphen, each.end)
        elif each.right not in _JOINERS:
            # the hyphen stays, the line break behind it goes: "EU-brede"
            yield MarkedSpan("hyphen", each.hyphen + 1, each.end)


def _find_breaks(text: str, hidden: Sequence[MarkedSpan]) -> Iterator[_Break]:
    for match in _LINE_END.finditer(text):
        dash = match.start(2)
        if text[dash] == "–" and not match[1].isdigit():
            continue  # an aside, not a number in two parts
        first_space = end = _skip_space(text, match.end())
        at = bisect.bisect_right(hidden, end, key=lambda span: span.start) - 1
        own = at >= 0 and hidden[at].start <= dash < hidden[at].end
        if not own:  # a footnote's word goes on in the footnote
            at = bisect.bisect_left(hidden, dash, key=lambda span: span.start)
            first_space = end = _skip_to(text, match.end(), hidden, at)
            while at < len(hidden) and hidden[at].start <= end:
                end = _skip_to(text, max(end, hidden[at].end), hidden, at + 1)
                at += 1
        right = _RIGHT.match(text, end)
        if right and (text[dash] == "-" or right[0].isdigit()):
            behind = text[right.end() : right.end() + 1]
            yield _Break(match[1], right[0], behind, dash, first_space)


def _skip_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _skip_to(text: str, start: int, hidden: Sequence[MarkedSpan], at: int) -> int:
    """Skip white space, but not into the next hidden stretch."""
    end = _skip_space(text, start)
    return min(end, max(start, hidden[at].start)) if at < len(hidden) else end


def _only_breaks_the_line(each: _Break, words: set[str], parts: set[str]) -> bool:
    left, right = each.left, each.right
    joined, hyphenated = (left + right).lower(), f"{left}-{right}".lower()
    if joined in words:
        return True
    if hyphenated in words or not right[0].islower() or right in _JOINERS:
        return False
    if left.isupper() or not _VOWELS & set(left.lower()) or len(left) == 1 or each.behind == "-":
        return False  # "EU-brede", "btw-fraude", "e-gates", "veilig-derde-land"
    if left[0].isupper() and right.lower() in parts:
        return False  # "Assad-regime"; but "Belarus-sische" has a half that is no word
    return left[-1] + right[0] not in _CLASHES  # "informatie-uitwisseling" needs its hyphen
