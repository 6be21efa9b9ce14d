"""Markdown: the text survives, and nothing a letter says becomes markup."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from fakes_taken import HOSTILE, KINDS, documents, one_answer
from index.letter import Letter
from ui.markdown_writer import write_markdown
from ui.taken import Block, Kind, Mark, Note, Run, TakenDocument

# the dialect with everything on that people's programs add
DIALECT = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FRAME = {  # what the writer itself may put around a block
    "title": {"heading_open", "heading_close"},
    "heading": {"heading_open", "heading_close"},
    "subheading": {"heading_open", "heading_close"},
    "question": {"blockquote_open", "blockquote_close"},
}


def parse(text: str) -> list[Token]:
    tokens = DIALECT.parse(text)
    return [inner for each in tokens for inner in (each, *(each.children or ()))]


def said(tokens: list[Token]) -> str:
    return "".join(each.content for each in tokens if each.type in ("text", "text_special"))


def words(text: str) -> str:
    return " ".join(text.split())


@given(documents())
def test_nothing_in_a_text_becomes_markup(document: TakenDocument):
    for block in document.blocks:
        plain = Block(block.kind, tuple(each for each in block.pieces if isinstance(each, Run)))
        written = write_markdown(TakenDocument(Run(""), "", (plain,), ())).decode()

        tokens = parse(written)

        allowed = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
        allowed |= FRAME.get(block.kind, set()) | {"strong_open", "strong_close"}
        assert {each.type for each in tokens} <= allowed
        assert words(said(tokens)) == words(plain.text)
        assert sum(each.type == "paragraph_open" for each in tokens) <= 1


@given(documents())
def test_only_our_own_marks_are_footnotes(document: TakenDocument):
    written = write_markdown(document).decode()

    marks = [int(each) for each in re.findall(r"(?<!\\)(?:\\\\)*\[\^(\d+)\](?!: )", written)]
    defined = [int(each) for each in re.findall(r"(?m)^\[\^(\d+)\]: ", written)]
    assert marks == [number for block in document.blocks for number in block.marks]
    assert defined == [note.number for note in document.notes]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_letter_stays_one_paragraph(text: str, kind: Kind):
    document = TakenDocument(
        Run("Titel"), "", (Block(kind, (Run(text), Mark(1))),), (Note(1, Run(text)),)
    )

    written = write_markdown(document).decode()

    assert len(written.strip().split("\n")) == 3  # the block, an empty line, its note
    assert not re.search(r"(?<!\\)\]\(", written)


@pytest.mark.parametrize(
    "text", ["www.voorbeeld.nl", "https://voorbeeld.nl/a?b", "HTTP://x", "a@b.nl"]
)
def test_an_address_is_not_made_a_link_by_programs_that_look_for_them(text: str):
    written = write_markdown(
        TakenDocument(Run(""), "", (Block("text", (Run(text),)),), ())
    ).decode()

    assert not re.search(r"(?i)www\.|://|[^\\]@", written.replace("\\:", "").replace("\\.", ""))
    assert words(said(parse(written))) == text


def test_a_figure_is_bold_and_a_stray_asterisk_never_is():
    pieces = (Run("De kosten: "), Run("4,5 miljoen", bold=True), Run(" euro* en **meer**."))

    written = write_markdown(TakenDocument(Run(""), "", (Block("text", pieces),), ())).decode()

    assert written == "De kosten: **4,5 miljoen** euro\\* en \\*\\*meer\\*\\*.\n"


@pytest.mark.parametrize("text", [": noot", "(https://x.nl)"])
def test_text_behind_a_mark_makes_no_note_or_link_of_it(text: str):
    block = Block("text", (Mark(1), Run(text)))

    written = write_markdown(TakenDocument(Run(""), "", (block,), (Note(1, Run("a")),))).decode()

    assert written.startswith(f"[^1]\\{text[0]}")


def test_an_answer_reads_as_agreed(tiny_letters: Mapping[str, Letter]):
    written = write_markdown(one_answer(tiny_letters)).decode()

    assert written.startswith("# Antwoord uit Kamerbrieven\n\n## Vraag\n\n> Wat zei NL over")
    assert "van **4,5 miljoen euro**.[^2]\n" in written
    assert "\n\n**Deels beantwoord**\n\n" in written
    assert written.count("\n[^") == 3
