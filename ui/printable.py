"""Make any text one printable line, so that no letter can break or disguise a document."""

import re
import unicodedata

from index.formats.invisible import INVISIBLE

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# control and format characters, and half signs: they steer programs, or turn the reading order
_STEERING = ("Cc", "Cf", "Cs")
_PLANE_ENDS = 0xFFFE  # the last two of every plane are no characters and never will be
_NO_CHARACTERS = range(0xFDD0, 0xFDF0)  # neither are these


def make_printable(text: str) -> str:
    r"""The text on one line, without anything that cannot be seen.

    >>> make_printable("vier\u200bhonderd\x00\neuro")
    'vierhonderd euro'
    """
    line = INVISIBLE.sub("", _BREAKS.sub(" ", text))
    if line.isascii() and line.isprintable():
        return line
    return "".join(each for each in line if _is_printable(each))


def _is_printable(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) not in _STEERING
        and code & _PLANE_ENDS != _PLANE_ENDS
        and code not in _NO_CHARACTERS
    )
