"""Rules for Word documents: all that a reader sees is read, with its address, and nothing else."""

import io
import os
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFileError
from index.formats.docx import read_docx
from index.formats.extract import Extract
from index.formats.xml_tree import parse_xml
from office_files import (
    W,
    check_addresses,
    etree,
    paragraph,
    text_run,
    word_file,
    word_paragraphs,
    zip_file,
)

_SHARED = os.environ.get("KAMERBRIEF_SHARED", "")
_REAL = sorted(Path(_SHARED, "documents", "docx").glob("*.docx")) if _SHARED else []


def _read(body: str, **parts: str) -> Extract:
    content = word_file(body, **parts)
    extract = read_docx("brief.docx", content)
    check_addresses(extract, word_paragraphs(content))
    return extract


def _headings(extract: Extract) -> list[tuple[str, int]]:
    return [(extract.text[each.start : each.end], each.level) for each in extract.headings]


def _marked(extract: Extract) -> list[tuple[str, str, str]]:
    return [
        (each.kind, extract.text[each.start : each.end], each.footnote) for each in extract.marked
    ]


def _turn(field: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{field}"/></w:r>'


def _cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def _table(*rows: str, properties: str = "") -> str:
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{inside}</w:tbl>"


# --- text in reading order -------------------------------------------------------------------


def test_paragraphs_are_parted_by_a_blank_line_and_empty_ones_leave_nothing():
    extract = _read(
        paragraph("Geachte voorzitter,") + paragraph() + paragraph("Hierbij", " het verslag.")
    )

    assert extract.text == "Geachte voorzitter,\n\nHierbij het verslag."
    assert [origin.place for origin in extract.origins] == ["body/p[1]", "body/p[3]"]


def test_tabs_are_spaces_and_breaks_are_line_ends_but_pages_are_not():
    extract = _read(
        paragraph("Aan", "<w:r><w:tab/></w:r>", "de Kamer", "<w:r><w:br/></w:r>", "Den Haag",
                  '<w:r><w:br w:type="page"/></w:r>', "2025", "<w:r><w:noBreakHyphen/></w:r>", "26")
    )  # fmt: skip

    assert extract.text == "Aan de Kamer\nDen Haag 2025-26"
    assert extract.page_starts == ()


def test_a_file_that_python_docx_wrote_reads_the_same():
    made = cast("Any", docx.Document())
    made.add_heading("Toegang tot gegevens", level=2)
    made.add_paragraph("Nederland steunt het voorstel.")
    packed = io.BytesIO()
    made.save(packed)

    extract = read_docx("brief.docx", packed.getvalue())

    assert extract.text == "Toegang tot gegevens\n\nNederland steunt het voorstel."
    assert _headings(extract) == [("Toegang tot gegevens", 2)]


def test_a_table_is_read_row_by_row_and_a_label_stands_beside_what_it_labels():
    extract = _read(
        _table(
            _cell(paragraph("Datum")) + _cell(paragraph("23 juni 2025")),
            _cell(paragraph("Nr. 10")) + _cell(paragraph("MOTIE"), paragraph("Ter vervanging")),
            _cell(paragraph("Het kabinet besluit.")) + _cell(paragraph("De Kamer volgt.")),
        )
    )

    assert extract.text == (
        "Datum\t23 juni 2025\n\nNr. 10\tMOTIE\n\nTer vervanging\n\n"
        "Het kabinet besluit.\n\nDe Kamer volgt."
    )


def test_tables_in_tables_and_content_controls_are_read_where_they_stand():
    inner = _table(_cell(paragraph("binnen een.")))
    control = f"<w:sdt><w:sdtContent>{paragraph('in een veld.')}</w:sdtContent></w:sdt>"

    extract = _read(_table(_cell(paragraph("voor."), inner, control)) + paragraph("na."))

    assert extract.text == "voor.\n\nbinnen een.\n\nin een veld.\n\nna."
    assert extract.origins[1].place == "body/tbl[1]/tr[1]/tc[1]/tbl[1]/tr[1]/tc[1]/p[1]"
    assert extract.origins[2].place == "body/tbl[1]/tr[1]/tc[1]/sdt[1]/sdtContent/p[1]"


def test_a_text_box_is_read_once_whatever_the_version_of_word():
    box = f"<w:txbxContent>{paragraph('Datum 25 juli 2024')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}"
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )

    extract = _read(paragraph("Ankertekst.", f"<w:r>{drawing}</w:r>"))

    assert extract.text == "Ankertekst.\n\nDatum 25 juli 2024"
    assert extract.origins[1].place == "body/p[1]/textbox[1]/p[1]"


