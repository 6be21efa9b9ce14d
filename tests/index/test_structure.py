"""Rules for headings and paragraphs; the sections of the sample letters are a golden file."""

from collections.abc import Mapping
from pathlib import Path

import pytest

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


def test_a_path_names_every_heading_above_a_section(sample_letters: Mapping[str, Letter]):
    section = next(
        each for each in sample_letters["003"].sections if each.heading.startswith("Sancties VS")
    )

    assert section.path == (
        "Verslag van de bijeenkomst van de Raad Justitie en Binnenlandse Zaken, 12 en 13 juni 2025",
        "I. Justitie",
        "8. Overige onderwerpen",
        "e) Sancties VS tegen rechters ICC – punt van Slovenië",
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
    ],
    ids=["levels", "unnumbered over a list", "no headings", "letters",
         "page break behind a heading", "signature", "bullets"],
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
