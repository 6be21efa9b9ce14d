"""A sentence taken apart for the reader of actors: who is named, its main clauses, its verbs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.actor_clauses import Clause, find_main_clauses
from index.actor_lexicon import Lexicon, Mention
from index.actor_words import read_words

# characters before a name that tell what it depends on; longer is no preposition with its article
REACH = 120
WORD = re.compile(r"[\w’-]+")

# words that may stand right before a name and look like a verb
_NO_VERB = frozenset(
    "met niet tot uit dat wat naast want het behalve mede reeds tussen tegen tijdens binnen "
    "buiten alleen zowel samen eveneens bovendien daarnaast omdat zodat nadat voordat totdat "
    "waarbij en een geen alsmede verder evenals andere onder sinds rond rondom diverse deze "
    "beide mits gezien gelet ten aangezien opdat hoewel alle grote volgende bepaalde nieuwe "
    "lidstaten landen punten gezamenlijk mogelijkheid mogelijkheden ministers regeringen "
    "staten maatregelen niettemin".split()
)
_PAST = re.compile(r"[a-zëï]{3,}(?:te|de|ten|den)")
# nouns and adjectives that look like a past tense: "mogelijkheden", "belangrijkste", "documenten"
_NOT_PAST = re.compile(
    r"\w*(?:heden|teiten|[a-z]menten|[eo]cten|iënten|anten|ste|sten|ende|iode|hode|waarde|einde|"
    r"orde|brede|goede|grote|beide|ronde|mate|tweede|derde|vierde|vijfde|rechten|diensten|"
    r"plichten|krachten|grenzen)"
)
# "Dit betekent dat ...": up to the next clause that depends on it
_TOLD = re.compile(r"(?<!,)\s(?:ervoor |erom |eraan )?dat (.*)")
_FURTHER_CLAUSE = re.compile(r", (?:die|wat|waar\w+|omdat|zodat|als|indien) ")
_PREPOSITIONS = (
    "van|aan|met|door|bij|tot|namens|richting|tegen|over|onder|tussen|naar|uit|binnen|in|op|per|"
    "jegens|via|zonder|om|voor|buiten|behalve|der|des|inzake|tijdens|na|sinds|vanwege|conform|"
    "vanuit|volgens|dankzij|waaronder|inclusief|evenals|alsmede|net als|en|of|als|zoals|naast|"
    "betreffende|aldus|rond|rondom|ondanks|gezien|gelet op|aangaande|wat betreft|tot aan|samen met|"
    "noch|exclusief|ten aanzien van|ter|ten"
)
# an adjective or "onder andere" may stand between: "voor de nieuwe Commissie"
_COMPLEMENT = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s+(?:onder\s+(?:andere|meer)\s+)?(?:ook\s+|zowel\s+)?"
    r"(?:(?:de|het|een|deze|alle|haar|zijn|hun|beide)\s+(?:[a-zë-]+e\s+)?)?$",
    re.IGNORECASE,
)


def is_complement(before: str) -> bool:
    """Whether what stands behind this text depends on a preposition, or ends an enumeration.

    >>> is_complement("Het voorstel van "), is_complement("Ook ")
    (True, False)
    """
    return bool(_COMPLEMENT.search(before[-REACH:]))


@dataclass(frozen=True)
class Parsed:
    """A sentence, and what grammar sees in it."""

    text: str
    lexicon: Lexicon

    @cached_property
    def mentions(self) -> list[Mention]:
        """The actors named, in order."""
        return list(self.lexicon.find_mentions(self.text))

    @cached_property
    def main_clauses(self) -> list[Clause]:
        """The stretches where a subject may stand."""
        names = ((mention.start, mention.end) for mention in self.mentions)
        return find_main_clauses(self.text, read_words(self.text, self.is_finite, names))

    @cached_property
    def main_text(self) -> str:
        """What of the sentence is main clause."""
        return " ".join(self.text[each.start : each.end] for each in self.main_clauses)

    @cached_property
    def told(self) -> str:
        """What "dat" opens behind the verb of the main clause: "Dit betekent dat ..."."""
        found = _TOLD.search(self.text)
        return _FURTHER_CLAUSE.split(found[1])[0] if found else ""

    @cached_property
    def tells_speech(self) -> bool:
        """Whether the first finite verb tells what somebody says."""
        for clause in self.main_clauses:
            text = self.text[clause.start : clause.end]
            verb = next((word for word in WORD.findall(text) if self.is_finite(word)), "")
            if verb:
                perfect = verb in ("heeft", "hebben") and self.has("has said", text)
                return verb in self.lexicon.verbs.saying or perfect
        return False

    def has(self, phrase: str, text: str) -> bool:
        """Whether the text holds a phrase of the lexicon."""
        return bool(self.lexicon.phrases[phrase].search(text.lower()))

    def is_finite(self, word: str) -> bool:
        """Whether the word looks like a finite verb."""
        if not word[:1].islower() or word in _NO_VERB:
            return False
        if word in self.lexicon.verbs.finite:
            return True
        looks_past = _PAST.fullmatch(word) and not _NOT_PAST.fullmatch(word)
        return bool(looks_past) and not word.startswith("ge") and word[-3:] != "nde"

    def is_verb_before(self, word: str, mention: Mention) -> bool:
        """Whether the word may be the verb of a subject right behind it: "werken Spanje en ..."."""
        if self.is_finite(word):
            return True
        if not word[:1].islower() or word in _NO_VERB or word.startswith("ge"):
            return False
        plural = mention.actor.startswith("lidstaten") or bool(
            re.match(r"(?:,| en)\s", self.text[mention.end :])
        )
        return word.endswith("t") or (plural and word.endswith("en"))

    def is_general(self, verb: str) -> bool:
        """Whether it is a plural in the present tense that tells no saying."""
        verbs = self.lexicon.verbs
        return (
            verb.endswith("en")
            and verb not in verbs.voicing
            and verb not in verbs.past
            and not _PAST.fullmatch(verb)
        )

    def mentions_in(self, clause: Clause) -> Iterator[Mention]:
        """The actors named within a clause."""
        return (each for each in self.mentions if clause.start <= each.start < clause.end)
