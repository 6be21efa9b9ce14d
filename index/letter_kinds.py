"""Tell what kind of document a letter is, and what it is called, from how its head is printed."""

import re
from collections.abc import Iterator

from index.letter import Part
from index.letterhead import HEAD, Printed

AGENDA, REPORT, LETTER = "geannoteerde agenda", "verslag", "brief"

_LINE = r"^[ \t]*(?:Nr\.\s*\w{1,5}\s+)?"
# in order: a letter that sends a motion is a letter, a motion that is printed is a motion
_KINDS = tuple(
    (kind, re.compile(form, re.MULTILINE))
    for kind, form in (
        (
            "motie",
            rf"{_LINE}(?:(?:NADER |TWEEDE )*(?:GEWIJZIGDE )?MOTIE VAN|"
            r"(?:Nader )?(?:[Gg]ewijzigde )?Motie van (?:het lid|de leden)"
            r"[^.]{2,80}\s+Voorgesteld)",
        ),
        ("amendement", rf"{_LINE}(?:(?:NADER |TWEEDE )*(?:GEWIJZIGDE? )?AMENDEMENT(?:EN)? VAN)"),
        (
            "antwoord op Kamervragen",
            r"regering\s+gegeven\s+antwoorden"
            r"|(?:\b(?:[Bb]etreft|[Oo]nderwerp)\b[ \t:]*\n?[ \t]*b|B)eantwoording\s+"
            r"(?:van\s+)?(?:de\s+)?(?:schriftelijke\s+)?"
            r"(?:Kamervragen|vragen\s+van\s+(?:het\s+lid|de\s+leden)\b)"
            r"|^[ \t]*Antwoord(?:en)?\s+van\s+(?:de\s+)?(?:[Mm]inister|[Ss]taatssecretaris)"
            r"|deel\s+ik\s+u\s+mede\s+dat\s+de\s+vragen\s+van",
        ),
        ("Kamervragen", r"^[ \t]*Vragen\s+van\s+(?:het\s+lid|de\s+leden)\s+[A-Z]"),
        ("BNC-fiche", r"\A\s*(?:\d{1,2}\s*\n\s*)?(?:Fiche\s+\d{1,2}\s*:|BNC-?\s?fiche)"),
        ("besluitenlijst", r"^[ \t]*(?:Document:\s*)?(?:BESLUITENLIJST|Besluitenlijst)\b"),
        ("advies Raad van State", rf"{_LINE}ADVIES\s+(?:VAN DE\s+)?AFDELING\s+ADVISERING"),
        ("memorie van toelichting", rf"{_LINE}MEMORIE VAN TOELICHTING"),
        ("memorie van antwoord", rf"{_LINE}MEMORIE VAN ANTWOORD"),
        ("nota", rf"{_LINE}(?:NADERE )?NOTA NAAR AANLEIDING VAN HET"),
        ("voorstel van wet", rf"{_LINE}VOORSTEL VAN WET"),
        (
            REPORT,
            rf"{_LINE}(?:VERSLAG\b|Verslag\s+van\s+een\s+"
            r"(?:schriftelijk|algemeen|commissie|nota|wetgevings))",
        ),
        (
            "handelingen",
            r"\b[TE]K\s+\d{1,3}\s+\d{1,3}-\d{1,2}-\d"
            r"|^[ \t]*Aan de orde is (?:het|de)\b|\bIk open de verg|\bLijst van ingekomen stukken",
        ),
        (
            LETTER,
            r"\b(?:BRIEF VAN|Brief van (?:de|het))\b|\bGeachte\s+(?:heer\s+|mevrouw\s+)?\w"
            r"|\b[Aa]an\s+de\s+(?:[Hh]eer\s+)?[Vv]oorzitter\s+van\s+de\b"
            r"|\b[Hh]ierbij\s+(?:bied|zend|doe|stuur|informeer)",
        ),
        (
            "nota",
            r"^[ \t]*(?:[Cc]ontouren|[Bb]eslis)?[Nn]ota\b|^[ \t]*NOTA\b|\(ter beslissing\)",
        ),
    )
)
_PART_KINDS = (
    (AGENDA, re.compile(r"geannoteerde\s+agenda", re.IGNORECASE)),
    (REPORT, re.compile(r"\bverslag\b", re.IGNORECASE)),
)
_SUBJECT = re.compile(
    r"^[ \t]*(?:Betreft[ \t]*:?|Onderwerp[ \t]*:?|(?:betreft|onderwerp)[ \t]*(?=\n|:):?)(?=\s)\s*"
    r"(?:(?:\d{1,2}\s+\w+\s+\d{4}|\d{1,2}-\d{1,2}-\d{4})[ \t]*\n)?"
    r"(?P<title>\s*\S[^\n]*(?:\n[ \t]*[^\s>][^\n]*){0,4})",
    re.MULTILINE,
)
_NEXT_LABEL = re.compile(
    r"\n\s*(?:Bijlagen?\b|Bijlage\(n\)|Geachte\b|Ons kenmerk|Uw kenmerk|Kenmerk|Uw brief|Directo"
    r"|Datum\b|Telefoon|Contactpersoon|Pagina\b|www\.)",
    re.IGNORECASE,
)
_TITLES = tuple(
    re.compile(form, re.MULTILINE)
    for form in (
        rf"{_LINE}(?P<title>(?:NADER |TWEEDE )*(?:GEWIJZIGDE? )?(?:MOTIE|AMENDEMENT(?:EN)?) VAN "
        r"[^\n]+(?:\n[A-ZÀ-Þ][A-ZÀ-Þ .,-]+$)?)",
        r"^[ \t]*(?P<title>Vragen\s+van\s+(?:het\s+lid|de\s+leden)\s[\s\S]{10,600}?)"
        r"(?=\s*\((?:ingezonden|ontvangen)|\n\s*\n)",
        r"^[ \t]*(?P<title>Fiche\s+\d{1,2}\s*:[^\n]+(?:\n(?!\s*\d)[^\n]+)?)",
        r"^[ \t]*(?P<title>Besluitenlijst van [^\n]+(?:\n[^\n]+)?)",
        r"^[ \t]*(?P<title>Antwoord(?:en)?\s+van\s+(?:de\s+)?"
        r"(?:[Mm]inister|[Ss]taatssecretaris)\s[\s\S]{10,500}?)(?=\.?\s*\n\s*\n|\.?\s*\n\s*Vraag)",
        r"^[ \t]*(?P<title>Verslag van een (?:schriftelijk|algemeen|commissie|nota|wetg)[^\n]+)",
        r"^[ \t]*(?P<title>(?:[Cc]ontouren|[Bb]eslis)nota [^\n]{5,120})$",
    )
)
_LONGEST_TITLE = 500  # characters; a question's title names everybody who asks


