"""The sample letters indexed with the fake embedder, and tools that answer every question."""

import pytest

from eval.questions import GoldQuestion, gold_file, read_questions
from fakes import NarrowEmbedder
from index.actors import ActorReader
from index.build import index_letters
from index.search import Searcher
from index.settings import IndexSettings
from index.store import open_index
from indexing import POOL
from rag.answering import Tools
from rag.settings import AnswerSettings, Settings

LETTERS = gold_file().parent.parent / "letters"


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over the sample letters."""
    # cosines where those of e5 lie
    store, embedder = tmp_path_factory.mktemp("store"), NarrowEmbedder(dimensions=65)
    index_letters([LETTERS], store, embedder, settings=IndexSettings(), pool=POOL)
    return Searcher(open_index(store, embedder=embedder.fingerprint), embedder, IndexSettings())


@pytest.fixture
def tools(searcher: Searcher, actor_reader: ActorReader) -> Tools:
    """Tools without a model, for which any fit will do."""
    answer = AnswerSettings(sure_doubt=99.0, refuse_doubt=99.0)
    return Tools(searcher, searcher.embedder, actor_reader, Settings(answer=answer))


@pytest.fixture(scope="session")
def dev_questions() -> tuple[GoldQuestion, ...]:
    """Answerable development questions in the letters' own words, which need no real embedder."""
    questions = read_questions(gold_file(), split="dev")
    plain = [each for each in questions if each.answerable and each.style in ("sentence", "short")]
    return tuple(plain[:24])
