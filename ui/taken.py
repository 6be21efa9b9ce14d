"""The values of a document that is taken along: what it says, whatever the format it is written in.

The composer (ui/take_along.py) makes one; ui/word_writer.py, ui/markdown_writer.py and
ui/pdf_writer.py each write one. Text in it is printable by construction, so that no writer has to
guard against what a letter holds.
"""

from dataclasses import dataclass
from typing import Literal

from ui.printable import make_printable

Kind = Literal["title", "heading", "subheading", "question", "status", "text", "sentence", "aside"]


@dataclass(frozen=True)
class Run:
    """Text in one style; always one printable line."""

    text: str
    bold: bool = False

    def __post_init__(self) -> None:
        """Take out what cannot be seen, or would break a file."""
        object.__setattr__(self, "text", make_printable(self.text))


@dataclass(frozen=True)
class Mark:
    """Where a footnote is referred to; its number is also its place among the notes, from 1."""

    number: int


@dataclass(frozen=True)
class Block:
    """A paragraph or a heading."""

    kind: Kind
    pieces: tuple[Run | Mark, ...]

    @property
    def text(self) -> str:
        """What it says, without the marks of its footnotes."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Run))

    @property
    def marks(self) -> tuple[int, ...]:
        """The numbers of the footnotes it refers to, in order."""
        return tuple(piece.number for piece in self.pieces if isinstance(piece, Mark))


@dataclass(frozen=True)
class Note:
    """A footnote; notes are numbered from 1 in the order in which they are first referred to."""

    number: int
    run: Run


@dataclass(frozen=True)
class TakenDocument:
    """Everything that is written, in order; every note is referred to by some block."""

    title: Run
    made_at: str  # ISO, UTC; when the last answer in it was made, "" = there is none
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
