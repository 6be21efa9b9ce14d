"""What Word and ODT documents have in common on their way to a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.cues import MONTHS
from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.text_builder import TextBuilder

LINE_BREAK = "\n"
_WHITE, _WORD = r"[ \t\r\n\x85\u2028\u2029]+", r"[^ \t\r\n\x85\u2028\u2029]+"
_STRETCH = re.compile(f"{_WHITE}|{_WORD}(?: {_WORD})*")  # white space, or words as they are set
_DATE = re.compile(rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}", re.IGNORECASE)
_LONGEST_LABEL = 60  # characters; what labels its row, not a column of running text
_LONGEST_HEADING = 200  # characters; bold text of more than two lines is no heading
_NO_HEADING_END = (".", ";", ",", "?", "!")


class Piece(NamedTuple):
    """A stretch of a paragraph that is printed, as it is set; ``LINE_BREAK`` is a piece alone."""

    text: str
    offset: int  # in the paragraph's text
    bold: bool = False
    is_note: bool = False  # the mark of a note stands here; its number is ``text`` or counted


class BoldLead(NamedTuple):
    """The bold lines that a paragraph opens with, and where in the text they end."""

    text: str
    end: int

    @property
    def is_heading(self) -> bool:
        """Whether they read as a heading: short, with a letter, and no sentence or question."""
        text = self.text.strip()
        short = 0 < len(text) <= _LONGEST_HEADING and not text.endswith(_NO_HEADING_END)
        asks = "?" in text or "!" in text
        return short and not asks and any(character.isalpha() for character in text)


@dataclass
class Hidden:
    """How much text was left out because no reader of the document can see it."""

    characters: int = 0

    def add(self, text: str) -> None:
        """Count what is no white space."""
        self.characters += sum(not character.isspace() for character in text)

    def notices(self) -> tuple[str, ...]:
        """Say so, in Dutch."""
        if not self.characters:
            return ()
        amount = "1 teken" if self.characters == 1 else f"{self.characters} tekens"
        return (f"Onzichtbare tekst in het bestand is weggelaten ({amount}).",)


def append_pieces(
    builder: TextBuilder, pieces: Sequence[Piece], place: str, numbers: Sequence[str]
) -> BoldLead:
    """Add a paragraph to the text; white space is folded, each note's mark gets its number."""
    bold = True
    lead: list[str] = []
    settled = BoldLead("", 0)
    marks = 0
    gap: int | None = None  # where white space stands that a word must follow to count
    for piece in pieces:
        if piece.is_note:
            start = builder.position
            builder.append(numbers[marks], f"{place}/mark[{marks + 1}]")
            builder.mark("mark", start, footnote=numbers[marks])
            marks += 1
        elif piece.text == LINE_BREAK:
            builder.line_break()
            gap = None
            if bold and lead:
                settled = BoldLead("".join(lead), builder.end)
                lead.append(" ")
        else:
            for match in _STRETCH.finditer(piece.text):
                offset = piece.offset + match.start()
                if match[0].isspace():
                    gap = offset if builder.ends_in_word else None
                    continue
                if gap is not None:
                    builder.append(" ", place, gap)
                    gap = None
                builder.append(match[0], place, offset)
            bold = bold and (piece.bold or piece.text.isspace())
            lead.append(piece.text)
    return BoldLead("".join(lead), builder.end) if bold else settled


def is_label(text: str) -> bool:
    """Whether a cell's text labels what stands in the next cell.

    >>> is_label("Datum"), is_label("De Kamer besluit.")
    (True, False)
    """
    text = text.strip()
    return 0 < len(text) <= _LONGEST_LABEL and not text.endswith(_NO_HEADING_END)


def has_new_date(header: str, body: str) -> bool:
    """Whether a header tells a day that the body does not.

    >>> has_new_date("Datum25 juli 2024", "In antwoord op uw brief van 5 juli 2024")
    True
    """
    told = {_fold(match) for match in _DATE.findall(body)}
    return any(_fold(match) not in told for match in _DATE.findall(header))


def _fold(date: str) -> str:
    return " ".join(date.lower().split())


def refuse_without_text(name: str, extract: Extract) -> None:
    """Raise ``UnreadableFileError`` for a document in which nothing can be read."""
    if not extract.text.strip():
        raise UnreadableFileError(
            f"{name} bevat geen tekst.",
            "Bestaat het uit afbeeldingen (een scan), geef het dan als PDF; laat het anders weg.",
        )
