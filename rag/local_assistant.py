"""The assistant on this machine: search and the model load side by side, and answer when ready."""

import datetime
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Self

from index.actors import load_actor_reader
from index.letter import Letter
from index.search import Filters, Searcher
from index.store import open_index
from models.embedder import open_embedder
from models.errors import FixableError, WeightsMissingError
from models.generator import LocalGenerator, open_generator
from models.interfaces import Generator, Prompt, TextStream
from models.manifest import find_weights
from models.settings import ModelSettings
from models.weights import role_folder
from rag.answer import Answer
from rag.answering import Tools, answer_question
from rag.assistant import Readiness, State
from rag.follow_up import Turn
from rag.prompt import fixed_part
from rag.settings import Settings


class LocalAssistant:
    """Answers questions with the models and the index of this machine.

    ``start`` returns at once; ``answer`` waits for search, and for the model when it words.
    Close it, or use it in a ``with``, so that the model's process ends too.
    """

    def __init__(self, settings: Settings, store: Path, *, use_model: bool = True) -> None:
        self._settings = settings
        self._store = store
        self._actors = load_actor_reader()
        self.generator = _make_generator(settings) if use_model else None
        self._loaded = threading.Event()
        self._searcher: Searcher | None = None
        self._failure: FixableError | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Begin to load search and the model, both in the background."""
        if self.generator:
            self.generator.start()
        threading.Thread(target=self._load_search, name="load search", daemon=True).start()

    def close(self) -> None:
        """End the model's process."""
        if self.generator:
            self.generator.close()

    @property
    def letters(self) -> Mapping[str, Letter]:
        """The letters by identifier; empty while search is loading."""
        return self._searcher.index.letters if self._searcher else {}

    @property
    def searcher(self) -> Searcher:
        """Search, once it is loaded; raises what kept it from loading."""
        self._loaded.wait()
        if self._failure:
            raise self._failure
        assert self._searcher, "loaded without failure"
        return self._searcher

    def readiness(self) -> Readiness:
        """Say which parts can be used now; never waits."""
        search: State = "ready" if self._searcher else "failed" if self._failure else "loading"
        detail = str(self._failure) if self._failure else ""
        if self.generator is None:
            return Readiness(search, "failed", detail or "Het taalmodel is uitgezet.")
        state = self.generator.state
        # a model that stopped is started again by the next question
        model: State = "loading" if state.phase == "stopped" else state.phase
        return Readiness(search, model, detail or state.reason)

    def answer(
        self,
        question: str,
        *,
        use_model: bool = True,
        filters: Filters | None = None,
        history: Sequence[Turn] = (),
        ignored: Collection[str] = (),
        today: datetime.date | None = None,
    ) -> "LocalAnswer":
        """Give the answer as it grows; the rest as ``rag.answering.answer_question`` takes it."""
        answer = partial(
            answer_question,
            question,
            filters=filters,
            history=history,
            ignored=ignored,
            today=today,
        )
        return LocalAnswer(self, answer, use_model=use_model)

    def tools(self, generator: Generator | None) -> Tools:
        """What an answer is made with; waits for search."""
        searcher = self.searcher
        return Tools(searcher, searcher.embedder, self._actors, self._settings, generator)

    def _load_search(self) -> None:
        try:
            embedder = open_embedder(self._settings.models, self._settings.data)
            index = open_index(self._store, embedder=embedder.fingerprint)
            embedder.embed_question("opwarmen")  # the first one takes a second, later ones do not
            self._searcher = Searcher(index, embedder, self._settings.index)
        except FixableError as error:
            self._failure = error
        finally:
            self._loaded.set()


class LocalAnswer(Iterator[Answer]):
    """One answer as it grows; ``close`` stops the model also while it reads the prompt."""

    def __init__(
        self,
        assistant: LocalAssistant,
        answer: Callable[[Tools], Iterator[Answer]],
        *,
        use_model: bool,
    ) -> None:
        self._stopped = threading.Event()
        generator = assistant.generator
        self._generator = StoppableGenerator(generator) if use_model and generator else None
        self._answers = self._run(assistant, answer)

    def __next__(self) -> Answer:
        """Wait for the next, larger answer."""
        if self._stopped.is_set():
            raise StopIteration
        return next(self._answers)

    def close(self) -> None:
        """Stop the model; what is being waited for ends at once."""
        self._stopped.set()
        if self._generator:
            self._generator.stop()

    def _run(
        self, assistant: LocalAssistant, answer: Callable[[Tools], Iterator[Answer]]
    ) -> Iterator[Answer]:
        yield from answer(assistant.tools(self._generator))


class StoppableGenerator:
    """A ``Generator`` for one answer, whose writing can be stopped from another thread."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._stream: TextStream | None = None
        self._stopped = False

    @property
    def fingerprint(self) -> str:
        """The generator's own."""
        return self._generator.fingerprint

    def count_tokens(self, text: str) -> int:
        """Count as the generator does."""
        return self._generator.count_tokens(text)

    def generate(self, prompt: Prompt, *, max_tokens: int) -> TextStream:
        """Generate, unless stopped before."""
        self._stream = self._generator.generate(prompt, max_tokens=max_tokens)
        if self._stopped:
            self._stream.close()
        return self._stream

    def stop(self) -> None:
        """Stop what is being written, and anything that would be."""
        self._stopped = True
        if self._stream:
            self._stream.close()


def generator_file(settings: ModelSettings, data_folder: Path) -> tuple[Path, str]:
    """The generator's GGUF file and the sha256 it must have ("" = taken on trust).

    Raises ``WeightsMissingError``.
    """
    if settings.generator:
        file, sha256 = Path(settings.generator).expanduser(), settings.generator_sha256
        remedy = "Verbeter 'generator' onder [models] in kamerbrief.toml, of laat het weg."
    else:
        (weights,) = find_weights(["generator"])
        file = role_folder(data_folder, "generator") / weights.files[0].name
        sha256 = weights.files[0].sha256
        remedy = "Voer 'kamerbrief models fetch' uit."
    if not file.is_file():
        raise WeightsMissingError(f"Het taalmodel {file} ontbreekt.", remedy)
    return file, sha256


def _make_generator(settings: Settings) -> LocalGenerator:
    file, sha256 = generator_file(settings.models, settings.data)
    return open_generator(settings.models, file, sha256, fixed=fixed_part())
