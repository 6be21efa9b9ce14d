"""Read who signed a letter, in what office, and from which ministry it comes."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from index.letter import MarkedSpan
from index.letterhead import HEAD, Printed

# the commas of "Onderwijs, Cultuur en Wetenschap" are the ministry's; the next one ends the office
_OFFICE_LINE = (
    r"(?P<office>(?:[Dd]e |DE )?(?:[Mm]inister-?[Pp]resident|[Ee]erste [Mm]inister"
    r"|[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS"
    r"|(?:[Aa]djunct-)?[Gg]riffier|[Vv]oorzitter)\b[^,\n.]{0,80}"
    r"(?:(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?){1,2} en [A-Z][^,\n.]{2,40})?"
)
_OFFICE = _OFFICE_LINE + r"(?:\n(?!De |de )[^,\n.]{1,80})?(?: a\.i\.)?)"
_PARTICLE = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[’']t|[Vv]on|[Bb]aron)[ ])"
_NO_NAME = r"(?!(?:Minister|Staatssecretaris|De|Het|Hierbij|Aan|Mede)\b)"
_WORD = r"[A-ZÀ-Þ][\w’'-]+"
_SURNAME = rf"{_PARTICLE}{{0,3}}{_NO_NAME}{_WORD}(?:[ -]{_PARTICLE}{{0,3}}{_WORD}){{0,3}}"
_INITIALS = r"(?:[A-ZÀ-Þ][a-z]?\.[ -]*){1,6}"
# a name without initials begins with a capital: "STIKKER", but not "de Minister van ..."
_NAME = rf"(?P<name>{_INITIALS}{_SURNAME}|(?=[A-ZÀ-Þ]){_SURNAME})"
# "De minister van Asiel en Migratie,\nM.H.M. Faber"; on one line before 1995
_SIGNED = re.compile(
    rf"(?:^|(?<=\. )|(?<=,\s)){_OFFICE},\s*{_NAME}[ \t]*\.?[ \t]*(?=$|\n)", re.MULTILINE
)
_UNPARTED = re.compile(  # "De minister van Justitie en Veiligheid \nD. Yeşilgöz-Zegerius"
    rf"^[ \t]*{_OFFICE_LINE})[ \t]*\n\s*(?P<name>{_INITIALS}{_SURNAME})[ \t]*$", re.MULTILINE
)
_NAME_FIRST = re.compile(  # "M.A.M. Adriaansens\nMinister van Economische Zaken en Klimaat"
    rf"^[ \t]*(?P<name>{_INITIALS}{_SURNAME})[ \t]*\n\s*"
    r"(?P<office>(?:[Mm]inister|[Ss]taatssecretaris) (?:van|voor) [^\n]{3,80})$",
    re.MULTILINE,
)
_MOTION_END = re.compile(r"en gaat over tot de orde van de dag\.?[ \t]*\n")
_MOVER_WORD = rf"{_PARTICLE}{{0,3}}[A-ZÀ-Þ][\w’'-]*"
_MOVER = re.compile(rf"[ \t]*{_MOVER_WORD}(?:[ ]{_MOVER_WORD}){{0,3}}\.?[ \t]*")
_MOST_MOVERS = 30  # lines
_ARTICLE = re.compile(r"^(?:de|DE|De)\s+")

# present and former ministries, as far back as letters of 1945; the longest name is tried first
_MINISTRIES = (
    "Algemene Zaken",
    "Asiel en Migratie",
    "Binnenlandse Zaken",
    "Binnenlandse Zaken en Koninkrijksrelaties",
    "Buitenlandse Handel en Ontwikkelingshulp",
    "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "Buitenlandse Zaken",
    "Defensie",
    "Economische Zaken",
    "Economische Zaken en Klimaat",
    "Economische Zaken, Landbouw en Innovatie",
    "Financiën",
    "Infrastructuur en Milieu",
    "Infrastructuur en Waterstaat",
    "Justitie",
    "Justitie en Veiligheid",
    "Klimaat en Groene Groei",
    "Landbouw en Visserij",
    "Landbouw, Natuur en Voedselkwaliteit",
    "Landbouw, Natuurbeheer en Visserij",
    "Landbouw, Visserij, Voedselzekerheid en Natuur",
    "Onderwijs en Wetenschappen",
    "Onderwijs, Cultuur en Wetenschap",
    "Onderwijs, Cultuur en Wetenschappen",
    "Sociale Zaken",
    "Sociale Zaken en Werkgelegenheid",
    "Veiligheid en Justitie",
    "Verkeer en Waterstaat",
    "Volksgezondheid en Milieuhygiëne",
    "Volksgezondheid, Welzijn en Sport",
    "Volkshuisvesting en Ruimtelijke Ordening",
    "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer",
    "Welzijn, Volksgezondheid en Cultuur",
)
_SENDERS = (
    re.compile(
        r"\b(?:Brief|BRIEF)\s+(?:van|VAN)\s+(?:de|DE)\s+"
        r"(?:ministers?|MINISTERS?|staatssecretaris(?:sen)?|STAATSSECRETARIS(?:SEN)?)\s+"
        r"(?:(?:van|VAN|voor|VOOR)\s+)?(?P<name>[^\n]{4,90}(?:\n[^\n]{3,90}){0,2})"
    ),
    re.compile(r"\b(?:Ministerie|MINISTERIE)\s+van\s+(?P<name>[^\n]{4,70}(?:\n[^\n]{3,40}){0,2})"),
    re.compile(
        r"\bAntwoord\s+van\s+(?:de\s+)?(?:[Mm]inister|[Ss]taatssecretaris)[^()]{2,60}"
        r"\((?P<name>[^()]{4,90})\)"
    ),
    re.compile(
        r"\bAntwoorden\s+van\s+de\s+(?:[Mm]inister|[Ss]taatssecretaris)\s+(?:van|voor)\s+"
        r"(?P<name>[^\n]{4,70})"
    ),
    re.compile(r"[Ee]erstverantwoordelijk\s+ministerie\s+(?:Ministerie\s+van\s+)?(?P<name>[^\n]+)"),
)


def read_signatories(text: str, marked: Sequence[MarkedSpan]) -> tuple[Printed, ...]:
    r"""Read who signed, as "name, office"; motions name their movers only.

    >>> read_signatories("De minister van Justitie,\nA.B. Verzonnen\n", ())[0].value
    'A.B. Verzonnen, minister van Justitie'
    """
    visible = _without_footnotes(text, marked)
    signed: dict[int, Printed] = {}
    for form in (_SIGNED, _UNPARTED, _NAME_FIRST):
        for match in form.finditer(visible):
            if not any(match.start() <= start < match.end() for start in signed):
                signed[match.start()] = _sign(match)
    return tuple(dict.fromkeys(signed[start] for start in sorted(signed)))


def read_movers(text: str, marked: Sequence[MarkedSpan]) -> tuple[Printed, ...]:
    """Read who moved a motion: the names under its last line, which have no office."""
    return tuple(dict.fromkeys(_read_movers(_without_footnotes(text, marked))))


def read_ministry(text: str, signatories: Sequence[Printed]) -> Printed | None:
    """Read which ministry sends the letter: from its head, or the office of the first to sign."""
    for form in _SENDERS:
        for match in form.finditer(text[:HEAD]):
            if name := find_ministry(match["name"]):
                return Printed(name, " ".join(match[0].split()))
    for signatory in signatories:
        office = signatory.value.partition(", ")[2]
        name = find_ministry(re.sub(r"^\S+ (?:van |voor )?", "", office))
        if name:
            return Printed(name, signatory.source)
    return None


def find_ministry(name: str) -> str:
    r"""Give the ministry that the text begins with, in its own spelling; "" when it is none.

    Letter-spaced and broken words are known too: "Inf rastructuur en Waterstaat".

    >>> find_ministry("ECONOMISCHE ZA-\nKEN EN KLIMAAT en van Financiën")
    'Economische Zaken en Klimaat'
    """
    folded = _fold(name)
    for ministry in sorted(_MINISTRIES, key=len, reverse=True):
        if folded.startswith(_fold(ministry)):
            return ministry
    return ""


def _fold(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if letter.isalpha())


def _sign(match: re.Match[str]) -> Printed:
    name = " ".join(match["name"].split()).rstrip(".")
    office = " ".join(_ARTICLE.sub("", match["office"].strip(" \t\n:")).split())
    return Printed(f"{name}, {office[0].lower()}{office[1:]}", " ".join(match[0].split()))


def _read_movers(text: str) -> Iterator[Printed]:
    for match in _MOTION_END.finditer(text):
        lines = [line for line in text[match.end() :].split("\n", 2 * _MOST_MOVERS) if line.strip()]
        for line in lines[:_MOST_MOVERS]:
            if not _MOVER.fullmatch(line):
                break
            yield Printed(line.strip().rstrip("."), line.strip())


def _without_footnotes(text: str, marked: Sequence[MarkedSpan]) -> str:
    """Footnotes as blank lines, so that a signature runs on across the foot of a page."""
    pieces: list[str] = []
    position = 0
    for span in marked:
        if span.kind in ("footnote", "furniture", "hidden"):
            pieces.append(text[position : span.start])
            pieces.append("\n")
            position = span.end
    return "".join([*pieces, text[position:]])
