"""Read what official publications say of themselves: Dublin Core, OWMS and their sibling files.

Two styles carry the same names: ``<meta name="DCTERMS.issued" content="...">`` (also written
``<metadata name=...>``), and OWMS elements such as ``<dcterms:issued>``. A file
``X.metadata.xml`` or ``X.metadata_owms.xml`` tells about X in whatever format.

The fields are those of a Letter. There is one Field per name, but one per person for
``signatories``: who moved a motion, or the minister who answered.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from index.formats.extract import Field
from index.formats.markup import local_name
from index.formats.mojibake import is_encoded_twice
from index.formats.official_items import Item, read_items
from index.formats.xml_tree import Element, parse_xml

_ENDINGS = (".metadata.xml", ".metadata_owms.xml")
_YEAR = re.compile(r"\b((?:1[89]|20)\d\d)\s?[-–/]\s?((?:1[89]|20)?\d\d)\b")
_DOSSIER = re.compile(r"(\d{2})\s?(\d{3})(?:[\s-]*([IVXLC]+|\d{2}|[A-Z])(?!\w))?")
_IDENTIFIER = re.compile(
    r"(?P<what>kst|ah|h|blg|kv|nds|ag|ek|tk)-(?:(?P<house>tk|ek|vv)-)?(?P<rest>[\w.-]+)"
)
_HOUSES = {"tk": "Tweede Kamer", "ek": "Eerste Kamer", "vv": "Verenigde Vergadering"}
_CHAMBER = re.compile(r"(Eerste Kamer|Tweede Kamer|Verenigde Vergadering)")
_KINDS = {
    "antwoord": "antwoord op Kamervragen",
    "aanhangsel van de handelingen": "antwoord op Kamervragen",
    "kamervragen (aanhangsel)": "antwoord op Kamervragen",
    "kamervragen zonder antwoord": "Kamervragen",
    "vragen": "Kamervragen",
    "brief regering": "brief",
    "brief van de regering": "brief",
    "handeling": "handelingen",
    "blg": "bijlage",
}
# what says no more than that something was published
_NO_KINDS = frozenset({"officiële publicatie", "kamerstuk", "kamerstukken", "overig", "overige"})


def is_official_metadata(name: str) -> bool:
    """Whether a file only tells about another one.

    >>> is_official_metadata("kst-32545-143.metadata_owms.xml")
    True
    """
    return name.lower().endswith(_ENDINGS)


def metadata_sibling_of(name: str) -> str:
    """The name, without extension, of the files that a metadata file tells about.

    >>> metadata_sibling_of("kst-32545-143.metadata.xml")
    'kst-32545-143'
    """
    ending = next((each for each in _ENDINGS if name.lower().endswith(each)), "")
    return name[: len(name) - len(ending)]


def read_official_metadata(content: bytes) -> tuple[Field, ...]:
    """Read a metadata file's fields; raises ``UnreadableFileError`` when it is no XML."""
    twice = is_encoded_twice(content.decode("utf-8", "replace"))
    root = parse_xml(
        "het metadatabestand", content.lstrip(b"\xef\xbb\xbf\xc3\xaf\xc2\xbb\xbf \r\n")
    )
    items = read_items(root.iter(), certain=twice)
    return add_missing(make_fields(items), read_identifiers(items))


def is_metadata_root(root: Element) -> bool:
    """Whether a whole XML file is metadata."""
    return local_name(root) in ("metadata_gegevens", "owms-metadata", "owmskern")


def make_fields(items: Sequence[Item]) -> tuple[Field, ...]:
    """The fields of a Letter that these statements give; what they do not say is left out."""
    return (
        *_first("title", items, ("overheidop.documenttitel", "title")),
        *_kind(items),
        *_date(items),
        *_first("parliamentary_year", items, ("overheidop.vergaderjaar",), read_year),
        *_chamber(items),
        *_first("dossier", items, ("overheidop.dossiernummer",), read_dossier),
        *_first("number", items, ("overheidop.ondernummer", "overheidop.aanhangselNummer")),
        *_ministry(items),
        *_signatories(items),
    )


def read_identifiers(items: Sequence[Item]) -> tuple[Field, ...]:
    """What the publication's name says, for what nothing else says."""
    fields: tuple[Field, ...] = ()
    for item in _named(items, ("identifier", "overheidop.externMetadataRecord")):
        fields = add_missing(fields, read_identifier(item.value, _source(item)))
    return fields


def add_missing(fields: Sequence[Field], others: Iterable[Field]) -> tuple[Field, ...]:
    """The fields, and of the others those that the first ones do not have."""
    named = {field.name for field in fields}
    return (*fields, *(other for other in others if other.name not in named))


