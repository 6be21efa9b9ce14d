"""What a heading looks like, and what is printed before its name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.cues import MONTHS
from index.formats.extract import HeadingMark
from index.lines import OFFICE, SENTENCE_END, Line

# with a capital: "... in de / geannoteerde agenda van deze JBZ-Raad" is the middle of a sentence
PART = re.compile(
    r"(?:Geannoteerde [Aa]genda|GEANNOTEERDE AGENDA|Verslag|VERSLAG)\b.{0,40}"
    r"\b(?:bijeenkomst|BIJEENKOMST|Raad|RAAD)\b"
)
ANNEX = re.compile(r"(?:Bijlage|BIJLAGE)(?: (?:\d{1,2}|[A-Z]|[IVX]{1,5}))?(?: ?[:.–-] ?(?=\S)|$)")
NUMBER = re.compile(
    r"(?:(?P<roman>[IVX]{1,5})|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})|(?P<arabic>\d{1,2})"
    r"|(?P<letter>[a-z])|(?P<capital>[A-H]))(?:[.)]|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s))\s+(?=\S)"
)
# "Paragraaf 1. Knelpunten": the point behind the number ends no sentence
_LABEL = re.compile(
    r"(?:Agendapunt|Deel|Hoofdstuk|Onderdeel|Paragraaf|Thema) (?:\d{1,2}|[IVX]{1,5})"
    r"\s?[.:–-]?\s+(?=\S)"
)
_NAMED_NUMBER = re.compile(r"(?P<arabic>Agendapunt \d{1,2})(?P<joint>\s?[:.–-]?)\s+(?=\S)")
_INNER_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\b[Nn]r)(?<!\bc\.s)(?<!\bjl)(?<!\bincl)[.!?]\s+[A-Z]"
)
# "Vraag 1" and "Antwoord op vragen 3 en 4" stand beside each other, whatever stands under them
_QUESTION = re.compile(r"(?:Vraag|Vragen|Antwoord(?:en)?(?: op vra(?:ag|gen))?) \d")
# the same, with nothing else on the line: a heading however it is set
_QUESTION_LINE = re.compile(
    r"(?:Vraag|Vragen|Antwoord(?:en)?(?: op (?:de )?vra(?:ag|gen))?) \d{1,3}[a-z]?"
    r"(?:(?:, ?| en | t/m | tot en met )\d{1,3}[a-z]?){0,20}:?"
)
TITLE = re.compile(r"Nr\. \w{1,5}\s+[A-Z]{4}")  # of a paper of parliament: "Nr. 143 MOTIE ..."
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS_OF_A_PAGE = re.compile(r"https?:|www\.|\w/\w+/\w")  # a source, not a subject
# lines of a letter's head and feet, and of the papers of parliament: they head nothing
_OF_THE_FORM = re.compile(
    r"(?:vergaderjaar|zitting) \d{4}|voorgesteld\b|ter (?:vervanging|inzage|griffie)\b"
    r"|(?:voortouw|volg)commissie|griffier:|document:"
    r"|(?:eerste|tweede) kamer(?: der|,)|aan de (?:heer |leden )?(?:voorzitter|leden)|geachte\b"
    r"|ons kenmerk\b|onze referentie\b|(?:datum|betreft|onderwerp)(?:[\t:]|\s\d)"
    r"|aanvang \d|voorzitter:|nr\. ?\w{1,5}$"
    rf"|(?:maan|dins|woens|donder|vrij|zater|zon)dag \d|\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}$",
    re.IGNORECASE,
)
_LONGEST = 300  # characters; agenda items name whole regulations
LONGEST_SET = 1_000  # characters; the question a member of parliament asks is set as a heading
_LONGEST_LOOK = 250  # characters; what only looks like a heading and has no number
# a heading never ends in one of these; a line of running text often does
_LOOSE_ENDS = frozenset(
    "en of de het een van in op te om voor met aan die dat naar door is mevrouw heer".split()
)
# words that begin a sentence but hardly ever stand with a capital inside a heading
_SENTENCE_STARTS = frozenset(
    "op de het een in voor tijdens conform hierbij uit met naar zoals ook als bij over na deze dit "
    "er om onder wat gelet graag uw tot verder daarnaast".split()
)


class Heading(NamedTuple):
    """A heading before its place in the tree is known."""

    start: int
    end: int
    number: str
    text: str
    kind: str  # part | roman | capital | arabic | decimal | letter | question | plain
    leads: bool = False  # the next thing under it is another heading
    depth: int = 0  # as the file's format says; 0 = unknown
    joint: str = ""  # what is printed behind the number
    marked: bool = False  # the file sets it as a heading

    @property
    def printed(self) -> str:
        """The heading with its number, as it stands in the letter."""
        return f"{self.number}{self.joint} {self.text}" if self.number else self.text


def join_visible(lines: Sequence[Line], longest: int = _LONGEST) -> str | None:
    """The lines as one text; None when they are longer than any heading."""
    pieces: list[str] = []
    length = 0
    for line in lines:
        length += len(line.visible) + 1
        if length > longest + 1:
            return None
        pieces.append(line.visible)
    return " ".join(pieces)


def is_heading(text: str | None) -> bool:
    """Whether lines that stand apart read as a heading.

    >>> is_heading("1. Werklunch: Terugkeer"), is_heading("Voorgesteld 6 juli 2021")
    (True, False)
    """
    if text is None:
        return False
    bare = _without_number(text)
    if not bare or len(text) > _LONGEST or not (bare[0].isupper() or bare != text):
        return False
    if PART.match(bare):
        return True  # its last line may end in a comma, with the dates in a block of their own
    if _is_of_the_form(text) or _ADDRESS_OF_A_PAGE.search(bare):
        return False
    if ends_loose(bare):
        return False
    return not SENTENCE_END.search(bare) and not _INNER_SENTENCE.search(bare)


def is_question_line(visible: str) -> bool:
    """Whether a line names a question or its answer, and nothing else.

    >>> is_question_line("Antwoord op vragen 3 en 4"), is_question_line("Antwoord 3 is nee.")
    (True, False)
    """
    return bool(_QUESTION_LINE.fullmatch(visible))


def ends_loose(text: str) -> bool:
    """Whether more must follow: "... en de", "... EU-"."""
    return text.endswith("-") or text.rsplit(" ", 1)[-1].lower() in _LOOSE_ENDS


def is_set_heading(text: str | None, level: int) -> bool:
    """Whether lines that the file sets as a heading are one: a sentence in bold is not.

    ``level`` is what the file says; one that names a level means it.
    """
    if text is None or not _LETTER.search(text):
        return False
    if level:
        return True
    bare = _without_number(text)
    if _is_of_the_form(text):
        return False
    if bare != text and bare.endswith(":"):
        return False  # "1. Doelen:" leads an enumeration
    if bare == text and len(bare) > _LONGEST_LOOK and not PART.match(bare):
        return False
    return not re.search(r"[.;,!][)\]\"'”’»]*$", bare) and not _INNER_SENTENCE.search(bare)


def _is_of_the_form(text: str) -> bool:
    return bool(OFFICE.match(text) or _OF_THE_FORM.match(text))


def _without_number(text: str) -> str:
    match = NUMBER.match(text) or _LABEL.match(text)
    return (text[match.end() :] if match else text).rstrip()


def breaks_on_purpose(line: Line, following: Line, width: int) -> bool:
    """The next line starts anew although its first word would fit, or begins a sentence.

    >>> breaks_on_purpose(Line(0, 9, "CT-ontbijt"), Line(9, 20, "Op 8 december"), 60)
    True
    """
    if not following.visible[0].isupper():
        return False
    word = following.visible[: width + 50].split(" ", 1)[0]
    return word.lower() in _SENTENCE_STARTS or len(line.visible) + 1 + len(word) <= width - 2


def make_heading(lines: Sequence[Line], text: str, mark: HeadingMark | None) -> Heading:
    """Take a heading's number from its text."""
    number, kind, joint = "", "plain", ""
    if PART.match(text) or ANNEX.match(text):
        kind = "part"
    elif _QUESTION.match(text):
        kind = "question"
    elif match := _NAMED_NUMBER.match(text) or NUMBER.match(text):
        kind, number = next(
            (name, found)
            for name, found in match.groupdict().items()
            if found is not None and name != "joint"
        )
        joint = text[match.end(kind) : match.end()].strip()
        text = text[match.end() :]
    return Heading(
        lines[0].start,
        lines[-1].end,
        number,
        text.strip(),
        kind,
        depth=mark.level if mark else 0,
        joint=joint,
        marked=mark is not None,
    )


def continues(before: Heading, heading: Heading) -> bool:
    """A heading set in two blocks: "..., 22 juli" behind a comma, or the rest of an item's name."""
    if heading.kind != "plain" or heading.depth or len(before.text) + len(heading.text) > _LONGEST:
        return False
    return before.text.endswith((",", " van")) or before.kind in ("arabic", "letter")
