"""Rules for repeated text: the same statement is known again, another statement never."""

from collections.abc import Mapping

import pytest

from index.letter import Letter, Sentence, Span
from index.repeats import find_near_repeats, group_key, says_the_same, sentence_key

SENTENCE = (
    "Nederland heeft tijdens de bijeenkomst op 12 juni aangegeven dat Europol een ruimer mandaat "
    "moet krijgen voor de aanpak van online netwerken die jongeren aanzetten tot geweld."
)


def make_letter(letter_id: str, *texts: str, actors: tuple[str, ...] = ("Nederland",)) -> Letter:
    sentences: list[Sentence] = []
    start = 0
    for text in texts:
        sentences.append(Sentence((Span(start, start + len(text)),), text, 0, actors))
        start += len(text) + 1
    return Letter(letter_id, f"{letter_id}.txt", " ".join(texts), sentences=tuple(sentences))


def test_line_breaks_hyphens_and_case_make_no_other_sentence():
    one = make_letter("a", "De EU-brede aanpak van dataretentie.").sentences[0]
    other = make_letter("b", "De EU- brede  aanpak van Dataretentie.").sentences[0]

    assert sentence_key(one) == sentence_key(other)


def test_the_number_of_a_footnote_is_no_part_of_what_it_says():
    four = Sentence((Span(0, 9),), "4 Kamerstukken II, nr. 12.", 0, (), "4")
    seven = Sentence((Span(0, 9),), "7 Kamerstukken II, nr. 12.", 0, (), "7")

    assert sentence_key(four) == sentence_key(seven)


def test_a_sentence_with_a_word_more_is_known_again():
    letters = (make_letter("a", SENTENCE), make_letter("b", f"Ook {SENTENCE}"))

    repeats = find_near_repeats(letters)

    first, again = (letter.sentences[0] for letter in letters)
    assert repeats == {sentence_key(again): sentence_key(first)}
    assert group_key(first, repeats) == group_key(again, repeats)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        pytest.param("12 juni", "13 juni", id="figure"),
        pytest.param("Europol", "Frontex", id="name"),
        pytest.param("moet krijgen", "moet niet krijgen", id="negation"),
        pytest.param("moet krijgen", "mag krijgen", id="modal"),
    ],
)
def test_a_sentence_that_says_something_else_is_never_a_repeat(was: str, becomes: str):
    changed = SENTENCE.replace(was, becomes)
    assert changed != SENTENCE

    assert not says_the_same(SENTENCE, changed)
    assert find_near_repeats((make_letter("a", SENTENCE), make_letter("b", changed))) == {}


def test_the_same_words_of_another_speaker_are_no_repeat():
    theirs = make_letter("b", f"Ook {SENTENCE}", actors=("Commissie",))

    assert find_near_repeats((make_letter("a", SENTENCE), theirs)) == {}


def test_short_sentences_must_be_equal():
    letters = (make_letter("a", "Dit is van belang."), make_letter("b", "Dit is ook van belang."))

    assert find_near_repeats(letters) == {}


def test_all_near_repeats_share_the_key_of_the_first():
    letters = [
        make_letter(str(at), f"{word}{SENTENCE}") for at, word in enumerate(("", "Ook ", "En "))
    ]

    repeats = find_near_repeats(letters)

    assert {group_key(letter.sentences[0], repeats) for letter in letters} == {
        sentence_key(letters[0].sentences[0])
    }


def test_the_sample_letters_repeat_whole_sections_without_near_repeats_that_differ(
    sample_letters: Mapping[str, Letter],
):
    """Every near repeat found in the real letters is one by the exact comparison too."""
    letters = tuple(sample_letters.values())
    texts = {sentence_key(each): each.display for letter in letters for each in letter.sentences}

    for key, first in find_near_repeats(letters).items():
        assert says_the_same(texts[key], texts[first])
