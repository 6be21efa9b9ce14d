"""The prompt is a golden file, and never longer than it may be."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.interfaces import Prompt
from rag.prompt import fit_evidence, fixed_part, write_prompt

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
