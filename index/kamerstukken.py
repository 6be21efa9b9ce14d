r"""Recognise the notations of Kamerstukken in a reading text.

What is recognised gets the identifier under which officielebekendmakingen.nl publishes it:
"Kamerstukken II 2024/25, 35 925 VI, nr. 12" is kst-35925-VI-12. A dossier without a number
("Kamerstukken I, 21 187") is kst-21187. A running text is full of numbers, so a dossier counts only
with a word, a number or a bracket beside it that no amount or kenmerk has.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.notation import CHAMBER, GAP, HYPHEN, NR, YEAR, Named, session

_ROMAN = r"(?:[IVX]{1,6}[A-E]?|[IVX]{1,5} ?B)"
# "Kamerstuk", "kst.", "Gedrukt stuk Tweede Kamer"; a chamber alone leads only when a number follows
_WORD = (
    r"(?:[Kk](?:a-?mer|amer ?-?) ?-?[Ss]tuk(?:-?ken|nummers?|nr\.?)?(?: nrs?\.)?"
    r"|KAMERSTUK(?:KEN)?|[Kk]st\.?"
    r"|[Gg]edrukte? stuk(?:-?ken)?|[Pp]arlementaire stukken"
    r"|[Ww]ets?(?:voorstel|ontwerp)(?:len|en)?(?: nrs?\.)?)"
)
_LEAD = (
    rf"(?:(?P<word>{_WORD})|(?P<chamber>\b{CHAMBER}|(?:[Vv]ergaderjaar|[Zz]itting) {YEAR}))"
    rf"(?:{GAP}\b{CHAMBER})?(?:{GAP}{YEAR})?(?:{GAP}\b{CHAMBER})?(?:{GAP}dossier)?{GAP}"
)
# a budget chapter or the part of a shared dossier: "36410-VI", "18600, hoofdstuk XV", "21 501 -17"
_ADDITION = (
    rf"(?: ?{HYPHEN} ?(?P<part>\d\d(?!\d))"
    rf"|(?:,? ?(?:[Hh]oofdstuk|[Hh]fdst\.?) |[ ]?{HYPHEN}[ ]?|[ ]"
    rf"|,? ?(?={_ROMAN}(?:(?:/|, | en ){_ROMAN})?,? ?[Nn]rs?\b))(?P<budget>{_ROMAN})"
    rf"(?:/{_ROMAN}|(?:, | en ){_ROMAN}(?= nr))?(?![\w])"
    r"|(?: )(?P<fund>[A-J])(?=,? nr|\)))?"
)
_KINGDOM = r"(?: ?\(R ?\d{2,4}\)|, R ?\d{2,4})?"  # "21 095 (R1368)": a bill of the whole Kingdom
# "15 800, Miljoenennota, nr. 17", "17 340, zitting 1981-1982, nr. 1", "14 134, stuk nr. 7"
_BETWEEN = rf"(?:, ?(?:[Mm]ilj(?:oenen|\. ?)[Nn]ota|{YEAR})(?=, ?nr)|,? stuk(?= nr))?"
_NUMBERS = (
    rf"(?:{_BETWEEN}{GAP}{NR}(?P<numbers>\d{{1,5}}(?:[a-z](?!\w))?(?!\d)"
    rf"(?:(?:,? en |, | t/m |{HYPHEN}|/)(?:{NR})?\d{{1,5}}[a-z]?"
    r"(?![\d ]*\d{3}|\d|[-/]| ?,? ?[Nn]rs?\b))*)"
    rf"| ?{HYPHEN} ?(?P<hyphened>\d{{1,5}}|[A-Z]{{1,2}})(?![\w])"
    r"|, ?(?P<letters>[A-Z]{1,3})(?![\w.]))"
)
_DOSSIER = r"(?P<dossier>\d\d[ .]?\d{3})(?!\d|[.,]\d{3})"
# "21 818, 21 829 en 21 980, nr. 14": what several dossiers share is published under the first
_WITH_OTHERS = rf"(?:(?:(?:,? en |, ?|/ ?)\d\d[ .]?\d{{3}}){{1,9}}(?=,? ?{NR}\d))?"
_LED = re.compile(
    rf"(?<!\w){_LEAD}(?P<dossier>\d\d(?:[ .]|, ?)?\d{{3}}|\d{{4}}(?= ?\(R))(?!\d)"
    rf"{_WITH_OTHERS}{_ADDITION}{_KINGDOM}{_NUMBERS}?"
)
_BARE = re.compile(
    rf"(?<![\w.,/-]){_DOSSIER}{_WITH_OTHERS}{_ADDITION}{_KINGDOM}"
    rf"(?:(?=,)|(?=\.? ?(?:nrs?|no)\b))(?P<rest>{_NUMBERS})"
)
_HYPHENED = re.compile(  # "- 21501-02-1855", "(32317-964)"
    rf"(?:(?<=\()|(?<=[-‑–—] )|(?<=^))(?P<dossier>\d{{5}})"
    rf"(?:{HYPHEN}(?P<part>\d\d(?={HYPHEN}\d))|{HYPHEN}(?P<budget>{_ROMAN}(?={HYPHEN}\d)))?"
    rf"{HYPHEN}(?P<hyphened>\d{{1,4}})(?![\w-])"
)
_NUMBER_FIRST = re.compile(  # "Zij krijgt nr. 38 (36410-VI)": so the Handelingen number motions
    rf"\b{NR}(?P<numbers>\d{{1,5}}) ?\( ?{_DOSSIER}{_ADDITION} ?\)"
)
_CHAPTERED = re.compile(  # "20 800 X 12": a chapter and a number with no word between
    rf"(?<![\w.,/-]){_DOSSIER} ?(?P<budget>{_ROMAN}) "
    r"(?P<numbers>\d{1,3}(?: ?en \d{1,3}(?! ?\d))*)(?!\d)"
)
# "(10 710 (R 739), zitting 1969-1970)", "(22 249, 22 250 en 22 262)"
_BRACKETED = re.compile(
    rf"\( ?(?P<dossiers>\d\d[ .]?\d{{3}}(?:(?:, ?| en )\d\d[ .]?\d{{3}})*)(?![\d.])"
    rf"{_ADDITION}{_KINGDOM}(?P<year>, {YEAR})? ?[);]"
)
_BILL = re.compile(
    r"[Ww]et(?:ten|s?voorstel|s?ontwerp)?\b|[Ii]nitiatief(?:voorstel|nota)|[Vv]oorstel van wet"
    r"|[Rr]ijkswet|[Bb]e-?groting|[Nn]aturalisatie|[Ww]ijziging van|Goedkeuring van"
)
_BILL_REACH = 150  # characters; the name of a bill before the number of its dossier
_OLD = re.compile(  # until about 1980 a dossier was one number: "Gedrukt stuk ..., nr. 8533"
    rf"(?:[Gg]edrukte? stuk(?:-?ken)?|[Kk]amerstuk)(?:{GAP}{CHAMBER})?(?:{GAP}(?P<year>{YEAR}))?"
    rf"(?:{GAP}{NR}|(?<=\d) ?[—–-] ?)(?P<dossier>\d\d \d{{3}}|\d{{3,5}})(?! ?\d)(?:{GAP}{NR}"
    rf"(?P<numbers>\d{{1,3}}(?: t/m \d{{1,3}})?(?: (?:en|resp\.) {NR}\d{{1,3}}"
    r"(?: t/m \d{1,3})?)*))?"
)
_NEXT_DOSSIER = re.compile(  # "wetsontwerpen nrs. 12 022, 12 021 en 11 529"
    rf"(?:, ?| en )(?P<dossier>\d\d ?\d{{3}})(?![\d.])(?!{GAP}{NR}\d)(?!-\d)"
)
_IDENTIFIER = re.compile(
    r"\bkst-(?P<dossier>\d{4,5})(?:-(?P<part>\d\d(?=-))|-(?P<budget>[IVX]+[A-E]?(?=-)))?"
    r"-(?P<hyphened>\d{1,5}|[A-Z]{1,3})\b"
)
_OWN = re.compile(  # "ter vervanging van die gedrukt onder nr. 8"
    rf"(?:gedrukt onder|[Tt]\.v\.v\.|ter vervanging van) {NR}(?P<numbers>\d{{1,5}})\b(?! ?\()"
)
_ONE = re.compile(r"(\d{1,5}(?:[a-z](?![a-z]))?)( t/m |[-‑–](?=\d))?")
_LAST_SHORT = "19691970"  # since then every dossier has five figures
_LONGEST_RANGE = 30  # numbers; "nr. 3-2024" is no range
# the only dossiers that are parted by two figures: councils of ministers and EU matters
_PARTED = ("21501", "21109", "23490", "24126")


def kamerstuk_id(dossier: str, number: str = "") -> str:
    """Give the identifier of a dossier, or of one of its numbers.

    >>> kamerstuk_id("35 925 VI", "12"), kamerstuk_id("32 317", "OY"), kamerstuk_id("21 501-02")
    ('kst-35925-VI-12', 'kst-32317-OY', 'kst-21501-02')
    """
    match = re.match(r"(\d\d[ .,]{0,2}\d{3}|\d{4})[ -]*(.*)", dossier)
    if not match:
        return ""
    parts = (re.sub(r"\D", "", match[1]), re.sub(r"\W", "", match[2]), number)
    return "-".join(["kst", *(part for part in parts if part)])


def kamerstuk_name(identifier: str) -> str:
    """Give the notation that parliament prints for the identifier of a numbered Kamerstuk.

    >>> kamerstuk_name("kst-32317-978"), kamerstuk_name("kst-21501-20-2266")
    ('32 317, nr. 978', '21 501-20, nr. 2266')
    >>> kamerstuk_name("kst-36410-VI-87"), kamerstuk_name("kst-32317-OY")
    ('36 410 VI, nr. 87', '32 317, OY')
    """
    _, dossier, *addition, number = identifier.split("-")
    name = f"{dossier[:-3]} {dossier[-3:]}"
    for each in addition:
        name += f"-{each}" if each.isdigit() else f" {each}"
    return f"{name}, nr. {number}" if number.isdigit() else f"{name}, {number}"


def find_kamerstukken(display: str, *, dossier: str = "") -> Iterator[Named]:
    """Yield what is named, in no order and with overlaps; ``dossier`` is the letter's own.

    >>> sorted({named.id for named in find_kamerstukken("Kamerstuk 32 317, nrs. 12 en 15")})
    ['kst-32317-12', 'kst-32317-15']
    """
    for pattern in (_LED, _BARE, _CHAPTERED, _HYPHENED, _NUMBER_FIRST, _IDENTIFIER, _OLD):
        for match in pattern.finditer(display):
            yield from _read(match)
    for match in _find_brackets(display):
        yield from _read_bracket(match)
    if dossier:
        for match in _OWN.finditer(display):
            own = kamerstuk_id(dossier, match["numbers"])
            yield Named("kamerstuk", own, match.start("numbers"), match.end("numbers"))


def _find_brackets(display: str) -> Iterator[re.Match[str]]:
    """Brackets that hold dossiers: of a bill, or between others in a list of bills."""
    matches = list(_BRACKETED.finditer(display))
    certain = [
        bool(match["budget"] or match["part"] or match["year"])
        or bool(_BILL.search(display, max(0, match.start() - _BILL_REACH), match.start()))
        for match in matches
    ]
    for order in (range(1, len(matches)), range(len(matches) - 2, -1, -1)):
        for at in order:
            other = at - order.step
            near = abs(matches[at].start() - matches[other].start()) < _BILL_REACH
            certain[at] = certain[at] or (certain[other] and near)
    yield from (match for match, sure in zip(matches, certain, strict=True) if sure)


def _read_bracket(match: re.Match[str]) -> Iterator[Named]:
    """The dossiers in a bracket; a chapter or a part belongs to the last one."""
    dossiers = list(re.finditer(r"\d\d[ .]?\d{3}", match["dossiers"]))
    addition = match["part"] or (match["budget"] or "").replace(" ", "")
    for dossier in dossiers:
        last = dossier is dossiers[-1]
        identifier = kamerstuk_id(f"{dossier[0]} {addition if last else ''}".strip())
        start, end = (match.start("dossiers") + offset for offset in dossier.span())
        if len(dossiers) == 1:
            start = match.start()
        yield Named("kamerstuk", identifier, start, match.end() if last else end)


def _read(match: re.Match[str]) -> Iterator[Named]:
    groups = match.groupdict()
    base = re.sub(r"\D", "", match["dossier"])
    part, hyphened = groups.get("part") or "", groups.get("hyphened") or ""
    numbers = groups.get("numbers") or ""
    letters = groups.get("letters") or ""
    if part and not (hyphened or numbers) and base not in _PARTED:
        part, hyphened = "", part.lstrip("0")  # "28089-75" is number 75 of dossier 28089
    addition = part or (groups.get("budget") or "").replace(" ", "") or groups.get("fund") or ""
    if len(base) < 5 and groups.get("year") and session(match["year"]) > _LAST_SHORT:
        return
    if base[0] == "1" and hyphened.isdigit() and int(hyphened) - int(base[1:]) == 1:
        return  # "Handelingen I11975-1976": a year, and no dossier
    identifier = f"kst-{base}"
    if len(base) == 5:
        identifier = kamerstuk_id(f"{base[:2]} {base[2:]} {addition}".strip())
    if numbers:
        listed = match.start("numbers")
        for number in _split(numbers):
            start = listed + number.start if number.start else match.start()
            # behind "nr. 38" the bracket with its dossier belongs to it
            end = listed + number.end if number.end < len(numbers) else match.end()
            yield Named("kamerstuk", f"{identifier}-{number.number}", start, end)
        return
    led = groups.get("word") is not None or groups.get("chamber") is not None
    closed = bool(re.match(rf".*{YEAR}[^)]*$", match[0])) and match.string[match.end() :][:1] == ")"
    if groups.get("chamber") and not (hyphened or letters or closed):
        return  # a chamber and five figures are anything; with a year, in a bracket, a dossier
    if letters and not led and not re.match(r" ?[).;\]]|$", match.string[match.end() :]):
        return  # "32 317, OY" without a word before it, and something behind it
    number = hyphened or letters
    end = match.end()
    yield Named("kamerstuk", f"{identifier}-{number}" if number else identifier, match.start(), end)
    following = None if number or not led else _NEXT_DOSSIER.match(match.string, end)
    while following:
        start, end = following.span("dossier")
        yield Named("kamerstuk", kamerstuk_id(following["dossier"]), start, end)
        following = _NEXT_DOSSIER.match(match.string, end)


class _Number(NamedTuple):
    number: str
    start: int
    end: int


def _split(numbers: str) -> Iterator[_Number]:
    """The numbers of a list; "12 t/m 15" names those between too, which stand nowhere.

    >>> [each.number for each in _split("679, nr. 684 en 685")]
    ['679', '684', '685']
    """
    since = 0
    for match in _ONE.finditer(numbers):
        if since and match[1].isdigit() and 0 < int(match[1]) - since <= _LONGEST_RANGE:
            for between in range(since + 1, int(match[1])):
                yield _Number(str(between), match.start(1), match.end(1))
        yield _Number(match[1], match.start(1), match.end(1))
        since = int(match[1]) if match[2] and match[1].isdigit() else 0
