"""Which letter a question hints at: its meeting, number, point of the agenda, and kind."""

import datetime

import pytest

from index.actors import ActorReader
from index.cues import Document, Item, Meeting
from index.letter_names import LetterNames
from rag.periods import read_period
from rag.question import understand

NAMES = LetterNames(frozenset({"warschau", "kopenhagen"}), frozenset({"32317"}))
TODAY = datetime.date(2026, 3, 9)

MEETINGS = [
    ("bij de informele raad in Warschau", Meeting("warschau", informal=True)),
    ("informele JBZ-Raad Warschau", Meeting("warschau", informal=True)),
    ("de formele JBZ-Raad", Meeting(informal=False)),
    ("uitkomst JBZ-raad van 12-13 juni", Meeting(days=(12, 13))),
    ("de raad van 8 december", Meeting(days=(8,))),
    ("straf voor Boedapest en Warschau", Meeting()),  # a city is no meeting
]
DOCUMENTS = [
    ("wat staat er in 32 317, nr. 987 over drones", Document("32317", "987")),
    ("kst-32317-987", Document("32317", "987")),
    ("32317 drones", Document("32317")),
    ("dossier 22112 over drones", Document("22112")),
    ("brief nr. 964", Document(number="964")),
    ("150 000 Pakistaanse arbeidsmigranten", Document()),
    ("gaat het om 15 000 mensen", Document()),
]
ITEMS = [
    ("wat zei NL bij agendapunt II.6", Item("6", "ii")),
    ("agendapunt 3 in juni", Item("3")),
    ("werksessie II Kopenhagen", Item(heading="werksessie ii")),
    ("punt 7 van het vredesplan van Zelensky", Item()),
]
KINDS = [
    ("geann agenda jan 2025 vuurwerk", "geannoteerde agenda"),
    ("agenda van de JBZ-raad", "geannoteerde agenda"),
    ("verslag december AVG", "verslag"),
    ("wat was de uitkomst over drones", "verslag"),
    ("vast op de Europese agenda houden", ""),
]
PERIODS = [
    ("wat zei nl in juni, dus niet in december", (6,), ()),
    ("ondertekende in december 2025 (in juni was dat een ander)", (12,), (2025,)),
    ("de decemberraad", (12,), ()),
    ("de december-raad", (12,), ()),
    ("tussen begin en eind 2025", (1, 2, 3, 10, 11, 12), (2025,)),
    ("in de zomer van 2025", (6, 7, 8), (2025,)),
    ("vorig jaar", (), (2025,)),
    ("vorige maand", (2,), (2026,)),
    ("what may the commission do", (), ()),
    ("roadmap 2027-2028", (), ()),
]


@pytest.mark.parametrize(("text", "meeting"), MEETINGS, ids=lambda value: str(value))
def test_a_meeting_is_known_by_place_form_and_days(
    text: str, meeting: Meeting, actor_reader: ActorReader
):
    assert understand(text, actor_reader, names=NAMES).meeting == meeting


@pytest.mark.parametrize(("text", "document"), DOCUMENTS, ids=lambda value: str(value))
def test_a_number_of_parliament_is_told_from_a_figure(
    text: str, document: Document, actor_reader: ActorReader
):
    assert understand(text, actor_reader, names=NAMES).document == document


def test_the_number_of_a_letter_is_nothing_that_is_searched_for(actor_reader: ActorReader):
    question = understand("drones in 32 317, nr. 987", actor_reader, names=NAMES)

    assert question.terms == ("drones",)


@pytest.mark.parametrize(("text", "item"), ITEMS, ids=lambda value: str(value))
def test_a_point_of_the_agenda_is_known_by_its_number(
    text: str, item: Item, actor_reader: ActorReader
):
    assert understand(text, actor_reader).item == item


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=lambda value: str(value))
def test_the_agenda_is_the_plan_and_the_report_what_came_of_it(
    text: str, kind: str, actor_reader: ActorReader
):
    assert understand(text, actor_reader).letter_kind == kind


@pytest.mark.parametrize(("text", "months", "years"), PERIODS, ids=lambda value: str(value))
def test_a_period_is_what_is_asked_and_not_what_is_ruled_out(
    text: str, months: tuple[int, ...], years: tuple[int, ...]
):
    period = read_period(text, TODAY)

    assert (period.months, period.years) == (months, years)


def test_without_a_clock_last_year_is_no_period():
    assert not read_period("wat zei nl vorig jaar")


def test_since_and_until_bound_the_period():
    assert read_period("sinds 2024").since == datetime.date(2024, 1, 1)
    assert read_period("na juni 2025").since == datetime.date(2025, 7, 1)
    period = read_period("van december 2024 tot december 2025")
    assert (period.since, period.until) == (datetime.date(2024, 12, 1), datetime.date(2025, 12, 31))
