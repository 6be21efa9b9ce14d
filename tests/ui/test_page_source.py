"""The source pane shows the whole letter and marks exactly what was cited, or nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fakes_page
from index.letter import Letter, MarkedSpan, Span
from ui.page_markup import escape
from ui.page_source import render_lost, render_source
from ui.source_view import SourceView, cut_text, view_citation, view_letter, view_passage

LETTERS = fakes_page.read_sample_letters()
FINAL = fakes_page.make_answers("Wat zei Nederland over migratie?", LETTERS)[-1]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_the_source_is_the_whole_letter_with_exactly_the_citation_marked(number: int) -> None:
    citation = FINAL.citations[number - 1]

    view = view_citation(FINAL, number, LETTERS)

    assert view is not None
    stretches = list(cut_text(view))
    assert "".join(stretch.text for stretch in stretches) == view.letter.text
    current = [stretch.text for stretch in stretches if stretch.emphasis == "current"]
    assert current == [view.letter.text[start:end] for start, end in citation.spans]
    pane = render_source(view)
    assert escape(view.letter.text[:200]) in pane
    assert pane.count("<mark") > len(citation.spans)  # the answer's other places too


def test_the_place_stands_there_as_parliament_cites_it_to_be_copied() -> None:
    view = view_citation(FINAL, 1, LETTERS)

    assert view is not None
    assert FINAL.citations[0].notation
    assert escape(FINAL.citations[0].notation) in render_source(view)


texts = st.text(alphabet="ab \n<&", max_size=60)
spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(*sorted(pair))),
    max_size=4,
).map(tuple)


@given(texts, spans, spans, spans)
def test_no_letter_text_is_lost_by_marking(
    text: str, current: tuple[Span, ...], cited: tuple[Span, ...], asides: tuple[Span, ...]
) -> None:
    marked = tuple(MarkedSpan("furniture", start, end) for start, end in asides)
    view = SourceView(Letter("x", "x.txt", text, marked=marked), current=current, cited=cited)

    stretches = list(cut_text(view))

    assert "".join(stretch.text for stretch in stretches) == text
    position = 0
    for stretch in stretches:
        for place in range(position, position + len(stretch.text)):
            is_current = any(start <= place < end for start, end in current)
            assert (stretch.emphasis == "current") == is_current
        position += len(stretch.text)


def test_a_changed_letter_marks_nothing() -> None:
    citation = FINAL.citations[0]
    changed = replace(LETTERS[citation.letter_id], text="Een andere brief.")

    assert view_citation(FINAL, 1, {**LETTERS, citation.letter_id: changed}) is None
    assert view_citation(FINAL, 1, {}) is None
    assert view_citation(FINAL, 99, LETTERS) is None
    assert "<mark" not in render_lost()


def test_near_passages_and_letters_open_too() -> None:
    refusal = fakes_page.make_refusal(LETTERS)[0]
    letter_id = next(iter(LETTERS))

    passage = view_passage(refusal, 2, LETTERS)
    letter = view_letter(letter_id, LETTERS)

    assert passage is not None
    assert passage.current[0].start == refusal.evidence[1].passage.start
    assert letter == SourceView(LETTERS[letter_id])
    assert view_passage(refusal, 3, LETTERS) is None
    assert view_letter("../geheim", LETTERS) is None
