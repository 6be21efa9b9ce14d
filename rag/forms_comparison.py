"""Two or more speakers side by side, and the agenda of a meeting beside its report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.actors import ActorReader
from index.letter import Letter
from index.letter_kinds import AGENDA, REPORT
from index.meeting_pairs import MeetingPair, pair_meetings
from rag.answer import Mark
from rag.evidence import Evidence, said_by
from rag.forms import Block, Composed, by_actor_and_letter, near_best, nothing_said
from rag.notation import part_at
from rag.question import Question

PER_SPEAKER = 2  # sentences; two speakers and two sentences each fill the extract
_WEAKEST = 0.6  # of the best sentence's score: a weaker one of the other is about something else
_MARKS: Mapping[str, Mark] = {AGENDA: "inzet", REPORT: "uitkomst"}


def compose_comparison(
    question: Question, evidence: Sequence[Evidence], actors: ActorReader
) -> Composed:
    """What each of those asked about says, one after the other; ``evidence`` comes best first.

    Of whom no sentence comes near is said that nothing was found.
    """
    near = near_best(evidence, _WEAKEST)
    blocks: list[Block] = []
    for actor in question.actors:
        said = said_by(near, (actor,), actors)
        blocks += by_actor_and_letter(said[:PER_SPEAKER]) or (nothing_said(actor),)
    return Composed(_once(blocks))


def _once(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Each sentence only at the first of two who share it."""
    seen: set[tuple[str, int]] = set()
    kept: list[Block] = []
    for block in blocks:
        keys = [(row.letter.id, row.sentence.start) for row in block.rows]
        rows = tuple(row for row, key in zip(block.rows, keys, strict=True) if key not in seen)
        seen.update(keys)
        if rows or not block.rows:
            kept.append(replace(block, rows=rows))
    return tuple(kept)


def find_counterparts(
    letters: Sequence[Letter], collection: Mapping[str, Letter]
) -> tuple[MeetingPair, ...]:
    """The agendas and reports in the collection that belong to one of the letters."""
    days = {part.meeting.first_day for each in letters for part in each.parts if part.meeting}
    near = {
        other.id: other
        for other in collection.values()
        for part in other.parts
        if part.meeting
        and part.meeting.first_day
        and any(
            day and abs((day - part.meeting.first_day).days) <= 2 for day in days
        )  # two days: as index.councils.same_meeting
    }
    wanted = {each.id for each in letters}
    return tuple(
        pair
        for pair in pair_meetings(tuple(near.values()))
        if {pair.agenda_letter, pair.report_letter} & wanted
    )


def beside_their_meeting(
    rows: Sequence[Evidence], evidence: Sequence[Evidence], collection: Mapping[str, Letter]
) -> tuple[Evidence, ...]:
    """The rows, and for each agenda item or report item among them the best of its counterpart.

    ``evidence`` comes best first; what search did not find is not added.
    """
    added: list[Evidence] = []
    for row in rows:
        for letter_id, section in _other_sides(row, collection):
            known = [*rows, *added]
            if any(
                (each.letter.id, each.sentence.section) == (letter_id, section) for each in known
            ):
                continue
            best = next(
                (
                    each
                    for each in evidence
                    if (each.letter.id, each.sentence.section) == (letter_id, section)
                ),
                None,
            )
            if best:
                added.append(best)
    return (*rows, *added)


def mark_meetings(blocks: Sequence[Block], collection: Mapping[str, Letter]) -> tuple[Block, ...]:
    """Mark what is the plan and what the outcome of one agenda item, where both are shown."""
    shown = {(row.letter.id, row.sentence.section) for block in blocks for row in block.rows}
    return tuple(
        replace(block, mark=_MARKS[part.kind], why="")
        if not block.mark
        and block.rows
        and (part := part_at(block.rows[0].letter, block.rows[0].sentence.start))
        and part.kind in _MARKS
        and any(side in shown for row in block.rows for side in _other_sides(row, collection))
        else block
        for block in blocks
    )


def _other_sides(row: Evidence, collection: Mapping[str, Letter]) -> set[tuple[str, int]]:
    """The sections, by letter, that treat the same item of the same meeting."""
    sides: set[tuple[str, int]] = set()
    here = (row.letter.id, row.sentence.section)
    for pair in find_counterparts((row.letter,), collection):
        for item in pair.items:
            agenda, report = (pair.agenda_letter, item.agenda), (pair.report_letter, item.report)
            if here == agenda:
                sides.add(report)
            if here == report:
                sides.add(agenda)
    return sides
