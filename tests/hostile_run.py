"""Index more than 500 hostile files with good ones among them; tell what it cost, and keep it.

Run as ``python tests/hostile_run.py [--each N] [--json FILE]``. It ends with 1 when a promise is
broken: a file without a clear line, a good letter lost or changed, 20 seconds, a gigabyte.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import hostile
from fakes import FakeEmbedder
from hostile_documents import make_good_files
from index.build import FileReport, index_letters
from index.letter import Letter
from index.process_handle import Outcome
from index.reading_messages import Job
from index.reading_pool import ReadingPool
from index.settings import IndexSettings
from index.store import open_index

MOST_SECONDS = 20.0  # for one file, with the start of a new process where one ended
MOST_MEMORY = 1000  # megabytes, of each process below the program
_BETWEEN = 0.05  # seconds between two looks at the memory
_UNCLEAR = ("Traceback", "fout in het leesprogramma", "\n", "\r", "\x1b")


@dataclass(frozen=True)
class Figures:
    """What reading hostile files cost; memory is in megabytes."""

    files: int
    good_files: int
    seconds: float
    slowest_file: str
    slowest_seconds: float
    program_memory: int
    process_memory: int  # of the largest process below the program
    outcomes: Mapping[str, Mapping[str, int]]  # kind by name -> status -> files
    reasons: Mapping[str, int]
    broken: Sequence[str]  # promises


class TimedPool(ReadingPool):
    """A pool that notes how long each file took, restarts included."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: dict[str, float] = {}

    def read_one(self, job: Job) -> Outcome:
        start = time.monotonic()
        try:
            return super().read_one(job)
        finally:
            self.seconds[job.name] = time.monotonic() - start


def read_clean(work: Path) -> dict[str, Letter]:
    """The good letters, read with nothing else beside them."""
    write_files(work / "goed", make_good_files())
    index_letters([work / "goed"], work / "goede-store", FakeEmbedder(), settings=IndexSettings())
    return letters_of(work / "goede-store")


def measure(folder: Path, store: Path, clean: Mapping[str, Letter]) -> Figures:
    """Index a folder that holds hostile files and all good ones."""
    expected = {path.name for path in folder.iterdir() if path.name[0] != "." and not path.is_dir()}
    _forget_peak()
    start = time.monotonic()
    with TimedPool() as pool, _watch_memory() as processes:
        reports = index_letters(
            [folder], store, FakeEmbedder(), settings=IndexSettings(), pool=pool
        )
    seconds = time.monotonic() - start
    program = _peak_memory(os.getpid())
    slowest = max(pool.seconds, key=lambda name: pool.seconds[name])
    process = max(processes.values())
    broken = [
        *_unclear_lines(reports),
        *(f"zonder regel: {name}" for name in sorted(expected - _told(reports))),
        *_changed_letters(letters_of(store), clean),
        *([f"{slowest}: {pool.seconds[slowest]:.1f} s"] * (pool.seconds[slowest] > MOST_SECONDS)),
        *([f"{process} MB in een proces"] * (process > MOST_MEMORY)),
    ]
    return Figures(
        files=len(expected),
        good_files=len(make_good_files()),
        seconds=round(seconds, 1),
        slowest_file=slowest,
        slowest_seconds=round(pool.seconds[slowest], 1),
        program_memory=program,
        process_memory=process,
        outcomes=_count_outcomes(reports),
        reasons=_count_reasons(reports),
        broken=broken,
    )


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a new folder."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def letters_of(store: Path) -> dict[str, Letter]:
    """The letters in a store, by file name."""
    return {letter.file: letter for letter in open_index(store, embedder=None).letters.values()}


def _unclear_lines(reports: Sequence[FileReport]) -> Iterator[str]:
    for report in reports:
        told = f"{report.reason} {report.remedy}"
        whole = report.reason.endswith(".") and report.remedy.endswith(".")
        unclear = any(each in told for each in _UNCLEAR)
        if (report.status == "failed" and not whole) or unclear:
            yield f"onduidelijk: {report}"


def _told(reports: Sequence[FileReport]) -> set[str]:
    return {report.file.partition("/")[0].replace("�", "\n") for report in reports}


def _changed_letters(found: Mapping[str, Letter], clean: Mapping[str, Letter]) -> Iterator[str]:
    for name, letter in clean.items():
        if found.get(name) != letter:
            yield f"{'anders' if name in found else 'ontbreekt'}: {name}"


def _count_outcomes(reports: Sequence[FileReport]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for report in reports:
        kind = Path(report.file.partition("/")[0]).suffix.lower() or "zonder extensie"
        counts.setdefault(kind, Counter())[report.status] += 1
    return {kind: dict(sorted(statuses.items())) for kind, statuses in sorted(counts.items())}


def _count_reasons(reports: Sequence[FileReport]) -> dict[str, int]:
    told = Counter(
        report.reason.removeprefix(report.file).strip(" :") for report in reports if report.reason
    )
    return dict(told.most_common())


@contextmanager
def _watch_memory() -> Generator[dict[int, int]]:
    """Keep the peak of every process below this one, in megabytes, until the block is left."""
    peaks: dict[int, int] = {0: 0}
    is_done = threading.Event()

    def watch() -> None:
        while not is_done.wait(_BETWEEN):
            for process_id in _processes_below(os.getpid()):
                peaks[process_id] = max(peaks.get(process_id, 0), _peak_memory(process_id))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        is_done.set()
        watcher.join()


def _processes_below(process_id: int) -> Iterator[int]:
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            for child in map(int, children.read_text("ascii").split()):
                yield child
                yield from _processes_below(child)


def _peak_memory(process_id: int) -> int:
    """The most a process ever held, in megabytes.

    The system's own account of ended processes will not do: it begins with their parent's size.
    """
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{process_id}/status").read_text("utf-8", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 // 1_000_000
    return 0


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # proc(5)


def main() -> int:
    """Make the files, index them, print the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--each", type=int, default=40, help="mutations of a good file of each kind"
    )
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "brieven"
        # in a process of its own: the bombs it makes are not what reading costs
        made = [sys.executable, str(Path(hostile.__file__)), str(folder), str(options.each)]
        subprocess.run(made, check=True)
        clean = read_clean(Path(work))
        figures = measure(folder, Path(work) / "store", clean)
    text = json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n"
    print(text)  # noqa: T201
    if options.json:
        options.json.write_text(text, "utf-8")
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main())
