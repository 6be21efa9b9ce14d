"""Know the words of parliament itself: a motion, and what members ask or hold in writing.

A motion that "verzoekt de regering" is no act of the government, however much the verb before its
name looks like one.
"""

import re

from index.actor_lexicon import NARRATOR, NETHERLANDS
from index.actor_sentence import Parsed, is_complement

Actors = tuple[str, ...]

MEMBERS = "overig"
# a motion goes on in lower case behind "De Kamer, gehoord de beraadslaging,"
_MOTION = re.compile(
    r"(?:[-–•]?\s?(?:en |tevens |voorts )?"
    r"(?:gehoord de beraadslaging|constaterende,? dat|overwegende,? dat|overwegende:|"
    r"(?:verzoekt|vraagt) (?:de (?:regering|bewindspersonen?|minister|staatssecretaris)|"
    r"het (?:kabinet|presidium))|roept (?:de regering|het kabinet) op|draagt de regering op|"
    r"spreekt (?:[\w ]{1,40} )?uit,? dat|gaat over tot de orde)\b"
    r"|van (?:mening|oordeel),? dat\b.*[;,]$"
    r"|(?:De|de) Kamer, ?(?:gehoord|constaterende|overwegende|gelezen)\b"
    r"|De Kamer (?:verzoekt|roept|spreekt|draagt) )"
)
_PARTY = r"(?:de |het )?[A-Z][\w/-]*(?:[ ](?:Van |van |den |de )*[A-Z][\w-]*)?"
_GROUP = re.compile(
    r"\b(?:[Dd]e (?:aan het woord zijnde |hier aan het woord zijnde )?leden(?: van)? "
    rf"(?:(?:de |het )?[\w/-]+-fracties?|(?:de )?fracties? van {_PARTY})"
    r"|[Hh]et lid van (?:de |het )?[\w/-]+-fractie|[Hh]et lid [A-Z][\w-]+(?= (?:vraagt|leest))"
    r"|(?:[Dd]eze|[Gg]enoemde|[Vv]oornoemde|[Dd]ezelfde|(?:[Dd]e )?(?:hier )?aan het woord zijnde)"
    r" leden|[Dd]eze fracties?|[Dd]e [\w/-]+-fractie)\b(?! (?:van|en [a-z]))"
)
# "Uw Kamer heeft gevraagd", "heeft uw Kamer per motie verzocht"
_KAMER_ASKS = re.compile(
    r"\b(?:[Uu]w|[Dd]e(?: Tweede| Eerste)?) Kamer (?:verzocht|vroeg|verzoekt|vraagt"
    r"|(?:heeft|had) (?:[\w-]+ ){0,8}(?:verzocht|gevraagd))\b"
    r"|\b(?:heeft|had) (?:[Uu]w|[Dd]e(?: Tweede| Eerste)?) Kamer\b[^.;]{0,80}"
    r"\b(?:verzocht|gevraagd)\b"
)
_REACH = 70  # characters in which a sentence names who asks
_HOLDS = re.compile(r"\b(?:oordeel|mening|volgens|idee) (?:van )?$")
_ANSWERS = re.compile(r"\b(?:ik|wij|we|mij|mijn|ons)\b", re.IGNORECASE)
_TOLD = re.compile(r"\s+(?:\w+ (?:ik|wij|we)|\w*[^n\s] (?:de (?:minister|regering)|het kabinet))\b")
_QUESTION_TO_CABINET = re.compile(
    r"\W*(?:Zo (?:ja|nee|niet),? )?(?:[\w-]+ ){0,6}?"
    r"(?:bent|kunt|deelt|heeft|hebt|herkent|erkent|kent|vindt|wilt|gaat|acht|ziet|weet|denkt|"
    r"onderschrijft|verwacht|reageert|oordeelt|beoordeelt|staat) u\b.*\?\W*\d*$",
    re.IGNORECASE | re.DOTALL,
)
_THEY = re.compile(r"\W*(?:(?:Zij|Ze) \w+en\b|[A-Z]\w+(?: \w+)? \w+en zij\b)")


def find_members(parsed: Parsed) -> Actors:
    """The members of parliament, where the sentence is a motion's or theirs."""
    text = parsed.text
    if _MOTION.match(text) or _QUESTION_TO_CABINET.match(text):
        return (MEMBERS,)
    if (kamer := _KAMER_ASKS.search(text)) and _is_main(parsed, kamer.start()):
        return () if any(each.end <= kamer.start() for each in parsed.mentions) else (MEMBERS,)
    group = _GROUP.search(text)
    if group is None or group.start() > _REACH:
        return ()
    before = text[: group.start()]
    if _ANSWERS.search(before) or _TOLD.match(text, group.end()):
        return ()  # "De leden van de fractie antwoord ik dat ..."
    if not _is_main(parsed, group.start()):
        return ()
    named = any(mention.end <= group.start() for mention in parsed.mentions)
    if named or (is_complement(before) and not _HOLDS.search(before)):
        return ()
    return (MEMBERS,)


def _is_main(parsed: Parsed, start: int) -> bool:
    return any(each.start <= start < each.end for each in parsed.main_clauses)


def is_asked_by_others(text: str, actors: Actors) -> bool:
    """Whether it is "Zij vragen de minister ...", where the minister is not who asks."""
    return NETHERLANDS in actors and _THEY.match(text) is not None


def who_asked(previous: Actors) -> Actors:
    """Who "zij" are: whoever spoke before, but never the cabinet."""
    return tuple(actor for actor in previous if actor not in (NARRATOR, NETHERLANDS))