def test_links_and_formulas_are_text():
    extract = _read(
        paragraph("Zie ", f"<w:hyperlink>{text_run('de site')}</w:hyperlink>", ": ",
                  "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>")
    )  # fmt: skip

    assert extract.text == "Zie de site: x=2"


def test_tracked_changes_are_read_as_accepted():
    extract = _read(
        paragraph("Het kabinet ", "<w:del><w:r><w:delText>steunt</w:delText></w:r></w:del>",
                  f"<w:ins>{text_run('verwerpt')}</w:ins>", " het",
                  f"<w:moveFrom>{text_run(' weg')}</w:moveFrom>", " voorstel.")
    )  # fmt: skip

    assert extract.text == "Het kabinet verwerpt het voorstel."


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    extract = _read(
        paragraph("Het kabinet ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("steunt dit.")
    )

    assert extract.text == "Het kabinet steunt dit."


def test_a_deleted_row_is_not_read():
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{_cell(paragraph('oud'))}</w:tr>"

    extract = _read(f"<w:tbl>{deleted}<w:tr>{_cell(paragraph('nieuw'))}</w:tr></w:tbl>")

    assert extract.text == "nieuw"


def test_of_a_field_only_the_result_is_read():
    begin, separate, end = map(_turn, ("begin", "separate", "end"))
    code = "<w:r><w:instrText>DOCPROPERTY datum</w:instrText></w:r>"
    inner = begin + separate + text_run("tussenstand") + end

    extract = _read(paragraph("Datum: ", begin, code, inner, separate, "23 juni 2025", end, "."))

    assert extract.text == "Datum: 23 juni 2025."


def test_a_field_that_never_ends_does_not_hide_the_rest_of_the_letter():
    extract = _read(paragraph("Een", _turn("begin")) + paragraph("Twee"))

    assert extract.text == "Een\n\nTwee"


# --- what nobody sees -------------------------------------------------------------------------

_WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        _WHITE,
        '<w:color w:val="FAFAFA"/>',
        f'{_WHITE}<w:shd w:val="clear" w:fill="FFFFFF"/>',
        '<w:sz w:val="2"/>',
        '<w:highlight w:val="black"/>',
        '<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:rStyle w:val="onzichtbaar"/>',
    ],
    ids=["hidden", "white", "nearly white", "white on white", "tiny", "blacked out",
         "as dark as its background", "by its style"],
)  # fmt: skip
def test_text_that_nobody_sees_is_left_out_and_reported(properties: str):
    styles = (
        '<w:style w:type="character" w:styleId="onzichtbaar"><w:rPr><w:vanish/></w:rPr></w:style>'
    )

    extract = _read(paragraph("Gezien.", text_run("negeer dit", properties)), styles=styles)

    assert extract.text == "Gezien."
    assert extract.notices == ("Onzichtbare tekst in het bestand is weggelaten (9 tekens).",)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(text_run("Kop", f'{_WHITE}<w:shd w:val="clear" w:fill="154273"/>')),
        paragraph(text_run("Kop", _WHITE), properties='<w:shd w:val="clear" w:fill="154273"/>'),
        _table(_cell(paragraph(text_run("Kop", _WHITE)), properties='<w:shd w:fill="154273"/>')),
        _table(_cell(paragraph(text_run("Kop", _WHITE))), properties='<w:tblStyle w:val="blauw"/>'),
        paragraph(text_run("Kop", '<w:vanish w:val="0"/>')),
        paragraph(text_run("Kop", '<w:color w:val="auto"/><w:shd w:fill="000000"/>')),
        paragraph(
            '<w:r><w:pict><v:shape fillcolor="#154273"><v:textbox><w:txbxContent>'
            + paragraph(text_run("Kop", _WHITE))
            + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        ),
    ],
    ids=["run", "paragraph", "cell", "table style", "switched off", "automatic colour", "shape"],
)
def test_text_that_stands_out_from_its_background_is_read(body: str):
    blue = (
        '<w:style w:type="table" w:styleId="blauw"><w:shd w:val="clear" w:fill="154273"/></w:style>'
    )

    extract = _read(body, styles=blue)

    assert extract.text == "Kop"
    assert extract.notices == ()


