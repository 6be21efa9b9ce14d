"""How much each ranking gave to what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import Ranked, Weighted, fuse, parts_of
from index.hit import FoundBy
from index.vocabulary import Vocabulary

WORDS = Weighted(1.0, [Ranked(7, 8.0), Ranked(3, 2.0)], least=0.0, most=10.0)
MEANING = Weighted(0.5, [Ranked(3, 0.9), Ranked(5, 0.8)], least=0.7, most=0.9)


def test_the_parts_of_a_score_add_up_to_it():
    scores = dict(fuse([WORDS, MEANING]))

    parts = parts_of([WORDS, MEANING], list(scores))

    assert {position: sum(each) for position, each in parts.items()} == pytest.approx(scores)


def test_what_only_one_ranking_found_is_all_its_doing():
    parts = parts_of([WORDS, MEANING], [5, 7])

    assert FoundBy.of([*parts[7], 0.0]) == FoundBy(1.0, 0.0, 0.0)
    assert FoundBy.of([*parts[5], 0.0]) == FoundBy(0.0, 1.0, 0.0)


def test_what_no_ranking_found_has_no_shares():
    assert FoundBy.of([0.0, 0.0, 0.0]) == FoundBy()


@given(st.sets(st.text("abc", min_size=1, max_size=4)), st.text("abc", max_size=3))
def test_the_terms_with_a_beginning_are_those_that_have_it(terms: set[str], beginning: str):
    found = list(Vocabulary.build(terms).starting_with(beginning))

    assert found == sorted(term for term in terms if term.startswith(beginning))
