"""Rules for plan and done; how often they are right is measured on sentences labelled by hand."""

import csv
from pathlib import Path

import pytest

from index.letter import Stage
from index.stage import list_examples, read_stage

LABELLED = Path(__file__).with_name("stage.tsv")


def measure(used: str) -> float:
    """The share of the labelled sentences that is read as labelled."""
    with LABELLED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    chosen = [row for row in rows if row["used"] == used]
    return sum(read_stage(row["sentence"]) == row["stage"] for row in chosen) / len(chosen)


@pytest.mark.parametrize(("sentence", "stage"), list_examples(), ids=lambda value: value[:40])
def test_every_example_of_a_rule_is_read_as_it_says(sentence: str, stage: Stage):
    assert read_stage(sentence) == stage


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Nederland gaf aan hieraan te zullen meewerken.", "done"),
        ("Nederland zal benadrukken dat dit eerder is besproken.", "plan"),
        ("Het kabinet acht dit van belang.", ""),
        ("Het gaat om de aanpassingen van de regels.", ""),
        ("De brief is bijgevoegd.", ""),
        ("Hoewel dit eerder werd gezegd, zal de Raad erop terugkomen.", "plan"),
        ("", ""),
    ],
    ids=["reported intention", "intended report", "a view", "het gaat om", "a state",
         "behind an opening clause", "nothing"],
)  # fmt: skip
def test_the_main_clause_tells_the_stage(sentence: str, stage: Stage):
    assert read_stage(sentence) == stage


@pytest.mark.parametrize(
    ("used", "least"), [("writing", 0.95), ("untouched", 0.95), ("made up", 1.0)]
)
def test_labelled_sentences_are_read_right(used: str, least: float):
    assert measure(used) >= least
