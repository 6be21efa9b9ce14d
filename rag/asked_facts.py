"""Tell which kind of fact a question asks for, and whether a text holds such a fact.

A fact is an amount, a share, a length of time, a number of things, a day, a name or a punishment.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from index.cues import MONTHS
from index.terms import fold, stem_words
from rag.checks import is_question

FactName = Literal[
    "amount", "level", "share", "duration", "number", "day", "person", "states", "punishment"
]

_NUMBER_WORDS = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|twintig|"
    "dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend"
)
# how many without a figure: "een handvol lidstaten"
_VAGUE = r"minderheid|meerderheid|handvol|helft|derde deel|kwart|tiental\w*"
_MONTH = "|".join(MONTHS)
# digits that number something, or say when: "nr. 964", "artikel 7", "2018/1806", "12 juni 2025"
_NOT_A_COUNT = re.compile(
    rf"\b\d{{1,2}}(?:\s*(?:-|–|en|t/m)\s*\d{{1,2}})?\s+(?:{_MONTH})\b(?:\s+\d{{4}})?"
    rf"|\b(?:{_MONTH})\s+\d{{4}}|\b(?:19|20)\d\d(?:[-–/]\d+)*\b"
    r"|\b(?:nr|nrs|no|art|artikel|artikelen|punt|lid|bijlage|kamerstuk\w*|vraag|vragen|antwoord|"
    r"hoofdstuk\w*|paragraaf|pagina|com|verordening|richtlijn|q)\b[.\s(]*(?:\(e[ug]\)\s*)?"
    r"(?:nr\.?\s*)?[\d/ -]*\d"
    r"|^\s*\d+[.)]?\s|\[\d+\]"
)
# the day of a document or meeting that is only named: "het commissiedebat van 11 juni"
_DATED = re.compile(
    rf"\b\w*(?:raad|debat|brief|motie|fiche|bijeenkomst|verslag)\b[^.;,]{{0,60}}?\bvan\s+"
    rf"\d{{1,2}}(?:\s*(?:-|–|en)\s*\d{{1,2}})?\s+(?:{_MONTH})(?:\s+\d{{4}})?"
)
_COUNT = re.compile(rf"(?<![\w/-])\d[\d.,]*(?![\w/])|\b(?:{_NUMBER_WORDS}|{_VAGUE})\b")
_UNIT_OF_TIME = r"(?:secon\w*|minu\w+|uur|uren|dag|dagen|we(?:ek|ken)|maand\w*|ja(?:ar|ren))"
_PATTERNS: dict[FactName, re.Pattern[str]] = {
    "amount": re.compile(r"€\s*\d|\d[\d.,]*\s*(?:(?:miljoen|miljard|mln|mld)\b|euro)|\beuro\s*\d"),
    "share": re.compile(
        rf"\d\s*(?:%|procent)|\b(?:{_NUMBER_WORDS})\s+procent"
        r"|\b(?:helft|kwart|derde van|derde deel)\b"
    ),
    "duration": re.compile(rf"(?:\d|\b(?:een|één|enkele|{_NUMBER_WORDS}))\s+{_UNIT_OF_TIME}\b"),
    "number": _COUNT,
    "day": re.compile(
        rf"\b(?:{_MONTH})\b|\b20\d\d\b|\bq[1-4]\b|\bkwartaal\b|\bmaanden\s+na\b"
        r"|\b(?:eind|einde|begin|medio|zomer|najaar|voorjaar|volgend\s+jaar|komend\s+jaar)\b"
    ),
    "punishment": re.compile(
        r"\b(?:sancties?|straf|straffen|boetes?|dwangsom\w*|inbreukprocedures?|celstraf\w*)\b"
    ),
}
_TITLES = (
    r"(?:[Mm]inister|[Ss]taatssecretaris|[Ee]urocommissaris|[Cc]ommissaris|[Hh]oofdaanklager,?|"
    r"[Kk]amerlid|\blid|[Ll]eden|[Pp]resident|[Gg]ezant(?: voor [A-Z]\w+)?|[Dd]irecteur|"
    r"drs?\.|mr\.)"
)
_SURNAME = r"(?:van\s+(?:der\s+|den\s+|de\s+)?|de\s+|ten\s+)?[A-Z][a-zë’'ş-]{2,}(?![\w-])"
_BODIES = "Ministerie|Raad|Commissie|Parlement|Unie|Hof|Agentschap|Akkoord|Pact|Zaken|Kamer|Staten"
# initials or a title before a surname, or a first name that no sentence starts with
_PERSON = re.compile(
    rf"\b(?:[A-Z]\.\s?)+{_SURNAME}|{_TITLES}\s+{_SURNAME}"
    rf"|(?<=[a-z,] )(?!(?:Europe|Nederland|Verenigd|Algeme|Nationa|Tweede|Eerste|Den)\w*)"
    rf"[A-Z][a-zë]+\s+(?!(?:{_BODIES})\b){_SURNAME}"
)
_MONEY = r"(?:euro|euros|geld|miljoen|miljard|mln|mld|eur)"
_ASKED: tuple[tuple[FactName, re.Pattern[str]], ...] = (
    ("share", re.compile(r"\bprocent\b|\bpercentages?\b|%|\bwelk\s+aandeel\b|\bper\s?cent")),
    ("duration", re.compile(
        rf"\bhoe\s*lang\b|\b(?:welke|hoe\s+lange?)\s+(?:\w+\s+)?\w*termijn\b"
        rf"|\bhoeveel\s+{_UNIT_OF_TIME}\b|\bhow\s+long\b")),
    ("level", re.compile(
        r"\bhoe\s+(?:hoog|hoge|groot)\b.*\b(?:boete|bedrag|dwangsom|bijdrage|subsidie|kosten)\b")),
    ("amount", re.compile(
        rf"\bhoeveel\b(?:\s+\w+){{0,2}}?\s+{_MONEY}\b|\b(?:welk\s+)?bedrag\b|\bwat\s+kost(?:te|en)?\b"
        rf"|^kosten\b|\bin\s+(?:mln|miljoen(?:en)?|euro)\b|\bhoeveel\s+(?:kost|betaal|geeft|gaf|droeg|draagt)"
        rf"|\bhoeveel\s+(?:subsidie|schadevergoeding|budget|steun)\b|\beuro'?s\b|\bhow\s+much\b")),
    ("number", re.compile(r"\bhoeveel\b|\bhow\s+many\b|\baantal\b(?!\s+lidstaten)")),
    ("day", re.compile(
        r"\bwanneer\b|\bwhen\b|\b(?:op\s+)?welke\s+(?:datum|dag)\b|\bdatum\b|\bwelk\s+jaar\b"
        r"|\bop\s+welke\s+dat\w*\b")),
    ("states", re.compile(
        r"\bwelke?\s+(?:(?:zes|drie|andere|twee|zuidelijke|europese)\s+)*"
        r"(?:lidsta\w+|land\w*|hoofdsteden|hoofdstad|regering\w*)\b")),
    ("punishment", re.compile(r"\bwelke\s+(?:straf|sanctie|boete|maatregel\s+tegen)\b")),
    ("person", re.compile(
        r"^wie\s+(?:(?:is|was|zijn|waren|wordt|worden)\s+(?:de|het|een|onze|directeur|minister|"
        r"voorzitter)\b|volgt|leidt|dragen|draagt|benoem\w*|ondertekende)|\bnaam\s+van\s+de\b")),
)  # fmt: skip
_COUNTED = re.compile(
    r"\b(?:hoeveel|aantal|how\s+many)\s+((?:(?!(?:is|zijn|er|in|van|heeft|hebben|moet|moeten|op|"
    r"doen|are|of|on|the|komen|gaan|krijg\w*|naar)\b)\w+\s*){1,2})"
)
_DUTCH: dict[FactName, str] = {
    "amount": "een bedrag",
    "level": "een bedrag of percentage",
    "share": "een percentage",
    "duration": "een termijn",
    "number": "een aantal",
    "day": "een datum",
    "person": "een naam",
    "states": "de naam van een land",
    "punishment": "een sanctie",
}
# "hoeveel mensen": whoever they are, the letters call them something else
_ANYTHING = frozenset(
    stem_words("mensen personen regeringen landen lidstaten staten hoofdsteden keer")
)
_NEAR = 120  # characters between a number and what it counts: a clause


@dataclass(frozen=True)
class AskedFact:
    """A fact that a question asks for."""

    name: FactName
    counted: tuple[str, ...] = ()  # stems of what is counted: "arbeidsmigrant"

    @property
    def dutch(self) -> str:
        """What a reader calls it."""
        return _DUTCH[self.name]


def find_asked_fact(question: str) -> AskedFact | None:
    """The fact that a question asks for, or None where it asks for something else.

    >>> find_asked_fact("Hoeveel euro gaan reizigers betalen?")
    AskedFact(name='amount', counted=())
    >>> find_asked_fact("Hoeveel bedden zijn er?").counted
    ('bed',)
    >>> find_asked_fact("Wat zei Nederland over drones?")
    """
    folded = fold(question)
    for name, pattern in _ASKED:
        if pattern.search(folded):
            counted = _COUNTED.search(folded) if name == "number" else None
            stems = stem_words(counted[1]) if counted else []
            return AskedFact(name, () if set(stems) & _ANYTHING else tuple(stems))
    return None


def holds_fact(
    asked: AskedFact, text: str, names_state: Callable[[str], bool], *, near: bool = False
) -> bool:
    """Whether a text holds such a fact; with ``near`` a number must stand near what it counts.

    ``names_state`` tells whether a text names a country.

    >>> holds_fact(AskedFact("amount"), "De Raad trok 420 miljoen euro uit.", bool)
    True
    >>> holds_fact(AskedFact("number"), "Zie Kamerstuk 32 317, nr. 964.", bool)
    False
    """
    if is_question(text):
        return False  # a question asks for the fact, it does not give it
    if asked.name == "states":
        return names_state(text)
    if asked.name == "person":
        return bool(_PERSON.search(text))
    folded = fold(text)
    if asked.name == "level":
        return any(_PATTERNS[name].search(folded) for name in ("amount", "share"))
    if asked.name == "day":
        folded = _without(_DATED, _without(_DATED, folded))  # one may stand inside another
    if asked.name != "number":
        return bool(_PATTERNS[asked.name].search(folded))
    counts = list(_COUNT.finditer(_without(_NOT_A_COUNT, folded)))
    if not near or not asked.counted:
        return bool(counts)
    around = (folded[max(0, each.start() - _NEAR) : each.end() + _NEAR] for each in counts)
    return any(set(asked.counted) & set(stem_words(each)) for each in around)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text with blanks for what the pattern finds, so that places stay where they are."""
    return pattern.sub(lambda match: " " * len(match[0]), text)
