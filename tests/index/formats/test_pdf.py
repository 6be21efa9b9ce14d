"""Rules for PDFs: what a reader sees is read, with its address; what interrupts is marked."""

import io
import os
from pathlib import Path

import pypdf
import pytest

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.ocr import find_tesseract
from index.formats.pdf import read_pdf
from pdf_files import (
    Paper,
    Shown,
    check_law,
    count_lost,
    draw_grey_page,
    inline_image,
    make_pages,
    paragraph,
)

_SHARED = os.environ.get("KAMERBRIEF_SHARED", "")
_REAL = sorted(Path(_SHARED, "documents", "pdf").glob("*.pdf")) if _SHARED else []
# pictures of text; what is recognised in them stands at no character of PDFium's
_SCANS = frozenset(
    {"1848-scan.pdf", "blg-1007826.pdf", "ic_no_ocr.pdf", "toezeggingen_commissie_bme.pdf"}
)
_LONG = (
    "Nederland steunt het voorstel van de Commissie en vraagt aandacht voor de uitvoering door de "
    "lidstaten. Enkele lidstaten vroegen om meer tijd; de Commissie zal in juli met een nieuw "
    "voorstel komen waarin de wensen van de lidstaten zijn verwerkt."
)


def _read(*pages: Paper | list[Shown], image: bool = False) -> Extract:
    content = make_pages(*pages, image=image)
    extract = read_pdf("brief.pdf", content)
    check_law(extract, content)
    return extract


def _marked(extract: Extract, kind: str) -> list[tuple[str, str]]:
    return [
        (extract.text[each.start : each.end], each.footnote)
        for each in extract.marked
        if each.kind == kind
    ]


def _headings(extract: Extract) -> list[str]:
    return [extract.text[each.start : each.end] for each in extract.headings]


def test_lines_are_parted_by_a_line_break_and_paragraphs_by_a_blank_line():
    extract = _read([*paragraph(_LONG, 700), *paragraph("Het kabinet dankt de Kamer.", 600)])

    first, second = extract.text.split("\n\n")
    assert " ".join(first.split()) == _LONG
    assert "\n" in first
    assert second == "Het kabinet dankt de Kamer."


def test_an_address_is_a_page_and_a_character_with_a_box():
    extract = _read([Shown("Eerste bladzijde.")], [Shown("Tweede.", x=100, y=500, size=12)])

    last = extract.origins[-1]
    assert (last.place, last.offset, last.end - last.start) == ("page 2", 0, 7)
    assert last.box == pytest.approx((100, 500, 143, 509), abs=3)


def test_pages_are_parted_by_a_form_feed():
    extract = _read([Shown("Een.")], [], [Shown("Drie.")])

    assert extract.text == "Een.\n\f\n\fDrie."
    assert extract.page_starts == (0, 6, 8)


def test_a_hyphen_at_the_end_of_a_line_stays():
    extract = _read([Shown("De samen-"), Shown("werking gaat door.", y=686)])

    assert extract.text == "De samen-\nwerking gaat door."


def test_the_number_behind_a_year_is_the_mark_of_its_footnote():
    line = Shown("Dit is besloten op 6 december 2024", y=658, mark="3", behind=" in Brussel.")
    body = [*paragraph(_LONG, 700), line]
    notes = [
        Shown("3", y=83, size=5),
        Shown("Kamerstuk 32 317, nr. 964.", x=76, y=80, size=8),
    ]

    extract = _read([*body, *notes])

    assert _marked(extract, "mark") == [("3", "3")]
    assert _marked(extract, "footnote") == [("3 Kamerstuk 32 317, nr. 964.", "3")]
    assert "6 december 20243 in Brussel." in extract.text
    assert {"footnote", "mark"} <= extract.settled


