"""Index tiny letters with a fake embedder: what the tests of building and storing share."""

import atexit
from collections.abc import Sequence
from pathlib import Path

from fakes import FakeEmbedder
from index.build import FileReport, index_letters
from index.reading_pool import ReadingPool
from index.settings import IndexSettings
from index.store import LetterIndex, open_index

SETTINGS = IndexSettings()
TINY_LETTERS = Path(__file__).with_name("letters")
POOL = ReadingPool()  # one for all tests: starting its processes takes longer than most tests
atexit.register(POOL.__exit__, None, None, None)


def index(
    paths: Path | Sequence[Path],
    store: Path,
    embedder: FakeEmbedder | None = None,
    *,
    settings: IndexSettings = SETTINGS,
    rebuild: bool = False,
    prune: bool = False,
) -> dict[str, FileReport]:
    """Index the paths; give the reports by file name."""
    reports = index_letters(
        [paths] if isinstance(paths, Path) else paths,
        store,
        embedder or FakeEmbedder(),
        settings=settings,
        rebuild=rebuild,
        prune=prune,
        pool=POOL,
    )
    return {report.file: report for report in reports}


def files_of(store: Path) -> list[str]:
    """The names of the letters in the store, in its order."""
    opened: LetterIndex = open_index(store, embedder=None)
    return [letter.file for letter in opened.letters.values()]
