"""Open the file of saved conversations: its tables, its version, and what can be wrong with it."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from ui.errors import ConversationsError

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4B616D65  # "Kame": tells this file from any other SQLite file
_PATIENCE = 30.0  # seconds that a writer waits for another one; a write takes milliseconds
_OWNER_ONLY = 0o600  # what people ask is nobody else's business

_SCHEMA = (
    """CREATE TABLE conversations (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL)""",
    """CREATE TABLE turns (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
    question TEXT NOT NULL,
    understood TEXT NOT NULL,
    answer TEXT NOT NULL,
    receipt TEXT NOT NULL,
    searchable TEXT NOT NULL,
    created TEXT NOT NULL)""",
    "CREATE INDEX turns_of ON turns (conversation)",
    """CREATE TABLE feedback (
    key INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL REFERENCES turns (key) ON DELETE CASCADE,
    reason TEXT NOT NULL CHECK (reason IN
        ('onjuist', 'onvolledig', 'verkeerde bron', 'verkeerde spreker', 'goed')),
    remark TEXT NOT NULL,
    created TEXT NOT NULL)""",
    "CREATE INDEX feedback_on ON feedback (turn)",
    """CREATE VIRTUAL TABLE turns_text USING fts5 (
    question, answer, tokenize = 'unicode61 remove_diacritics 2')""",
    # triggers also run for what a deleted conversation takes with it
    """CREATE TRIGGER turns_added AFTER INSERT ON turns BEGIN
    INSERT INTO turns_text (rowid, question, answer)
    VALUES (new.key, new.question || char(10) || new.understood, new.searchable); END""",
    """CREATE TRIGGER turns_deleted AFTER DELETE ON turns BEGIN
    DELETE FROM turns_text WHERE rowid = old.key; END""",
)


@contextmanager
def open_file(file: Path) -> Generator[sqlite3.Connection]:
    """A connection to the file, which is made with its tables when it is not there.

    What SQLite cannot do becomes a ``ConversationsError``, inside the block too.
    """
    try:
        if not file.exists():
            _make(file)
        with _connect(file) as connection:
            _check(connection, file)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # deleted is gone from the disk too
            yield connection
    except (OSError, sqlite3.OperationalError) as error:
        raise ConversationsError(
            f"De bewaarde gesprekken in {file} zijn niet te gebruiken ({error}).",
            "Kijk of u daar mag schrijven, of de schijf vol is, en probeer het nog eens.",
        ) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):  # what is written is wrong, not the file
            raise
        raise ConversationsError(
            f"{file} is beschadigd of bevat geen gesprekken ({error}).",
            "Zet een reservekopie terug, of zet het bestand opzij om opnieuw te beginnen.",
        ) from error


@contextmanager
def transaction(connection: sqlite3.Connection, *, writes: bool) -> Generator[None]:
    """All of the block or nothing of it; a writer has the file to itself from the beginning."""
    connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _make(file: Path) -> None:
    """Make the file with its tables beside its place and then give it its name.

    Made in its place, two that come at once would lock each other out: SQLite does not wait for
    a change of the journal.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".nieuw-") as folder:
        draft = Path(folder) / file.name
        draft.touch(_OWNER_ONLY)
        with _connect(draft) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection, writes=True):
                for statement in _SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        with contextlib.suppress(FileExistsError):  # somebody was first: that one is used
            file.hardlink_to(draft)


def _connect(file: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None))


def _check(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a file of another program or of a later version, and leave it alone."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ConversationsError(
            f"{file} is leeg of van een ander programma.",
            "Zet het opzij; er is niets aan veranderd.",
        )
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA_VERSION:
        raise ConversationsError(
            f"{file} is gemaakt door een nieuwere versie van kamerbrief ({version}, deze kent "
            f"{SCHEMA_VERSION}).",
            "Gebruik die versie; aan het bestand is niets veranderd.",
        )
