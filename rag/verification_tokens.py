"""Take a sentence apart as verification compares it: words, who is named, and where parts begin.

The reading of a source may be turned round as Dutch allows: what opens the sentence goes behind
the subject or to the end, and subject and verb change places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.actors import ActorReader
from index.terms import find_subjects, fold, stem_all
from rag.verification_words import load_words

_PHRASES = "|".join(load_words().phrases)
_TOKEN = re.compile(
    rf"\b(?:{_PHRASES})\b|\d+(?:[.,]\d+)*|[\w’'-]*\w(?:\.\w+)*|[.,;:!?()–-]", re.IGNORECASE
)
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?;]")
_ABBREVIATION = re.compile(r"\b\w*[A-Z]\w*[A-Z]\w*\b")
_SUBJECT_WITHIN = 3  # words between the verb and its subject: "heeft ook de nieuwe Commissie"
_OPENER_LENGTH = 60  # words; a longer one is no opener but a list


@dataclass(frozen=True)
class Word:
    """A word, or an actor's name as a whole, as it is compared."""

    text: str  # folded
    key: str  # equal keys say the same: a stem, a form of a verb, "@Nederland"
    sign: str = ""  # the sign before it: "," "(" ...; "." = a new sentence
    is_finite: bool = False

    @property
    def is_actor(self) -> bool:
        """Whether it names an actor."""
        return self.key.startswith("@")

    @property
    def opens_part(self) -> bool:
        """Whether a clause or an item of a list begins here."""
        return bool(self.sign) or self.text in load_words().clause_openers


def read_words(text: str, actors: ActorReader) -> tuple[Word, ...]:
    """The words of a text in order; a name of an actor is one word.

    >>> from index.actors import load_actor_reader
    >>> [word.key for word in read_words("Het kabinet wil 4,5 miljoen.", load_actor_reader())]
    ['@Nederland', 'wil', '4,5', 'miljoen']
    """
    mentions = {mention.start: mention for mention in actors.find_mentions(text)}
    words: list[Word] = []
    place, sign = 0, ""
    tokens = iter(_TOKEN.finditer(text))
    for token in tokens:
        if token.start() < place:
            continue
        mention = next(
            (mentions[at] for at in range(token.start(), token.end()) if at in mentions), None
        )
        if mention and mention.start == token.start():
            name = fold(text[mention.start : mention.end])
            words.append(Word(name, _actor_key(mention.actor, name), sign))
            place, sign = mention.end, ""
        elif not _WORD.search(token[0]):
            sign = "." if _SENTENCE_END.match(token[0]) else (sign or token[0])
        else:
            # "jl. heeft": the point of an abbreviation ends nothing
            sign = "" if sign == "." and token[0][0].islower() else sign
            words.append(_make(token[0], sign, actors))
            sign = ""
    return tuple(_without_articles(words))


def _actor_key(actor: str, name: str) -> str:
    """What a name counts as: the actor, whatever it is called, but for which states it means."""
    if actor.startswith("lidstaten:"):
        return f"@{actor}|{re.sub(r'^(?:de|het|een) ', '', name)}"
    # what an informal meeting does is no decision of the Council
    return f"@{actor}|informeel" if "informele" in name else f"@{actor}"


def _make(text: str, sign: str, actors: ActorReader) -> Word:
    folded = fold(text)
    verbs = actors.lexicon.verbs
    words = load_words()
    is_finite = text[:1].islower() and folded in verbs.finite
    if folded in words.same:
        key = words.same[folded]
    elif folded in words.kept or folded[:1].isdigit():
        key = folded  # "enkel" and "enkele" share a stem, not a meaning
    else:
        (key,) = stem_all([folded])
        if is_finite and (folded in verbs.past or re.search(r"(?:[td]en?|[td]e)$", folded)):
            key += "|past"  # "benadrukt" and "benadrukte" share a stem
    return Word(folded, key, sign, is_finite)


