"""Read from a letter what it is: its date, number, chamber, kind, parts, sender and signatories.

What the file carries as metadata wins over what is printed; what neither says stays empty. The
words each field was read from are kept beside it.
"""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.councils import Announced, name_council, read_announced, read_council, same_meeting
from index.display import read_display
from index.formats.extract import Field
from index.letter import MarkedSpan, Part, Section
from index.letter_kinds import AGENDA, LETTER, REPORT, part_kind, read_kind, read_title
from index.letterhead import Printed, read_letterhead
from index.signatories import find_ministry, read_ministry, read_movers, read_signatories

_INTRODUCTION = 3_000  # characters; what is sent is said in the first lines of a letter
_MOVED = ("motie", "amendement")
_OF_PARLIAMENT = (
    *_MOVED,
    "handelingen",
    "Kamervragen",
    "besluitenlijst",
)  # no ministry sends these
_SHORTEST_PART = 50  # characters; less than that before the first heading is a page number


@dataclass(frozen=True)
class Metadata:
    """What a letter says of itself; empty where it does not."""

    kind: str = ""
    chamber: str = ""
    date: datetime.date | None = None
    dossier: str = ""
    number: str = ""
    title: str = ""
    council: str = ""
    ministry: str = ""
    parliamentary_year: str = ""  # "2024-2025"
    signatories: tuple[str, ...] = ()  # "D.M. van Weel, minister van Justitie en Veiligheid"
    parts: tuple[Part, ...] = ()
    sources: dict[str, str] = field(default_factory=dict[str, str])


def read_metadata(
    text: str,
    marked: Sequence[MarkedSpan],
    sections: Sequence[Section],
    fields: Sequence[Field] = (),
) -> Metadata:
    """Read the letter's own fields from the file's, its head, its feet and its headings.

    >>> read_metadata("Den Haag, 23 juni 2025", (), ()).date
    datetime.date(2025, 6, 23)
    """
    carried = _read_carried(fields)
    head = read_letterhead(text, marked)
    printed_kind = carried.get("kind") or read_kind(text)
    day = _day_of(carried.get("date") or head.date)
    introduction = read_display(text, marked, 0, min(len(text), _INTRODUCTION)).text
    announced = read_announced(introduction, day=day)
    parts = tuple(_read_parts(sections, len(text), day=day, announced=announced))
    titled = None
    if printed_kind is None or printed_kind.value in (LETTER, AGENDA, REPORT):
        titled = next((part for part in reversed(parts) if part.kind in (AGENDA, REPORT)), None)
    kind = Printed(titled.kind, titled.title) if titled else printed_kind
    kind_name = kind.value if kind else ""
    signatories = [
        Printed(" ".join(each.value.split()), each.source)
        for each in fields
        if each.name == "signatories"
    ] or (read_movers if kind_name in _MOVED else read_signatories)(text, marked)
    if titled:
        carried.pop("kind", None)  # the heading says what the letter sends: more than "brief"
    found: dict[str, Printed | None] = {
        "kind": kind,
        "chamber": head.chamber,
        "date": head.date,
        "dossier": head.dossier,
        "number": head.number,
        "title": read_title(text, titled, head.dossier_title),
        "council": _read_council(titled, kind_name, announced),
        "ministry": None if kind_name in _OF_PARLIAMENT else read_ministry(text, signatories),
        "parliamentary_year": head.parliamentary_year,
    }
    values = {**{name: value for name, value in found.items() if value}, **carried}
    sources = {name: value.source for name, value in values.items()}
    if signatories:
        sources["signatories"] = "; ".join(each.source for each in signatories)

    def value(name: str) -> str:
        return values[name].value if name in values else ""

    return Metadata(
        kind=value("kind"),
        chamber=value("chamber"),
        date=_day_of(values.get("date")),
        dossier=value("dossier"),
        number=value("number"),
        title=value("title"),
        council=value("council"),
        ministry=value("ministry"),
        parliamentary_year=value("parliamentary_year"),
        signatories=tuple(each.value for each in signatories),
        parts=parts,
        sources=sources,
    )


_TEXT_FIELDS = frozenset(each.name for each in dataclasses.fields(Metadata)) - {
    "parts",
    "sources",
    "signatories",
}


def _read_carried(fields: Sequence[Field]) -> dict[str, Printed]:
    """The first value of each field; what cannot be read as such is left to the printed text."""
    carried: dict[str, Printed] = {}
    for each in fields:
        value = " ".join(each.value.split())
        if each.name == "date" and not _day_of(Printed(value, "")):
            continue
        if each.name == "ministry":
            value = find_ministry(value.removeprefix("Ministerie van ")) or value
        if value and each.name in _TEXT_FIELDS and each.name not in carried:
            carried[each.name] = Printed(value, each.source)
    return carried


def _day_of(printed: Printed | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(printed.value) if printed else None
    except ValueError:
        return None


def _read_council(titled: Part | None, kind: str, announced: Announced | None) -> Printed | None:
    """The meeting of the agenda or report; of a letter that only sends one, what it announces."""
    if titled:
        return Printed(titled.council, titled.title) if titled.council else None
    if announced and kind == LETTER:
        return Printed(name_council(announced.council), announced.source)
    return None


def _read_parts(
    sections: Sequence[Section],
    length: int,
    *,
    day: datetime.date | None,
    announced: Announced | None,
) -> Iterator[Part]:
    """The level-0 sections: what precedes the first heading, and each agenda or report."""
    tops = [section for section in sections if section.level == 0]
    for position, section in enumerate(tops):
        end = tops[position + 1].start if position + 1 < len(tops) else length
        if end - section.start < 2 or (not section.heading and end == section.end < _SHORTEST_PART):
            continue
        meeting = read_council(section.heading, day=day)
        council = name_council(meeting) if meeting else ""
        sent = announced.council if announced else None
        if meeting and sent and not meeting.place and same_meeting(meeting, sent):
            # where the Council met stands in the covering letter, not in the heading
            meeting = dataclasses.replace(meeting, place=sent.place)
        kind = part_kind(section.heading)
        yield Part(kind, section.heading, council, section.start, end, meeting)
