"""A PDF: the text can be read back, its font is in it, its numbers lead to the notes and back."""

import io
import unicodedata
from collections.abc import Mapping
from typing import Any, cast

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from fakes_taken import HOSTILE, documents, one_answer
from index.letter import Letter
from ui.pdf_writer import write_pdf
from ui.taken import Block, Mark, Note, Run, TakenDocument

_DUTCH = "Coördinatie, één reünie: “€ 4,5 miljoen” – ‘ja’… Šefčovič, Wałęsa, Őrbán, Țuțea, Παρίσι"


def read_text(content: bytes) -> str:
    """The characters in the order of writing, without spaces: lines are broken at them."""
    document = pypdfium2.PdfDocument(content)
    pages = (document[at].get_textpage().get_text_range() for at in range(len(document)))
    return "".join(" ".join(pages).split())


def squeeze(text: str) -> str:
    return "".join(text.split())


def make(text: str, note: str = "Bron.") -> TakenDocument:
    block = Block("sentence", (Run(text), Mark(1)))
    return TakenDocument(Run("Titel"), "2031-04-01", (block,), (Note(1, Run(note)),))


def test_an_answer_can_be_read_back_with_its_notes(tiny_letters: Mapping[str, Letter]):
    document = one_answer(tiny_letters)

    text = read_text(write_pdf(document))

    for block in document.blocks:
        assert squeeze(block.text) in text
    for note in document.notes:
        assert squeeze(note.run.text)[:60] in text  # a page may break further on


def test_dutch_accents_and_quotes_are_written_with_the_embedded_font():
    content = write_pdf(make(_DUTCH))

    assert squeeze(_DUTCH) in read_text(content)
    page = cast("Any", PdfReader(io.BytesIO(content)).pages[0])
    for font in page["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in descendant["/FontDescriptor"]


def test_a_sign_that_the_font_lacks_is_shown_as_such_and_said():
    text = read_text(write_pdf(make("Dit is 漢字.")))

    assert "Ditis◊◊." in text
    assert squeeze("Tekens die dit lettertype niet kent, staan hier als ◊") in text


def test_what_the_font_has_needs_no_explanation():
    assert "lettertype" not in read_text(write_pdf(make(_DUTCH)))


def test_numbers_lead_to_the_notes_and_back():
    page = cast("Any", PdfReader(io.BytesIO(write_pdf(make("Zin.")))).pages[0])

    links = [each.get_object() for each in page["/Annots"]]
    (to_note, back) = (float(each["/Dest"][3]) for each in links)
    assert to_note < back  # a PDF counts upwards: the note stands lower


def test_a_long_answer_goes_on_over_numbered_pages():
    document = TakenDocument(
        Run("T"), "", tuple(Block("text", (Run("woord " * 300),)) for _ in range(12)), ()
    )

    pages = pypdfium2.PdfDocument(write_pdf(document))

    assert len(pages) > 2
    last = pages[len(pages) - 1].get_textpage().get_text_range()
    assert last.split()[-1] == str(len(pages))


def test_one_word_longer_than_a_line_is_broken_not_lost():
    assert "x" * 500 in read_text(write_pdf(make("x" * 500)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_letter_breaks_no_file(text: str):
    content = write_pdf(make(text, text))

    assert squeeze("Noten") in read_text(content)


def test_a_placeholder_for_the_number_of_pages_stays_text():
    assert "{nb}" in read_text(write_pdf(make("a {nb} b")))


@given(documents())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_gives_a_file_that_opens(document: TakenDocument):
    assert len(pypdfium2.PdfDocument(write_pdf(document))) >= 1


def test_the_same_answer_gives_the_same_bytes(tiny_letters: Mapping[str, Letter]):
    assert write_pdf(one_answer(tiny_letters)) == write_pdf(one_answer(tiny_letters))


def test_an_accent_that_stands_apart_is_joined_to_its_letter():
    apart = unicodedata.normalize("NFD", "coördinatie")

    assert "coördinatie" in read_text(write_pdf(make(apart)))
