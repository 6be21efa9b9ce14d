"""Rules for the reading text: only interruptions go, and every character knows its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.display import read_display
from index.letter import MarkedSpan, Span, SpanKind

KINDS: st.SearchStrategy[SpanKind] = st.sampled_from(["furniture", "footnote", "mark", "hyphen"])


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[MarkedSpan], int, int]:
    """Any text, any ordered spans over it that do not overlap, and any stretch of it."""
    text = draw(st.text(alphabet=st.sampled_from("ab \n\té-1."), max_size=60) | st.text())
    places = st.integers(0, len(text))
    edges = sorted(draw(st.lists(places, max_size=8)))
    marked = [
        MarkedSpan(draw(KINDS), start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
        if start < end
    ]
    start, end = sorted((draw(places), draw(places)))
    return text, marked, start, end


@given(marked_texts())
def test_every_character_shown_stands_in_the_letter_where_it_says(
    case: tuple[str, list[MarkedSpan], int, int],
):
    text, marked, start, end = case

    display = read_display(text, marked, start, end)

    assert len(display.offsets) == len(display.text)
    assert list(display.offsets) == sorted(set(display.offsets))
    for character, offset in zip(display.text, display.offsets, strict=True):
        assert start <= offset < end
        if character != " ":
            assert text[offset] == character


@given(marked_texts())
def test_nothing_but_white_space_and_interruptions_is_left_out(
    case: tuple[str, list[MarkedSpan], int, int],
):
    text, marked, start, end = case
    hidden = {offset for span in marked for offset in range(span.start, span.end)}

    display = read_display(text, marked, start, end)

    shown = {
        offset
        for character, offset in zip(display.text, display.offsets, strict=True)
        if character != " "
    }
    assert shown == {
        offset
        for offset in range(start, end)
        if offset not in hidden and not text[offset].isspace()
    }


@given(marked_texts())
def test_the_sources_of_a_reading_text_hold_all_of_it_and_nothing_hidden_but_hyphens(
    case: tuple[str, list[MarkedSpan], int, int],
):
    text, marked, start, end = case
    display = read_display(text, marked, start, end)

    sources = display.sources(0, len(display.text))

    covered = [offset for span in sources for offset in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    hyphens = {each for span in marked if span.kind == "hyphen" for each in _range(span)}
    hidden = {each for span in marked for each in _range(span)} - hyphens
    assert not hidden & set(covered)
    seen = "".join(text[each] for each in covered if each not in hyphens)
    assert "".join(seen.split()) == "".join(display.text.split())


def _range(span: MarkedSpan) -> range:
    return range(span.start, span.end)


@pytest.mark.parametrize(
    ("text", "marked", "shown"),
    [
        ("onder 20243 in", [MarkedSpan("mark", 10, 11)], "onder 2024 in"),
        ("EU-\nbrede", [MarkedSpan("hyphen", 3, 4)], "EU-brede"),
        ("operati-\nonele", [MarkedSpan("hyphen", 7, 9)], "operationele"),
        ("dat \n7 Noot.\n zo", [MarkedSpan("footnote", 5, 13)], "dat zo"),
        ("een\n\n\nkop", [], "een kop"),
    ],
    ids=["mark", "hyphen kept", "hyphen joined", "footnote", "white space folded"],
)
def test_how_a_stretch_reads(text: str, marked: list[MarkedSpan], shown: str):
    assert read_display(text, marked, 0, len(text)).text == shown


def test_an_interrupted_stretch_has_a_source_on_either_side():
    text = "Zij zei\n1 Noot.\nja."
    marked = [MarkedSpan("footnote", 8, 16)]

    display = read_display(text, marked, 0, len(text))

    assert display.sources(0, len(display.text)) == (Span(0, 7), Span(16, 19))


def test_a_span_that_is_kept_is_read():
    footnote = MarkedSpan("footnote", 3, 9)

    display = read_display("ja 1 Noot", [footnote], 3, 9, keep=footnote)

    assert display.text == "1 Noot"