def test_two_marks_beside_each_other_are_two():
    line = Shown("Zie het besluit", y=658, mark="1,2", behind=" van gisteren.")
    body = [*paragraph(_LONG, 700), line]
    notes = [Shown("1 Kamerstuk 1.", y=80, size=8), Shown("2 Kamerstuk 2.", y=70, size=8)]

    extract = _read([*body, *notes])

    assert _marked(extract, "mark") == [("1,", "1"), ("2", "2")]
    assert [number for _, number in _marked(extract, "footnote")] == ["1", "2"]


def test_a_footnote_goes_on_over_the_page():
    first = [*paragraph(_LONG, 650), Shown("Zie het besluit", y=600, mark="1")]
    first += [Shown("1 Dit is een lange noot die", y=60, size=8)]
    second = [*paragraph(_LONG, 650), Shown("op de volgende bladzijde verder gaat.", y=60, size=8)]

    extract = _read(first, second)

    assert _marked(extract, "footnote") == [
        ("1 Dit is een lange noot die", "1"),
        ("op de volgende bladzijde verder gaat.", "1"),
    ]


def test_a_power_is_no_mark():
    lines = [Shown("Volgens het rapport", y=658, mark="1", behind=" van gisteren")]
    lines += [Shown("beslaat het terrein 12 km", y=644, mark="2", behind=" in Limburg.")]

    extract = _read([*paragraph(_LONG, 700), *lines, Shown("1 Kamerstuk 1.", y=80, size=8)])

    assert _marked(extract, "mark") == [("1", "1")]


def test_what_stands_at_the_same_height_on_most_pages_is_furniture():
    pages = [
        [
            Shown("Ministerie van Vliegende Fietsen", x=200, y=800, size=8),
            *paragraph(_LONG, 650),
            Shown(f"Pagina {number} van 3", y=40, size=8),
        ]
        for number in (1, 2, 3)
    ]

    extract = _read(*pages)

    assert [text for text, _ in _marked(extract, "furniture")] == [
        text
        for number in (1, 2, 3)
        for text in ("Ministerie van Vliegende Fietsen", f"Pagina {number} van 3")
    ]


def test_a_numbered_heading_at_the_top_of_most_pages_is_no_furniture():
    pages = [
        [
            Shown(f"Antwoord {number}", y=770),
            *paragraph(_LONG, 650),
            Shown(f"Aanhangsel {page}", y=40, size=8),
        ]
        for page, number in enumerate((2, 4, 5), 1)
    ]

    assert [text for text, _ in _marked(_read(*pages), "furniture")] == [
        "Aanhangsel 1",
        "Aanhangsel 2",
        "Aanhangsel 3",
    ]


def test_a_sentence_that_stands_on_most_pages_is_no_furniture():
    pages = [[*paragraph(_LONG, 650), Shown("Vastgesteld.", y=500)] for _ in range(3)]

    assert _marked(_read(*pages), "furniture") == []


def test_the_references_beside_a_letter_do_not_interrupt_it():
    lines = paragraph(_LONG, 700)
    aside = Shown("Ons kenmerk", x=520, y=lines[1].y, size=6)

    extract = _read([lines[0], aside, *lines[1:]])

    assert [text for text, _ in _marked(extract, "furniture")] == ["Ons kenmerk"]
    assert extract.text.startswith("\n".join(line.text for line in lines))


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(Shown("Toegang tot gegevens", y=720, size=14), id="larger"),
        pytest.param(Shown("Toegang tot gegevens", y=716, font="bold"), id="bold"),
        pytest.param(Shown("Toegang tot gegevens", y=716, font="italic"), id="italic"),
    ],
)
def test_a_line_set_apart_is_a_heading(heading: Shown):
    extract = _read([heading, *paragraph(_LONG, 700)])

    assert _headings(extract) == ["Toegang tot gegevens"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(Shown("Nederland steunt dit voorstel.", y=716, font="bold"), id="sentence"),
        pytest.param(Shown("Toegang tot gegevens", y=716), id="as_the_text"),
        pytest.param(Shown("Directie Juridische Zaken", y=716, size=6, font="bold"), id="label"),
    ],
)
def test_a_sentence_or_a_label_is_no_heading(line: Shown):
    assert _headings(_read([line, *paragraph(_LONG, 700)])) == []


