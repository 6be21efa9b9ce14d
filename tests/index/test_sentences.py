"""Rules for cutting reading text into sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences

LETTERLIKE = st.lists(
    st.sampled_from(
        [
            "NL ",
            "zei ",
            "jl. ",
            "art. ",
            "5 ",
            "A. ",
            "2025. ",
            "i.) ",
            "Ja! ",
            "(p. 1). ",
            "… ",
            "”",
        ]
    )
).map("".join)


@given(st.text() | LETTERLIKE)
def test_sentences_are_in_order_and_lose_nothing_but_white_space_between_them(text: str):
    spans = list(split_sentences(text))

    assert all(first.end <= second.start for first, second in pairwise(spans))
    lost = set(range(len(text))) - {at for span in spans for at in range(*span)}
    assert all(text[at].isspace() for at in lost)
    assert all(span.start < span.end for span in spans)


@pytest.mark.parametrize(
    "sentences",
    [
        ["Op 11 juni jl. sprak NL.", "Zie art. 5 EVRM."],
        ["Dit kost 4.5 miljoen.", "Nederland betaalt 21,9 miljoen."],
        ["De brief van D.M. van Weel is er.", "Die is lang."],
        ["Het is klaar (p. 5).", "De Raad nam het aan."],
        ["Dat was in 2025.", "Nu niet meer."],
        ["Zie Kamerstuk 32 317, nr. 964 en motie Piri c.s. (Kamerstuk 21 501-02, nr. 3032)."],
        ["Het gaat om: i.) de definities; ii.) de bevoegdheid; en v.) akten."],
        ["Kan dat?", "Ja!", "“Zeker.”", "Mooi."],
        ["De Raad stemde in op 13 juni jl.", "Nederland ook."],
        ["Op 22 juli a.s. spreekt de Raad hierover."],
    ],
    ids=lambda sentences: sentences[0][:25],
)
def test_where_a_sentence_ends(sentences: list[str]):
    text = " ".join(sentences)

    assert [text[start:end] for start, end in split_sentences(text)] == sentences
