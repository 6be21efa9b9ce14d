"""Find where somebody gets the floor: the labels of a debate, or of written questions and answers.

Labels are read by line and not from the headings found: a heading missed must not hand the words
of a member of parliament to the cabinet. A letter without such labels has no floor at all.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

# member: of parliament, or its chair; minister: one of the cabinet; guest: perhaps neither;
# asker: members who ask in writing; poser: the same where the answer certainly follows; reply: who
# answers them; letter: whoever wrote it
Floor = Literal["member", "minister", "guest", "asker", "poser", "reply", "letter"]

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
_GIVES = (
    r"(?:Antwoord )?Antwoord(?:en)? van (?:de )?(?:heer|mevrouw|[Mm]inister|[Ss]taatssecretaris)\b"
)
_GIVEN = re.compile(rf"^[ \t]*+{_GIVES}", re.MULTILINE)
# "over de visvangst. (Ingezonden 30 juni 1987) 1 Heeft de minister ...": before labels were used
_POSED = re.compile(r"(?<=[.?])\s(?P<label>\(Ingezonden)\b")
_WRITTEN = re.compile(
    rf"^[ \t\f•�]*+(?:(?P<question>Vra(?:ag|gen)(?:{_NUMBERS})?[.:]?[ \t]*+$"
    rf"|Vra(?:ag|gen){_NUMBERS}[.:]?[ ](?=(?:{_QUESTION_WORDS})\b))"
    rf"|(?P<answer>Antwoord(?:en)?(?:[ ]op)?(?:[ ]de)?(?:[ ]vra(?:ag|gen))?(?:{_NUMBERS})?[.:]?"
    rf"(?:[ \t]*+$|[ ](?=[A-Z])))"
    rf"|(?P<given>{_GIVES})"
    r"|(?:[IVX\dAB]{1,4}\.?[ \t]++)?(?:"
    r"(?P<asking>Vragen en opmerkingen (?:vanuit|uit|van) de fracties)"
    r"|(?P<group>(?:Inbreng|Vragen en opmerkingen) van (?:de|het) (?:leden|lid|fractie))"
    r"|(?P<reply>(?:Reactie|Antwoord(?:en)?|Beantwoording)(?: van)? (?:de|het) "
    r"(?:[Mm]inister|[Ss]taatssecretaris|bewindsp\w+|kabinet|regering)|Reactie bewindsp\w+))\b)",
    re.MULTILINE,
)


class Turn(NamedTuple):
    """Where somebody gets the floor."""

    start: int
    floor: Floor


def find_turns(text: str) -> tuple[Turn, ...]:
    r"""The turns of a debate, else those of written questions and answers; none in a letter.

    >>> [turn.floor for turn in find_turns("De voorzitter:\nDank u.\n\nMinister Bel:\nGraag.")]
    ['member', 'minister']
    >>> [turn.floor for turn in find_turns("Vraag 1\nKunt u dat?\n\nAntwoord 1\nJa.")]
    ['asker', 'reply']
    """
    spoken = [Turn(each.start(), _floor_of(each)) for each in _SPEAKER.finditer(text)]
    # one may be a line of a letter: "De voorzitter: de heer Bel"; so may a list of ministers
    if len(spoken) > 1 and any(turn.floor == "member" for turn in spoken):
        closed = re.finditer(_CLOSED, text, re.MULTILINE)
        return tuple(sorted([*spoken, *(Turn(each.start(), "letter") for each in closed)]))
    return tuple(sorted(_find_written(text)))


def _floor_of(label: re.Match[str]) -> Floor:
    if label["minister"]:
        return "minister"
    return "member" if label["member"] else "guest"


def _find_written(text: str) -> Iterator[Turn]:
    replying = False
    posed, answered = _POSED.search(text), _GIVEN.search(text)
    if posed and answered and posed.end() < answered.start():
        yield Turn(posed.start("label"), "poser")
    for label in _WRITTEN.finditer(text):
        if label["asking"] or label["question"]:
            replying = False
            yield Turn(label.start(), "asker")
        elif label["group"] and not replying:
            yield Turn(label.start(), "asker")
        elif label["answer"] or label["reply"] or label["given"]:
            replying = True
            yield Turn(label.start(), "reply")


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
