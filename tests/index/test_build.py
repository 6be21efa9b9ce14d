"""Rules for keeping an index up to date: every file is accounted for, nothing is done twice."""

import hashlib
import os
from collections import Counter
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.build import find_letter, index_letters, remove_letters
from index.errors import LettersMissingError, LetterUnknownError, StoreMissingError
from index.store import open_index
from indexing import ACTORS, SETTINGS, TINY_LETTERS, files_of, index

FIRST = "Nederland steunt het voorstel.\n"
SECOND = "De Commissie stelt een verbod voor.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "brieven"
    folder.mkdir()
    (folder / "een.txt").write_text(FIRST)
    (folder / "twee.txt").write_text(SECOND)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def statuses(paths: Path, store: Path, embedder: FakeEmbedder | None = None) -> dict[str, str]:
    return {name: report.status for name, report in index(paths, store, embedder).items()}


def remove(store: Path, *names: str) -> list[str]:
    removed = remove_letters(names, store, FakeEmbedder(), actors=ACTORS, settings=SETTINGS)
    return [letter.file for letter in removed]


def test_a_new_file_is_added_and_then_unchanged(folder: Path, store: Path):
    first = index(folder, store)
    generation = open_index(store, embedder=None).name

    again = statuses(folder, store)

    assert {name: report.status for name, report in first.items()} == {
        "een.txt": "added",
        "twee.txt": "added",
    }
    assert first["een.txt"].letter_id == hashlib.sha256(FIRST.encode()).hexdigest()[:16]
    assert again == {"een.txt": "unchanged", "twee.txt": "unchanged"}
    assert open_index(store, embedder=None).name == generation  # nothing was written


def test_a_changed_file_takes_the_place_of_what_it_was(folder: Path, store: Path):
    index(folder, store)
    (folder / "een.txt").write_text("Nederland trekt zijn steun in.\n")

    assert statuses(folder, store) == {"een.txt": "updated", "twee.txt": "unchanged"}
    texts = [letter.text for letter in open_index(store, embedder=None).letters.values()]
    assert sorted(texts) == sorted(["Nederland trekt zijn steun in.\n", SECOND])


def test_the_same_bytes_under_two_names_are_one_letter(folder: Path, store: Path):
    (folder / "zelfde.txt").write_text(FIRST)

    assert statuses(folder, store)["zelfde.txt"] == "duplicate"
    letters = open_index(store, embedder=None).letters.values()
    assert {letter.file: letter.also_named for letter in letters} == {
        "een.txt": ("zelfde.txt",),
        "twee.txt": (),
    }
    assert statuses(folder, store)["zelfde.txt"] == "unchanged"


def test_a_letter_loses_a_name_that_now_holds_something_else(folder: Path, store: Path):
    (folder / "zelfde.txt").write_text(FIRST)
    index(folder, store)
    (folder / "een.txt").write_text("Nederland trekt zijn steun in.\n")

    index(folder, store)

    letters = open_index(store, embedder=None).letters.values()
    assert {letter.file: letter.text for letter in letters} == {
        "een.txt": "Nederland trekt zijn steun in.\n",
        "twee.txt": SECOND,
        "zelfde.txt": FIRST,
    }


@pytest.mark.parametrize(
    "name", ["README.md", "readme.txt", "lijst.tsv", "vragen.jsonl", "brief.xml", "SHA256.sha256"]
)
def test_what_stands_beside_letters_is_ignored_and_listed(folder: Path, store: Path, name: str):
    (folder / name).write_text("Geen brief.")

    report = index(folder, store)[name]

    assert report.status == "ignored"
    assert report.reason
    assert name not in files_of(store)


def test_hidden_files_are_not_even_listed(folder: Path, store: Path):
    (folder / ".git").mkdir()
    (folder / ".git" / "een.txt").write_text("Geen brief.")

    assert set(index(folder, store)) == {"een.txt", "twee.txt"}


def test_a_file_that_fails_does_not_stop_the_others(folder: Path, store: Path):
    (folder / "aap.txt").write_bytes(b"\x89PNG\x00\x00")
    (folder / "leeg.txt").write_text("")
    (folder / "oud.doc").write_bytes(b"x")
    os.mkfifo(folder / "pijp.txt")
    (folder / "lus.txt").symlink_to("lus.txt")
    (folder / "map.txt").mkdir()

    reports = index(folder, store)

    failed = {name: report for name, report in reports.items() if report.status == "failed"}
    assert set(failed) == {"aap.txt", "leeg.txt", "oud.doc", "pijp.txt", "lus.txt"}
    assert all(report.reason and report.remedy for report in failed.values())
    assert files_of(store) == ["een.txt", "twee.txt"]


def test_a_folder_is_searched_to_the_bottom_and_links_to_folders_are_not_followed(
    folder: Path, store: Path
):
    (folder / "2031" / "maart").mkdir(parents=True)
    (folder / "2031" / "maart" / "drie.txt").write_text("Zweden wacht af.\n")
    (folder / "2031" / "terug").symlink_to(folder)

    index(folder, store)

    assert files_of(store) == ["drie.txt", "een.txt", "twee.txt"]
    keys = [source["key"] for source in open_index(store, embedder=None).sources]
    assert keys == ["2031/maart/drie.txt", "een.txt", "twee.txt"]