def _without_articles(words: Sequence[Word]) -> Iterator[Word]:
    """An article before an actor's name is part of the name, whether the lexicon has it or not."""
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if word.text in ("de", "het") and following and following.is_actor and not following.sign:
            continue
        before = words[at - 1] if at else None
        if word.is_actor and not word.sign and before and before.text in ("de", "het"):
            word = replace(word, sign=before.sign)
        yield word


def as_abbreviated(source: str, sentence: str) -> str:
    """The source with names written as the sentence abbreviates them, where the lexicon says so.

    >>> as_abbreviated("De Immigratie- en Naturalisatiedienst helpt.", "De IND helpt.")
    'De IND helpt.'
    """
    for short in dict.fromkeys(_ABBREVIATION.findall(sentence)):
        if re.search(rf"\b{re.escape(short)}\b", source):
            continue
        for subject in find_subjects(short):
            for name in sorted(subject.names, key=len, reverse=True):
                found = re.search(rf"\b{re.escape(name)}\b", source, re.IGNORECASE)
                if found and subject.said == fold(short):
                    source = source[: found.start()] + short + source[found.end() :]
                    break
    return source


def turn_round(words: Sequence[Word], like: Sequence[Word] = ()) -> Iterator[tuple[Word, ...]]:
    """Yield the readings that Dutch gives the same sentence: as it stands first.

    Of "Daarbij gaf Nederland aan dat het moet": "Daarbij, Nederland gaf aan dat het moet",
    "Nederland gaf daarbij aan dat het moet" and the same with "daarbij" at the end of a clause. A
    subject that is no actor is known from ``like``, the sentence it is compared with.
    """
    yield tuple(words)
    verb, end = _find_inversion(words, like)
    if not verb:
        return
    subject, rest = words[verb + 1 : end], words[end:]
    main = [replace(subject[0], sign=""), *subject[1:], replace(words[verb], sign="")]
    opener = [replace(words[0], sign=""), *words[1:verb]]
    yield (*words[:verb], replace(main[0], sign=","), *main[1:], *rest)
    yield (*main, *opener, *rest)
    closing = [replace(opener[0], sign=","), *opener[1:]]
    stop = next((at for at, word in enumerate(rest) if word.opens_part), len(rest))
    yield (*main, *rest[:stop], *closing, *rest[stop:])
    if stop < len(rest):
        yield (*main, *rest, *closing)


def _find_inversion(words: Sequence[Word], like: Sequence[Word]) -> tuple[int, int]:
    """Where the verb stands that comes before its subject, and where the subject ends; 0 = none."""
    if not words or words[0].is_actor or words[0].text not in load_words().sentence_openers:
        return 0, 0
    opens_clause = words[0].text in load_words().clause_openers
    for at in range(1, min(len(words) - 1, _OPENER_LENGTH)):
        if words[at].sign == ".":
            return 0, 0
        # behind a clause the main verb follows a comma: "Hoewel dat zo is, wil Nederland"
        if words[at].is_finite and (words[at].sign == "," or not opens_clause):
            end = _end_of_subject(words, at, like)
            return (at, end) if end else (0, 0)
    return 0, 0


def _end_of_subject(words: Sequence[Word], verb: int, like: Sequence[Word]) -> int:
    """Where the subject behind the verb ends; 0 = none is found."""
    for at in range(verb + 1, min(verb + 1 + _SUBJECT_WITHIN, len(words))):
        if words[at].sign or words[at].text in load_words().prepositions:
            break
        if words[at].is_actor:
            return _end_of_names(words, at)
    # what the other sentence has before the same verb
    length = next((at for at, word in enumerate(like) if word.key == words[verb].key), 0)
    subject = words[verb + 1 : verb + 1 + length]
    if length and [word.key for word in subject] == [word.key for word in like[:length]]:
        return verb + 1 + length
    return 0


def _end_of_names(words: Sequence[Word], start: int) -> int:
    """Behind the last of names in a row: "Nederland, Duitsland en Italië"."""
    end = start + 1
    while end < len(words):
        if words[end].is_actor and words[end].sign == ",":
            end += 1
        elif words[end].text == "en" and end + 1 < len(words) and words[end + 1].is_actor:
            end += 2
        else:
            break
    return end