def test_a_table_of_contents_is_furniture():
    code = "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    first = paragraph(_turn("begin"), code, _turn("separate"), "1 Inleiding 2")

    extract = _read(first + paragraph("2 Slot 3") + paragraph(_turn("end")) + paragraph("Slot"))

    assert [text for _, text, _ in _marked(extract)] == ["1 Inleiding 2", "2 Slot 3"]


# --- letterhead -------------------------------------------------------------------------------

_SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'


def test_a_letterhead_in_the_header_is_read_when_only_it_tells_the_date():
    header = paragraph(text_run("Datum 25 juli 2024", "<w:b/>"))

    extract = _read(paragraph("In antwoord op uw brief van 5 juli 2024.") + _SECTION, header=header)

    assert extract.text == "Datum 25 juli 2024\n\nIn antwoord op uw brief van 5 juli 2024."
    assert extract.origins[0].place == "header[default]/p[1]"
    assert extract.headings == ()


def test_a_header_that_repeats_the_letter_is_not_read():
    extract = _read(
        paragraph("Den Haag, 25 juli 2024") + _SECTION, header=paragraph("Datum 25 juli 2024")
    )

    assert extract.text == "Den Haag, 25 juli 2024"


# --- footnotes --------------------------------------------------------------------------------

_NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="7">'
    f"{paragraph('<w:r><w:footnoteRef/></w:r>', ' Kamerstuk 32 317, nr. 964.')}"
    f'</w:footnote><w:footnote w:id="3">{paragraph("Zie bijlage.")}</w:footnote>'
)


def _note(identifier: int, attributes: str = "") -> str:
    return f'<w:r><w:footnoteReference w:id="{identifier}" {attributes}/></w:r>'


def test_a_footnote_stands_behind_the_paragraph_that_marks_it():
    extract = _read(
        paragraph("Dit is gemeld", _note(7), " en besproken.")
        + paragraph("Zie ook", _note(3), "."),
        footnotes=_NOTES,
    )

    assert extract.text.split("\n\n") == [
        "Dit is gemeld1 en besproken.", "1 Kamerstuk 32 317, nr. 964.",
        "Zie ook2.", "2 Zie bijlage.",
    ]  # fmt: skip
    assert _marked(extract) == [
        ("mark", "1", "1"),
        ("footnote", "1 Kamerstuk 32 317, nr. 964.", "1"),
        ("mark", "2", "2"),
        ("footnote", "2 Zie bijlage.", "2"),
    ]
    assert extract.settled == {"footnote", "mark"}
    assert "footnotes/footnote[2]/p[1]" in {origin.place for origin in extract.origins}


def test_a_footnote_in_a_row_waits_for_the_end_of_the_row():
    extract = _read(
        _table(_cell(paragraph("Omvang", _note(7))) + _cell(paragraph("12 mln."))), footnotes=_NOTES
    )

    assert extract.text == "Omvang1\t12 mln.\n\n1 Kamerstuk 32 317, nr. 964."


def test_a_mark_of_the_writers_own_is_kept():
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'

    extract = _read(paragraph("Zie", mark, "."), footnotes=_NOTES)

    assert _marked(extract) == [("mark", "*", "*"), ("footnote", "* Zie bijlage.", "*")]


def test_endnotes_are_numbered_as_word_does():
    extract = _read(
        paragraph("Zie", '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        endnotes=f'<w:endnote w:id="1">{paragraph("Slotnoot.")}</w:endnote>',
    )

    assert _marked(extract) == [("mark", "i", "i"), ("footnote", "i Slotnoot.", "i")]


# --- headings and lists -----------------------------------------------------------------------

_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="eigen"><w:name w:val="Tussenkop"/>'
    '<w:basedOn w:val="Kop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="hoofdstuk"><w:name w:val="Hoofdstuk"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="kring"><w:basedOn w:val="kring"/></w:style>'
)


def _styled(style: str, *runs: str) -> str:
    return paragraph(*runs, properties=f'<w:pStyle w:val="{style}"/>')


