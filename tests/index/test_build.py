"""Rules for keeping an index up to date: every file is accounted for, nothing is done twice."""

import contextlib
import hashlib
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.build import Stage, find_letter, index_letters, remove_letters
from index.errors import LettersMissingError, LetterUnknownError, StoreMissingError
from index.store import open_index
from indexing import POOL, SETTINGS, TINY_LETTERS, files_of, index

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


def write_archive(file: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def statuses(paths: Path, store: Path, embedder: FakeEmbedder | None = None) -> dict[str, str]:
    return {name: report.status for name, report in index(paths, store, embedder).items()}


def remove(store: Path, *names: str) -> list[str]:
    removed = remove_letters(names, store, FakeEmbedder(), settings=SETTINGS, pool=POOL)
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
    "name",
    ["README.md", "readme.txt", "lijst.tsv", "vragen.jsonl", "kst-1.metadata.xml", "x.sha256"],
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
    (folder / "oud.xls").write_bytes(b"x")
    os.mkfifo(folder / "pijp.txt")
    (folder / "lus.txt").symlink_to("lus.txt")
    (folder / "map.txt").mkdir()

    reports = index(folder, store)

    failed = {name: report for name, report in reports.items() if report.status == "failed"}
    assert set(failed) == {"aap.txt", "leeg.txt", "oud.xls", "pijp.txt", "lus.txt"}
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


@pytest.mark.parametrize("names", [(), ("README.md", "lijst.tsv")], ids=["empty", "ignored"])
def test_a_folder_without_letters_is_an_error_with_a_remedy(
    tmp_path: Path, store: Path, names: tuple[str, ...]
):
    (tmp_path / "leeg").mkdir()
    for name in names:
        (tmp_path / "leeg" / name).write_text("Geen brief.")

    with pytest.raises(LettersMissingError, match="Geen brieven") as caught:
        index(tmp_path / "leeg", store)

    assert "Geef een map of bestand met brieven" in caught.value.remedy
    with pytest.raises(StoreMissingError):
        open_index(store, embedder=None)


def test_files_that_all_fail_are_each_reported_and_leave_what_was(
    tmp_path: Path, folder: Path, store: Path
):
    (tmp_path / "stuk").mkdir()
    (tmp_path / "stuk" / "aap.txt").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / "stuk" / "leeg.txt").write_bytes(b"")

    failed = {"aap.txt": "failed", "leeg.txt": "failed"}

    assert statuses(tmp_path / "stuk", store) == failed
    with pytest.raises(StoreMissingError):
        open_index(store, embedder=None)
    index(folder, store)
    assert statuses(tmp_path / "stuk", store) == failed
    assert files_of(store) == ["een.txt", "twee.txt"]


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


def test_progress_counts_the_files_that_are_read_and_then_the_passages_that_are_embedded(
    folder: Path, store: Path
):
    told: list[tuple[str, int, int]] = []

    index_letters(
        [folder],
        store,
        FakeEmbedder(),
        settings=SETTINGS,
        progress=lambda stage, done, total: told.append((stage, done, total)),
        pool=POOL,
    )

    assert told == [
        ("reading", 0, 2),
        ("reading", 1, 2),
        ("reading", 2, 2),
        ("embedding", 0, 2),
        ("embedding", 2, 2),
    ]


def test_an_interruption_at_any_step_leaves_the_index_as_it_was(folder: Path, store: Path):
    index(folder, store)
    before = open_index(store, embedder=None)
    (folder / "een.txt").write_text("Nederland trekt zijn steun in.\n")
    (folder / "drie.txt").write_text("Zweden wacht af.\n")
    (folder / "twee.txt").unlink()

    def interrupt_at(step: int) -> bool:
        """Whether the run came that far."""
        told: list[Stage] = []

        def progress(stage: Stage, done: int, total: int) -> None:
            told.append(stage)
            if len(told) == step:
                raise KeyboardInterrupt

        with contextlib.suppress(KeyboardInterrupt):
            index_letters(
                [folder],
                store,
                FakeEmbedder(),
                settings=SETTINGS,
                prune=True,
                progress=progress,
                pool=POOL,
            )
        return len(told) == step

    steps = 0
    while interrupt_at(steps + 1):
        steps += 1
        now = open_index(store, embedder=None, fall_back=False)
        assert (now.name, list(now.letters)) == (before.name, list(before.letters))

    assert steps == 5  # 0, 1 and 2 files read; 0 and 2 passages embedded
    assert files_of(store) == ["drie.txt", "een.txt"]


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


def test_letters_that_are_no_longer_in_the_folder_are_reported_and_stay(folder: Path, store: Path):
    letter_id = index(folder, store)["een.txt"].letter_id
    (folder / "een.txt").unlink()

    report = index(folder, store)["een.txt"]

    assert (report.status, report.letter_id) == ("missing", letter_id)
    assert files_of(store) == ["een.txt", "twee.txt"]


def test_letters_that_are_no_longer_in_the_folder_go_when_asked(folder: Path, store: Path):
    index(folder, store)
    (folder / "een.txt").unlink()

    reports = index(folder, store, prune=True)

    assert reports["een.txt"].status == "removed"
    assert files_of(store) == ["twee.txt"]
    assert set(index(folder, store, prune=True)) == {"twee.txt"}


