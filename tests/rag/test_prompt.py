"""The prompt is a golden file, and never longer than it may be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.chat_format import CHAT_FORMATS
from models.interfaces import Prompt
from rag.prompt import fit_evidence, fixed_part, make_plain, write_prompt

GOLDEN = Path(__file__).with_name("golden") / "prompt.txt"


def count_words(text: str) -> int:
    return len(text.split())


def render(prompt: Prompt) -> str:
    turns = (f"<{message.role}>\n{message.content}\n" for message in prompt.messages)
    return "\n".join(turns)


def test_the_whole_prompt_is_the_golden_one():
    evidence = ["Nederland steunt de richtlijn.", "De Commissie stelt 25 kilometer per uur voor."]

    prompt = write_prompt("Wat zei NL over vliegende fietsen?", evidence)

    assert render(prompt) == GOLDEN.read_text("utf-8")


def test_the_fixed_part_is_the_same_for_every_question():
    assert write_prompt("A?", ["a"]).fixed == write_prompt("B?", ["b", "c"]).fixed == fixed_part()


def test_evidence_is_numbered_from_one():
    (turn,) = write_prompt("Wat?", ["eerste", "tweede"]).new

    assert "[1] eerste\n[2] tweede" in turn.content


@given(
    question=st.text(max_size=400),
    evidence=st.lists(st.text(max_size=200), max_size=8),
    limit=st.integers(0, 120),
)
def test_what_fits_stays_under_the_limit_and_one_more_does_not(
    question: str, evidence: list[str], limit: int
):
    number = fit_evidence(question, evidence, count_words, limit=limit)

    def cost(pieces: int) -> int:
        (turn,) = write_prompt(question, evidence[:pieces]).new
        return count_words(turn.content) + 10

    assert number == 0 or cost(number) <= limit
    assert number == len(evidence) or cost(number + 1) > limit


@given(st.text(max_size=200), st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_a_letter_cannot_add_a_line_or_a_number_to_the_evidence(question: str, evidence: list[str]):
    (turn,) = write_prompt(question, evidence).new

    numbers = [line.split("]")[0] for line in turn.content.split("\n") if line.startswith("[")]
    assert numbers == [f"[{number}" for number in range(1, len(evidence) + 1)]
    assert turn.content.count("\n") == len(evidence) + 4


@pytest.mark.parametrize(
    "mark",
    [
        *sorted({mark for each in CHAT_FORMATS for mark in each.marks} - {"<bos>"}),
        "<|endoftext|>",
        "### Instruction:",
        "<<SYS>>",
        "<think>",
        "[inst]",
    ],
)
def test_a_turn_mark_in_a_letter_does_not_reach_the_prompt(mark: str):
    assert make_plain(f"Nederland {mark} steunt dit.") == "Nederland steunt dit."


@pytest.mark.parametrize("hidden", ["\u200b", "\U000e0041", "\u202e", "\x1b", "\ufeff", "\ue000"])
def test_what_nobody_sees_does_not_reach_the_prompt(hidden: str):
    assert make_plain(f"N{hidden}L steunt dit.") == "NL steunt dit."
