"""Know the same sentence again in another letter, also when a few words or the line breaks differ.

Letters repeat each other: an agenda is sent twice, a report copies its agenda, one document comes
as PDF and as XML. Repeated text is shown once with all its places; never where a figure, a name, a
negation or a modal verb differs, for then it is not the same statement.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, cast

import datasketch

from index.letter import Letter, Sentence
from index.terms import STOP_WORDS, find_words, fold

_ALIKE = 0.8  # Jaccard of two sentences' word pairs: about one word in twenty may differ
_CANDIDATES = 0.7  # the same as MinHash estimates it, less its standard error of 0.05
_PERMUTATIONS = 64
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


class _Sketch(Protocol):
    def update_batch(self, b: Iterable[bytes]) -> None: ...


class _Buckets(Protocol):
    def query(self, minhash: object) -> list[str]: ...
    def insert(self, key: str, minhash: object) -> None: ...


def sentence_key(sentence: Sentence) -> str:
    """Equal for the same words, figures and signs, however the lines were broken.

    The number that a footnote happens to have is no part of what it says.
    """
    text = sentence.display.removeprefix(sentence.footnote)
    folded = re.sub(r"[\s-]+", "", fold(text))
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def find_near_repeats(letters: Iterable[Letter]) -> dict[str, str]:
    """Give for the key of a sentence the key of the first one that says the same in other signs.

    Only sentences that have such a one are in it. Candidates come from MinHash (Broder 1997) with
    locality-sensitive hashing; each is then compared exactly.
    """
    buckets = cast(
        _Buckets,
        datasketch.MinHashLSH(threshold=_CANDIDATES, num_perm=_PERMUTATIONS),
    )
    first: dict[str, Sentence] = {}  # by key, the first of each group
    repeats: dict[str, str] = {}
    for letter in letters:
        for sentence in letter.sentences:
            key = sentence_key(sentence)
            words = find_words(sentence.display)
            if key in first or key in repeats or len(words) < _LEAST_WORDS:
                continue
            sketch = _sketch(words)
            same = sorted(
                other
                for other in buckets.query(sketch)
                if first[other].actors == sentence.actors
                and says_the_same(sentence.display, first[other].display)
            )
            if same:
                repeats[key] = same[0]
            else:
                buckets.insert(key, sketch)
                first[key] = sentence
    return repeats


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


def _sketch(words: Sequence[str]) -> _Sketch:
    sketch = cast(_Sketch, datasketch.MinHash(num_perm=_PERMUTATIONS))
    sketch.update_batch([pair.encode() for pair in _pairs(words)])
    return sketch


def group_key(sentence: Sentence, repeats: Mapping[str, str]) -> str:
    """The key that all repeats of a sentence share."""
    key = sentence_key(sentence)
    return repeats.get(key, key)
