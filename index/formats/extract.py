"""What every format's reader gives: text, where it stands in the file, what the format knows.

A reader reads; it does not interpret. Paragraphs are parted by a blank line, lines by a line break.
What the format itself says (a heading's style, a footnote's element, a metadata field) is passed on
beside the text; what it does not say is found from the text alone (``index/furniture.py``,
``index/structure.py``, ``index/metadata.py``).
"""

from dataclasses import dataclass
from typing import NamedTuple

from index.letter import Format, MarkedSpan, Origin, SpanKind


class HeadingMark(NamedTuple):
    """A stretch of text that the file itself sets as a heading."""

    start: int
    end: int
    level: int  # 1 = outermost; 0 = a heading of unknown depth


class Field(NamedTuple):
    """A metadata field that the file carries beside its text."""

    name: str  # a field of Letter: "date", "dossier", "number", "chamber", "kind", "title", ...
    value: str  # as the letter should hold it; dates as ISO
    source: str  # where it was read: "metadata: DC.identifier = kst-32545-143"


@dataclass(frozen=True)
class Extract:
    """A file's text and what its format says of it."""

    text: str
    format: Format
    origins: tuple[Origin, ...] = ()  # ordered, without overlap; every visible character is covered
    page_starts: tuple[int, ...] = ()
    marked: tuple[MarkedSpan, ...] = ()  # ordered, without overlap
    # kinds of span that ``marked`` holds all of: the others are looked for in the text
    settled: frozenset[SpanKind] = frozenset()
    headings: tuple[HeadingMark, ...] = ()
    fields: tuple[Field, ...] = ()
    notices: tuple[str, ...] = ()  # Dutch, for people
