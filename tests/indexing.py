"""Index tiny letters with a fake embedder: what the tests of building and storing share."""

from collections.abc import Sequence
from pathlib import Path

from fakes import FakeEmbedder
from index.actors import load_actor_reader
from index.build import FileReport, index_letters
from index.settings import IndexSettings
from index.store import LetterIndex, open_index

ACTORS = load_actor_reader()
SETTINGS = IndexSettings()
TINY_LETTERS = Path(__file__).with_name("letters")


def index(
    paths: Path | Sequence[Path],
    store: Path,
    embedder: FakeEmbedder | None = None,
    *,
    settings: IndexSettings = SETTINGS,
    rebuild: bool = False,
) -> dict[str, FileReport]:
    """Index the paths; give the reports by file name."""
    reports = index_letters(
        [paths] if isinstance(paths, Path) else paths,
        store,
        embedder or FakeEmbedder(),
        actors=ACTORS,
        settings=settings,
        rebuild=rebuild,
    )
    return {report.file: report for report in reports}


def files_of(store: Path) -> list[str]:
    """The names of the letters in the store, in its order."""
    opened: LetterIndex = open_index(store, embedder=None)
    return [letter.file for letter in opened.letters.values()]
