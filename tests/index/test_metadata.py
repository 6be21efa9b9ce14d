"""Rules for what a letter says of itself: what is printed is read, what is not stays empty."""

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.collection import derive
from index.formats.extract import Field
from index.letter import Letter, MarkedSpan
from index.metadata import Metadata, read_metadata

GOLDEN = Path(__file__).with_name("golden") / "metadata.txt"


def render(letter: Letter) -> str:
    """Every field with the words it was read from, and the parts with their meetings."""
    lines = [
        f"{name}: {value} <- {letter.sources[name]}"
        for name, value in vars(letter).items()
        if name in letter.sources and name != "signatories"
    ]
    signed = letter.sources.get("signatories", "").split("; ")
    lines += [
        f"signatory: {name} <- {source}"
        for name, source in zip(letter.signatories, signed, strict=False)
    ]
    lines += [f"part: {each.kind} | {each.council} | {each.meeting}" for each in letter.parts]
    return "\n".join(lines)


def read(letter: Letter) -> Metadata:
    return read_metadata(letter.text, letter.marked, letter.sections)


def test_what_the_five_letters_say_of_themselves_is_read(sample_letters: Mapping[str, Letter]):
    golden = GOLDEN.read_text(encoding="utf-8")

    letters = zip(sample_letters, derive([*sample_letters.values()]), strict=True)

    assert "".join(f"# {number}\n{render(letter)}\n\n" for number, letter in letters) == golden


def test_the_printed_truth_of_the_five_letters(sample_letters: Mapping[str, Letter]):
    letters = derive([*sample_letters.values()])

    assert [
        (each.chamber, each.dossier, each.number, str(each.date or "")) for each in letters
    ] == [
        ("", "", "", ""),
        ("Eerste Kamer", "32 317", "OY", "2025-01-22"),
        ("Tweede Kamer", "", "", "2025-07-10"),
        ("Tweede Kamer", "32 317", "964", "2025-06-23"),
        ("Tweede Kamer", "32 317", "987", "2025-12-17"),
    ]
    assert letters[3].sources["dossier"] == (
        f"derived: genoemd als 'Kamerstuk 32 317, nr. 964' in {letters[2].file}"
    )
    assert letters[0].council == letters[2].council
    agendas = [{section.heading for section in each.sections} for each in letters]
    assert agendas[0] - {""} <= agendas[2]


def test_every_source_is_words_of_the_letter_or_says_what_it_is_derived_from(
    sample_letters: Mapping[str, Letter],
):
    for letter in sample_letters.values():
        words = set(letter.text.replace(";", " ").split())
        metadata = read(letter)

        for name, source in metadata.sources.items():
            assert getattr(metadata, name)
            if not source.startswith("derived: "):
                assert set(source.replace(";", " ").split()) <= words


def test_the_parts_together_are_the_whole_letter(sample_letters: Mapping[str, Letter]):
    letter = sample_letters["004"]
    parts = read(letter).parts

    assert [part.kind for part in parts] == ["brief", "verslag"]
    assert "".join(letter.text[part.start : part.end] for part in parts) == letter.text


