"""Pair the agenda and the report of one meeting of ministers, agenda item to agenda item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.councils import same_meeting
from index.letter import Council, Letter, Part, Section
from index.letter_kinds import AGENDA, REPORT
from index.terms import fold

_CLOSE_ENOUGH = 0.5  # share of the words of two agenda items; a report often shortens a heading
# words that say nothing of what an agenda item is about
_EMPTY_WORDS = frozenset(
    "de het een en of van voor in op over inzake betreffende met tot ten aan bij te om naar "
    "overig varia werksessie werklunch lunch sessie i ii iii iv v vi".split()
)


@dataclass(frozen=True)
class ItemPair:
    """An agenda item and its counterpart in the report."""

    agenda: int  # index into the agenda letter's sections
    report: int  # index into the report letter's sections
    similarity: float  # 0 to 1


@dataclass(frozen=True)
class MeetingPair:
    """The agenda and the report of one meeting."""

    agenda_letter: str  # id
    report_letter: str  # id
    meeting: Council  # as the report names it
    items: tuple[ItemPair, ...]  # in the order of the report


def pair_meetings(letters: Sequence[Letter]) -> tuple[MeetingPair, ...]:
    """Pair each report with the agendas of the same meeting, agenda item to agenda item.

    An agenda that stands in two files is paired twice.
    """
    agendas = [(letter, part) for letter in letters for part in _parts(letter, AGENDA)]
    return tuple(
        MeetingPair(
            agenda_letter.id,
            report_letter.id,
            report.meeting,
            pair_items(agenda_letter, agenda, report_letter, report),
        )
        for report_letter in letters
        for report in _parts(report_letter, REPORT)
        for agenda_letter, agenda in agendas
        if agenda.meeting and report.meeting and same_meeting(agenda.meeting, report.meeting)
    )


def _parts(letter: Letter, kind: str) -> Iterator[Part]:
    for part in letter.parts:
        if part.kind == kind and part.meeting:
            yield part


def pair_items(
    agenda_letter: Letter, agenda: Part, report_letter: Letter, report: Part
) -> tuple[ItemPair, ...]:
    """Pair the headings of two parts by their words; numbers do not count, for items move.

    Each heading is paired once, the most similar first.
    """
    left = list(_headings(agenda_letter, agenda))
    right = list(_headings(report_letter, report))
    ranked = sorted(
        (
            ItemPair(at, other, similarity)
            for at, heading in left
            for other, counterpart in right
            if (similarity := _similarity(heading, counterpart)) >= _CLOSE_ENOUGH
        ),
        key=lambda pair: (-pair.similarity, pair.report, pair.agenda),
    )
    kept: list[ItemPair] = []
    for pair in ranked:
        if all(pair.agenda != each.agenda and pair.report != each.report for each in kept):
            kept.append(pair)
    return tuple(sorted(kept, key=lambda pair: pair.report))


def _headings(letter: Letter, part: Part) -> Iterator[tuple[int, frozenset[str]]]:
    for at, section in enumerate(letter.sections):
        words = _heading_words(section)
        if section.level and part.start <= section.start < part.end and words:
            yield at, words


def _heading_words(section: Section) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", fold(section.heading))
    return frozenset(word for word in words if word not in _EMPTY_WORDS)


def _similarity(heading: frozenset[str], counterpart: frozenset[str]) -> float:
    """Shared words of the mean of both: a shortened heading is not punished twice (Dice)."""
    return 2 * len(heading & counterpart) / (len(heading) + len(counterpart))
