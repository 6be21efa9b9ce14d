"""The words of a text as search compares them: folded, stemmed, and in pieces of five letters."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple, Protocol, cast

import Stemmer
from bm25s.stopwords import STOPWORDS_DUTCH, STOPWORDS_EN

from index.everyday import read_everyday

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


def align(text: str) -> str:
    """The text folded character by character, so that places in it are those in the text.

    >>> align("Wat zei België?")
    'wat zei belgie?'
    """
    return "".join(fold(character)[:1] or character for character in text)


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
    return [piece for word in find_words(text) for piece in cut_word(word)]


def stem_word(word: str) -> list[str]:
    """The stem of one folded word; none of a stop word."""
    return [] if word in STOP_WORDS else _stemmer().stemWords([word])


def cut_word(word: str) -> list[str]:
    """The pieces of one folded word; none of a stop word."""
    if word in STOP_WORDS:
        return []
    padded = f"_{word}_"
    return [padded[start : start + _NGRAM] for start in range(max(1, len(padded) - _NGRAM + 1))]


RELATED = 0.4  # what a name that only lies near a subject is worth beside one that means it


@dataclass(frozen=True)
class Subject:
    """Something that a question names, and how else letters name it."""

    said: str  # the question's own words, folded
    names: tuple[str, ...] = ()  # other ones that mean the same
    related: tuple[str, ...] = ()  # near it, no more: worth less, and no proof that it is meant
    everyday: bool = False  # ordinary language, of index/everyday.toml: tells less than a subject


class _Group(NamedTuple):
    """One line of the lexicon."""

    names: tuple[str, ...]  # folded; those that are only typed are no part of it
    related: tuple[str, ...]


class _Lexicon(NamedTuple):
    """The groups by the words that name them, spaces left out: "data retentie" is one word too."""

    by_form: Mapping[str, _Group]  # as written
    by_stem: Mapping[str, Sequence[str]]  # forms that share the stem
    counts: frozenset[tuple[str, int]]  # a form and of how many words it is listed
    longest: int  # words
    is_same: Callable[[str, str], bool]  # whether a word is another form of a name with its stem
    ordinary: frozenset[str] = frozenset()  # share the stem of a form and are something else


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
    ordinary = frozenset(fold(word) for word in cast(list[str], data["ordinary"]))
    lines = cast(list[list[str]], data["groups"])
    typed = ([name for name in line if not name.startswith("~")] for line in lines)
    return _build(zip(typed, map(_read_group, lines), strict=True), _is_inflection, ordinary)


@cache
def _everyday() -> _Lexicon:
    groups = (
        (each.typed, _Group(tuple(map(fold, each.names)), tuple(map(fold, each.related))))
        for each in read_everyday()
    )
    return _build(groups, _differs_by_ending)


def _build(
    entries: Iterable[tuple[Sequence[str], _Group]],
    is_same: Callable[[str, str], bool],
    ordinary: frozenset[str] = frozenset(),
) -> _Lexicon:
    by_form: dict[str, _Group] = {}
    named: list[tuple[str, list[str]]] = []  # a form and its words, of names that match by stem
    counts: set[tuple[str, int]] = set()
    longest = 1
    for typed, group in entries:
        for name in typed:
            words = _PART.findall(fold(name))
            longest = max(longest, len(words))
            by_form["".join(words)] = group
            counts.add(("".join(words), len(words)))
            if not _is_abbreviation(name):
                named.append(("".join(words), words))
    # all at once: a call for each name takes most of the time
    stems = iter(stem_all([word for _, words in named for word in words]))
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    for form, words in named:
        by_stem["".join(next(stems) for _ in words)].append(form)
    return _Lexicon(by_form, by_stem, frozenset(counts), longest, is_same, ordinary)


class _Span(NamedTuple):
    """Words of a question, by their places, that a lexicon knows."""

    start: int
    end: int
    group: _Group
    everyday: bool


def find_subjects(question: str) -> tuple[Subject, ...]:
    """What a question names that ``index/lexicon.toml`` or ``everyday.toml`` knows, in its order.

    Of names that overlap the longest counts: "terugkeer hub" names no "terugkeer". Everyday words
    never take part of a subject, nor its place.

    >>> [subject.said for subject in find_subjects("Komt er een terugkeer-hub in Oeganda?")]
    ['terugkeer-hub', 'oeganda']
    """
    folded = fold(question)
    matches = list(_PART.finditer(folded))
    words = [match[0] for match in matches]
    stems = stem_all(words)
    named = tuple(_find_spans(_lexicon(), words, stems, everyday=False))
    everyday = [
        span
        for span in _find_spans(_everyday(), words, stems, everyday=True)
        if all(_is_apart(span, each) or _is_longer(span, each) for each in named)
    ]
    kept = [span for span in named if all(_is_apart(span, each) for each in everyday)]
    subjects: list[Subject] = []
    for start, end, group, is_everyday in sorted((*kept, *everyday), key=lambda each: each.start):
        said = folded[matches[start].start() : matches[end - 1].end()]
        names = tuple(name for name in group.names if name != said)
        related = tuple(name for name in group.related if name != said)
        subjects.append(Subject(said, names, related, is_everyday))
    return tuple(subjects)


def _is_apart(one: _Span, other: _Span) -> bool:
    return one.end <= other.start or other.end <= one.start


def _is_longer(one: _Span, other: _Span) -> bool:
    """Whether one holds all words of the other and more."""
    return one.start <= other.start and other.end <= one.end and one[:2] != other[:2]


def _find_spans(
    lexicon: _Lexicon, words: Sequence[str], stems: Sequence[str], *, everyday: bool
) -> Iterator[_Span]:
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + lexicon.longest), start, -1):
            if group := _find_group(lexicon, words[start:end], stems[start:end]):
                yield _Span(start, end, group, everyday)
                start = end
                break
        else:
            start += 1


def _find_group(lexicon: _Lexicon, words: Sequence[str], stems: Sequence[str]) -> _Group | None:
    written = "".join(words)
    # a compound may be typed apart, but no part of one is a stop word: "rechtspraak en", "rijk er"
    is_compound = STOP_WORDS.isdisjoint(words)
    if (group := lexicon.by_form.get(written)) and (
        is_compound or (written, len(words)) in lexicon.counts
    ):
        return group
    if written in lexicon.ordinary:
        return None
    keys = ["".join(stems)]
    if len(words) > 1 and is_compound:
        keys.append(stem_all([written])[0])
    for key in keys:
        for form in lexicon.by_stem.get(key, ()):
            if lexicon.is_same(written, form) and (
                is_compound or (form, len(words)) in lexicon.counts
            ):
                return lexicon.by_form[form]
    return None


def _is_inflection(one: str, other: str) -> bool:
    """Whether words of one stem are forms of one word; the stemmer joins more than those.

    >>> _is_inflection("terugkeerhubs", "terugkeerhub"), _is_inflection("weer", "weerbaar")
    (True, False)
    """
    beginning = min(len(one), len(other)) - 2
    return one[:beginning] == other[:beginning] and abs(len(one) - len(other)) <= 3


_ENDINGS = frozenset(("", "e", "en", "n", "s", "t", "de", "den", "te", "ten"))
_DOUBLED = re.compile(r"(.)\1")
_SAME_START = 4  # letters; the stems of shorter everyday words are those of too many others


def _differs_by_ending(one: str, other: str) -> bool:
    """The same for everyday words, which are short and many: only an ending of a form differs.

    >>> _differs_by_ending("blokkeert", "blokkeren"), _differs_by_ending("kort", "korting")
    (True, False)
    """
    if one.endswith("ende") or other.endswith("ende"):
        return False  # "volgende" is not "volgen"
    one, other = (_DOUBLED.sub(r"\1", word) for word in (one, other))  # "blokkeer", "blokkeren"
    differing = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    common = next(differing, min(len(one), len(other)))
    return common >= _SAME_START and {one[common:], other[common:]} <= _ENDINGS
