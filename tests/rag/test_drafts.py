"""Sentences are cut out of what the model writes, whatever pieces it comes in."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.drafts import Draft, read_drafts

WRITTEN = [
    pytest.param("NL steunt dit. [1]\n", [("NL steunt dit.", (1,))], id="mark-after-the-point"),
    pytest.param("NL steunt dit [1].", [("NL steunt dit.", (1,))], id="mark-before-the-point"),
    pytest.param("A is zo. [1][2]", [("A is zo.", (1, 2))], id="two-marks"),
    pytest.param("A is zo. [1, 2]", [("A is zo.", (1, 2))], id="two-in-one-mark"),
    pytest.param("A is zo. [1; 3]", [("A is zo.", (1, 3))], id="semicolon-in-a-mark"),
    pytest.param("A is zo. [2][2]", [("A is zo.", (2,))], id="the-same-mark-twice"),
    pytest.param(
        "A is zo. [1]\nB is zo. [2]", [("A is zo.", (1,)), ("B is zo.", (2,))], id="two-lines"
    ),
    pytest.param(
        "A is zo [1]. B is zo [2].", [("A is zo.", (1,)), ("B is zo.", (2,))], id="one-line"
    ),
    pytest.param("- A is zo. [1]", [("A is zo.", (1,))], id="list"),
    pytest.param("A is zo. [1]\nB is", [("A is zo.", (1,))], id="broken-off"),
    pytest.param("A is zo. [1]\nB is nie [2", [("A is zo.", (1,))], id="broken-off-in-a-mark"),
    pytest.param("A\x1b[31m is\u202e zo. [1]", [("A[31m is zo.", (1,))], id="unseen"),
    pytest.param("A is zo [1] en B ook.", [("A is zo.", (1,)), ("en B ook.", ())], id="middle"),
    pytest.param("Los.\nA is zo. [1]", [("Los.", ()), ("A is zo.", (1,))], id="none"),
    pytest.param("A is zo. [9]", [("A is zo.", ())], id="a-number-that-is-no-source"),
    pytest.param("A is zo. [0]", [("A is zo.", ())], id="zero"),
    pytest.param("[1]", [], id="only-a-mark"),
    pytest.param("", [], id="nothing"),
    pytest.param("\n\n", [], id="only-lines"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "drafts"), WRITTEN)
def test_a_sentence_carries_the_numbers_behind_it(
    text: str, drafts: list[tuple[str, tuple[int, ...]]]
):
    assert [(each.text, each.citations) for each in read_drafts([text], sources=3)] == drafts


@pytest.mark.parametrize(
    "text", ["A [[1]] is zo.", "A [1 is zo.", "A 1] is zo.", "A [x] is zo. [1]", "A [ is [1]."]
)
def test_odd_marks_never_end_the_reading(text: str):
    drafts = list(read_drafts([text], sources=3))

    assert drafts
    assert all(number in (1, 2, 3) for draft in drafts for number in draft.citations)


# what a model writes: words, marks, nested and unfinished marks, ends of sentences and lines
parts = st.sampled_from(
    ["NL", " steunt", " 12", ".", " ", "\n", "[1]", " [2]", "[1, 3]", "[7]", "[", "]", "[[2]]", ";"]
)


@given(text=st.lists(parts, max_size=40).map("".join), cuts=st.lists(st.integers(0, 200)))
def test_how_the_text_is_cut_into_pieces_does_not_matter(text: str, cuts: list[int]):
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[start:end] for start, end in itertools.pairwise(places)]

    assert list(read_drafts(pieces, sources=3)) == list(read_drafts(text, sources=3))
    assert list(read_drafts(pieces, sources=3)) == list(read_drafts([text], sources=3))


@given(
    text=st.text(st.sampled_from("ab .,;[]0123456789\n-"), max_size=80), sources=st.integers(0, 6)
)
def test_a_number_that_is_no_source_never_comes_out(text: str, sources: int):
    numbers = [n for draft in read_drafts([text], sources=sources) for n in draft.citations]

    assert all(1 <= number <= sources for number in numbers)


def test_a_sentence_comes_out_before_the_next_one_is_written():
    written: list[str] = []

    def write():
        for piece in ("A is zo. [1]\n", "B", " is zo. [2]\n"):
            written.append(piece)
            yield piece

    first = next(read_drafts(write(), sources=2))

    assert first == Draft("A is zo.", (1,))
    assert len(written) <= 2