@pytest.mark.parametrize(
    ("body", "level"),
    [
        (_styled("Kop2", "Migratie"), 2),
        (_styled("eigen", "Migratie"), 2),
        (_styled("hoofdstuk", "Migratie"), 1),
        (_styled("titel", "Migratie"), 0),
        (paragraph("Migratie", properties='<w:outlineLvl w:val="2"/>'), 3),
        (paragraph(text_run("Migra", "<w:b/>"), text_run("tie", "<w:b/>")), 0),
    ],
    ids=["style", "based on", "outline of a style", "title", "outline of its own", "bold"],
)
def test_a_heading_is_known_by_how_it_is_set(body: str, level: int):
    extract = _read(body + paragraph("Nederland steunt dit."), styles=_STYLES)

    assert _headings(extract) == [("Migratie", level)]


@pytest.mark.parametrize(
    "body",
    [
        _styled("kring", "Gewoon"),
        paragraph(text_run("Nederland steunt dit.", "<w:b/>")),
        paragraph(text_run("Wat vindt u hiervan? 1)", "<w:b/>")),
        paragraph(text_run("Let op: ", "<w:b/>"), "dit gaat door"),
        _table(_cell(paragraph(text_run("Datum", "<w:b/>"))) + _cell(paragraph("nu"))),
    ],
    ids=["style that builds on itself", "sentence", "question", "run-in", "label in a table"],
)
def test_bold_text_is_not_always_a_heading(body: str):
    assert _headings(_read(body, styles=_STYLES)) == []


def test_bold_lines_above_a_text_in_one_paragraph_are_its_heading():
    extract = _read(
        paragraph(text_run("Vraag 1", "<w:b/>"), "<w:r><w:br/></w:r>", "Kent u dit bericht?")
    )

    assert _headings(extract) == [("Vraag 1", 0)]


def _level(level: int, form: str, label: str, start: int = 1, style: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{label}"/></w:lvl>'
    )


_NUMBERING = f"""
<w:abstractNum w:abstractNumId="0">
{_level(0, "upperRoman", "%1.")}{_level(1, "decimal", "%1.%2")}{_level(2, "lowerLetter", "%3)")}
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{_level(0, "bullet", "&#xf0b7;")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
{_level(0, "decimal", "%1.", 6, "genummerd")}
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def _item(text: str, number: int, level: int = 0) -> str:
    numbers = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return paragraph(text, properties=f"<w:numPr>{numbers}</w:numPr>")


def test_labels_that_word_prints_are_in_the_text_and_have_their_own_address():
    body = "".join(
        _item(text, number, level)
        for text, number, level in (
            ("een", 1, 0), ("twee", 1, 1), ("drie", 1, 1), ("vier", 1, 2), ("vijf", 1, 0),
            ("zes", 1, 1), ("zeven", 2, 0), ("acht", 4, 0), ("negen", 0, 0),
        )
    )  # fmt: skip

    extract = _read(body, numbering=_NUMBERING)

    assert extract.text.split("\n\n") == [
        "I. een", "I.1 twee", "I.2 drie", "a) vier", "II. vijf",
        "II.1 zes", "• zeven", "I. acht", "negen",
    ]  # fmt: skip
    assert extract.origins[0].place == "body/p[1]/label"


def test_a_style_numbers_its_headings():
    styles = (
        '<w:style w:type="paragraph" w:styleId="genummerd"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    off = paragraph(
        "Slot", properties='<w:pStyle w:val="genummerd"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )

    extract = _read(
        _styled("genummerd", "Toegang") + _styled("genummerd", "Migratie") + off,
        styles=styles,
        numbering=_NUMBERING,
    )

    assert _headings(extract) == [("6. Toegang", 1), ("7. Migratie", 1), ("Slot", 1)]


# --- laws -------------------------------------------------------------------------------------

_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&\ufffe\uffff"),
    max_size=20,
)
_RUN = st.one_of(
    _WORDS.map(text_run),
    st.sampled_from(["<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:noBreakHyphen/></w:r>",
                     _note(3), text_run("weg", "<w:vanish/>")]),
)  # fmt: skip
_PARAGRAPH = st.lists(_RUN, max_size=6).map(lambda runs: paragraph(*runs))
_BLOCK = st.recursive(
    _PARAGRAPH,
    lambda block: st.lists(st.lists(block, min_size=1, max_size=2), min_size=1, max_size=3).map(
        lambda cells: _table("".join(_cell(*cell) for cell in cells))
    ),
    max_leaves=6,
)


@given(st.lists(_BLOCK, max_size=6))
def test_every_character_has_its_address_and_no_visible_one_is_lost(blocks: list[str]):
    content = word_file("".join(blocks) + paragraph("Slot."), footnotes=_NOTES)

    extract = read_docx("brief.docx", content)

    check_addresses(extract, word_paragraphs(content))
    assert _bare(extract) == _visible(content)


@pytest.mark.skipif(not _REAL, reason="KAMERBRIEF_SHARED names no folder with documents/docx")
@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.stem)
def test_real_letters_keep_every_character_at_its_address(path: Path):
    content = path.read_bytes()

    extract = read_docx(path.name, content)

    check_addresses(extract, word_paragraphs(content))
    assert _bare(extract) == _visible(content)
    assert extract.notices == ()


def _bare(extract: Extract) -> Counter[str]:
    """The characters that come from the body: no labels, footnotes and letterheads."""
    return Counter(
        character
        for origin in extract.origins
        if origin.place.startswith("body/") and origin.place.rpartition("/")[2].startswith("p[")
        for character in extract.text[origin.start : origin.end]
        if not character.isspace()
    )


def _visible(content: bytes) -> Counter[str]:
    """The characters of the body that are neither deleted nor hidden, each text box once."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    seen: Counter[str] = Counter()
    for run in root.iter(W + "r"):
        around = {etree.QName(each).localname for each in run.iterancestors()}
        if run.find(f"{W}rPr/{W}vanish") is not None or around & {"Fallback", "del", "moveFrom"}:
            continue
        for each in run:
            text = "-" if each.tag == W + "noBreakHyphen" else each.text or ""
            if each.tag in (W + "t", W + "noBreakHyphen"):
                seen.update(character for character in text if not character.isspace())
    return seen


