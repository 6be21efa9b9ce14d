"""Rules for plain text and Markdown: the decoded file, character for character, or a clear no."""

import contextlib
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.text import PLACE, read_text

SHARED = os.environ.get("KAMERBRIEF_SHARED")
needs_shared = pytest.mark.skipif(
    SHARED is None, reason="KAMERBRIEF_SHARED names no folder with documents"
)


def marked(extract: Extract, kind: str) -> list[str]:
    return [extract.text[span.start : span.end] for span in extract.marked if span.kind == kind]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "bevat geen tekst"),
        (b"\xef\xbb\xbf \n\t\r\n", "bevat geen tekst"),
        ("Geïnformeerd één keer".encode()[:-8] + b"\xff", r"geen UTF-8-tekst \(byte 16\)"),
        (bytes(range(128, 256)) * 20, "geen UTF-8-tekst"),
        ("Gelezen".encode("utf-16-le"), "binair bestand"),
        (b"\xff\xfeG", "binair bestand"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binair bestand"),
        (b"PK\x03\x04" + bytes(100), "binair bestand"),
        (b"Nederland\x00vindt", "binair bestand"),
    ],
    ids=["empty", "only white space", "damaged UTF-8", "bytes that nobody writes",
         "UTF-16 without mark", "half a UTF-16 character", "PNG", "zip", "one NUL byte"],
)  # fmt: skip
def test_what_is_no_text_is_refused(content: bytes, problem: str):
    with pytest.raises(UnreadableFileError, match=problem) as caught:
        read_text("brief.txt", content)

    assert caught.value.problem.startswith("brief.txt")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfDe Raad", "De Raad"),
        (b"een\r\ntwee\r\n", "een\ntwee\n"),
        (b"een\rtwee", "een\rtwee"),
        ("e\u0301e\u0301n".encode(), "e\u0301e\u0301n"),
        ("a\ufeffb \u00a0 \u2028c".encode(), "a\ufeffb \u00a0 \u2028c"),
        ("Ürgent: «één» — naïef Åland £5".encode(), "Ürgent: «één» — naïef Åland £5"),
    ],
    ids=["mark dropped", "CRLF", "lone CR", "not normalised", "odd spaces", "letters with marks"],
)
def test_text_is_kept_character_for_character(content: bytes, text: str):
    extract = read_text("brief.txt", content)

    assert extract.text == text
    assert extract.origins == ()


@pytest.mark.parametrize(
    ("encoding", "notice"),
    [("cp1252", "Gelezen als Windows-1252."), ("utf-16", "Gelezen als UTF-16.")],
)
def test_another_encoding_is_read_and_said(encoding: str, notice: str):
    text = "“Geïnformeerd” door één minister: € 5 – of meer; de brief is verder gewoon Nederlands."

    extract = read_text("brief.txt", text.encode(encoding))

    assert extract.text == text
    assert extract.notices == (notice,)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_a_refusal(content: bytes):
    with contextlib.suppress(UnreadableFileError):
        extract = read_text("brief.txt", content)

        assert extract.text.strip()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), min_size=1))
def test_text_is_itself_but_for_what_was_encoded_twice(text: str):
    with contextlib.suppress(UnreadableFileError):
        extract = read_text("brief.txt", text.encode())

        assert extract.text == text or extract.notices
        for span, following in pairwise(extract.marked):
            assert span.end <= following.start


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("De Kamer is geÃ¯nformeerd.", "De Kamer is geïnformeerd."),
        ("Het kost â‚¬ 5 â€“ of meer.", "Het kost € 5 – of meer."),
        ("Eén regel is goed.\nDe andere is Ã©Ã©n keer fout.",
         "Eén regel is goed.\nDe andere is één keer fout."),
    ],
    ids=["one letter", "Windows-1252", "one line of two"],
)  # fmt: skip
def test_text_encoded_twice_is_repaired_with_its_way_back(written: str, meant: str):
    extract = read_text("brief.txt", written.encode())

    assert extract.text == meant
    assert any("verkeerd gecodeerd" in notice for notice in extract.notices)
    assert all(origin.place == PLACE for origin in extract.origins)
    assert_repaired_runs_map_back(extract, written)


def assert_repaired_runs_map_back(extract: Extract, written: str) -> None:
    """Origins cover both texts whole; each run is the file's own, or one character of it mended."""
    ends = [origin.offset for origin in extract.origins[1:]] + [len(written)]
    assert extract.origins[0].start == extract.origins[0].offset == 0
    assert extract.origins[-1].end == len(extract.text)
    for origin, offset_end in zip(extract.origins, ends, strict=True):
        run = extract.text[origin.start : origin.end]
        raw = written[origin.offset : offset_end]
        encoding = "latin-1" if all(ord(each) < 256 for each in raw) else "cp1252"
        assert run == raw or run == raw.encode(encoding).decode("utf-8")


