"""Rules for the table of what each part of search adds."""

from dataclasses import fields

from eval.ablation import PARTS, SHOWN, compare, render
from eval.measures import Score
from index.settings import IndexSettings

WHOLE = {name: [Score(1.0), Score(1.0), Score(0.0)] for name in SHOWN}
LESS = {name: [Score(1.0), Score(0.0), Score(0.0)] for name in SHOWN}


def test_every_weight_of_search_is_left_out_once():
    left_out = [name for part in PARTS for name in part.weights]
    weights = {
        each.name for each in fields(IndexSettings) if each.name.endswith(("weight", "boost"))
    }

    assert sorted(left_out) == sorted(weights)


def test_a_part_that_helps_shows_as_a_loss_without_it():
    change = compare(WHOLE, LESS)

    assert round(change["recall@5"].value, 3) == -0.333
    assert "| woorden | -0.333 [" in render("dev", WHOLE, {"woorden": change})
