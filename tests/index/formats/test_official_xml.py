"""Rules for the XML of official publications, on made-up ones and on every shared one."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.official_metadata import (
    is_official_metadata,
    metadata_sibling_of,
    read_official_metadata,
)
from index.formats.official_xml import read_official_xml
from markup_law import find_disorder, find_misplaced, find_uncovered, make_trees, without_space

SHARED = os.environ.get("KAMERBRIEF_SHARED")
needs_shared = pytest.mark.skipif(
    SHARED is None, reason="KAMERBRIEF_SHARED names no folder with documents"
)
FILES = sorted(Path(SHARED).glob("documents/xml/*.xml")) if SHARED else []
PUBLICATIONS = [file for file in FILES if not is_official_metadata(file.name)]

KAMERSTUK = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie>
  <metadata><meta name="OVERHEIDop.externMetadataRecord" scheme=""
    content="https://zoek.officielebekendmakingen.nl/kst-99501-02-12/metadata.xml"/></metadata>
  <kamerstuk>
    <kamerstukkop>
      <tekstregel inhoud="vergaderjaar">Vergaderjaar 2031-2032</tekstregel>
      <tekstregel inhoud="kameraanduiding">Eerste Kamer der Staten-Generaal</tekstregel>
    </kamerstukkop>
    <dossier>
      <dossiernummer><dossiernr>99 501</dossiernr>-<raadnr>02</raadnr></dossiernummer>
      <titel>Raad voor Voorbeelden</titel>
    </dossier>
    <stuk>
      <stuknr>Nr. <ondernummer kamer="1">12</ondernummer></stuknr>
      <titel>BRIEF VAN DE MINISTER VAN VOORBEELDEN</titel>
      <datumtekst>Den Haag, <datum isodatum="2031-04-05">5 april 2031</datum></datumtekst>
      <algemeen><vrije-tekst><tekst>
        <divisie><kop><nr>1.</nr><titel>Inleiding</titel></kop>
          <al>Nederland steunt dit<noot id="a" type="voet"><noot.nr>1</noot.nr><noot.al>Kamerstuk
            99 501, <nadruk type="cur">nr. 3</nadruk>.</noot.al></noot>, zoals
            <nadruk>eerder</nadruk> gemeld.</al>
          <lijst><li><li.nr>–</li.nr><al>Eerste punt;</al></li>
            <li><li.nr>b.</li.nr><al>tweede punt.</al><al>Toelichting.</al></li></lijst>
          <divisie><kop><nr>1.1</nr><titel>Cijfers</titel></kop>
            <table><title>Tabel 1</title><tgroup><tbody>
              <row><entry><al>Land</al></entry><entry><al>Aantal</al></entry></row>
              <row><entry><al>NL</al></entry><entry><al>CO<inf>2</inf></al></entry></row>
            </tbody></tgroup></table>
          </divisie>
        </divisie>
        <ondertekening><functie>De Minister van Voorbeelden,</functie>
          <naam><voornaam>A.B.</voornaam><achternaam>Verzonnen</achternaam></naam></ondertekening>
      </tekst></vrije-tekst></algemeen>
    </stuk>
  </kamerstuk>
</officiele-publicatie>"""
KAMERSTUK_TEXT = """Vergaderjaar 2031-2032

Eerste Kamer der Staten-Generaal

99 501-02 Raad voor Voorbeelden

Nr. 12 BRIEF VAN DE MINISTER VAN VOORBEELDEN

Den Haag, 5 april 2031

1. Inleiding

Nederland steunt dit1, zoals eerder gemeld.

1 Kamerstuk 99 501, nr. 3.

– Eerste punt;
b. tweede punt.
Toelichting.

1.1 Cijfers

Tabel 1

Land\tAantal

NL\tCO2

De Minister van Voorbeelden,
A.B. Verzonnen"""

