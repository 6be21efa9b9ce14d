"""One reading process as its parent sees it: start it, give it files, notice how it ends."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from index.errors import UnreadableFileError
from index.letter import Letter
from index.reading_messages import Busy, Job, Read, Ready, Refused, Reply, encode_job, take_reply
from index.records import letter_from_record

COMMAND = (sys.executable, "-P", "-m", "index.reading_process")  # -P: not the folder one is in
_STARTING_SECONDS = 60  # a busy machine loads libraries slowly
_GRACE = 0.5  # seconds to end a running program before the process is killed
_PIPE_BYTES = 1 << 18

Outcome: TypeAlias = Letter | UnreadableFileError


class EndedError(Exception):
    """The process ended, or was ended, in the middle of a file: why, in Dutch."""

    def __init__(self, problem: str, *, of_time: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.of_time = of_time


class ReadingProcess:
    """One reading process, from its start to its end."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        root = str(Path(__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # one thread: there is a process for every core
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C reaches the parent only, and it decides
        )
        assert self._process.stdin is not None  # asked for above
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        for pipe in (self._input, self._output):
            os.set_blocking(pipe.fileno(), False)
        self._received = bytearray()
        self._is_ready = False
        self.files_read = 0
        self.has_ended = False

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    def read(self, job: Job, seconds: float) -> Outcome:
        """Read one file in so many seconds; raises ``EndedError`` when that ended the process."""
        if not self._is_ready:
            self._start()
        reply = self._exchange(encode_job(job), seconds)
        self.files_read += 1
        match reply:
            case Read(record, last):
                outcome: Outcome = letter_from_record(json.loads(record))
            case Refused(problem, remedy, last):
                outcome = UnreadableFileError(problem, remedy)
            case _:
                raise ValueError(f"no answer to a job: {reply}")
        if last:
            self.kill()
        return outcome

    def kill(self) -> None:
        """End the process and what it runs; safe to repeat."""
        self.has_ended = True
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """Let go of the pipes of a process that has ended."""
        with suppress(BrokenPipeError):
            self._input.close()
        self._output.close()
        self._errors.close()

    def _start(self) -> None:
        try:
            reply = self._exchange(b"", _STARTING_SECONDS)
        except EndedError as error:
            # no file's fault: say all that is known
            raise RuntimeError(f"the reading process does not start:\n{self._told()}") from error
        if not isinstance(reply, Ready):
            raise ValueError(f"a reading process begins with Ready, not {reply}")
        self._is_ready = True

    def _exchange(self, frame: bytes, seconds: float) -> Reply:
        """Write a frame and wait for the reply; writing never blocks, even if nobody reads."""
        self._errors.seek(0)
        self._errors.truncate()
        deadline = time.monotonic() + seconds
        pending = memoryview(frame)
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            if pending:
                selector.register(self._input, selectors.EVENT_WRITE)
            while (left := deadline - time.monotonic()) > 0:
                for key, _ in selector.select(left):
                    if key.fileobj is self._input:
                        pending = self._write(pending)
                        if not pending:
                            selector.unregister(self._input)
                    elif chunk := os.read(self._output.fileno(), _PIPE_BYTES):
                        self._received += chunk
                    else:
                        raise self._ending()
                while reply := take_reply(self._received):
                    if not isinstance(reply, Busy):
                        return reply
                    deadline += reply.seconds
        self.kill()
        raise EndedError(f"is na {seconds:.0f} seconden nog niet gelezen", of_time=True)

    def _write(self, pending: memoryview) -> memoryview:
        try:
            return pending[os.write(self._input.fileno(), pending[:_PIPE_BYTES]) :]
        except BlockingIOError:
            return pending
        except BrokenPipeError:
            return pending[:0]  # it has ended; its output says so

    def _ending(self) -> EndedError:
        """Why the process ended by itself."""
        try:
            code = self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:  # closed its output and went on
            self._process.kill()
            code = self._process.wait()
        self.has_ended = True
        told = self._told()
        if code == -signal.SIGXCPU:
            return EndedError("kost te veel rekentijd", of_time=True)
        if code == -signal.SIGKILL or "MemoryError" in told or "bad_alloc" in told:
            return EndedError("heeft te veel geheugen nodig om te lezen (meer dan 1 GB)")
        if code < 0:
            name = signal.Signals(-code).name
            return EndedError(f"is beschadigd: het leesprogramma viel erop uit ({name})")
        last_line = told.strip().rpartition("\n")[2]
        return EndedError(f"kan niet worden gelezen: fout in het leesprogramma ({last_line[:100]})")

    def _told(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")[-2000:]
