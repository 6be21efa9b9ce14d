"""Rules for zips: what would do harm is refused before it is unpacked, in one clear line."""

import zipfile

import pytest

from index.errors import UnreadableFileError
from index.formats.zip_safety import check_zip, read_member
from office_files import zip_file

_GOOD = zip_file({"brief.txt": "Geachte voorzitter,"})


def _encrypted() -> bytes:
    content = bytearray(_GOOD)
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is beschadigd"),
        (b"PK\x03\x04 en verder niets", "is beschadigd"),
        (_GOOD[: len(_GOOD) // 2], "is beschadigd"),
        (zip_file({f"{number}.txt": "" for number in range(2_001)}), "meer dan 2000 onderdelen"),
        (zip_file({"nullen.xml": bytes(11_000_000)}), "meer dan honderd keer zo groot"),
        (_encrypted(), "met een wachtwoord versleuteld"),
    ],
    ids=["empty", "only a beginning", "half", "many members", "bomb", "password"],
)
def test_a_harmful_or_broken_zip_is_refused(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        check_zip("brief.docx", content)

    assert caught.value.problem.startswith("brief.docx")
    assert caught.value.remedy


def test_what_packs_well_but_stays_small_is_no_bomb():
    archive = check_zip("brief.docx", zip_file({"styles.xml": bytes(5_000_000)}))

    assert len(read_member("brief.docx", archive, "styles.xml") or b"") == 5_000_000


def test_a_member_that_is_not_there_is_none():
    assert read_member("brief.docx", check_zip("brief.docx", _GOOD), "word/document.xml") is None


def test_a_damaged_member_is_refused_when_it_is_read():
    content = bytearray(_GOOD)
    content[content.index(b"brief.txt") + 12] ^= 0xFF
    archive = check_zip("brief.docx", bytes(content))

    with pytest.raises(UnreadableFileError, match="beschadigd"):
        read_member("brief.docx", archive, "brief.txt")


def test_an_unusual_way_of_packing_is_refused():
    content = zip_file({"brief.txt": "tekst"}, compression=zipfile.ZIP_LZMA)
    archive = check_zip("brief.zip", content)

    with pytest.raises(UnreadableFileError, match="ongewone manier"):
        read_member("brief.zip", archive, "brief.txt")
