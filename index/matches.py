"""Which words of a passage match a question, as places in it, so that they can be marked."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.terms import STOP_WORDS, Subject, align, find_words, stem_all

_PART = 6  # letters; as in search, a shorter piece stands in too many words by chance
_WORD = re.compile(r"\w+")


class Match(NamedTuple):
    """A stretch of a text that says something the question names."""

    start: int
    end: int
    said: str  # what of the question it matches


def find_matches(text: str, subjects: Sequence[Subject]) -> tuple[Match, ...]:
    """Where a text says what a question names, in that order and without overlap.

    A word matches by its stem or as part of a compound, a name of several words as it stands.
    ``subjects`` are those of ``Cues``.

    >>> text = "Nederland steunt de bewaarplicht."
    >>> [text[each.start : each.end] for each in find_matches(text, [Subject("bewaarplichten")])]
    ['bewaarplicht']
    """
    folded = align(text)
    words = [(match[0], match.span()) for match in _WORD.finditer(folded)]
    stems = stem_all([word for word, _ in words])
    found: list[Match] = []
    for subject in subjects:
        for name in (subject.said, *subject.names):
            parts = find_words(name)
            if len(parts) > 1:
                pattern = re.compile(rf"(?<!\w){re.escape(name)}\w*")
                found += (Match(*match.span(), subject.said) for match in pattern.finditer(folded))
            for part in parts if name == subject.said else parts[:1] if len(parts) == 1 else ():
                found += (Match(*span, subject.said) for span in _find_word(part, words, stems))
    kept: list[Match] = []
    for match in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return tuple(kept)


def _find_word(
    word: str, words: Sequence[tuple[str, tuple[int, int]]], stems: Sequence[str]
) -> Iterator[tuple[int, int]]:
    if word in STOP_WORDS:
        return
    (stem,) = stem_all([word])
    for (each, span), its in zip(words, stems, strict=True):
        if its == stem or (len(stem) >= _PART and stem in each):
            yield span
