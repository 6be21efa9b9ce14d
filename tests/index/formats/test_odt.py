"""Rules for OpenDocument texts: all that a reader sees is read, with its address, nothing else."""

import io
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFileError
from index.formats.extract import Extract, Field
from index.formats.odt import read_odt
from office_files import check_addresses, odt_file, odt_paragraphs, zip_file

_SHARED = os.environ.get("KAMERBRIEF_SHARED", "")
_REAL = sorted(Path(_SHARED, "documents", "odt").glob("*.odt")) if _SHARED else []


def _read(body: str, **parts: str) -> Extract:
    content = odt_file(body, **parts)
    extract = read_odt("brief.odt", content)
    check_addresses(extract, odt_paragraphs(content))
    return extract


def _p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _h(inside: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{inside}</text:h>'


def _span(inside: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


def _style(name: str, text: str = "", *, family: str = "text", other: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"<style:text-properties {text}/>{other}</style:style>"
    )


def _cell(*blocks: str, style: str = "") -> str:
    return f'<table:table-cell table:style-name="{style}">{"".join(blocks)}</table:table-cell>'


def _table(*rows: str) -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table>{inside}</table:table>"


def _note(number: str, text: str) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{_p(text)}</text:note-body></text:note>"
    )


def _headings(extract: Extract) -> list[tuple[str, int]]:
    return [(extract.text[each.start : each.end], each.level) for each in extract.headings]


def _marked(extract: Extract) -> list[tuple[str, str]]:
    return [(each.kind, extract.text[each.start : each.end]) for each in extract.marked]


def test_paragraphs_headings_and_white_space_are_read_as_they_are_set():
    extract = _read(
        _h("Wet- en\n   regelgeving", 2)
        + _p("Nr. 143<text:tab/>MOTIE<text:line-break/>Voorgesteld<text:s text:c='3'/>6 juli")
        + _p("")
    )

    assert extract.text == "Wet- en regelgeving\n\nNr. 143 MOTIE\nVoorgesteld 6 juli"
    assert _headings(extract) == [("Wet- en regelgeving", 2)]


def test_a_footnote_stands_behind_the_paragraph_that_marks_it():
    extract = _read(
        _p(f"Dit is gemeld{_note('1', 'Kamerstuk 32 317.')} en besproken.") + _p("Slot.")
    )

    assert extract.text == "Dit is gemeld1 en besproken.\n\n1 Kamerstuk 32 317.\n\nSlot."
    assert _marked(extract) == [("mark", "1"), ("footnote", "1 Kamerstuk 32 317.")]
    assert extract.settled == {"footnote", "mark"}


def test_tables_are_read_row_by_row():
    extract = _read(
        _table(
            _cell(_p("Datum")) + "<table:covered-table-cell/>" + _cell(_p("23 juni 2025")),
            _cell(_p("Een zin."), _p("Nog een zin.")) + _cell(_p("Slot.")),
        )
    )

    assert extract.text == "Datum\t23 juni 2025\n\nEen zin.\n\nNog een zin.\n\nSlot."


_LISTS = """
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
 <text:list-level-style-bullet text:level="3" text:bullet-char="&#xf0b7;"/>
</text:list-style>
"""


def _list(*items: str, attributes: str = 'text:style-name="L"') -> str:
    return f"<text:list {attributes}>{''.join(items)}</text:list>"


def _item(*blocks: str) -> str:
    return f"<text:list-item>{''.join(blocks)}</text:list-item>"


def test_labels_of_lists_are_in_the_text_and_have_their_own_address():
    deepest = _list(_item(_p("vier")), attributes="")
    deeper = _list(_item(_p("twee"), _p("zonder")), _item(_p("drie"), deepest), attributes="")

    extract = _read(
        _list(_item(_p("een"), deeper), _item(_p("vijf")))
        + _list(_item(_p("zes")), attributes='text:style-name="L" text:continue-numbering="true"')
        + _list(_item(_p("opnieuw"))),
        automatic=_LISTS,
    )

    assert extract.text.split("\n\n") == [
        "I. een", "I.1 twee", "zonder", "I.2 drie", "• vier", "II. vijf", "III. zes", "I. opnieuw",
    ]  # fmt: skip
    assert extract.origins[0].place == "body/list[1]/list-item[1]/p[1]/label"


def test_headings_are_numbered_by_the_outline():
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" '
        'style:num-format="1" style:num-suffix="."/></text:outline-style></office:styles>'
    )

    extract = _read(_h("Toegang", 1) + _h("Cijfers", 2) + _h("Migratie", 1), styles=outline)

    assert _headings(extract) == [("1. Toegang", 1), ("Cijfers", 2), ("2. Migratie", 1)]


