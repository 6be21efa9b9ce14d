"""The values of saved conversations: questions, answers, and what people thought of them."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

Reason = Literal["onjuist", "onvolledig", "verkeerde bron", "verkeerde spreker", "goed"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True)
class ConversationEntry:
    """A conversation in a list."""

    id: str
    title: str
    created: str  # ISO, UTC
    changed: str  # ISO, UTC
    turns: int


@dataclass(frozen=True)
class SavedTurn:
    """A question and its answer as it was given."""

    id: str
    conversation: str
    question: str
    understood: str
    answer: dict[str, Any]  # as 'ask --json' prints it; ui/taken_answers.py reads it
    created: str


@dataclass(frozen=True)
class SavedConversation:
    """A conversation with everything in it, in order."""

    entry: ConversationEntry
    turns: tuple[SavedTurn, ...]


@dataclass(frozen=True)
class FoundTurn:
    """Where the words of a search stand."""

    conversation: ConversationEntry
    turn: str
    snippet: str


@dataclass(frozen=True)
class JudgedTurn:
    """What somebody thought of an answer."""

    turn: SavedTurn
    reason: Reason
    remark: str
    created: str
