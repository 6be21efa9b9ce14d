"""The fields of every shared publication, held against an independent reading of its XML."""

import os
import re
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

from index.actors import ActorReader
from index.letter import Letter
from index.reading import make_letter

SHARED = os.environ.get("KAMERBRIEF_SHARED")
pytestmark = pytest.mark.skipif(
    SHARED is None, reason="set KAMERBRIEF_SHARED to a folder with documents/"
)
FOLDER = Path(SHARED or "", "documents", "xml")
METADATA = (".metadata.xml", ".metadata_owms.xml")
PUBLICATIONS = [file for file in sorted(FOLDER.glob("*.xml")) if not file.name.endswith(METADATA)]
MONTHS: str = (
    "januari februari maart april mei juni juli augustus september oktober november december"
)


def first(root: Any, *paths: str) -> str:
    """The first text that one of these paths gives, with its spaces folded."""
    for path in paths:
        for found in cast("list[Any]", root.xpath(path)):
            text = found if isinstance(found, str) else "".join(found.itertext())
            if text.strip():
                return " ".join(text.split())
    return ""


def content_of(root: Any, name: str) -> str:
    """The statement by that name in one style or the other."""
    local = name.partition(".")[2]
    return first(
        root,
        f"//meta[@name='{name}']/@content | //metadata[@name='{name}']/@content",
        f"//*[local-name()='{local}']",
    )


def parse(content: bytes) -> Any:
    if content.startswith("ï»¿".encode()):  # encoded twice
        content = str(content, "utf-8").encode("latin-1")
    return cast("Any", etree).fromstring(content[content.index(b"<") :])


def printed_day(text: str) -> str:
    match = re.search(rf"(\d{{1,2}}) ({MONTHS.replace(' ', '|')}) (\d{{4}})", text)
    if not match:
        return ""
    return f"{match[3]}-{MONTHS.split().index(match[2]) + 1:02}-{int(match[1]):02}"


def read_truth(root: Any, metadata: Any) -> dict[str, object]:
    """What the publication says; a field that it does not say is "" or ()."""
    answer = "//kamervraagomschrijving[@type='antwoord']"
    name = content_of(root, "OVERHEIDop.externMetadataRecord").rpartition(".nl/")[2]
    serial = re.match(r"(?:ah|h)-(?:tk|ek)-(\d{4})(\d{4})-([\d-]+)", name)
    year = content_of(metadata, "OVERHEIDop.vergaderjaar") or first(
        root, "//tekstregel[@inhoud='vergaderjaar']"
    ).removeprefix("Vergaderjaar ")
    dossier = content_of(metadata, "OVERHEIDop.dossiernummer") or "-".join(
        part for tag in ("dossiernr", "raadnr", "begrotingshoofdstuk")
        if (part := first(root, f"//dossiernummer//{tag}"))
    )  # fmt: skip
    kind = first(metadata, "//*[contains(@scheme, 'KamerstukTypen')]/@content",
                 "//*[contains(@scheme, 'KamerstukTypen')]")  # fmt: skip
    return {
        "dossier": re.sub(r"[\s-]", "", dossier),
        "number": content_of(metadata, "OVERHEIDop.ondernummer")
        or first(root, "//ondernummer", "//kamervraagnummer")
        or (serial[3] if serial else ""),
        "date": content_of(metadata, "DCTERMS.issued")
        or first(root, "//datumtekst//@isodatum", f"({answer}//@isodatum)[last()]")
        or printed_day(first(root, "//vergaderdatum")),
        "chamber": (first(root, "//tekstregel[@inhoud='kameraanduiding']")
                    or ("Tweede Kamer" if "-tk-" in name else "")).partition(" der ")[0],
        "parliamentary_year": year or (f"{serial[1]}-{serial[2]}" if serial else ""),
        "kind": kind.lower()
        or next((word.lower() for word in ("MOTIE", "BRIEF", "AMENDEMENT")
                 if word in first(root, "//stuk/titel").split()), "")
        or ("antwoord op Kamervragen" if root.xpath(answer) else "")
        or ("handelingen" if root.xpath("//handelingen") else ""),
        "title": content_of(metadata, "OVERHEIDop.documenttitel")
        or first(root, "//stuk/titel", "//item-titel", "//kamervraagomschrijving"),
        "ministry": first(root, f"{answer}/organisatie"),
        "signatories": tuple(
            " ".join(each.split())
            for each in metadata.xpath(
                "//*[@name='OVERHEIDop.indiener']/@content"
                " | //*[local-name()='indiener']/text()"
            )
        )
        or names_under(root)
        or tuple(" ".join(each.itertext()) for each in root.xpath(f"{answer}/naam")),
    }  # fmt: skip


def names_under(root: Any) -> tuple[str, ...]:
    """The paragraphs behind the last line of a motion."""
    lines = [" ".join("".join(each.itertext()).split()) for each in root.xpath("//stuk//al")]
    ends = [at for at, line in enumerate(lines) if line.startswith("en gaat over tot de orde")]
    return tuple(lines[ends[-1] + 1 :]) if ends else ()


def read_fields(letter: Letter) -> dict[str, object]:
    return {
        "dossier": re.sub(r"[\s-]", "", letter.dossier),
        "number": letter.number,
        "date": str(letter.date or ""),
        "chamber": letter.chamber,
        "parliamentary_year": letter.parliamentary_year,
        "kind": letter.kind,
        "title": letter.title,
        "ministry": letter.ministry,
        "signatories": letter.signatories,
    }


def differences(letter: Letter, truth: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Each field that the publication has and that was read otherwise: (read, says)."""
    read = read_fields(letter)
    return {name: (read[name], says) for name, says in truth.items() if says and read[name] != says}


@pytest.mark.parametrize("file", PUBLICATIONS, ids=lambda file: file.stem)
def test_every_field_that_a_publication_has_is_read_as_it_says(
    file: Path, actor_reader: ActorReader
):
    content = file.read_bytes()
    root = parse(content)

    letter = make_letter(file.name, content, actor_reader)

    truth = read_truth(root, root)
    assert differences(letter, truth) == {}
    assert {name for name, says in truth.items() if says} >= {"kind", "chamber", "number"}
    for name in ("date", "dossier", "number", "title", "kind"):
        assert bool(letter.sources.get(name)) == bool(getattr(letter, name))


@pytest.mark.parametrize("style", METADATA)
def test_what_stands_beside_a_publication_is_read_in_either_style(
    style: str, actor_reader: ActorReader
):
    content = (FOLDER / "kst-32545-143.xml").read_bytes()
    metadata = (FOLDER / f"kst-32545-143{style}").read_bytes()

    letter = make_letter("kst-32545-143.xml", content, actor_reader, metadata=metadata)

    truth = read_truth(parse(content), parse(metadata))
    assert differences(letter, truth) == {}
    assert all(says for name, says in truth.items() if name != "ministry")
    assert letter.sources["title"].startswith("metadata: ")
    assert letter.sources["title"].endswith(f" = {letter.title}")
