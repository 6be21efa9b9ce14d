"""Rules for the documents that a letter names; the notations are those of real letters."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.furniture import find_marked
from index.letter import Letter, MarkedSpan
from index.references import find_references


def ids(text: str, *, dossier: str = "") -> list[str]:
    return [each.id for each in find_references(text, find_marked(text), dossier=dossier)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kamerstuk 32 317, nr. 964", ["kst-32317-964"]),
        ("(32 317, nr. 964)", ["kst-32317-964"]),
        ("Kamerstukken II 2024/25, 32 317, nr. 964.", ["kst-32317-964"]),
        ("Kamerstuk II, 2018-2019, 35 123-VI nr. 4", ["kst-35123-VI-4"]),
        ("Kamerstukken II2015–16, 34 104, nr. 128", ["kst-34104-128"]),
        ("TK 32317-964", ["kst-32317-964"]),
        ("TK, '91-'92, 21 501 -17, nummer 15", ["kst-21501-17-15"]),
        ("Kamerstukken II, 25 424, nr. 679, nr. 684 en 685", [
            "kst-25424-679", "kst-25424-684", "kst-25424-685"
        ]),
        ("Kamerstukken II, 25 424, nrs. 12 t/m 15", [f"kst-25424-{n}" for n in (12, 13, 14, 15)]),
        ("Kamerstukken I 2024/25, 32 317, OY", ["kst-32317-OY"]),
        ("(32 317, OY)", ["kst-32317-OY"]),
        ("(kst-32317-964)", ["kst-32317-964"]),
        ("zie kst-36410-VI-87 en kst-21501-02-3121.", ["kst-36410-VI-87", "kst-21501-02-3121"]),
        ("Kamerstuk 21 501-02", ["kst-21501-02"]),
        ("verslag - 28089-75", ["kst-28089-75"]),
        ("agenda - 21501-02-1855", ["kst-21501-02-1855"]),
        ("Zij krijgt nr. 38 (36410-VI).", ["kst-36410-VI-38"]),
        ("het initiatiefvoorstel daarover (36 353)", ["kst-36353"]),
        ("Kamerstuk 7184 (R345)", ["kst-7184"]),
        ("Kamerstuk 28 100, XVI, nr. 128", ["kst-28100-XVI-128"]),
        ("de brief 25 800, VIII/XVII, nr. 47", ["kst-25800-VIII-47"]),
        ("in 20 800 X 12 en 20 800 X 28", ["kst-20800-X-12", "kst-20800-X-28"]),
        ("Kamerstuk 28600 nr. 10 en 28600 nr. 59", ["kst-28600-10", "kst-28600-59"]),
        ("op stuk 25317 nr. 87", ["kst-25317-87"]),
        ("wetsvoorstel 26 585", ["kst-26585"]),
        ("Kamerstukken II 2030/31, 31 818, 31 829 en 31 980, nr. 14", ["kst-31818-14"]),
        ("(TK 28600 VI, VII nr. 26)", ["kst-28600-VI-26"]),
        ("(Tweede Kamer, vergaderjaar 1988-1989, 32 872)", ["kst-32872"]),
        ("kamerstuk 27 340, zitting 1981-1982, nr. 1", ["kst-27340-1"]),
        ("het plan (zitting 1974-1975,23110, nr. 1)", ["kst-23110-1"]),
        ("kamerstuk 25800, Miljoenennota, nr. 17", ["kst-25800-17"]),
        ("zie 24134, stuk nr. 7", ["kst-24134-7"]),
        ("kamerstukken 11,29 832, nr. 5", ["kst-29832-5"]),
        ("Kamerstuk 32 279/ 39293, nr. 6", ["kst-32279-6"]),
        ("de wetsontwerpen nrs. 12 022, 12 021 en 11 529", [
            "kst-12022", "kst-12021", "kst-11529"
        ]),
        ("Wijziging van de begroting (13 128)", ["kst-13128"]),
        ("de wetten van 2031 (32 249, 32 250 en 32 262)", ["kst-32249", "kst-32250", "kst-32262"]),
        ("Naturalisatie van Verzonnen (10 747, zitting 1969-1970);", ["kst-10747"]),
        ("Gedrukte stukken, zitting 1960—1961 — 6448", ["kst-6448"]),
        ("gedrukt stuk zitting 1974-1975, nr. 13 318", ["kst-13318"]),
        ("gedrukte stukken zitting 1957—1958 — 4900 Nr. 22 t/m 23 resp. Nr. 32", [
            "kst-4900-22", "kst-4900-23", "kst-4900-32"
        ]),
        ("Gedrukt stuk Tweede Kamer, zitting 1963—1964, nr. 7479.", ["kst-7479"]),
        ("Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1121", ["ah-tk-20232024-1121"]),
        ("Aanhangsel Handelingen nr. 774, vergaderjaar 1990-1991", ["ah-tk-19901991-774"]),
        ("Zitting 2031-2032, Aanhangsel Handelingen nr. 97", ["ah-tk-20312032-97"]),
        ("(zitting 2031-2032, Aanhangsel 1751).", ["ah-tk-20312032-1751"]),
        ("Aanhangsel 1348, Handelingen 1977-78", ["ah-tk-19771978-1348"]),
        ("aanhangsel Handelingen nr. 78 en nr. 45, Vergaderjaar 1992-1993", [
            "ah-tk-19921993-78", "ah-tk-19921993-45"
        ]),
        ("Aanhangsel (nr. 14 (98/99) Handelingen)", ["ah-tk-19981999-14"]),
        ("Aanhangsel Handelingen Tweede Kamer 1999-00 nr. 6", ["ah-tk-19992000-6"]),
        ("Handelingen II 2023/24, nr. 40, item 11", ["h-tk-20232024-40-11"]),
        ("uw brief van 8 juli, nr. 2024Z11889", ["2024Z11889"]),
        ("COM (2022) 546 en SWD(2022)546", ["COM(2022)546", "SWD(2022)546"]),
        ("Richtlijn 2011/95/EU", ["32011L0095"]),
        ("Richtlijn 95/46/EG", ["31995L0046"]),
        ("Verordening (EU) 2016/679", ["32016R0679"]),
        ("Verordeningen (EU) nr. 260/2012 en (EU) 2021/1230", ["32012R0260", "32021R1230"]),
        ("Kaderbesluit 2002/584/JBZ", ["32002F0584"]),
        ("PbEU 2016, L 119", ["PB-L-119-2016"]),
        ("ECLI:EU:C:2020:791", ["ECLI:EU:C:2020:791"]),
        ("zaak C-123/20", ["C-123/20"]),
        ("EHRM 28 juli 1999, nr. 25803/94", ["EHRM-25803/94"]),
        ("De brief is bijgevoegd (bijlagen 1 en 3).", ["bijlage-1", "bijlage-3"]),
        ("de motie-Van Nispen c.s. over tolken", ["motie-Van-Nispen-c.s."]),
    ],
)  # fmt: skip
def test_a_notation_gets_the_identifier_it_is_published_under(text: str, expected: list[str]):
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ongeveer 30 000 berichten en 12.500 banen",
        "Postbus 20301, 2500 EH Den Haag",
        "€ 20 000, nr. een van de lijst",
        "in 2023 van 17.000 naar 14.000",
        "kenmerk IENW/BSK-2023/33017",
        "bel 070 426 64 26",
        "bijlage 1 bij Verordening (EU) zoveel",
        "op stuk nr. 35",
        "beschouwd. Tweede Kamer, zitting 1977-1978, Aanhangsel\n2317",
        "Tweede Kamer, 32 872 reacties",
        "21 800 VI\nBegroting\nNr. 5\nBRIEF",
        "een bedrag van f11542 875000",
        "de vierde nota (gedrukte stukken zitting 1961—1962, nr. 19)",
    ],
)
def test_an_amount_or_a_post_box_is_no_reference(text: str):
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("de motie Piri c.s. (Kamerstuk 21 501-02, nr. 3032)", "motie"),
        ("BNC-fiche Mededeling Paraatheid, Kamerstukken II, 22112 nr. 4054", "bnc-fiche"),
        ("Deze motie is oud. Zie Kamerstuk 21 501-02, nr. 3032", "kamerstuk"),
    ],
)
def test_the_words_before_a_number_say_what_it_is(text: str, kind: str):
    assert [each.kind for each in find_references(text, ())] == [kind]


def test_a_footnote_in_the_middle_breaks_no_reference():
    text = "zie Kamerstuk 21 501-\n1 Een noot.\n20, nr. 2266."
    note = MarkedSpan("footnote", text.index("1 Een"), text.index("20, nr"), "1")

    (reference,) = find_references(text, (note,))

    assert reference.id == "kst-21501-20-2266"
    assert text[reference.start : reference.end].startswith("Kamerstuk")


def test_a_footnote_is_read_by_itself():
    text = "Dat is bekend.1\n\n1 Kamerstuk 22 112, nr. 3840."
    note = MarkedSpan("footnote", text.index("1 Kamer"), len(text), "1")

    (reference,) = find_references(text, (note,))

    assert (reference.id, text[reference.start : reference.end]) == (
        "kst-22112-3840", "Kamerstuk 22 112, nr. 3840",
    )  # fmt: skip


def test_the_foot_of_a_page_names_the_letter_and_no_other():
    feet = (
        "Tweede Kamer, vergaderjaar 1989-1990, 21 300 X, nr. 42",
        "Tweede Kamer,zitting 1980-1981,16805, nrs. 1-2",
        "Staten-Generaal, vergaderjaar 1992-1993, 23 263, nrs. 352 en 1",
    )

    for foot in feet:
        assert find_references(f"Tekst.\n{foot}\nkst-21300-X-42\n", ()) == ()


def test_a_number_without_dossier_is_of_the_letters_own():
    text = "Ter vervanging van die gedrukt onder nr. 8"

    assert ids(text, dossier="36 682") == ["kst-36682-8"]
    assert ids(text) == []


def test_references_of_the_sample_letters_are_what_they_say(sample_letters: Mapping[str, Letter]):
    found = {
        number: [
            each.id.removeprefix("kst-")
            for each in find_references(letter.text, letter.marked, dossier=letter.dossier)
            if each.id.startswith("kst-")
        ]
        for number, letter in sample_letters.items()
    }

    assert found["002"] == [
        "32317-964", "21501-20-2266", "22112-4042", "19637-3451", "36410-VI-87", "22112-4054",
        "30821-249", "22112-4085",
    ]  # fmt: skip
    assert found["003"] == ["32317-943", "22112-3840", "21501-02-3032", "32317-925"]


@given(
    st.lists(
        st.sampled_from([
            "Kamerstuk ", "32 317", ", nr. ", "12", " en ", "II", " 2024/25, ", "-VI", "(", ")",
            "1", "Richtlijn ", "2011/95/EU", "bijlage 4", "\n", "motie ", "kst-", "-", "ECLI:",
            "nr. 3 ",
        ]),
        max_size=25,
    )
)  # fmt: skip
def test_references_are_ordered_and_stand_in_the_text(pieces: list[str]):
    text = "".join(pieces)

    references = find_references(text, find_marked(text), dossier="32 317")

    assert [each.start for each in references] == sorted(each.start for each in references)
    for each in references:
        assert 0 <= each.start < each.end <= len(text)
        assert "".join(text[each.start : each.end].split()) == "".join(each.text.split())


@pytest.mark.parametrize(
    "piece",
    ["12 345, ", "21 501 X 12 en ", "wetsvoorstel 12 345 en ", "zitting 1999-2000, ", "Van "],
)
def test_a_line_without_end_takes_no_time(piece: str):
    text = "Kamerstuk 32 317, nr. 9 motie-" + piece * 10_000 + "a" * 50_000
    started = time.process_time()

    found = find_references(text, ())

    assert found[0].id == "kst-32317-9"
    assert time.process_time() - started < 10  # one that looks back at every place takes minutes
