"""Letters and passages as JSON records, and back; what is saved is what is opened."""

import datetime
from dataclasses import asdict
from typing import Any, NotRequired, TypedDict

from index.letter import (
    Council,
    Item,
    Letter,
    MarkedSpan,
    NamedDate,
    Origin,
    Part,
    Passage,
    Reference,
    Section,
    Sentence,
    Span,
)


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
    folder: NotRequired[str]  # the folder that was given; absent when the file itself was
    metadata: NotRequired[str]  # hash of the metadata file that was read with it


def letter_to_record(letter: Letter) -> dict[str, Any]:
    """Give the letter as JSON can hold it."""
    record = asdict(letter)
    record["date"] = _write_day(letter.date)
    record["parts"] = [part_to_record(part) for part in letter.parts]
    for named in record["dates"]:
        named["day"] = _write_day(named["day"])
    return record


def part_to_record(part: Part) -> dict[str, Any]:
    """Give a part of a letter as JSON can hold it."""
    meeting = meeting_to_record(part.meeting) if part.meeting else None
    return {**asdict(part), "meeting": meeting}


def meeting_to_record(meeting: Council) -> dict[str, Any]:
    """Give a meeting as JSON can hold it."""
    record = asdict(meeting)
    for day in ("first_day", "last_day"):
        record[day] = _write_day(record[day])
    return record


def letter_from_record(record: dict[str, Any]) -> Letter:
    """Make the letter again; the opposite of ``letter_to_record``."""
    fields: dict[str, Any] = {
        **record,
        "marked": tuple(MarkedSpan(**span) for span in record["marked"]),
        "sections": tuple(_section_from_record(section) for section in record["sections"]),
        "sentences": tuple(sentence_from_record(sentence) for sentence in record["sentences"]),
        "parts": tuple(_part_from_record(part) for part in record["parts"]),
        "date": _read_day(record["date"]),
        "page_starts": tuple(record["page_starts"]),
        "items": tuple(Item(**item) for item in record["items"]),
        "origins": tuple(_origin_from_record(origin) for origin in record["origins"]),
        "references": tuple(Reference(**reference) for reference in record["references"]),
        "dates": tuple(_named_date_from_record(named) for named in record["dates"]),
        "notices": tuple(record["notices"]),
        "signatories": tuple(record["signatories"]),
        "also_named": tuple(record["also_named"]),
    }
    return Letter(**fields)


def _write_day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


def _part_from_record(record: dict[str, Any]) -> Part:
    fields = dict(record)
    if record["meeting"]:
        meeting: dict[str, Any] = dict(record["meeting"])
        for day in ("first_day", "last_day"):
            meeting[day] = _read_day(meeting[day])
        fields["meeting"] = Council(**meeting)
    return Part(**fields)


def _named_date_from_record(record: dict[str, Any]) -> NamedDate:
    fields: dict[str, Any] = {**record, "day": datetime.date.fromisoformat(record["day"])}
    return NamedDate(**fields)


def _origin_from_record(record: list[Any]) -> Origin:
    start, end, place, offset, box = record
    return Origin(start, end, place, offset, tuple(box) if box else None)


def _section_from_record(record: dict[str, Any]) -> Section:
    fields: dict[str, Any] = {**record, "path": tuple(record["path"])}
    return Section(**fields)


def sentence_from_record(record: dict[str, Any]) -> Sentence:
    """Make a letter's sentence again."""
    fields: dict[str, Any] = {
        **record,
        "spans": tuple(Span(*span) for span in record["spans"]),
        "actors": tuple(record["actors"]),
    }
    return Sentence(**fields)


def passage_from_record(record: PassageRecord) -> Passage:
    """Make the passage again."""
    return Passage(record["letter_id"], record["start"], record["end"], record["section"])
