"""From what was typed to a question as search and answer take it; every step of it can be shown.

A follow-up is made self-contained, a slip of the keyboard mended, and what the question hints at
read. Each of these can be left out by its name in ``INFERENCES``, and a filter that was given takes
the place of what was inferred.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from index.actors import ActorReader
from index.cues import Document, Item, Meeting, Period
from index.letter_names import NO_NAMES, LetterNames
from index.search import Filters
from rag.errors import QuestionError
from rag.follow_up import Turn, complete
from rag.question import Question, understand
from rag.spelling import correct

# what may be left out, by the names a person types
INFERENCES = (
    "gesprek",
    "spelling",
    "spreker",
    "periode",
    "bijeenkomst",
    "stuk",
    "agendapunt",
    "soort",
)


class Letters(Protocol):
    """What understanding wants to know of the letters."""

    @property
    def names(self) -> LetterNames:
        """The places of their meetings and their dossiers."""
        ...

    def document_frequency(self, name: str) -> int:
        """In how many passages a word stands."""
        ...

    def stems_like(self, start: str) -> Iterable[str]:
        """The stems that begin with these letters."""
        ...


def read_question(
    text: str,
    actors: ActorReader,
    *,
    letters: Letters | None = None,
    history: Sequence[Turn] = (),
    filters: Filters | None = None,
    ignored: Collection[str] = (),
    today: datetime.date | None = None,
) -> Question:
    """Understand what was typed; raises ``QuestionError``.

    ``history`` is what was asked before, oldest first. Without ``letters`` no word is mended.
    """
    _check(ignored)
    question = understand(text, actors)
    typed, carried, corrections = question.text, (), ()
    names = letters.names if letters else NO_NAMES
    if history and "gesprek" not in ignored:
        completed = complete(typed, history, actors)
        question, carried = understand(completed.text, actors), completed.carried
    if letters and "spelling" not in ignored:
        corrected, corrections = correct(question.text, question.terms, letters)
        question = replace(question, text=corrected)
    question = understand(question.text, actors, today=today, names=names)
    question = replace(
        question,
        typed=typed if typed != question.text else "",
        carried=carried,
        corrections=corrections,
    )
    return _override(question, filters, ignored)


def _check(ignored: Collection[str]) -> None:
    for name in ignored:
        if name not in INFERENCES:
            raise QuestionError(
                f"'{name}' is niets dat Kamerbrief uit een vraag afleidt.",
                f"Kies uit: {', '.join(INFERENCES)}.",
            )


def _override(question: Question, filters: Filters | None, ignored: Collection[str]) -> Question:
    """Let what was given, or is not wanted, take the place of what was inferred."""
    given = filters or Filters()
    if given.actor:
        question = replace(question, actors=(given.actor,))
    elif "spreker" in ignored:
        question = replace(question, actors=())
    if given.since or given.until or "periode" in ignored:
        question = replace(question, period=Period())
    if "bijeenkomst" in ignored:
        question = replace(question, meeting=Meeting())
    if given.dossier or "stuk" in ignored:
        question = replace(question, document=Document())
    if "agendapunt" in ignored:
        question = replace(question, item=Item())
    if given.kind or "soort" in ignored:
        question = replace(question, letter_kind="")
    return question