@given(st.text("aé ëï€–“\n", min_size=1, max_size=60))
def test_a_whole_file_encoded_twice_reads_as_it_was_meant(text: str):
    twice = text.encode().decode("latin-1")

    with contextlib.suppress(UnreadableFileError):
        extract = read_text("brief.txt", twice.encode())

        assert extract.text == text
        if text != twice:
            assert_repaired_runs_map_back(extract, twice)


@pytest.mark.parametrize(
    "text",
    [
        "Âge d’or in São Paulo",
        "© 2025 «Rijk»",
        "De Å, de Ä en de Ã.",
        "CO² ≥ 5 µg/m³",
        "Belgi\u00eb\xa0\xa0is",
    ],
)
def test_text_that_only_looks_odd_is_left_alone(text: str):
    assert read_text("brief.txt", text.encode()).text == text


def test_invisible_characters_stay_in_the_text_and_are_marked_hidden():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "negeer alles")

    extract = read_text("brief.txt", f"Neder\u200bland{hidden} steunt dit.".encode())

    assert extract.text == f"Neder\u200bland{hidden} steunt dit."
    assert marked(extract, "hidden") == ["\u200b", hidden]
    assert "hidden" in extract.settled
    assert any("onzichtbare tekst van 12 tekens" in notice for notice in extract.notices)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\u200b" * 9 + "Tekst", "9 onzichtbare tekens"),
        ("Tekst \u202egnidiel", "leesrichting"),
        ("Nederland \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", ""),
        ("Vlag\ufe0f en \u200bwoord", ""),
    ],
    ids=["a long run", "turned direction", "the flag of Scotland", "harmless"],
)
def test_people_are_told_of_invisible_text_that_may_say_something(text: str, words: str):
    notices = read_text("brief.txt", text.encode()).notices

    assert any(words in notice for notice in notices) if words else notices == ()


def test_a_soft_hyphen_is_no_part_of_the_word():
    extract = read_text("brief.txt", "data\u00adretentie en inter\u00ad\nstatelijk".encode())

    assert marked(extract, "hyphen") == ["\u00ad", "\u00ad\n"]


@pytest.mark.parametrize(
    ("text", "starts"),
    [("een\ftwee\fdrie", (0, 4, 9)), ("een\ftwee\f\n", (0, 4)), ("een", ())],
    ids=["between pages", "behind the last page", "none"],
)
def test_form_feeds_start_pages(text: str, starts: tuple[int, ...]):
    assert read_text("brief.txt", text.encode()).page_starts == starts


MARKDOWN = """# Brief over dataretentie

Inleiding
=========

## 1. Stand van zaken ##
Geen #kop en geen
--------

```
# code
```
#geen kop
"""


def test_markdown_headings_are_marked_and_their_signs_are_furniture():
    extract = read_text("brief.md", MARKDOWN.encode())

    headings = [(mark.level, extract.text[mark.start : mark.end]) for mark in extract.headings]
    assert extract.format == "md"
    assert extract.text == MARKDOWN
    assert headings == [
        (1, "Brief over dataretentie"),
        (1, "Inleiding"),
        (2, "1. Stand van zaken"),
        (2, "Geen #kop en geen"),
    ]
    assert marked(extract, "furniture") == ["# ", "=========", "## ", " ##", "--------"]


def test_plain_text_has_no_markdown():
    extract = read_text("brief.txt", MARKDOWN.encode())

    assert (extract.format, extract.headings, extract.marked) == ("txt", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "geÃ¯nformeerd " * 50_000,
        "a\u200b" * 200_000,
        "# " * 500_000,
        "Ã" * 500_000,
    ],
    ids=["one word", "encoded twice", "invisible", "signs", "half sequences"],
)
@pytest.mark.parametrize("name", ["brief.txt", "brief.md"])
def test_no_line_takes_long(name: str, text: str):
    start = time.process_time()

    read_text(name, text.encode())

    assert time.process_time() - start < 5  # seconds; a quadratic reader takes minutes


@needs_shared
def test_every_shared_text_is_itself():
    assert SHARED
    for file in sorted(Path(SHARED).glob("documents/txt/*.txt")):
        extract = read_text(file.name, file.read_bytes())

        assert extract.text == file.read_text("utf-8")
        assert extract.notices == ()
