r"""Recognise in a reading text the Handelingen and the questions that their Aanhangsel prints.

"Handelingen II 2023/24, nr. 40, item 11" is h-tk-20232024-40-11, "Aanhangsel Handelingen,
vergaderjaar 2023–2024, nr. 1121" is ah-tk-20232024-1121.
"""

import re
from collections.abc import Iterator

from index.notation import CHAMBER, GAP, NR, YEAR, Named, scanned, session

_SITTING = re.compile(
    rf"[Hh]andelingen (?P<chamber>II?|TK|EK)?{GAP}(?P<year>{YEAR}){GAP}"
    rf"(?:{NR})?(?P<sitting>\d{{1,3}})(?:{GAP}item (?P<item>\d{{1,3}}))?(?![\d-])"
)
_ANY_YEAR = (
    rf"(?:{YEAR}|(?:[Vv]ergaderjaar )?\d\d/\d\d(?!\d))"  # "93/94" is a year beside this word
)
_ANNEX = rf"[Aa]-?{scanned('anhangsel')}(?: (?:van|tot) de)?"
_HOUSE = rf"(?:,? (?P<chamber>{CHAMBER})\b)?"
_BOOK = rf"[Hh]-?{scanned('andelingen')}{_HOUSE}"
_NUMBER = rf"{NR}(?P<number>\d{{1,4}})(?!\d)"
# year and number stand in any order: "nr. 774, vergaderjaar 1990-1991"
_QUESTIONS = tuple(
    re.compile(form)
    for form in (
        rf"{_ANNEX} {_BOOK}{GAP}(?P<year>{_ANY_YEAR}){GAP}(?:{NR})?(?P<number>\d{{1,4}})(?!\d)",
        rf"{_ANNEX}{_HOUSE}{GAP}(?P<year>{_ANY_YEAR}){GAP}{_NUMBER}",
        rf"{_ANNEX} {_BOOK}{GAP}{_NUMBER}(?: en {NR}(?P<other>\d{{1,4}}))?{GAP}"
        rf"(?P<year>{_ANY_YEAR})",
        rf"(?P<year>{YEAR}){GAP}{_ANNEX} {_BOOK}{GAP}{_NUMBER}",
        rf"(?P<year>{YEAR}){GAP}{_ANNEX}{_HOUSE} {_NUMBER}",
        # at the foot of a page the number of the page stands there
        rf"(?P<year>{YEAR}){GAP}{_ANNEX}{_HOUSE} (?P<number>\d{{1,4}})(?=[).;])",
        rf"{_ANNEX}{GAP}{_NUMBER} ?\(?(?P<year>{_ANY_YEAR})\)? {_BOOK}",
        rf"{_ANNEX} (?P<number>\d{{1,4}}), {_BOOK} (?P<year>{YEAR})",
    )
)
_PRINTED = re.compile(r"\b(?:ah-[te]k-\d{8}-\d{1,4}|h-[te]k-\d{8}-\d{1,3}-\d{1,3})\b")
_QUESTION = re.compile(r"\b20\d\d ?Z ?\d{5}\b")  # the number of a question before it is answered


def find_handelingen(display: str) -> Iterator[Named]:
    """Yield what is named, in no order and with overlaps.

    >>> [named.id for named in find_handelingen("Aanhangsel Handelingen II 2023/24, nr. 1121")]
    ['ah-tk-20232024-1121']
    """
    for match in _SITTING.finditer(display):
        numbers = "-".join(number for number in (match["sitting"], match["item"]) if number)
        identifier = f"h-{_house(match['chamber'])}-{session(match['year'])}-{numbers}"
        yield Named("handelingen", identifier, match.start(), match.end())
    for form in _QUESTIONS:
        for match in form.finditer(display):
            groups = match.groupdict()
            series = f"ah-{_house(groups['chamber'])}-{session(groups['year'])}"
            first = match.end("number") if groups.get("other") else match.end()
            yield Named("kamervragen", f"{series}-{groups['number']}", match.start(), first)
            if groups.get("other"):
                yield Named("kamervragen", f"{series}-{groups['other']}", first, match.end())
    for match in _PRINTED.finditer(display):
        kind = "kamervragen" if match[0].startswith("ah") else "handelingen"
        yield Named(kind, match[0], match.start(), match.end())
    for match in _QUESTION.finditer(display):
        yield Named("kamervragen", match[0].replace(" ", ""), match.start(), match.end())


def _house(chamber: str | None) -> str:
    return "ek" if chamber in ("I", "EK", "E.K.", "Eerste Kamer", "Eerste kamer") else "tk"
