"""Hold every sentence of the model against the text it cites; what is not in there is not shown.

Each check is a rule that can be read and reported by itself. A near-copy passes all of them; a new
figure, date or name, a dropped "niet", another actor or a changed modal does not.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.actors import NARRATOR, ActorReader
from index.terms import find_words, fold, stem_all, stem_words
from rag.wording import actor_label

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien twintig dertig veertig "
    "vijftig honderd duizend miljoen miljard half helft dubbel eerste tweede derde vierde vijfde"
).split()[1:]  # "een" is an article far more often than a number
_NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|niets|zonder|noch|evenmin|nergens|onthoud\w*|onthield\w*)\b"
)
_MODALS = {
    "willen": r"wil|willen|wilde|wilden|wenst|wensen",
    "zullen": r"zal|zullen|zou|zouden|voornemens|verwacht\w*|verwachting",
    "kunnen": r"kan|kunnen|kon|konden|mogelijk\w*",
    "moeten": r"moet|moeten|moest|moesten|dient|dienen|verplicht\w*|noodzaak|nodig|vereist\w*",
    "mogen": r"mag|mogen|mocht|mochten",
}
# a sentence beginning keeps its capital; a name is a capital anywhere else
_NAME = re.compile(r"(?<=[^.!?\s]\s)[A-Z][\w’'-]+|\b[A-Z]{2,}\w*")
# words a turned clause may need and that carry no meaning of their own; every other word of the
# sentence must stand in the source: a near-copy, not a new text
_FREE_WORDS = frozenset("de het een dat die dit deze en er zich hun haar zijn is ook zo".split())
_CONDITION = re.compile(r"\b(?:mits|tenzij|indien|op voorwaarde|behalve|alleen als|voorbehoud)\b")

# a short stretch that drops out of the middle; longer ones are whole asides
_DROPPED = 3  # words
_CLAUSE_WORDS = frozenset(
    "dat om te die wie of als indien mits tenzij heeft hebben had hadden is zijn was waren wordt "
    "worden werd werden zal zullen zou zouden wil willen kan kunnen moet moeten mag mogen niet "
    "geen aan af op over uit in".split()
)


@dataclass(frozen=True)
class Source:
    """What a citation rests on, as it is read, with who speaks and what stands over it."""

    text: str
    actors: tuple[str, ...]
    headings: tuple[str, ...]


def verify(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    """Give the Dutch reason why a sentence is not carried by what it cites, or "" when it is.

    >>> from index.actors import load_actor_reader
    >>> source = Source("Nederland steunt 12 van de 40 voorstellen niet.", ("Nederland",), ())
    >>> verify("Nederland steunt 12 voorstellen.", [source], load_actor_reader())
    'de ontkenning in de bron ontbreekt of is veranderd'
    """
    if not sources:
        return "er staat geen geldige bron achter"
    source = " ".join(each.text for each in sources)
    for check in (_figures, _negation, _modality, _names, _words, _condition, _grammar):
        if reason := check(sentence, source, sources):
            return reason
    return (
        _actor(sentence, sources, actors)
        or _subject(sentence, sources, actors)
        or _verb(sentence, sources, actors)
        or _doubling(sentence, source, actors)
    )


def _figures(sentence: str, source: str, _: Sequence[Source]) -> str:
    in_source = {_plain(figure) for figure in _FIGURE.findall(source)}
    for figure in _FIGURE.findall(sentence):
        if _plain(figure) not in in_source:
            return f"het getal {figure} staat niet in de bron"
    if not _in_order(_FIGURE.findall(sentence), _FIGURE.findall(source)):
        return "de getallen staan in een andere volgorde dan in de bron"
    words = set(re.findall(r"\w+", fold(source)))
    for word in re.findall(r"\w+", fold(sentence)):
        if word in _NUMBER_WORDS and word not in words:
            return f"het getal '{word}' staat niet in de bron"
    return ""


def _in_order(claimed: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the figures come in the order of the source, some left out."""
    rest = iter(_plain(figure) for figure in given)
    return all(_plain(figure) in rest for figure in claimed)


def _plain(figure: str) -> str:
    return figure.rstrip(".,")


def _negation(sentence: str, source: str, _: Sequence[Source]) -> str:
    claimed, given = (len(_NEGATION.findall(fold(text))) for text in (sentence, source))
    if claimed and not given:
        return "de zin ontkent iets wat de bron niet ontkent"
    if given and not claimed and _overlap(sentence, _clauses_with_negation(source)) > 0.5:
        return "de ontkenning in de bron ontbreekt of is veranderd"
    return ""


def _clauses_with_negation(source: str) -> str:
    clauses = re.split(r"[,;:]|\b(?:maar|en|terwijl|hoewel)\b", source)
    return " ".join(clause for clause in clauses if _NEGATION.search(fold(clause)))


def _overlap(sentence: str, clause: str) -> float:
    """How much of the clause's content returns in the sentence."""
    stems = set(stem_words(clause)) - set(_NEGATION.findall(fold(clause)))
    return len(stems & set(stem_words(sentence))) / len(stems) if stems else 0.0


def _modality(sentence: str, source: str, _: Sequence[Source]) -> str:
    for name, forms in _MODALS.items():
        pattern = re.compile(rf"\b(?:{forms})\b")
        claimed, given = pattern.search(fold(sentence)), pattern.search(fold(source))
        if claimed and not given:
            return f"'{claimed[0]}' staat niet in de bron"
        if name in ("willen", "zullen") and given and not claimed and _states_as_fact(sentence):
            return f"de bron zegt '{given[0]}', de zin stelt het als feit"
    return ""


