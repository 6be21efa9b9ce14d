"""Rules for what a letter says of itself: what is printed is read, what is not stays empty."""

import datetime
from collections.abc import Mapping

import pytest

from index.letter import Letter
from index.metadata import read_metadata

COPENHAGEN = "informele Raad Justitie en Binnenlandse Zaken, 22 en 23 juli 2025 te Kopenhagen"
# (chamber, date, dossier, number, kamerstuk, kind, council), read from the letters by a person
PRINTED = {
    "000": ("", None, "", "", "", "geannoteerde agenda", COPENHAGEN),
    "001": (
        *("Eerste Kamer", datetime.date(2025, 1, 22), "32 317", "OY", "32 317, OY"),
        "geannoteerde agenda",
        "informele Raad Justitie en Binnenlandse Zaken, 30 en 31 januari 2025 te Warschau",
    ),
    "002": (
        *("Tweede Kamer", datetime.date(2025, 7, 10), "", "", ""),
        *("geannoteerde agenda", COPENHAGEN),
    ),
    "003": (
        *("Tweede Kamer", datetime.date(2025, 6, 23), "", "964", "nr. 964"),
        *("verslag", "Raad Justitie en Binnenlandse Zaken, 12 en 13 juni 2025"),
    ),
    "004": (
        *("Tweede Kamer", datetime.date(2025, 12, 17), "32 317", "987", "32 317, nr. 987"),
        *("verslag", "Raad Justitie en Binnenlandse Zaken, 8 en 9 december 2025"),
    ),
}
SIGNATORIES = {
    "000": (),
    "001": ("D.M. van Weel", "T.H.D. Struycken", "M.H.M. Faber-van de Klashorst"),
    "002": ("D.M. van Weel", "T.H.D. Struycken", "Y.J. van Hijum", "M.C.G. Keijzer"),
    "003": ("D.M. van Weel", "M.C.G. Keijzer", "Y. J. van Hijum", "T.H.D. Struycken"),
    "004": ("F. van Oosten", "D.M. van Weel", "A.C.L. Rutte"),
}


@pytest.mark.parametrize("number", PRINTED)
def test_what_is_printed_is_read(sample_letters: Mapping[str, Letter], number: str):
    letter = sample_letters[number]

    read = (
        *(letter.chamber, letter.date, letter.dossier, letter.number, letter.kamerstuk),
        *(letter.kind, letter.council),
    )

    assert read == PRINTED[number]
    assert letter.signatories == SIGNATORIES[number]


@pytest.mark.parametrize("number", PRINTED)
def test_every_field_names_words_of_the_letter_as_its_source(
    sample_letters: Mapping[str, Letter], number: str
):
    letter = sample_letters[number]
    words = set(letter.text.split())

    for name, source in letter.sources.items():
        assert getattr(letter, name)
        assert set(source.replace(";", " ").split()) <= words


def test_a_covering_letter_and_its_report_are_two_parts(sample_letters: Mapping[str, Letter]):
    letter = sample_letters["004"]

    assert [part.kind for part in letter.parts] == ["brief", "verslag"]
    assert "".join(letter.text[part.start : part.end] for part in letter.parts) == letter.text


def test_a_made_up_letter_is_read_too(tiny_letters: Mapping[str, Letter]):
    letter = tiny_letters["agenda"]

    assert letter.date == datetime.date(2031, 3, 3)
    assert letter.kamerstuk == "nr. 12"
    assert letter.signatories == ("A.B. Verzonnen",)
    assert tiny_letters["los"].date is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In de brief van 3 maart 2031 stond niets.",
        "Zie Kamerstuk 32 317, nr. 12.",
        "x" * 3_000 + "\nDen Haag, 3 maart 2031\n",
    ],
    ids=["empty", "another letter's date", "another letter's number", "far down"],
)
def test_what_is_not_the_letters_own_stays_empty(text: str):
    metadata = read_metadata(text, (), ())

    assert (metadata.date, metadata.dossier, metadata.number) == (None, "", "")


def test_a_date_that_does_not_exist_stays_empty():
    assert read_metadata("Den Haag, 31 februari 2031", (), ()).date is None
