"""Rules for what a text covers of a question: rarer subjects weigh more, and who speaks counts."""

import pytest

from index.actors import load_actor_reader
from index.coverage import Coverage, best_said
from index.letter import Letter
from index.reading import make_letter
from index.terms import Subject

TEXT = """\
Den Haag, 3 maart 2031

1. Vliegende fietsen

De Commissie stelt een maximumsnelheid voor. Nederland steunt het voorstel over bruggen.
"""  # made up
FREQUENCY = {"fietsen": 40, "maximumsnelheid": 1, "bruggen": 1}
QUESTION = (Subject("fietsen", ("rijwielen",)), Subject("maximumsnelheid"))


def count(name: str) -> int:
    return FREQUENCY.get(name, 0)


@pytest.fixture
def letter() -> Letter:
    return make_letter("brief.txt", TEXT.encode(), load_actor_reader())


def test_a_rare_subject_carries_more_of_the_question_than_a_common_one():
    coverage = Coverage(QUESTION, count, 50)

    rare, common = coverage.coverage({"maximumsnelheid"}), coverage.coverage({"fietsen"})

    assert rare > common
    assert rare + common == pytest.approx(1)


def test_another_name_covers_the_subject_and_a_compound_holds_its_parts():
    coverage = Coverage(QUESTION, count, 50)

    assert coverage.covered("Rijwielen zijn duur.") == {"fietsen"}
    assert coverage.covered("De maximumsnelheidsborden staan er.") == {"maximumsnelheid"}
    assert coverage.missing == ()


def test_what_only_the_heading_says_counts_half(letter: Letter):
    coverage = Coverage((Subject("fietsen"),), count, 50)

    assert best_said(coverage, letter.sentences, letter, ()) == pytest.approx(0.5)


def test_only_sentences_of_those_asked_count(letter: Letter):
    coverage = Coverage((Subject("maximumsnelheid"),), count, 50)

    assert best_said(coverage, letter.sentences, letter, ["Commissie"]) == 1
    assert best_said(coverage, letter.sentences, letter, ["Nederland"]) == 0
    assert best_said(coverage, letter.sentences, letter, ["Europol"]) == 0
