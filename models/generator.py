"""A local language model behind the ``Generator`` interface: one worker process, kept going.

The worker may be killed, crash or hang at any moment; a request then ends with
``GeneratorStoppedError`` and the next one starts a fresh worker.
"""

import hashlib
import itertools
import threading
from collections.abc import Generator as PythonGenerator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from queue import Empty
from typing import Self

from models.chat_format import find_chat_format
from models.errors import PromptTooLongError
from models.interfaces import Message, Prompt
from models.settings import ModelSettings
from models.supervisor import TICK_SECONDS, GeneratorState, Patience, Supervisor
from models.worker_messages import (
    Abort,
    Count,
    Counted,
    Event,
    Finished,
    FinishReason,
    Generate,
    Load,
    TooLong,
    Written,
)
from models.worker_process import WORKER_COMMAND, Channel, WorkerProcess


@dataclass(frozen=True)
class GenerationStats:
    """What a request cost; seconds count from the moment its turn came."""

    prompt_tokens: int
    evaluated_tokens: int  # those that were not in memory yet
    generated_tokens: int
    seconds_to_first_token: float | None
    seconds: float
    finish_reason: FinishReason  # "length" = cut off at max_tokens


@dataclass
class _Request:
    """What an answer and the code that writes it share; kept apart from ``Generation``.

    So nothing points back at an answer, and one that is let go frees the model at once.
    """

    prompt: Prompt
    max_tokens: int
    stop_asked: threading.Event
    stats: GenerationStats | None = None


class Generation(Iterator[str]):
    """One answer, piece by piece; ``close`` stops the model from whichever thread it is called."""

    def __init__(self, request: _Request, pieces: PythonGenerator[str, None, None]) -> None:
        self._request = request
        self._pieces = pieces
        self._advancing = threading.Lock()

    @property
    def stats(self) -> GenerationStats | None:
        """What it cost; None until the model has ended or was stopped."""
        return self._request.stats

    def __next__(self) -> str:
        """Wait for the next piece; ends when the answer ends or is closed."""
        with self._advancing:
            return next(self._pieces)

    def close(self) -> None:
        """Stop the model, also while it reads the prompt; returns when it is free again."""
        self._request.stop_asked.set()
        with self._advancing:
            self._pieces.close()


class LocalGenerator:
    """Writes with a GGUF model in a worker process; satisfies ``models.interfaces.Generator``.

    Open it with ``open_generator``. Requests of several threads wait for each other; one thread
    must end or close an answer before it asks for the next.
    """

    def __init__(
        self,
        load: Load,
        *,
        command: Sequence[str] = WORKER_COMMAND,
        patience: Patience = Patience(),  # noqa: B008 - frozen
    ) -> None:
        self._supervisor = Supervisor(load, command=command, patience=patience)
        self._abort_seconds = patience.abort_seconds
        self._request_ids = itertools.count(1)
        self._turn = threading.Lock()  # held by the request that the model works on

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def state(self) -> GeneratorState:
        """Whether the model can answer, without waiting."""
        return self._supervisor.state

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits over weights, turn marks, context, threads and engine.

        For a file of the user's own without a known hash this waits until the worker has hashed it.
        """
        load = self._supervisor.load
        if not self._supervisor.found_sha256:
            self._supervisor.ready_worker(threading.Event())
        facts = (
            self._supervisor.found_sha256,
            find_chat_format(load.chat_format),
            load.context_tokens,
            load.threads,
            version("llama-cpp-python"),
        )
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]

    def start(self) -> None:
        """Begin to load in the background; ``state`` says how far it is."""
        self._supervisor.start()

    def close(self) -> None:
        """End the worker, whatever it is doing; safe to repeat."""
        self._supervisor.close()

    def count_tokens(self, text: str) -> int:
        """Count the tokens of plain text; also while the model writes."""
        stop_asked = threading.Event()  # never set: counting takes milliseconds
        worker = self._supervisor.ready_worker(stop_asked)
        assert worker is not None
        request_id = next(self._request_ids)
        channel = worker.open_channel(request_id)
        try:
            worker.send(Count(request_id, text))
            event = self._supervisor.wait(worker, channel, stop_asked)
        finally:
            worker.close_channel(request_id)
        assert isinstance(event, Counted)
        return event.tokens

    def generate(self, prompt: Prompt, *, max_tokens: int) -> Generation:
        """Give the answer as it is written; waits its turn at the first piece.

        Raises, also at the first piece, ``PromptTooLongError`` when the prompt does not fit; at any
        piece ``GeneratorStoppedError``; and whatever keeps the model from loading.
        """
        request = _Request(prompt, max_tokens, threading.Event())
        return Generation(request, self._answer(request))

    def _answer(self, request: _Request) -> PythonGenerator[str, None, None]:
        while not self._turn.acquire(timeout=TICK_SECONDS):
            if request.stop_asked.is_set():
                return
        try:
            worker = self._supervisor.ready_worker(request.stop_asked)
            if worker is not None:
                yield from self._converse(worker, request)
        finally:
            self._turn.release()

    def _converse(
        self, worker: WorkerProcess, request: _Request
    ) -> PythonGenerator[str, None, None]:
        request_id = next(self._request_ids)
        channel = worker.open_channel(request_id)
        prompt = request.prompt
        worker.send(Generate(request_id, prompt.messages, len(prompt.fixed), request.max_tokens))
        event: Event | None = None
        try:
            while not isinstance(event, Finished | TooLong):
                event = self._supervisor.wait(worker, channel, request.stop_asked)
                if event is None:
                    return
                if isinstance(event, Written) and event.text:
                    yield event.text
        finally:
            if not isinstance(event, Finished | TooLong) and worker.is_alive:
                event = self._abort(worker, channel, request_id)
            worker.close_channel(request_id)
            if isinstance(event, Finished):
                request.stats = _to_stats(event)
        if isinstance(event, TooLong):
            raise PromptTooLongError(
                f"De vraag met de gevonden tekst ({event.prompt_tokens} tokens) en het antwoord "
                f"({request.max_tokens}) passen niet in de context van het model "
                f"({event.context_tokens}).",
                "Stel een kortere vraag of zet [models] context_tokens hoger.",
            )

    def _abort(self, worker: WorkerProcess, channel: Channel, request_id: int) -> Event | None:
        worker.send(Abort(request_id))
        try:
            while (event := channel.get(timeout=self._abort_seconds)) is not None:
                if isinstance(event, Finished | TooLong):
                    break
        except Empty:
            worker.kill()
            return None
        return event


def open_generator(
    settings: ModelSettings,
    model_path: Path,
    expected_sha256: str,
    *,
    fixed: tuple[Message, ...] = (),
) -> LocalGenerator:
    """Give a generator that loads at ``start`` or at the first request.

    ``fixed`` is the part that prompts have in common, read while loading. An empty
    ``expected_sha256`` takes the file on trust. Raises ``SettingsError`` for an unknown format.
    """
    find_chat_format(settings.chat_format)
    return LocalGenerator(
        Load(
            model=str(model_path),
            sha256=expected_sha256,
            chat_format=settings.chat_format,
            context_tokens=settings.context_tokens,
            threads=settings.threads,
            fixed=fixed,
        )
    )


def _to_stats(finished: Finished) -> GenerationStats:
    return GenerationStats(
        prompt_tokens=finished.prompt_tokens,
        evaluated_tokens=finished.evaluated_tokens,
        generated_tokens=finished.generated_tokens,
        seconds_to_first_token=finished.seconds_to_first_token,
        seconds=finished.seconds,
        finish_reason=finished.finish_reason,
    )
