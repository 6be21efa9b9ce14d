"""Write where a sentence stands as parliament cites it, ready to be copied.

"Kamerstukken II 2024-25, 32 317, nr. 964 (verslag JBZ-Raad 12-13 juni 2025, II.6)". A letter
without a number in parliament is named by what it does print: its kind, meeting and date.
"""

import re

from index.cues import MONTHS
from index.letter import Council, Letter, Part, Section
from index.letter_kinds import LETTER

_CHAMBERS = {"Tweede Kamer": "II", "Eerste Kamer": "I"}
_ANSWERS, _PROCEEDINGS = "antwoord op Kamervragen", "handelingen"
# what people call them; any other meeting goes by its full name
_SHORT_NAMES = {"Raad Justitie en Binnenlandse Zaken": "JBZ-Raad"}
_LONGEST_HEADING = 60  # characters; a longer one without a number says too much for a notation


def write_notation(letter: Letter, position: int, section: int, page: int | None) -> str:
    """The notation of what stands at ``position``, in section number ``section`` of the letter."""
    document = name_document(letter, part_at(letter, position))
    path = _section_path(letter.sections, section)
    on_page = f"p. {page}" if page else ""
    number = _number(letter)
    if number:
        aside = ", ".join(filter(None, (document, path, on_page)))
        return f"{number} ({aside})" if aside else number
    return f"{name_letter(letter)} ({', '.join(filter(None, (document, path, on_page)))})".replace(
        " ()", ""
    )


def name_letter(letter: Letter) -> str:
    """The notation of a whole letter: its number, else its day, else its file.

    >>> name_letter(Letter("0", "nota.txt", ""))
    'nota.txt (zonder Kamerstuknummer en datum)'
    """
    if number := _number(letter):
        return number
    if letter.date:
        chamber = f" aan de {letter.chamber}" if letter.chamber else ""
        return f"Brief van {name_day(letter)}{chamber} zonder Kamerstuknummer"
    return f"{letter.file} (zonder Kamerstuknummer en datum)"


def part_at(letter: Letter, position: int) -> Part | None:
    """The document in the letter in which a character stands; None when it is not divided."""
    return next((part for part in letter.parts if part.start <= position < part.end), None)


def name_document(letter: Letter, part: Part | None) -> str:
    """What the letter, or the part of it, is: ``verslag JBZ-Raad 12-13 juni 2025``.

    A covering letter goes by the day it was written, "" where it prints none.
    """
    kind = part.kind if part else letter.kind
    if part and part.meeting:
        return f"{kind} {name_meeting(part.meeting)}".strip()
    if kind == LETTER:
        return f"brief van {name_day(letter)}" if letter.date and letter.number else ""
    return kind


def name_meeting(council: Council) -> str:
    """A meeting as people call it.

    >>> import datetime
    >>> name_meeting(Council("Raad Justitie en Binnenlandse Zaken", True, "Warschau",
    ...              datetime.date(2025, 1, 30), datetime.date(2025, 1, 31)))
    'informele JBZ-Raad 30-31 januari 2025'
    """
    informal = "informele " if council.informal else ""
    name = _SHORT_NAMES.get(council.formation, council.formation)
    return f"{informal}{name} {_name_days(council)}".strip()


def name_day(letter: Letter) -> str:
    """The letter's date as people write it; "" where it prints none."""
    return (
        f"{letter.date.day} {_month(letter.date.month)} {letter.date.year}" if letter.date else ""
    )


def _number(letter: Letter) -> str:
    """The series, the year and the number; "" for a letter that has no number."""
    if not letter.number:
        return ""
    chamber = _CHAMBERS.get(letter.chamber, "")
    year = _short_year(letter.parliamentary_year)
    printed = f"nr. {letter.number}" if letter.number[:1].isdigit() else letter.number
    if not letter.dossier:
        series = {_ANSWERS: "Aanhangsel Handelingen", _PROCEEDINGS: "Handelingen"}.get(letter.kind)
        if series is None:  # a number alone is none in parliament: the dossier is unknown
            return ""
        return ", ".join([" ".join(filter(None, (series, chamber, year))), printed])
    return ", ".join(
        [" ".join(filter(None, ("Kamerstukken", chamber, year))), letter.dossier, printed]
    )


def _short_year(year: str) -> str:
    """The parliamentary year as notations write it.

    >>> _short_year("2024-2025"), _short_year("1999-2000"), _short_year("")
    ('2024-25', '1999-00', '')
    """
    first, _, last = year.partition("-")
    return f"{first}-{last[-2:]}" if last else year


def _section_path(sections: tuple[Section, ...], at: int) -> str:
    """The numbers over a sentence, joined: ``II.6``; where they lack, the words of the heading."""
    section = sections[at] if at < len(sections) else None
    if section is None or not section.level:  # a part by itself is named by its kind
        return ""
    under = [each for each in section.path if not _is_part(each, sections)]
    numbers = [found[1] for each in under if (found := _NUMBERED.match(each))]
    if len(numbers) == len(under):
        return ".".join(numbers)
    if _NUMBERED.match(under[-1]):  # "Justitie" without a number over a 1: "‘Justitie’, 1"
        short = (_NUMBERED.match(each) for each in under)
        names = (
            found[1] if found else _shorten(each) for each, found in zip(under, short, strict=True)
        )
        return ", ".join(names)
    return _shorten(under[-1])


_NUMBERED = re.compile(r"([IVXLC]+|\d{1,2}|[a-z])[.)] ")


def _is_part(heading: str, sections: tuple[Section, ...]) -> bool:
    return any(each.level == 0 and each.path == (heading,) for each in sections)


def _shorten(heading: str) -> str:
    if len(heading) <= _LONGEST_HEADING:
        return f"‘{heading}’"
    return f"‘{heading[:_LONGEST_HEADING].rsplit(' ', 1)[0]} …’"


def _name_days(council: Council) -> str:
    """The days of a meeting: ``12-13 juni 2025``, ``31 mei-1 juni 2025``."""
    first, last = council.first_day, council.last_day
    if first is None:
        return ""
    if last is None or last == first:
        return f"{first.day} {_month(first.month)} {first.year}"
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}-{last.day} {_month(first.month)} {first.year}"
    return f"{first.day} {_month(first.month)}-{last.day} {_month(last.month)} {last.year}"


def _month(number: int) -> str:
    return MONTHS[number - 1]
