"""The reading text of a stretch of a letter, and the way back from it to the letter.

What interrupts a reader (running heads, footnotes and their marks, hyphens that only break a line)
is left out and white space is folded; nothing else changes, and every character that remains knows
where it came from.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from index.letter import MarkedSpan, Span


@dataclass(frozen=True)
class Display:
    """Reading text; ``offsets[i]`` is where in the letter character ``i`` stands."""

    text: str
    offsets: tuple[int, ...]
    interruptions: frozenset[int]  # before these characters something was left out

    def sources(self, start: int, end: int) -> tuple[Span, ...]:
        """Give the stretches of the letter that ``text[start:end]`` was read from."""
        spans: list[Span] = []
        interrupted = False
        for position in range(start, end):
            interrupted = interrupted or position in self.interruptions
            if self.text[position] == " ":
                continue
            offset = self.offsets[position]
            if spans and not interrupted:
                spans[-1] = Span(spans[-1].start, offset + 1)
            else:
                spans.append(Span(offset, offset + 1))
            interrupted = False
        return tuple(spans)


def read_display(
    text: str, marked: Sequence[MarkedSpan], start: int, end: int, *, keep: MarkedSpan | None = None
) -> Display:
    r"""Read ``text[start:end]`` without what ``marked`` leaves out.

    ``marked`` is ordered and does not overlap. ``keep`` is one of them to read all the same.

    >>> read_display("het veilig\nderde land1 zijn", [MarkedSpan("mark", 21, 22)], 0, 27).text
    'het veilig derde land zijn'
    """
    characters: list[str] = []
    offsets: list[int] = []
    interruptions: set[int] = set()

    def read(upto: int) -> None:
        for offset in range(position, upto):
            if not text[offset].isspace():
                characters.append(text[offset])
                offsets.append(offset)
            else:
                fold_space(offset)

    def fold_space(offset: int) -> None:
        if characters and characters[-1] != " ":
            characters.append(" ")
            offsets.append(offset)

    position = start
    for span in marked[bisect.bisect_right(marked, start, key=lambda span: span.end) :]:
        if span.start >= end:
            break
        if span is keep:
            continue
        read(span.start)
        if span.kind != "hyphen":
            if span.kind != "mark":
                fold_space(max(span.start, start))
            if characters:
                interruptions.add(len(characters))
        position = max(position, span.end)
    read(end)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Display("".join(characters), tuple(offsets), frozenset(interruptions))
