"""Answers over the tiny letters as they are taken along, and any text that a letter may hold."""

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from fakes_answers import make_answer, make_refusal
from index.letter import Letter
from ui.answer_documents import answer_document
from ui.take_along import compose
from ui.taken import Block, Kind, Mark, Note, Run, TakenDocument
from ui.taken_answers import read_answer

# what breaks files, turns text round, hides it, or is markup somewhere
HOSTILE = (
    "\x00\x01\x08\x0b\x1b[31m\x7f\x85\ud800\ufffe\uffff\U0001fffe",
    "\u202eomgekeerd\u202c \u2066a\u2069 \u200bnul\u200d\ufeff\u00ad",
    "<w:p>&amp;]]><script>alert(1)</script> {nb} </w:t>",
    "[^9]: noot | tabel | [x](https://x.nl) ![a](b) `c` ***d*** $e$ #f",
    "1. lijst\n# kop\n\n    code\n---\n- punt\n> citaat\n```\nblok",
    "العربية 漢字 😀 é ﬁ",
)
KINDS: tuple[Kind, ...] = (
    "title", "heading", "subheading", "question", "status", "text", "sentence", "aside",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None, categories=None), max_size=60),
    st.text("*_`[]()<>#\\|~-+.1 a:/w@!^&=$\n", max_size=40),
)


def answers_as_json(letters: Mapping[str, Letter]) -> list[dict[str, Any]]:
    """A partial answer and a refusal, as ``kamerbrief ask --json`` prints them."""
    made = (make_answer(letters), make_refusal(letters))
    return [json.loads(json.dumps(answer_document(each))) for each in made]


def one_answer(letters: Mapping[str, Letter]) -> TakenDocument:
    """The document of the partial answer."""
    return compose([read_answer(answers_as_json(letters)[0])])


@st.composite
def documents(draw: st.DrawFn) -> TakenDocument:
    """Any document that a composer may make: notes numbered as they are first referred to."""
    blocks: list[Block] = []
    notes: list[Note] = []
    for _ in range(draw(st.integers(0, 4))):
        pieces: list[Run | Mark] = [Run(text, draw(st.booleans())) for text in draw(_some_texts)]
        if draw(st.booleans()):
            notes.append(Note(len(notes) + 1, Run(draw(texts))))
        if notes:
            first = draw(st.booleans())
            pieces.append(Mark(len(notes)) if first else Mark(draw(st.integers(1, len(notes)))))
            if not first and not any(len(notes) in each.marks for each in blocks):
                pieces.insert(0, Mark(len(notes)))
        blocks.append(Block(draw(st.sampled_from(KINDS)), tuple(pieces)))
    return TakenDocument(Run(draw(texts)), "2031-04-01T09:00:00+00:00", tuple(blocks), tuple(notes))


_some_texts = st.lists(texts, max_size=3)
