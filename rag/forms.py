"""What an answer is composed of: sentences in the order shown, under headings that code writes.

Composing only chooses, orders and labels sentences of letters; it never writes one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.letter import Letter
from rag.answer import Mark
from rag.evidence import Evidence
from rag.notation import name_day, name_document, part_at
from rag.wording import actor_name, join_names


@dataclass(frozen=True)
class Block:
    """Sentences under one heading."""

    heading: str
    detail: str
    rows: tuple[Evidence, ...]  # in the order shown; empty = nothing was said
    mark: Mark = ""
    why: str = ""  # what shows the mark, or that nothing was said


@dataclass(frozen=True)
class Composed:
    """An answer without its citations."""

    blocks: tuple[Block, ...]
    summary: str = ""  # one Dutch line about the sentences; "" = they speak for themselves

    @property
    def rows(self) -> tuple[Evidence, ...]:
        """Every sentence shown, in order."""
        return tuple(row for block in self.blocks for row in block.rows)


def by_actor_and_letter(
    rows: Iterable[Evidence], *, asked: Sequence[str] = ()
) -> tuple[Block, ...]:
    """Group sentences by who speaks and in which letter, newest first.

    Whoever is asked about comes first; within a group stands what fits best first.
    """
    groups: dict[tuple[tuple[str, ...], str, str], list[Evidence]] = {}
    for row in rows:
        key = (row.sentence.actors, row.letter.id, document_of(row))
        groups.setdefault(key, []).append(row)
    blocks = sorted(groups.values(), key=lambda each: newness(each[0].letter), reverse=True)
    blocks.sort(key=lambda each: not set(asked) & set(each[0].sentence.actors))  # keeps the order
    return tuple(
        Block(speaker_of(each[0]), name_source(each[0]), lead_in_first(each)) for each in blocks
    )


def near_best(rows: Sequence[Evidence], share: float) -> tuple[Evidence, ...]:
    """The rows that score at least ``share`` of the best one, in their order.

    Scores may be below zero; then too the best one is among them.
    """
    best = max((row.score for row in rows), default=0.0)
    return tuple(row for row in rows if row.score >= best - (1 - share) * abs(best))


def lead_in_first(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The rows, each behind those it leans on: "Daarbij ..." reads on from another sentence."""
    ordered: list[Evidence] = []
    for row in rows:
        before = {sentence.start for sentence in row.leans_on}
        for each in (*(other for other in rows if other.sentence.start in before), row):
            if each not in ordered:
                ordered.append(each)
    return tuple(ordered)


def newness(letter: Letter) -> tuple[str, str]:
    """What letters are ordered by in time: their date, else the first day of their meeting."""
    day = letter.date.isoformat() if letter.date else ""
    meetings = [part.meeting.first_day for part in letter.parts if part.meeting]
    meeting = max((each.isoformat() for each in meetings if each), default="")
    return (day or meeting, letter.id)


def speaker_of(row: Evidence) -> str:
    """Who says a sentence, as a heading: "Nederland", "De Europese Commissie"."""
    names = join_names(row.sentence.actors)
    return f"{names[:1].upper()}{names[1:]}" if names else "Spreker onbekend"


def document_of(row: Evidence) -> str:
    """Which document in its letter a sentence stands in: the covering letter, the agenda, ..."""
    return name_document(row.letter, part_at(row.letter, row.sentence.start))


def name_source(row: Evidence) -> str:
    """The document and the day of its letter: "verslag JBZ-Raad 12-13 juni 2025, 23 juni 2025"."""
    document, day = document_of(row), name_day(row.letter)
    if day and day in document:
        return document
    written = f"brief van {day}" if day else ""
    return ", ".join(filter(None, (document, written))) or row.letter.file


def name_moment(row: Evidence) -> str:
    """When a sentence was written: the letter's date, else the meeting it is about."""
    return name_day(row.letter) or document_of(row) or row.letter.file


def nothing_said(actor: str) -> Block:
    """The place of somebody who is asked about and of whom no sentence was found."""
    name = actor_name(actor)
    return Block(
        f"{name[:1].upper()}{name[1:]}", "", (), why="hierover is in deze brieven niets gevonden"
    )
