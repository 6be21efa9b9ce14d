"""Rules for putting a text together: breaks part, origins address, marks cover."""

from hypothesis import given
from hypothesis import strategies as st

from index.formats.extract import HeadingMark
from index.formats.text_builder import TextBuilder
from index.letter import MarkedSpan, Origin

_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.text(st.characters(exclude_characters="\n"), min_size=1)),
        st.tuples(st.sampled_from(["space", "line_break", "paragraph_break"]), st.just("")),
    )
)


@given(_STEPS)
def test_every_appended_character_is_addressed_and_breaks_never_pile_up(
    steps: list[tuple[str, str]],
):
    builder = TextBuilder()
    source = ""
    for step, text in steps:
        if step == "append":
            builder.append(text, "page 1", len(source))
            source += text
        else:
            getattr(builder, step)()

    extract = builder.extract("pdf")

    read = "".join(
        source[each.offset : each.offset + each.end - each.start] for each in extract.origins
    )
    shown = "".join(extract.text[each.start : each.end] for each in extract.origins)
    assert read == shown == source
    assert "\n\n\n" not in extract.text
    assert not extract.text.startswith("\n")


def test_runs_that_follow_each_other_in_the_file_are_one_origin():
    builder = TextBuilder()

    builder.append("Geachte ", "body/p[1]", 0)
    builder.append("voorzitter", "body/p[1]", 8)
    builder.append(",", "body/p[1]", 20)

    assert builder.extract("docx").origins == (
        Origin(0, 18, "body/p[1]", 0),
        Origin(18, 19, "body/p[1]", 20),
    )


def test_runs_with_a_box_stay_apart():
    builder = TextBuilder()

    builder.append("a", "page 1", 0, (1, 1, 2, 2))
    builder.append("b", "page 1", 1, (2, 1, 3, 2))

    assert len(builder.extract("pdf").origins) == 2


def test_a_break_at_the_end_is_no_text_and_belongs_to_no_span():
    builder = TextBuilder()

    builder.append("Kop", "body/p[1]")
    builder.paragraph_break()
    builder.heading(0, 1)
    builder.mark("furniture", 0)

    extract = builder.extract("docx")
    assert extract.text == "Kop"
    assert extract.headings == (HeadingMark(0, 3, 1),)
    assert extract.marked == (MarkedSpan("furniture", 0, 3),)


def test_of_spans_in_each_other_the_outer_one_counts():
    builder = TextBuilder()
    builder.append("1 Zie noot 2", "footnotes/footnote[1]/p[1]")

    builder.mark("mark", 11, footnote="2")
    builder.mark("footnote", 0, footnote="1")
    builder.mark("furniture", 12)

    assert builder.extract("docx").marked == (MarkedSpan("footnote", 0, 12, "1"),)