def test_the_head_of_a_table_is_no_heading():
    table = [
        Shown("Jaar", y=640, font="bold"),
        Shown("Bedrag", x=300, y=640, font="bold"),
        Shown("2024", y=626),
        Shown("12 miljoen", x=300, y=626),
    ]

    assert _headings(_read([*paragraph(_LONG, 700), *table])) == []


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other():
    left = ["Nederland steunt het voorstel van", "de Commissie en vraagt om meer", "tijd voor dit."]
    right = [
        "Enkele lidstaten hebben bezwaar",
        "gemaakt tegen deze manier van",
        "werken in Brussel.",
    ]
    rows = [
        [Shown(one, y=700 - 14 * at), Shown(other, x=320, y=700 - 14 * at)]
        for at, (one, other) in enumerate(zip(left, right, strict=True))
    ]

    extract = _read([each for row in rows for each in row])

    assert " ".join(extract.text.split()) == " ".join([*left, *right])


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(Shown("Geheime opdracht", y=600, colour="1 g"), id="white"),
        pytest.param(Shown("Geheime opdracht", y=600, size=0.5), id="tiny"),
        pytest.param(Shown("Geheime opdracht", x=700), id="beside_the_page"),
        pytest.param(Shown("Geheime opdracht", y=-30), id="below_the_page"),
        pytest.param(Shown("Geheime opdracht", y=600, mode=3), id="unseen_mode"),
    ],
)
def test_what_no_reader_sees_is_left_out_and_said_so(secret: Shown):
    extract = _read([*paragraph(_LONG, 700), secret])

    assert "Geheime" not in extract.text
    assert extract.notices == ("Onzichtbare tekst in het bestand is weggelaten (15 tekens).",)


def test_a_hidden_word_inside_a_line_is_left_out():
    line = [Shown("Nederland steunt", y=600), Shown(" niet", x=150, y=600, colour="1 g")]
    line.append(Shown("dit voorstel", x=174, y=600))

    extract = _read([*paragraph(_LONG, 700), *line])

    assert "Nederland steunt dit voorstel" in extract.text
    assert "(4 tekens)" in extract.notices[0]


def test_white_letters_on_a_dark_ground_are_read():
    ground = Paper(
        [*paragraph(_LONG, 700), Shown("Samenvatting van de inzet", y=600, colour="1 g")],
        drawn="0 0 0.5 rg 60 590 300 30 re f",
    )

    extract = _read(ground)

    assert "Samenvatting van de inzet" in extract.text
    assert extract.notices == ()


def test_a_turned_page_is_read_as_it_is_shown():
    lines = [Shown(line.text)._replace(x=0, y=0) for line in paragraph(_LONG)]
    content = "".join(
        f"BT /regular 10 Tf 0 1 -1 0 {100 + 14 * at} 60 Tm ({line.text}) Tj ET\n"
        for at, line in enumerate(lines)
    )

    extract = _read(Paper([], drawn=content, entries="/Rotate 90"))

    assert " ".join(extract.text.split()) == _LONG
    box = extract.origins[0].box
    assert box is not None
    assert box[2] - box[0] > box[3] - box[1]


def test_a_locked_file_is_refused_with_a_remedy():
    with pytest.raises(UnreadableFileError, match=r"brief\.pdf is beveiligd met een wachtwoord"):
        read_pdf("brief.pdf", _lock("geheim"))


def test_a_file_that_anybody_may_open_is_read():
    assert read_pdf("brief.pdf", _lock("")).text == "Nederland steunt dit."


