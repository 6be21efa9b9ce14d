"""The words of a text as search compares them: folded, stemmed, and in pieces of five letters."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple, Protocol, cast

import Stemmer
from bm25s.stopwords import STOPWORDS_DUTCH, STOPWORDS_EN

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_PART = re.compile(r"\w+")
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
    if text.isascii():
        return text.lower()  # most text: nothing to take apart
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


@dataclass(frozen=True)
class Subject:
    """Something that a question names, and how else letters name it."""

    said: str  # the question's own words, folded
    names: tuple[str, ...] = ()  # other ones that mean the same
    related: tuple[str, ...] = ()  # near it, no more: worth less, and no proof that it is meant


class _Group(NamedTuple):
    """One line of the lexicon."""

    names: tuple[str, ...]  # folded; those that are only typed are no part of it
    related: tuple[str, ...]


class _Lexicon(NamedTuple):
    """The groups by the words that name them, spaces left out: "data retentie" is one word too."""

    by_form: Mapping[str, _Group]  # as written
    by_stem: Mapping[str, Sequence[str]]  # forms that share the stem
    longest: int  # words


def _is_abbreviation(name: str) -> bool:
    """One word with two capitals: its stem would be that of other words ("vissen" and "VIS")."""
    return bool(re.fullmatch(r"\w*[A-Z]\w*[A-Z]\w*", name))


def _read_group(line: Sequence[str]) -> _Group:
    return _Group(
        tuple(fold(name) for name in line if name[0] not in "?~"),
        tuple(fold(name[1:]) for name in line if name[0] == "~"),
    )


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((resources.files("index") / "lexicon.toml").read_text("utf-8"))
    by_form: dict[str, _Group] = {}
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    longest = 1
    for line in cast(list[list[str]], data["groups"]):
        group = _read_group(line)
        for name in line:
            if name.startswith("~"):
                continue
            words = _PART.findall(fold(name))
            longest = max(longest, len(words))
            form = "".join(words)
            by_form[form] = group
            if not _is_abbreviation(name):
                by_stem["".join(stem_all(words))].append(form)
    return _Lexicon(by_form, by_stem, longest)


def find_subjects(question: str) -> tuple[Subject, ...]:
    """What a question names that ``index/lexicon.toml`` knows, in its order.

    Of names that overlap the longest counts: "terugkeer hub" names no "terugkeer".

    >>> [subject.said for subject in find_subjects("Komt er een terugkeer-hub in Oeganda?")]
    ['terugkeer-hub', 'oeganda']
    """
    folded = fold(question)
    matches = list(_PART.finditer(folded))
    words = [match[0] for match in matches]
    stems = stem_all(words)
    subjects: list[Subject] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _lexicon().longest), start, -1):
            group = _find_group(words[start:end], stems[start:end])
            if group:
                said = folded[matches[start].start() : matches[end - 1].end()]
                names = tuple(name for name in group.names if name != said)
                subjects.append(Subject(said, names, group.related))
                start = end
                break
        else:
            start += 1
    return tuple(subjects)


def _find_group(words: Sequence[str], stems: Sequence[str]) -> _Group | None:
    lexicon = _lexicon()
    written = "".join(words)
    if group := lexicon.by_form.get(written):
        return group
    keys = ["".join(stems)]
    if len(words) > 1:
        keys.append(stem_all([written])[0])  # a compound that was typed apart
    for key in keys:
        for form in lexicon.by_stem.get(key, ()):
            if _is_inflection(written, form):
                return lexicon.by_form[form]
    return None


def _is_inflection(one: str, other: str) -> bool:
    """Whether words of one stem are forms of one word; the stemmer joins more than those.

    >>> _is_inflection("terugkeerhubs", "terugkeerhub"), _is_inflection("weer", "weerbaar")
    (True, False)
    """
    beginning = min(len(one), len(other)) - 2
    return one[:beginning] == other[:beginning] and abs(len(one) - len(other)) <= 3
