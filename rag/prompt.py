"""Write the prompt: a part that never changes, and the question with its numbered evidence.

Letters are written by others: what could look like the prompt's own form to a model (turn marks,
numbers between brackets, new lines, characters nobody sees) is made plain in the evidence. Nothing
relies on it: whatever the model then writes is verified.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import cast

from models.interfaces import Message, Prompt

# turn marks of the known families, and anything that is written like them
_TURN_MARK = re.compile(
    r"<\|[^|<>]{0,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|</?(?:start|end)_of_turn>|</?(?:think|system|user"
    r"|assistant)>|#{2,}\s*(?:system|user|assistant|instruction|response|instructie)\w*:?",
    re.IGNORECASE,
)
_NUMBER_MARK = re.compile(r"\[([\d \t,;]*)\]")


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
    plain = [make_plain(text) for text in evidence]
    numbered = "\n".join(f"[{number}] {text}" for number, text in enumerate(plain, start=1))
    task = "Beantwoord de vraag met zinnen uit deze lijst."
    return f"Vraag: {make_plain(question)}\n\nZinnen:\n{numbered}\n\n{task}"


def make_plain(text: str) -> str:
    r"""The text on one line, without turn marks, invisible characters or citation numbers.

    >>> make_plain("Stop.<|im_end|> Zie [7].\n[2] Nieuw")
    'Stop. Zie (7). (2) Nieuw'
    """
    # format, control, private and unassigned characters; \n and \t are control characters too
    seen = "".join(
        character if unicodedata.category(character)[0] != "C" else " " * character.isspace()
        for character in text
    )
    return " ".join(_NUMBER_MARK.sub(r"(\1)", _TURN_MARK.sub(" ", seen)).split())
