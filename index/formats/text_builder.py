"""Put a file's text together piece by piece, and keep where in the file each piece stands."""

from index.formats.extract import Extract, Field, HeadingMark
from index.letter import Format, MarkedSpan, Origin, SpanKind

_PARAGRAPH_BREAK = "\n\n"


class TextBuilder:
    r"""A text that grows, with its origins, marked spans and headings.

    >>> builder = TextBuilder()
    >>> builder.append("Geachte voorzitter,", "body/p[1]")
    >>> builder.paragraph_break()
    >>> start = builder.position
    >>> builder.append("1", "body/p[2]/footnoteReference[1]")
    >>> builder.mark("mark", start, footnote="1")
    >>> builder.text
    'Geachte voorzitter,\n\n1'
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._origins: list[Origin] = []
        self._marked: list[MarkedSpan] = []
        self._headings: list[HeadingMark] = []
        self._tail = ""  # the last two characters: what a break must know
        self.position = 0  # where the next character will stand
        self.end = 0  # behind the last character that is not a break

    @property
    def text(self) -> str:
        """What stands there so far; a break at the end shows only when more follows it."""
        return "".join(self._pieces)[: self.end]

    @property
    def at_line_start(self) -> bool:
        """Whether the next character begins a line."""
        return not self._tail or self._tail.endswith("\n")

    @property
    def ends_in_word(self) -> bool:
        """Whether a space here would part two words."""
        return bool(self._tail) and not self._tail[-1].isspace()

    def append(
        self,
        text: str,
        place: str,
        offset: int = 0,
        box: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Add text that stands at a place of the file, from its ``offset``-th character on."""
        if not text:
            return
        start = self.position
        self._add(text)
        self.end = self.position
        if self._origins and box is None:
            last = self._origins[-1]
            grows = last.end == start and last.place == place and last.box is None
            if grows and last.offset + last.end - last.start == offset:
                self._origins[-1] = Origin(last.start, self.end, place, last.offset)
                return
        self._origins.append(Origin(start, self.end, place, offset, box))

    def space(self, character: str = " ") -> None:
        """Part two words or cells; a space at a line's start or behind another is left out."""
        if self.ends_in_word:
            self._add(character)

    def line_break(self) -> None:
        """End the line; never makes more than one blank line."""
        if self.position and self._tail != _PARAGRAPH_BREAK:
            self._add("\n")

    def paragraph_break(self) -> None:
        """End the paragraph: what follows stands behind a blank line."""
        while self.position and self._tail != _PARAGRAPH_BREAK:
            self._add("\n")

    def mark(self, kind: SpanKind, start: int, *, footnote: str = "") -> None:
        """Mark what was appended from ``start`` on; an empty stretch is no span."""
        if start < self.end:
            self._marked.append(MarkedSpan(kind, start, self.end, footnote))

    def heading(self, start: int, level: int, *, end: int | None = None) -> None:
        """Say that what was appended from ``start`` on is a heading (level as ``HeadingMark``)."""
        end = self.end if end is None else end
        if start < end:
            self._headings.append(HeadingMark(start, end, level))

    def extract(
        self,
        form: Format,
        *,
        settled: frozenset[SpanKind] = frozenset(),
        fields: tuple[Field, ...] = (),
        notices: tuple[str, ...] = (),
        page_starts: tuple[int, ...] = (),
    ) -> Extract:
        """Give what was built; of marked spans that overlap, the outermost counts."""
        marked: list[MarkedSpan] = []
        for span in sorted(self._marked, key=lambda span: (span.start, -span.end)):
            if not marked or span.start >= marked[-1].end:
                marked.append(span)
        return Extract(
            self.text,
            form,
            origins=tuple(self._origins),
            page_starts=page_starts,
            marked=tuple(marked),
            settled=settled,
            headings=tuple(sorted(self._headings)),
            fields=fields,
            notices=notices,
        )

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._tail = (self._tail + text)[-2:]
        self.position += len(text)
