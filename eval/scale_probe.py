"""Measure one store in a fresh process: memory, and how long questions take.

Run by ``eval.scale`` as ``python -m eval.scale_probe STORE QUESTIONS``; prints one JSON document.
"""

import json
import os
import sys
import time
from pathlib import Path

from index.actors import load_actor_reader
from index.search import Searcher
from index.store import open_index
from models.embedder import open_embedder
from rag.question import understand
from rag.settings import Settings

_LIMIT = 10  # hits
_ROUNDS = 3  # of all questions; the first one finds the disk cold
_STATUS = Path("/proc/self/status")


def memory() -> dict[str, int]:
    """Resident bytes: of the process itself, and of files that are mapped into it."""
    lines = dict(line.split(":", 1) for line in _STATUS.read_text("utf-8").splitlines())
    return {
        "own": int(lines["RssAnon"].split()[0]) * 1024,
        "mapped": int(lines["RssFile"].split()[0]) * 1024,
    }


def main() -> None:
    """Measure the store and print the figures."""
    store, questions_file = Path(sys.argv[1]), Path(sys.argv[2])
    questions: list[str] = json.loads(questions_file.read_text("utf-8"))
    settings = Settings()
    embedder = open_embedder(settings.models, settings.data)
    actors = load_actor_reader()
    for question in questions[:5]:
        embedder.embed_question(question)
        understand(question, actors)
    baseline = memory()
    started = time.perf_counter()
    index = open_index(store, embedder=None)
    searcher = Searcher(index, embedder, settings.index)
    opened = time.perf_counter() - started
    whole: list[list[float]] = []
    embedding: list[list[float]] = []
    processor: list[float] = []
    load = os.getloadavg()[0]
    for _ in range(_ROUNDS):
        whole.append([])
        embedding.append([])
        for question in questions:
            started, worked = time.perf_counter(), time.process_time()
            understood = understand(question, actors)
            searcher.search(understood.text, understood.cues, limit=_LIMIT)
            whole[-1].append(time.perf_counter() - started)
            processor.append(time.process_time() - worked)  # what no load of others changes much
            started = time.perf_counter()
            embedder.embed_question(question)  # beside it: what the machine's load does
            embedding[-1].append(time.perf_counter() - started)
    found = {
        "passages": len(index.passages),
        "letters": len(index.letters),
        "is_approximate": index.dense.is_approximate,
        "pieces": "vocabulary" if index.pieces else "passages",
        "opening": opened,
        "search": whole,
        "embedding": embedding,
        "processor": processor,
        "baseline": baseline,
        "memory": memory(),
        "load": [load, os.getloadavg()[0]],
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
