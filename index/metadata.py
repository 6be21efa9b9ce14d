"""Read from a letter what it is: its date, number, chamber, kind, parts and signatories.

Only what is printed is read; the text each field was read from is kept beside it.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.cues import MONTHS
from index.letter import MarkedSpan, Part, Section

_DATE = re.compile(rf"Den Haag,\s+(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
_CHAMBER = re.compile(r"Aan\s+de\s+[Vv]oorzitter\s+van\s+de\s+(Eerste|Tweede)\s+Kamer")
_NUMBER = re.compile(
    r"^[ \t]*(?:Nr\.[ \t]+(\d+)|([A-Z]{1,3}))[ \t]+(?:Brief|BRIEF|VERSLAG|Verslag)", re.M
)
_DOSSIER = re.compile(r"^[ \t]*(\d{2} \d{3})(?:[ \t]+\S.*)?$", re.MULTILINE)
_KAMERSTUK_FOOT = re.compile(r"Kamer, vergaderjaar [\d–-]+, (\d{2} \d{3}), (?:nr\. )?(\w+)")
_SIGNATURE = re.compile(
    r"^De\s+(?:minister|staatssecretaris)\b[^,\n]*(?:\n[^,\n]*)?,\s*\n\s*(\S[^\n]*\S)", re.I | re.M
)
_COUNCIL = re.compile(
    r"(?P<kind>informele |formele )?(?:bijeenkomst )?(?:van )?(?:de )?(?P<body>Raad Justitie en "
    r"Binnenlandse Zaken|[Rr]aad [A-Z]\w+(?: [\w]+)*?),? "
    r"(?P<when>\d{1,2}(?: en \d{1,2}|\s?-\s?\d{1,2})? "
    rf"(?:{'|'.join(MONTHS)}) \d{{4}})(?: te (?P<place>\w+))?"
)
_KINDS = (
    ("geannoteerde agenda", re.compile(r"geannoteerde agenda", re.IGNORECASE)),
    ("verslag", re.compile(r"\bverslag\b", re.IGNORECASE)),
)
_HEAD = 2_000  # characters; a date or number further down belongs to another letter


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
    signatories: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    sources: dict[str, str] = field(default_factory=dict[str, str])


def read_metadata(text: str, marked: Sequence[MarkedSpan], sections: Sequence[Section]) -> Metadata:
    """Read the letter's own fields from its head, its foot and its headings.

    >>> read_metadata("Den Haag, 23 juni 2025", (), ()).date
    datetime.date(2025, 6, 23)
    """
    head = text[:_HEAD]
    sources: dict[str, str] = {}

    def keep(name: str, source: str, value: str) -> str:
        sources[name] = " ".join(source.split())
        return " ".join(value.split())

    parts = tuple(_read_parts(sections, len(text)))
    chamber = date = dossier = number = kind = title = council = None
    if match := _CHAMBER.search(head):
        chamber = keep("chamber", match[0], f"{match[1]} Kamer")
    if (match := _DATE.search(head)) and (date := _make_date(match)):
        sources["date"] = " ".join(match[0].split())
    if match := _NUMBER.search(head):
        number = keep("number", match[0], match[1] or match[2])
    if match := _DOSSIER.search(head):
        dossier = keep("dossier", match[0], match[1])
    if match := _KAMERSTUK_FOOT.search(text):
        dossier = dossier or keep("dossier", match[0], match[1])
        number = number or keep("number", match[0], match[2])
    if titled := [part for part in parts if part.title]:
        title = keep("title", titled[-1].title, titled[-1].title)
        kind = keep("kind", titled[-1].title, titled[-1].kind)
        if titled[-1].council:
            council = keep("council", titled[-1].title, titled[-1].council)
    signatories = tuple(
        dict.fromkeys(match[1] for match in _SIGNATURE.finditer(_without_footnotes(text, marked)))
    )
    if signatories:
        sources["signatories"] = "; ".join(signatories)
    return Metadata(
        kind or "", chamber or "", date, dossier or "", number or "", title or "", council or "",
        signatories, parts, sources,
    )  # fmt: skip


def _make_date(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
    except ValueError:  # "31 februari"
        return None


def _without_footnotes(text: str, marked: Sequence[MarkedSpan]) -> str:
    """Footnotes as blank lines, so that a signature runs on across the foot of a page."""
    for span in reversed(marked):
        if span.kind in ("footnote", "furniture"):
            text = text[: span.start] + "\n" + text[span.end :]
    return text


def _read_parts(sections: Sequence[Section], length: int) -> Iterator[Part]:
    """The level-0 sections: what precedes the first heading, and each agenda or report."""
    tops = [at for at, section in enumerate(sections) if section.level == 0]
    for position, at in enumerate(tops):
        section = sections[at]
        end = sections[tops[position + 1]].start if position + 1 < len(tops) else length
        if end - section.start < 2 or (not section.heading and end == section.end < 50):
            continue
        kind = next((name for name, form in _KINDS if form.search(section.heading)), "brief")
        match = _COUNCIL.search(section.heading)
        council = (
            " ".join(match[0].removeprefix("van ").removeprefix("de ").split()) if match else ""
        )
        yield Part(
            kind, section.heading, _council_name(match) if match else council, section.start, end
        )


def _council_name(match: re.Match[str]) -> str:
    informal = "informele " if match.string[: match.start() + 9].find("informele") >= 0 else ""
    place = f" te {match['place']}" if match["place"] else ""
    return f"{informal}{match['body']}, {match['when']}{place}"
