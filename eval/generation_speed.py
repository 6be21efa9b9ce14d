"""How fast the generator is beside llama.cpp itself: same model, threads and build, in one run.

Run as ``python -m eval.generation_speed --model PATH [--json OUT]``. Both programs stay loaded and
take turns, so that other load on the machine falls on both; each pair gives one ratio.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from models.generator import LocalGenerator, open_generator
from models.interfaces import Message, Prompt
from models.settings import ModelSettings

FIXED = (Message(role="system", content="Je bent een behulpzame schrijver. " * 12),)
# about 400 tokens, what a question may add to the fixed part
LETTER = (
    "De minister meldt dat de Raad over de bewaring van verkeersgegevens heeft gesproken en dat "
    "Nederland hecht aan een gerichte en evenredige regeling. "
) * 10


@dataclass(frozen=True)
class Speed:
    """Tokens per second of one program in one turn."""

    reading: float
    writing: float
    seconds_to_first_token: float


@dataclass(frozen=True)
class Pair:
    """One turn of each program over the same numbers of tokens."""

    new_tokens: int
    written_tokens: int
    ours: Speed
    llama: Speed


@dataclass(frozen=True)
class Turn:
    """The tokens of one of our turns, and how fast they went."""

    kept_tokens: int
    new_tokens: int
    written_tokens: int
    speed: Speed


class LlamaSpeed:
    """The child process that times llama.cpp's own functions."""

    def __init__(self, model: Path, *, threads: int) -> None:
        command = [sys.executable, "-m", "eval.llama_speed", str(model), str(threads)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def measure(self, turn: Turn) -> Speed:
        """Time the same numbers of tokens as a turn of ours."""
        assert self._process.stdin is not None  # asked for above
        assert self._process.stdout is not None
        counts = [turn.kept_tokens, turn.new_tokens, turn.written_tokens]
        self._process.stdin.write(json.dumps(counts).encode() + b"\n")
        self._process.stdin.flush()
        reading, writing = json.loads(self._process.stdout.readline())
        return Speed(turn.new_tokens / reading, turn.written_tokens / writing, reading)

    def close(self) -> None:
        """End the child."""
        self._process.communicate()


def measure_ours(generator: LocalGenerator, *, max_tokens: int, number: int) -> Turn:
    """Time one answer from the outside, through the worker and its pipe.

    ``number`` makes the prompt differ from the one before, so that it is really read.
    """
    question = f"{number}. {LETTER} Schrijf hierover een lang verhaal."
    prompt = Prompt(fixed=FIXED, new=(Message(role="user", content=question),))
    start = time.perf_counter()
    answer = generator.generate(prompt, max_tokens=max_tokens)
    next(answer)
    middle = time.perf_counter()
    for _ in answer:
        pass
    end = time.perf_counter()
    stats = answer.stats
    assert stats is not None  # it ended by itself
    written = stats.generated_tokens - 1  # the first one belongs to the reading
    return Turn(
        kept_tokens=stats.prompt_tokens - stats.evaluated_tokens,
        new_tokens=stats.evaluated_tokens,
        written_tokens=written,
        speed=Speed(
            stats.evaluated_tokens / (middle - start), written / (end - middle), middle - start
        ),
    )


def measure_pairs(model: Path, *, pairs: int, threads: int, max_tokens: int) -> list[Pair]:
    """Let both programs take turns, after one turn of each that does not count."""
    with (
        open_generator(ModelSettings(threads=threads), model, "", fixed=FIXED) as generator,
        closing(LlamaSpeed(model, threads=threads)) as llama,
    ):
        llama.measure(measure_ours(generator, max_tokens=max_tokens, number=0))
        measured: list[Pair] = []
        for number in range(1, pairs + 1):
            turn = measure_ours(generator, max_tokens=max_tokens, number=number)
            theirs = llama.measure(turn)
            measured.append(Pair(turn.new_tokens, turn.written_tokens, turn.speed, theirs))
        return measured


def summarise(pairs: Sequence[Pair]) -> str:
    """Give medians, and the ratios with the lowest and highest of all pairs."""
    rows = (
        ("writing", [pair.ours.writing for pair in pairs], [pair.llama.writing for pair in pairs]),
        ("reading", [pair.ours.reading for pair in pairs], [pair.llama.reading for pair in pairs]),
    )
    lines = [f"{len(pairs)} pairs of {pairs[0].new_tokens} new tokens read"]
    for name, ours, theirs in rows:
        ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
        lines.append(
            f"{name}: ours {statistics.median(ours):.1f} tokens/s, llama.cpp "
            f"{statistics.median(theirs):.1f}, ratio {statistics.median(ratios):.3f} "
            f"({min(ratios):.3f} to {max(ratios):.3f})"
        )
    first = statistics.median(pair.ours.seconds_to_first_token for pair in pairs)
    lines.append(f"first token after {first:.2f} s")
    return "\n".join(lines)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="a GGUF file")
    parser.add_argument("--json", type=Path, help="where to write every pair")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--max-tokens", type=int, default=48)
    options = parser.parse_args()
    pairs = measure_pairs(
        options.model, pairs=options.pairs, threads=options.threads, max_tokens=options.max_tokens
    )
    sys.stdout.write(summarise(pairs) + "\n")
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(pair) for pair in pairs], indent=2) + "\n")


if __name__ == "__main__":
    main()
