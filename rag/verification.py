"""Hold every sentence of the model against the text it cites; what is not in there is not shown.

A sentence is verified when it is its source with things left out that may be left out, in the
source's own order or turned round as Dutch allows, with the same figures, names and speaker. All
rules are read from words: nothing is guessed, and in doubt the letter's own sentence stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations, product

from index.actors import ActorReader
from index.terms import find_words, fold, stem_all
from rag.verification_alignment import Alignment, align
from rag.verification_omissions import find_loss
from rag.verification_speakers import find_other_speaker
from rag.verification_tokens import Word, as_abbreviated, read_words, turn_round
from rag.verification_words import load_words
from rag.wording import actor_label

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = frozenset(
    "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien twintig dertig veertig "
    "vijftig honderd duizend miljoen miljard half helft dubbel eerste tweede derde vierde "
    "vijfde".split()  # "een" is an article far more often than a number
)
# a sentence beginning keeps its capital; a name is a capital anywhere else
_NAME = re.compile(r"(?<=[^.!?\s]\s)[A-Z][\w’'-]+|\b[A-Z]{2,}\w*")
# what is no prose: addresses, markup, code, turn marks. A letter may hold it, and the letter's own
# sentence shows it as it stands; the model does not repeat it
_NO_PROSE = re.compile(
    r"\w://|\bwww\.|\b\w[\w-]*\.(?:com|org|net|nl|eu|io|example)\b|mailto:|[<>{}|\\`]|\]\(|!\[|"
    r"\*\*|__|#{2,}|\[/?\w+\]",
    re.IGNORECASE,
)
# words a turned clause may need and that carry no meaning of their own
_FREE_WORDS = frozenset("de het een er en".split())
_NAMED = 5  # words that a reason names; more tell a reader no more
_READINGS = 24  # orders of sources and turns looked at; a sentence cites one source or two


@dataclass(frozen=True)
class Source:
    """What a citation rests on, as it is read, with who speaks and what stands over it."""

    text: str
    actors: tuple[str, ...]
    headings: tuple[str, ...]


def verify(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    """Give the Dutch reason why a sentence is not carried by what it cites, or "" when it is.

    >>> from index.actors import load_actor_reader
    >>> source = Source("Nederland steunt de voorstellen niet.", ("Nederland",), ())
    >>> verify("Nederland steunt de voorstellen.", [source], load_actor_reader())
    "de ontkenning in de bron ('niet') ontbreekt"
    """
    if not sources:
        return "er staat geen geldige bron achter"
    if not is_prose(sentence):
        return "de zin bevat een webadres of opmaak"
    sources = [replace(each, text=as_abbreviated(each.text, sentence)) for each in sources]
    source = " ".join(each.text for each in sources)
    unnamed = _without_named(sentence, source, actors)
    return (
        _figures(sentence, source)
        or _names(unnamed, source, sources)
        or _words(unnamed, source, sources)
        or _needless(sentence, sources, actors)
        or _omissions(sentence, sources, actors)
        or find_other_speaker(sentence, [(each.text, each.actors) for each in sources], actors)
    )


def is_prose(text: str) -> bool:
    """Whether it holds no address, markup, code or turn mark."""
    return not _NO_PROSE.search(text)


def _needless(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    """Where one source carries the sentence by itself, every other that is cited must too."""
    if len(sources) == 1:
        return ""
    carried = [not _omissions(sentence, [each], actors) for each in sources]
    if any(carried) and not all(carried):
        return "niet elke genoemde bron zegt dit"
    return ""


def _figures(sentence: str, source: str) -> str:
    in_source = {_plain(figure) for figure in _FIGURE.findall(source)}
    for figure in _FIGURE.findall(sentence):
        if _plain(figure) not in in_source:
            return f"het getal {figure} staat niet in de bron"
    words = set(re.findall(r"\w+", fold(source)))
    for word in re.findall(r"\w+", fold(sentence)):
        if word in _NUMBER_WORDS and word not in words:
            return f"het getal '{word}' staat niet in de bron"
    return ""


def _without_named(sentence: str, source: str, actors: ActorReader) -> str:
    """The sentence without the actors that the source names, whatever it calls them."""
    named = {mention.actor for mention in actors.find_mentions(source)}
    for mention in reversed(list(actors.find_mentions(sentence))):
        if mention.actor in named:
            sentence = sentence[: mention.start] + sentence[mention.end :]
    return sentence


def _plain(figure: str) -> str:
    return figure.rstrip(".,")


def _names(sentence: str, source: str, sources: Sequence[Source]) -> str:
    labels = (actor_label(actor) for each in sources for actor in each.actors)
    known = set(find_words(" ".join([source, *labels])))
    for name in _NAME.findall(sentence):
        if not known.issuperset(find_words(name)):
            return f"de naam {name} staat niet in de bron"
    return ""


def _words(sentence: str, source: str, sources: Sequence[Source]) -> str:
    labels = (actor_label(actor) for each in sources for actor in each.actors)
    known = _stems(" ".join([source, *labels]))
    strange = [
        word
        for word in find_words(sentence)
        if word not in _FREE_WORDS and not _stems(word) <= known and not word.isdigit()
    ]
    if strange:
        return f"deze woorden staan niet in de bron: {_list(strange)}"
    return ""


def _stems(text: str) -> set[str]:
    """The stems of all words, those too that search passes over: "voor" is not "tegen"."""
    same = load_words().same
    return set(stem_all([same.get(word, word) for word in find_words(text)]))


def _omissions(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    """What of the source is gone, changed or moved; "" when some reading of it carries all."""
    said = read_words(sentence, actors)
    reasons: list[tuple[int, str]] = []
    for reading, turned in islice(_readings(said, sources, actors), _READINGS):
        alignment = align(reading, turned)
        reason = _added(alignment) or find_loss(alignment)
        if not reason:
            return ""
        reasons.append((len(alignment.added), reason))
    # of the readings that carry the most words, the first: it is the plainest
    return min(reasons, key=lambda each: each[0])[1]


def _readings(
    said: Sequence[Word], sources: Sequence[Source], actors: ActorReader
) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """The ways to lay the sentence beside its sources: plain first, then turned round."""
    turns = list(turn_round(said)) if len(sources) == 1 else [tuple(said)]
    for order in permutations(
        [list(turn_round(read_words(each.text, actors), said)) for each in sources]
    ):
        for chosen in product(*order):
            whole = tuple(word for part in chosen for word in _as_sentence(part))
            yield from ((whole, turned) for turned in turns)


def _as_sentence(words: Sequence[Word]) -> Iterator[Word]:
    for at, word in enumerate(words):
        yield replace(word, sign=".") if at == 0 else word


def _added(alignment: Alignment) -> str:
    """Words that stand elsewhere in the source, or not at all."""
    added = alignment.added
    if not added:
        return ""
    in_source = {word.key for word in alignment.source}
    first = added[0]
    if first.is_actor:
        return f"wie wat zegt of doet is anders dan in de bron ('{first.text}')"
    if lost := load_words().kept.get(first.text):
        return f"{lost} is anders dan in de bron ('{first.text}')"
    where = "staan in een andere volgorde dan in" if first.key in in_source else "staan niet in"
    return f"deze woorden {where} de bron: {_list([word.text for word in added])}"


def _list(words: Sequence[str]) -> str:
    different = list(dict.fromkeys(words))
    return ", ".join(different[:_NAMED]) + (" …" if len(different) > _NAMED else "")
