"""What verification lets through and holds back, on the labelled changes of the letters."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from eval.mutations import Labelled, read_labels
from eval.proportions import proportion
from eval.sentence_changes import (
    by_rules,
    change_actor,
    change_twice,
    move_negation,
    swap_actors,
    swap_figures,
)
from eval.verification import HALVES, Verified, main, measure, render, verify_all
from index.actors import ActorReader
from index.letter import Letter

LABELS = read_labels()


@pytest.fixture(scope="module")
def verified() -> list[Verified]:
    return verify_all(LABELS)


def test_the_set_is_large_and_has_both_halves():
    changed = [each for each in LABELS if not each.keeps]
    kept = [each for each in LABELS if each.keeps]

    assert len(changed) >= 400
    assert len(kept) >= 200
    assert len({each.kind for each in changed}) >= 12
    assert {each.is_held_out for each in changed} == {each.is_held_out for each in kept}


def test_no_sentence_stands_in_the_set_with_two_labels():
    labelled: dict[tuple[str, str], bool] = {}
    for each in LABELS:
        assert labelled.setdefault((each.source, each.text), each.keeps) is each.keeps


def test_every_source_is_a_sentence_of_its_letter(sample_letters: Mapping[str, Letter]):
    displays = {
        letter.file: {sentence.display for sentence in letter.sentences}
        for letter in sample_letters.values()
    }

    assert all(each.source in displays[each.letter] for each in LABELS)


def test_a_changed_meaning_is_caught_and_less_of_the_same_passes(verified: list[Verified]):
    figures = measure(verified)

    for half in HALVES.values():
        assert figures.caught[half].low > 0.97
        assert figures.passed[half].low > 0.88


def test_a_verifier_that_passes_everything_catches_nothing(verified: list[Verified]):
    # null control: the figures must be able to fail
    blind = measure([replace(each, reason="") for each in verified])

    for half in HALVES.values():
        assert blind.caught[half].value == 0
        assert blind.passed[half].value == 1


def test_the_summary_names_every_kind(verified: list[Verified]):
    text = render(measure(verified), verified)

    assert all(f"| {each.kind} |" in text for each in LABELS)


def test_errors_of_the_other_letters_are_not_printed(capsys: pytest.CaptureFixture[str]):
    assert main(["--errors"]) == 0

    printed = capsys.readouterr().out
    assert not any(each.source in printed for each in LABELS if each.is_held_out)


def test_a_rule_changes_one_place():
    change = by_rules([[r"\bniet ", ""]])

    assert change("A is niet B en niet C.", random.Random(0)) in (
        "A is B en niet C.",
        "A is niet B en C.",
    )
    assert change("A is B.", random.Random(0)) == "A is B."


def test_two_changes_or_none():
    rules = [by_rules([["a", "x"]]), by_rules([["b", "y"]])]

    assert change_twice("ab", random.Random(0), rules) == "xy"
    assert change_twice("a", random.Random(0), rules) == "a"


def test_changes_do_what_they_are_named_for(actor_reader: ActorReader):
    chance = random.Random(0)

    assert swap_actors("Nederland steunt Duitsland.", actor_reader) == "Duitsland steunt Nederland."
    assert swap_actors("Nederland en Duitsland praten.", actor_reader).startswith("Nederland en")
    assert "Nederland" not in change_actor("Nederland steunt dit.", chance, actor_reader)
    assert swap_figures("12 van de 40.", chance) == "40 van de 12."
    moved = move_negation("A is niet goed en dit alles heeft nu B.", chance)
    assert moved == "A is goed en dit alles heeft niet nu B."


def test_a_share_of_nothing_is_no_figure():
    assert str(proportion([])) == "–"
    assert proportion([False] * 10).high == pytest.approx(0.2775, abs=0.001)  # Wilson (1927)


def test_a_label_tells_whether_its_letter_was_looked_at():
    label = Labelled("003_c79231d241da7748.txt", "a", (), "k", True, "b")

    assert label.is_held_out
    assert not replace(label, letter="000_204fbf30ecd93ee7.txt").is_held_out
