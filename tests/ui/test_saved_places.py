"""A saved citation is found again after re-indexing, or it is said that it is not."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fakes_answers import make_citation
from index.letter import Letter
from rag.answer import Citation
from ui.saved_places import find_again


def by_id(*letters: Letter) -> dict[str, Letter]:
    return {each.id: each for each in letters}


def cite(letters: Mapping[str, Letter]) -> tuple[Letter, Citation]:
    letter = letters["verslag"]
    return letter, make_citation(1, letter, "Nederland kon het voorstel niet steunen")


def test_an_unchanged_letter_keeps_its_place(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)

    place = find_again(citation, by_id(*tiny_letters.values()))

    assert (place.state, place.letter, place.start, place.end, place.message) == (
        "stands", letter, citation.start, citation.end, "",
    )  # fmt: skip


def test_a_letter_read_anew_is_searched_for_the_quote(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)
    reread = Letter(letter.id, letter.file, f"Een nieuwe regel.\n{letter.text}")

    place = find_again(citation, by_id(reread))

    assert place.state == "moved"
    assert reread.text[place.start : place.end] == citation.quote


def test_a_new_version_under_the_same_name_is_searched_too(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)
    new = Letter("f" * 16, "anders.txt", letter.text, also_named=(letter.file,))

    place = find_again(citation, by_id(new))

    assert (place.state, place.letter) == ("moved", new)


def test_other_line_breaks_are_the_same_quote(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)
    new = Letter("f" * 16, letter.file, letter.text.replace(" ", "\n"))

    place = find_again(citation, by_id(new))

    assert new.text[place.start : place.end].split() == citation.quote.split()


def test_a_letter_that_no_longer_says_it_is_changed(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)
    new = Letter("f" * 16, letter.file, "Nederland steunde het voorstel.")

    place = find_again(citation, by_id(new))

    assert (place.state, place.letter) == ("changed", None)
    assert place.message.startswith("Brief gewijzigd")


def test_the_same_words_in_another_letter_are_not_the_source(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)
    other = Letter("f" * 16, "heel-anders.txt", letter.text)

    place = find_again(citation, by_id(other))

    assert place.state == "gone"
    assert place.message == "Brief niet meer in de verzameling."


def test_of_several_places_the_nearest_to_the_old_one_is_meant(tiny_letters: Mapping[str, Letter]):
    letter, citation = cite(tiny_letters)
    text = f"{citation.quote} {'x ' * 300}{citation.quote}"
    far = replace(citation, start=550, end=550 + len(citation.quote))

    place = find_again(far, by_id(Letter("f" * 16, letter.file, text)))

    assert place.start == text.rindex(citation.quote)


@given(st.text(min_size=1), st.integers(0, 50), st.text())
def test_a_place_that_is_found_holds_the_words_of_the_quote(text: str, start: int, before: str):
    quote = text[start : start + 20]
    citation = Citation(
        1, "0" * 16, "a.txt", "", "", "", (), None, start, start + len(quote), (), quote, quote, ()
    )

    place = find_again(citation, by_id(Letter("f" * 16, "a.txt", f"{before}{text}")))

    if place.letter:
        assert place.letter.text[place.start : place.end].split() == quote.split()
    else:
        assert not quote.strip()
