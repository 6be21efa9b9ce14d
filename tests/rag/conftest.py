"""An index of the tiny letters, made with the fake embedder, and tools to answer from it."""

from pathlib import Path

import pytest

from fakes import NarrowEmbedder
from index.actors import ActorReader
from index.build import index_letters
from index.search import Searcher
from index.settings import IndexSettings
from index.store import open_index
from indexing import POOL
from rag.answering import Tools
from rag.settings import AnswerSettings, Settings

LETTERS = Path(__file__).parent.parent / "letters"


@pytest.fixture(scope="session")
def narrow_embedder() -> NarrowEmbedder:
    """An embedder whose cosines lie where e5's do."""
    return NarrowEmbedder(dimensions=65)


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over the tiny letters."""
    store, embedder = tmp_path_factory.mktemp("store"), NarrowEmbedder(dimensions=65)
    index_letters([LETTERS], store, embedder, settings=IndexSettings(), pool=POOL)
    return Searcher(open_index(store, embedder=embedder.fingerprint), embedder, IndexSettings())


@pytest.fixture
def tools(searcher: Searcher, actor_reader: ActorReader) -> Tools:
    """Tools without a model, for which any fit will do; the clock ticks whole seconds."""
    answer = AnswerSettings(sure_doubt=99.0, refuse_doubt=99.0)
    return Tools(
        searcher=searcher,
        embedder=searcher.embedder,
        actors=actor_reader,
        settings=Settings(answer=answer),
        clock=iter(range(10_000)).__next__,
    )
