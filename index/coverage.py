"""Which of the things a question names a text speaks about, and how much of it that is."""

import math
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from index.letter import Letter, Sentence
from index.passage_texts import headings_over
from index.terms import RELATED, Subject, find_words, fold, stem_words

_COMPOUND_PART = 6  # letters; shorter words stand in too many others by chance


class Coverage:
    """Compares texts with the subjects of one question; rarer subjects weigh more."""

    def __init__(
        self, subjects: Sequence[Subject], document_frequency: Callable[[str], int], size: int
    ) -> None:
        self._names = {each.said: (each.said, *each.names) for each in subjects}
        self._related = {each.said: each.related for each in subjects}
        self.terms = tuple(self._names)
        # an everyday word is missed, and weighs, as what letters write for it
        counted = {
            each.said: (*self._names[each.said], *(each.related if each.everyday else ()))
            for each in subjects
        }
        found = {term: max(map(document_frequency, names)) for term, names in counted.items()}
        # the idf of BM25's oldest form: a subject of a few passages tells most
        self.weights = {term: math.log(1 + size / (0.5 + count)) for term, count in found.items()}
        self.missing = tuple(term for term, count in found.items() if not count)
        self._total = sum(self.weights.values())

    def covered(self, text: str) -> frozenset[str]:
        """The question's terms, or their other names, that stand in the text."""
        folded = fold(text)
        stems = set(stem_words(text))
        return frozenset(
            term
            for term, names in self._names.items()
            if any(_stands_in(name, folded, stems) for name in names)
        )

    def coverage(self, covered: Collection[str]) -> float:
        """How much of the question's weight the covered terms carry, from 0 to 1."""
        return sum(self.weights[term] for term in covered) / self._total if self._total else 1.0

    def share(self, text: str) -> float:
        """The same of a text; a term of which only a related name stands there counts in part."""
        if not self._total:
            return 1.0
        folded = fold(text)
        stems = set(stem_words(text))

        def worth(term: str) -> float:
            if any(_stands_in(name, folded, stems) for name in self._names[term]):
                return 1.0
            near = any(_stands_in(name, folded, stems) for name in self._related[term])
            return RELATED if near else 0.0

        return sum(weight * worth(term) for term, weight in self.weights.items()) / self._total

    def of_sentence(self, sentence: Sentence, letter: Letter) -> float:
        """The share of a sentence, from 0 to 1; what only a heading over it says counts half."""
        heading = " ".join(headings_over(letter, sentence.section))
        text = sentence.display
        return (self.share(text) + self.share(f"{heading}\n{text}")) / 2


def best_said(
    coverage: Coverage, sentences: Sequence[Sentence], letter: Letter, actors: Collection[str]
) -> float:
    """The share of the sentence that covers most, of those said by one of ``actors``.

    Of all sentences when nobody is asked about. 0 when none of them says anything.
    """
    asked = set(actors)
    return max(
        (
            coverage.of_sentence(sentence, letter)
            for sentence in sentences
            if not asked or asked & set(sentence.actors)
        ),
        default=0.0,
    )


def _stands_in(name: str, folded: str, stems: set[str]) -> bool:
    is_single, stemmed = _take_apart(name)
    if not is_single:
        return name in folded
    if stemmed and stemmed[0] in stems:
        return True
    # part of a compound: "retentie" in "dataretentie"
    return len(name) >= _COMPOUND_PART and name in folded


@lru_cache(4096)  # names: every sentence of a search is compared with the same ones
def _take_apart(name: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a name is one word, and its stems."""
    return len(find_words(name)) <= 1, tuple(stem_words(name))
