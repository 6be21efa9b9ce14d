"""The values everything is made of: letters, their sections, sentences and passages.

All offsets are 0-based code points into ``letter.text``, end exclusive.
"""

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A stretch of a letter's text."""

    start: int
    end: int


# furniture: running heads, page breaks and bullets; hyphen: one that only breaks a line
SpanKind = Literal["furniture", "footnote", "mark", "hyphen"]


@dataclass(frozen=True)
class MarkedSpan:
    """A stretch of text that readers should not see in the middle of a sentence."""

    kind: SpanKind
    start: int
    end: int
    footnote: str = ""  # the footnote's number, for footnotes and their marks


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
    pages: int | None = None  # None where the format has no pages
    parts: tuple[Part, ...] = ()
    also_named: tuple[str, ...] = ()  # other names under which the same bytes were found
    sources: dict[str, str] = field(
        default_factory=dict[str, str]
    )  # field -> text it was read from

    @property
    def kamerstuk(self) -> str:
        """The letter's number in parliament: ``32 317, nr. 964``; empty when none is printed."""
        if not self.dossier and not self.number:
            return ""
        number = f"nr. {self.number}" if self.number.isdigit() else self.number
        return ", ".join(part for part in (self.dossier, number) if part)
