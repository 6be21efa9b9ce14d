"""What a search gives back: a passage, how well it fits and where else its text stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.letter import Letter, Passage


@dataclass(frozen=True)
class Place:
    """The same text in another letter."""

    letter_id: str
    file: str
    start: int
    end: int


@dataclass(frozen=True)
class FoundBy:
    """How much of a hit's score each ranking gave; together 1, or 0 where that is not known."""

    words: float = 0.0
    pieces: float = 0.0
    meaning: float = 0.0

    @classmethod
    def of(cls, parts: Sequence[float]) -> "FoundBy":
        """From the addends of a fused score, in this order."""
        total = sum(parts)
        return cls(*(part / total for part in parts)) if total else cls()


@dataclass(frozen=True)
class Hit:
    """A passage found for a question; ``rank`` counts from 1."""

    rank: int
    score: float
    passage: Passage
    letter: Letter
    display: str  # the passage as it is read
    actors: tuple[str, ...]  # everyone who speaks in it, in the order of the text
    also_in: tuple[Place, ...] = ()
    found_by: FoundBy = field(default_factory=FoundBy)

    @property
    def text(self) -> str:
        """The passage as it stands in the letter."""
        return self.letter.text[self.passage.start : self.passage.end]

    @property
    def section(self) -> tuple[str, ...]:
        """The headings over it, from the outermost to the innermost."""
        return self.letter.sections[self.passage.section].path