def test_a_made_up_letter_is_read_too(tiny_letters: Mapping[str, Letter]):
    metadata = read(tiny_letters["agenda"])

    assert metadata.date == datetime.date(2031, 3, 3)
    assert metadata.number == "12"
    assert metadata.signatories == ("A.B. Verzonnen, minister van Verzinsels",)
    assert read(tiny_letters["los"]).date is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("In de brief van 3 maart 2031 stond niets.", id="another letter's date"),
        pytest.param("Zie Kamerstuk 32 317, nr. 12.", id="another letter's number"),
        pytest.param("x" * 3_000 + "\nDen Haag, 3 maart 2031\n", id="far down"),
        pytest.param("Den Haag, 31 februari 2031", id="no such day"),
    ],
)
def test_what_is_not_the_letters_own_stays_empty(text: str):
    metadata = read_metadata(text, (), ())

    assert (metadata.date, metadata.dossier, metadata.number) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Den Haag, 23 juni 2025", "2025-06-23"),
        ("DEN HAAG, 23 JUNI 2025", "2025-06-23"),
        ("'s-Gravenhage, 16juni 1993", "1993-06-16"),
        ("'\ns-Gravenhage, 15 mei 1970.", "1970-05-15"),
        ("Rijswijk, 28 april 1989 Bijgaand zend ik u", "1989-04-28"),
        ("Datum 3 februari 2023", "2023-02-03"),
        ("Datum\n3 februari 2023", "2023-02-03"),
        ("Datum\nBetreft\n3 februari 2023\nPlan", "2023-02-03"),
        ("datum: 03-02-2023", "2023-02-03"),
        ("Voorgesteld 12 juni 2024", "2024-06-12"),
        ("Voorgesteld tijdens het notaoverleg van\n8 september 2025", "2025-09-08"),
        ("Vastgesteld 16 januari 2024", "2024-01-16"),
        ("Vragen (ingezonden 2 juli 2024).\nAntwoord (ontvangen 23 juli\n2024).", "2024-07-23"),
        ("vergadering gehouden op vrijdag 6 december 2024", "2024-12-06"),
        ("8 februari 2024\nTK 40\n40-11-1", "2024-02-08"),
    ],
)
def test_a_date_is_known_by_the_word_before_it(text: str, day: str):
    assert read_metadata(text, (), ()).date == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "dossier", "number"),
    [
        ("32 317  JBZ-Raad\nNr. 987  Brief van de minister", "32 317", "987"),
        ("36 600\nVIII\nVaststelling\nNr. \n122\nMOTIE VAN", "36 600 VIII", "122"),
        ("21 501-02\nRaad Algemene Zaken\nNr. 3121\n", "21 501-02", "3121"),
        ("18600\nHoofdstuk XV Ministerie van Zaken\nNr. 102\n", "18 600 XV", "102"),
        ("21 095 (R1368)\nOvereenkomst\nNr. 1\n", "21 095", "1"),
        ("ZITTING 1960—1961 — 6391 (R 229)\nVerdrag\nNr. 4\n", "6391", "4"),
        (" OY BRIEF VAN DE MINISTER\n\nkst-32317-OY\nISSN 0921 - 7371", "32 317", "OY"),
        ("Brief\nTweede Kamer, vergaderjaar 1992-1993, 22 800 XIII, nr. 42", "22 800 XIII", "42"),
        ("Brief\nEerste Kamer, vergaderjaar 1991-1992, 21 187, nr. 15c", "21 187", "15c"),
        ("Nr. 964 Brief van de ministers", "", "964"),
        ("gegeven antwoorden\n\n2210\nVragen van het lid", "", "2210"),
    ],
)
def test_a_number_is_read_from_the_head_or_the_foot(text: str, dossier: str, number: str):
    metadata = read_metadata(text, (), ())

    assert (metadata.dossier, metadata.number) == (dossier, number)


def test_a_foot_that_stands_in_a_footnote_names_another_letter():
    text = "Brief.1\n\n1 Zie\nTweede Kamer, vergaderjaar 2023-2024, 32 317, nr. 12\n"
    note = MarkedSpan("footnote", text.index("1 Zie"), len(text), "1")

    assert read_metadata(text, (note,), ()).number == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nr. 18\nMOTIE VAN HET LID EL ABASSI\nVoorgesteld", "motie"),
        ("Nr. 10\nGEWIJZIGDE MOTIE VAN HET LID CLAASSEN", "motie"),
        ("Nr. 9\nAMENDEMENT VAN HET LID DIJK", "amendement"),
        ("Nr. 9\nAMENDEMENTEN VAN DE LEDEN DIJK EN KAT", "amendement"),
        ("Vragen gesteld, met de door de regering gegeven antwoorden", "antwoord op Kamervragen"),
        ("Beantwoording van Kamervragen van het lid Dijk", "antwoord op Kamervragen"),
        ("Onderwerp beantwoording vragen van het lid Dijk", "antwoord op Kamervragen"),
        ("Bij de beantwoording van vragen van de leden bleek dit.", ""),
        ("Fiche 1: Wijziging verordeningen", "BNC-fiche"),
        ("1\nFiche 1: Wijziging verordeningen", "BNC-fiche"),
        ("BESLUITENLIJST\n", "besluitenlijst"),
        ("Verslag van een schriftelijk overleg", "verslag"),
        ("ADVIES AFDELING ADVISERING RAAD VAN STATE", "advies Raad van State"),
        ("Contourennota intrekking wet", "nota"),
        ("Aan de orde is de voortzetting van de behandeling", "handelingen"),
        ("BRIEF VAN DE MINISTER VAN FINANCIËN", "brief"),
        ("Geachte voorzitter,", "brief"),
        ("Security Council", ""),
    ],
)
def test_a_kind_is_known_by_how_the_head_is_printed(text: str, kind: str):
    assert read_metadata(text, (), ()).kind == kind


