"""A position over time: a dated list, newest first, that says what was repeated and what changed.

"Gewijzigd" and "herhaald" are only said where code can point at what shows it: words of the letter
itself ("nogmaals", "niet langer"), the same sentence in an older letter, or an older sentence that
says nearly the same with another figure or negation. Everything else is left unmarked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.cues import MONTHS
from index.letter import Letter
from index.search import Searcher
from index.terms import fold, stem_words
from rag.answer import Mark
from rag.evidence import Evidence
from rag.forms import Block, document_of, name_moment, near_best, newness, speaker_of
from rag.question import Question

PER_MOMENT = 2  # sentences; a third of one letter seldom adds to where somebody stood
MOMENTS = 4  # letters; more than a reader takes in, and than 150 words hold
_WEAKEST = (
    0.6  # of the best sentence's score; a weaker one of an older letter is about other things
)
_ALIKE = 0.5  # shared stems (Jaccard) of two sentences about one and the same thing
_REPEATS = re.compile(
    r"\b(?:nogmaals|wederom|herhaal(?:t|de|den|d)|onverminderd|zoals eerder"
    r"|opnieuw (?:benadruk|onderstreep|aangegeven|gepleit|gevraagd|aandacht)\w*"
    r"|(?:is|blijft) (?:nog )?(?:steeds )?ongewijzigd"
    r"|blijf(?:t|ven) (?:van mening|voorstander|inzetten|pleiten|hechten|benadrukken))\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:niet langer|anders dan (?:eerder|voorheen)|in tegenstelling tot (?:eerder|voorheen)"
    r"|(?:gewijzigd|herzien|bijgesteld|aangepast)e? (?:standpunt|inzet|positie|lijn)"
    r"|(?:standpunt|inzet|positie|lijn) (?:is |wordt |werd )?(?:gewijzigd|herzien|bijgesteld)"
    r"|heroverw\w+|teruggekomen op)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:niet|geen|nooit|evenmin|tegen|onthoud\w*|onthield\w*)\b")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class _Sign(NamedTuple):
    """A mark and what shows it, in Dutch."""

    mark: Mark
    why: str


def choose_moments(question: Question, asked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best sentence of each letter, best letter first, and then the second ones.

    ``asked`` comes best first. Where the question names a period, only its letters are moments,
    unless there are none.
    """
    period = question.period
    within = [each for each in asked if period.holds(each.letter)] or list(asked)
    by_letter: dict[str, list[Evidence]] = {}
    for each in near_best(within, _WEAKEST):
        by_letter.setdefault(each.letter.id, []).append(each)
    moments = list(by_letter.values())[:MOMENTS]
    return tuple(rows[at] for at in range(PER_MOMENT) for rows in moments if at < len(rows))


def order_by_time(rows: Sequence[Evidence]) -> tuple[Block, ...]:
    """One block per letter, document and speaker, newest first."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Evidence]] = {}
    for row in rows:
        key = (row.letter.id, document_of(row), row.sentence.actors)
        groups.setdefault(key, []).append(row)
    ordered = sorted(groups.values(), key=lambda each: newness(each[0].letter), reverse=True)
    return tuple(
        Block(name_moment(each[0]), _name_speaker(each[0]), tuple(each)) for each in ordered
    )


def _name_speaker(row: Evidence) -> str:
    """Who says it, and in which document; not its day, which is the heading."""
    document, day = document_of(row), name_moment(row)
    return ", ".join(filter(None, (speaker_of(row), "" if day in document else document)))


def say_latest(actors: Sequence[str], blocks: Sequence[Block]) -> str:
    """Say of when the newest sentence is, where older ones stand beside it."""
    moments = [block for block in blocks if block.rows]
    if len({block.rows[0].letter.id for block in moments}) < 2:
        return ""
    newest = max(moments, key=lambda block: newness(block.rows[0].letter))
    what = "laatste standpunt" if actors else "laatste"
    moment = name_moment(newest.rows[0])
    dated = f"van {moment}" if newest.rows[0].letter.date else f"dat in de {moment}"
    return f"Het {what} in deze brieven is {dated}."


def mark_changes(blocks: Sequence[Block], searcher: Searcher) -> tuple[Block, ...]:
    """Mark each block that repeats or changes what an older one of the same speaker says."""
    letters = searcher.index.letters
    marked: list[Block] = []
    for block in blocks:
        signs = [
            sign
            for row in block.rows
            for sign in (
                _own_words(row),
                _stands_again(row, searcher, letters),
                *_beside(row, blocks),
            )
            if sign
        ]
        # a change weighs more than what stayed as it was
        sign = next((each for each in signs if each.mark == "gewijzigd"), None) or next(
            iter(signs), None
        )
        marked.append(replace(block, mark=sign.mark, why=sign.why) if sign else block)
    return tuple(marked)


def _own_words(row: Evidence) -> _Sign | None:
    """What the letter itself says of it."""
    if found := _CHANGES.search(row.sentence.display):
        return _Sign("gewijzigd", f"de brief zegt ‘{found[0]}’")
    if found := _REPEATS.search(row.sentence.display):
        return _Sign("herhaald", f"de brief zegt ‘{found[0]}’")
    return None


def _stands_again(row: Evidence, searcher: Searcher, letters: Mapping[str, Letter]) -> _Sign | None:
    """The same sentence in an older letter about another meeting."""
    for place in searcher.repeats(row.sentence, row.letter):
        other = letters.get(place.letter_id)
        day = other.date if other else None
        if other is None or day is None or row.letter.date is None or day >= row.letter.date:
            continue
        if not _same_occasion(other, row.letter):
            return _Sign(
                "herhaald",
                f"dezelfde zin staat in de brief van {day.day} {MONTHS[day.month - 1]} {day.year}",
            )
    return None


def _same_occasion(one: Letter, other: Letter) -> bool:
    meetings = [{part.council for part in each.parts if part.council} for each in (one, other)]
    return bool(meetings[0] & meetings[1])


def _beside(row: Evidence, blocks: Sequence[Block]) -> Iterator[_Sign]:
    """What an older sentence of the same speaker, about nearly the same, shows."""
    for block in blocks:
        for older in block.rows:
            if (
                newness(older.letter) >= newness(row.letter)
                or older.sentence.actors != row.sentence.actors
                or not _about_the_same(older.sentence.display, row.sentence.display)
            ):
                continue
            moment = name_moment(older)
            if change := _difference(older.sentence.display, row.sentence.display):
                yield _Sign("gewijzigd", f"{change} dan op {moment}")
            else:
                yield _Sign("herhaald", f"bijna dezelfde zin als op {moment}")


def _about_the_same(one: str, other: str) -> bool:
    first, second = set(stem_words(one)), set(stem_words(other))
    return bool(first and second) and len(first & second) >= _ALIKE * len(first | second)


def _difference(older: str, newer: str) -> str:
    """What differs in weight between two sentences that say nearly the same; "" = nothing."""
    figures = [Counter(_FIGURE.findall(text)) for text in (older, newer)]
    if all(figures) and figures[0] != figures[1]:
        return "andere cijfers"
    negations = [bool(_NEGATION.search(fold(text))) for text in (older, newer)]
    return "anders ontkend" if negations[0] != negations[1] else ""
