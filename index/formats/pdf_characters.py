"""The characters of a PDF as text has them; one for one, so that positions keep, but ligatures."""

import re
from typing import NamedTuple

from index.formats.invisible import INVISIBLE

# PDFium's sign for a hyphen that ends a line; the next line follows it without a line break
LINE_HYPHEN = "\ufffe"
# soft hyphens (drawn like any other), other spaces, and characters that the font does not name
FOLDED: dict[int, str] = (
    dict.fromkeys((*range(9), *range(14, 32), 127, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")
    | dict.fromkeys((0xFFFE, 0xAD, 2), "-")
    | dict.fromkeys((9, 11, 12, 0x85, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    | dict.fromkeys((0x2028, 0x2029), " ")
)
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# what does not stand in the text as it stands in the page
UNEVEN = re.compile(f" {{2,}}|[{''.join(LIGATURES)}]|{INVISIBLE.pattern}")
_TO_FOLD = "".join(map(chr, FOLDED))
_UNUSUAL = re.compile(f"[{_TO_FOLD}{''.join(LIGATURES)}]|{INVISIBLE.pattern}")


class PageCharacters(NamedTuple):
    """A page's characters as text has them, each for one."""

    text: str
    is_even: bool  # each character may stand in the text as it is


def fold_characters(text: str) -> PageCharacters:
    r"""The characters of a page, folded.

    >>> fold_characters("sub\ufffe\r\n45\xa0%")
    PageCharacters(text='sub-\r\n45 %', is_even=True)
    """
    text = text.replace(LINE_HYPHEN, "-").replace("\xa0", " ")  # fast, and mostly enough
    unusual = _UNUSUAL.search(text) is not None  # a page of plain letters is looked at once
    if unusual:
        text = text.translate(FOLDED)
    is_even = "  " not in text and not (unusual and UNEVEN.search(text))
    return PageCharacters(text, is_even)
