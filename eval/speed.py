"""How fast and how large the whole thing is on this machine: ``make benchmark``.

Run as ``python -m eval.speed [--json OUT]``. It starts the web page's server as a person would,
asks development questions of the gold set one after the other, and compares the embedder with
plain sentence-transformers in turns. Every figure is a median with its 5th and 95th percentile
over the turns, beside the load of the machine.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from eval.questions import gold_file, read_questions
from index.actors import load_actor_reader
from index.search import Searcher, display_text
from index.store import LetterIndex, open_index
from models.embedder import open_embedder, open_reference_embedder
from models.generator import GenerationStats, LocalGenerator, open_generator
from models.interfaces import Prompt, TextStream
from rag.answering import Tools, answer_question
from rag.local_assistant import generator_file
from rag.prompt import fixed_part
from rag.settings import Settings, find_settings, read_settings

_QUESTIONS = 24  # every so many development questions one is asked
_EMBEDDING_TURNS = 7
_EMBEDDED_PASSAGES = 64
_START_SECONDS = 120  # a page that takes longer has failed


@dataclass(frozen=True)
class Figure:
    """A measured quantity over several turns."""

    name: str
    unit: str
    median: float
    low: float  # 5th percentile
    high: float  # 95th percentile
    turns: int
    target: str


class RecordingGenerator:
    """A ``Generator`` that keeps what each request cost."""

    def __init__(self, generator: LocalGenerator) -> None:
        self._generator = generator
        self._generations: list[TextStream] = []

    @property
    def fingerprint(self) -> str:
        """The generator's own."""
        return self._generator.fingerprint

    def count_tokens(self, text: str) -> int:
        """Count as the generator does."""
        return self._generator.count_tokens(text)

    def generate(self, prompt: Prompt, *, max_tokens: int) -> TextStream:
        """Generate, and remember the generation."""
        generation = self._generator.generate(prompt, max_tokens=max_tokens)
        self._generations.append(generation)
        return generation

    @property
    def stats(self) -> list[GenerationStats]:
        """What the finished requests cost."""
        found = (getattr(generation, "stats", None) for generation in self._generations)
        return [stats for stats in found if isinstance(stats, GenerationStats)]


def measure_start(settings_file: Path | None) -> list[Figure]:
    """Seconds from starting ``kamerbrief serve`` until its page, search and model are ready."""
    seconds: dict[str, list[float]] = {"page": [], "search": [], "model": []}
    for _ in range(3):
        for name, value in _start_once(settings_file).items():
            seconds[name].append(value)
    targets = {"page": "<= 5", "search": "<= 10", "model": "<= 15"}
    return [
        _figure(f"{name} ready after start", "s", values, targets[name])
        for name, values in seconds.items()
    ]


def _start_once(settings_file: Path | None) -> dict[str, float]:
    settings = ["--settings", str(settings_file)] if settings_file else []
    command = [sys.executable, "-m", "ui.cli", *settings, "serve", "--port", "0"]
    started = time.perf_counter()
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    found: dict[str, float] = {}
    try:
        assert server.stderr
        for line in server.stderr:
            if address := re.search(r"http://\S+?(?=[;\s])", line):
                with urllib.request.urlopen(address[0], timeout=_START_SECONDS) as page:
                    page.read()
                found["page"] = time.perf_counter() - started
            if "Zoeken is gereed" in line:
                found["search"] = time.perf_counter() - started
            if "taalmodel is gereed" in line:
                found["model"] = time.perf_counter() - started
            if len(found) == 3 or time.perf_counter() - started > _START_SECONDS:
                break
    finally:
        server.terminate()
        server.wait()
    return found