def read_identifier(value: str, source: str) -> Iterator[Field]:
    """What a publication's name says: ``kst-36600-XX-58``, ``ah-tk-20202021-3235``.

    >>> [field.value for field in read_identifier("kst-21501-02-2962", "")]
    ['21 501-02', '2962']
    """
    match = _IDENTIFIER.search(value.rpartition(".nl/")[2])
    if not match:
        return
    if match["house"]:
        yield Field("chamber", _HOUSES[match["house"]], source)
    parts = match["rest"].removesuffix("/metadata.xml").split("-")
    if match["what"] == "kst" and len(parts) >= 2 and re.fullmatch(r"\d{5}", parts[0]):
        yield Field("dossier", read_dossier("-".join(parts[:-1])), source)
        yield Field("number", parts[-1], source)
    elif match["what"] in ("ah", "h") and re.fullmatch(r"\d{8}", parts[0]):
        yield Field("parliamentary_year", f"{parts[0][:4]}-{parts[0][4:]}", source)
        yield Field("number", "-".join(parts[1:]), source)
        yield Field("kind", "handelingen" if match["what"] == "h" else _KINDS["antwoord"], source)
    elif match["what"] == "blg":
        yield Field("kind", "bijlage", source)


def read_dossier(value: str) -> str:
    """A dossier as it is printed; "" when the value is none.

    >>> read_dossier("32545"), read_dossier("21501-02"), read_dossier("36600-XX")
    ('32 545', '21 501-02', '36 600 XX')
    """
    match = _DOSSIER.match(value.strip())
    if not match:
        return ""
    addition = match[3] or ""
    if addition:
        addition = f"-{addition}" if addition.isdigit() else f" {addition}"
    return f"{match[1]} {match[2]}{addition}"


def read_year(value: str) -> str:
    """A parliamentary year in full.

    >>> read_year("Vergaderjaar 2020–21")
    '2020-2021'
    """
    match = _YEAR.search(value)
    return f"{match[1]}-{match[1][: 4 - len(match[2])]}{match[2]}" if match else ""


def read_chamber(value: str) -> str:
    """The chamber that a text names; "" when it names none or more than one."""
    found = set(_CHAMBER.findall(value))
    return found.pop() if len(found) == 1 else ""


def read_day(value: str) -> str:
    """An ISO date; "" for what is no day on the calendar."""
    try:
        return datetime.date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError:
        return ""


def read_kind(value: str) -> str:
    """The kind of document in the words that letters use; "" for a kind that says nothing."""
    kind = value.strip().lower()
    return "" if kind in _NO_KINDS else _KINDS.get(kind, kind)


def _named(items: Sequence[Item], names: Sequence[str]) -> Iterator[Item]:
    """The statements by these names, in the order of the names; a bare name is Dublin Core."""
    for name in names:
        spelt = {name.lower()} if "." in name else {f"dc.{name}", f"dcterms.{name}"}
        yield from (item for item in items if item.name.lower() in spelt)


def _source(item: Item) -> str:
    return f"metadata: {item.written} = {item.value}"


def _first(
    field: str,
    items: Sequence[Item],
    names: Sequence[str],
    read: Callable[[str], str] = str,
) -> Iterator[Field]:
    """The first of these statements that can be read, as a field."""
    for item in _named(items, names):
        if value := read(item.value):
            yield Field(field, value, _source(item))
            return


def _kind(items: Sequence[Item]) -> Iterator[Field]:
    """The most telling type: of Kamerstuk or Aanhangsel, then of parliamentary paper."""

    def rank(item: Item) -> int:
        return next(
            (
                at
                for at, scheme in enumerate(("KamerstukTypen", "AanhangselTypen", "Typen"))
                if scheme in item.scheme
            ),
            3,
        )

    types = sorted(_named(items, ("type", "overheidop.publicationName")), key=rank)
    for item in types:
        if item.scheme != "OVERHEID.Informatietype" and (kind := read_kind(item.value)):
            yield Field("kind", kind, _source(item))
            return


def _date(items: Sequence[Item]) -> Iterator[Field]:
    """When it was signed, moved or received; the day of publication is another day."""
    names = ("issued", "overheidop.datumOntvangst", "overheidop.datumVergadering", "date")
    yield from _first("date", items, names, read_day)


def _chamber(items: Sequence[Item]) -> Iterator[Field]:
    yield from _first("chamber", items, ("creator", "publisher"), read_chamber)


def _ministry(items: Sequence[Item]) -> Iterator[Field]:
    def read(value: str) -> str:
        return value if value.startswith("Ministerie ") else ""

    yield from _first("ministry", items, ("creator", "overheid.authority", "publisher"), read)


def _signatories(items: Sequence[Item]) -> Iterator[Field]:
    """Of an answer who gave it, of anything else who brought it in."""
    answered = any("AanhangselTypen" in each.scheme and each.value == "Antwoord" for each in items)
    names = ("overheidop.ontvanger",) if answered else ("overheidop.indiener",)
    seen: set[str] = set()
    for item in _named(items, names):
        if item.value not in seen:
            seen.add(item.value)
            yield Field("signatories", item.value, _source(item))
