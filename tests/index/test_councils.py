"""Rules for reading which meeting of ministers a letter is about."""

import datetime

import pytest

from index.councils import name_council, read_announced, read_council, same_meeting
from index.letter import Council

JBZ = "Raad Justitie en Binnenlandse Zaken"
DAY = datetime.date(2025, 6, 23)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("heading", "council"),
    [
        pytest.param(
            f"Verslag van de bijeenkomst van de {JBZ}, 12 en 13 juni 2025",
            Council(JBZ, False, "", day("2025-06-12"), day("2025-06-13")),
            id="two days",
        ),
        pytest.param(
            f"Geannoteerde agenda van de informele bijeenkomst van de\n{JBZ},\n"
            "22 en 23 juli 2025 te Kopenhagen",
            Council(JBZ, True, "Kopenhagen", day("2025-07-22"), day("2025-07-23")),
            id="informal, over three lines",
        ),
        pytest.param(
            f"Verslag {JBZ}, 30 juni en 1 juli 2025",
            Council(JBZ, False, "", day("2025-06-30"), day("2025-07-01")),
            id="across two months",
        ),
        pytest.param(
            "Geannoteerde agenda Raad Buitenlandse Zaken van 16 december 2024 te Brussel",
            Council("Raad Buitenlandse Zaken", False, "Brussel", *[day("2024-12-16")] * 2),
            id="one day",
        ),
        pytest.param(
            "de JBZ-Raad van 13 juni jl.",
            Council(JBZ, False, "", *[day("2025-06-13")] * 2),
            id="short name, year of the letter",
        ),
        pytest.param("Verslag van de Raad van State, 12 juni 2025", None, id="no council"),
        pytest.param(f"Verslag van de {JBZ}", None, id="no day"),
        pytest.param("de JBZ-Raad van 31 juni jl.", None, id="a day that does not exist"),
    ],
)
def test_a_meeting_is_read_as_it_is_printed(heading: str, council: Council | None):
    assert read_council(heading, day=DAY) == council


def test_a_meeting_without_a_year_is_the_nearest_to_the_letter():
    january = read_council("de JBZ-Raad van 30 januari a.s.", day=day("2024-12-20"))

    assert january
    assert january.first_day == day("2025-01-30")
    assert read_council("de JBZ-Raad van 30 januari") is None


def test_a_covering_letter_announces_the_meeting_it_reports():
    sent = f"het verslag aan van de {JBZ} (JBZ-Raad) op 12 en 13 juni in Luxemburg"
    text = f"Hierbij bied ik u {sent}. Ook"

    announced = read_announced(text, day=DAY)

    assert announced
    assert announced.council.place == "Luxemburg"
    assert announced.source in text


def test_a_name_says_what_was_read():
    council = Council(JBZ, True, "Gent", day("2031-03-10"), day("2031-03-11"))

    assert name_council(council) == f"informele {JBZ}, 10 en 11 maart 2031 te Gent"
    assert read_council(name_council(council)) == council


def test_meetings_of_one_formation_within_two_days_are_one():
    first = Council(JBZ, False, "", day("2025-06-12"), day("2025-06-13"))

    assert same_meeting(first, Council(JBZ, False, "", day("2025-06-13")))
    assert not same_meeting(first, Council(JBZ, False, "", day("2025-07-12")))
    assert not same_meeting(first, Council("Milieuraad", False, "", day("2025-06-12")))
    assert not same_meeting(first, Council(JBZ))
