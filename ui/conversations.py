"""Keep conversations: questions, answers and what people thought of them, in one SQLite file.

Every call opens the file, does one transaction and closes it, so threads and processes may use the
same file; readers never wait for a writer (WAL). An answer is kept as the JSON document of
``kamerbrief ask --json``: what was said then stays what was said then.
"""

import datetime
import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ui.conversations_file import open_file, transaction
from ui.errors import ConversationsError
from ui.saved_turns import (
    ConversationEntry,
    FoundTurn,
    JudgedTurn,
    Reason,
    SavedConversation,
    SavedTurn,
)

_LONGEST_TITLE = 80  # characters; what a list of conversations shows on one line
_ID_BYTES = 16  # 128 bits: an address that nobody guesses
_FOUND = 50  # conversations; who searches on wants other words, not more of them
_SNIPPET = 16  # words around what was found


class Conversations:
    """The saved conversations of one file, which is made when it is not there.

    Every method raises ``ConversationsError`` when the file cannot be used, and when no
    conversation or turn has the identifier that is given.
    """

    def __init__(self, file: Path, *, now: Callable[[], datetime.datetime] | None = None) -> None:
        self._file = file
        self._now = now or (lambda: datetime.datetime.now(datetime.UTC))

    def start(self, title: str = "") -> str:
        """Begin a conversation; its identifier is its permalink.

        Without a title it is called by its first question.
        """
        identifier, moment = _make_id(), self._moment()
        with self._write() as connection:
            connection.execute(
                "INSERT INTO conversations (id, title, created, changed) VALUES (?, ?, ?, ?)",
                (identifier, _clean(title)[:_LONGEST_TITLE], moment, moment),
            )
        return identifier

    def append(self, conversation: str, answer: dict[str, Any]) -> str:
        """Add an answer, as ``ask --json`` prints it; gives the turn's permalink."""
        identifier, moment = _make_id(), self._moment()
        question = _clean(str(answer["question"]))
        with self._write() as connection:
            key, title = _find(connection, "SELECT key, title FROM conversations", conversation)
            connection.execute(
                "INSERT INTO turns (id, conversation, question, understood, answer, receipt,"
                " searchable, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    identifier,
                    key,
                    question,
                    _clean(str(answer.get("understood") or "")),
                    json.dumps(answer),  # in ASCII: half signs survive too
                    json.dumps(answer.get("receipt")),
                    _clean(_searchable(answer)),
                    moment,
                ),
            )
            connection.execute(
                "UPDATE conversations SET changed = ?, title = ? WHERE key = ?",
                (moment, title or question[:_LONGEST_TITLE], key),
            )
        return identifier

    def entries(self) -> tuple[ConversationEntry, ...]:
        """All conversations, the one that changed last first."""
        with self._read() as connection:
            rows = connection.execute(f"{_ENTRIES} ORDER BY changed DESC, c.key DESC")
            return tuple(ConversationEntry(*row) for row in rows)

    def get(self, conversation: str) -> SavedConversation:
        """A conversation by its permalink."""
        with self._read() as connection:
            row = _find(connection, _ENTRIES, conversation, name="c.id")
            turns = connection.execute(f"{_TURNS} WHERE c.id = ? ORDER BY t.key", (conversation,))
            return SavedConversation(
                ConversationEntry(*row), tuple(_make_turn(each) for each in turns)
            )

    def get_turn(self, turn: str) -> SavedTurn:
        """A saved answer by its permalink."""
        with self._read() as connection:
            return _make_turn(_find(connection, _TURNS, turn, name="t.id"))

    def search(self, text: str) -> tuple[FoundTurn, ...]:
        """The turns whose question or answer holds every word or its beginning, the best first.

        Nothing in the text is read as an instruction to the search.
        """
        words = re.findall(r"\w+", _clean(text))
        if not words:
            return ()
        query = " ".join(f'"{word}"*' for word in words)
        with self._read() as connection:
            rows = connection.execute(
                f"""SELECT c.id, c.title, c.created, c.changed,
                (SELECT count(*) FROM turns WHERE conversation = c.key), t.id,
                snippet(turns_text, -1, '', '', '…', {_SNIPPET})
                FROM turns_text JOIN turns t ON t.key = turns_text.rowid
                JOIN conversations c ON c.key = t.conversation
                WHERE turns_text MATCH ? ORDER BY rank, t.key DESC LIMIT {_FOUND}""",
                (query,),
            )
            return tuple(FoundTurn(ConversationEntry(*row[:5]), row[5], row[6]) for row in rows)

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title."""
        with self._write() as connection:
            (key,) = _find(connection, "SELECT key FROM conversations", conversation)
            connection.execute(
                "UPDATE conversations SET title = ? WHERE key = ?",
                (_clean(title)[:_LONGEST_TITLE], key),
            )

    def delete(self, conversation: str) -> None:
        """Delete a conversation with its answers and what was said of them, for good."""
        with self._write() as connection:
            (key,) = _find(connection, "SELECT key FROM conversations", conversation)
            connection.execute("DELETE FROM conversations WHERE key = ?", (key,))
            # the search index only marks words as deleted; merging takes them out
            connection.execute("INSERT INTO turns_text (turns_text) VALUES ('optimize')")

    def judge(self, turn: str, reason: Reason, remark: str = "") -> None:
        """Keep what somebody thinks of an answer; several may."""
        with self._write() as connection:
            (key,) = _find(connection, "SELECT key FROM turns", turn)
            connection.execute(
                "INSERT INTO feedback (turn, reason, remark, created) VALUES (?, ?, ?, ?)",
                (key, reason, _clean(remark), self._moment()),
            )

    def feedback(self) -> tuple[JudgedTurn, ...]:
        """Everything that was thought of answers, in the order in which it was said."""
        with self._read() as connection:
            rows = connection.execute(
                f"SELECT f.reason, f.remark, f.created, {_TURN_COLUMNS} FROM feedback f"
                " JOIN turns t ON t.key = f.turn JOIN conversations c ON c.key = t.conversation"
                " ORDER BY f.key"
            )
            return tuple(JudgedTurn(_make_turn(row[3:]), *row[:3]) for row in rows)

    def _moment(self) -> str:
        return self._now().astimezone(datetime.UTC).isoformat(timespec="seconds")

    @contextmanager
    def _write(self) -> Generator[sqlite3.Connection]:
        with open_file(self._file) as connection, transaction(connection, writes=True):
            yield connection

    @contextmanager
    def _read(self) -> Generator[sqlite3.Connection]:
        with open_file(self._file) as connection, transaction(connection, writes=False):
            yield connection


_ENTRIES = (
    "SELECT c.id, c.title, c.created, c.changed,"
    " (SELECT count(*) FROM turns WHERE conversation = c.key) FROM conversations c"
)
_TURN_COLUMNS = "t.id, c.id, t.question, t.understood, t.answer, t.created"
_TURNS = f"SELECT {_TURN_COLUMNS} FROM turns t JOIN conversations c ON c.key = t.conversation"


def _find(
    connection: sqlite3.Connection, select: str, identifier: str, *, name: str = "id"
) -> tuple[Any, ...]:
    """The one row with this identifier."""
    row = connection.execute(f"{select} WHERE {name} = ?", (_clean(identifier),)).fetchone()
    if row is None:
        raise ConversationsError(
            "Dit gesprek of antwoord is niet bewaard.",
            "Het is verwijderd, of het adres is niet volledig overgenomen.",
        )
    return row


def _make_turn(row: tuple[Any, ...]) -> SavedTurn:
    identifier, conversation, question, understood, answer, created = row
    return SavedTurn(identifier, conversation, question, understood, json.loads(answer), created)


def _searchable(answer: dict[str, Any]) -> str:
    """What of an answer can be found: its lines and its sentences, without their numbers."""
    sentences = (str(each["text"]) for each in answer.get("sentences", ()))
    lines = (str(answer.get(name) or "") for name in ("message", "summary"))
    return "\n".join(filter(None, (*lines, *sentences)))


def _clean(text: str) -> str:
    """Text that SQLite can hold: half signs become question marks."""
    return text.encode("utf-8", "replace").decode()


def _make_id() -> str:
    return secrets.token_urlsafe(_ID_BYTES)
