"""Which words of a passage match a question."""

from hypothesis import given
from hypothesis import strategies as st

from index.matches import find_matches
from index.terms import Subject

TEXT = "Nederland steunt de bewaarplichten, de EOM-verordening en het Europees Openbaar Ministerie."
EOM = Subject("eom", ("europees openbaar ministerie",))


def found(text: str, *subjects: Subject) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.said) for each in find_matches(text, subjects)]


def test_a_word_is_found_in_another_form_and_by_its_other_names():
    assert found(TEXT, Subject("bewaarplicht"), EOM) == [
        ("bewaarplichten", "bewaarplicht"),
        ("EOM", "eom"),
        ("Europees Openbaar Ministerie", "eom"),
    ]


def test_a_part_of_a_compound_is_found_unless_it_is_short():
    text = "De dataretentie en de grensdata."

    assert found(text, Subject("retentie")) == [("dataretentie", "retentie")]
    assert found(text, Subject("data")) == []


def test_accents_do_not_move_the_places():
    assert found("Coördinatie in België", Subject("belgie")) == [("België", "belgie")]


def test_words_that_only_ask_are_never_marked():
    assert found("Nederland heeft dit voorstel", Subject("heeft")) == []


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_matches_are_in_order_and_never_overlap(text: str, said: list[str]):
    matches = find_matches(text, [Subject(each) for each in said])

    ends = [0, *(each.end for each in matches)]
    assert all(end <= each.start < each.end for end, each in zip(ends, matches, strict=False))
    assert all(each.end <= len(text) for each in matches)
