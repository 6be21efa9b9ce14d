"""The reading text of a stretch of a letter, and the way back from it to the letter.

What interrupts a reader (running heads, footnotes and their marks, hyphens that only break a line)
is left out and white space is folded; nothing else changes, and every character that remains knows
where it came from.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.letter import MarkedSpan, Span

_RUN = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Display:
    """Reading text; ``offsets[i]`` is where in the letter character ``i`` stands."""

    text: str
    offsets: tuple[int, ...]
    interruptions: frozenset[int]  # before these characters something was left out

    def sources(self, start: int, end: int) -> tuple[Span, ...]:
        """Give the stretches of the letter that ``text[start:end]`` was read from."""
        spans: list[Span] = []
        cuts = sorted(at for at in self.interruptions if start < at < end)
        for first, behind in pairwise((start, *cuts, end)):
            shown = self.text[first:behind]
            words = shown.strip(" ")
            if words:
                first += len(shown) - len(shown.lstrip(" "))
                last = first + len(words) - 1
                spans.append(Span(self.offsets[first], self.offsets[last] + 1))
        return tuple(spans)


def read_display(
    text: str, marked: Sequence[MarkedSpan], start: int, end: int, *, keep: MarkedSpan | None = None
) -> Display:
    r"""Read ``text[start:end]`` without what ``marked`` leaves out.

    ``marked`` is ordered and does not overlap. ``keep`` is one of them to read all the same.

    >>> read_display("het veilig\nderde land1 zijn", [MarkedSpan("mark", 21, 22)], 0, 27).text
    'het veilig derde land zijn'
    """
    pieces: list[str] = []
    offsets: list[int] = []
    interruptions: set[int] = set()
    joining = False  # behind a hyphen the word goes on, over line ends and footnotes

    def read(upto: int) -> None:
        nonlocal joining
        for match in _RUN.finditer(text, position, upto):
            if match[0][0].isspace():
                fold_space(match.start())
            else:
                joining = False
                pieces.append(match[0])
                offsets.extend(range(match.start(), match.end()))

    def fold_space(offset: int) -> None:
        if pieces and pieces[-1] != " " and not joining:
            pieces.append(" ")
            offsets.append(offset)

    position = start
    first = bisect.bisect_right(marked, start, key=lambda span: span.end)
    for at in range(first, len(marked)):
        span = marked[at]
        if span.start >= end:
            break
        if span is keep:
            continue
        read(span.start)
        if span.kind == "hyphen":
            joining = True
        else:
            if span.kind in ("furniture", "footnote"):
                fold_space(max(span.start, start))
            if pieces:
                interruptions.add(len(offsets))
        position = max(position, span.end)
    read(end)
    if pieces and pieces[-1] == " ":
        pieces.pop()
        offsets.pop()
    return Display("".join(pieces), tuple(offsets), frozenset(interruptions))
