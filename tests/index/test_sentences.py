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
        ["Zie artikel 3, tweede lid.", "De Raad stemde in."],
        ["Zie Trb. 1976, 141 en de brief d.d. 3 mei 2024."],
        ["Er wordt risicogericht gewerkt.7", "De werkwijze is nieuw."],
        ["Wat wordt hier bedoeld? 1) 2)"],
        ["Kent u het bericht? [1] [2]"],
        ["Dat vroeg ING.", "De TK.", "MR. DR. BEL antwoordde."],
        ["Dat zijn er bijna 30.", "Dan volgt de bel."],
        ["Zie motie nr. 21.", "De bel gaat."],
        ["Het gaat om 1. Koper, 2. Zink en 3. Tin."],
        ["2. Toegang tot bellen"],
        ["Ik dank u.", "De bel gaat."],
        ["Dat zei B.-J. M. Verzonnen.", "Hij belde."],
        ["Op 3 nov. 2024 ging de bel.", "Op 4 dec. niet."],
        ["Dat komt in nov.", "Daarna niet."],
        ["De inzet t.a.v. Rusland, m.b.t. China en i.s.m. Duitsland bleef."],
        ["De inzet tav Rusland en ivm. China bleef."],
        ["Het verslag d.d. 5 mei is er z.s.m.", "De bel gaat."],
        ["Het gaat om art. 3 jo. art. 5, nrs. 3 en 4 en blz. 7."],
        ["De leden Bel c.s. vroegen dit.", "De motie Koper c.s. (nr. 3) ook."],
        ["Zij belde.", "’s Avonds zweeg de bel.", "eu-LISA belde terug."],
        ["Hij zei “ja”.3", "De bel ging.", "Ja."],
        ["Dat kost ca. 5 mln. euro en 3 mln.", "De rest volgt."],
        ["Er zijn fietsen, bellen, e.d. in de winkel."],
        ["Hij zei dat vóór 2025.", "In 2026 niet meer."],
        ["De Raad (incl. Nederland) sprak om 15.00 uur.", "Het kostte € 20,-.", "Klaar."],
        ["Zij (mw. Bel, dhr. Koper en prof. dr. Zink) belden."],
        ["Kan dat (en zo ja, hoe)?", "Zo nee, waarom niet?", "Dank u."],
        ["De nota van St. Maarten over de bel vs. de toeter is er."],
        ["De brief, no. 2020001500, is van Th. C. De Bel."],
        ["Het gaat om «Bel nr. 5».", "En om “Toeter art. 3”."],
    ],
    ids=lambda sentences: sentences[0][:25],
)
def test_where_a_sentence_ends(sentences: list[str]):
    text = " ".join(sentences)

    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_an_endless_sentence_is_cut_at_a_space():
    text = "woord " * 2_000

    spans = list(split_sentences(text.strip()))

    assert max(end - start for start, end in spans) <= 3_000
    assert {text[start:end].split(" ")[0] for start, end in spans} == {"woord"}
