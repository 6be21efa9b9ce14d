"""Recognise EU acts and court cases in a reading text, with the identifier they are found under.

Acts that are in force get their CELEX number (sector 3, year, letter of the kind, number: Richtlijn
2011/95/EU is 32011L0095), proposals their own number: COM(2025)101. Source of the form: "Access to
European Union law", Publications Office, 2021.
"""

import re
from collections.abc import Iterator

from index.notation import Named

_PROPOSAL = re.compile(
    r"\b(?P<series>COM|SWD|JOIN|SEC|C)(?= ?\(|/) ?[(/] ?(?P<year>(?:19|20)\d\d) ?[)/] ?"
    r"(?:nr\. ?)?(?P<number>\d{1,5})\b"
)
_KINDS = (
    (r"[Vv]erordening(?:en)?", "R"),
    (r"[Rr]ichtlijn(?:en)?", "L"),
    (r"[Kk]aderbesluit(?:en)?", "F"),
    (r"[Bb]esluit(?:en)?|[Bb]eschikking(?:en)?|[Uu]itvoeringsbesluit(?:en)?", "D"),
    (r"[Aa]anbeveling(?:en)?", "H"),
)
_ANY_KIND = "|".join(form for form, _ in _KINDS)
_COMMUNITY = r"\((?:EU|EG|EEG|Euratom|GBVB|JBZ)(?:, ?Euratom)?\)"
_NUMBER = (
    rf"(?:{_COMMUNITY} ?)?(?P<nr>nrs?\.? ?)?(?P<first>\d{{1,4}})/(?P<second>\d{{1,4}})(?!\d)"
    r"(?P<behind>/(?:EU|EG|EEG|JBZ|GBVB|Euratom))?"
)
_ACT = re.compile(
    rf"(?<![^\W\d_])(?:[Uu]itvoerings|[Gg]edelegeerde )?(?P<kind>{_ANY_KIND}) "
    r"(?:van (?:de|het) (?:Raad|Commissie|Europees Parlement)[\w ,]{0,40} )?"
    rf"(?={_COMMUNITY}|nr|\d)"
    rf"{_NUMBER}"
)
_NEXT = re.compile(rf"(?:,| en| of|,? en) (?:(?=\()|(?=nr)|(?=\d{{2,4}}/)){_NUMBER}")
_CELEX = re.compile(
    r"\b[Cc](?:elex|ELEX)(?::|%3A| ?nr\.? ?)(?P<number>[1-9]\d{4}[A-Z]{1,2}\d{4})\b"
)
_JOURNAL = re.compile(
    r"\b(?:PbEU|PbEG|PB|Pb)\.?,? ?(?:(?P<year>(?:19|20)\d\d),? ?)?(?P<series>[LC]) ?"
    r"(?P<number>\d{1,4})"
    r"(?:(?:,? van)? ?,? ?\d{1,2}[. -]\d{1,2}[. -](?P<late>(?:19|20)\d\d))?\b"
)
_COUNCIL = re.compile(r"\bST[ -](?P<number>\d{3,5})(?:-(?P<year>(?:19|20)\d\d)|/(?P<short>\d\d))\b")
_ECLI = re.compile(r"\bECLI ?: ?[A-Z]{2} ?: ?[A-Z0-9]{1,10} ?: ?\d{4} ?: ?[A-Z0-9.]*[A-Z0-9]")
_CASE = re.compile(r"(?<![\w-])(?P<court>[CTF])[-‑–](?P<number>\d{1,4})/(?P<year>\d\d)(?![\d/])")
_STRASBOURG = re.compile(r"\b(?:EHRM|Europees Hof voor de Rechten van de Mens)\b")
_APPLICATION = re.compile(
    r"(?:nrs?\. ?|nos?\. ?|verzoekschrift(?:nummer)? )?\b(\d{3,5}/\d\d)(?![\d/])"
)
_STRASBOURG_REACH = 160  # characters from the court's name to its case number


def find_eu_acts(display: str) -> Iterator[Named]:
    """Yield the acts and cases that are named, in no order.

    >>> text = "Verordeningen (EU) nr. 260/2012 en (EU) 2021/1230, COM (2022) 546"
    >>> [named.id for named in find_eu_acts(text)]
    ['COM(2022)546', '32012R0260', '32021R1230']
    """
    for match in _PROPOSAL.finditer(display):
        identifier = f"{match['series']}({match['year']}){int(match['number'])}"
        yield Named("eu", identifier, match.start(), match.end())
    yield from _find_acts(display)
    for match in _CELEX.finditer(display):
        yield Named("eu", match["number"], match.start(), match.end())
    for match in _JOURNAL.finditer(display):
        if year := match["year"] or match["late"]:
            identifier = f"PB-{match['series']}-{match['number']}-{year}"
            yield Named("eu", identifier, match.start(), match.end())
    for match in _COUNCIL.finditer(display):
        year = match["year"] or f"20{match['short']}"
        yield Named("eu", f"ST-{int(match['number'])}-{year}", match.start(), match.end())
    yield from _find_cases(display)


def _find_acts(display: str) -> Iterator[Named]:
    for match in _ACT.finditer(display):
        letter = next(letter for form, letter in _KINDS if re.fullmatch(form, match["kind"]))
        start = match.start()
        following: re.Match[str] | None = match
        while following:
            if number := _celex_number(following, letter):
                yield Named("eu", number, start, following.end())
            end = following.end()
            following = _NEXT.match(display, end)
            start = following.start() + following[0].index(" ") + 1 if following else end


def _celex_number(match: re.Match[str], letter: str) -> str:
    """Year and number stand either way round: "nr. 260/2012", "2011/95/EU", "(EU) 2016/679"."""
    first, second = match["first"], match["second"]
    year, number = (second, first) if match["nr"] else (first, second)
    if not _is_year(year, short=bool(match["behind"])):
        year, number = number, year
    if not _is_year(year, short=bool(match["behind"])):
        return ""
    return f"3{year if len(year) == 4 else f'19{year}'}{letter}{int(number):04}"


def _is_year(figures: str, *, short: bool) -> bool:
    if len(figures) == 2:
        return short and int(figures) >= 58  # the treaties of Rome
    return len(figures) == 4 and 1958 <= int(figures) <= 2099


def _find_cases(display: str) -> Iterator[Named]:
    for match in _ECLI.finditer(display):
        yield Named("zaak", match[0].replace(" ", ""), match.start(), match.end())
    for match in _CASE.finditer(display):
        identifier = f"{match['court']}-{match['number']}/{match['year']}"
        yield Named("zaak", identifier, match.start(), match.end())
    for court in _STRASBOURG.finditer(display):
        reach = court.end() + _STRASBOURG_REACH
        for match in _APPLICATION.finditer(display, court.end(), reach):
            yield Named("zaak", f"EHRM-{match[1]}", match.start(1), match.end(1))
