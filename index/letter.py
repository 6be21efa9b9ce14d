"""The values everything is made of: letters, their sections, sentences and passages.

All offsets are 0-based code points into ``letter.text``, end exclusive.
"""

import bisect
import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A stretch of a letter's text."""

    start: int
    end: int


# furniture: running heads, page breaks and bullets; hyphen: one that only breaks a line;
# hidden: characters that no reader of the file could see
SpanKind = Literal["furniture", "footnote", "mark", "hyphen", "hidden"]

# how the text was had: "ocr" is a recognised scan, whatever file it came in
Format = Literal["txt", "md", "pdf", "ocr", "docx", "odt", "doc", "html", "xml"]
# whether a sentence tells what somebody intends or what happened; "" = neither, or unknown
Stage = Literal["", "plan", "done"]


@dataclass(frozen=True)
class MarkedSpan:
    """A stretch of text that readers should not see in the middle of a sentence."""

    kind: SpanKind
    start: int
    end: int
    footnote: str = ""  # the footnote's number, for footnotes and their marks


class Origin(NamedTuple):
    """A run of the letter's text, and where in the file it stands, in the format's own terms.

    Character ``start + n`` of the text is character ``offset + n`` of ``place``. A letter without
    origins is a text file: its text stands in the file at the same characters.
    """

    start: int
    end: int
    place: str  # "page 3"; "body/p[12]"; an element path: "/officiele-publicatie/kamerstuk/p[2]"
    offset: int  # 0-based, in code points; in a page: as the reading library numbers its characters
    # left, bottom, right, top in points from the page's lower left corner; None without pages
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Reference:
    """A document that the letter names."""

    # kamerstuk | motie | kamervragen | bnc-fiche | eu | zaak | bijlage
    kind: str
    id: str  # normalised: "kst-32317-964", "COM(2025)101", "32011L0095", "ECLI:EU:C:2020:791"
    start: int
    end: int
    text: str  # as it is read in the letter


@dataclass(frozen=True)
class NamedDate:
    """A day that the letter names, told relatively or in full."""

    day: datetime.date
    start: int
    end: int
    derived: bool = False  # the year, or the day itself, follows from the letter's own date


@dataclass(frozen=True)
class Council:
    """A meeting of ministers that a letter prepares or reports."""

    formation: str  # "Raad Justitie en Binnenlandse Zaken"
    informal: bool = False
    place: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True)
class Item:
    """A point of an enumeration; it stands in its section's text and is no section itself."""

    mark: str  # as printed: "-", "•", "1.", "a)"
    level: int  # 1 = not inside another item
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, down to the next heading of any level."""

    number: str  # as printed, without the closing point: "II", "6", "a", or ""
    heading: str
    level: int  # 0 = a part of the letter (covering letter, agenda, report)
    start: int
    end: int
    path: tuple[str, ...]  # headings from the outermost to this one, numbers included
    body: int  # where the text under the heading starts


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is read, and the stretches of text it was read from."""

    spans: tuple[Span, ...]
    display: str
    section: int  # index into the letter's sections
    actors: tuple[str, ...]  # who says or does it; empty = unknown
    footnote: str = ""  # the number of the footnote this sentence stands in, or ""
    stage: Stage = ""

    @property
    def start(self) -> int:
        """Where the sentence begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the sentence ends, across whatever interrupts it."""
        return self.spans[-1].end


@dataclass(frozen=True)
class Passage:
    """What search finds: some sentences of one section; always ``letter.text[start:end]``."""

    letter_id: str
    start: int
    end: int
    section: int  # index into the letter's sections


@dataclass(frozen=True)
class Part:
    """One of the documents in a letter: the covering letter, an agenda, a report."""

    kind: str
    title: str
    council: str
    start: int
    end: int
    meeting: Council | None = None  # what ``council`` names, taken apart


@dataclass(frozen=True)
class Letter:
    """One file; a field that could not be read is empty, never guessed."""

    id: str  # first 16 hex digits of the sha256 of the file's bytes
    file: str  # base name
    text: str
    marked: tuple[MarkedSpan, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    kind: str = ""
    chamber: str = ""
    date: datetime.date | None = None
    dossier: str = ""
    number: str = ""
    title: str = ""
    council: str = ""
    signatories: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()  # where each page begins; empty where the format has no pages
    parts: tuple[Part, ...] = ()
    items: tuple[Item, ...] = ()
    format: Format = "txt"
    ministry: str = ""
    parliamentary_year: str = ""  # "2024-2025"
    origins: tuple[Origin, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[NamedDate, ...] = ()
    notices: tuple[str, ...] = ()  # Dutch: what a reader must know of how the file was read
    also_named: tuple[str, ...] = ()  # other names under which the same bytes were found
    sources: dict[str, str] = field(
        default_factory=dict[str, str]
    )  # field -> text it was read from

    @property
    def pages(self) -> int | None:
        """How many pages the letter has; None where its format has none."""
        return len(self.page_starts) or None

    def page_at(self, position: int) -> int | None:
        """The page, counted from 1, on which a character stands; None where there are no pages."""
        return bisect.bisect_right(self.page_starts, position) or None

    @property
    def kamerstuk(self) -> str:
        """The letter's number in parliament: ``32 317, nr. 964``; empty when none is printed."""
        if not self.dossier and not self.number:
            return ""
        number = f"nr. {self.number}" if self.number.isdigit() else self.number
        return ", ".join(part for part in (self.dossier, number) if part)
