"""A letter on the terminal shows what was understood of it, and nothing is left out."""

from collections.abc import Mapping
from dataclasses import replace

from index.letter import Letter, Section, Sentence, Span
from ui.letter_view import render_letter

LETTER = Letter(
    id="0123456789abcdef",
    file="verslag.txt",
    text="II. Asiel\nHet kabinet zal dit steunen.1 Zij was tegen.\n1 Kamerstuk 1.",
    sections=(Section("II", "Asiel", 1, 0, 70, ("Verslag", "II. Asiel"), 10),),
    sentences=(
        Sentence((Span(10, 38),), "Het kabinet zal dit steunen.", 0, ("Nederland",), stage="plan"),
        Sentence((Span(40, 54),), "Zij was tegen.", 0, ()),
        Sentence((Span(55, 69),), "1 Kamerstuk 1.", 0, ("verteller",), "1"),
    ),
    page_starts=(0,),
    dossier="32 317",
    sources={"dossier": "derived: genoemd in agenda.txt"},
    notices=("tekst herkend met OCR",),
)


def test_every_sentence_has_its_speaker_and_whether_it_is_a_plan():
    shown = render_letter(LETTER, 0, 0)

    assert "## II. Asiel (p. 1)" in shown
    assert "[Nederland; voornemen] Het kabinet zal dit steunen." in shown
    assert "[spreker onbekend] Zij was tegen." in shown


def test_footnotes_stand_under_their_section():
    shown = render_letter(LETTER, 0, 0)

    assert shown.index("Zij was tegen.") < shown.index("noot 1 Kamerstuk 1.")


def test_a_derived_field_says_what_from_and_notices_are_shown():
    shown = render_letter(LETTER, 0, 0)

    assert "32 317 (afgeleid: genoemd in agenda.txt)" in shown
    assert "let op:       tekst herkend met OCR" in shown


def test_the_stretch_asked_for_stands_between_brackets():
    assert "⟦Zij was tegen.⟧" in render_letter(LETTER, 41, 44)
    assert "⟦" not in render_letter(LETTER, 41, 41)


def test_no_sentence_of_a_real_letter_is_left_out(sample_letters: Mapping[str, Letter]):
    for letter in sample_letters.values():
        shown = "".join(render_letter(replace(letter, notices=()), 0, 0).split())

        for sentence in letter.sentences:
            assert "".join(sentence.display.split()) in shown
