"""Open everything a run needs, strictly: a damaged or outdated index stops it."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from index.actors import load_actor_reader
from index.search import Searcher
from index.store import open_index
from models.embedder import open_embedder
from models.generator import open_generator
from rag.answering import Tools, answer_question
from rag.local_assistant import generator_file
from rag.prompt import fixed_part
from rag.settings import Settings

_WARM_LENGTH = 200  # characters of a letter asked for once, before the clock runs


@contextmanager
def open_tools(settings: Settings, store: Path, *, use_model: bool) -> Generator[Tools]:
    """Everything an answer is made with, loaded and warm; the model's process ends with it.

    Raises what opening the index, the embedder or the model raises; never falls back on an older
    generation of the index, as asking does.
    """
    with ExitStack() as stack:
        embedder = open_embedder(settings.models, settings.data)
        opened = open_index(store, embedder=embedder.fingerprint, fall_back=False)
        generator = None
        if use_model:
            file, sha256 = generator_file(settings.models, settings.data)
            generator = stack.enter_context(
                open_generator(settings.models, file, sha256, fixed=fixed_part())
            )
            generator.count_tokens("")  # loads it; an answer would only say that it cannot
        tools = Tools(
            Searcher(opened, embedder, settings.index),
            embedder,
            load_actor_reader(),
            settings,
            generator,
        )
        # the letters' own words are found for sure, so the model has its turn too
        letter = next(iter(opened.letters.values()))
        longest = max((each.display for each in letter.sentences), key=len, default="brief")
        for _ in answer_question(longest[:_WARM_LENGTH], tools):
            pass
        yield tools
