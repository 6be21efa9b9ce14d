"""Run another program (a converter, a text recogniser) that may hang or grow, within limits."""

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

_MEMORY = 3 * 1024**3  # bytes of address space; soffice maps 2 GiB before it does anything
_GRACE = 5  # seconds of processor time above the wall time; only a runaway needs them


class ProgramResult(NamedTuple):
    """What a program wrote, and how it ended: 0 is well, below 0 is the signal that ended it."""

    output: bytes
    errors: bytes
    returncode: int


# told, before a program starts, how many seconds it may take: whoever waits for us waits longer
program_announced: ContextVar[Callable[[float], None]] = ContextVar("program_announced")


def run_program(
    command: Sequence[str],
    *,
    timeout: float,
    input: bytes = b"",  # noqa: A002 - as subprocess calls it
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> ProgramResult:
    """Run a program within its own limits, whatever those of the reading process are.

    It gets a process group of its own, which is killed at ``timeout`` (seconds of wall time) and
    when the caller is interrupted; 3 GiB of address space instead of the reading process's limit;
    and processor time of its own. It runs in ``folder`` with ``environment`` added to ours, one
    thread where it uses OpenMP, since one reading process runs per core. Raises
    ``FileNotFoundError`` when the program is not installed and ``subprocess.TimeoutExpired``.

    >>> run_program(["cat"], timeout=5, input=b"brief")
    ProgramResult(output=b'brief', errors=b'', returncode=0)
    """
    if announce := program_announced.get(None):
        announce(timeout)

    # an interruption while the program starts would leave it behind: it waits until we can end it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})

    def set_limits() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        processor_time = int(timeout) + _GRACE
        for kind, limit in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, processor_time)):
            _, highest = resource.getrlimit(kind)
            if highest != resource.RLIM_INFINITY:
                limit = min(limit, highest)
            resource.setrlimit(kind, (limit, highest))

    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", **(environment or {})},
            process_group=0,
            preexec_fn=set_limits,  # the reading process has one thread, so this is safe
        )
    except OSError:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        raise
    with process:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            output, errors = process.communicate(input, timeout=timeout)
        finally:  # also when it ended well: what it left running has no work here any more
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
    return ProgramResult(output, errors, process.returncode)
