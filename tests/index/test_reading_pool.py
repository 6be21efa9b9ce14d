"""Rules for reading in processes: no file stops, delays or changes another one."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import misbehaving
from index.actors import ActorReader
from index.errors import UnreadableFileError
from index.letter import Letter
from index.reading import make_letter
from index.reading_messages import Busy, Job, Read, Ready, Refused, Reply, encode_reply, take_reply
from index.reading_pool import ReadingPool

ROOT = Path(__file__).parent.parent.parent
MISBEHAVING = (sys.executable, str(Path(misbehaving.__file__)))
GOOD = b"Nederland steunt het voorstel.\n"
MODEL_LIBRARIES = {"torch", "transformers", "sentence_transformers", "openvino", "llama_cpp"}
PARSERS = {"lxml", "pypdfium2", "pypdf", "docx"}


@pytest.fixture
def pool() -> Iterator[ReadingPool]:
    """Two reading processes in which a file's name says what goes wrong."""
    with ReadingPool(2, command=MISBEHAVING, wall_seconds=4) as pool:
        yield pool


def read(pool: ReadingPool, *names: str, content: bytes = GOOD) -> dict[str, str]:
    """What became of each file: the problem, or its letter's text."""
    outcomes = pool.read((name, Job(name, content)) for name in names)
    return {
        name: outcome.text if isinstance(outcome, Letter) else str(outcome)
        for name, outcome in outcomes
    }


