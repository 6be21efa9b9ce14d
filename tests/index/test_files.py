"""Rules for finding files: every one is accounted for, none is waited for, none leads outside."""

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LettersMissingError, UnreadableFileError
from index.files import Source, find_files, metadata_subject, printable, read_bytes, read_sources

TEXT = b"Nederland steunt dit."


def sources_of(*paths: Path) -> dict[str, Source]:
    return {source.key: source for found in find_files(paths) for source in read_sources(found)}


def write_archive(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize("name", ["brief.xls", "brief", "brief.exe", ".txt"])
def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(TEXT)

    with pytest.raises(UnreadableFileError, match="wordt niet gelezen"):
        read_bytes(tmp_path / name)


def test_a_file_of_more_than_50_megabytes_is_refused_unread(tmp_path: Path):
    file = tmp_path / "reusachtig.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_001)

    with pytest.raises(UnreadableFileError, match="groter dan 50 MB"):
        read_bytes(file)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pijp.txt")

    with pytest.raises(UnreadableFileError, match="geen gewoon bestand"):
        read_bytes(tmp_path / "pijp.txt")


@pytest.mark.parametrize("target", ["zelf.txt", "weg.txt", "/dev/zero", "."])
def test_a_link_to_no_file_is_refused(tmp_path: Path, target: str):
    (tmp_path / "zelf.txt").symlink_to(target)

    with pytest.raises(UnreadableFileError, match="geen gewoon bestand"):
        read_bytes(tmp_path / "zelf.txt")


def test_a_file_that_cannot_be_read_is_refused_with_the_systems_reason(tmp_path: Path):
    # a regular file that refuses to be read, whoever asks
    (tmp_path / "geheim.txt").symlink_to("/proc/self/mem")

    with pytest.raises(UnreadableFileError, match="kan niet worden gelezen") as caught:
        read_bytes(tmp_path / "geheim.txt")

    assert "leesrechten" in caught.value.remedy


def test_a_link_that_leads_out_of_the_folder_is_refused_and_one_within_it_followed(tmp_path: Path):
    (tmp_path / "buiten.txt").write_bytes(TEXT)
    folder = tmp_path / "brieven"
    folder.mkdir()
    (folder / "een.txt").write_bytes(TEXT)
    (folder / "binnen.txt").symlink_to("een.txt")
    (folder / "weg.txt").symlink_to(tmp_path / "buiten.txt")

    found = sources_of(folder)

    assert found["binnen.txt"].content == TEXT
    assert found["weg.txt"].error is not None
    assert "buiten de map" in found["weg.txt"].error.problem


def test_a_link_that_is_given_itself_is_followed(tmp_path: Path):
    (tmp_path / "een.txt").write_bytes(TEXT)
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "link.txt").symlink_to(tmp_path / "een.txt")

    assert sources_of(tmp_path / "map" / "link.txt")["link.txt"].content == TEXT


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path):
    with pytest.raises(LettersMissingError, match="bestaat niet"):
        find_files([tmp_path / "nergens"])


@pytest.mark.parametrize(
    "name",
    [
        "😀 brief 👨‍👩‍👧.txt",
        "é" * 120 + ".txt",
        "x" * 246 + ".txt",
        "..brief..txt",
        "a b\u00a0c.txt",
    ],
    ids=["emoji", "long in bytes", "250 characters", "points", "spaces"],
)
def test_odd_names_are_names_like_any_other(tmp_path: Path, name: str):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / name).write_bytes(TEXT)

    found = sources_of(tmp_path / "map")

    assert [source.content for source in found.values()] == ([] if name[0] == "." else [TEXT])
    assert name[0] == "." or list(found) == [name]


def test_a_name_that_is_no_text_is_shown_and_stored_without_what_is_not(tmp_path: Path):
    file = os.fsencode(tmp_path) + b"/brief-\xff\x1b[2J.txt"
    with open(file, "wb") as stream:  # noqa: PTH123 - a Path cannot say this
        stream.write(TEXT)

    [source] = sources_of(tmp_path).values()

    assert source.key == source.name == source.shown == "brief-��[2J.txt"
    assert source.content == TEXT


@given(st.text())
def test_a_printable_name_can_be_stored_and_keeps_its_length(name: str):
    shown = printable(name)

    assert len(shown) == len(name)
    assert shown.encode().decode() == shown
    assert printable(shown) == shown


@pytest.mark.parametrize("ending", [".metadata.xml", ".metadata_owms.xml"])
def test_metadata_beside_a_letter_goes_with_it_and_is_no_letter(tmp_path: Path, ending: str):
    (tmp_path / "kst-1.xml").write_bytes(b"<brief/>")
    (tmp_path / "kst-1.pdf").write_bytes(b"%PDF-")
    (tmp_path / "kst-2.pdf").write_bytes(b"%PDF-")
    (tmp_path / f"kst-1{ending}").write_bytes(b"<metadata/>")

    found = sources_of(tmp_path)

    assert found[f"kst-1{ending}"].ignored == "metadata bij kst-1"
    assert {key: source.metadata for key, source in found.items() if not source.ignored} == {
        "kst-1.xml": b"<metadata/>",
        "kst-1.pdf": b"<metadata/>",
        "kst-2.pdf": b"",
    }


