"""How the running text of a PDF is set: what heads, notes and headings are measured by."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from index.formats.pdf_line import Line

_PROSE = 40  # characters; a shorter line may be a label or a heading
_ENDS_BEFORE = 2  # per cent of the lines; what reaches further hangs over the margin
_MOSTLY = 0.5  # of the characters


class PageLines(NamedTuple):
    """A page's lines in reading order."""

    number: int  # from 1
    width: float
    height: float
    lines: Sequence[Line]


class Body(NamedTuple):
    """The usual look of the running text."""

    size: float  # points
    right: float  # where its lines end
    bold: bool
    italic: bool

    def is_smaller(self, size: float) -> bool:
        """Whether a font is clearly smaller than the running text."""
        return size < 0.94 * self.size


def find_body(pages: Sequence[PageLines]) -> Body:
    """The look that most characters of a file have."""
    sizes: Counter[float] = Counter()
    bold = italic = total = 0
    rights: list[float] = []
    for page in pages:
        for line in page.lines:
            length = len(line.text)
            sizes[round(line.size, 1)] += length
            total += length
            bold += line.bold * length
            italic += line.italic * length
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    for page in pages:
        rights += [
            line.right
            for line in page.lines
            if len(line.text) >= _PROSE and abs(line.size - size) < 0.1
        ]
    rights.sort()
    right = rights[-1 - len(rights) * _ENDS_BEFORE // 100] if rights else 0.0
    return Body(size, right, bold > _MOSTLY * total, italic > _MOSTLY * total)
