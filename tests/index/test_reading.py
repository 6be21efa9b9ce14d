"""Rules for files: what is no letter is refused with a reason and a remedy, and never hangs."""

import contextlib
import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from index.errors import UnreadableFileError
from index.reading import decode_text, make_letter, read_bytes


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "bevat geen tekst"),
        (b"\xef\xbb\xbf \n\t\r\n", "bevat geen tekst"),
        ("Geïnformeerd".encode("latin-1"), r"geen UTF-8-tekst \(byte 2\)"),
        ("“Geïnformeerd”".encode("cp1252"), r"geen UTF-8-tekst \(byte 0\)"),
        ("Geïnformeerd".encode("utf-16"), "binair bestand"),
        ("Gelezen".encode("utf-16-le"), "binair bestand"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binair bestand"),
        (b"PK\x03\x04" + bytes(100), "binair bestand"),
        (b"\x00" * 50, "binair bestand"),
        (b"Nederland\x00vindt", "binair bestand"),
    ],
    ids=["empty", "only white space", "latin-1", "cp1252", "UTF-16", "UTF-16 without mark", "PNG",
         "zip", "NUL bytes", "one NUL byte"],
)  # fmt: skip
def test_what_is_no_utf8_text_is_refused(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        decode_text("brief.txt", content)

    assert caught.value.problem.startswith("brief.txt")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfDe Raad", "De Raad"),
        (b"een\r\ntwee\r\n", "een\ntwee\n"),
        (b"een\rtwee", "een\rtwee"),
        ("e\u0301e\u0301n".encode(), "e\u0301e\u0301n"),
        (b"bladzijde\x0cvolgende", "bladzijde\x0cvolgende"),
        ("a\ufeffb \u00a0 \u2028c".encode(), "a\ufeffb \u00a0 \u2028c"),
    ],
    ids=["mark dropped", "CRLF", "lone CR", "not normalised", "form feed", "odd spaces"],
)
def test_text_is_kept_character_for_character(content: bytes, text: str):
    assert decode_text("brief.txt", content) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_a_refusal(content: bytes):
    text = None
    with contextlib.suppress(UnreadableFileError):
        text = decode_text("brief.txt", content)

    assert text is None or text == content.decode().removeprefix("\ufeff").replace("\r\n", "\n")


def test_a_letter_is_known_by_the_hash_of_its_bytes(actor_reader: ActorReader):
    content = b"\xef\xbb\xbfNederland steunt dit.\r\n"

    letter = make_letter("brief.txt", content, actor_reader)

    assert letter.id == hashlib.sha256(content).hexdigest()[:16]
    assert letter.text == "Nederland steunt dit.\n"
    assert letter.pages is None


@pytest.mark.parametrize("name", ["brief.pdf", "brief", "brief.docx", ".txt"])
def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path, name: str):
    (tmp_path / name).write_text("Nederland steunt dit.")

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


@pytest.mark.parametrize(
    "text",
    [
        "12345,6789. " * 10_000,
        "x" * 120_000,
        "a1" * 50_000 + "\n\n1 Noot\n",
        "a-\nb " * 20_000,
        " \n" * 50_000 + "x",
        "1 a\n" * 20_000,
    ],
    ids=["figures", "one word", "letters and digits", "hyphens", "blank lines", "numbered lines"],
)
def test_no_text_takes_long_to_read(actor_reader: ActorReader, text: str):
    start = time.process_time()

    letter = make_letter("vreemd.txt", text.encode(), actor_reader)

    assert time.process_time() - start < 10  # seconds; a quadratic reader takes minutes
    assert letter.text == text
