"""Find what other documents a letter names, with where it names them and what they are called.

References are sought in the reading text, so that no footnote, line end or hyphen breaks them, and
in each footnote by itself.
"""

import re
from collections.abc import Iterator, Sequence

from index.display import Display, read_display
from index.eu_acts import find_eu_acts
from index.handelingen import find_handelingen
from index.kamerstukken import find_kamerstukken
from index.letter import MarkedSpan, Reference
from index.notation import Named

# "Tweede Kamer, vergaderjaar 1989-1990, 21 300 X, nr. 42" on a line of its own names the page
_RUNNING_FOOT = re.compile(
    r"^[^(\n]{0,60}?(?:(?:Tweede|Eerste) [Kk]amer|Staten-Generaal),? {0,3}"
    r"(?:vergaderjaar|zitting) [\d –—\-]{4,12}[,.] ?\d[^\n]{1,40}[^\n).]$"
    r"|^[ \t]*(?:kst|ah|h|blg)-[\w-]+(?:[ \t]+ISSN[^\n]{0,40})?[ \t]*$",
    re.MULTILINE,
)
_PARTICLES = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[Ee]l) ){0,3}"
_NAME = (
    rf"{_PARTICLES}(?!(?:Motie|Kamerstuk|Tweede|Eerste|Kamer)\w*\b|(?:De|Het|Nr)\b)"
    r"[A-ZÀ-Þ][\w’'-]+"
)
_NAMES = rf"{_NAME}(?: {_NAME}){{0,2}}"
_MOTION = re.compile(
    r"\b(?:(?:gewijzigde|nader gewijzigde|aangenomen) )?[Mm]otie"
    r"(?:[- ](?:van )?(?:het lid|de leden|lid|leden))?[- ]"
    rf"(?P<movers>{_NAMES}(?:(?:/|, | en ){_NAMES}){{0,8}}(?: c\.s\.)?)"
)
_MOTION_WORD = re.compile(r"\b[Mm]oties?\b")
_FICHE_WORD = re.compile(r"\bBNC-? ?[Ff]iches?\b")
_KIND_REACH = 160  # characters before a Kamerstuk number in which its kind is said
_CLAUSE_END = re.compile(r"[.;!?] (?=[A-Z0-9])|\)")
_ANNEX = re.compile(
    r"\b[Bb]ijlagen? (?P<numbers>\d{5,8}\b|\d{1,2}\b(?:(?:, | en | t/m )\d{1,2}\b)*)"
    r"(?![.,]\d|/| (?:%|procent|euro|jaar|weken|dagen))"
)
_ELSEWHERE = re.compile(  # the annex of another document: "bijlage 1 bij de verordening"
    r",? (?:bij|van|uit|behorende bij|in) (?:de |het |artikel |deze )?"
    r"(?!(?:deze )?brief)(?:[Kk]amerstuk|[Vv]erordening|[Rr]ichtlijn|[Bb]esluit|[Ww]et|[Rr]egeling"
    r"|[Vv]erdrag|[Cc]ode|[Uu]itvoerings|\(|VWEU)"
)
_BLG = re.compile(r"\bblg-\d{4,8}\b")


def find_references(
    text: str, marked: Sequence[MarkedSpan], *, dossier: str = ""
) -> tuple[Reference, ...]:
    """Find the documents that a letter names, ordered by place.

    ``marked`` is ordered and does not overlap; ``dossier`` is the letter's own ("32 317"): "gedrukt
    onder nr. 8" is told from it.

    >>> found = find_references("Zie Kamerstuk 32 317, nr. 964 en Richtlijn 2011/95/EU.", ())
    >>> [(reference.id, reference.start, reference.end) for reference in found]
    [('kst-32317-964', 4, 29), ('32011L0095', 33, 53)]
    """
    feet = [match.span() for match in _RUNNING_FOOT.finditer(text)]
    found: list[Reference] = []
    for display in _stretches(text, marked):
        for named in _settle([*_find(display.text, dossier)]):
            start = display.offsets[named.start]
            end = display.offsets[named.end - 1] + 1
            if any(first <= start and end <= last for first, last in feet):
                continue
            read = display.text[named.start : named.end]
            found.append(Reference(named.kind, named.id, start, end, read))
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def _stretches(text: str, marked: Sequence[MarkedSpan]) -> Iterator[Display]:
    """The running text, and each footnote."""
    yield read_display(text, marked, 0, len(text))
    for span in marked:
        if span.kind == "footnote":
            yield read_display(text, marked, span.start, span.end, keep=span)


def _find(display: str, dossier: str) -> Iterator[Named]:
    kamerstukken = list(find_kamerstukken(display, dossier=dossier))
    for named in kamerstukken:
        yield named._replace(kind=_kind_of(display, named.start))
    yield from find_handelingen(display)
    yield from find_eu_acts(display)
    yield from _find_motions(display, kamerstukken)
    for match in _ANNEX.finditer(display):
        if len(match["numbers"]) > 4 or not _ELSEWHERE.match(display, match.end()):
            yield from _read_annexes(match)
    for match in _BLG.finditer(display):
        yield Named("bijlage", match[0], match.start(), match.end())


def _read_annexes(match: re.Match[str]) -> Iterator[Named]:
    """The annexes of a list, the first with the word before it: "bijlagen 1 en 3"."""
    start = match.start()
    for number in re.finditer(r"\d+", match["numbers"]):
        at, end = (match.start("numbers") + offset for offset in number.span())
        series = "bijlage" if len(number[0]) < 3 else "blg"
        yield Named("bijlage", f"{series}-{number[0]}", start if number.start() == 0 else at, end)


def _kind_of(display: str, start: int) -> str:
    """What the words before a Kamerstuk number call it: a motion, a BNC-fiche."""
    before = display[max(0, start - _KIND_REACH) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    if _FICHE_WORD.search(clause):
        return "bnc-fiche"
    return "motie" if _MOTION_WORD.search(clause) else "kamerstuk"


def _find_motions(display: str, kamerstukken: Sequence[Named]) -> Iterator[Named]:
    """Motions by their movers, unless their number stands right behind it."""
    for match in _MOTION.finditer(display):
        movers = match["movers"]
        numbered = any(0 <= named.start - match.end() <= 40 for named in kamerstukken)
        if not numbered:
            yield Named("motie", f"motie-{'-'.join(movers.split())}", match.start(), match.end())


def _settle(found: list[Named]) -> list[Named]:
    """Of references that overlap, the one that begins first, then the longest.

    "nrs. 12 t/m 15" names 13 and 14 too, at the place of 15.
    """
    kept: list[Named] = []
    for named in sorted(set(found), key=lambda each: (each.start, -each.end, each.id)):
        last = kept[-1] if kept else None
        ranged = last is not None and (named.start, named.end) == (last.start, last.end)
        if last is None or named.start >= last.end or (ranged and named.kind == last.kind):
            kept.append(named)
    return kept
