"""A document that a cited sentence points to and that is missing is named at the answer."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fakes_forms import make_row, search_over
from index.collection import derive
from index.letter import Letter
from index.search import Searcher
from rag.answer import Citation, MissingDocument
from rag.citations import make_citation
from rag.missing_documents import find_missing, say_missing


@pytest.fixture(scope="module")
def positions(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over made-up letters, one of which names a letter that is not there."""
    return search_over("position_letters", tmp_path_factory.mktemp("store"))


def cite(searcher: Searcher, letter: Letter, start: str, number: int = 1) -> Citation:
    return make_citation(number, make_row(letter, start), searcher)


def by_file(letters: Mapping[str, Letter], start: str) -> Letter:
    return next(letter for letter in letters.values() if letter.file.startswith(start))


def test_a_missing_letter_is_named_with_the_citations_that_name_it(positions: Searcher):
    letters = positions.index.letters
    citation = cite(positions, by_file(letters, "lantaarnpalen_2"), "De uitkomst van")

    missing = find_missing([citation, replace(citation, number=2)], letters)

    assert missing == (MissingDocument("32 317, nr. 1699", (1, 2)),)
    assert say_missing(missing) == (
        "De brief verwijst bij [1] en [2] naar 32 317, nr. 1699; die zit niet in deze verzameling.",
    )


def test_what_one_sentence_misses_is_one_line():
    missing = [MissingDocument(f"32 317, nr. {number}", (2,)) for number in (879, 882, 888)]

    assert say_missing([*missing, MissingDocument("bijlage 4", (1,))]) == (
        "De brief verwijst bij [2] naar 32 317, nr. 879; 32 317, nr. 882 en 32 317, nr. 888; "
        "die zitten niet in deze verzameling.",
        "De brief verwijst bij [1] naar bijlage 4; die zit niet in deze verzameling.",
    )


def test_a_letter_that_is_there_is_not_missed(positions: Searcher):
    letters = dict(positions.index.letters)
    other = by_file(letters, "lantaarnpalen_1")
    letters["f" * 16] = replace(other, id="f" * 16, number="1699")
    citation = cite(positions, by_file(letters, "lantaarnpalen_2"), "De uitkomst van")

    assert find_missing([citation], letters) == ()


def test_what_other_sentences_name_is_not_named_here(positions: Searcher):
    letters = positions.index.letters
    citation = cite(positions, by_file(letters, "lantaarnpalen_2"), "Nederland vraagt om 20")

    assert find_missing([citation], letters) == ()


def test_the_footnote_of_a_cited_sentence_counts_as_its_own(
    sample_letters: Mapping[str, Letter], positions: Searcher
):
    letters = {letter.id: letter for letter in derive(tuple(sample_letters.values()))}
    agenda = by_file(letters, "000")
    citation = cite(positions, agenda, "Uw Kamer is hierover middels een BNC-fiche")

    assert [each.name for each in find_missing([citation], letters)] == ["22 112, nr. 4054"]


def test_a_citation_of_a_letter_that_is_gone_names_nothing(positions: Searcher):
    citation = cite(
        positions, by_file(positions.index.letters, "lantaarnpalen_2"), "De uitkomst van"
    )

    assert find_missing([citation], {}) == ()
