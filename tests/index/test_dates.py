"""Rules for the days a letter names: exact ones only, and told from the letter's own date."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cues import MONTHS
from index.dates import find_dates
from index.furniture import find_marked

LETTER = datetime.date(2025, 12, 17)


def days(text: str, date: datetime.date | None = LETTER) -> list[str]:
    return [str(each.day) for each in find_dates(text, find_marked(text), date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("op 13 juni jl. sprak de Raad", ["2025-06-13"]),
        ("de Raad van 12 en 13 juni a.s.", ["2026-06-12", "2026-06-13"]),
        ("de Raad van 12-13 juni 2025", ["2025-06-12", "2025-06-13"]),
        ("van 2 tot en met 5 maart 2024", ["2024-03-02", "2024-03-05"]),
        ("van 30 september tot 2 oktober 2025", ["2025-09-30", "2025-10-02"]),
        ("30 december tot 2 januari 2025", ["2024-12-30", "2025-01-02"]),
        ("op 8 december", ["2025-12-08"]),
        ("op 8 januari", ["2026-01-08"]),
        ("afgelopen 8 januari", ["2025-01-08"]),
        ("afgelopen december, eind 2025 en in het voorjaar van 2026", []),
        ("op 31 juni 2025", []),
        ("de 1e mei 2025", ["2025-05-01"]),
        ("op 3 sept. 2024 en 4 mrt 2023", ["2024-09-03", "2023-03-04"]),
        ("op 13-06-2025 en 2025-06-14", ["2025-06-13", "2025-06-14"]),
        ("versie 1.2.2025.4", []),
        ("artikel 5 meisjes en 12 junioren", []),
        ("op 29 februari jl.", []),
        ("op 16 december a.s. en op 17 december a.s.", ["2025-12-17"]),
        ("op 11\njuni jl.", ["2025-06-11"]),
        ("Op 11 juni jl.1 sprak hij.\n\n1 Zie de brief van 2 mei 2021.\n",
         ["2025-06-11", "2021-05-02"]),
        ("op 6 december\n20241.\n\n1 Kamerstuk 5.\n", ["2024-12-06"]),
        # jl. and a.s., in all their spellings
        ("op 3 mei j.l.", ["2025-05-03"]),
        ("op 3 mei l.l.", ["2025-05-03"]),
        ("op 3 mei jongstleden", ["2025-05-03"]),
        ("op 3 mei laatstleden", ["2025-05-03"]),
        ("op 3 mei aanstaande", ["2026-05-03"]),
        ("op 3 mei e.k.", ["2026-05-03"]),
        ("op 17 december jl.", ["2025-12-17"]),
        ("op 17 december a.s.", ["2025-12-17"]),
        ("op 18 december jl.", []),
        ("op 16 december a.s.", []),
        ("afgelopen 3 mei en aanstaande 4 mei", ["2025-05-03", "2026-05-04"]),
        ("vorige 3 mei en komende 4 mei", ["2025-05-03", "2026-05-04"]),
        ("op 11, 12 en 13 juni jl.", ["2025-06-11", "2025-06-12", "2025-06-13"]),
        ("12 of 13 juni jl.", ["2025-06-12", "2025-06-13"]),
        ("van 30 mei t/m 2 juni jl.", ["2025-05-30", "2025-06-02"]),
        ("op 12 juni jl. en 13 juni a.s.", ["2025-06-12", "2026-06-13"]),
        ("op 12/13 juni jl.", ["2025-06-12", "2025-06-13"]),
        ("26–27 juni jl.", ["2025-06-26", "2025-06-27"]),
        # a year that is told
        ("op 3 mei van dit jaar", ["2025-05-03"]),
        ("op 3 januari dit jaar", ["2025-01-03"]),
        ("op 3 januari van volgend jaar", ["2026-01-03"]),
        ("op 3 december van het vorige jaar", ["2024-12-03"]),
        # near the letter's day, or unsure
        ("op 20 december", ["2025-12-20"]),
        ("op 1 september", ["2025-09-01"]),
        ("op 30 april", ["2026-04-30"]),
        ("uiterlijk 30 juni", []),
        ("op 15 juni", []),
        # weekdays
        ("op maandag 8 december", ["2025-12-08"]),
        ("op donderdag 8 januari", ["2026-01-08"]),
        ("op maandag 30 juni", ["2025-06-30"]),
        ("op dinsdag 30 juni", ["2026-06-30"]),
        ("op vrijdag 30 juni", []),
        ("op zondag 3 mei 2025", ["2025-05-03"]),
        ("vrijdag jl. en maandag a.s.", ["2025-12-12", "2025-12-22"]),
        ("woensdag jl.", ["2025-12-10"]),
        ("komende woensdag", ["2025-12-24"]),
        ("afgelopen dinsdag en aanstaande donderdag", ["2025-12-16", "2025-12-18"]),
        ("volgende week dinsdag", ["2025-12-23"]),
        ("Vorige week vrijdag", ["2025-12-12"]),
        ("maandag volgende week", ["2025-12-22"]),
        ("op zondag van vorige week", ["2025-12-14"]),
        ("gisteren en eergisteren", ["2025-12-16", "2025-12-15"]),
        ("overmorgen", ["2025-12-19"]),
        ("volgende dinsdag, vorige maandag, dinsdag", []),
        ("de economie van morgen, vandaag de dag, vanmorgen", []),
        ("volgende week, vorige maand, dit jaar", []),
        ("afgelopen dinsdag 9 december", ["2025-12-09"]),
        # no days
        ("in mei 2025 en medio juni jl.", []),
        ("30 februari 2025", []),
        ("op 29 februari 2024", ["2024-02-29"]),
        ("32 mei 2025", []),
        ("nr. 12 maart 2025", ["2025-03-12"]),
        ("21 501-02 en 32 317", []),
        ("tussen 3 en 5 procent", []),
        ("03/06/2025, 3.6.2025 en 3-13-2025", ["2025-06-03", "2025-06-03"]),
        ("d.d. 5 dec. jl.", ["2025-12-05"]),
        ("5 JUNI 2025", ["2025-06-05"]),
        ("14februari 1992", ["1992-02-14"]),
        ("de 2de mei 2025, de 3ste mei 2025", ["2025-05-02", "2025-05-03"]),
        ("van 31 december tot en met 1 januari a.s.", ["2025-12-31", "2026-01-01"]),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_which_days_a_text_names(text: str, expected: list[str]):
    assert days(text) == expected


def test_without_a_letter_date_only_full_dates_are_known():
    assert days("op 13 juni jl., 8 december en 3 maart 2025", None) == ["2025-03-03"]


def test_a_year_that_is_printed_is_not_derived_and_one_that_is_not_is():
    dates = find_dates("op 3 maart 2025 en op 8 december", (), LETTER)

    assert [each.derived for each in dates] == [False, True]


def test_a_date_stands_where_it_says():
    text = "De Raad van 12 en 13 juni jl. in Luxemburg."

    assert {text[each.start : each.end] for each in find_dates(text, (), LETTER)} == {
        "12 en 13 juni jl."
    }


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    st.integers(1, 31),
    st.sampled_from(MONTHS),
)
def test_jl_is_never_after_the_letter_and_as_never_before_it(
    date: datetime.date, day: int, month: str
):
    last = find_dates(f"{day} {month} jl.", (), date)
    coming = find_dates(f"{day} {month} a.s.", (), date)

    assert all(each.day <= date and each.day.day == day for each in last)
    assert all(each.day >= date and each.day.day == day for each in coming)


@given(st.text(alphabet="0123456789 .,-/\nenjlmei", max_size=80))
def test_any_text_gives_lawful_places(text: str):
    for each in find_dates(text, (), LETTER):
        assert 0 <= each.start < each.end <= len(text)


def test_every_day_of_a_year_is_found_in_full():
    year = [datetime.date(2024, 1, 1) + datetime.timedelta(days=each) for each in range(366)]
    text = ". ".join(f"{each.day} {MONTHS[each.month - 1]} 2024" for each in year)

    assert [each.day for each in find_dates(text, (), None)] == year