HANDELINGEN = """ï»¿
<?xml version="1.0" encoding="utf-8"?>
<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" scheme=""
  content="https://zoek.officielebekendmakingen.nl/h-ek-20312032-7-2/metadata.xml"/></metadata>
 <handelingen>
  <vergadering><vergaderdatum>
    Dinsdag 6 april 2032
  </vergaderdatum></vergadering>
  <agendapunt>
   <nr>
    2
   </nr>
   <item-titel>
    Voorbeelden
   </item-titel>
   <spreekbeurt><spreker>
     <voorvoegsels>
      De heer
     </voorvoegsels>
     <naam>
      <achternaam>
       Van Ã‰Ã©n
      </achternaam>
     </naam>
     (
     <politiek>
      LID
     </politiek>
     ):
    </spreker>
    <tekst><al-groep><al>
      De CO
      <inf>
       2
      </inf>
      -uitstoot van
      <nadruk>
       Nederland
      </nadruk>
      .
     </al><al>
      Dank u.
     </al></al-groep></tekst></spreekbeurt>
  </agendapunt>
 </handelingen>
</officiele-publicatie>"""


def parse(content: bytes) -> Any:
    """As anybody would: without what stands before the XML."""
    start = re.search(rb"<", content)
    assert start
    make = cast("Callable[[bytes], Any]", etree.fromstring)  # pyright: ignore[reportUnknownMemberType]
    return make(content[start.start() :])


def read(content: str, **options: Any) -> Extract:
    return read_official_xml("stuk.xml", content.encode(), **options)


def values(extract: Extract) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in extract.fields:
        found.setdefault(field.name, []).append(field.value)
    return found


def wrap(text: str) -> str:
    return f"<officiele-publicatie><stuk><al>{text}</al></stuk></officiele-publicatie>"


def test_a_kamerstuk_reads_in_its_own_order():
    extract = read(KAMERSTUK)

    assert extract.text == KAMERSTUK_TEXT
    assert extract.format == "xml"
    assert extract.notices == ()


def test_headings_carry_their_depth():
    extract = read(KAMERSTUK)

    headings = [(mark.level, extract.text[mark.start : mark.end]) for mark in extract.headings]
    assert headings == [
        (1, "99 501-02 Raad voor Voorbeelden"),
        (1, "Nr. 12 BRIEF VAN DE MINISTER VAN VOORBEELDEN"),
        (2, "1. Inleiding"),
        (3, "1.1 Cijfers"),
    ]


def test_a_footnote_never_interrupts_a_sentence():
    extract = read(KAMERSTUK)

    spans = [
        (span.kind, span.footnote, extract.text[span.start : span.end]) for span in extract.marked
    ]
    assert spans == [
        ("furniture", "", "Vergaderjaar 2031-2032"),
        ("furniture", "", "Eerste Kamer der Staten-Generaal"),
        ("mark", "1", "1"),
        ("footnote", "1", "1 Kamerstuk 99 501, nr. 3."),
        ("furniture", "", "–"),
    ]
    assert extract.settled == {"furniture", "footnote", "mark", "hyphen", "hidden"}


def test_a_publications_own_elements_say_what_it_is():
    fields = values(read(KAMERSTUK))

    assert fields == {
        "parliamentary_year": ["2031-2032"],
        "chamber": ["Eerste Kamer"],
        "dossier": ["99 501-02"],
        "number": ["12"],
        "title": ["BRIEF VAN DE MINISTER VAN VOORBEELDEN"],
        "kind": ["brief"],
        "date": ["2031-04-05"],
        "signatories": ["A.B. Verzonnen"],
    }


def test_a_speaker_stands_before_the_words_and_layout_adds_no_spaces():
    extract = read(HANDELINGEN)

    assert extract.text == (
        "Dinsdag 6 april 2032\n\n2 Voorbeelden\n\n"
        "De heer Van Één (LID):\nDe CO2-uitstoot van Nederland.\n\nDank u."
    )
    assert values(extract) == {
        "title": ["Voorbeelden"],
        "kind": ["handelingen"],
        "date": ["2032-04-06"],
        "chamber": ["Eerste Kamer"],
        "parliamentary_year": ["2031-2032"],
        "number": ["7-2"],
    }
    assert len(extract.notices) == 1