def _lock(password: str) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(make_pages([Shown("Nederland steunt dit.")])))
    writer, stream = pypdf.PdfWriter(reader), io.BytesIO()
    writer.encrypt(password, owner_password="eigenaar", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"%PDF-1.7\nniets", "is een beschadigde PDF", id="damaged"),
        pytest.param(make_pages([]), "bevat geen tekst", id="empty"),
        pytest.param(
            make_pages(*[Paper([])] * 3_001), "heeft 3001 bladzijden", id="too_many_pages"
        ),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        read_pdf("brief.pdf", content)

    assert caught.value.remedy


def test_what_pdfium_refuses_goes_to_a_second_reader_and_that_is_said():
    content = make_pages([Shown("Een.")], [Shown("Twee.")]).replace(b"/Root 1 0 R", b"")

    extract = read_pdf("brief.pdf", content)

    assert extract.text == "Een.\n\fTwee."
    assert extract.page_starts == (0, 6)
    assert extract.origins == ()
    assert "zonder posities" in extract.notices[0]


def test_a_scan_without_a_recogniser_names_the_remedy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.formats.pdf_scan.find_tesseract", lambda: None)

    with pytest.raises(UnreadableFileError, match="is een scan") as caught:
        read_pdf("brief.pdf", make_pages([], image=True))

    assert "tesseract-ocr-nld" in caught.value.remedy


def test_scanned_pages_among_others_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.formats.pdf_scan.find_tesseract", lambda: None)
    long = paragraph(_LONG)
    picture = Paper([], drawn="q 595 0 0 842 0 0 cm /Picture Do Q")

    extract = _read(long, picture, long)

    assert extract.format == "pdf"
    assert extract.notices == (
        "Bladzijde 2 niet gelezen (scan): tekstherkenning (tesseract, Nederlands) is niet "
        "geïnstalleerd.",
    )


@pytest.mark.skipif(find_tesseract() is None, reason="tesseract with nld is not installed")
def test_a_scanned_page_is_recognised_with_the_place_of_each_word():
    long = paragraph(_LONG)
    content = make_pages(long, _picture_of(Shown("Nederland steunt dit", y=600, size=24)), long)

    extract = read_pdf("brief.pdf", content)

    start, end = extract.page_starts[1:3]
    assert extract.text[start:end].split() == ["Nederland", "steunt", "dit"]
    words = [origin for origin in extract.origins if origin.place == "page 2"]
    assert words[0].box == pytest.approx((71, 600, 179, 618), abs=4)
    assert extract.format == "pdf"
    assert extract.notices == (
        "Bladzijde 2: tekst herkend uit een scan (OCR); controleer citaten.",
    )


def _picture_of(shown: Shown) -> Paper:
    """A page on which this text is an image."""
    drawn = draw_grey_page(make_pages([shown]), 2.0)
    return Paper([], drawn=f"q 595 0 0 842 0 0 cm {inline_image(drawn)} Q")


def test_the_unseen_text_over_a_scan_is_its_text():
    extract = _read([line._replace(mode=3) for line in paragraph(_LONG)], image=True)

    assert " ".join(extract.text.split()) == _LONG
    assert extract.format == "ocr"
    assert extract.notices == ("Tekst herkend uit een scan (OCR); controleer citaten.",)


@pytest.mark.skipif(not _REAL, reason="KAMERBRIEF_SHARED names no folder with documents/pdf")
@pytest.mark.parametrize("file", _REAL, ids=lambda file: file.stem)
def test_every_character_of_a_real_letter_stands_at_its_address(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.formats.pdf_scan.find_tesseract", lambda: None)
    content = file.read_bytes()
    if file.name in _SCANS - {"ic_no_ocr.pdf"}:
        with pytest.raises(UnreadableFileError, match="is een scan"):
            read_pdf(file.name, content)
        return

    extract = read_pdf(file.name, content)

    check_law(extract, content)
    assert count_lost(extract, content) == 0
    assert len(extract.page_starts) >= 1
