"""The words of a text as search compares them: folded, stemmed, and in pieces of five letters."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import Protocol, cast

import Stemmer
from bm25s.stopwords import STOPWORDS_DUTCH, STOPWORDS_EN

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_NGRAM = 5  # letters; long enough to tell Dutch compounds apart, short enough to find their parts
# words that ask, or say that somebody says something, rather than name a subject
_QUESTION_WORDS = frozenset(
    """
    wat wie waar wanneer waarom hoe welk welke hoeveel waarop waarvoor waarmee waarvan waarbij
    waarin waaraan zei zegt zeggen zeiden gezegd vond vinden vindt vonden gevonden vertelde verteld
    noemde noemt noemen genoemd meldde meldt melden gemeld bracht brengt brengen gebracht inbracht
    inbreng ingebracht stelde stelt stellen benadrukte benadrukt benadrukken gaf geeft geven gegeven
    aan wil wilde willen wilden staat stond staan komt kwam komen kwamen gaat ging gaan gingen doet
    deed doen deden gedaan krijgt krijgen hoeft hoeven houdt houden maakt maken moet moeten moest
    moesten mag mogen kan kunnen zou zouden zal zullen had hadden is was waren wordt worden
    reageerde reageerden reactie volgens mbt tav ivm over precies eigenlijk juist alleen graag iets
    allemaal ook al nog nu eerder sinds erbij mee ervan daarvan hierover daarover dit dat deze die
    geef noem vertel bekend standpunt stp inzet positie mening oordeel visie lijn brief brieven
    kamerbrief kamer kamerstuk geannoteerde geann agenda verslag jbz-raad jbz raad bijeenkomst
    vergadering nl did does do what who which when where why how say said says about the think
    position view nav ea etc
    """.split()
)
STOP_WORDS = frozenset(STOPWORDS_DUTCH) | frozenset(STOPWORDS_EN) | _QUESTION_WORDS


class _Stemmer(Protocol):
    def stemWords(self, words: Sequence[str]) -> list[str]: ...  # noqa: N802 - the library's name


@cache
def _stemmer() -> _Stemmer:
    # compiled, without types
    make = cast("Callable[[str], _Stemmer]", Stemmer.Stemmer)  # pyright: ignore[reportUnknownMemberType]
    return make("dutch")


def fold(text: str) -> str:
    """Lower case, without accents.

    >>> fold("Geïnformeerd")
    'geinformeerd'
    """
    # twice: some letters only fold once they are taken apart
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def find_words(text: str) -> list[str]:
    """The folded words of a text; a compound with hyphens gives its parts too.

    >>> find_words("De JBZ-Raad in 2025")
    ['de', 'jbz-raad', 'jbz', 'raad', 'in', '2025']
    """
    words: list[str] = []
    for word in _WORD.findall(fold(text)):
        words.append(word)
        parts = re.split(r"[’'.-]", word)
        if len(parts) > 1 and not word[0].isdigit():
            words.extend(part for part in parts if part)
    return words


def stem_all(words: Sequence[str]) -> list[str]:
    """The Dutch stem of each word."""
    return _stemmer().stemWords(list(words))


def stem_words(text: str) -> list[str]:
    """The Dutch stems of a text's words, stop words left out."""
    return _stemmer().stemWords([word for word in find_words(text) if word not in STOP_WORDS])


def cut_ngrams(text: str) -> list[str]:
    """Pieces of five letters out of every word, so that parts of compounds find each other.

    >>> cut_ngrams("hubs")
    ['_hubs', 'hubs_']
    """
    pieces: list[str] = []
    for word in find_words(text):
        if word in STOP_WORDS:
            continue
        padded = f"_{word}_"
        pieces.extend(
            padded[start : start + _NGRAM] for start in range(max(1, len(padded) - _NGRAM + 1))
        )
    return pieces


@cache
def _lexicon() -> tuple[tuple[str, ...], ...]:
    data = tomllib.loads((resources.files("index") / "lexicon.toml").read_text("utf-8"))
    groups = cast(list[list[str]], data["groups"])
    return tuple(tuple(fold(name) for name in group) for group in groups)


def expand(question: str) -> tuple[str, ...]:
    """Other names for what the question names, from ``index/lexicon.toml``.

    >>> expand("Wat zegt de Cie over de AVG?")[:2]
    ('commissie', 'europese commissie')
    """
    folded = fold(question)
    found: list[str] = []
    for group in _lexicon():
        named = [name for name in group if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", folded)]
        if named:
            found.extend(name for name in group if name not in named)
    return tuple(dict.fromkeys(found))
