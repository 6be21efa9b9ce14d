"""Rules for what interrupts a reader: footnotes and their marks, running heads, broken lines."""

from collections.abc import Mapping

import pytest

from index.display import read_display
from index.furniture import find_marked
from index.letter import Letter, MarkedSpan
from index.running_heads import PageLine, is_running


def read(text: str) -> str:
    return read_display(text, find_marked(text), 0, len(text)).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zie de brief van 6 december\n20241.\n\n1 Kamerstuk 5.\n",
         "Zie de brief van 6 december 2024."),
        ("Verordening (EU) 2018/18061 en\nhet fiche.1\n\n1 Kamerstuk 5.\n",
         "Verordening (EU) 2018/1806 en het fiche."),
        ("Dat is eerder aangegeven1, zei hij.\n\n1 Idem.\n", "Dat is eerder aangegeven, zei hij."),
        ("Op 3 juni jl.1 sprak de Raad.\n\n1 Zie ook nr. 5.\n", "Op 3 juni jl. sprak de Raad."),
        ("De Kamer is geïnformeerd 1.\n\n1 Kamerstuk 5.\n", "De Kamer is geïnformeerd ."),
        ("Eén1 en twee2 samen.\n\n1 Noot een.\n2 Noot twee\ndie doorloopt.\n",
         "Eén en twee samen."),
        ("Op 1 juni kwamen 1.000 mensen en artikel 1 geldt.\n", "Op 1 juni kwamen 1.000 mensen en "
         "artikel 1 geldt."),
        ("Er zijn er meer.\n\n1 Kamerstuk zonder noot.\n",
         "Er zijn er meer. 1 Kamerstuk zonder noot."),
    ],
    ids=["behind a year", "behind an act", "before a comma", "behind a point", "behind a space",
         "two of them", "figures are no marks", "no mark, no footnote"],
)  # fmt: skip
def test_footnotes_and_their_marks_are_not_read(text: str, shown: str):
    assert read(text) == shown


@pytest.mark.parametrize(
    "line",
    [
        "kst-32317-OY",
        "ISSN 0921 - 7371",
        "’s-Gravenhage 2025 Eerste Kamer, vergaderjaar 2024–2025, 32 317, OY 1",
        "Tweede Kamer, vergaderjaar 2024–2025, 32 317, nr. 964 12",
        "Pagina 3 van 12",
        "P agina 3 van 12",
        "- 10 -",
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 3",
        "Tweede Kamer, vergaderjaar 1988-1989, 21 095 (R 1368), nr. 1",
        "Tweede Kamer, vergaderjaar 1984-1985, 18 600 hoofdstuk XV, nr. 102",
        "Tweede kamer, zitting 1976-1977,14 365, nr. 1",
        "ah-tk-20202021-3235",
        "h-tk-20202021-40-3",
        "Tweede Kamer, vergaderjaar 1992-1993, 22 800 XIII, nr. 42",
        "212861F ISSN0921 -7371 Sdu Uitgeverij Plantijnstraat 's Gravenhage 1992",
        "315912 F ISSN 0921 • 7371 SDU uitgevenj '\ns-Gravenhage 1993",
        "913175F SDU uitgeverij s Gravenhage 1989",
    ],
)
def test_running_heads_are_not_read(line: str):
    assert read(f"De Raad besloot\n{line}\nhet voorstel te steunen.\n") == (
        "De Raad besloot het voorstel te steunen."
    )


def test_a_sentence_that_names_a_chamber_is_no_running_head():
    text = "De Tweede Kamer, vergaderjaar of niet, wacht af."

    assert read(text) == text


@pytest.mark.parametrize(
    ("broken", "shown"),
    [
        ("de EU-\nbrede aanpak", "de EU-brede aanpak"),
        ("btw-\nfraude bestrijden", "btw-fraude bestrijden"),
        ("de informatie-\nuitwisseling verbeteren", "de informatie-uitwisseling verbeteren"),
        ("operati-\nonele steun", "operationele steun"),
        ("het midden-\nen kleinbedrijf", "het midden- en kleinbedrijf"),
        ("het veilig-derde-\nland-concept", "het veilig-derde-land-concept"),
        ("het Assad-\nregime en een ander regime", "het Assad-regime en een ander regime"),
        ("Russische en Belarus-\nsische zijde", "Russische en Belarussische zijde"),
        ("samen-\nwerking of samenwerking", "samenwerking of samenwerking"),
        ("een non-\npaper over non-paper", "een non-paper over non-paper"),
        ("via e-\ngates reizen", "via e-gates reizen"),
        ("de JBZ-\nRaad", "de JBZ-Raad"),
    ],
    ids=lambda text: text.split("\n")[-1][:20],
)  # fmt: skip
def test_a_hyphen_at_a_lines_end_stays_where_dutch_needs_it(broken: str, shown: str):
    assert read(broken) == shown


def test_in_a_letter_that_breaks_no_words_every_hyphen_is_its_own():
    text = "De JBZ-\nRaad en de JBZ-Raad over het Assad-\nregime en anti-\ncorruptie."

    assert read(text) == "De JBZ-Raad en de JBZ-Raad over het Assad-regime en anti-corruptie."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("000", "maatschappij-brede aanpak"),
        ("000", "de EU-brede strategische"),
        ("000", "6 december 2024 benadrukt"),
        ("001", "bestaande beleidsinstrumenten en operationele steun"),
        ("001", "de oproep van Oostelijke lidstaten"),  # across the foot of a page
        ("002", "Kamerbrief van 6 december 2024 benadrukt"),
        ("003", "Verordening (EU) 2018/1806 inzake"),
        ("003", "de impact ervan grondig te zullen bestuderen"),
        ("004", "na de val van het Assad-regime"),
        ("004", "in de geannoteerde agenda van deze JBZ-Raad aan uw Kamer gemeld"),
    ],
)
def test_how_the_sample_letters_read(sample_letters: Mapping[str, Letter], number: str, words: str):
    assert any(words in sentence.display for sentence in sample_letters[number].sentences)