def test_questions_and_answers_keep_their_numbers():
    extract = read(
        "<officiele-publicatie><kamervragen>"
        "<kamervraagomschrijving type='vraag'>Vragen van het lid <naam><achternaam>A</achternaam>"
        "</naam> over voorbeelden (ingezonden <datum isodatum='2031-01-02'>2 januari</datum>)."
        "</kamervraagomschrijving><kamervraagomschrijving type='antwoord'>Antwoord van Minister "
        "<naam><achternaam>B</achternaam></naam> (<organisatie>Voorbeelden</organisatie>) "
        "(ontvangen <datum isodatum='2031-02-03'>3 februari</datum>).</kamervraagomschrijving>"
        "<vraag><nr>Vraag 1</nr><al>Klopt dit?</al></vraag><antwoord><nr>1</nr><al>Ja.</al>"
        "</antwoord></kamervragen></officiele-publicatie>"
    )

    assert extract.text.endswith("\n\nVraag 1\n\nKlopt dit?\n\n1 Ja.")
    assert values(extract)["kind"] == ["antwoord op Kamervragen"]
    assert values(extract)["date"] == ["2031-02-03"]
    assert values(extract)["ministry"] == ["Ministerie van Voorbeelden"]
    assert values(extract)["signatories"] == ["B"]


def test_the_names_under_a_motion_are_its_signatories():
    extract = read(
        wrap("De Kamer,</al><al>en gaat over tot de orde van de dag.</al><al>Piet</al><al>Els")
    )

    assert values(extract)["signatories"] == ["Piet", "Els"]


METADATA = b"""<metadata_gegevens>
<metadata name="DC.title" scheme="" content="Voorbeeldbrief"/>
<metadata name="DC.type" scheme="OVERHEID.Informatietype" content="officiele publicatie"/>
<metadata name="DC.type" scheme="OVERHEIDop.KamerstukTypen" content="Brief"/>
<metadata name="DC.creator" scheme="OVERHEID.Ministerie" content="Ministerie van Voorbeelden"/>
<metadata name="OVERHEIDop.dossiernummer" scheme="" content="99600-XX"/>
<metadata name="OVERHEIDop.indiener" scheme="" content="A. Een"/>
<metadata name="OVERHEIDop.indiener" scheme="" content="B. Twee"/>
<metadata name="DCTERMS.issued" scheme="DCTERMS.W3CDTF" content="2031-07-06"/>
<metadata name="DCTERMS.available" scheme="DCTERMS.W3CDTF" content="2031-07-09"/>
<metadata name="DC.identifier" scheme="OVERHEIDop.ParlID" content="kst-99600-XX-OY"/>
</metadata_gegevens>"""
OWMS = b"""<owms-metadata xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:overheidop="http://standaarden.overheid.nl/oep/meta/">
<owmskern><dcterms:identifier>kst-99600-XX-OY</dcterms:identifier>
<dcterms:title>Voorbeeldbrief</dcterms:title>
<dcterms:type scheme="OVERHEIDop.KamerstukTypen">Brief</dcterms:type>
<dcterms:creator scheme="OVERHEID.Ministerie">Ministerie van Voorbeelden</dcterms:creator>
</owmskern>
<owmsmantel><dcterms:issued>2031-07-06</dcterms:issued></owmsmantel>
<oep><overheidop:dossiernummer>99600-XX</overheidop:dossiernummer>
<overheidop:indiener>A. Een</overheidop:indiener><overheidop:indiener>B. Twee</overheidop:indiener>
</oep></owms-metadata>"""


