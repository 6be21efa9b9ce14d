"""Know the same sentence again in another letter, also when a few words or the line breaks differ.

Letters repeat each other: an agenda is sent twice, a report copies its agenda, one document comes
as PDF and as XML. Repeated text is shown once with all its places; never where a figure, a name, a
negation or a modal verb differs, for then it is not the same statement.
"""

import hashlib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.letter import Letter, Sentence
from index.terms import STOP_WORDS, find_words, fold

_ALIKE = 0.8  # Jaccard of two sentences' word pairs: about one word in twenty may differ
_BANDS = 4  # looked up; of sentences that are just alike enough one in 600 shares none (0.2 ** 4)
# odd 64-bit factors, fixed: stores of different days must agree (multiply-shift hashing)
_FACTORS = np.random.default_rng(20250612).integers(
    1 << 62, 1 << 63, _BANDS, np.uint64
) | np.uint64(1)
_LEAST_WORDS = 8  # a shorter sentence that differs at all says something else
# words that turn a statement; compared as they stand, since "zal" and "zou" share a stem elsewhere
_TURNING = frozenset(
    """
    niet geen nooit noch niemand nergens zonder behalve tenzij mits slechts alleen pas enkel
    zal zullen zou zouden wil willen wilde wilden kan kunnen kon konden mag mogen mocht moet moeten
    moest dient dienen hoeft hoeven ja nee wel voor tegen meer minder alle enkele sommige veel
    """.split()
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*")


class KnownSentences(Protocol):
    """Sentences that were taken in before: what a segment keeps of them."""

    def array(self, name: str) -> NDArray[Any]:
        """One of the arrays that ``index/segments.py`` lists."""
        ...

    def sentence(self, number: int) -> Sentence:
        """One sentence."""
        ...


def sentence_key(sentence: Sentence) -> str:
    """Equal for the same words, figures and signs, however the lines were broken.

    The number that a footnote happens to have is no part of what it says.
    """
    text = sentence.display.removeprefix(sentence.footnote)
    folded = re.sub(r"[\s-]+", "", fold(text))
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


class RepeatFinder:
    """Gives every sentence the group of those that say the same, as letters come in.

    A sentence belongs to the first one that says the same. Candidates come from MinHash (Broder
    1997): of two sentences' word pairs the least one, under some random order, is the same as often
    as the pairs are. What must be equal anyway, ``_weighty`` and the actors, is part of what is
    looked up, so few candidates remain however many sentences there are; each is then compared
    exactly. Memory is that of the sentences added here: ``older`` ones stay on the disk.
    """

    def __init__(self, older: Sequence[KnownSentences] = ()) -> None:
        self._older = older
        self._groups: dict[int, int] = {}  # by key, of what was added here
        self._firsts: dict[int, tuple[int, Sentence]] = {}  # by number: key and sentence
        self._by_band: defaultdict[int, list[int]] = defaultdict(list)
        self._count = 0
        self.near: dict[int, int] = {}  # key -> group, where the group is another sentence's
        self.bands: list[
            tuple[int, int]
        ] = []  # what first sentences are found by, and their number

    def add(self, sentences: Sequence[Sentence]) -> list[int]:
        """The group of each sentence of a letter; they are numbered on from the last letter's."""
        keys = [int(sentence_key(sentence), 16) for sentence in sentences]
        before = self._find_before(keys)
        groups: list[int] = []
        for key, sentence in zip(keys, sentences, strict=True):
            group = self._groups.get(key, before.get(key))
            if group is None:
                group = self._take(key, sentence)
            self._groups[key] = group
            groups.append(group)
            self._count += 1
        return groups

    def _take(self, key: int, sentence: Sentence) -> int:
        """The group of a sentence that was not met before."""
        words = find_words(sentence.display)
        if len(words) < _LEAST_WORDS:
            return key
        bands = _bands(words, sentence)
        found = [self._firsts[at] for band in bands for at in self._by_band.get(band, ())]
        found += self._find_candidates(bands)
        same = [
            group
            for group, first in found
            if first.actors == sentence.actors and says_the_same(sentence.display, first.display)
        ]
        if same:
            self.near[key] = min(same)
            return min(same)
        self._firsts[self._count] = key, sentence
        for band in bands:
            self._by_band[band].append(self._count)
            self.bands.append((band, self._count))
        return key

    def _find_before(self, keys: Sequence[int]) -> dict[int, int]:
        """The groups of those keys that older segments know."""
        wanted = np.array(keys, np.uint64)
        before: dict[int, int] = {}
        for segment in self._older:
            for names in (("group_value", "group_value"), ("near_key", "near_group")):
                known, groups = (segment.array(name) for name in names)
                at = np.searchsorted(known, wanted)
                at[at == len(known)] = 0
                if len(known):
                    for hit in np.flatnonzero(known[at] == wanted).tolist():
                        before.setdefault(keys[hit], int(groups[at[hit]]))
        return before

    def _find_candidates(self, bands: Sequence[int]) -> list[tuple[int, Sentence]]:
        found: list[tuple[int, Sentence]] = []
        wanted = np.array(bands, np.uint32)
        for segment in self._older:
            known, numbers = segment.array("band_value"), segment.array("band_sentence")
            starts = np.searchsorted(known, wanted, "left")
            ends = np.searchsorted(known, wanted, "right")
            at = {
                int(number)
                for start, end in zip(starts, ends, strict=True)
                for number in numbers[start:end]
            }
            groups = segment.array("sentence_group")
            found.extend((int(groups[number]), segment.sentence(number)) for number in sorted(at))
        return found


def find_near_repeats(letters: Iterable[Letter]) -> dict[str, str]:
    """Give for the key of a sentence the key of the first one that says the same in other signs.

    Only sentences that have such a one are in it.
    """
    finder = RepeatFinder()
    for letter in letters:
        finder.add(letter.sentences)
    return {f"{key:016x}": f"{group:016x}" for key, group in finder.near.items()}


def says_the_same(one: str, other: str) -> bool:
    """Whether two sentences differ in a few plain words at most.

    >>> wish = "De lidstaten spraken de intentie uit de steun aan het ICC verder te intensiveren"
    >>> says_the_same(f"{wish}.", f"Ook {wish}.")
    True
    >>> says_the_same(f"{wish}.", wish.replace("de intentie", "niet de intentie"))
    False
    """
    if _weighty(one) != _weighty(other):
        return False
    first, second = _pairs(find_words(one)), _pairs(find_words(other))
    return len(first & second) >= _ALIKE * len(first | second)


def _weighty(text: str) -> tuple[Counter[str], ...]:
    """What must be the same: figures, names and the words that turn a statement."""
    words = find_words(text)
    return (
        Counter(re.findall(r"\d+(?:[.,]\d+)*%?", text)),
        # "Ook" at the start of a sentence has a capital and is no name
        Counter(name for name in map(fold, _NAME.findall(text)) if name not in STOP_WORDS),
        Counter(word for word in words if word in _TURNING),
    )


def _pairs(words: Sequence[str]) -> set[str]:
    return {f"{one} {other}" for one, other in pairwise(words)}


def _bands(words: Sequence[str], sentence: Sentence) -> list[int]:
    """What the sentence is looked up by: the least of its word pairs in ``_BANDS`` orders.

    Each with what must be equal; 32 bits, for what is found is compared anyway.
    """
    weighty = [sorted(count.items()) for count in _weighty(sentence.display)]
    same = zlib.crc32(repr((weighty, sentence.actors)).encode())
    pairs = np.fromiter((zlib.crc32(pair.encode()) for pair in _pairs(words)), np.uint64)
    least = (pairs[:, None] * _FACTORS >> np.uint64(32)).min(axis=0)
    return [zlib.crc32(b"%d %d %d" % (at, each, same)) for at, each in enumerate(least.tolist())]


def group_key(sentence: Sentence, repeats: Mapping[str, str]) -> str:
    """The key that all repeats of a sentence share."""
    key = sentence_key(sentence)
    return repeats.get(key, key)
