"""Write the prompt: a part that never changes, and the question with its numbered evidence."""

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import cast

from models.interfaces import Message, Prompt


@cache
def fixed_part() -> tuple[Message, ...]:
    """The turns every prompt begins with: the instruction and two made-up examples."""
    folder = resources.files("rag") / "prompts"
    examples = tomllib.loads((folder / "examples.toml").read_text("utf-8"))["example"]
    messages = [Message("system", (folder / "system.txt").read_text("utf-8").strip())]
    for example in cast("list[dict[str, str | list[str]]]", examples):
        evidence = cast("list[str]", example["evidence"])
        messages.append(Message("user", _ask(str(example["question"]), evidence)))
        messages.append(Message("assistant", str(example["answer"])))
    return tuple(messages)


def write_prompt(question: str, evidence: Sequence[str]) -> Prompt:
    """The prompt for a question and its evidence, numbered from 1 in the order given."""
    return Prompt(fixed_part(), (Message("user", _ask(question, evidence)),))


def fit_evidence(
    question: str, evidence: Sequence[str], count_tokens: Callable[[str], int], *, limit: int
) -> int:
    """How many of the evidence sentences, best first, fit in ``limit`` new tokens; 0 = none does.

    The turn marks around them take about ten tokens, which ``limit`` includes.
    """
    for number in range(len(evidence), 0, -1):
        if count_tokens(_ask(question, evidence[:number])) + 10 <= limit:
            return number
    return 0


def _ask(question: str, evidence: Sequence[str]) -> str:
    # the question first and what to do with it last: the other way round a small model answers the
    # question of the example before it
    numbered = "\n".join(f"[{number}] {text}" for number, text in enumerate(evidence, start=1))
    task = "Beantwoord de vraag met zinnen uit deze lijst."
    return f"Vraag: {question}\n\nZinnen:\n{numbered}\n\n{task}"