def part_kind(heading: str) -> str:
    """What a part of a letter is by its heading; one without is the covering letter.

    >>> part_kind("Geannoteerde agenda van de informele Raad"), part_kind("")
    ('geannoteerde agenda', 'brief')
    """
    return next((kind for kind, form in _PART_KINDS if form.search(heading)), LETTER)


def read_kind(text: str) -> Printed | None:
    """Tell the kind of a document from its head; None when nothing there says it."""
    head = text[:HEAD]
    for kind, form in _KINDS:
        if match := form.search(head):
            return Printed(kind, " ".join(match[0].split()))
    return None


def read_title(text: str, titled: Part | None, dossier: Printed | None) -> Printed | None:
    """Read what the document is called: its own heading, its subject line, or its dossier's."""
    if titled:
        return Printed(titled.title, titled.title)
    return next(_titles(text[:HEAD], dossier), None)


def _titles(head: str, dossier: Printed | None) -> Iterator[Printed]:
    for form in (*_TITLES[:2], _SUBJECT, *_TITLES[2:]):
        if match := form.search(head):
            title = _NEXT_LABEL.split(match["title"])[0]
            title = " ".join(title.split())[:_LONGEST_TITLE].rstrip(" ,")
            if not title.lower().endswith("c.s."):
                title = title.rstrip(".")
            if title:
                yield Printed(title, " ".join(match[0].split())[: 2 * _LONGEST_TITLE])
    if dossier:
        yield dossier
