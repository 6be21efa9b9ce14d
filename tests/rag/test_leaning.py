"""A sentence that points back comes with what it points at."""

from collections.abc import Sequence

import pytest

from index.letter import Item, Letter, Section, Sentence, Span
from rag.leaning import leans_on, points_back

OPENS = "Nederland noemde drie punten:"


def make_letter(*texts: str, items: Sequence[int] = (), sections: int = 1) -> Letter:
    """A made-up letter of one sentence per text; ``items`` = which of them are points of a list."""
    sentences: list[Sentence] = []
    position = 0
    for at, text in enumerate(texts):
        span = Span(position, position + len(text))
        sentences.append(Sentence((span,), text, at * sections // len(texts), ("Nederland",)))
        position = span.end + 1
    size = position // sections
    return Letter(
        "f" * 16,
        "verzonnen.txt",
        "\n".join(texts),
        sections=tuple(
            Section("", f"Kop {at}", 1, at * size, (at + 1) * size, (f"Kop {at}",), at * size)
            for at in range(sections)
        ),
        sentences=tuple(sentences),
        items=tuple(Item("-", 1, sentences[at].start, sentences[at].end) for at in items),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dit vraagt om samenwerking.",
        "Daarbij wees Nederland op de kosten.",
        "In dat kader is een akkoord gesloten.",
        "Ook steunde Nederland het voorstel.",
    ],
)
def test_a_sentence_that_opens_by_pointing_back_leans_on_the_one_before(text: str):
    letter = make_letter("De Raad sprak over bruggen.", "De bruggen zijn oud.", text)

    assert leans_on(letter.sentences[2], letter) == (letter.sentences[1],)


@pytest.mark.parametrize(
    "text",
    ["Nederland wees op de kosten.", "Dit kabinet wil geen bruggen.", "Ditmaal bleef het stil."],
)
def test_a_sentence_that_says_it_all_leans_on_nothing(text: str):
    letter = make_letter("De Raad sprak over bruggen.", text)

    assert leans_on(letter.sentences[1], letter) == ()
    assert not points_back(text)


def test_what_it_leans_on_may_lean_itself_and_stands_in_the_order_of_the_text():
    letter = make_letter("De brug is oud.", "Dit is bekend.", "Daarom komt er een nieuwe.")

    first, second, third = letter.sentences

    assert leans_on(third, letter) == (first, second)


def test_a_chain_is_followed_three_sentences_and_no_further():
    letter = make_letter("De brug is oud.", *(f"Dit is nummer {at}." for at in range(5)))

    assert leans_on(letter.sentences[5], letter) == letter.sentences[2:5]


def test_a_point_of_a_list_leans_on_the_words_that_open_the_list():
    letter = make_letter(OPENS, "meer bruggen;", "minder tol;", "betere veren.", items=(1, 2, 3))

    assert leans_on(letter.sentences[3], letter) == (letter.sentences[0],)


def test_nothing_is_leant_on_across_a_heading():
    letter = make_letter("De Raad sprak af.", "Dit vraagt om moed.", sections=2)

    assert leans_on(letter.sentences[1], letter) == ()
