"""A place is written as parliament cites it, and honestly where a letter has no number."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

import pytest

from index.collection import derive
from index.letter import Council, Letter, Section
from rag.notation import name_letter, name_meeting, write_notation


@pytest.fixture(scope="module")
def letters(sample_letters: Mapping[str, Letter]) -> Mapping[str, Letter]:
    """The five letters with what they say of each other."""
    return {letter.file[:3]: letter for letter in derive(tuple(sample_letters.values()))}


def notation_of(letter: Letter, start: str) -> str:
    sentence = next(each for each in letter.sentences if start in each.display)
    return write_notation(letter, sentence.start, sentence.section, letter.page_at(sentence.start))


def test_a_report_is_cited_with_its_meeting_and_agenda_item(letters: Mapping[str, Letter]):
    assert notation_of(letters["003"], "topprioriteit te beschouwen") == (
        "Kamerstukken II 2024-25, 32 317, nr. 964 (verslag JBZ-Raad 12-13 juni 2025, I.8.c)"
    )


def test_a_letter_to_the_eerste_kamer_is_cited_by_its_letters(
    letters: Mapping[str, Letter],
):
    letter = letters["001"]

    assert name_letter(letter) == "Kamerstukken I 2024-25, 32 317, OY"
    assert "geannoteerde agenda informele JBZ-Raad 30-31 januari 2025" in notation_of(
        letter, "dataretentie een uitdaging"
    )


def test_a_covering_letter_is_told_from_the_report_it_sends(letters: Mapping[str, Letter]):
    assert notation_of(letters["004"], "Hierbij bieden wij") == (
        "Kamerstukken II 2025-26, 32 317, nr. 987 (brief van 17 december 2025)"
    )


def test_a_letter_without_a_number_says_so(letters: Mapping[str, Letter]):
    unnumbered, undated = letters["002"], letters["000"]

    assert name_letter(unnumbered) == (
        "Brief van 10 juli 2025 aan de Tweede Kamer zonder Kamerstuknummer"
    )
    assert name_letter(undated) == f"{undated.file} (zonder Kamerstuknummer en datum)"


def test_every_sentence_of_the_letters_has_a_notation_on_one_line(
    letters: Mapping[str, Letter],
):
    for letter in letters.values():
        for sentence in letter.sentences:
            written = write_notation(letter, sentence.start, sentence.section, None)
            assert written.startswith(name_letter(letter))
            assert "\n" not in written
            assert "()" not in written


def test_the_page_is_named_where_the_source_has_pages(letters: Mapping[str, Letter]):
    letter = replace(letters["003"], page_starts=(0, 2_000))

    assert notation_of(letter, "topprioriteit te beschouwen").endswith("I.8.c, p. 2)")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"dossier": "36 410 VI", "number": "87", "chamber": "Tweede Kamer",
             "parliamentary_year": "2023-2024", "kind": "motie"},
            "Kamerstukken II 2023-24, 36 410 VI, nr. 87", id="motion",
        ),
        pytest.param(
            {"number": "1234", "chamber": "Tweede Kamer", "parliamentary_year": "2024-2025",
             "kind": "antwoord op Kamervragen"},
            "Aanhangsel Handelingen II 2024-25, nr. 1234", id="answers",
        ),
        pytest.param(
            {"dossier": "32 317", "number": "5"}, "Kamerstukken, 32 317, nr. 5", id="no-chamber"
        ),
        pytest.param(
            {"number": "5", "kind": "brief"},
            "brief.txt (zonder Kamerstuknummer en datum)", id="no-dossier",
        ),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out(fields: dict[str, str], expected: str):
    letter = replace(Letter("0" * 16, "brief.txt", "Tekst."), **fields)

    assert name_letter(letter) == expected


def test_headings_without_numbers_are_named_by_their_words():
    part = Section("", "Verslag", 0, 0, 99, ("Verslag",), 0)
    heading = Section("", "Justitie", 1, 5, 99, ("Verslag", "Justitie"), 9)
    item = Section("1", "Fietsen", 2, 10, 99, ("Verslag", "Justitie", "1. Fietsen"), 20)
    letter = Letter("0" * 16, "b.txt", "x" * 100, sections=(part, heading, item), kind="verslag")

    assert write_notation(letter, 30, 2, None).endswith("(verslag, ‘Justitie’, 1)")
    assert write_notation(letter, 6, 1, None).endswith("(verslag, ‘Justitie’)")
    assert write_notation(letter, 1, 0, None).endswith("(verslag)")


def test_a_meeting_across_two_months_names_both():
    council = Council("Eurogroep", False, "", datetime.date(2031, 5, 31), datetime.date(2031, 6, 1))

    assert name_meeting(council) == "Eurogroep 31 mei-1 juni 2031"
