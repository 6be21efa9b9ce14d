"""Tell which lines of a letter's head stand on their own: none runs into its first sentence.

Old scans and plain texts put no blank line between them.
"""

import re

from index.cues import MONTHS

_REACH = 2_500  # characters; no letter's head is longer
_LONGEST = 160  # characters; a longer line is text
_DAY = rf"\d{{1,2}}\s?(?i:{'|'.join(MONTHS)})\s\d{{4}}\.?"
# where ministries stood; in another place something was held
_PLACE = r"(?:[’'‘´]?\s?s[ -]Gravenhage|Rijswijk|Zoetermeer|Leidschendam|Voorburg)"
# the chamber, the year, the day: nothing goes on behind them
_ALONE = re.compile(
    r"(?i:(?:Eerste|Tweede)\sKamer\sder\sStaten-Generaal)(?:\s\d)?"
    r"|(?:\d\s)?(?i:Vergaderjaar|Zitting)\s(?:18|19|20)\d\d\s?[-–—/]{1,2}\s?\d{2,4}"
    rf"|(?:{_PLACE}|Den Haag)\s?,\s{_DAY}"
)
# what begins something, and may take more than a line
_FIRST = re.compile(
    r"(?:>\s)?Retouradres\b|Postbus\s\d|(?:Datum|Betreft|Onderwerp)(?:\s?:|\s(?=[\dA-Z]))"
    r"|BRIEF VAN (?:DE|HET)\b|Aan de (?:Heer |heer )?[Vv]oorzitters?\b"
    rf"|{_PLACE}\s?,\s\d|Geachte\s[^.]{{1,60}},$"
)


def stands_alone(visible: str, start: int) -> bool:
    """Whether nothing runs on behind a line of the letter's head.

    >>> stands_alone("Vergaderjaar 1991-1992", 40), stands_alone("Den Haag, 3 mei 2024 sprak", 40)
    (True, False)
    """
    return start < _REACH and len(visible) <= _LONGEST and bool(_ALONE.fullmatch(visible))


def begins_head_line(visible: str, start: int) -> bool:
    """Whether a line of the letter's head begins something new.

    >>> begins_head_line("Betreft Verslag", 90), begins_head_line("Betreft deze wet", 9_000)
    (True, False)
    """
    if start >= _REACH or len(visible) > _LONGEST:
        return False
    # in some letters the place and the day belong to the address above
    day_only = visible.startswith("Den Haag")
    return bool(_FIRST.match(visible)) or (not day_only and stands_alone(visible, start))
