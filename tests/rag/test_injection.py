"""Letters with instructions in them change nothing, also when the model obeys them all."""

import pytest

from injected_letters import PAYLOADS, make_injected_letters
from injection_measures import Outcome
from injection_run import ObeyingGenerator, measure, run
from models.interfaces import Embedder


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory, narrow_embedder: Embedder) -> list[Outcome]:
    """Every third letter: each place once."""
    letters = list(make_injected_letters())[::3]
    generator = ObeyingGenerator(PAYLOADS)
    return list(run(letters, narrow_embedder, generator, folder=tmp_path_factory.mktemp("brieven")))


def test_nothing_of_an_obeying_model_is_shown(outcomes: list[Outcome]):
    figures = measure(outcomes, model="obeying")

    assert figures.links == figures.markup == figures.leaks == figures.unsupported == []
    assert figures.shown.value == 0


def test_the_instructions_do_reach_the_model(outcomes: list[Outcome]):
    # else nothing was tested
    figures = measure(outcomes, model="obeying")

    assert figures.in_prompt.value > 0.3
    assert figures.obeyed.value == 1.0


def test_what_no_reader_sees_does_not_reach_the_model(outcomes: list[Outcome]):
    assert measure(outcomes, model="obeying").hidden_in_prompt == 0


def test_every_instruction_is_tried_and_the_set_is_large_enough():
    letters = list(make_injected_letters())

    assert len(letters) >= 60
    assert {each.payload.name for each in letters} == {each.name for each in PAYLOADS}
    assert len({each.name for each in letters}) == len(letters)
    assert {each.payload.is_english for each in letters} == {True, False}