def is_alive(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(*process_ids: int) -> list[int]:
    """Give the processes that still run after two seconds."""
    end = time.monotonic() + 2
    while time.monotonic() < end and any(map(is_alive, process_ids)):
        time.sleep(0.02)
    return [each for each in process_ids if is_alive(each)]


def find_sleepers() -> list[int]:
    """The processes that the file "hang" starts."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if (folder / "cmdline").read_bytes().startswith(b"sleep\0001234"):
                found.append(int(folder.name))
    return found


def test_a_letter_is_the_same_read_here_or_in_a_process(actor_reader: ActorReader):
    jobs = [(file.name, Job(file.name, file.read_bytes()))
            for file in sorted((ROOT / "tests" / "letters").glob("*.txt"))]  # fmt: skip

    with ReadingPool(2) as pool:
        outcomes = dict(pool.read(jobs))

    assert outcomes == {
        name: make_letter(job.name, job.content, actor_reader) for name, job in jobs
    }


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("loop.txt", "kost te veel rekentijd"),
        ("sleep.txt", "is na 4 seconden nog niet gelezen"),
        ("abort.txt", "viel erop uit (SIGABRT)"),
        ("kill.txt", "te veel geheugen"),
        ("bug.txt", "fout in het leesprogramma (KeyError: 'een fout van ons')"),
        ("memory.txt", "meer dan 1 GB geheugen"),
        ("deep.txt", "dieper genest"),
    ],
)
def test_a_file_that_breaks_the_process_is_one_line_and_the_others_are_read(
    pool: ReadingPool, name: str, problem: str
):
    found = read(pool, "een.txt", name, "twee.txt", "drie.txt")

    assert list(found) == ["een.txt", name, "twee.txt", "drie.txt"]
    assert found[name].startswith(name)
    assert problem in found[name]
    assert "\n" not in found[name]
    assert {found[good] for good in ("een.txt", "twee.txt", "drie.txt")} == {GOOD.decode()}


def test_a_refusal_of_the_reader_comes_through_with_its_remedy(pool: ReadingPool):
    [(_, outcome)] = pool.read([("leeg", Job("leeg.txt", b""))])

    assert isinstance(outcome, UnreadableFileError)
    assert "leeg" in outcome.problem
    assert outcome.remedy


def test_a_letter_larger_than_the_parent_can_hold_is_refused(pool: ReadingPool):
    found = read(pool, "groot.txt", content=b"Nederland steunt dit. " * 2_000)

    assert "meer tekst dan een brief kan hebben" in found["groot.txt"]


def test_only_a_fresh_process_may_blame_a_file_for_its_end():
    with ReadingPool(1, command=MISBEHAVING) as pool:
        found = read(pool, "een.txt", "fragile.txt")

    assert found["fragile.txt"] == GOOD.decode()


def test_processes_are_used_again_and_replaced_when_they_have_grown():
    with ReadingPool(1, command=MISBEHAVING) as pool:
        read(pool, "een.txt")
        first = pool.process_ids
        read(pool, "twee.txt")
        again = pool.process_ids
        read(pool, "grow.txt")
        read(pool, "drie.txt")
        replaced = pool.process_ids

    assert first == again
    assert len(replaced) == 1
    assert replaced != first


def test_no_process_starts_before_it_is_needed(pool: ReadingPool):
    assert list(pool.read([("bekend", None)])) == [("bekend", None)]
    assert pool.process_ids == ()


def test_outcomes_come_in_order_though_files_are_read_side_by_side(pool: ReadingPool):
    found = read(pool, "program.txt", "een.txt", "twee.txt")

    assert list(found) == ["program.txt", "een.txt", "twee.txt"]
    assert len(pool.process_ids) == 2


def test_a_program_that_a_file_needs_gets_its_own_time():
    with ReadingPool(1, command=MISBEHAVING, wall_seconds=1) as pool:
        assert read(pool, "program.txt") == {"program.txt": GOOD.decode()}


def test_what_a_library_prints_does_not_come_between(pool: ReadingPool):
    assert read(pool, "print.txt") == {"print.txt": GOOD.decode()}


def test_the_end_of_the_pool_is_the_end_of_its_processes_and_of_what_they_run():
    before = set(find_sleepers())
    with ThreadPoolExecutor(1) as another, ReadingPool(1, command=MISBEHAVING) as pool:
        another.submit(read, pool, "hang.txt")
        while not (sleepers := set(find_sleepers()) - before):
            time.sleep(0.05)
        processes = pool.process_ids

    assert wait_until_gone(*processes, *sleepers) == []


def test_processes_end_when_their_parent_is_killed():
    code = (
        "import sys, time\n"
        "from index.reading_messages import Job\n"
        "from index.reading_pool import ReadingPool\n"
        "pool = ReadingPool(1)\n"
        "list(pool.read([('een', Job('een.txt', b'Nederland'))]))\n"
        "print(*pool.process_ids, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        process_id = int(parent.stdout.readline())
        parent.kill()

    assert wait_until_gone(process_id) == []


def test_an_interrupt_ends_reading_at_once_and_leaves_no_process_behind():
    code = (
        "import os, signal, sys, threading, time\n"
        "from index.reading_messages import Job\n"
        "from index.reading_pool import ReadingPool\n"
        "with ReadingPool(1, command=sys.argv[1:]) as pool:\n"
        "    def interrupt():\n"
        "        time.sleep(1.5)\n"
        "        print(*pool.process_ids, flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    threading.Thread(target=interrupt).start()\n"
        "    list(pool.read([('lus', Job('sleep.txt', b'x'))]))\n"
    )
    start = time.monotonic()

    ended = subprocess.run(
        [sys.executable, "-c", code, *MISBEHAVING], capture_output=True, check=False
    )

    assert ended.returncode == -signal.SIGINT
    assert b"KeyboardInterrupt" in ended.stderr
    assert time.monotonic() - start < 15  # the file sleeps a minute
    assert wait_until_gone(int(ended.stdout)) == []


def test_a_reading_process_holds_no_model_and_the_program_no_parser():
    code = "import sys; {}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    child = "import index.reading_process; from index.reading import load_readers; load_readers()"
    parent = "import index.build, ui.cli"

    loaded = [
        set(subprocess.check_output([sys.executable, "-c", code.format(each)],
                                    text=True).split())
        for each in (child, parent)
    ]  # fmt: skip

    assert not loaded[0] & MODEL_LIBRARIES
    assert not loaded[1] & PARSERS


def test_a_reading_process_does_not_reach_the_network():
    code = (
        "import socket\n"
        "import sys\n"
        "from index.reading_process import _refuse_network\n"
        "sys.addaudithook(_refuse_network)\n"
        "socket.create_connection(('127.0.0.1', 9))\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )

    assert "does not reach the network" in ended.stderr


@pytest.mark.parametrize(
    "reply",
    [Ready(10**9), Busy(30), Refused("Één probleem.", "Een remedie.", False), Read(b"\0{}", True)],
    ids=lambda reply: type(reply).__name__,
)
def test_a_reply_arrives_as_it_was_sent_in_however_many_pieces(reply: Reply):
    received, found = bytearray(), list[Reply]()
    for byte in encode_reply(reply) * 2:
        received.append(byte)
        if taken := take_reply(received):
            found.append(taken)

    assert found == [reply, reply]
    assert not received


def test_limits_do_not_pass_to_the_programs_a_file_needs():
    # 3 GiB and its own processor time, whatever the process has used or may use
    code = (
        "import resource\n"
        "from index.formats.program import run_program\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**29, resource.RLIM_INFINITY))\n"
        "print(run_program(['sh', '-c', 'ulimit -v; ulimit -t'], timeout=7).output.decode())\n"
    )

    output = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert output.split() == [str(3 * 1024**2), "12"]