def measure_answers(settings: Settings) -> list[Figure]:
    """Seconds, tokens and memory of whole answers, once everything is loaded."""
    file, sha256 = generator_file(settings.models, settings.data)
    embedder = open_embedder(settings.models, settings.data)
    index = open_index(settings.store, embedder=embedder.fingerprint, fall_back=False)
    questions = [
        question.question
        for question in read_questions(gold_file())
        if question.split == "dev" and question.answerable
    ]
    asked = questions[:: max(1, len(questions) // _QUESTIONS)]
    with open_generator(settings.models, file, sha256, fixed=fixed_part()) as generator:
        recording = RecordingGenerator(generator)
        tools = Tools(
            Searcher(index, embedder, settings.index),
            embedder,
            load_actor_reader(),
            settings,
            recording,
        )
        list(answer_question(questions[-1], tools))  # the first question warms everything
        with closing(MemoryWatch()) as memory:
            answers = [[*answer_question(question, tools)][-1] for question in asked]
        stats = recording.stats[1:]
    timings = [answer.timings for answer in answers]
    words = [sum(len(s.text.split()) for s in answer.wording) for answer in answers]
    return [
        _figure("search", "s", _known(t.search for t in timings), "-"),
        _figure("first cited passage", "s", _known(t.first_text for t in timings), "<= 1"),
        _figure("first model token", "s", _known(t.first_model_token for t in timings), "<= 6"),
        _figure(
            "first verified sentence", "s", _known(t.first_model_text for t in timings), "<= 12"
        ),
        _figure("whole answer", "s", _known(t.total for t in timings), "<= 30"),
        _figure("words by the model", "words", [float(w) for w in words if w], "<= 80"),
        _figure(
            "new prompt tokens", "tokens", [float(s.evaluated_tokens) for s in stats], "<= 400"
        ),
        _figure("peak memory of all processes", "GB", [memory.peak / 1e9], "<= 3"),
    ]


def measure_embedding(settings: Settings) -> list[Figure]:
    """Passages per second beside plain sentence-transformers (torch, float32), in turns."""
    index = open_index(settings.store, embedder=None, fall_back=False)
    texts = _passage_texts(index)[:_EMBEDDED_PASSAGES]
    ours = open_embedder(settings.models, settings.data)
    plain = open_reference_embedder(settings.models, settings.data)
    speeds: list[tuple[float, float]] = []
    for embedder in (ours, plain):
        embedder.embed_passages(texts[:8])
    for _ in range(_EMBEDDING_TURNS):
        speeds.append(
            (
                len(texts) / _seconds(lambda: ours.embed_passages(texts)),
                len(texts) / _seconds(lambda: plain.embed_passages(texts)),
            )
        )
    cosines = (ours.embed_passages(texts) * plain.embed_passages(texts)).sum(axis=1)
    return [
        _figure("embedding", "passages/s", [speed for speed, _ in speeds], "-"),
        _figure("plain sentence-transformers", "passages/s", [speed for _, speed in speeds], "-"),
        _figure("embedding, ratio", "x", [ours / plain for ours, plain in speeds], ">= 3"),
        _figure("agreement, lowest cosine", "", [float(cosines.min())], ">= 0.99"),
    ]


class MemoryWatch:
    """Samples the memory of this process and its children (proportional set size, bytes)."""

    def __init__(self) -> None:
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop sampling."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.2):
            self.peak = max(self.peak, sum(_memory(pid) for pid in _family(os.getpid())))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:  # a thread that has just ended
            continue
        for child in found:
            yield from _family(int(child))


def _memory(pid: int) -> int:
    try:
        match = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:  # a process that has just ended
        return 0
    return int(match[1]) * 1024 if match else 0


def _passage_texts(index: LetterIndex) -> list[str]:
    return [display_text(index.letters[p.letter_id], p) for p in index.passages]


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _known(values: Iterator[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _figure(name: str, unit: str, values: Sequence[float], target: str) -> Figure:
    ordered = sorted(values)
    at = (len(ordered) - 1) * 0.05
    return Figure(
        name,
        unit,
        round(statistics.median(ordered), 3),
        round(ordered[int(at)], 3),
        round(ordered[-1 - int(at)], 3),
        len(ordered),
        target,
    )


def render(figures: Sequence[Figure], load: Sequence[float]) -> str:
    """A Markdown table of the figures."""
    lines = [
        f"Load of the machine before and after: {load[0]:.1f} and {load[1]:.1f}.",
        "",
        "| figure | median | 5-95 % | turns | target |",
        "|---|---|---|---|---|",
    ]
    for figure in figures:
        lines.append(
            f"| {figure.name} | {figure.median:g} {figure.unit} | {figure.low:g}-{figure.high:g} | "
            f"{figure.turns} | {figure.target} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m eval.speed", description=main.__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument(
        "--only", choices=["start", "answers", "embedding"], help="measure just this"
    )
    options = parser.parse_args()
    settings_file = find_settings(Path.cwd())
    settings = read_settings(settings_file)
    before = os.getloadavg()[0]
    figures: list[Figure] = []
    if options.only in (None, "start"):
        figures += measure_start(settings_file)
    if options.only in (None, "answers"):
        figures += measure_answers(settings)
    if options.only in (None, "embedding"):
        figures += measure_embedding(settings)
    load = (before, os.getloadavg()[0])
    sys.stdout.write(render(figures, load))
    if options.json:
        document = {"load": load, "figures": [figure.__dict__ for figure in figures]}
        options.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
