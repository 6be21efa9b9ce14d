"""A Word file: what it says is what the document says, and its footnotes are real ones."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from lxml import etree as _lxml_etree  # pyright: ignore

import fakes_page
from fakes_taken import HOSTILE, KINDS, answers_as_json, documents, one_answer
from index.formats.docx import read_docx
from index.letter import Letter
from ui.answer_documents import answer_document
from ui.take_along import compose
from ui.taken import Block, Mark, Note, Run, TakenDocument
from ui.taken_answers import read_answer
from ui.word_writer import write_word

etree = cast("Any", _lxml_etree)
*_, _REAL = fakes_page.make_answers("Wat zei NL?", fakes_page.read_sample_letters())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def texts_of(content: bytes) -> list[str]:
    return [each.text for each in Document(io.BytesIO(content)).paragraphs]


def footnotes_of(content: bytes) -> list[str]:
    """The text of every note that is no separator."""
    return [
        "".join(each.itertext(W + "t")).removeprefix(" ")
        for each in part(content, "word/footnotes.xml")
        if not each.get(W + "type")
    ]


def hostile_document() -> TakenDocument:
    blocks = [
        Block(kind, (Run(text), Mark(number)))
        for number, text in enumerate(HOSTILE, start=1)
        for kind in KINDS[:2]
    ]
    notes = tuple(Note(number, Run(text)) for number, text in enumerate(HOSTILE, start=1))
    return TakenDocument(Run("".join(HOSTILE)), "", tuple(blocks), notes)


@given(documents())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_survives_the_way_through_the_file(document: TakenDocument):
    content = write_word(document)

    marks_again: set[int] = set()
    for block, text in zip(document.blocks, texts_of(content), strict=True):
        again = [number for number in block.marks if number in marks_again]
        marks_again.update(block.marks)
        assert (
            text.strip() == block.text.strip() or again or len(set(block.marks)) < len(block.marks)
        )
    assert footnotes_of(content) == [note.run.text for note in document.notes]


@given(documents())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_every_note_is_referred_to_exactly_once(document: TakenDocument):
    content = write_word(document)

    body = part(content, "word/document.xml")
    referred = [each.get(W + "id") for each in body.iter(W + "footnoteReference")]
    assert referred == [str(note.number) for note in document.notes]


def test_the_footnotes_are_a_part_that_word_knows(tiny_letters: Mapping[str, Letter]):
    content = write_word(one_answer(tiny_letters))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert 'PartName="/word/footnotes.xml"' in types
    assert "wordprocessingml.footnotes+xml" in types
    assert re.search(r'relationships/footnotes"[^>]*Target="footnotes.xml"', relations)
    separators = [
        (each.get(W + "id"), each.get(W + "type"))
        for each in part(content, "word/footnotes.xml")
        if each.get(W + "type")
    ]
    assert separators == [("-1", "separator"), ("0", "continuationSeparator")]
    named = part(content, "word/settings.xml").find(W + "footnotePr")
    assert [each.get(W + "id") for each in named] == ["-1", "0"]
    assert named.getnext().tag == W + "compat"
    styles = {each.get(W + "styleId") for each in part(content, "word/styles.xml")}
    assert {"FootnoteText", "FootnoteReference"} <= styles


def test_a_note_that_is_mentioned_again_is_named_by_its_number():
    blocks = (Block("text", (Run("Eerst."), Mark(1))), Block("text", (Run("Weer."), Mark(1))))
    document = TakenDocument(Run("Titel"), "", blocks, (Note(1, Run("Bron.")),))

    body = part(write_word(document), "word/document.xml")

    (field,) = body.iter(W + "fldSimple")
    (bookmark,) = body.iter(W + "bookmarkStart")
    assert field.get(W + "instr") == f" NOTEREF {bookmark.get(W + 'name')} \\f \\h "
    assert "".join(field.itertext(W + "t")) == "1"


def test_our_own_reader_finds_the_sentences_and_their_footnotes(tiny_letters: Mapping[str, Letter]):
    document = one_answer(tiny_letters)

    extract = read_docx("antwoord.docx", write_word(document))

    for text in (*(block.text for block in document.blocks), *(n.run.text for n in document.notes)):
        assert text in extract.text


def test_the_same_answer_gives_the_same_bytes(tiny_letters: Mapping[str, Letter]):
    assert write_word(one_answer(tiny_letters)) == write_word(one_answer(tiny_letters))


def test_the_page_is_dutch_paper_and_the_language_dutch(tiny_letters: Mapping[str, Letter]):
    content = write_word(one_answer(tiny_letters))

    size = next(part(content, "word/document.xml").iter(W + "pgSz"))
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    languages = {each.get(W + "val") for each in part(content, "word/styles.xml").iter(W + "lang")}
    assert languages == {"nl-NL"}


# LibreOffice


def convert(content: bytes, folder: Path) -> Any:
    """What LibreOffice makes of the file, as one XML tree of the open document format."""
    file = folder / "antwoord.docx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "fodt", "--outdir", str(folder)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)
    return etree.fromstring(
        (folder / "antwoord.fodt").read_bytes(), etree.XMLParser(huge_tree=True)
    )


def read_back(root: Any) -> tuple[list[str], list[str]]:
    """The paragraphs without their notes, and the notes without their numbers."""
    notes: list[str] = []
    for note in list(root.iter(_TEXT + "note")):
        paragraphs = note.find(_TEXT + "note-body").iter(_TEXT + "p")
        notes.append("".join(say(each) for each in paragraphs))
        for child in list(note):
            note.remove(child)
    body = root.find(".//{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text")
    paragraphs = [say(each) for each in body.iter(_TEXT + "p", _TEXT + "h")]
    return paragraphs, notes


def say(paragraph: Any) -> str:
    """Its text; runs of spaces are elements of their own in this format."""
    text = paragraph.text or ""
    for child in paragraph:
        if child.tag == _TEXT + "s":
            text += " " * int(child.get(_TEXT + "c", "1"))
        elif child.tag != _TEXT + "bookmark-ref":
            text += say(child)
        text += child.tail or ""
    return text


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("which", ["answer", "conversation", "real letters", "hostile"])
def test_libreoffice_reads_the_same_text_and_every_footnote(
    which: str, tmp_path: Path, tiny_letters: Mapping[str, Letter]
):
    answers = [read_answer(each) for each in answers_as_json(tiny_letters)]
    document = {
        "answer": one_answer(tiny_letters),
        "conversation": compose(answers * 2),
        "real letters": compose([read_answer(answer_document(_REAL))]),
        "hostile": hostile_document(),
    }[which]

    paragraphs, notes = read_back(convert(write_word(document), tmp_path))

    mentioned: set[int] = set()
    expected: list[str] = []
    for block in document.blocks:  # only a mention that is no reference is text in the paragraph
        again = "".join(str(each) for each in block.marks if each in mentioned)
        mentioned.update(block.marks)
        expected.append(words(f"{block.text}{again}"))
    assert [words(each) for each in paragraphs] == expected
    assert [words(each) for each in notes] == [words(note.run.text) for note in document.notes]
