"""A file is written whole or not at all, and never over another one unasked."""

import os
from pathlib import Path

import pytest

from ui.errors import FileUnwritableError
from ui.whole_file import write_whole


def test_a_new_file_holds_exactly_what_was_given(tmp_path: Path):
    write_whole(tmp_path / "a.md", b"inhoud")

    assert (tmp_path / "a.md").read_bytes() == b"inhoud"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_is_there_stays_unless_asked(tmp_path: Path):
    file = tmp_path / "a.md"
    file.write_bytes(b"oud")

    with pytest.raises(FileUnwritableError, match=r"bestaat al.*--force"):
        write_whole(file, b"nieuw")

    assert file.read_bytes() == b"oud"
    write_whole(file, b"nieuw", overwrite=True)
    assert file.read_bytes() == b"nieuw"


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "a.md"
    file.write_bytes(b"oud")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(FileUnwritableError, match="No space left"):
        write_whole(file, b"nieuw", overwrite=True)

    assert file.read_bytes() == b"oud"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_a_folder_that_is_not_there_and_a_folder_as_file_are_said(tmp_path: Path):
    with pytest.raises(FileUnwritableError, match="kan niet worden geschreven"):
        write_whole(tmp_path / "nergens" / "a.md", b"x")
    with pytest.raises(FileUnwritableError, match="is een map"):
        write_whole(tmp_path, b"x", overwrite=True)


def test_others_may_read_the_file_as_any_new_file(tmp_path: Path):
    (tmp_path / "gewoon").touch()

    write_whole(tmp_path / "a.md", b"x")

    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "gewoon").stat().st_mode
