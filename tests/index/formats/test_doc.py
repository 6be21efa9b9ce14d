"""Rules for old Word files: another program converts them, within limits, and readers are told."""

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.formats.doc import BARE_TEXT, CONVERTED, read_doc
from office_files import check_addresses, paragraph, word_file

_SHARED = os.environ.get("KAMERBRIEF_SHARED", "")
_REAL = sorted(Path(_SHARED, "documents", "doc").glob("*.doc")) if _SHARED else []
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = _OLE + bytes(504) + b"\xec\xa5" + bytes(600) + "WordDocument".encode("utf-16-le")


def _program(folder: Path, script: str) -> str:
    """A program that a test makes up."""
    program = folder / "programma"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_a_converted_file_is_read_as_word_and_says_so(tmp_path: Path):
    made = tmp_path / "made.docx"
    made.write_bytes(word_file(paragraph("Geachte voorzitter,")))
    converter = _program(tmp_path, f"mkdir converted && cp {made} converted/brief.docx")

    extract = read_doc("brief.doc", _WORD, converter=converter)

    assert extract.text == "Geachte voorzitter,"
    assert extract.format == "doc"
    assert extract.notices == (CONVERTED,)
    assert extract.origins[0].place == "body/p[1]"


def test_without_libreoffice_the_bare_text_is_read_and_addressed(tmp_path: Path):
    printed = "\n|Nr. 17  |MOTIE |\n|Voorgesteld | |\n\nDe  Kamer |\nbesluit.\n"
    (tmp_path / "printed").write_text(printed)
    reader = _program(tmp_path, f"cat {tmp_path / 'printed'}")

    extract = read_doc("brief.doc", _WORD, converter="geen-soffice", reader=reader)

    assert extract.text == "Nr. 17\tMOTIE\nVoorgesteld\n\nDe Kamer |\nbesluit."
    assert extract.notices == (BARE_TEXT,)
    check_addresses(extract, {"body": printed})


def test_without_any_converter_the_remedy_names_one():
    with pytest.raises(UnreadableFileError, match="LibreOffice") as caught:
        read_doc("brief.doc", _WORD, converter="geen-soffice", reader="geen-antiword")

    assert "sla het bestand in Word op als .docx" in caught.value.remedy


def test_a_converter_that_makes_nothing_is_a_file_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match=r"kan niet uit \.doc worden omgezet"):
        read_doc("brief.doc", _WORD, converter=_program(tmp_path, "exit 0"))


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.formats.doc._LONGEST_CONVERSION", 0.5)
    begun = time.monotonic()

    with pytest.raises(UnreadableFileError, match="duurde langer"):
        read_doc("brief.doc", _WORD, converter=_program(tmp_path, "sleep 60 & sleep 60"))

    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is geen Word-bestand"),
        (b"{\\rtf1 tekst}", "is geen Word-bestand"),
        (_OLE + "Workbook".encode("utf-16-le"), "is geen Word-bestand"),
        (_WORD[:523] + b"\x01" + _WORD[524:], "met een wachtwoord versleuteld"),
    ],
    ids=["empty", "RTF", "Excel", "password"],
)
def test_what_is_no_readable_word_file_never_reaches_the_converter(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem):
        read_doc("brief.doc", content, converter="/bin/false", reader="/bin/false")


@pytest.mark.skipif(not _REAL, reason="KAMERBRIEF_SHARED names no folder with documents/doc")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.stem)
def test_real_files_are_converted_and_addressed(path: Path):
    extract = read_doc(path.name, path.read_bytes())

    covered = {at for each in extract.origins for at in range(each.start, each.end)}
    assert all(at in covered or each.isspace() for at, each in enumerate(extract.text))
    assert "TWEEDE KAMER DER STATEN-GENERAAL" in extract.text
    assert extract.notices == (CONVERTED,)


@pytest.mark.skipif(not _REAL, reason="KAMERBRIEF_SHARED names no folder with documents/doc")
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("antiword")), reason="no two converters"
)
@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.stem)
def test_both_converters_read_the_same_words(path: Path):
    converted = read_doc(path.name, path.read_bytes())

    bare = read_doc(path.name, path.read_bytes(), converter="geen-soffice")

    assert sorted(converted.text.split()) == sorted(bare.text.split())


@pytest.mark.skipif(not _REAL, reason="KAMERBRIEF_SHARED names no folder with documents/doc")
@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is not installed")
@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.stem)
def test_the_bare_text_of_real_files_is_addressed(path: Path):
    command = ["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()

    extract = read_doc(path.name, path.read_bytes(), converter="geen-soffice")

    check_addresses(extract, {"body": printed})
    assert extract.notices == (BARE_TEXT,)
