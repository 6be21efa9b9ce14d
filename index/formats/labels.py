"""The labels that a word processor prints before numbered headings and list items."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_NUMBER = 9_999  # a higher Roman number would be a line of m's
# bullets of the symbol fonts, which have their own character codes, and what they look like
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf0a8": "◦", "o": "◦", "\uf02d": "-"}


def format_number(value: int, form: str) -> str:
    """Print a number as an outline does; ``form`` is "1", "a", "A", "i", "I" or "" (nothing).

    >>> [format_number(4, form) for form in ("1", "a", "A", "i", "I", "")]
    ['4', 'd', 'D', 'iv', 'IV', '']
    >>> format_number(28, "a")
    'bb'
    """
    if not form:
        return ""
    if form == "1" or not 0 < value <= _LARGEST_NUMBER:
        return str(value)
    if form in "aA":
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "A" else letter
    roman = ""
    for size, letters in _ROMAN:
        roman += letters * (value // size)
        value %= size
    return roman.upper() if form == "I" else roman


def format_bullet(character: str) -> str:
    """Give a bullet as text can show it: symbol fonts have their own codes.

    >>> format_bullet("\uf0b7"), format_bullet("-")
    ('•', '-')
    """
    if character in _BULLETS:
        return _BULLETS[character]
    return "•" if any("\ue000" <= each <= "\uf8ff" for each in character) else character
