"""A slip of the keyboard is read as what was meant; other words stay what they are."""

from collections.abc import Iterable

import pytest

from index.terms import stem_all
from rag.spelling import Correction, correct

KNOWN = (
    "hoofdaanklager vuurwerk pakistaanse stappen jongeren contacten verdiepen voorwaarden".split()
)
STEMS = stem_all(KNOWN)


class Words:
    """The letters hold the known words and no others."""

    def document_frequency(self, name: str) -> int:
        return int(stem_all([name])[0] in STEMS)

    def stems_like(self, start: str) -> Iterable[str]:
        return [stem for stem in STEMS if stem.startswith(start)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hoofdaanklagr", "hoofdaanklager"), ("vuurwrk", "vuurwerk"),
     ("vuurwekr", "vuurwerk"), ("pakistanse", "pakistaanse")],
)  # fmt: skip
def test_letters_left_out_added_or_swapped_are_mended(typed: str, meant: str):
    text, _ = correct(f"wat zei nl over {typed}?", [typed], Words())

    assert text == f"wat zei nl over {meant}?"


@pytest.mark.parametrize("word", ["stoppen", "jongens", "verliep", "2025", "NCTVX"])
def test_another_word_a_figure_or_an_abbreviation_is_left_alone(word: str):
    text, corrections = correct(word, [word.lower()], Words())

    assert (text, corrections) == (word, ())


def test_a_word_that_stands_in_the_letters_is_never_mended():
    assert correct("vuurwerk", ["vuurwerk"], Words())[1] == ()


def test_what_was_mended_is_told():
    _, corrections = correct("de hoofdaanklagr en vuurwrk", ["hoofdaanklagr", "vuurwrk"], Words())

    assert corrections == (
        Correction("hoofdaanklagr", "hoofdaanklager"),
        Correction("vuurwrk", "vuurwerk"),
    )
