"""Say whose words a sentence is, when a member, a minister or an asker has the floor."""

import re
from typing import Literal

from index.actor_lexicon import NARRATOR, NETHERLANDS
from index.floor_labels import Floor

Actors = tuple[str, ...]

MEMBERS = "overig"
_FIRST_PERSON = re.compile(r"\b(?:[Ii]k|[Ww]ij|[Ww]e|[Mm]ijn|[Oo]nze?)\b")
_WRITER = re.compile(r"\b(?:[Ii]k|[Mm]ij|[Mm]ijn)\b")
_SEEK = r"(?:vragen|verzoeken|vernemen|lezen|horen)"
_THEY = re.compile(
    rf"\W*(?:(?:Zij|Ze|Deze leden) {_SEEK}\b|[A-Z]\w+(?: \w+)? {_SEEK} (?:zij|deze leden)\b)"
)
# and the marks of notes
_ASKS = re.compile(r"\?[”’\"»]?(?:\s?[(\[]?[\d¹²³⁴-⁹]{1,3}+[\])]?){0,3}$")
_NOTE = re.compile(r"\(?\d{1,3}[.)]? \S")
_OTHER_MEMBER = re.compile(
    r"\W*(?:[\w,]+ ){0,3}?(?:(?:[Dd]e heer|[Mm]evrouw|[Mm]eneer|[Hh]et lid|[Cc]ollega) "
    r"(?:[a-z]+ ){0,2}[A-Z]|[Dd]e leden [A-Z]|(?:[Dd]e|[Uu]w) Kamer\b)"
)
_ON_A_MOTION = re.compile(  # "De motie op stuk nr. 4 ontraad ik"
    r"\W*De motie\b[^,:;]{0,80}? (?!(?:dat|of|die|als|wat|hoe|waar\w*) )\w+ (?:ik|wij|we)\b"
)
_YES_OR_NO = re.compile(
    r"(?:\((?:Ontvangen|Ingezonden) [^)}]{1,30}[)}] )?(?:\d{1,2}[.)]? )?(?:Ja|Nee|Neen)\b[.,]?"
)
_REQUEST = re.compile(r"Graag (?:een|uw|ook|per) ")
_REFERS = re.compile(r"(?:Zie|Ik verwijs) .{0,60}\bantwoord")
_ASKS_YOU = re.compile(r"(?:\d{1,2}[.)]? ?)?(?:Wilt|Kunt|Bent|Deelt|Hebt|Heeft|Gaat|Ziet|Acht) u\b")
_STATES = re.compile(r"lidstaten|landen\b|delegaties")
_TALKS_OF_THE_CHAIR = re.compile(r"\bvoorzitter\b", re.IGNORECASE)


def hear(read: Actors, sentence: str, floor: Floor | Literal[""]) -> Actors:
    """Who speaks, where this was read from the sentence and this one has the floor.

    >>> hear(("Nederland",), "Ik heb nog een vraag aan de minister.", "member")
    ('overig',)
    >>> hear(("Nederland",), "De minister zei dat ook.", "member")
    ()
    """
    if floor in ("member", "minister") and _are_people(read, sentence):
        return ()
    match floor:
        case "letter":
            return read
        case "reply":
            return _hear_reply(read, sentence)
        case "minister":
            return _hear_minister(read, sentence)
        case "member":
            return _hear_member(read, sentence)
        case "asker":
            return _hear_asker(read, sentence)
        case "poser":
            return _hear_poser(read, sentence)
        case _:  # a guest, or two at once
            return () if {NETHERLANDS, NARRATOR} & {*read} or _is_chair(read, sentence) else read


def _are_people(read: Actors, sentence: str) -> bool:
    """Whether "sommigen" and "anderen" are not member states: in a debate they are anybody."""
    groups = bool(read) and all(each.startswith("lidstaten:") for each in read)
    return groups and not _STATES.search(sentence)


def _hear_minister(read: Actors, sentence: str) -> Actors:
    if _OTHER_MEMBER.match(sentence):
        return ()  # the minister tells what a member of parliament said
    if _is_chair(read, sentence):
        return ()
    if read == (MEMBERS,) and _ON_A_MOTION.match(sentence):
        return (NETHERLANDS,)
    return (NETHERLANDS,) if read == (NARRATOR,) else read


def _hear_reply(read: Actors, sentence: str) -> Actors:
    if _YES_OR_NO.match(sentence) and read in ((), (NARRATOR,)):
        return (NETHERLANDS,)
    # a column read in the wrong order: the minister asks nothing
    return (MEMBERS,) if _ASKS.search(sentence) or _ASKS_YOU.match(sentence) else read


def _hear_member(read: Actors, sentence: str) -> Actors:
    own = _FIRST_PERSON.search(sentence) or _ASKS.search(sentence)
    if own or read == (NARRATOR,) or _is_chair(read, sentence):
        return (MEMBERS,)
    return _without_cabinet(read, sentence)


def _hear_asker(read: Actors, sentence: str) -> Actors:
    """Some files miss the label of an answer, so only a question is certainly a member's."""
    if _NOTE.match(sentence):  # the note of a page that was not known as one
        return () if NETHERLANDS in read else read
    if _ASKS.search(sentence) or _THEY.match(sentence) or _REQUEST.match(sentence):
        return (MEMBERS,)
    if _REFERS.match(sentence):
        return read  # to the answer to another question
    if _WRITER.search(sentence):
        return read  # who asks in writing never says "ik": here the answer has begun
    return () if {NETHERLANDS, NARRATOR} & {*read} else read


def _hear_poser(read: Actors, sentence: str) -> Actors:
    """Before the answer, what is not said of somebody is the members' own."""
    if _ASKS.search(sentence):
        return (MEMBERS,)
    if _NOTE.match(sentence) or NETHERLANDS in read:
        return () if NETHERLANDS in read else read
    return (MEMBERS,) if read in ((), (NARRATOR,)) else read


def _without_cabinet(read: Actors, sentence: str) -> Actors:
    """What a member says of the cabinet stays unknown."""
    return () if NETHERLANDS in read else read


def _is_chair(read: Actors, sentence: str) -> bool:
    """Whether the chair of the meeting was taken for the presidency of the Council."""
    spoken = "voorzitterschap" in read and "voorzitterschap" not in sentence.lower()
    return spoken and bool(_TALKS_OF_THE_CHAIR.search(sentence))
