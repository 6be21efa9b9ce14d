"""Rules for what letters say of each other, on made-up letters and on the five real ones."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from index.actors import ActorReader
from index.collection import (
    derive,
    document_id,
    find_annexes,
    missing_references,
    same_number,
)
from index.letter import Letter
from index.meeting_pairs import pair_meetings
from index.reading import make_letter
from index.references import find_references

FOLDER = Path(__file__).parents[1] / "council_letters"


def with_references(letter: Letter) -> Letter:
    found = find_references(letter.text, letter.marked, dossier=letter.dossier)
    return replace(letter, references=found)


@pytest.fixture(scope="module")
def letters(actor_reader: ActorReader) -> Mapping[str, Letter]:
    """The made-up letters about councils, by file name."""
    return {
        file.stem: with_references(make_letter(file.name, file.read_bytes(), actor_reader))
        for file in sorted(FOLDER.glob("*.txt"))
    }


def test_every_made_up_letter_says_so_in_its_first_line():
    for file in FOLDER.glob("*.txt"):
        assert file.read_text(encoding="utf-8").startswith("Verzonnen brief voor tests")


def test_an_agenda_and_its_report_are_paired_item_to_item(letters: Mapping[str, Letter]):
    agenda, report = letters["agenda_lenteraad"], letters["verslag_lenteraad"]

    (pair,) = pair_meetings([*letters.values()])

    assert (pair.agenda_letter, pair.report_letter) == (agenda.id, report.id)
    assert pair.meeting.formation == "Raad Justitie en Binnenlandse Zaken"
    named = [
        (agenda.sections[item.agenda].heading, report.sections[item.report].heading)
        for item in pair.items
        if report.sections[item.report].number.isdigit()
    ]
    assert named == [
        ("Pratende verkeersborden", "Pratende verkeersborden"),
        ("Richtlijn vliegende fietsen", "Richtlijn over vliegende fietsen"),
        ("Werklunch: Toekomst van drijvende brievenbussen",
         "De toekomst van drijvende brievenbussen"),
    ]  # fmt: skip


def test_the_five_letters_hold_no_pair(sample_letters: Mapping[str, Letter]):
    assert pair_meetings([*sample_letters.values()]) == ()


def test_a_dossier_that_another_letter_names_is_filled_in(letters: Mapping[str, Letter]):
    derived = {letter.file: letter for letter in derive([*letters.values()])}

    report = derived["verslag_lenteraad.txt"]
    assert report.kamerstuk == "32 317, nr. 1502"
    assert report.sources["dossier"] == (
        "derived: genoemd als 'Kamerstuk 32 317, nr. 1502' in agenda_zomerraad.txt"
    )


def test_the_dossier_of_003_follows_from_002(sample_letters: Mapping[str, Letter]):
    letters = {number: with_references(letter) for number, letter in sample_letters.items()}

    derived = dict(zip(letters, derive([*letters.values()]), strict=True))

    assert derived["003"].kamerstuk == "32 317, nr. 964"
    assert derived["003"].sources["dossier"] == (
        "derived: genoemd als 'Kamerstuk 32 317, nr. 964' in 002_6d3c404769572862.txt"
    )
    assert {number: each for number, each in derived.items() if number != "003"} == {
        number: each for number, each in letters.items() if number != "003"
    }


def test_a_number_alone_is_no_ground_for_a_dossier(letters: Mapping[str, Letter]):
    other = replace(
        letters["agenda_zomerraad"],
        text=(text := "Zie Kamerstuk 19 637, nr. 1502 over iets anders."),
        references=find_references(text, ()),
        marked=(),
    )

    report, _ = derive([letters["verslag_lenteraad"], other])

    assert report.dossier == ""


def test_letters_that_disagree_about_a_dossier_leave_it_empty(letters: Mapping[str, Letter]):
    text = letters["agenda_zomerraad"].text.replace("32 317", "19 637")
    other = replace(
        letters["agenda_zomerraad"], id="0" * 16, text=text, references=find_references(text, ())
    )

    report, *_ = derive([letters["verslag_lenteraad"], letters["agenda_zomerraad"], other])

    assert report.dossier == ""


def test_an_annex_belongs_to_the_letter_it_names(letters: Mapping[str, Letter]):
    (annex,) = find_annexes([*letters.values()])

    assert annex.annex_letter == letters["agenda_lenteraad_bijlage_1"].id
    assert annex.letter == letters["agenda_lenteraad"].id
    assert annex.number == "1"
    assert annex.source == "Bijlage 1 bij Kamerstuk 32 317, nr. 1501"


def test_an_annex_is_known_by_its_name_too(letters: Mapping[str, Letter]):
    letter = letters["agenda_lenteraad"]
    annex = Letter("f" * 16, "agenda_lenteraad-bijlage-7.txt", "Een tabel.")

    (found,) = find_annexes([letter, annex])

    assert (found.letter, found.number) == (letter.id, "7")


def test_what_is_named_and_not_there_is_listed_with_its_places(letters: Mapping[str, Letter]):
    missing = {each.id: each for each in missing_references(derive([*letters.values()]))}

    assert set(missing) == {"kst-22112-7001", "bijlage-2"}
    assert {each.name for each in missing.values()} == {"22 112, nr. 7001", "bijlage 2"}
    (place,) = missing["bijlage-2"].places
    assert place.file == "agenda_lenteraad.txt"
    assert letters["agenda_lenteraad"].text[place.start : place.end] == "bijlage 2"


def test_an_adviser_learns_what_the_five_letters_lack(sample_letters: Mapping[str, Letter]):
    letters = derive([with_references(letter) for letter in sample_letters.values()])

    missing = {each.id: len(each.places) for each in missing_references(letters)}

    assert missing["kst-32317-978"] == 2
    assert missing["bijlage-4"] == 1
    assert "kst-32317-964" not in missing
    assert "kst-32317-987" not in missing


def test_two_files_with_one_number_are_told(letters: Mapping[str, Letter]):
    letter = letters["agenda_lenteraad"]
    again = replace(letter, id="e" * 16, file="nogmaals.txt")

    ((first, second),) = same_number([*letters.values(), again])

    assert document_id(first) == document_id(second) == "kst-32317-1501"
    assert same_number([*letters.values()]) == ()
