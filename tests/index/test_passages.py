"""Rules for passages: whole sentences of one section, together the whole letter."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import load_actor_reader
from index.letter import Letter
from index.passages import SentenceSplitter, cut_passages
from index.reading import make_letter

ACTORS = load_actor_reader()
WORDS = st.sampled_from(["De Raad ", "sprak. ", "Nederland ", "ook.\n", "\n\n", "I. Justitie\n\n"])


@given(st.lists(WORDS, min_size=1).map("".join), st.integers(1, 80))
def test_passages_of_any_length_together_are_the_letter(text: str, length: int):
    letter = make_letter("verzonnen.txt", f"x{text}".encode(), ACTORS)

    passages = cut_passages(letter, length=length)

    assert "".join(letter.text[each.start : each.end] for each in passages) == letter.text
    assert all(each.letter_id == letter.id and each.start < each.end for each in passages)


@given(st.lists(st.text(max_size=20)), st.integers(1, 50))
def test_merging_loses_no_character(segments: list[str], length: int):
    assert "".join(SentenceSplitter(length).merge(segments)) == "".join(segments)


@given(st.text(), st.integers(1, 50))
def test_splitting_at_line_ends_loses_no_character(text: str, length: int):
    assert "".join(SentenceSplitter(length).split_text(text)) == text


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_passages_of_the_sample_letters(sample_letters: Mapping[str, Letter], number: str):
    letter = sample_letters[number]

    passages = cut_passages(letter, length=1_000)

    starts = {sentence.start for sentence in letter.sentences if not sentence.footnote}
    for passage in passages:
        section = letter.sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end
        assert passage.start == section.start or passage.start in starts
        inside = [each for each in starts if passage.start <= each < passage.end]
        assert passage.end - passage.start <= 1_000 or len(inside) <= 1