@pytest.mark.parametrize("content", [METADATA, OWMS], ids=["Dublin Core", "OWMS"])
def test_both_styles_of_metadata_give_the_same_fields(content: bytes):
    fields = [(field.name, field.value) for field in read_official_metadata(content)]

    assert fields == [
        ("title", "Voorbeeldbrief"),
        ("kind", "brief"),
        ("date", "2031-07-06"),
        ("dossier", "99 600 XX"),
        ("ministry", "Ministerie van Voorbeelden"),
        ("signatories", "A. Een"),
        ("signatories", "B. Twee"),
        ("number", "OY"),
    ]


def test_metadata_beside_a_file_goes_before_what_is_in_it():
    fields = values(read(KAMERSTUK, metadata=METADATA))

    assert fields["title"] == ["Voorbeeldbrief"]
    assert fields["signatories"] == ["A. Een", "B. Twee"]
    assert fields["chamber"] == ["Eerste Kamer"]


def test_damaged_metadata_costs_no_letter():
    extract = read(KAMERSTUK, metadata=b"<metadata_gegevens><meta")

    assert values(extract)["date"] == ["2031-04-05"]
    assert "metadata" in extract.notices[0]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("kst-1-2.metadata.xml", "kst-1-2"),
        ("kst-1-2.METADATA_OWMS.xml", "kst-1-2"),
        ("kst-1-2.xml", None),
        ("metadata.xml", None),
    ],
)
def test_metadata_files_are_known_by_their_name(name: str, base: str | None):
    assert is_official_metadata(name) == (base is not None)
    if base:
        assert metadata_sibling_of(name) == base


@pytest.mark.parametrize("content", [METADATA, OWMS], ids=["Dublin Core", "OWMS"])
def test_metadata_alone_is_no_letter(content: bytes):
    with pytest.raises(UnreadableFileError, match="alleen metadata"):
        read_official_xml("stuk.xml", content)


LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'lol'>" + "".join(
    f"<!ENTITY l{level} '{f'&l{level - 1};' * 10}'>" for level in range(1, 10)
)


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS + "]><a>&l9;</a>",
        "<!DOCTYPE a [<!ENTITY x '" + "x" * 50_000 + "'>]><a>" + "&x;" * 50_000 + "</a>",
        "<a>" * 300 + "diep" + "</a>" * 300,
        "<a><al>afgebroken",
        "<a>" + "x" * 11_000_000 + "</a>",
        "<a>&onbekend;</a>",
        "geen xml",
        "<officiele-publicatie><metadata/></officiele-publicatie>",
    ],
    ids=["a billion laughs", "quadratic", "too deep", "cut off", "a text of 11 MB",
         "unknown entity", "no XML", "no text"],
)  # fmt: skip
def test_hostile_or_damaged_xml_is_refused_in_one_line(content: str):
    with pytest.raises(UnreadableFileError) as caught:
        read(content)

    assert caught.value.problem.startswith("stuk.xml")
    assert "\n" not in caught.value.problem
    assert caught.value.remedy


def test_a_file_named_by_an_entity_is_not_read(tmp_path: Path):
    (tmp_path / "geheim.txt").write_text("geheim")
    entity = f"<!DOCTYPE a [<!ENTITY e SYSTEM 'file://{tmp_path}/geheim.txt'>]>"

    extract = read(entity + wrap("voor &e; na"))

    assert extract.text == "voor na"
    assert "entiteiten" in extract.notices[0]


def test_invisible_characters_are_left_out_and_said():
    extract = read(wrap("Neder\u200bland\U000e0061\U000e0062 data\u00adretentie"))

    assert extract.text == "Nederland dataretentie"
    assert "onzichtbare tekst van 2 tekens" in extract.notices[0]


@pytest.mark.parametrize(
    "content",
    ["<al>tekst</al>" * 30_000, "<al>" + "<nadruk>t</nadruk> " * 30_000 + "</al>",
     "<al>" + "t<noot><noot.nr>1</noot.nr><noot.al>z</noot.al></noot> " * 10_000 + "</al>",
     "<al>" + "woord " * 500_000 + "</al>"],
    ids=["paragraphs", "words", "footnotes", "one line"],
)  # fmt: skip
def test_no_publication_takes_long(content: str):
    start = time.process_time()

    read(f"<a>{content}</a>")

    assert time.process_time() - start < 5  # seconds; a quadratic reader takes minutes


