"""Rules for the words that search compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import cut_ngrams, expand, find_words, fold, stem_words


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_terms_are_made_of_any_text(text: str):
    assert all(word for word in find_words(text))
    assert all(len(piece) <= 5 for piece in cut_ngrams(text))
    assert all(isinstance(stem, str) for stem in stem_words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("geïnformeerd", "GEINFORMEERD"),
        ("lidstaten", "lidstaat"),
        ("terugkeerhubs", "terugkeerhub"),
    ],
)
def test_forms_of_a_word_share_a_stem_or_most_of_their_pieces(one: str, other: str):
    first, second = set(cut_ngrams(one)), set(cut_ngrams(other))

    assert stem_words(one) == stem_words(other) or len(first & second) >= len(second) / 2


def test_words_that_only_ask_are_no_terms():
    assert stem_words("Wat zei de minister over dataretentie?") == stem_words(
        "minister dataretentie"
    )


def test_a_name_brings_its_other_names():
    assert "algemene verordening gegevensbescherming" in expand("Wat zegt NL over de AVG?")
    assert expand("Hoe hoog is het bedrag?") == ()
