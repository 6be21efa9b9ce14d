"""Rules for a letter's text: it is the file, and every offset points into it."""

import re
from collections.abc import Mapping
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import load_actor_reader
from index.display import read_display
from index.formats.extract import Extract
from index.letter import Letter
from index.passages import cut_passages
from index.reading import understand

NUMBERS = ["000", "001", "002", "003", "004"]
ACTORS = load_actor_reader()
SAMPLE_LETTERS = Path(str(resources.files("eval").joinpath("letters")))
# what letters are made of: headings, footnotes, their marks, page breaks, running heads, hyphens
PIECES = st.sampled_from(
    [
        *("I. Justitie\n", "1. Werklunch\n", "a) Overig\n", "Verslag van de Raad,\n"),
        *("1 Kamerstuk 1.\n", "2 Idem.\n", "jl.1", "zei2 ", "20243 ", "/20181 "),
        *("\n", "\n\n", "\n\n\n\n", " ", "\t", "kst-32317-OY\n", "\ufffd "),
        *("EU-\nbrede ", "midden- \nen ", "operati-\nonele "),
        *("Nederland ", "vindt ", "dat.", "Zij ", "Hij. ", "De minister van X,\n", "A.B. Cé\n"),
        *("Geannoteerde agenda van de bijeenkomst\n", "Aan de voorzitter\n"),
        *("€ 4,5 ", "“ja”", "é", "…", "!"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)).filter(
    # what the reader would refuse, or change on purpose
    lambda text: (
        bool(text.strip()) and not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]|\r\n", text)
    )
)


def made(text: str) -> Letter:
    """A letter of a text as it is: what a reader repairs in a file's bytes is tested there."""
    return understand("verzonnen.txt", text.encode(), Extract(text, "txt"), ACTORS)


def assert_lawful(letter: Letter) -> None:
    """Every law of a letter's offsets."""
    length = len(letter.text)
    for span in letter.marked:
        assert 0 <= span.start < span.end <= length
    assert all(first.end <= second.start for first, second in pairwise(letter.marked))
    covered = "".join(letter.text[each.start : each.end] for each in letter.sections)
    assert covered == letter.text
    assert [each.start for each in letter.sentences] == sorted(
        each.start for each in letter.sentences
    )
    for sentence in letter.sentences:
        assert all(0 <= span.start < span.end <= length for span in sentence.spans)
        assert all(first.end <= second.start for first, second in pairwise(sentence.spans))
        assert read_again(letter, sentence.start, sentence.end, sentence.footnote) == (
            sentence.display
        )
    passages = cut_passages(letter, length=1_000)
    assert "".join(letter.text[each.start : each.end] for each in passages) == letter.text


def read_again(letter: Letter, start: int, end: int, footnote: str) -> str:
    """What a reader sees of a stretch, its own footnote included."""
    own = next(
        (
            each
            for each in letter.marked
            if each.kind == "footnote" and footnote and each.start <= start < each.end
        ),
        None,
    )
    return read_display(letter.text, letter.marked, start, end, keep=own).text


@pytest.mark.parametrize("number", NUMBERS)
def test_the_text_is_the_file(sample_letters: Mapping[str, Letter], number: str):
    (file,) = SAMPLE_LETTERS.glob(f"{number}_*.txt")

    assert sample_letters[number].text == file.read_bytes().decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_offset_of_a_real_letter_is_lawful(sample_letters: Mapping[str, Letter], number: str):
    assert_lawful(sample_letters[number])


@given(TEXTS)
def test_every_offset_of_any_letter_is_lawful(text: str):
    letter = made(text)

    assert letter.text == text
    assert_lawful(letter)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_sentence_without_interruption_is_a_verbatim_stretch_but_for_white_space(
    sample_letters: Mapping[str, Letter], number: str
):
    letter = sample_letters[number]
    hidden = [(span.start, span.end) for span in letter.marked]

    for sentence in letter.sentences:
        if not any(start < sentence.end and end > sentence.start for start, end in hidden):
            quote = letter.text[sentence.start : sentence.end]
            assert quote.split() == sentence.display.split()


@pytest.mark.parametrize("number", NUMBERS)
def test_no_visible_word_of_a_real_letter_is_outside_its_sentences_and_headings(
    sample_letters: Mapping[str, Letter], number: str
):
    letter = sample_letters[number]
    covered = [False] * len(letter.text)
    for span in (span for sentence in letter.sentences for span in sentence.spans):
        covered[span.start : span.end] = [True] * (span.end - span.start)
    for section in letter.sections:
        covered[section.start : section.body] = [True] * (section.body - section.start)
    for marked in letter.marked:
        covered[marked.start : marked.end] = [True] * (marked.end - marked.start)

    lost = "".join(
        character if not seen else " " for character, seen in zip(letter.text, covered, strict=True)
    )

    assert lost.split() == []
