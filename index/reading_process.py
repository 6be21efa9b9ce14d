"""The process that reads files: one after the other, each within limits, with no model in memory.

Run as ``python -m index.reading_process``. A file that breaks a limit, or a library, ends this
process and nothing else: the parent says so of that file and starts another one. It ends when its
input ends, so that nothing stays behind however its parent stops.
"""

import json
import logging
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.actors import load_actor_reader
from index.errors import UnreadableFileError
from index.formats.program import program_announced
from index.reading import load_readers, make_letter
from index.reading_messages import Busy, Job, Read, Ready, Refused, Reply, encode_reply, read_jobs
from index.records import letter_to_record


@dataclass(frozen=True)
class Limits:
    """What one file may use."""

    processor_seconds: int = 14  # below what the pool waits, so that the reason can be told
    # bytes of address space above what the libraries take, which hold 70 MB: below 1 GB together
    memory: int = 900_000_000
    # JSON: the parent holds what it becomes, ten times as much. A debate of a day takes 2 MB.
    letter: int = 12_000_000


_MOST_FILES = 200  # what libraries leave behind adds up
_MOST_GROWTH = 100_000_000  # bytes of address space that earlier files may have left behind
_PROGRAM_SECONDS = 3  # of our own time around a program: a page is drawn before it is recognised


def main(limits: Limits | None = None) -> None:
    """Read the files that come in, until none does."""
    limits = limits or Limits()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Ctrl-C the parent decides what ends
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))  # ends a program that runs
    logging.disable()  # libraries tell a lot about damaged files
    sys.addaudithook(_refuse_network)
    output = _take_output()
    load_readers()
    actors = load_actor_reader()
    base = measure_memory()
    _send(output, Ready(base))
    for number, job in enumerate(read_jobs(sys.stdin.buffer), start=1):
        limit_memory(base + limits.memory)
        limit_processor(limits.processor_seconds)

        def announce(seconds: float) -> None:
            extend_processor(_PROGRAM_SECONDS)
            _send(output, Busy(seconds))

        program_announced.set(announce)
        must_end = number >= _MOST_FILES
        try:
            record = json.dumps(
                letter_to_record(make_letter(job.name, job.content, actors, metadata=job.metadata)),
                ensure_ascii=False,
            ).encode()
            if len(record) > limits.letter:
                raise _too_large(job)
            reply: Reply = Read(record, must_end or has_grown(base))
        except UnreadableFileError as error:
            reply = Refused(error.problem, error.remedy, must_end or has_grown(base))
        except MemoryError:
            reply = Refused(*_memory_reason(job), last=True)
        except RecursionError:
            reply = Refused(
                f"{job.name} is dieper genest dan een brief kan zijn.",
                "Sla het bestand opnieuw op, of zet het om naar PDF.",
                last=True,
            )
        _send(output, reply)
        if reply.last:
            break


def measure_memory() -> int:
    """The address space of this process, in bytes."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGESIZE")


def has_grown(base: int) -> bool:
    """Whether earlier files left so much behind that the next one would have too little."""
    return measure_memory() > base + _MOST_GROWTH


def limit_memory(limit: int) -> None:
    """Allow so many bytes of address space; only the soft limit, other programs have their own."""
    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit, highest))


def limit_processor(seconds: int) -> None:
    """Allow so many seconds of processor time from now on; the system ends us at the last one."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, highest = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, highest))


def extend_processor(seconds: int) -> None:
    """Allow some seconds more."""
    allowed, highest = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed + seconds, highest))


def _memory_reason(job: Job) -> tuple[str, str]:
    return (
        f"{job.name} heeft meer dan 1 GB geheugen nodig om te lezen.",
        "Splits het bestand, of sla het opnieuw op in het programma waarmee het is gemaakt.",
    )


def _too_large(job: Job) -> UnreadableFileError:
    return UnreadableFileError(
        f"{job.name} bevat meer tekst dan een brief kan hebben.", "Splits het bestand in brieven."
    )


def _send(output: BinaryIO, reply: Reply) -> None:
    try:
        output.write(encode_reply(reply))
        output.flush()
    except BrokenPipeError:
        os._exit(0)  # nobody reads any more


def _take_output() -> BinaryIO:
    # what libraries print must not come between our frames: their stdout becomes stderr
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise PermissionError("a file that is read does not reach the network")


if __name__ == "__main__":
    main()
