"""Rules for saving: what is written is what is read."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.letter import (
    Council,
    Item,
    Letter,
    MarkedSpan,
    NamedDate,
    Origin,
    Part,
    Passage,
    Reference,
    Section,
    Sentence,
    Span,
)
from index.records import (
    PassageRecord,
    letter_from_record,
    letter_to_record,
    passage_from_record,
)

OFFSETS = st.integers(0, 10_000)
NAMES = st.lists(st.text(max_size=10), max_size=3).map(tuple)
LETTERS = st.builds(
    Letter,
    id=st.text(max_size=16),
    file=st.text(max_size=10),
    text=st.text(),
    marked=st.lists(
        st.builds(
            MarkedSpan,
            st.sampled_from(["furniture", "footnote", "mark", "hyphen"]),
            OFFSETS,
            OFFSETS,
            st.text(max_size=3),
        ),
        max_size=3,
    ).map(tuple),
    sections=st.lists(
        st.builds(
            Section,
            *(st.text(max_size=3), st.text(max_size=10), st.integers(0, 4)),
            *(OFFSETS, OFFSETS, NAMES, OFFSETS),
        ),
        max_size=3,
    ).map(tuple),
    sentences=st.lists(
        st.builds(
            Sentence,
            spans=st.lists(st.builds(Span, OFFSETS, OFFSETS), min_size=1, max_size=3).map(tuple),
            display=st.text(max_size=20),
            section=st.integers(0, 9),
            actors=NAMES,
            footnote=st.text(max_size=2),
            stage=st.sampled_from(["", "plan", "done"]),
        ),
        max_size=3,
    ).map(tuple),
    date=st.none() | st.dates(),
    signatories=NAMES,
    page_starts=st.lists(OFFSETS, max_size=3).map(tuple),
    parts=st.lists(
        st.builds(
            Part,
            *(st.text(max_size=5), st.text(max_size=5), st.text(), OFFSETS, OFFSETS),
            st.none()
            | st.builds(
                Council,
                *(st.text(max_size=5), st.booleans(), st.text(max_size=5)),
                *(st.none() | st.dates(), st.none() | st.dates()),
            ),
        ),
        max_size=2,
    ).map(tuple),
    items=st.lists(
        st.builds(Item, st.text(max_size=2), st.integers(1, 3), OFFSETS, OFFSETS), max_size=2
    ).map(tuple),
    origins=st.lists(
        st.builds(
            Origin,
            *(OFFSETS, OFFSETS, st.text(max_size=9), OFFSETS),
            st.none() | st.tuples(*(st.floats(0, 900),) * 4),
        ),
        max_size=3,
    ).map(tuple),
    references=st.lists(
        st.builds(
            Reference,
            *(st.just("kamerstuk"), st.text(max_size=9), OFFSETS, OFFSETS, st.text(max_size=9)),
        ),
        max_size=2,
    ).map(tuple),
    dates=st.lists(
        st.builds(NamedDate, st.dates(), OFFSETS, OFFSETS, st.booleans()), max_size=2
    ).map(tuple),
    notices=NAMES,
    also_named=NAMES,
    sources=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


def saved_and_read(letter: Letter) -> Letter:
    return letter_from_record(json.loads(json.dumps(letter_to_record(letter), ensure_ascii=False)))


@given(LETTERS)
def test_any_letter_comes_back_as_it_was(letter: Letter):
    assert saved_and_read(letter) == letter


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_sample_letters_come_back_as_they_were(
    sample_letters: Mapping[str, Letter], number: str
):
    letter = replace(sample_letters[number], also_named=("ook.txt",), page_starts=(0, 9))

    again = saved_and_read(letter)

    assert again == letter
    assert again.sentences[0].start == letter.sentences[0].start
    assert letter.date is None or isinstance(again.date, datetime.date)


def test_a_passage_comes_back_without_the_hash_of_its_vector():
    record = PassageRecord(letter_id="a", start=1, end=5, section=2, embedded="f00")

    assert passage_from_record(record) == Passage("a", 1, 5, 2)