def _states_as_fact(sentence: str) -> bool:
    """No other word in it says that it is a plan, a wish or somebody's words."""
    return not re.search(
        r"\b(?:pleit\w*|roept|riep|vraagt|vroeg|vindt|vond|gaf|geeft|stelt|stelde|benadruk\w*|"
        r"onderstreep\w*|inzet|inzetten|zet|streeft|wijst|wees|meld\w*|noem\w*|acht|hecht|steun\w*|"
        r"kan|kunnen|moet|moeten|dient|dienen|voorstel\w*|plan\w*|beoog\w*|aandacht|belang\w*)\b",
        fold(sentence),
    )


def _names(sentence: str, source: str, sources: Sequence[Source]) -> str:
    headings = (heading for each in sources for heading in each.headings)
    actors = (actor for each in sources for actor in each.actors)
    known = set(find_words(" ".join([source, *headings, *actors])))
    for name in _NAME.findall(sentence):
        if not known.issuperset(find_words(name)):
            return f"de naam {name} staat niet in de bron"
    return ""


def _words(sentence: str, source: str, sources: Sequence[Source]) -> str:
    headings = (heading for each in sources for heading in each.headings)
    actors = (actor for each in sources for actor in each.actors)
    labels = (actor_label(actor) for actor in actors)
    known = _stems(" ".join([source, *headings, *labels]))
    strange = [
        word
        for word in find_words(sentence)
        if word not in _FREE_WORDS and not _stems(word) <= known and not word.isdigit()
    ]
    if strange:
        return f"deze woorden staan niet in de bron: {', '.join(dict.fromkeys(strange))}"
    return ""


def _stems(text: str) -> set[str]:
    """The stems of all words, those too that search passes over: "voor" is not "tegen"."""
    return set(stem_all(find_words(text)))


def _condition(sentence: str, source: str, _: Sequence[Source]) -> str:
    given, claimed = _CONDITION.search(fold(source)), _CONDITION.search(fold(sentence))
    if given and not claimed:
        return f"de voorwaarde in de bron ('{given[0]} ...') ontbreekt"
    return ""


def _grammar(sentence: str, source: str, _: Sequence[Source]) -> str:
    """No word that carries a clause may drop out of the middle, like the "dat" of "ziet dat"."""
    given, said = (re.findall(r"\w+", text.lower()) for text in (source, sentence))
    blocks = SequenceMatcher(None, given, said, autojunk=False).get_opcodes()
    for at, (change, start, end, said_start, said_end) in enumerate(blocks):
        inside = 0 < at < len(blocks) - 1
        dropped = given[start:end]
        moved = said[said_start:said_end]
        if inside and change in ("delete", "replace") and len(dropped) <= _DROPPED:
            for word in dropped:
                if word in _CLAUSE_WORDS and word not in moved:
                    return f"het woord '{word}' uit de bron ontbreekt"
    return ""


def _doubling(sentence: str, source: str, actors: ActorReader) -> str:
    """Nobody may be named more often than in the source: "Het kabinet heeft Nederland ..."."""
    claimed = Counter(mention.actor for mention in actors.find_mentions(sentence))
    given = Counter(mention.actor for mention in actors.find_mentions(source))
    for actor, number in claimed.items():
        if given[actor] and number > given[actor]:
            return f"{actor} wordt vaker genoemd dan in de bron"
    return ""


def _actor(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    claimed = {actor for actor in actors.read(sentence) if actor != NARRATOR}
    given = {actor for each in sources for actor in each.actors}
    named = {m.actor for each in sources for m in actors.find_mentions(each.text)}
    for actor in sorted(claimed - given):
        # narration names whom it speaks of: "Het akkoord sluit aan bij de inzet van Nederland"
        if given - {NARRATOR} or actor not in named:
            return f"volgens de bron zegt of doet {actor} dit niet"
    if not claimed and len(given - {NARRATOR}) > 0 and _hides_speaker(sentence, named, actors):
        return "de zin noemt niet wie het zegt"
    return ""


def _hides_speaker(sentence: str, named: set[str], actors: ActorReader) -> bool:
    """The source names its speaker, the sentence names nobody at all."""
    return bool(named) and not any(True for _ in actors.find_mentions(sentence))


def _verb(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    """A main clause that is turned round must keep its verb: "gaf Nederland aan" is not "heeft".

    In Dutch the word before a subject that does not open its sentence is the finite verb.
    """
    mention = next(actors.find_mentions(sentence), None)  # only the first is the subject
    if mention is None:
        return ""
    words = re.findall(r"\w+", sentence.lower())
    for source in sources:
        verb = _verb_before(mention.actor, source.text, actors)
        if verb and verb not in words:
            return f"het werkwoord '{verb}' uit de bron ontbreekt"
    return ""


def _subject(sentence: str, sources: Sequence[Source], actors: ActorReader) -> str:
    """Whom something matters to does not say it: "is voor het kabinet van groot belang"."""
    mention = next(actors.find_mentions(sentence), None)
    if mention is None or not actors.is_free(sentence, mention):
        return ""
    free = [
        actors.is_free(source.text, other)
        for source in sources
        for other in actors.find_mentions(source.text)
        if other.actor == mention.actor
    ]
    if free and not any(free):
        return f"{actor_label(mention.actor)} is in de bron niet het onderwerp van de zin"
    return ""


def _verb_before(actor: str, source: str, actors: ActorReader) -> str:
    for mention in actors.find_mentions(source):
        before = re.search(r"(\w+)\s+$", source[: mention.start])
        if mention.actor == actor:
            inverted = before and before[1].islower() and actors.is_free(source, mention)
            return before[1] if before and inverted else ""
    return ""