def test_metadata_is_found_beside_a_file_that_is_given_itself(tmp_path: Path):
    (tmp_path / "kst-1.xml").write_bytes(b"<brief/>")
    (tmp_path / "kst-1.metadata.xml").write_bytes(b"<metadata/>")

    assert sources_of(tmp_path / "kst-1.xml")["kst-1.xml"].metadata == b"<metadata/>"


def test_of_two_metadata_files_the_one_that_says_most_is_taken(tmp_path: Path):
    (tmp_path / "kst-1.xml").write_bytes(b"<brief/>")
    (tmp_path / "kst-1.metadata_owms.xml").write_bytes(b"<owms/>")
    (tmp_path / "kst-1.metadata.xml").write_bytes(b"<metadata/>")

    assert sources_of(tmp_path)["kst-1.xml"].metadata == b"<metadata/>"


def test_metadata_in_an_archive_goes_with_its_letter_whatever_the_order(tmp_path: Path):
    members = {
        "a/kst-1.xml": b"<brief/>",
        "a/kst-1.metadata.xml": b"<metadata/>",
        "b/kst-1.xml": b"<andere/>",
    }
    file = write_archive(tmp_path / "map.zip", members)

    found = sources_of(file)

    assert found["map.zip/a/kst-1.xml"].metadata == b"<metadata/>"
    assert found["map.zip/b/kst-1.xml"].metadata == b""
    assert found["map.zip/a/kst-1.metadata.xml"].ignored


def test_the_files_of_an_archive_are_named_after_it(tmp_path: Path):
    members = {"2031/een.txt": TEXT, "2031/": b"", "__MACOSX/x.txt": b"x", ".twee.txt": b"x"}
    file = write_archive(tmp_path / "map.zip", members)

    [source] = sources_of(file).values()

    assert (source.key, source.name) == ("map.zip/2031/een.txt", "een.txt")
    assert source.content == TEXT


def test_names_in_an_archive_are_only_names(tmp_path: Path):
    members = {"../../../tmp/weg.txt": TEXT, "/etc/passwd.txt": TEXT, "..\\..\\win.txt": TEXT}
    file = write_archive(tmp_path / "map.zip", members)

    found = sources_of(file)

    assert [source.content for source in found.values()] == [TEXT] * 3
    assert list(tmp_path.iterdir()) == [file]


def test_what_an_archive_holds_beside_letters_is_told_by_name(tmp_path: Path):
    members = {"een.txt": TEXT, "x.exe": b"MZ", "binnen.zip": b"PK\x03\x04", "lijst.tsv": b"x"}
    file = write_archive(tmp_path / "map.zip", members)

    found = sources_of(file)

    assert found["map.zip/een.txt"].error is None
    assert "wordt niet gelezen" in str(found["map.zip/x.exe"].error)
    assert "archief in een archief" in str(found["map.zip/binnen.zip"].error)
    assert found["map.zip/lijst.tsv"].ignored


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({f"{number}.txt": b"x" for number in range(2001)}, "meer dan 2000"),
        ({"bom.txt": bytes(50_000_000)}, "honderd keer"),
        ({}, "bevat geen bestanden"),
    ],
    ids=["too many", "bomb", "empty"],
)
def test_an_archive_that_could_do_harm_is_refused_whole(
    tmp_path: Path, members: dict[str, bytes], problem: str
):
    file = write_archive(tmp_path / "map.zip", members)

    [source] = sources_of(file).values()

    assert source.key == "map.zip"
    assert problem in str(source.error)


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path):
    file = write_archive(tmp_path / "map.zip", {"een.txt": TEXT * 50, "twee.txt": TEXT})
    content = bytearray(file.read_bytes())
    content[45] ^= 0xFF  # in the first member's data
    file.write_bytes(content)

    found = sources_of(file)

    assert "beschadigd" in str(found["map.zip/een.txt"].error)
    assert found["map.zip/twee.txt"].content == TEXT


def test_a_folder_that_cannot_be_searched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "dicht").mkdir()
    (tmp_path / "open.txt").write_bytes(TEXT)
    scan = os.scandir

    def refuse(path: str) -> object:  # the administrator may read everything, also in tests
        if Path(path).name == "dicht":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)

    found = sources_of(tmp_path)

    assert "kan niet worden doorzocht" in str(found["dicht"].error)
    assert found["open.txt"].content == TEXT


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("kst-1.metadata.xml", "kst-1"),
        ("KST-1.METADATA.XML", "KST-1"),
        ("kst-1.xml", ""),
        ("metadata.xml", ""),
    ],
)
def test_metadata_is_known_by_its_name(name: str, subject: str):
    assert metadata_subject(name) == subject