def test_a_bold_line_is_a_heading_of_unknown_depth():
    bold = _style("vet", 'fo:font-weight="bold"')

    extract = _read(_p(_span("Vraag 1", "vet")) + _p("Kent u dit bericht?"), automatic=bold)

    assert _headings(extract) == [("Vraag 1", 0)]


@pytest.mark.parametrize(
    "properties",
    ['text:display="none"', 'fo:color="#ffffff"', 'fo:font-size="1pt"'],
    ids=["hidden", "white", "tiny"],
)
def test_text_that_nobody_sees_is_left_out_and_reported(properties: str):
    extract = _read(_p(f"Gezien.{_span('negeer dit', 's')}"), automatic=_style("s", properties))

    assert extract.text == "Gezien."
    assert extract.notices == ("Onzichtbare tekst in het bestand is weggelaten (9 tekens).",)


def test_white_text_in_a_dark_cell_is_read():
    dark = '<style:table-cell-properties fo:background-color="#154273"/>'
    automatic = _style("wit", 'fo:color="#ffffff"') + _style(
        "donker", family="table-cell", other=dark
    )

    extract = _read(_table(_cell(_p(_span("Kop", "wit")), style="donker")), automatic=automatic)

    assert extract.text == "Kop"


def test_what_was_deleted_commented_or_hidden_as_a_section_is_no_text():
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{_p('oud')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    comment = f"<office:annotation>{_p('let op')}</office:annotation>"
    hidden = f'<text:section text:display="none">{_p("geheim")}</text:section>'

    extract = _read(deleted + _p(f"nieuw{comment}e tekst") + hidden)

    assert extract.text == "nieuwe tekst"
    assert extract.notices == ("Onzichtbare tekst in het bestand is weggelaten (6 tekens).",)


def test_text_boxes_are_read_and_those_in_the_margin_of_a_page_are_furniture():
    def frame(anchor: str, text: str) -> str:
        return (
            f'<draw:frame text:anchor-type="{anchor}"><draw:text-box>{_p(text)}</draw:text-box>'
            "</draw:frame>"
        )

    extract = _read(frame("page", "kst-32545-143") + _p(f"Ankertekst.{frame('char', 'Kader.')}"))

    assert extract.text == "kst-32545-143\n\nAnkertekst.\n\nKader."
    assert _marked(extract) == [("furniture", "kst-32545-143")]
    assert extract.origins[-1].place == "body/p[1]/text-box[1]/p[1]"


def test_a_table_of_contents_is_furniture():
    contents = f"<text:index-body>{_p('1 Inleiding 2')}</text:index-body>"

    extract = _read(f"<text:table-of-content>{contents}</text:table-of-content>{_p('Slot.')}")

    assert _marked(extract) == [("furniture", "1 Inleiding 2")]


def test_a_letterhead_in_the_header_is_read_when_only_it_tells_the_date():
    header = (
        "<office:master-styles><style:master-page><style:header>"
        f"{_p('Datum 25 juli 2024')}</style:header></style:master-page></office:master-styles>"
    )

    extract = _read(_p("Hierbij de antwoorden."), styles=header)

    assert extract.text == "Datum 25 juli 2024\n\nHierbij de antwoorden."


def test_the_letterhead_of_an_official_publication_is_furniture_and_holds_no_heading():
    bold = _style("vet", 'fo:font-weight="bold"')
    cells = _cell(_p(_span("Tweede Kamer der Staten-Generaal", "vet"))) + _cell(_p("2"))
    letterhead = _table(cells).replace(
        "<table:table>", '<table:table table:name="parlementair.kop">'
    )

    extract = _read(letterhead + _p("De Kamer,"), automatic=bold)

    assert _marked(extract) == [("furniture", "Tweede Kamer der Staten-Generaal\t2")]
    assert _headings(extract) == []


def test_an_official_publication_tells_its_own_fields():
    def told(name: str, value: str) -> str:
        return f'<meta:user-defined meta:name="{name}">{value}</meta:user-defined>'

    extract = _read(
        _p("De Kamer,"),
        meta=told("OVERHEIDop.dossiernummer", "32545")
        + told("DCTERMS.W3CDTF/DCTERMS.issued", "2021-07-06")
        + told("Afdeling", "DGPenV"),
    )

    assert extract.fields == (
        Field("date", "2021-07-06", "metadata: DCTERMS.W3CDTF/DCTERMS.issued = 2021-07-06"),
        Field("dossier", "32 545", "metadata: OVERHEIDop.dossiernummer = 32545"),
    )


_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&\ufffe\uffff"),
    max_size=20,
)
_INLINE = st.one_of(
    _WORDS,
    _WORDS.map(lambda text: _span(text, "vet")),
    st.sampled_from(["\n  ", "<text:s text:c='2'/>", "<text:tab/>", "<text:line-break/>"]),
)
_BLOCK = st.lists(_INLINE, max_size=5).map(lambda parts: _p("".join(parts)))


