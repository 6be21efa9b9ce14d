"""Evidence by hand, and searches over made-up letters: what the tests of an answer's form share."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from fakes import FakeEmbedder
from fakes_answers import find_sentence, make_hit
from index.build import index_letters
from index.letter import Letter
from index.search import Searcher
from index.settings import IndexSettings
from index.store import open_index
from indexing import POOL
from rag.evidence import Evidence

FOLDER = Path(__file__).parent


def make_row(letter: Letter, start: str, *, score: float = 1.0) -> Evidence:
    """The sentence of a letter that begins so, as evidence."""
    hit = make_hit(letter, start)
    return Evidence(find_sentence(letter, start), letter, hit, frozenset(), score, 0.0)


def search_over(folder: str, store: Path, embedder: FakeEmbedder | None = None) -> Searcher:
    """Search over a folder of made-up letters beside this file."""
    used = embedder or FakeEmbedder()
    index_letters([FOLDER / folder], store, used, settings=IndexSettings(), pool=POOL)
    return Searcher(open_index(store, embedder=used.fingerprint), used, IndexSettings())


def by_name(letters: Mapping[str, Letter], file: str) -> Letter:
    """The letter whose file's name begins so."""
    return next(letter for letter in letters.values() if letter.file.startswith(file))


def dated(letter: Letter) -> datetime.date:
    """The letter's date, which it has."""
    assert letter.date
    return letter.date
