"""Rules for publishing: a generation is there whole or not at all, whatever kills its writer."""

import os
import random
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeEmbedder
from index.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreMissingError,
    StoreUnwritableError,
)
from index.generation import open_generation, publish, writing
from indexing import TINY_LETTERS, files_of, index
from models.errors import FixableError

KILLS = 30
# a writer in a process of its own: generation after generation until it is killed
WRITER = """
import sys
from pathlib import Path
from index.generation import publish, writing
store = Path(sys.argv[1])
number = int(sys.argv[2])
{naive}
def write(folder):
    for each in range(6):
        (folder / f"{{each}}.bin").write_bytes(number.to_bytes(8, "big") * 20_000)
    return {{"number": number}}
with writing(store):
    while True:
        print(number, flush=True)
        publish(store, write)
        number += 1
"""
# the null control: the same files, written where readers look, the manifest last
NAIVE = """
import hashlib, json
def publish(store, write):
    folder = next((store / "generations").glob("g*"))
    facts = write(folder)
    hashes = {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.glob("*.bin")
    }
    manifest = json.dumps({**facts, "files": hashes})
    (folder / "manifest.json").write_text(manifest)
    name = f"g000001-{hashlib.sha256(manifest.encode()).hexdigest()[:16]}"
    folder.rename(folder.with_name(name))
    (store / "CURRENT").write_text(name)
"""


def write_number(number: int) -> Callable[[Path], dict[str, Any]]:
    """What the writer writes; every file says which generation it is of."""

    def write(folder: Path) -> dict[str, Any]:
        for each in range(6):
            (folder / f"{each}.bin").write_bytes(number.to_bytes(8, "big") * 20_000)
        return {"number": number}

    return write


def publish_number(store: Path, number: int) -> str:
    with writing(store):
        return publish(store, write_number(number))


def read_number(store: Path) -> int:
    """The number of the current generation; every file of it must say the same."""
    folder, manifest, notice = open_generation(store, fall_back=False)
    number = manifest["number"]
    contents = {file.read_bytes() for file in folder.glob("*.bin")}
    assert contents == {number.to_bytes(8, "big") * 20_000}
    assert len(list(folder.glob("*.bin"))) == 6
    assert not notice
    return number


def kill_a_writer(store: Path, number: int, seconds: float, *, naive: str = "") -> int:
    """Let a process write from ``number`` on and kill it; give the last number it began."""
    program = WRITER.format(naive=naive)
    command = [sys.executable, "-c", program, str(store), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        began = [writer.stdout.readline()]
        timer = threading.Timer(seconds, lambda: os.kill(writer.pid, signal.SIGKILL))
        timer.start()
        began.extend(writer.stdout)
        timer.join()
    assert writer.returncode == -signal.SIGKILL
    return int([line for line in began if line.endswith("\n")][-1])


def test_a_writer_killed_at_any_moment_leaves_what_was_or_what_will_be(tmp_path: Path):
    store = tmp_path / "store"
    publish_number(store, 0)
    moments = random.Random(7)

    for _ in range(KILLS):
        before = read_number(store)
        last = kill_a_writer(store, before + 1, moments.uniform(0, 0.1))
        assert read_number(store) in (last - 1, last)

    assert publish_number(store, 1_000_000)
    assert read_number(store) == 1_000_000
    assert not list((store / "generations").glob(".draft-*"))


def test_the_same_check_catches_a_writer_that_writes_in_place(tmp_path: Path):
    moments = random.Random(7)
    caught = 0

    for attempt in range(8):
        store = tmp_path / f"store{attempt}"
        publish_number(store, 0)
        last = kill_a_writer(store, 1, moments.uniform(0, 0.1), naive=NAIVE)
        try:
            caught += read_number(store) not in (last - 1, last)
        except (StoreDamagedError, StoreMissingError, AssertionError):
            caught += 1

    assert caught >= 4


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path):
    with (
        writing(tmp_path),
        pytest.raises(StoreBusyError, match=str(os.getpid())),
        writing(tmp_path),
    ):
        pass


def test_a_lock_dies_with_its_process(tmp_path: Path):
    kill_a_writer(tmp_path, 1, 0)

    publish_number(tmp_path, 5)

    assert read_number(tmp_path) == 5
    assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_no_more_than_three_generations_are_kept(tmp_path: Path):
    names = [publish_number(tmp_path, number) for number in range(6)]

    kept = sorted(each.name for each in (tmp_path / "generations").iterdir())

    assert kept == names[-3:]
    assert read_number(tmp_path) == 5


def test_a_store_where_nothing_was_published_has_no_index(tmp_path: Path):
    with writing(tmp_path / "store"):
        pass

    for store in (tmp_path / "store", tmp_path / "nergens"):
        with pytest.raises(StoreMissingError):
            open_generation(store, fall_back=True)


@pytest.mark.parametrize("name", ["store", "store/generations", "store/lock"])
def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path, name: str):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    if name.endswith("lock"):
        path.mkdir()
    else:
        path.write_text("in de weg")

    with pytest.raises(StoreUnwritableError, match="kan niet worden geschreven") as caught:
        publish_number(tmp_path / "store", 1)

    assert "--store" in caught.value.remedy


@pytest.mark.parametrize("size", [0, 3, 1_000, 20_000, 100_000])
def test_a_full_disk_changes_nothing(tmp_path: Path, size: int):
    """The disk is full for any file longer than ``size`` bytes."""
    store = tmp_path / "store"
    index(TINY_LETTERS / "agenda.txt", store)
    current = (store / "CURRENT").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    problem: FixableError | None = None

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        # long vectors: FAISS's file is the largest
        index(TINY_LETTERS, store, FakeEmbedder(dimensions=50_000), rebuild=True)
    except StoreUnwritableError as error:
        problem = error
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert problem is not None
    assert "kan niet worden geschreven" in problem.problem
    assert (store / "CURRENT").read_bytes() == current
    assert files_of(store) == ["agenda.txt"]
    assert not list((store / "generations").glob(".draft-*"))


def test_an_interrupted_writer_changes_nothing(tmp_path: Path):
    publish_number(tmp_path, 1)

    def interrupted(folder: Path) -> dict[str, Any]:
        (folder / "half.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), writing(tmp_path):
        publish(tmp_path, interrupted)

    assert read_number(tmp_path) == 1
    publish_number(tmp_path, 2)
    assert not list((tmp_path / "generations").glob(".draft-*"))