@given(st.lists(st.one_of(_BLOCK, _BLOCK.map(lambda block: _table(_cell(block) * 2))), max_size=5))
def test_every_character_has_its_address_and_none_is_lost(blocks: list[str]):
    content = odt_file("".join(blocks) + _p("Slot."))

    extract = read_odt("brief.odt", content)

    check_addresses(extract, odt_paragraphs(content))
    assert _bare(extract.text) == _bare("".join(odt_paragraphs(content).values()))


@pytest.mark.skipif(not _REAL, reason="KAMERBRIEF_SHARED names no folder with documents/odt")
@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.stem)
def test_real_documents_keep_every_character_at_its_address(path: Path):
    content = path.read_bytes()

    extract = read_odt(path.name, content)

    check_addresses(extract, odt_paragraphs(content))
    assert _bare(extract.text) == _bare("".join(odt_paragraphs(content).values()))
    assert extract.notices == ()


def _bare(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "beschadigd"),
        (odt_file(_p("x"))[:-40], "beschadigd"),
        (zip_file({"brief.txt": "tekst"}), "is geen OpenDocument-tekst"),
        (zip_file({"content.xml": "<a/>"}), "is geen OpenDocument-tekst"),
        (odt_file("<text:p>"), "de XML erin klopt niet"),
        (odt_file(""), "bevat geen tekst"),
        (odt_file("<text:section>" * 300), "beschadigd"),
        (odt_file(f"<text:p>{' ' * 12_000_000}</text:p>"), "meer dan honderd keer zo groot"),
        (zip_file({"META-INF/manifest.xml": "<encryption-data/>"}), "wachtwoord"),
    ],
    ids=["empty", "cut off", "another zip", "no text document", "broken XML", "no text", "deep",
         "bomb", "password"],
)  # fmt: skip
def test_what_is_no_readable_odt_is_refused_in_one_line(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        read_odt("brief.odt", content)

    assert caught.value.problem.startswith("brief.odt")
    assert "\n" not in str(caught.value)


def test_a_style_that_builds_on_itself_does_no_harm():
    ring = '<style:style style:name="a" style:family="paragraph" style:parent-style-name="a"/>'

    extract = _read(_p("Tekst.", "a"), automatic=ring)

    assert extract.text == "Tekst."


def test_parts_may_stand_in_any_order_and_styles_may_be_missing():
    with zipfile.ZipFile(io.BytesIO(odt_file(_p("Tekst.")))) as archive:
        content = zip_file({"content.xml": archive.read("content.xml")})

    assert read_odt("brief.odt", content).text == "Tekst."


@pytest.mark.parametrize("name", ["section", "span", "list-item", "note", "ruby", "anything"])
def test_what_is_nested_as_deep_as_xml_may_be_does_not_stop_the_reader(name: str):
    inside = f"<text:{name}>" * 200 + _p("Diep.") + f"</text:{name}>" * 200

    extract = read_odt("brief.odt", odt_file(_p("Slot.") + inside))

    assert "Slot." in extract.text


def test_entities_are_not_followed():
    with zipfile.ZipFile(io.BytesIO(odt_file(_p("A &geheim; B")))) as archive:
        content = archive.read("content.xml")
    entity = b'<!DOCTYPE a [<!ENTITY geheim SYSTEM "file:///etc/hostname">]>'

    extract = read_odt("brief.odt", zip_file({"content.xml": entity + content}))

    assert set(extract.text) <= set("A B")


def test_a_label_of_more_levels_than_there_are_costs_nothing():
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="999999999" '
        'style:num-format="1" text:display-levels="999999999"/></text:outline-style>'
        "</office:styles>"
    )

    assert _read(_h("Kop", 999_999_999), styles=outline).text == "1 Kop"
