"""Rules for cutting reading text into sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from index.formats.text import read_text
from index.reading import understand
from index.sentences import split_sentences

DEBATE = """Herstel van de bel

De voorzitter:
Ik heropen de vergadering. De minister zit klaar.

De heer Koper (SP):
Ik wil dat de bel gaat. Dat is van groot belang. De minister zei dat het kabinet de bel herstelt.

Kamerlid Zink (D66):
Wij willen dat ook.

Minister Bel:
Ik zal de bel herstellen. Sommigen vrezen dat.
Dat kost weinig tijd. De heer Koper vond dat een goed idee.

Mevrouw Tin:
Ik sta hier namens de stad.
"""
QUESTIONS = """Vraag 1
De bel zweeg volgens Nederland de hele week. Waarom doet het kabinet daar niets aan?

Antwoord 1
Het kabinet herstelt de bel.

Vraag 2
Is Nederland bereid de bel te luiden?

Antwoord 2
Ik luid de bel graag.
"""
CONSULTATION = """I Vragen en opmerkingen vanuit de fracties

Inbreng van de leden van de VVD-fractie

De leden van de VVD-fractie vragen de minister om een bel. Wat verwacht de minister daarvan?

De minister schrijft dat de bel zwijgt. Zij vragen de minister waarom dat zo is.

II Reactie van de minister

Inbreng van de leden van de VVD-fractie

Ik zal de bel luiden. Het kabinet hecht daaraan.
"""

# made up, as answers were printed before questions had labels; the last line is out of its place
OLD_QUESTIONS = """Vragen van de heer Koper (C.D.A.) inzake de bel. (Ingezonden 30 juni 1987)
De bel heeft lang gezwegen. 1 Heeft de Commissie de minister hierover bericht? 2 Zwijgt de bel nog?

Antwoord Antwoord van de heer Zink, minister van Bellen. (Ontvangen 3 juli 1987)
1 Ja. De bel wordt hersteld. 2 Nee, zij luidt weer.
Wilt u de bel voortaan in het oog houden, en zo
"""

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


@pytest.mark.parametrize(
    ("text", "opening", "actors"),
    [
        (DEBATE, "De voorzitter:", ("overig",)),
        (DEBATE, "De heer Koper (SP):", ("overig",)),
        (DEBATE, "De minister zei", ()),  # a member says so
        (DEBATE, "Dat is van groot belang", ("overig",)),
        (DEBATE, "Kamerlid Zink", ("overig",)),
        (DEBATE, "Minister Bel:", ("Nederland",)),
        (DEBATE, "Dat kost weinig", ("Nederland",)),
        (DEBATE, "Sommigen vrezen", ()),  # not the member states
        (DEBATE, "De heer Koper vond", ()),  # the minister says so
        (DEBATE, "Mevrouw Tin:", ()),  # of no party: perhaps a guest
        (QUESTIONS, "De bel zweeg", ()),
        (QUESTIONS, "Waarom doet het kabinet", ("overig",)),
        (QUESTIONS, "Het kabinet herstelt", ("Nederland",)),
        (QUESTIONS, "Is Nederland bereid", ("overig",)),
        (QUESTIONS, "Ik luid", ("Nederland",)),
        (OLD_QUESTIONS, "De bel heeft", ("overig",)),
        (OLD_QUESTIONS, "1 Heeft de Commissie", ("overig",)),
        (OLD_QUESTIONS, "2 Zwijgt", ("overig",)),
        (OLD_QUESTIONS, "(Ontvangen 3 juli 1987) 1 Ja.", ("Nederland",)),
        (OLD_QUESTIONS, "De bel wordt", ("verteller",)),
        (OLD_QUESTIONS, "2 Nee, zij luidt", ("Nederland",)),
        (OLD_QUESTIONS, "Wilt u", ("overig",)),
        (CONSULTATION, "De leden van de VVD-fractie vragen", ("overig",)),
        (CONSULTATION, "Wat verwacht", ("overig",)),
        (CONSULTATION, "De minister schrijft", ()),
        (CONSULTATION, "Zij vragen", ("overig",)),
        (CONSULTATION, "Ik zal", ("Nederland",)),
        (CONSULTATION, "Het kabinet hecht", ("Nederland",)),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_who_has_the_floor_speaks(
    actor_reader: ActorReader, text: str, opening: str, actors: tuple[str, ...]
):
    content = text.encode()

    letter = understand("bel.txt", content, read_text("bel.txt", content), actor_reader)

    found = [each.actors for each in letter.sentences if each.display.startswith(opening)]
    assert found == [actors]


def test_a_speakers_label_in_a_letter_gives_nobody_the_floor(actor_reader: ActorReader):
    content = b"De bel zwijgt nog.\n\nMinister Bel: dossier bel.\n\nNederland luidt de bel."

    letter = understand("bel.txt", content, read_text("bel.txt", content), actor_reader)

    assert letter.sentences[0].actors == ("verteller",)
    assert letter.sentences[-1].actors == ("Nederland",)
