"""Read files in warm processes, one per core, so that no file can stop or slow down the others."""

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from index.errors import UnreadableFileError
from index.process_handle import COMMAND, EndedError, Outcome, ReadingProcess
from index.reading_messages import Job

# for one file, so that with ending its process it stays below twenty; a program that the file needs
# (a converter, OCR) announces its own
WALL_SECONDS = 18
_MOST_WAITING = 64  # files that are read ahead of the slowest one
_MOST_WAITING_BYTES = 100_000_000
_RESAVE = "Sla het bestand opnieuw op in het programma waarmee het is gemaakt, of laat het weg."

T = TypeVar("T")


class ReadingPool:
    """Reading processes that start when they are needed and serve until the pool is left.

    >>> with ReadingPool(1) as pool:
    ...     [(_, letter)] = pool.read([("een", Job("een.txt", b"Nederland steunt dit."))])
    >>> letter.text
    'Nederland steunt dit.'
    """

    def __init__(
        self,
        processes: int | None = None,
        *,
        command: Sequence[str] = COMMAND,
        wall_seconds: float = WALL_SECONDS,
    ) -> None:
        self._command = command
        self._wall_seconds = wall_seconds
        self._threads = ThreadPoolExecutor(processes or os.cpu_count() or 1)
        self._lock = threading.Lock()
        self._idle: list[ReadingProcess] = []
        self._all: set[ReadingProcess] = set()
        self._is_closing = False

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The numbers of the processes that run now."""
        with self._lock:
            return tuple(process.process_id for process in self._all)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_closing = True
            processes = tuple(self._all)
        for process in processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in processes:
            process.close()

    def read(self, jobs: Iterable[tuple[T, Job | None]]) -> Iterator[tuple[T, Outcome | None]]:
        """Read each job, several at a time; give the outcomes in the jobs' order.

        What stands beside a job comes back with its outcome; without a job the outcome is None.
        """
        waiting: deque[tuple[T, int, Future[Outcome] | None]] = deque()
        waiting_bytes = 0
        for beside, job in jobs:
            size = len(job.content) if job else 0
            waiting.append(
                (beside, size, self._threads.submit(self.read_one, job) if job else None)
            )
            waiting_bytes += size
            while waiting and (
                len(waiting) > _MOST_WAITING
                or waiting_bytes > _MOST_WAITING_BYTES
                or (waiting[0][2] is None or waiting[0][2].done())
            ):
                first, first_size, future = waiting.popleft()
                waiting_bytes -= first_size
                yield first, future.result() if future else None
        for beside, _, future in waiting:
            yield beside, future.result() if future else None

    def read_one(self, job: Job) -> Outcome:
        """Read a file; only a process that read nothing before it may blame it for its end."""
        left = self._wall_seconds
        while True:
            process = self._take()
            had_read = process.files_read
            start = time.monotonic()
            try:
                return process.read(job, left)
            except EndedError as ended:
                left -= time.monotonic() - start
                if had_read and not ended.of_time and left > 0 and not self._is_closing:
                    continue
                return UnreadableFileError(f"{job.name} {ended.problem}.", _RESAVE)
            finally:
                self._give_back(process)

    def _take(self) -> ReadingProcess:
        with self._lock:
            if self._is_closing:
                raise RuntimeError("the pool is closed")
            if self._idle:
                return self._idle.pop()
            process = ReadingProcess(self._command)
            self._all.add(process)
            return process

    def _give_back(self, process: ReadingProcess) -> None:
        with self._lock:
            if self._is_closing:
                return
            if process.has_ended:
                self._all.discard(process)
                process.close()
            else:
                self._idle.append(process)
