"""Read from a publication's own XML elements what it is; its metadata says the same more fully."""

import re
from collections.abc import Iterator

from index.cues import MONTHS
from index.errors import UnreadableFileError
from index.formats.extract import Field
from index.formats.markup import fold, local_name, read_inline
from index.formats.official_items import read_items
from index.formats.official_metadata import (
    add_missing,
    make_fields,
    read_chamber,
    read_day,
    read_dossier,
    read_identifiers,
    read_official_metadata,
    read_year,
)
from index.formats.xml_tree import Element

_DAY = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
_TITLE_KINDS = re.compile(
    r"(?:(?:GEWIJZIGDE?|NADERE?|TWEEDE|DERDE)\s+)*(MOTIE|BRIEF|AMENDEMENT|VERSLAG|"
    r"NOTA NAAR AANLEIDING VAN HET VERSLAG|MEMORIE VAN TOELICHTING|VOORSTEL VAN WET|"
    r"LIJST VAN VRAGEN EN ANTWOORDEN|LIJST VAN VRAGEN|NOTA VAN WIJZIGING)\b",
    re.IGNORECASE,
)
_ORDER_OF_THE_DAY = re.compile(r"en gaat over tot de orde van de dag\.?$", re.IGNORECASE)
_CHAMBERS = {"1": "Eerste Kamer", "2": "Tweede Kamer"}
_NAME_REACH = 20  # paragraphs under a motion that can be names


def read_fields(
    root: Element, metadata: bytes | None, *, certain: bool
) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """A publication's fields, and Dutch notices.

    What stands beside it goes before its own metadata, and that before what is printed in it.
    """
    notices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    if metadata is not None:
        try:
            fields = read_official_metadata(metadata)
        except UnreadableFileError as error:
            notices = (f"De metadata naast dit bestand is niet gelezen: {error.problem}",)
    items = read_items(root.iter("meta", "metadata"), certain=certain)
    fields = add_missing(fields, make_fields(items))
    body = tuple(field for field in _Body(root, certain=certain).fields() if field.value)
    names: set[str] = set()
    own = [each for each in body if each.name == "signatories" or not _seen(names, each.name)]
    return add_missing(add_missing(fields, own), read_identifiers(items)), notices


def _seen(names: set[str], name: str) -> bool:
    if name in names:
        return True
    names.add(name)
    return False


class _Body:
    """A publication's elements, by name."""

    def __init__(self, root: Element, *, certain: bool) -> None:
        self._root = root
        self._certain = certain

    def fields(self) -> Iterator[Field]:
        """Every field in the order of preference; empty and repeated ones too."""
        for line in self._root.iter("tekstregel"):
            text = self._text(line)
            if line.get("inhoud", "") == "vergaderjaar":
                yield Field("parliamentary_year", read_year(text), text)
            if line.get("inhoud", "") == "kameraanduiding":
                yield Field("chamber", read_chamber(text), text)
        for number in self._root.iter("dossiernummer"):
            yield Field("dossier", self._dossier(number), self._text(number))
        for number in self._root.iter("ondernummer"):
            around = number.getparent()
            printed = self._text(around if around is not None else number)
            yield Field("number", self._text(number), printed)
            yield Field("chamber", _CHAMBERS.get(number.get("kamer", "") or "", ""), printed)
        for number in self._root.iter("kamervraagnummer"):
            yield Field("number", self._text(number), self._text(number))
        yield from self._questions()
        yield from self._titles()
        for date in self._root.iter("datumtekst", "vergaderdatum", "ondertekening"):
            yield Field("date", self._day(date), self._text(date))
        yield from self._signatories()

    def _text(self, element: Element) -> str:
        return read_inline(element, certain=self._certain)

    def _name(self, name: Element) -> str:
        """A person's name; no space need be written between its parts."""
        if (name.text or "").strip():
            return self._text(name)
        return " ".join(filter(None, map(self._text, name)))

    def _dossier(self, number: Element) -> str:
        own, addition = "", ""
        for part in number.iter("dossiernr", "raadnr", "begrotingshoofdstuk"):
            if local_name(part) == "dossiernr":
                own = own or self._text(part)
            else:
                addition = addition or self._text(part)
        return read_dossier(f"{own}-{addition}" if addition else own)

    def _day(self, element: Element) -> str:
        for date in element.iter("datum"):
            if day := read_day(date.get("isodatum", "") or ""):
                return day
        if match := _DAY.search(self._text(element)):
            month = MONTHS.index(match[2].lower()) + 1
            return read_day(f"{match[3]}-{month:02}-{int(match[1]):02}")
        return ""

    def _questions(self) -> Iterator[Field]:
        lines = {line.get("type", ""): line for line in self._root.iter("kamervraagomschrijving")}
        if not lines:
            return
        answer, question = lines.get("antwoord"), lines.get("vraag")
        first = answer if answer is not None else next(iter(lines.values()))
        yield Field("kind", "Kamervragen" if answer is None else "antwoord op Kamervragen",
                    self._text(first))  # fmt: skip
        yield Field("date", self._day(first), self._text(first))
        title = self._text(question if question is not None else first)
        yield Field("title", title, title)
        if answer is not None:
            for ministry in answer.iter("organisatie"):
                name = self._text(ministry)
                yield Field("ministry", f"Ministerie van {name}", name)
        for name in first.iter("naam"):
            yield Field("signatories", self._name(name), self._text(first))

    def _titles(self) -> Iterator[Field]:
        for title in self._root.iter("titel", "item-titel"):
            around = title.getparent()
            tag = "" if around is None else local_name(around)
            text = self._text(title)
            if tag == "stuk":
                yield Field("title", text, text)
                if match := _TITLE_KINDS.match(text):
                    yield Field("kind", match[1].lower(), text)
            if local_name(title) == "item-titel":
                yield Field("title", text, text)
        for tag, kind in (("handelingen", "handelingen"), ("bijlage", "bijlage")):
            for element in self._root:
                if local_name(element) == tag:
                    yield Field("kind", kind, f"<{tag}>")

    def _signatories(self) -> Iterator[Field]:
        for signature in self._root.iter("ondertekening"):
            for name in signature.iter("naam"):
                yield Field("signatories", self._name(name), self._text(signature))
        if any(True for _ in self._root.iter("ondertekening", "handelingen")):
            return
        paragraphs = list(self._root.iter("al"))[-_NAME_REACH:]
        texts = [self._text(paragraph) for paragraph in paragraphs]
        for at, text in enumerate(texts):
            if _ORDER_OF_THE_DAY.search(text):
                for name in texts[at + 1 :]:
                    yield Field("signatories", fold(name), name)
                return