def test_all_letters_of_a_folder_may_go_while_others_stay(
    folder: Path, store: Path, tmp_path: Path
):
    (tmp_path / "andere").mkdir()
    (tmp_path / "andere" / "drie.txt").write_text("Zweden wacht af.\n")
    index([folder, tmp_path / "andere"], store)
    (tmp_path / "andere" / "drie.txt").unlink()

    reports = index(tmp_path / "andere", store, prune=True)

    assert {name: report.status for name, report in reports.items()} == {"drie.txt": "removed"}
    assert files_of(store) == ["een.txt", "twee.txt"]


def test_the_last_letters_do_not_go_unasked(folder: Path, store: Path):
    index(folder, store)
    for file in folder.iterdir():
        file.unlink()

    assert statuses(folder, store) == {"een.txt": "missing", "twee.txt": "missing"}
    with pytest.raises(LettersMissingError, match="lege index"):
        index(folder, store, prune=True)
    assert files_of(store) == ["een.txt", "twee.txt"]


def test_letters_of_another_folder_are_not_missing(folder: Path, store: Path, tmp_path: Path):
    (tmp_path / "andere").mkdir()
    (tmp_path / "andere" / "drie.txt").write_text("Zweden wacht af.\n")
    index(folder, store)

    reports = index(tmp_path / "andere", store, prune=True)

    assert set(reports) == {"drie.txt"}
    assert files_of(store) == ["een.txt", "twee.txt", "drie.txt"]


def test_a_file_that_can_no_longer_be_read_is_not_missing(folder: Path, store: Path):
    index(folder, store)
    (folder / "een.txt").write_bytes(b"\x89PNG\x00")

    reports = index(folder, store, prune=True)

    assert {name: report.status for name, report in reports.items()} == {
        "een.txt": "failed",
        "twee.txt": "unchanged",
    }
    assert files_of(store) == ["een.txt", "twee.txt"]


def test_letters_of_an_archive_that_is_damaged_now_are_not_missing(folder: Path, store: Path):
    write_archive(folder / "map.zip", {"drie.txt": "Zweden wacht af.\n"})
    index(folder, store)
    (folder / "map.zip").write_bytes(b"PK\x03\x04 stuk")

    reports = index(folder, store, prune=True)

    assert reports["map.zip"].status == "failed"
    assert files_of(store) == ["een.txt", "drie.txt", "twee.txt"]


def test_each_file_of_an_archive_is_a_letter_of_its_own(folder: Path, store: Path):
    archive = {"2031/drie.txt": "Zweden wacht af.\n", "zelfde.txt": FIRST, "lijst.tsv": "x"}
    write_archive(folder / "map.zip", archive)

    first, again = statuses(folder, store), statuses(folder, store)

    assert first == {
        "een.txt": "added",
        "map.zip/2031/drie.txt": "added",
        "map.zip/zelfde.txt": "duplicate",
        "map.zip/lijst.tsv": "ignored",
        "twee.txt": "added",
    }
    assert set(again.values()) == {"unchanged", "ignored"}
    keys = [source["key"] for source in open_index(store, embedder=None).sources]
    assert keys == ["een.txt", "map.zip/2031/drie.txt", "map.zip/zelfde.txt", "twee.txt"]


def test_a_changed_member_of_an_archive_takes_the_place_of_what_it_was(folder: Path, store: Path):
    write_archive(folder / "map.zip", {"drie.txt": "Zweden wacht af.\n", "vier.txt": "Weg.\n"})
    index(folder, store)
    write_archive(folder / "map.zip", {"drie.txt": "Zweden stemt in.\n"})

    found = statuses(folder, store)

    assert found["map.zip/drie.txt"] == "updated"
    assert found["vier.txt"] == "missing"


def test_two_files_with_the_same_unreadable_bytes_are_each_accounted_for(folder: Path, store: Path):
    for name in ("aap.txt", "noot.txt"):
        (folder / name).write_bytes(b"\x89PNG\x00\x00")

    reports = index(folder, store)

    assert {reports[name].status for name in ("aap.txt", "noot.txt")} == {"failed"}
    assert "dezelfde inhoud als aap.txt" in reports["noot.txt"].reason


def test_bytes_that_are_readable_under_one_of_their_names_are_a_letter(folder: Path, store: Path):
    content = "Één ééneiige één.".encode()  # too many signs above ASCII to be taken for text
    for name in ("a.pdf", "b.txt", "c.pdf"):
        (folder / name).write_bytes(content)

    found = statuses(folder, store)

    assert [found[name] for name in ("a.pdf", "b.txt", "c.pdf")] == ["failed", "added", "duplicate"]
    assert "b.txt" in files_of(store)


def test_damaged_metadata_beside_a_letter_is_told_and_the_letter_read(folder: Path, store: Path):
    (folder / "een.metadata.xml").write_text("<metadata><stuk")

    assert statuses(folder, store)["een.txt"] == "added"
    letters = {letter.file: letter for letter in open_index(store, embedder=None).letters.values()}
    assert any("metadatabestand" in notice for notice in letters["een.txt"].notices)


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
