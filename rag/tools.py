"""Everything an answer is made with: the letters, the models and the settings."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from index.actors import ActorReader
from index.search import Searcher
from models.interfaces import Embedder, Generator
from rag.judgement import Judge, judge
from rag.settings import Settings


@dataclass(frozen=True)
class Tools:
    """Everything an answer is made with."""

    searcher: Searcher
    embedder: Embedder
    actors: ActorReader
    settings: Settings
    generator: Generator | None = None  # None: the letters' own sentences are the answer
    clock: Callable[[], float] = time.perf_counter
    judge: Judge = judge  # a stronger model may take its place
