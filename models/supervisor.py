"""Keep a worker process going: load it in the background, notice its death, start it again."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Literal

from models import errors
from models.errors import FixableError, GeneratorStoppedError, WeightsMissingError
from models.memory import check_memory
from models.worker_messages import Event, Load, LoadFailed, Ready
from models.worker_process import WORKER_COMMAND, Channel, WorkerProcess

TICK_SECONDS = 0.05  # how soon a waiting request notices that it was closed


@dataclass(frozen=True)
class GeneratorState:
    """Whether the model can answer; ``reason`` says in Dutch why it failed."""

    phase: Literal["stopped", "loading", "ready", "failed"]
    reason: str = ""


@dataclass(frozen=True)
class Patience:
    """How long to wait for a worker, and how often to start it again."""

    silence_seconds: float = 30  # a slow machine reads a batch of 256 tokens in less
    suspended_seconds: float = 5  # held by the system: long enough for a debugger's short look
    load_seconds: float = 180  # a gigabyte from a slow disk
    abort_seconds: float = 5
    restart_limit: int = 5
    restart_window_seconds: float = 600


class Supervisor:
    """Gives a worker that is ready, whatever happened to the one before it."""

    def __init__(
        self, load: Load, *, command: Sequence[str] = WORKER_COMMAND, patience: Patience
    ) -> None:
        self.load = load
        self._command = command
        self._patience = patience
        self._restarts: deque[float] = deque()
        self._starting = threading.Lock()
        self._settled = threading.Event()  # not loading: there is a worker or a failure
        self._state = GeneratorState("stopped")
        self._failure: FixableError | None = None
        self._worker: WorkerProcess | None = None
        self._is_closed = False
        self.found_sha256 = load.sha256  # "" until a worker has hashed the file

    @property
    def state(self) -> GeneratorState:
        """Whether the model is loaded; a worker that has died counts as stopped."""
        worker, state = self._worker, self._state
        if state.phase == "ready" and (worker is None or not worker.is_alive):
            return GeneratorState("stopped")
        return state

    def start(self) -> None:
        """Begin to load in the background, unless the model is loaded or loading already."""
        with self._starting:
            if self._is_closed:
                raise RuntimeError("this generator was closed")
            if self.state.phase in ("loading", "ready"):
                return
            self._state, self._failure = GeneratorState("loading"), None
            self._settled.clear()
            threading.Thread(target=self._open_worker, daemon=True).start()

    def close(self) -> None:
        """End the worker; safe to repeat."""
        with self._starting:
            self._is_closed = True
            worker = self._worker
        if worker is not None:
            worker.kill()
            self._settled.wait()

    def ready_worker(self, stop_asked: threading.Event) -> WorkerProcess | None:
        """Wait for a loaded worker; None once ``stop_asked`` is set.

        Raises what kept the model from loading.
        """
        self.start()
        while not self._settled.wait(TICK_SECONDS):
            if stop_asked.is_set():
                return None
        if self._failure is not None:
            raise self._failure
        return self._worker

    def wait(
        self, worker: WorkerProcess, channel: Channel, stop_asked: threading.Event
    ) -> Event | None:
        """Wait for the next event; None once ``stop_asked`` is set.

        Raises ``GeneratorStoppedError`` when the worker has died, or is silent and was killed.
        """
        return self._wait(worker, channel, stop_asked, self._patience.silence_seconds)

    def _wait(
        self,
        worker: WorkerProcess,
        channel: Channel,
        stop_asked: threading.Event,
        limit_seconds: float,
    ) -> Event | None:
        # counts its own waits, not the clock: a laptop that slept is no worker that hangs
        waited = suspended = 0.0
        while waited < limit_seconds and suspended < self._patience.suspended_seconds:
            if stop_asked.is_set():
                return None
            try:
                event = channel.get(timeout=TICK_SECONDS)
            except Empty:
                waited += TICK_SECONDS
                suspended = suspended + TICK_SECONDS if worker.is_suspended else 0.0
                continue
            if event is None:
                raise _stopped(f"is onverwacht gestopt ({worker.ending})")
            return event
        worker.kill()
        if suspended >= self._patience.suspended_seconds:
            raise _stopped("werd door het systeem stilgezet en is gestopt")
        raise _stopped(f"reageerde {limit_seconds:.0f} seconden niet en is gestopt")

    def _open_worker(self) -> None:
        try:
            self._count_restart()
            worker = self._start_worker()
            event = self._wait(
                worker, worker.loading, threading.Event(), self._patience.load_seconds
            )
            if isinstance(event, LoadFailed):
                worker.kill()
                self._worker = None  # it did not die: trying again is no restart
                raise getattr(errors, event.error)(event.problem, event.remedy)
            assert isinstance(event, Ready)
            self.found_sha256 = event.sha256
            self._state = GeneratorState("ready")
        except FixableError as error:
            self._failure = error
            self._state = GeneratorState("failed", str(error))
        finally:
            self._settled.set()

    def _count_restart(self) -> None:
        if self._worker is None:
            return
        self._worker.kill()
        now = time.monotonic()
        while self._restarts and self._restarts[0] < now - self._patience.restart_window_seconds:
            self._restarts.popleft()
        if len(self._restarts) >= self._patience.restart_limit:
            raise GeneratorStoppedError(
                f"Het taalmodel is in {self._patience.restart_window_seconds / 60:.0f} minuten "
                f"{self._patience.restart_limit} keer opnieuw gestart en wordt nu met rust "
                "gelaten.",
                "Zoeken werkt wel. Draai 'kamerbrief doctor' en probeer het later weer.",
            )
        self._restarts.append(now)

    def _start_worker(self) -> WorkerProcess:
        path = Path(self.load.model)
        if not path.is_file():
            raise WeightsMissingError(
                f"Het taalmodel {path} is er niet.", "Haal het op met 'kamerbrief models fetch'."
            )
        check_memory(path, context_tokens=self.load.context_tokens)
        with self._starting:
            if self._is_closed:
                raise _stopped("is afgesloten")
            self._worker = WorkerProcess(self.load, command=self._command)
            return self._worker


def _stopped(what_happened: str) -> GeneratorStoppedError:
    return GeneratorStoppedError(
        f"Het taalmodel {what_happened}.",
        "Stel de vraag opnieuw: het model start dan vanzelf weer. Blijft dit gebeuren, draai dan "
        "'kamerbrief doctor'.",
    )
