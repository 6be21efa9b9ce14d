"""Rules for headings and paragraphs; the sections of the sample letters are a golden file."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from index.formats.extract import HeadingMark
from index.furniture import find_marked
from index.letter import Letter
from index.structure import read_structure

GOLDEN = Path(__file__).with_name("golden") / "sections.txt"


def headings(text: str) -> list[str]:
    """The headings of a text as a reader would list them, indented by level."""
    sections = read_structure(text, find_marked(text)).sections
    return [
        "  " * each.level + f"{each.number} {each.heading}".strip()
        for each in sections
        if each.heading
    ]


def paragraphs(text: str) -> list[str]:
    structure = read_structure(text, find_marked(text))
    return [" ".join(text[each.start : each.end].split()) for each in structure.paragraphs]


def render_sections(letters: Mapping[str, Letter]) -> str:
    lines: list[str] = []
    for number, letter in letters.items():
        lines.append(f"# {number}")
        lines.extend(
            f"{'  ' * section.level}{' > '.join(section.path[-1:]) or '(geen kop)'}"
            for section in letter.sections
        )
    return "\n".join(lines) + "\n"


def test_the_sections_of_the_sample_letters_are_the_golden_ones(
    sample_letters: Mapping[str, Letter],
):
    assert render_sections(sample_letters) == GOLDEN.read_text("utf-8")


def test_a_path_is_the_heading_under_those_it_stands_in(sample_letters: Mapping[str, Letter]):
    for letter in sample_letters.values():
        above: list[tuple[int, str]] = []
        for section in letter.sections:
            above = [each for each in above if each[0] < section.level]
            if section.heading:
                above.append((section.level, section.path[-1]))
            assert section.path == tuple(name for _, name in above)
            assert section.path[-1:] == () or section.path[-1].endswith(section.heading)


def test_a_path_names_every_heading_above_a_section(sample_letters: Mapping[str, Letter]):
    section = next(
        each for each in sample_letters["003"].sections if each.heading.startswith("Sancties VS")
    )

    assert section.path == (
        "Verslag van de bijeenkomst van de Raad Justitie en Binnenlandse Zaken, 12 en 13 juni 2025",
        "I. Justitie",
        "8. Overige onderwerpen",
        "e. Sancties VS tegen rechters ICC – punt van Slovenië",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verslag van de Raad\n\nI. Justitie\n\n1. Fietsen\n\nDe Raad sprak.\n\n2. Bellen\n\nJa.\n",
         ["Verslag van de Raad", "  I Justitie", "    1 Fietsen", "    2 Bellen"]),
        ("Justitie\n\n1. Fietsen\n\nDe Raad sprak.\n", ["  Justitie", "    1 Fietsen"]),
        ("Een gewone alinea, zonder kop.\n\nNog een.\n", []),
        ("1. Overig\n\na) Bellen\n\nDe Raad sprak.\n\nb) Lampen\n\nDe Raad zweeg.\n",
         ["  1 Overig", "    a Bellen", "    b Lampen"]),
        ("1. Een kop aan de voet van\neen bladzijde\n\n\n\n \nDe Raad sprak.\n",
         ["  1 Een kop aan de voet van een bladzijde"]),
        ("De minister van Verzinsels,\nA.B. Verzonnen\n", []),
        ("� De Raad nam iets aan\n\n� De Raad sprak\n", []),
        ("1. Inzet\n\nTekst.\n\n1.1 Bellen\n\nTekst.\n\n1.2 Lampen\n\nTekst.\n",
         ["  1 Inzet", "    1.1 Bellen", "    1.2 Lampen"]),
        ("A. Bellen\n\nTekst.\n\nB. Lampen\n\nTekst.\n\nC. Remmen\n\nTekst.\n",
         ["  A Bellen", "  B Lampen", "  C Remmen"]),
        ("Agendapunt 3: Fietsen\n\nDe Raad sprak.\n", ["  Agendapunt 3 Fietsen"]),
        ("Tekst.\n\nBijlage 2: Bellen\n\nTekst.\n", ["Bijlage 2: Bellen"]),
        ("2. Essentie\na) Inhoud\nDe Raad sprak.\n", ["  2 Essentie", "    a Inhoud"]),
        ("1. Controles door de Inspectie en de\nArbeidsinspectie\nMotie De Hoop vraagt dat.\n",
         ["  1 Controles door de Inspectie en de Arbeidsinspectie"]),
        ("Hoogachtend,\n\nDE STAATSSECRETARIS VAN FIETSEN,\n\nAnna Verzonnen\n", []),
        ("Geachte voorzitter,\n\nDe Raad sprak.\n", []),
        ("De minister van Fietsen\n\nD. Verzonnen-Naam\n\nDe Raad sprak.\n", []),
        ("Hoogachtend,\n\nAnna van der Bel\n\nKorte toelichting op de bel\n\nDe Raad sprak.\n",
         ["  Korte toelichting op de bel"]),
        ("Tekst.\n\nAnna de Vries\n\nBea Jansen\n", []),
        ("Vergaderjaar 2024-2025\n\nNr. 8 MOTIE OVER BELLEN\n\nVoorgesteld 6 juli 2021\n\nTekst.\n",
         ["  Nr. 8 MOTIE OVER BELLEN"]),
        ("Fietsen\t12\n\nTekst.\n\nBellen   3   4\n\nTekst.\n", []),
        ("Nr. 1\tFietsen\n\nTekst.\n\n2.\tBellen\n\nTekst.\n", ["  Nr. 1 Fietsen", "  2 Bellen"]),
        ("Tekst.\n\n1. Fietsen\n\n2. Bellen\n\n3. Lampen\n\nTekst.\n", []),
        ("3. Bellen\n\na) Koper\n\nb) IJzer\n\nDe Raad sprak.\n", ["  3 Bellen a) Koper b) IJzer"]),
        ("1. Zie www.bel.nl/koper\n\n2. Gids voor bellen\n\nTekst.\n", []),
        ("Vraag 1\n\nGaat de bel?\n\nAntwoord 1\n\n1. Koper\n\nJa.\n\nVraag 2\n\nEn nu?\n",
         ["  Vraag 1", "  Antwoord 1", "    1 Koper", "  Vraag 2"]),
        ("a) Nr. Commissiedocument\n\nHet is nr. 546.\n", ["  a Nr. Commissiedocument"]),
        ("Paragraaf 1. Koper\n\nTekst.\n", ["  Paragraaf 1. Koper"]),
        ("De bel gaat. Daarbij is\n\nTekst.\n\nDe lamp van een onderzee-\n\n\nTekst.\n", []),
    ],
    ids=["levels", "unnumbered over a list", "no headings", "letters",
         "page break behind a heading", "signature", "bullets", "decimals", "capitals",
         "agendapunt", "annex", "a part under its item", "a line that must go on",
         "a name under a signature", "salutation", "initials are no number",
         "a heading under a name", "movers of a motion",
         "lines of the form", "table rows", "a tab behind a number", "a list under nothing",
         "lettered names of one item", "sources", "questions and answers",
         "a number in a name", "a labelled number",
         "unfinished lines"],
)  # fmt: skip
def test_what_is_a_heading(text: str, expected: list[str]):
    assert headings(text) == expected


def test_a_paragraph_runs_on_across_the_foot_of_a_page():
    text = (
        "De Raad besloot na lang beraad het\nvoorstel te steunen, en Nederland\n\n\n\n \n"
        "stemde in.\n"
    )

    assert paragraphs(text) == [
        "De Raad besloot na lang beraad het voorstel te steunen, en Nederland stemde in."
    ]


def test_the_middle_of_a_sentence_is_no_part_of_the_letter():
    text = (
        "De oriëntatie is, zoals reeds in de\n"
        "geannoteerde agenda van deze JBZ-Raad gemeld, in lijn met de inzet.\n"
    )

    assert headings(text) == []
    assert len(paragraphs(text)) == 1


def test_a_heading_between_lines_of_text_needs_no_blank_line():
    long = "De Raad sprak lang en breed over alle fietsen die er in Europa rondrijden en meer.\n"
    text = (
        long * 3
        + "Motie over bellen\nNederland steunde de motie over de fietsbel en meer.\n"
        + long
    )

    assert headings(text) == ["  Motie over bellen"]


def set_headings(text: str, *lines: str, level: int = 0, complete: bool = False) -> list[str]:
    """The headings of a text of which the format sets these lines as headings."""
    marks = [HeadingMark(text.index(line), text.index(line) + len(line), level) for line in lines]
    sections = read_structure(text, find_marked(text), marks, complete=complete).sections
    return [f"{each.level} {each.heading}" for each in sections if each.heading]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vraag 1\nFietst u?\nAntwoord 1\nJa\nVraag 2\nWaarom?\n", id="no blank line"),
        pytest.param("Vraag 1\n\nFietst u?\n\nAntwoord 1\n\nJa\n\nVraag 2\n\nHoe?\n", id="apart"),
        pytest.param("Vraag 1\nFietst u?\n\n\fAntwoord 1\nJa\n\n\fVraag 2\nHoe?\n", id="new page"),
    ],
)
def test_the_name_of_a_question_or_an_answer_on_its_own_line_is_a_heading(text: str):
    assert [each.strip() for each in headings(text)] == ["Vraag 1", "Antwoord 1", "Vraag 2"]


def test_questions_are_headings_where_the_format_sets_others():
    text = "Inleiding\n\nVraag 1\nFietst u?\n\nAntwoord op vragen 1 en 2\nJa.\n\nSlot\n\nDank.\n"
    marks = [HeadingMark(0, 9, 1), HeadingMark(text.index("Slot"), text.index("Slot") + 4, 1)]

    sections = read_structure(text, (), marks).sections

    assert [each.heading for each in sections if each.heading] == [
        "Inleiding", "Vraag 1", "Antwoord op vragen 1 en 2", "Slot",
    ]  # fmt: skip


def test_a_sentence_that_breaks_before_a_question_goes_on():
    text = "Voor het overige verwijs ik u graag naar de\nVraag 3\nen het antwoord daarop.\n"

    assert headings(text) == []


def test_no_line_of_the_head_runs_into_the_first_sentence():
    head = [
        "TWEEDE KAMER DER STATEN-GENERAAL 2", "Vergaderjaar 1991-1992", "21 999 Fietsraad",
        "BRIEF VAN DE MINISTER VAN FIETSEN", "Aan de Voorzitter van de Tweede Kamer",
        "'s-Gravenhage, 10 april 1992", "Betreft Bellen",
    ]  # fmt: skip
    text = [*head, "Geachte Voorzitter,", "Bijgaand doe ik U het verslag", "van de Raad toekomen."]

    found = paragraphs("\n".join(text))

    assert found == [*text[:-2], " ".join(text[-2:])]


def test_in_a_scan_without_blank_lines_every_long_line_is_a_paragraph():
    long = "De Raad sprak over fietsen en over alles wat daar bij hoort" * 5
    text = ["De Minister van Fietsen,", f"{long}.", f"{long}."]

    assert paragraphs("\n".join(text)) == text


def test_what_the_format_sets_as_a_heading_is_one():
    text = "Energie:\nNederland wil dit.\nTot slot\nNederland dankt u.\n"

    assert set_headings(text, "Energie:", "Tot slot", level=2) == ["2 Energie:", "2 Tot slot"]


def test_a_bold_sentence_or_a_bold_word_is_no_heading():
    text = "Nederland wil dit echt.\nLet op dat dit geldt.\n1. Stel doelen.\nZo is het.\n"

    assert set_headings(text, "Nederland wil dit echt.", "Let op", "1. Stel doelen.") == []


def test_where_the_format_sets_its_headings_other_lines_are_none():
    text = "Kop een\n\nTekst.\n\nKop twee\n\nTekst.\n\nKop drie\n\nLosse regel\n\nTekst.\n"

    assert set_headings(text, "Kop een", "Kop twee", "Kop drie") == [
        "1 Kop een", "1 Kop twee", "1 Kop drie",
    ]  # fmt: skip


def test_what_the_format_gives_a_level_is_a_heading_however_it_reads():
    names = ["Vragen over bellen (ingezonden 3 mei).", "Nr. 4 MOTIE C.S."]
    text = f"{names[0]}\n\n1. Koper\n\nTekst.\n\n{names[1]}\n\nJa.\n"

    assert set_headings(text, *names, level=1) == [f"1 {name}" for name in names]


def test_a_format_that_sets_all_its_headings_leaves_nothing_to_guess():
    text = "Vrijdag\n\nTekst.\n\nVerslag van de Raad\n\nTekst.\n\n1. Bellen\n\nTekst.\n"

    assert set_headings(text, complete=True) == []


def test_where_only_some_headings_are_set_apart_numbered_ones_are_found_too():
    names = ["Een", "Twee", "Drie", "1. Vier", "2. Vijf"]
    text = "".join(f"{name}\n\nTekst.\n\n" for name in names) + "Los\n\nTekst.\n"

    assert set_headings(text, "Een", "Twee", "Drie")[3:] == ["1 Vier", "1 Vijf"]
    assert set_headings(text, "Een", "Twee", "1. Vier")[2:] == ["1 Vier", "1 Vijf"]


def test_two_numbered_lines_without_text_are_points_beside_numbered_headings_that_are_set_apart():
    names = ["Een", "Twee", "1. Drie"]
    text = "".join(f"{name}\n\nTekst.\n\n" for name in names) + "1. Vier\n\n2. Vijf\n\nTekst.\n"

    assert set_headings(text, *names) == ["1 Een", "1 Twee", "1 Drie"]


def test_a_letterhead_that_is_set_large_is_no_heading():
    text = "Tweede Kamer der Staten-Generaal\n\nVragen over bellen\n\nTekst.\n"

    assert set_headings(text, "Tweede Kamer der Staten-Generaal", "Vragen over bellen") == [
        "1 Vragen over bellen"
    ]


def items(text: str) -> list[str]:
    """The items of a text, indented by level, with their mark."""
    return [
        "  " * (item.level - 1) + " ".join(text[item.start : item.end].split())
        for item in read_structure(text, find_marked(text)).items
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het gaat om:\n- fietsen;\n- bellen en\n  lampen.\n\nDe Raad sprak.\n",
         ["- fietsen;", "- bellen en lampen."]),
        ("Het gaat om:\n• fietsen\n• bellen\n", ["• fietsen", "• bellen"]),
        ("Doelen:\n1. Minder;\n2. Meer en\n3. Beter.\n", ["1. Minder;", "2. Meer en", "3. Beter."]),
        ("Doelen:\na) minder;\nb) meer.\n", ["a) minder;", "b) meer."]),
        ("Doelen:\n1: Minder:\n- fietsen;\n- auto’s.\n2: Meer\n- bussen.\n",
         ["1: Minder: - fietsen; - auto’s.", "  - fietsen;", "  - auto’s.", "2: Meer - bussen.",
          "  - bussen."]),
        ("Het gaat om:\n• fietsen en\n\nPagina 1 van 2\n\nbellen;\n• lampen.\n",
         ["• fietsen en Pagina 1 van 2 bellen;", "• lampen."]),
        ("In artikel\n5. Nederland wil dit.\n", []),
        ("Er kwamen er 5.\n2025 was goed.\n", []),
        ("Overzicht:\n\n1. Fietsen\n\n2. Bellen\n\n3. Lampen\n\nTekst.\n",
         ["1. Fietsen", "2. Bellen", "3. Lampen"]),
        ("1. Zie www.bel.nl/koper\n\n2. Gids voor bellen\n\nTekst.\n",
         ["1. Zie www.bel.nl/koper", "2. Gids voor bellen"]),
        ("Zij wil:\n1. bellen;\n2. lampen;\n– groot;\n– klein;\n3. Remmen\n\nTekst.\n",
         ["1. bellen;", "2. lampen; – groot; – klein;", "  – groot;", "  – klein;", "3. Remmen"]),
        ("Bijlagen:\n-\n\nTekst over bellen.\n", []),
        ("De nieuwe bel kan daar\n– net zoals de oude bel – aan bijdragen.\n", []),
    ],
    ids=["dashes", "bullets", "numbers", "letters", "nested", "across a page", "a number at a line",
         "a year", "lines under nothing", "sources", "a list in a list", "a dash for none",
         "an aside"],
)  # fmt: skip
def test_what_is_an_item(text: str, expected: list[str]):
    assert items(text) == expected


def test_an_item_is_a_paragraph_of_its_own():
    assert paragraphs("Het gaat om:\n- fietsen;\n- bellen.\n") == [
        "Het gaat om:", "fietsen;", "bellen.",
    ]  # fmt: skip
