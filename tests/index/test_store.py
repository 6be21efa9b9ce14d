"""Rules for the stored index: what is opened is what was saved, or a clear refusal."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fakes import FakeEmbedder
from index.cues import Cues
from index.errors import StoreDamagedError, StoreMissingError, StoreOutdatedError
from index.search import Searcher
from index.store import open_index
from indexing import SETTINGS, TINY_LETTERS, files_of, index

QUESTIONS = ["Wat zei Nederland over drijvende brievenbussen?", "vliegende fietsen", "robots"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    index(TINY_LETTERS, tmp_path / "store")
    return tmp_path / "store"


def generations(store: Path) -> list[Path]:
    """The stored generations, the newest last."""
    return sorted((store / "generations").glob("g*"))


def flip(file: Path, position: int) -> None:
    """Change one bit of one byte; what else links to the file keeps its bytes."""
    content = bytearray(file.read_bytes())
    content[position] ^= 1
    file.unlink()
    file.write_bytes(content)


def test_hits_are_the_same_before_and_after_opening_again(store: Path):
    searchers = [
        Searcher(open_index(store, embedder=FakeEmbedder().fingerprint), FakeEmbedder(), SETTINGS)
        for _ in range(2)
    ]

    first, second = (
        [searcher.search(question, Cues(), limit=10) for question in QUESTIONS]
        for searcher in searchers
    )

    assert first == second
    assert all(hits for hits in first)
    assert "brievenbussen" in first[0][0].display
    assert all(hit.text == hit.letter.text[hit.passage.start : hit.passage.end] for hit in first[1])


def test_a_new_build_of_the_same_letters_gives_the_same_hits(store: Path, tmp_path: Path):
    index(TINY_LETTERS, tmp_path / "other")

    first, second = (
        Searcher(open_index(each, embedder=None), FakeEmbedder(), SETTINGS).search(
            QUESTIONS[0], Cues(), limit=10
        )
        for each in (store, tmp_path / "other")
    )

    assert first == second


def test_an_opened_index_holds_the_letters_bytes_and_vectors(store: Path):
    opened = open_index(store, embedder=None)

    for letter in opened.letters.values():
        (file,) = TINY_LETTERS.glob(letter.file)
        assert opened.original(letter.id) == file.read_bytes()
    assert opened.dense.vectors.shape == (len(opened.passages), FakeEmbedder().dimensions)
    # kept in half precision
    np.testing.assert_allclose(np.linalg.norm(opened.dense.vectors, axis=1), 1, rtol=1e-3)


def test_without_an_index_the_error_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(StoreMissingError, match="kamerbrief index") as caught:
        open_index(tmp_path / "nergens", embedder=None)

    assert "nergens" in caught.value.problem


def test_another_embedder_makes_a_store_outdated(store: Path):
    with pytest.raises(StoreOutdatedError, match="ander zoekmodel"):
        open_index(store, embedder="another000000000")


def test_another_reader_makes_a_store_outdated(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.store.READER_VERSION", "999")

    with pytest.raises(StoreOutdatedError, match="andere versie"):
        open_index(store, embedder=None)


def test_one_changed_byte_in_any_file_is_noticed(store: Path):
    (newest,) = generations(store)
    places = random.Random(1)
    checked = 0

    for file in (each for each in sorted(newest.rglob("*")) if each.is_file()):
        content = file.read_bytes()
        last = len(content) - 1
        sample = {0, last // 2, last, *(places.randint(0, last) for _ in range(5))}
        for position in sample:
            flip(file, position)
            with pytest.raises(StoreDamagedError, match="--rebuild"):
                open_index(store, embedder=None, fall_back=False)
            file.write_bytes(content)
            checked += 1

    assert checked > 60
    assert open_index(store, embedder=None, fall_back=False).notice == ""


@pytest.mark.parametrize("damage", ["truncated", "gone", "a folder"])
def test_a_file_that_is_no_longer_whole_is_noticed(store: Path, damage: str):
    (newest,) = generations(store)
    (file,) = newest.rglob("vectors.faiss")
    if damage == "truncated":
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.unlink()
    if damage == "a folder":
        file.mkdir()

    with pytest.raises(StoreDamagedError, match=r"vectors\.faiss"):
        open_index(store, embedder=None, fall_back=False)


def test_the_generation_before_a_damaged_one_is_used_and_said_so(store: Path, tmp_path: Path):
    before = files_of(store)
    (tmp_path / "nieuw.txt").write_text("Letland steunt het voorstel.")
    index(tmp_path / "nieuw.txt", store)
    flip(generations(store)[-1] / "catalogue.json", 100)

    opened = open_index(store, embedder=None)

    assert [letter.file for letter in opened.letters.values()] == before
    assert opened.name == generations(store)[0].name
    assert opened.notice.startswith("Let op: ")
    assert "is catalogue.json beschadigd" in opened.notice
    assert "kamerbrief index --rebuild" in opened.notice


def test_commands_that_write_do_not_fall_back(store: Path, tmp_path: Path):
    (tmp_path / "nieuw.txt").write_text("Letland steunt het voorstel.")
    index(tmp_path / "nieuw.txt", store)
    flip(generations(store)[-1] / "catalogue.json", 100)

    with pytest.raises(StoreDamagedError, match="--rebuild"):
        index(tmp_path / "nieuw.txt", store)
    index(TINY_LETTERS, store, rebuild=True)

    assert open_index(store, embedder=None, fall_back=False).notice == ""


@pytest.mark.parametrize(
    "content", [b"g000001-0000000000000000\n", b"\xff\xfe\n", b"g0\x00\n", b"../..\n"]
)
def test_a_changed_byte_in_current_costs_nothing(store: Path, content: bytes):
    (store / "CURRENT").write_bytes(content)

    opened = open_index(store, embedder=None)

    assert opened.notice.startswith("Let op: ")
    with pytest.raises(StoreDamagedError):
        open_index(store, embedder=None, fall_back=False)


def test_of_a_large_store_the_packs_are_checked_as_they_are_read(
    store: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.generation.HASHED_AT_OPENING", 0)
    for name in ("parts", "sentences"):
        (pack,) = generations(store)[-1].rglob(f"{name}.pack")
        flip(pack, pack.stat().st_size // 2)

    opened = open_index(store, embedder=None)

    assert opened.notice == ""  # nothing was hashed
    with pytest.raises(StoreDamagedError, match=r"parts\.pack beschadigd"):
        [(letter.text, letter.title, letter.sections) for letter in opened.letters.values()]
    with pytest.raises(StoreDamagedError, match=r"sentences\.pack beschadigd"):
        [letter.sentences for letter in opened.letters.values()]
    with pytest.raises(StoreDamagedError, match="beschadigd"):
        open_index(store, embedder=None, fall_back=False)  # as commands that write do


def test_of_a_large_store_a_file_of_another_size_is_noticed_at_opening(
    store: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.generation.HASHED_AT_OPENING", 0)
    (vectors,) = generations(store)[-1].rglob("vectors.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-1])

    with pytest.raises(StoreDamagedError, match=r"vectors\.faiss beschadigd"):
        open_index(store, embedder=None)


def test_when_every_generation_is_damaged_the_error_says_how_to_start_again(store: Path):
    for generation in generations(store):
        shutil.rmtree(generation / "words")

    with pytest.raises(StoreDamagedError, match="--rebuild"):
        open_index(store, embedder=None)


def test_the_manifest_names_every_file_with_its_hash(store: Path):
    (newest,) = generations(store)
    manifest = json.loads((newest / "manifest.json").read_text("utf-8"))

    files = {str(each.relative_to(newest)) for each in newest.rglob("*") if each.is_file()}

    assert set(manifest["files"]) == files - {"manifest.json"}
    assert manifest["letters"] == len(list(TINY_LETTERS.glob("*.txt")))
    assert manifest["passage_length"] == SETTINGS.passage_length


def test_another_passage_length_cuts_again(store: Path):
    index(TINY_LETTERS, store, settings=replace(SETTINGS, passage_length=100))

    opened = open_index(store, embedder=None)

    assert opened.passage_length == 100
    assert len(opened.passages) > 10
