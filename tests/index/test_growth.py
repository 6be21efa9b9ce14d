"""Rules for growing: what is there is not made again, and merging changes nothing."""

from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.build import remove_letters
from index.cues import Cues
from index.hit import Hit
from index.merging import choose_merge
from index.search import Searcher
from index.store import LetterIndex, open_index
from indexing import POOL, SETTINGS, TINY_LETTERS, files_of, index

# made up
LETTERS = {
    f"brief{number}.txt": f"Den Haag, {number} maart 2031\n\n{subject}. De Commissie wacht af.\n"
    for number, subject in enumerate(
        (
            "Nederland steunt drijvende brievenbussen in alle havens van het land en de eilanden",
            "Frankrijk vraagt om vliegende fietsen voor de postbodes in de bergen",
            "Ook Nederland steunt drijvende brievenbussen in alle havens van het land en de "
            "eilanden",
            "Zweden wil zingende robots in de bibliotheek",
            "Nederland steunt drijvende brievenbussen in alle havens van het land en de eilanden",
        ),
        start=1,
    )
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "brieven"
    folder.mkdir()
    for name, text in LETTERS.items():
        (folder / name).write_text(text)
    return folder


def segment_names(store: Path) -> list[str]:
    return [each.name for each in open_index(store, embedder=None).catalogue.segments]


def ask(opened: LetterIndex, question: str) -> tuple[Hit, ...]:
    searcher = Searcher(opened, FakeEmbedder(), SETTINGS)
    return searcher.search(question, Cues(), limit=10)


def test_letters_that_come_one_by_one_are_found_as_if_they_came_together(
    folder: Path, tmp_path: Path
):
    index(folder, tmp_path / "together")
    for file in sorted(folder.iterdir()):
        index(file, tmp_path / "apart")

    together, apart = (open_index(tmp_path / name, embedder=None) for name in ("together", "apart"))

    assert list(together.letters.values()) == list(apart.letters.values())
    assert list(together.passages) == list(apart.passages)
    for question in ("drijvende brievenbussen", "robots", "fietsen van postbodes"):
        assert ask(together, question) == ask(apart, question)


def test_a_repeat_in_a_later_segment_is_known_again(folder: Path, tmp_path: Path):
    store = tmp_path / "store"
    for file in sorted(folder.iterdir()):
        index(file, store)

    (hit, *_) = ask(open_index(store, embedder=None), "drijvende brievenbussen")

    files = {hit.letter.file, *(place.file for place in hit.also_in)}
    assert files == {"brief1.txt", "brief3.txt", "brief5.txt"}


def test_a_large_segment_stays_as_it_is_while_small_ones_come(folder: Path, tmp_path: Path):
    store = tmp_path / "store"
    index(TINY_LETTERS, store)
    index(folder, store)
    large = segment_names(store)
    embedder = FakeEmbedder()
    (tmp_path / "nieuw.txt").write_text("Letland steunt het voorstel.")

    index(tmp_path / "nieuw.txt", store, embedder)

    assert segment_names(store)[: len(large)] == large
    assert len(segment_names(store)) == len(large) + 1
    assert len(embedder.embedded) == 1


def test_generations_share_the_files_of_their_segments(folder: Path, tmp_path: Path):
    store = tmp_path / "store"
    index(folder, store)
    first = open_index(store, embedder=None)
    (tmp_path / "nieuw.txt").write_text("Letland steunt het voorstel.")
    index(tmp_path / "nieuw.txt", store)
    second = open_index(store, embedder=None)

    one, other = (each.catalogue.segments[0].folder / "parts.pack" for each in (first, second))

    assert one != other
    assert one.stat().st_ino == other.stat().st_ino


def test_an_index_that_is_open_stays_what_it_was_while_others_are_published(
    folder: Path, tmp_path: Path
):
    store = tmp_path / "store"
    index(folder, store)
    opened, same = (open_index(store, embedder=None) for _ in range(2))
    before = ask(same, "robots")
    for number in range(5):  # its generation is removed meanwhile
        (tmp_path / "nieuw.txt").write_text(f"Letland steunt voorstel {number} over robots.")
        index(tmp_path / "nieuw.txt", store)

    again = ask(opened, "robots")
    new = ask(open_index(store, embedder=None), "robots")

    assert again == before
    assert "Letland" in "".join(hit.display for hit in new)


def test_a_removed_letter_is_not_found_and_its_number_is_nobodys(folder: Path, tmp_path: Path):
    store = tmp_path / "store"
    index(folder, store)

    remove_letters(["brief2.txt"], store, FakeEmbedder(), settings=SETTINGS, pool=POOL)
    opened = open_index(store, embedder=None)

    assert files_of(store) == [name for name in LETTERS if name != "brief2.txt"]
    assert len(opened.dense.vectors) == len(opened.passages) == opened.words.size
    assert all(hit.letter.file != "brief2.txt" for hit in ask(opened, "vliegende fietsen"))
    assert opened.words.document_frequency("fiet") == 0


def test_a_segment_of_which_most_was_removed_is_written_anew(folder: Path, tmp_path: Path):
    store = tmp_path / "store"
    index(folder, store)
    before = segment_names(store)

    names = ["brief1.txt", "brief2.txt", "brief3.txt"]
    remove_letters(names, store, FakeEmbedder(), settings=SETTINGS, pool=POOL)
    opened = open_index(store, embedder=None)

    assert segment_names(store) != before
    assert opened.catalogue.segments[0].letter_count == 2
    assert [letter.file for letter in opened.letters.values()] == ["brief4.txt", "brief5.txt"]


def test_the_number_of_segments_grows_with_the_doublings_of_a_store():
    sizes: list[int] = []
    copied = 0

    for _ in range(1_000):
        sizes.append(1)
        stay = choose_merge(sizes)
        if stay < len(sizes):
            copied += sum(sizes[stay:])
            sizes = [*sizes[:stay], sum(sizes[stay:])]
        assert len(sizes) <= 11  # two to the tenth is a thousand

    assert sum(sizes) == 1_000
    assert copied <= 1_000 * 11
