"""Rules for measuring who speaks: unknown is not wrong, half an answer is."""

import json
from pathlib import Path

import pytest

from eval.actor_reading import main
from eval.actor_scores import Actors, Label, Reading, match_labels, read_labels, score, score_actors
from index.actors import ActorReader
from index.reading import make_letter

BOTH = frozenset({"Nederland", "Commissie"})
ONE = frozenset({"Nederland"})
NARRATED = frozenset({"verteller"})


def reading(heard: Actors, *accepted: Actors) -> Reading:
    return Reading(Label("brief.txt", 0, 9, "Een zin.", BOTH, accepted), heard)


@pytest.mark.parametrize(
    ("heard", "wrong", "misattributed", "unknown"),
    [
        pytest.param(BOTH, False, False, False, id="right"),
        pytest.param(ONE, True, False, False, id="half"),
        pytest.param(NARRATED, True, False, False, id="narration for a speaker"),
        pytest.param(frozenset({"EP"}), True, True, False, id="another speaker"),
        pytest.param(frozenset[str](), False, False, True, id="unknown"),
    ],
)
def test_what_is_wrong_and_what_is_unknown(
    heard: Actors, wrong: bool, misattributed: bool, unknown: bool
):
    each = reading(heard)

    assert each.is_wrong(accepted=False) == wrong
    assert each.is_misattributed(accepted=False) == misattributed
    assert each.is_unknown == unknown


def test_an_accepted_answer_is_right_only_when_it_is_complete():
    assert not reading(ONE, ONE).is_wrong(accepted=True)
    assert reading(ONE, ONE).is_wrong(accepted=False)
    assert reading(ONE, NARRATED).is_wrong(accepted=True)


def test_right_wrong_and_unknown_make_a_whole():
    readings = [reading(BOTH), reading(ONE), reading(frozenset()), reading(BOTH)]

    figures = score(readings, accepted=False)

    shares = figures.right.value, figures.wrong.value, figures.unknown.value
    assert shares == (0.5, 0.25, 0.25)
    assert [(each.actor, each.right, each.heard, each.labelled) for each in
            score_actors(readings, accepted=False)] == [
        ("Nederland", 3, 3, 4),
        ("Commissie", 2, 2, 4),
    ]  # fmt: skip


def test_a_label_hears_the_sentences_that_overlap_it(actor_reader: ActorReader):
    text = "Geachte voorzitter,\n\nNederland steunt dit. De Commissie vroeg om uitstel.\n"
    letter = make_letter("brief.txt", text.encode(), actor_reader)
    start = text.index("Nederland")
    middle = text.index(" De Commissie")
    label = Label("brief.txt", start, middle, "", ONE)
    nowhere = Label("brief.txt", len(text) + 5, len(text) + 9, "", ONE)

    heard = [each.heard for each in match_labels([label, nowhere], letter)]

    assert heard == [ONE, frozenset()]


def test_every_letter_but_the_repeated_agenda_has_labels():
    files = {label.file[:3] for label in read_labels()}

    assert files == {"001", "002", "003", "004"}


def test_the_sentences_kept_for_testing_stay_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        main(["--documents", str(tmp_path), "--labels", "held-out", "--errors"])

    assert "stay unread" in capsys.readouterr().err


def test_the_figures_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "figures.json"

    main(["--letters", "002,000", "--out", str(out)])

    printed = capsys.readouterr().out
    assert "## 002: 116 sentences" in printed
    assert "No labels of its own." in printed
    record = json.loads(out.read_text("utf-8"))[0]
    assert record["sentences"] == 116
    value, low, high = record["accepted"]["wrong"]
    assert low <= value <= high
