"""Which letters meet what a question hints at."""

from collections.abc import Mapping
from datetime import date

from index.cues import Cues, Document, Item, Meeting, Period
from index.letter import Letter
from index.letter_names import find_names

PATH = ("Verslag van de Raad", "II. Justitie", "6. Werksessie I: Insolventie")


def test_a_meeting_is_found_by_its_place_and_form(sample_letters: Mapping[str, Letter]):
    cue = Meeting("warschau", informal=True)

    assert [name for name, letter in sample_letters.items() if cue.holds(letter)] == ["001"]


def test_a_meeting_is_found_by_a_day(sample_letters: Mapping[str, Letter]):
    cue = Meeting(days=(12, 13))

    assert [name for name, letter in sample_letters.items() if cue.holds(letter)] == ["003"]


def test_a_letter_is_found_by_its_number_though_it_prints_no_dossier(
    sample_letters: Mapping[str, Letter],
):
    cue = Document("32317", "964")

    assert [name for name, letter in sample_letters.items() if cue.holds(letter)] == ["003"]


def test_a_dossier_alone_needs_its_number_printed(sample_letters: Mapping[str, Letter]):
    cue = Document("32317")

    assert [name for name, letter in sample_letters.items() if cue.holds(letter)] == ["001", "004"]


def test_a_point_of_the_agenda_is_found_under_its_headings():
    assert Item("6", "ii").holds(PATH)
    assert Item(heading="werksessie i").holds(PATH)
    assert not Item("6", "i").holds(PATH)
    assert not Item(heading="werksessie ii").holds(PATH)


def test_what_is_not_hinted_at_holds_for_no_letter(sample_letters: Mapping[str, Letter]):
    letter = sample_letters["003"]

    assert not Meeting().holds(letter)
    assert not Document().holds(letter)
    assert not Item().holds(PATH)
    assert Cues().count(letter, PATH) == 0


def test_every_hint_that_holds_counts_once(sample_letters: Mapping[str, Letter]):
    cues = Cues(meeting=Meeting(days=(12,)), document=Document(number="964"), kind="verslag")

    assert cues.count(sample_letters["003"], PATH) == 3
    assert cues.count(sample_letters["004"], PATH) == 1


def test_a_bound_of_the_period_holds_for_what_lies_within(sample_letters: Mapping[str, Letter]):
    since, until = Period(since=date(2025, 7, 1)), Period(until=date(2025, 1, 31))

    assert [name for name, each in sample_letters.items() if since.holds(each)] == [
        "000",
        "002",
        "004",
    ]
    assert [name for name, each in sample_letters.items() if until.holds(each)] == ["001"]


def test_the_letters_tell_the_names_they_go_by(sample_letters: Mapping[str, Letter]):
    names = find_names(sample_letters.values())

    assert names.places == {"warschau", "kopenhagen"}
    assert names.dossiers == {"32317"}
