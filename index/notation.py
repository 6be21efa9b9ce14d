"""What the notations of parliamentary documents have in common, and what one names."""

import re
from typing import NamedTuple


def scanned(word: str) -> str:
    """A form that finds a word also where a scan left the hyphen of a line end in it.

    >>> re.fullmatch(scanned("zitting"), "zit-ting") is not None
    True
    """
    return "-?".join(word)


HYPHEN = "[-‑–]"
GAP = r"[ ,.:;(]{0,3}"
# "ll" and "11" are how scans read II; the last only where a year follows
CHAMBER = (
    r"(?:I/II|I{1,2}|ll|11(?=(?:18|19|20)\d\d ?[-–—/]|, ?\d\d ?\d{3}\b)|TK|EK|T\.K\.|E\.K\."
    r"|Tweede [Kk]amer|Eerste [Kk]amer)"
)
_SESSION = (
    rf"(?:[Vv]-?{scanned('ergader')}(?:- | )?-?jaar|[Zz]-?{scanned('itting')}(?:s(?:- )?jaar)?)"
)
YEAR = (
    rf"(?:{_SESSION} ?)?"
    r"(?:(?:18|19|20)\d\d|['’]\d\d) ?[-‑–—/]{1,2} ?['’]?\d{2}(?:\d\d)?(?!\d)"
)
NR = r"(?:[Nn]rs?|[Nn]ummers?|[Nn]o|NR)\b[.,]? ?"
_PIVOT = 40  # years of two figures are written of 1940 and later


class Named(NamedTuple):
    """A document named in a reading text, at ``display[start:end]``."""

    kind: str  # as ``Reference.kind``
    id: str
    start: int
    end: int


def session(year: str) -> str:
    """The parliamentary year as identifiers write it.

    >>> session("vergaderjaar 2023–24"), session("'91-'92"), session("1999-00"), session("05/06")
    ('20232024', '19911992', '19992000', '20052006')
    """
    first, last = re.findall(r"\d+", year)[:2]
    if len(first) == 2:
        first = f"{20 if int(first) < _PIVOT else 19}{first}"
    if len(last) == 2:
        century = int(first[:2]) + (int(last) < int(first[2:]))
        last = f"{century}{last}"
    return first + last