@pytest.mark.parametrize(
    ("number", "count"), [("000", 7), ("001", 8), ("002", 10), ("003", 5), ("004", 12)]
)
def test_every_footnote_of_the_sample_letters_is_found(
    sample_letters: Mapping[str, Letter], number: str, count: int
):
    footnotes = [span.footnote for span in sample_letters[number].marked if span.kind == "footnote"]

    assert footnotes == [str(each) for each in range(1, count + 1)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(Kamerstuk 21 501-\n20, nr. 5)", "(Kamerstuk 21 501-20, nr. 5)"),
        ("het jaar 2024–\n2025", "het jaar 2024–2025"),
        ("minder CO2-\nuitstoot", "minder CO2-uitstoot"),
        ("op 6-\nof 7 maart", "op 6-\nof 7 maart".replace("\n", " ")),
        ("Zie1 Kamerstuk 21 501-\n\n1 Een noot.\n\n\n\n20, nr. 5.",
         "Zie Kamerstuk 21 501-20, nr. 5."),
        ("Zie1 de operati-\n\n1 Een rap-\nport.\n\n\n\nonele steun.", "Zie de operationele steun."),
        ("Zacht\u00ad\nheid en hard\u00adheid", "Zachtheid en hardheid"),
    ],
    ids=["a number", "years", "a formula", "of", "over a footnote and a page", "a word too",
         "soft"],
)  # fmt: skip
def test_a_word_broken_over_lines_is_read_as_one(text: str, shown: str):
    assert read(text) == shown


def test_zero_width_and_tag_characters_are_hidden_and_words_stay_whole():
    text = "Neder\u200bland\U000e0041 zei"

    assert read(text) == "Nederland zei"
    assert {span.kind for span in find_marked(text)} == {"hidden"}


def test_what_the_format_marked_stays_and_what_it_settled_is_not_looked_for():
    text = "De Raad1 sprak.\n\n1 Een noot.\n"
    given = MarkedSpan("furniture", 0, 3)

    found = find_marked(text, (given,), frozenset({"footnote", "mark"}))

    assert found == (given,)


def test_of_two_that_overlap_the_formats_own_stays():
    text = "De Raad1 sprak.\n\n1 Een noot.\nPagina 1 van 2\n"
    start = text.index("Pagina")
    given = MarkedSpan("furniture", start, len(text))

    found = find_marked(text, (given,))

    assert [span.kind for span in found] == ["mark", "footnote", "furniture"]
    assert found[1].end == start


def test_what_heads_every_page_is_not_read():
    pages = [f"Ministerie van Fietsen\nOns kenmerk {page}\nTekst {page * 'x'} hier.\n"
             for page in range(1, 5)]  # fmt: skip

    assert read("\f".join(pages)) == "Tekst x hier. Tekst xx hier. Tekst xxx hier. Tekst xxxx hier."


def test_a_numbered_heading_at_the_top_of_most_pages_is_read():
    pages = [f"Ministerie van Fietsen\nAntwoord {page * page}\nTekst {page * 'x'} hier.\n"
             for page in range(1, 4)]  # fmt: skip

    assert read("\f".join(pages)) == (
        "Antwoord 1 Tekst x hier. Antwoord 4 Tekst xx hier. Antwoord 9 Tekst xxx hier."
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Bel 1 van 3", "Bel 2 van 3", "Bel 3 van 3"], True, id="counts"),
        pytest.param(["Pagina 1 van 2", "Pagina 2 van 2", "Pagina 1 van 1"], True, id="an annex"),
        pytest.param(["36 410, nr. 8"] * 3, True, id="stays"),
        pytest.param(["2. Bellen", "3. Bellen", "4. Bellen"], True, id="keeps pace with the pages"),
        pytest.param(["2. Bellen", "5. Bellen", "6. Bellen", "9. Bellen"], False, id="leaps"),
        pytest.param(["Vraag 2", "Vraag 3", "Vraag 4"], False, id="a question, by chance in step"),
        pytest.param([f"nr. {n}{'9' * 5_000}" for n in (1, 2, 3)], False, id="endless figures"),
    ],
)
def test_a_running_head_stays_or_counts_with_the_pages(lines: list[str], expected: bool):
    edges = [PageLine(page, text) for page, text in enumerate(lines)]

    assert is_running(edges) is expected


def test_the_column_beside_the_text_is_not_read():
    lines = [
        f"De Raad besloot op dag {number} het voorstel te steunen." for number in range(10, 22)
    ]
    column = ["Ons kenmerk", "DGBI / 26844711", "Bijlage(n)"]
    page = "\n".join(
        [f"{line}      {cell}" for line, cell in zip(lines, column, strict=False)] + lines[3:]
    )

    assert read(page) == " ".join(lines)


def test_a_dash_between_two_halves_of_a_sentence_is_no_bullet():
    text = "De strategie kan daar\n– net zoals eerder – aan bijdragen."

    assert find_marked(text) == ()
    assert read("Het gaat om:\n- fietsen;\n- bellen.") == "Het gaat om: fietsen; bellen."


def test_the_number_of_a_paper_under_its_running_head_is_not_read_and_a_figure_is():
    head = "ah-tk-20202021-3235\n\n’s-Gravenhage 2021\n\n3235\n\n"

    assert read(f"{head}Vraag 1\n\n3235\n\nJa.") == "Vraag 1 3235 Ja."