TAGS = "al al-groep lijst li li.nr tekst titel kop nr nadruk sup noot noot.nr noot.al row entry x"
TREES = make_trees(TAGS, "ab .:()\n\u00a0ë")


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4).map("<!-- c -->".join))
def test_every_character_stands_at_its_address_and_none_is_lost(tree: str):
    content = f"<stuk>a{tree}</stuk>"

    extract = read(content)

    root = parse(content.encode())
    assert find_misplaced(extract, root) == []
    assert find_uncovered(extract) == ""
    assert find_disorder(extract) == []
    visible = without_space("".join(root.xpath("//text()")))
    # footnotes stand elsewhere, and their numbers twice
    lost = [each for each in set(visible) if extract.text.count(each) < visible.count(each)]
    assert lost == []
    if "noot" not in content:
        assert without_space(extract.text) == visible


@needs_shared
@pytest.mark.parametrize("file", PUBLICATIONS, ids=lambda file: file.stem)
def test_every_shared_publication_stands_at_its_addresses(file: Path):
    content = file.read_bytes()

    extract = read_official_xml(file.name, content)

    root = parse(content)
    assert find_misplaced(extract, root) == []
    assert find_uncovered(extract) == ""
    assert find_disorder(extract) == []
    visible = "".join(root.xpath("//text()[not(ancestor::metadata)]"))
    if content.startswith("ï»¿".encode()):
        visible = visible.encode("latin-1").decode()
    assert without_space(extract.text) == without_space(visible)


@needs_shared
@pytest.mark.parametrize("file", PUBLICATIONS, ids=lambda file: file.stem)
def test_every_shared_publication_gives_all_the_metadata_it_has(file: Path):
    content = file.read_bytes()

    fields = values(read_official_xml(file.name, content))

    root = parse(content)

    def has(path: str) -> bool:
        return any(str(value).strip() for value in root.xpath(path))

    expected = {
        "title": "//stuk/titel/text() | //item-titel/text() | //kamervraagomschrijving/text()",
        "date": "//@isodatum | //vergaderdatum/text() | //meta[@name='DCTERMS.issued']/@content",
        "parliamentary_year": "//tekstregel[@inhoud='vergaderjaar']/text()",
        "chamber": "//tekstregel[@inhoud='kameraanduiding']/text()",
        "dossier": "//dossiernr/text()",
        "number": "//ondernummer/text() | //kamervraagnummer/text()",
        "kind": "//kamerstuk/stuk/titel/text() | //kamervragen/@* | //handelingen//text()",
        "ministry": "//kamervraagomschrijving/organisatie/text()",
        "signatories": "//meta[@name='OVERHEIDop.indiener']/@content",
    }
    assert [name for name, path in expected.items() if has(path) and name not in fields] == []


@needs_shared
def test_a_motion_is_the_same_with_its_metadata_in_either_style():
    assert SHARED
    folder = Path(SHARED, "documents/xml")
    content = (folder / "kst-32545-143.xml").read_bytes()

    for ending in ("metadata", "metadata_owms"):
        metadata = (folder / f"kst-32545-143.{ending}.xml").read_bytes()
        fields = values(read_official_xml("kst-32545-143.xml", content, metadata=metadata))

        assert fields["date"] == ["2021-07-06"]
        assert fields["chamber"] == ["Tweede Kamer"]
        assert (fields["dossier"], fields["number"]) == (["32 545"], ["143"])
        assert fields["kind"] == ["motie"]
        assert fields["parliamentary_year"] == ["2020-2021"]
        assert fields["signatories"] == ["I. (Inge) van Dijk", "P.A. Grinwis"]
