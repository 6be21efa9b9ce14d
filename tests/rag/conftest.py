"""An index of the tiny letters, made with the fake embedder, and tools to answer from it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from fakes import FakeEmbedder
from index.actors import ActorReader
from index.build import index_letters
from index.search import Searcher
from index.settings import IndexSettings
from index.store import open_index
from indexing import POOL
from models.interfaces import Vectors
from rag.answering import Tools
from rag.settings import AnswerSettings, Settings

LETTERS = Path(__file__).parent.parent / "letters"


class NarrowEmbedder(FakeEmbedder):
    """Finds all texts as like each other as e5 does: every cosine lies between 0.8 and 1."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = super().embed_passages(texts) * np.float32(0.2**0.5)
        return np.hstack([vectors, np.full((len(texts), 1), 0.8**0.5, np.float32)])

    def embed_question(self, text: str) -> Vectors:
        vector = super().embed_question(text) * np.float32(0.2**0.5)
        return np.append(vector, np.float32(0.8**0.5))


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over the tiny letters."""
    store, embedder = tmp_path_factory.mktemp("store"), NarrowEmbedder(dimensions=64)
    index_letters([LETTERS], store, embedder, settings=IndexSettings(), pool=POOL)
    return Searcher(open_index(store, embedder=embedder.fingerprint), embedder, IndexSettings())


@pytest.fixture
def tools(searcher: Searcher, actor_reader: ActorReader) -> Tools:
    """Tools without a model, for which any fit will do; the clock ticks whole seconds."""
    answer = AnswerSettings(sure_fit=0.0, least_fit=0.0)
    return Tools(
        searcher=searcher,
        embedder=searcher.embedder,
        actors=actor_reader,
        settings=Settings(answer=answer),
        clock=iter(range(10_000)).__next__,
    )