@pytest.mark.parametrize(
    ("text", "signatories"),
    [
        pytest.param(
            "De Minister van Financiën a.i., J. E. Andriessen\n",
            ("J. E. Andriessen, minister van Financiën a.i.",),
            id="on one line",
        ),
        pytest.param(
            "De minister van Justitie en Veiligheid \nD. Yeşilgöz-Zegerius\n",
            ("D. Yeşilgöz-Zegerius, minister van Justitie en Veiligheid",),
            id="no comma",
        ),
        pytest.param(
            "M.A.M. Adriaansens\nMinister van Economische Zaken en Klimaat\n",
            ("M.A.M. Adriaansens, minister van Economische Zaken en Klimaat",),
            id="name first",
        ),
        pytest.param(
            "De minister van Onderwijs, Cultuur en Wetenschap,\nA. Naam\n",
            ("A. Naam, minister van Onderwijs, Cultuur en Wetenschap",),
            id="a ministry with commas",
        ),
        pytest.param(
            "De voorzitter van de commissie, Weijers\nDe griffier van de commissie, Eik\n",
            ("Weijers, voorzitter van de commissie", "Eik, griffier van de commissie"),
            id="a committee",
        ),
        pytest.param(
            "MOTIE VAN HET LID DIJK\nen gaat over tot de orde van de dag.\n\nDijk\nVan der Plas\n",
            ("Dijk", "Van der Plas"),
            id="a motion",
        ),
        pytest.param(
            "De Minister van Justitie en Veiligheid, de Minister\nvan Asiel gaan.", (), id="prose"
        ),
    ],
)
def test_who_signed_is_read_with_the_office(text: str, signatories: tuple[str, ...]):
    assert read_metadata(text, (), ()).signatories == signatories


@pytest.mark.parametrize(
    ("text", "ministry"),
    [
        ("Ministerie van\nInf rastructuur en\nWaterstaat\n", "Infrastructuur en Waterstaat"),
        ("BRIEF VAN DE MINISTER VAN ECONOMISCHE ZAKEN\n", "Economische Zaken"),
        ("Antwoord van Minister Hermans (Klimaat en Groene Groei)", "Klimaat en Groene Groei"),
        ("De minister van Defensie,\nA. Naam\n", "Defensie"),
        ("BRIEF VAN DE MINISTER VAN VERZINSELS\n", ""),
        ("MOTIE VAN HET LID DIJK\nBegroting van het Ministerie van Defensie", ""),
    ],
)
def test_a_ministry_is_the_sender_and_one_there_was(text: str, ministry: str):
    assert read_metadata(text, (), ()).ministry == ministry


@pytest.mark.parametrize(
    ("text", "year", "derived"),
    [
        ("Vergaderjaar 2023–2024\nTekst", "2023-2024", False),
        ("Zitting 1982-1983\nTekst", "1982-1983", False),
        ("Aan de Voorzitter van de Tweede Kamer\nDen Haag, 15 september 2025", "2024-2025", True),
        ("Aan de Voorzitter van de Tweede Kamer\nDen Haag, 16 september 2025", "2025-2026", True),
        ("Den Haag, 16 september 2025", "", False),
        ("Aan de Voorzitter van de Tweede Kamer", "", False),
    ],
)
def test_a_parliamentary_year_is_printed_or_follows_from_the_date(
    text: str, year: str, derived: bool
):
    metadata = read_metadata(text, (), ())

    assert metadata.parliamentary_year == year
    assert metadata.sources.get("parliamentary_year", "").startswith("derived: ") == derived


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Onderwerp\nBeantwoording van iets\nGeachte voorzitter", "Beantwoording van iets"),
        ("Datum\nBetreft\n3 februari 2023\nEen plan\nBijlage(n)\n4", "Een plan"),
        ("22589\nBetuweroute\nNr. 9\nBRIEF VAN", "Betuweroute"),
        ("Nr. 11\nMOTIE VAN HET LID DIJK C.S.\nVoorgesteld", "MOTIE VAN HET LID DIJK C.S."),
        ("Wat mij betreft\nis dit geen titel.", ""),
    ],
)
def test_a_title_is_the_subject_or_the_dossiers(text: str, title: str):
    assert read_metadata(text, (), ()).title == title


def test_what_the_file_carries_wins_over_what_is_printed():
    fields = (
        Field("date", "2021-07-06", "metadata: DCTERMS.issued"),
        Field("date", "gisteren", "metadata: no date"),
        Field("signatories", "I. van Dijk", "metadata: indiener"),
        Field("signatories", "P.A. Grinwis", "metadata: indiener"),
        Field("unheard-of", "x", "metadata: x"),
    )

    metadata = read_metadata("Nr. 143\nMOTIE VAN\nVoorgesteld 1 juli 2021", (), (), fields)

    assert metadata.date == datetime.date(2021, 7, 6)
    assert metadata.sources["date"] == "metadata: DCTERMS.issued"
    assert metadata.signatories == ("I. van Dijk", "P.A. Grinwis")
    assert (metadata.number, metadata.kind) == ("143", "motie")


def test_a_field_that_makes_no_sense_leaves_the_printed_one():
    fields = (Field("date", "31-02-2021", "metadata: DCTERMS.issued"),)

    assert read_metadata("Voorgesteld 1 juli 2021", (), (), fields).date == datetime.date(
        2021, 7, 1
    )


def test_a_line_without_end_takes_no_time():
    for text in (
        "De minister van " + "a" * 200_000,
        "Betreft\n" + "1 " * 100_000,
        "MOTIE " * 50_000,
    ):
        assert read_metadata(text, (), ()).signatories == ()
