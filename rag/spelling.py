"""Read a word that stands nowhere in the letters as the one that was probably meant.

Shown as "bedoeld: ..."; never for a figure, a short word, or a name that could be another name.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from index.terms import align, find_subjects, stem_all

# letters: a shorter word is one slip away from too many others ("boete", "bodem")
_SHORTEST, _SHORTEST_NAME = 7, 8
_SHORTEST_STEM = 6
_SAME_START = 2  # letters; slips are rare there, and different words differ there


class Correction(NamedTuple):
    """A word as it was typed, and as it is read."""

    typed: str
    meant: str


class KnownWords(Protocol):
    """The words of the letters."""

    def document_frequency(self, name: str) -> int:
        """In how many passages a word stands."""
        ...

    def stems_like(self, start: str) -> Iterable[str]:
        """The stems that begin with these letters."""
        ...


def correct(
    text: str, terms: Sequence[str], known: KnownWords
) -> tuple[str, tuple[Correction, ...]]:
    """The text with its slips of the keyboard mended, and what was mended.

    ``terms`` are the folded words that carry the question's subject. A word is mended only when it
    stands nowhere and one known word is nearest to it.
    """
    corrections: list[Correction] = []
    for match in reversed(list(re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))):
        word = match[0]
        folded = align(word)
        if folded not in terms or not _may_be_slip(word, match.start(), known):
            continue
        if meant := _nearest(folded, known):
            corrections.append(Correction(word, meant))
            text = f"{text[: match.start()]}{meant}{text[match.end() :]}"
    return text, tuple(reversed(corrections))


def _may_be_slip(word: str, start: int, known: KnownWords) -> bool:
    is_name = start > 0 and word[0].isupper()
    return (
        len(word) >= (_SHORTEST_NAME if is_name else _SHORTEST)
        and not word.isupper()
        and not find_subjects(word)
        and not known.document_frequency(align(word))
    )


def _nearest(word: str, known: KnownWords) -> str:
    """The known word with the fewest slips between; "" when there is none, or more than one."""
    (stem,) = stem_all([word])
    if len(stem) < _SHORTEST_STEM:
        return ""
    found = process.extract(
        stem,
        [each for each in known.stems_like(word[:_SAME_START]) if _is_slip(stem, each)],
        scorer=OSA.distance,
        score_cutoff=1,
        limit=2,
    )
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return ""
    return _inflect_like(word, stem, str(found[0][0]))


def _is_slip(typed: str, meant: str) -> bool:
    """Letters left out, added or swapped; another letter makes another word ("stoppen", "stappen").

    Nor is it one where only the ending differs: those are forms the stemmer keeps apart.
    """
    if typed.startswith(meant) or meant.startswith(typed):
        return False
    return Indel.distance(typed, meant) == 1 or sorted(typed) == sorted(meant)


def _inflect_like(word: str, stem: str, meant: str) -> str:
    """The known stem with the ending that was typed; "" where neither is a form of the word."""
    forms = (meant + word[len(stem) :], meant)
    return next((form for form in forms if stem_all([form]) == [meant]), "")
