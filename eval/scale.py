"""Measure search and indexing as a store grows: ``python -m eval.scale --texts DIR --out DIR``.

One command builds stores of growing size from real texts, and beyond those from resampled ones
(``eval/scale_resampling.py``); of each it measures speed, memory, disk, how near the approximate
search comes to the exact one, and what adding letters costs. ``--embed N`` embeds N passages for
real and puts the other vectors near those; ``--embed all`` embeds all (two hours for 150,000).
``--real N`` reads only so many passages of real text and resamples
the rest. What was built stays in ``--work``, so that a run that was interrupted goes on.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.questions import gold_file, read_questions
from eval.scale_recall import approximate_recall
from eval.scale_report import write_scale_report
from eval.scale_resampling import resample
from eval.scale_texts import PartEmbedder, write_texts
from index.build import index_letters
from index.catalogue import Catalogue
from index.generation import publish, workplace, writing
from index.merging import merge_segments
from index.records import SourceRecord
from index.segments import Segment
from index.store import IndexContents, load_index, open_index, write_index, write_rankings
from models.embedder import open_embedder
from models.errors import FixableError
from rag.settings import Settings

SIZES = (10_000, 50_000, 150_000, 1_000_000)
_ADDED = 20  # letters added at each size, to see what a letter costs
_CHARACTERS = 850  # of text per passage, roughly: to know how many files make a size
_ENOUGH = 0.9  # of a size in real passages: then none are made
_ALL = 10**9


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, measure and report."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="folder with *.jsonl.xz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for the stores; kept")
    parser.add_argument("--sizes", type=_read_sizes, default=SIZES, help="passages, as 10000,50000")
    parser.add_argument("--embed", type=_read_number, default=15_000, help="passages, or 'all'")
    parser.add_argument("--real", type=_read_number, default=_ALL, help="passages read at most")
    parser.add_argument("--build-only", action="store_true", help="measure another time")
    options = parser.parse_args(arguments)
    try:
        builder = Builder(options.texts, options.work, options.embed, options.real)
        measured: list[dict[str, Any]] = []
        for size in options.sizes:
            built = builder.build(size)
            if not options.build_only:
                measured.append(built | builder.measure(size))
                write_scale_report(options.out, measured, builder.facts)
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    return 0


class Builder:
    """Stores of growing size in one folder, each made once."""

    def __init__(self, texts: Path, work: Path, embedded: int, real: int) -> None:
        work.mkdir(parents=True, exist_ok=True)
        self._work = work
        self._real = real  # passages of real texts at most; the others are resampled
        self._settings = Settings()
        embedder = open_embedder(self._settings.models, self._settings.data)
        self._embedder = PartEmbedder(embedder, real=embedded, cache=work / "vectors.npz")
        self._files = write_texts(texts, work / "texts")
        self._asked = [each.question for each in read_questions(gold_file(), split="dev")]
        self._taken = 0  # of the files, by the store as it is

    @property
    def facts(self) -> dict[str, Any]:
        """What all sizes share."""
        return {
            "real_vectors": self._embedder.real_count,
            "texts": len(self._files),
            "asked": len(self._asked),
        }

    def build(self, size: int) -> dict[str, Any]:
        """Make the store of that size, unless it is there; what growing to it and past it cost."""
        record, target = self._work / f"built-{size}.json", self._store(size)
        if record.exists():
            built: dict[str, Any] = json.loads(record.read_text("utf-8"))
            self._taken = max(self._taken, built["files"])
            return built
        shutil.rmtree(target, ignore_errors=True)
        store = self._work / "store"
        built = {"size": size, **self._grow(store, size)}
        if built["real_passages"] < _ENOUGH * size:
            self._fill(store, target, size)
        else:
            # nothing in a store changes, so its files can be shared
            shutil.copytree(store, target, copy_function=os.link)
        added = self._files[-_ADDED:]
        built["adding"] = _index(added, target, self._embedder, self._settings)
        built["rebuild_seconds"] = self._time_rebuild(target)
        record.write_text(json.dumps(built), "utf-8")
        return built

    def measure(self, size: int) -> dict[str, Any]:
        """Speed, memory, disk and recall of a store that was built."""
        store, questions = self._store(size), self._work / "questions.json"
        questions.write_text(json.dumps(self._asked), "utf-8")
        return {
            "disk": _disk(store),
            **_probe(store, questions),
            "recall": approximate_recall(store, self._asked, self._embedder),
        }

    def _store(self, size: int) -> Path:
        return self._work / f"store-{size}"

    def _grow(self, store: Path, size: int) -> dict[str, Any]:
        """Add real texts up to the size, as far as there are."""
        end, characters = 0, 0
        most = min(size, self._real) * _CHARACTERS
        while end < len(self._files) - _ADDED and characters < most:
            characters += self._files[end].stat().st_size
            end += 1
        grown: dict[str, Any] = {"files": end}
        if end > self._taken:
            new = self._files[self._taken : end]
            grown["growing"] = _index(new, store, self._embedder, self._settings)
            self._taken = end
        return grown | {"real_passages": len(open_index(store, embedder=None).passages)}

    def _fill(self, store: Path, target: Path, size: int) -> None:
        """Make a store of that many passages out of one with fewer."""
        folder, manifest = _newest(store)
        index = load_index(folder, manifest)
        segments, kept = list(index.catalogue.segments), list(index.catalogue.kept)
        sources: list[SourceRecord] = list(index.sources)
        largest = max(segments, key=lambda segment: segment.passage_count)
        passages, number = len(index.passages), 0
        with writing(target), workplace(target) as work:
            copies: list[Segment] = []
            while passages < size:
                number += 1
                copy = resample(largest, work / f"c{number:06d}", number=number,
                                dimensions=self._embedder.dimensions)  # fmt: skip
                copies.append(copy)
                sources += [SourceRecord(key=each, letter_id=each) for each in copy.listed["id"]]
                passages += copy.passage_count
            # one segment, as a store of this size would have after its merges
            merged = merge_segments(
                [*segments, *copies],
                [*kept, *(None for _ in copies)],
                work / "s900000",
                dimensions=self._embedder.dimensions,
            )
            catalogue = Catalogue((merged,), (None,), index.catalogue.renamed)
            contents = IndexContents(index.embedder, index.passage_length, catalogue, sources)
            publish(target, lambda draft: write_index(draft, contents))

    def _time_rebuild(self, store: Path) -> float:
        """Seconds to make the word rankings of the whole store anew."""
        catalogue = open_index(store, embedder=None).catalogue
        with workplace(self._work) as folder:
            started = time.perf_counter()
            write_rankings(folder, catalogue)
            return time.perf_counter() - started


def _index(
    files: Sequence[Path], store: Path, embedder: PartEmbedder, settings: Settings
) -> dict[str, Any]:
    """Index the files; say how long each stage took."""
    moments: dict[str, list[float]] = {"reading": [], "embedding": []}
    load = os.getloadavg()[0]
    started = time.perf_counter()
    index_letters(
        files,
        store,
        embedder,
        settings=settings.index,
        progress=lambda stage, _done, _total: moments[stage].append(time.perf_counter()),
    )
    reading, embedding = moments["reading"], moments["embedding"]
    return {
        "letters": len(files),
        "characters": sum(file.stat().st_size for file in files),
        "opening": reading[0] - started,
        "reading": reading[-1] - reading[0],
        "embedding": embedding[-1] - embedding[0] if embedding else 0.0,
        "publishing": time.perf_counter() - (embedding or reading)[-1],
        "load": load,
    }


def _newest(store: Path) -> tuple[Path, dict[str, Any]]:
    folder = store / "generations" / (store / "CURRENT").read_text("utf-8").strip()
    return folder, json.loads((folder / "manifest.json").read_bytes())


def _disk(store: Path) -> dict[str, Any]:
    """Bytes of the newest generation, and per kind of file."""
    folder, manifest = _newest(store)
    kinds: dict[str, int] = {}
    for name, size in manifest["sizes"].items():
        kind = Path(name).parts[0] if "segments" not in name else Path(name).name
        kinds[kind] = kinds.get(kind, 0) + size
    del folder
    return {"bytes": sum(kinds.values()), "by_file": kinds}


def _probe(store: Path, questions: Path) -> dict[str, Any]:
    """What a fresh process measures."""
    command = [sys.executable, "-m", "eval.scale_probe", str(store), str(questions)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    times = np.array(found.pop("search"))
    embedding = np.array(found.pop("embedding"))
    processor = found.pop("processor")[len(times[0]) :]
    baseline, memory = found.pop("baseline"), found.pop("memory")
    warm = times[1:].ravel()
    return {
        **found,
        "first_round": _percentiles(times[0]),
        "search": _percentiles(warm),
        "processor": _percentiles(processor),
        "embedding_question": _percentiles(embedding[1:].ravel()),
        "own_bytes": memory["own"] - baseline["own"],
        "mapped_bytes": memory["mapped"] - baseline["mapped"],
    }


def _percentiles(seconds: Any) -> dict[str, float]:
    return {f"p{at}": round(float(np.percentile(seconds, at)), 5) for at in (50, 95)}


def _read_sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


def _read_number(text: str) -> int:
    return _ALL if text == "all" else int(text)


if __name__ == "__main__":
    sys.exit(main())
