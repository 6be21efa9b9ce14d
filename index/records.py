"""Letters and passages as JSON records, and back; what is saved is what is opened."""

import datetime
from dataclasses import asdict
from typing import Any, NotRequired, TypedDict, cast

from index.letter import Letter, MarkedSpan, Part, Passage, Section, Sentence, Span


class PassageRecord(TypedDict):
    """A passage, and the hash of the text it was embedded with."""

    letter_id: str
    start: int
    end: int
    section: int
    embedded: str


class SourceRecord(TypedDict):
    """A file that was read: its path relative to the folder given, and the letter it became."""

    key: str
    letter_id: str
    suffix: NotRequired[str]


def letter_to_record(letter: Letter) -> dict[str, Any]:
    """Give the letter as JSON can hold it."""
    record = asdict(letter)
    record["date"] = letter.date.isoformat() if letter.date else None
    return record


def letter_from_record(record: dict[str, Any]) -> Letter:
    """Make the letter again; the opposite of ``letter_to_record``."""
    date = cast("str | None", record["date"])
    fields: dict[str, Any] = {
        **record,
        "marked": tuple(MarkedSpan(**span) for span in record["marked"]),
        "sections": tuple(_section_from_record(section) for section in record["sections"]),
        "sentences": tuple(_sentence_from_record(sentence) for sentence in record["sentences"]),
        "parts": tuple(Part(**part) for part in record["parts"]),
        "date": datetime.date.fromisoformat(date) if date else None,
        "signatories": tuple(record["signatories"]),
        "also_named": tuple(record["also_named"]),
    }
    return Letter(**fields)


def _section_from_record(record: dict[str, Any]) -> Section:
    fields: dict[str, Any] = {**record, "path": tuple(record["path"])}
    return Section(**fields)


def _sentence_from_record(record: dict[str, Any]) -> Sentence:
    fields: dict[str, Any] = {
        **record,
        "spans": tuple(Span(*span) for span in record["spans"]),
        "actors": tuple(record["actors"]),
    }
    return Sentence(**fields)


def passage_from_record(record: PassageRecord) -> Passage:
    """Make the passage again."""
    return Passage(record["letter_id"], record["start"], record["end"], record["section"])
