"""Rules for reading: a file is read as what it is; what is no letter is refused with a reason."""

import contextlib
import hashlib
import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from index.errors import UnreadableFileError
from index.formats.kinds import SUFFIXES, describe_wrong_name, find_kind
from index.reading import extract, make_letter

HTML = b"<!DOCTYPE html>\n<html><body><p>Nederland steunt dit.</p></body></html>"
XML = b"<?xml version='1.0'?>\n<officiele-publicatie/>"
XHTML = b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x' 'y'>\n<html/>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in names:
            content = "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x"
            file.writestr(name, content)
    return stream.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("mimetype", "content.xml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("brief.txt", b"Nederland", "txt"),
        ("brief.md", b"# Nederland", "md"),
        ("BRIEF.PDF", b"%PDF-1.7", "pdf"),
        ("brief.txt", b"junk before it\n%PDF-1.4", "pdf"),
        ("brief.pdf", DOCX, "docx"),
        ("brief.zip", DOCX, "docx"),
        ("brief.docx", ODT, "odt"),
        ("brief.docx", OLE, "doc"),
        ("brief.doc", DOCX, "docx"),
        ("brief.zip", archive("een.txt"), "zip"),
        ("brief.txt", HTML, "html"),
        ("brief.doc", HTML, "html"),
        ("brief.html", XHTML, "html"),
        ("brief.xml", XHTML, "html"),
        ("brief.txt", XML, "xml"),
        ("brief.html", b"<p>Zonder begin", "html"),
        ("brief.xml", b"\xef\xbb\xbf<officiele-publicatie/>", "xml"),
        ("brief.txt", b"\xef\xbb\xbf  <?xml version='1.0'?><a/>", "xml"),
        ("brief.pdf", "Geachte voorzitter, één".encode(), "txt"),
        ("brief.txt", "Gelezen".encode("utf-16"), "txt"),
        ("brief.txt", b"1 < 2 en <html", "txt"),
    ],
)
def test_a_file_is_what_its_bytes_say_and_only_then_what_its_name_says(
    name: str, content: bytes, kind: str
):
    assert find_kind(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("brief.pdf", b"", "is leeg"),
        ("brief.txt", b"\x00" * 50, "is leeg"),
        ("brief.docx", b" \r\n", "is leeg"),
        ("brief.txt", b"\x89PNG\r\n\x1a\n", "een afbeelding"),
        ("brief.doc", rb"{\rtf1 Nederland}", "een RTF-bestand"),
        ("brief.docx", archive("[Content_Types].xml", "xl/workbook.xml"), "een Excel-bestand"),
        ("brief.pdf", b"\x01\x02\x03 niets", "begin van het bestand is beschadigd"),
        ("brief.docx", bytes(range(256)), "begin van het bestand is beschadigd"),
    ],
)
def test_what_is_of_no_kind_that_is_read_is_refused_by_what_it_is(
    name: str, content: bytes, problem: str
):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        find_kind(name, content)

    assert caught.value.problem.startswith(name)
    assert caught.value.remedy


@given(st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_are_of_some_kind_or_refused(content: bytes, suffix: str):
    with contextlib.suppress(UnreadableFileError):
        kind = find_kind(f"brief{suffix}", content)
        assert describe_wrong_name(f"brief.{kind}", kind) == ""


def test_a_reader_is_told_when_a_file_is_not_what_its_name_promises(actor_reader: ActorReader):
    letter = make_letter("brief.pdf", b"Nederland steunt dit.", actor_reader)

    assert letter.format == "txt"
    assert letter.notices[0] == (
        "Het bestand heet .pdf maar is een tekstbestand; het is als zodanig gelezen."
    )


def test_an_archive_by_another_name_is_told_how_to_be_read():
    with pytest.raises(UnreadableFileError, match="ZIP-archief") as caught:
        extract("brieven.txt", archive("een.txt"))

    assert ".zip" in caught.value.remedy


def test_a_letter_is_known_by_the_hash_of_its_bytes(actor_reader: ActorReader):
    content = b"\xef\xbb\xbfNederland steunt dit.\r\n"

    letter = make_letter("brief.txt", content, actor_reader)

    assert letter.id == hashlib.sha256(content).hexdigest()[:16]
    assert letter.text == "Nederland steunt dit.\n"
    assert letter.pages is None


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