# --- refusals ---------------------------------------------------------------------------------

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "beschadigd"),
        (b"Geachte voorzitter,", "beschadigd"),
        (word_file(paragraph("x"))[:-40], "beschadigd"),
        (zip_file({"brief.txt": "tekst"}), "is geen Word-document"),
        (word_file("<w:p><w:r>"), "beschadigd: de XML erin klopt niet"),
        (word_file(""), "bevat geen tekst"),
        (word_file(paragraph(text_run("x", "<w:vanish/>"))), "bevat geen tekst"),
        (word_file("<w:ins>" * 300), "beschadigd"),
        (_OLE + bytes(600), "oude Word-versie"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    ],
    ids=["empty", "text", "cut off", "another zip", "broken XML", "no text", "only hidden text",
         "deep", "old Word", "password"],
)  # fmt: skip
def test_what_is_no_readable_word_document_is_refused_in_one_line(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        read_docx("brief.docx", content)

    assert caught.value.problem.startswith("brief.docx")
    assert "\n" not in str(caught.value)


def test_millions_of_empty_paragraphs_are_not_even_parsed():
    body = b"<w:p/>" * 2_000_001

    with pytest.raises(UnreadableFileError, match="meer opmaak dan een brief nodig heeft"):
        parse_xml("brief.docx", body)


def test_entities_are_not_followed():
    document = (
        '<!DOCTYPE w [<!ENTITY geheim SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>A &geheim; B</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("x")))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    extract = read_docx("brief.docx", zip_file({**members, "word/document.xml": document}))

    assert extract.text.startswith("A")
    assert set(extract.text) <= set("A B")


def test_an_inserted_document_is_reported():
    extract = _read(paragraph("Zie hieronder.") + '<w:altChunk r:id="x"/>')

    assert extract.notices == ("Het bestand bevat een ingevoegd document dat niet is gelezen.",)


@pytest.mark.parametrize(
    "names",
    [
        "tbl tr tc",
        "sdt sdtContent",
        "ins",
        "p hyperlink",
        "p r pict txbxContent",
        "p ruby rubyBase",
    ],
)
def test_what_is_nested_as_deep_as_xml_may_be_does_not_stop_the_reader(names: str):
    tags = (names.split() * 200)[:240]
    before = "".join(f"<w:{tag}>" for tag in tags)
    after = "".join(f"</w:{tag}>" for tag in reversed(tags))

    extract = read_docx("brief.docx", word_file(paragraph("Slot.") + before + after))

    assert extract.text == "Slot."
