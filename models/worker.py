"""The model's own process: JSON lines in, JSON lines out, one answer at a time.

Run as ``python -m models.worker``. It ends when its input ends, so that nothing stays behind
however its parent stops, and opens no sockets.
"""

import codecs
import hashlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, NamedTuple, Protocol

from models.chat_format import PromptTokens, find_chat_format
from models.errors import FixableError, WeightsDamagedError
from models.interfaces import Message
from models.worker_messages import (
    Abort,
    Count,
    Counted,
    Evaluated,
    Event,
    Finished,
    FinishReason,
    Generate,
    Load,
    LoadFailed,
    Ready,
    Shutdown,
    TooLong,
    Written,
    decode_request,
    encode,
)


class Model(Protocol):
    """What the worker needs of a model; see ``LanguageModel``."""

    @property
    def context_tokens(self) -> int: ...  # noqa: D102
    def count_tokens(self, text: str) -> int: ...  # noqa: D102
    def tokenize_prompt(self, messages: Sequence[Message], *, fixed: int) -> PromptTokens: ...  # noqa: D102
    def read(self, prompt: PromptTokens, should_stop: Callable[[], bool]) -> Iterator[int]: ...  # noqa: D102
    def write(self) -> Iterator[bytes]: ...  # noqa: D102


class LoadedModel(NamedTuple):
    """A model, and the sha256 its file was found to have."""

    model: Model
    sha256: str


class Worker:
    """Answers requests in order; aborts and counts do not wait for their turn."""

    def __init__(self, model: Model, send: Callable[[Event], None]) -> None:
        self._model = model
        self._send = send
        self._waiting: SimpleQueue[Generate | None] = SimpleQueue()
        self._aborted: set[int] = set()

    def listen(self, lines: Iterable[bytes]) -> None:
        """Take requests until a shutdown or the end of the input; for a thread of its own."""
        for line in lines:
            match decode_request(line):
                case Count(id, text):
                    self._send(Counted(id, self._model.count_tokens(text)))
                case Generate() as request:
                    self._waiting.put(request)
                case Abort(id):
                    self._aborted.add(id)
                case Shutdown():
                    break
                case Load():
                    raise ValueError("a model is loaded already")
        self._waiting.put(None)

    def run(self) -> None:
        """Answer what ``listen`` takes, until it ends."""
        while (request := self._waiting.get()) is not None:
            self._send(self._answer(request))
            self._aborted.discard(request.id)

    def _answer(self, request: Generate) -> Finished | TooLong:
        start = time.monotonic()
        prompt = self._model.tokenize_prompt(request.messages, fixed=request.fixed)
        prompt_tokens, context_tokens = len(prompt.tokens), self._model.context_tokens
        if prompt_tokens + request.max_tokens > context_tokens:
            return TooLong(request.id, prompt_tokens, context_tokens)

        def should_stop() -> bool:
            return request.id in self._aborted

        evaluated = 0
        for tokens in self._model.read(prompt, should_stop):
            evaluated += tokens
            self._send(Evaluated(request.id))

        # holds back the bytes of a character until it is whole
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        writing = self._model.write()
        generated = 0
        to_first_token: float | None = None
        finish_reason: FinishReason = "length"
        while generated < request.max_tokens:
            if should_stop():
                finish_reason = "abort"
                break
            piece = next(writing, None)
            if piece is None:
                finish_reason = "stop"
                break
            generated += 1
            if to_first_token is None:
                to_first_token = time.monotonic() - start
            self._send(Written(request.id, decoder.decode(piece)))
        return Finished(
            id=request.id,
            finish_reason=finish_reason,
            prompt_tokens=prompt_tokens,
            evaluated_tokens=evaluated,
            generated_tokens=generated,
            seconds_to_first_token=to_first_token,
            seconds=time.monotonic() - start,
        )


def load_model(request: Load) -> LoadedModel:
    """Hash the file, then load it and read the fixed part of the prompt.

    Raises ``WeightsDamagedError`` when the hash differs and ``SettingsError`` when the settings do
    not fit the model.
    """
    chat_format = find_chat_format(request.chat_format)
    path = Path(request.model)
    sha256 = hash_file(path)
    if request.sha256 and sha256 != request.sha256:
        raise WeightsDamagedError(
            f"{path} is beschadigd of vervangen: de sha256 klopt niet.",
            "Haal het opnieuw op met 'kamerbrief models fetch', of noem bij [models] "
            "generator_sha256 de juiste.",
        )
    # only here: nothing else may bring native code into a process
    from models.language_model import LanguageModel

    model = LanguageModel(
        path,
        chat_format=chat_format,
        context_tokens=request.context_tokens,
        threads=request.threads,
    )
    if request.fixed:
        prompt = model.tokenize_prompt(request.fixed, fixed=len(request.fixed))
        if len(prompt.tokens) < model.context_tokens:
            for _ in model.read(prompt, lambda: False):
                pass
    return LoadedModel(model, sha256)


def hash_file(path: Path) -> str:
    """Give a file's sha256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Load the model that the first line names, then answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Ctrl-C the parent decides what ends
    output = _take_output()
    lock = threading.Lock()

    def send(event: Event) -> None:
        with lock:
            try:
                output.write(encode(event))
                output.flush()
            except BrokenPipeError:
                os._exit(0)  # nobody reads any more

    request = decode_request(sys.stdin.buffer.readline())
    if not isinstance(request, Load):
        raise ValueError("the first request must load a model")
    start = time.monotonic()
    try:
        loaded = load_model(request)
    except FixableError as error:
        send(LoadFailed(type(error).__name__, error.problem, error.remedy))
        return
    worker = Worker(loaded.model, send)
    listener = threading.Thread(target=worker.listen, args=(sys.stdin.buffer,), daemon=True)
    listener.start()
    threading.Thread(target=_exit_after, args=(listener,), daemon=True).start()
    send(Ready(loaded.sha256, time.monotonic() - start))
    worker.run()


def _take_output() -> BinaryIO:
    # what native code prints must not come between our lines: its stdout becomes stderr
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _exit_after(listener: threading.Thread) -> None:
    listener.join()
    os._exit(0)  # also in the middle of a prompt


if __name__ == "__main__":
    main()
