"""Tell who has the floor: in a debate the last speaker announced, between questions who asks them.

Labels are read by line and not from the headings found: a heading missed must not hand the words
of a member of parliament to the cabinet. A letter without such labels has no floor at all.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from index.actor_lexicon import NARRATOR, NETHERLANDS

# member: of parliament, or its chair; minister: one of the cabinet; guest: perhaps neither;
# asker: members who ask in writing; letter: whoever wrote it, as in any letter
Floor = Literal["member", "minister", "guest", "asker", "letter"]
Actors = tuple[str, ...]

MEMBERS = "overig"
_NAME = r"(?:(?:van|de|den|der|ter|ten|el|al|[’'`]t)[ ]){0,3}[^\W\d_a-z][\w’'`´.-]*"
_NAMES = rf"{_NAME}(?:[ ]{_NAME}){{0,3}}"
_PARTY = r"[ \n]\([^()\n]{1,40}\)"
_SPEAKER = re.compile(
    rf"^[ \t\f•�]*+(?:(?P<minister>(?:[Dd]e )?(?:[Vv]ice-?)?(?:[Mm]inister(?:-president)?|"
    rf"[Ss]taatssecretaris|MP) {_NAMES}(?:{_PARTY})?)"
    rf"|(?P<member>De (?:tijdelijke? |fungerend )?[Vv]oorzitter|"
    rf"(?:Tijdelijk )?[Vv]oorzitter {_NAMES}|"
    rf"(?:De heer|Mevrouw|Meneer|{_NAMES})[ ]{_NAMES}{_PARTY}|"
    rf"(?:Het lid|Kamerlid) {_NAMES}(?:{_PARTY})?)"
    rf"|(?P<guest>(?:De heer|Mevrouw|De griffier) ?(?:{_NAMES})?))[ ]?:(?=\s|$)",
    re.MULTILINE,
)
_CLOSED = r"^[ \t\f•�]*+(?:Sluiting(?: \d\d[.:]\d\d uur)?|Volledige agenda)\.?[ \t]*+$"
_NUMBERS = r"[ ]\d{1,3}[a-z]?(?:[ ]?(?:,|en|t/m|tot en met|-|–|[ ])[ ]?\d{1,3}[a-z]?){0,30}"
_QUESTION_WORDS = (
    "Bent|Kunt|Deelt|Heeft|Hebt|Wat|Hoe|Waarom|Welke|Wanneer|Is|Zijn|Klopt|Herkent|Kent|Erkent|"
    "Vindt|Wilt|Gaat|Acht|Onderschrijft|Ziet|Wie|Waar|Op|In|Hoeveel|Indien|Zo"
)
_WRITTEN = re.compile(
    rf"^[ \t\f•�]*+(?:(?P<question>Vra(?:ag|gen)(?:{_NUMBERS})?[.:]?[ \t]*+$"
    rf"|Vra(?:ag|gen){_NUMBERS}[.:]?[ ](?=(?:{_QUESTION_WORDS})\b))"
    rf"|(?P<answer>Antwoord(?:en)?(?:[ ]op)?(?:[ ]de)?(?:[ ]vra(?:ag|gen))?(?:{_NUMBERS})?[.:]?"
    rf"(?:[ \t]*+$|[ ](?=[A-Z])))"
    r"|(?:[IVX\dAB]{1,4}\.?[ \t]++)?(?:"
    r"(?P<asking>Vragen en opmerkingen (?:vanuit|uit|van) de fracties)"
    r"|(?P<group>(?:Inbreng|Vragen en opmerkingen) van (?:de|het) (?:leden|lid|fractie))"
    r"|(?P<reply>(?:Reactie|Antwoord(?:en)?|Beantwoording)(?: van)? (?:de|het) "
    r"(?:[Mm]inister|[Ss]taatssecretaris|bewindsp\w+|kabinet|regering)|Reactie bewindsp\w+))\b)",
    re.MULTILINE,
)
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
_TALKS_OF_THE_CHAIR = re.compile(r"\bvoorzitter\b", re.IGNORECASE)


class Turn(NamedTuple):
    """Where somebody gets the floor."""

    start: int
    floor: Floor


def find_turns(text: str) -> tuple[Turn, ...]:
    r"""The turns of a debate, else those of written questions and answers; none in a letter.

    >>> [turn.floor for turn in find_turns("De voorzitter:\nDank u.\n\nMinister Bel:\nGraag.")]
    ['member', 'minister']
    >>> [turn.floor for turn in find_turns("Vraag 1\nKunt u dat?\n\nAntwoord 1\nJa.")]
    ['asker', 'letter']
    """
    spoken = [Turn(each.start(), _floor_of(each)) for each in _SPEAKER.finditer(text)]
    # one may be a line of a letter: "De voorzitter: de heer Bel"; so may a list of ministers
    if len(spoken) > 1 and any(turn.floor == "member" for turn in spoken):
        closed = re.finditer(_CLOSED, text, re.MULTILINE)
        return tuple(sorted([*spoken, *(Turn(each.start(), "letter") for each in closed)]))
    return tuple(_find_written(text))


def _floor_of(label: re.Match[str]) -> Floor:
    if label["minister"]:
        return "minister"
    return "member" if label["member"] else "guest"


def _find_written(text: str) -> Iterator[Turn]:
    replying = False
    for label in _WRITTEN.finditer(text):
        if label["asking"] or label["question"]:
            replying = False
            yield Turn(label.start(), "asker")
        elif label["group"] and not replying:
            yield Turn(label.start(), "asker")
        elif label["answer"] or label["reply"]:
            replying = True
            yield Turn(label.start(), "letter")


def find_floor(turns: Sequence[Turn], start: int, end: int) -> Floor | Literal[""]:
    """Who has the floor in this stretch of text; "" where it passes on in the midst of it."""
    at = bisect.bisect_right(turns, start, key=lambda turn: turn.start)
    if at < len(turns) and turns[at].start < end:
        return ""
    return turns[at - 1].floor if at else "letter"


def split_label(sentence: str) -> tuple[str, str]:
    """The speaker's label a sentence opens with, and the rest.

    >>> split_label("De heer Bel (SP): Dank u wel.")
    ('De heer Bel (SP):', 'Dank u wel.')
    """
    label = _SPEAKER.match(sentence)
    return (label[0], sentence[label.end() :].lstrip()) if label else ("", sentence)


def hear(read: Actors, sentence: str, floor: Floor | Literal[""]) -> Actors:
    """Who speaks, where this was read from the sentence and this one has the floor.

    >>> hear(("Nederland",), "Ik heb nog een vraag aan de minister.", "member")
    ('overig',)
    >>> hear(("Nederland",), "De minister zei dat ook.", "member")
    ()
    """
    match floor:
        case "letter":
            return read
        case "minister":
            return _hear_minister(read, sentence)
        case "member":
            return _hear_member(read, sentence)
        case "asker":
            return _hear_asker(read, sentence)
        case _:  # a guest, or two at once
            return () if {NETHERLANDS, NARRATOR} & {*read} or _is_chair(read, sentence) else read


def _hear_minister(read: Actors, sentence: str) -> Actors:
    if _OTHER_MEMBER.match(sentence):
        return ()  # the minister tells what a member of parliament said
    if _is_chair(read, sentence):
        return ()
    if read == (MEMBERS,) and _ON_A_MOTION.match(sentence):
        return (NETHERLANDS,)
    return (NETHERLANDS,) if read == (NARRATOR,) else read


def _hear_member(read: Actors, sentence: str) -> Actors:
    if _FIRST_PERSON.search(sentence) or read == (NARRATOR,) or _is_chair(read, sentence):
        return (MEMBERS,)
    return _without_cabinet(read, sentence)


def _hear_asker(read: Actors, sentence: str) -> Actors:
    """Some files miss the label of an answer, so only a question is certainly a member's."""
    if _NOTE.match(sentence):  # the note of a page that was not known as one
        return () if NETHERLANDS in read else read
    if _ASKS.search(sentence) or _THEY.match(sentence):
        return (MEMBERS,)
    if _WRITER.search(sentence):
        return read  # who asks in writing never says "ik": here the answer has begun
    return () if {NETHERLANDS, NARRATOR} & {*read} else read


def _without_cabinet(read: Actors, sentence: str) -> Actors:
    """A question or a wish is the member's; what the member says of the cabinet stays unknown."""
    if NETHERLANDS not in read:
        return read
    return (MEMBERS,) if sentence.endswith("?") else ()


def _is_chair(read: Actors, sentence: str) -> bool:
    """Whether the chair of the meeting was taken for the presidency of the Council."""
    spoken = "voorzitterschap" in read and "voorzitterschap" not in sentence.lower()
    return spoken and bool(_TALKS_OF_THE_CHAIR.search(sentence))