@pytest.mark.parametrize("content", [None, b"\x00\x01", b""], ids=["none", "binary", "empty"])
def test_a_folder_without_letters_is_an_error_with_a_remedy(
    tmp_path: Path, store: Path, content: bytes | None
):
    (tmp_path / "leeg").mkdir()
    if content is not None:
        (tmp_path / "leeg" / "x.txt").write_bytes(content)

    with pytest.raises(LettersMissingError, match="Geen leesbare brieven") as caught:
        index(tmp_path / "leeg", store)

    assert "platte tekst" in caught.value.remedy
    with pytest.raises(StoreMissingError):
        open_index(store, embedder=None)


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path, store: Path):
    with pytest.raises(LettersMissingError, match="bestaat niet"):
        index(tmp_path / "nergens", store)


def test_no_text_is_embedded_twice(folder: Path, store: Path):
    embedder = FakeEmbedder()
    (folder / "zelfde.txt").write_text(FIRST)
    index(folder, store, embedder)
    index(folder, store, embedder)
    (folder / "drie.txt").write_text(f"{SECOND}\n\nZweden wacht af.\n")
    index(folder, store, embedder)
    remove(store, "drie.txt")

    assert max(Counter(embedder.embedded).values()) == 1
    assert len(embedder.embedded) == 3


def test_progress_counts_the_passages_that_are_embedded(folder: Path, store: Path):
    told: list[tuple[int, int]] = []

    index_letters(
        [folder],
        store,
        FakeEmbedder(),
        actors=ACTORS,
        settings=SETTINGS,
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(0, 2), (2, 2)]


def test_another_embedder_embeds_everything_again_though_no_file_changed(folder: Path, store: Path):
    index(folder, store)
    other = FakeEmbedder("another000000000")

    assert statuses(folder, store, other) == {"een.txt": "unchanged", "twee.txt": "unchanged"}
    assert len(other.embedded) == 2
    assert open_index(store, embedder=other.fingerprint).embedder == other.fingerprint


def test_letters_of_an_outdated_store_are_read_again_from_its_own_originals(
    folder: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (folder / "zelfde.txt").write_text(FIRST)
    index(folder, store)
    for file in folder.iterdir():
        file.unlink()
    (tmp_path / "nieuw.txt").write_text("Zweden wacht af.\n")
    monkeypatch.setattr("index.store.READER_VERSION", "999")

    index(tmp_path / "nieuw.txt", store)

    letters = {letter.file: letter for letter in open_index(store, embedder=None).letters.values()}
    assert list(letters) == ["een.txt", "twee.txt", "nieuw.txt"]
    assert letters["een.txt"].text == FIRST
    assert letters["een.txt"].also_named == ("zelfde.txt",)


def test_rebuilding_starts_again_from_the_given_files(folder: Path, store: Path):
    index(TINY_LETTERS, store)
    embedder = FakeEmbedder()

    index(folder, store, embedder, rebuild=True)

    assert files_of(store) == ["een.txt", "twee.txt"]
    assert len(embedder.embedded) == 2


def test_letters_that_are_no_longer_in_the_folder_stay(folder: Path, store: Path):
    index(folder, store)
    (folder / "een.txt").unlink()

    index(folder, store)

    assert files_of(store) == ["een.txt", "twee.txt"]


def test_removing_takes_a_letter_out_by_name_or_identifier(store: Path):
    index(TINY_LETTERS, store)
    letters = {letter.file: letter for letter in open_index(store, embedder=None).letters.values()}

    assert remove(store, "agenda.txt") == ["agenda.txt"]
    assert remove(store, letters["los.txt"].id) == ["los.txt"]
    assert files_of(store) == ["verslag.txt"]
    assert {passage.letter_id for passage in open_index(store, embedder=None).passages} == {
        letters["verslag.txt"].id
    }


def test_a_removed_letter_can_be_added_again(folder: Path, store: Path):
    index(folder, store)
    remove(store, "een.txt")

    assert statuses(folder, store) == {"een.txt": "added", "twee.txt": "unchanged"}


def test_the_last_letter_cannot_be_removed(folder: Path, store: Path):
    index(folder, store)

    with pytest.raises(LettersMissingError, match="lege index"):
        remove(store, "een.txt", "twee.txt")

    assert files_of(store) == ["een.txt", "twee.txt"]


def test_removing_what_is_not_there_changes_nothing(folder: Path, store: Path):
    with pytest.raises(StoreMissingError):
        remove(store, "een.txt")
    index(folder, store)

    with pytest.raises(LetterUnknownError, match=r"drie\.txt"):
        remove(store, "een.txt", "drie.txt")

    assert files_of(store) == ["een.txt", "twee.txt"]


def test_a_letter_is_found_by_identifier_file_name_or_kamerstuk(store: Path):
    index(TINY_LETTERS, store)
    letters = list(open_index(store, embedder=None).letters.values())

    for letter in letters:
        assert find_letter(letters, letter.id) is letter
        assert find_letter(letters, letter.file) is letter
    assert find_letter(letters, "nr. 12").file == "agenda.txt"
    with pytest.raises(LetterUnknownError, match="kamerbrief letters"):
        find_letter(letters, "")
