"""What a person's interface may ask: answers as they grow, the letters, and what is ready."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from index.letter import Letter
from rag.answer import Answer
from rag.follow_up import Turn

State = Literal["loading", "ready", "failed"]


@dataclass(frozen=True)
class Readiness:
    """Which parts can be used now; ``detail`` is one Dutch line about what cannot."""

    search: State
    model: State
    detail: str = ""


class AnswerStream(Protocol):
    """An answer as it grows; closing it, from any thread, stops the model at once."""

    def __iter__(self) -> Iterator[Answer]: ...

    def __next__(self) -> Answer: ...

    def close(self) -> None:
        """Stop; nothing more is yielded."""
        ...


class Assistant(Protocol):
    """Answers questions about letters."""

    @property
    def letters(self) -> Mapping[str, Letter]:
        """The letters by identifier; empty while search is loading."""
        ...

    def readiness(self) -> Readiness:
        """Say which parts can be used now; never waits."""
        ...

    def answer(
        self, question: str, *, use_model: bool = True, history: Sequence[Turn] = ()
    ) -> AnswerStream:
        """Yield the extractive answer at once, then the same one with each sentence verified.

        The last one is final. ``history`` is what was asked before, oldest first. Raises
        ``QuestionError`` for a question that cannot be asked.
        """
        ...
