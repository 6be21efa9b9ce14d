"""A follow-up becomes a question that stands by itself, and a whole question stays as typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from index.terms import fold
from rag.follow_up import Turn, complete
from rag.question import understand

# made-up dialogues over the five letters, and what the completed question must hold
DIALOGUES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("follow_ups.jsonl").read_text("utf-8").splitlines()
]
READABLE = [
    ("Wat vindt de Commissie van drones?", "en Nederland?", "Wat vindt Nederland van drones?"),
    ("Wat zei NL over drones?", "en de lidstaten?", "Wat zeiden de lidstaten over drones?"),
    ("Wat zei NL in juni over drones?", "en in december?", "Wat zei NL in december over drones?"),
    ("Wat zei NL over drones?", "en in december?", "Wat zei NL over drones in december?"),
    ("Nederlandse inzet drones", "en de Commissie?", "inzet van de Commissie drones"),
    (
        "Hoe groot is de solidariteitspool?",
        "en ons deel?",
        "Hoe groot is ons deel van de solidariteitspool?",
    ),
    (
        "Is NL tegen het mandaat van het EOM?",
        "waarom?",
        "Waarom is NL tegen het mandaat van het EOM?",
    ),
    (
        "Wat zei NL over de antiboycotverordening?",
        "welke landen waren het daarmee eens?",
        "Welke landen waren het met de antiboycotverordening eens?",
    ),
    ("Wat zei NL over drones?", "en over encryptie?", "Wat zei NL over encryptie?"),
]


@pytest.mark.parametrize(
    "dialogue", DIALOGUES, ids=[f"{each['history'][-1]} {each['question']}" for each in DIALOGUES]
)
def test_what_a_follow_up_leaves_out_is_carried_over_and_the_rest_is_its_own(
    dialogue: dict[str, Any], actor_reader: ActorReader
):
    history = [Turn(question) for question in dialogue["history"]]

    completed = complete(dialogue["question"], history, actor_reader)

    if dialogue.get("same"):
        assert completed == (completed.__class__)(dialogue["question"])
        return
    question, text = understand(completed.text, actor_reader), fold(completed.text)
    assert all(term in text for term in dialogue["terms"]), completed.text
    assert not any(term in text for term in dialogue.get("absent", ())), completed.text
    if dialogue["actors"] is not None:
        assert list(question.actors) == dialogue["actors"], completed.text
    if dialogue["months"] is not None:
        assert sorted(question.period.months) == dialogue["months"], completed.text
    if dialogue["kind"] is not None:
        assert question.kind == dialogue["kind"], completed.text
    assert completed.carried


@pytest.mark.parametrize(("before", "typed", "whole"), READABLE, ids=lambda value: str(value))
def test_the_completed_question_reads_as_a_person_would_ask_it(
    before: str, typed: str, whole: str, actor_reader: ActorReader
):
    assert complete(typed, [Turn(before)], actor_reader).text == whole


def test_without_earlier_questions_a_question_stays_as_typed(actor_reader: ActorReader):
    assert complete("en de Commissie?", (), actor_reader).text == "en de Commissie?"


def test_what_was_answered_is_never_carried_over(actor_reader: ActorReader):
    turn = Turn("Wat zei NL over drones?", "Nederland wil raketten kopen.")

    assert "raketten" not in complete("en de Commissie?", [turn], actor_reader).text


def test_a_chain_of_follow_ups_goes_back_to_the_question_it_began_with(actor_reader: ActorReader):
    turns = [Turn("Wat zei NL in juni over Schengen?"), Turn("en de Commissie?")]

    completed = complete("en in december?", turns, actor_reader)

    assert completed.text == "Wat zei de Commissie in december over Schengen?"


@given(
    before=st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)
def test_any_two_texts_give_a_text(before: str, typed: str, actor_reader: ActorReader):
    completed = complete(typed, [Turn(before)], actor_reader)

    assert bool(completed.text) == bool(typed.split())
