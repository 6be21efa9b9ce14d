"""Find the sentences before a sentence without which it is not understood.

"Dit vraagt om samenwerking." says nothing alone; "Daarbij wees Nederland op ..." leans on what went
before; a point of a list leans on the words that open the list.
"""

import bisect
import re
from collections.abc import Sequence

from index.letter import Item, Letter, Sentence

_FARTHEST = 3  # sentences back; a longer chain is a paragraph, and that is a click away
# words that point back, at the beginning of a sentence
_POINTS_BACK = re.compile(
    r"(?:Dit|Deze|Dat|Die|Dezelfde|Dergelijke|Zulke|Zij|Hij|Ze|Het betreft|Beide|Laatstgenoemde"
    r"|Daar(?:bij|mee|door|toe|van|voor|in|op|over|om|naast|na|naar|tegenover|aan)"
    r"|Hier(?:bij|mee|door|toe|van|voor|in|op|over|om|naast|na|tegen|aan)"
    r"|(?:In|Op|Met|Om|Voor|Over|Bij|Uit|Volgens|Onder|Door|Vanuit) "
    r"(?:dit|deze|dat|die|dergelijke|zulke)"
    r"|Ook|Tevens|Eveneens|Verder|Voorts|Bovendien|Tegelijk(?:ertijd)?|Desondanks|Echter|Toch|Wel"
    r"|Niettemin|Dan ook|Ten (?:tweede|derde|vierde)|Vervolgens"
    r"|Enerzijds|Anderzijds)\b"
)
# "Dit kabinet", "Deze brief", "Dit agendapunt": they point at what the reader holds, not back
_POINTS_HERE = re.compile(
    r"(?:(?:In|Op|Met|Onder|Tijdens|Bij) )?(?:[Dd]it|[Dd]eze) "
    r"(?:brief|kabinet|verslag|agendapunt|agenda|(?:JBZ-)?[Rr]aad|Kamer|maand|week|jaar)\b"
)
_OPENS_LIST = re.compile(r":\s*$")


def leans_on(sentence: Sentence, letter: Letter) -> tuple[Sentence, ...]:
    """The sentences of the same section that it needs, in the order of the text; () when none.

    At most three; a footnote leans on nothing.
    """
    if sentence.footnote:
        return ()
    before = _before(sentence, letter)
    needed: list[Sentence] = []
    current = sentence
    while before and len(needed) < _FARTHEST:
        if points_back(current.display):
            current = before.pop()
        elif opener := _opening_words(current, before, letter.items):
            before = before[: before.index(opener)]
            current = opener
        else:
            break
        needed.append(current)
    return tuple(reversed(needed))


def points_back(text: str) -> bool:
    """Whether a sentence begins with words that point at what was said before.

    >>> points_back("Daarbij wees NL op de kosten."), points_back("Dit kabinet wil dat niet.")
    (True, False)
    """
    return bool(_POINTS_BACK.match(text)) and not _POINTS_HERE.match(text)


def _before(sentence: Sentence, letter: Letter) -> list[Sentence]:
    """The sentences of its section before it, in the order of the text."""
    section = letter.sections[sentence.section]
    end = bisect.bisect_left(letter.sentences, sentence.start, key=lambda each: each.start)
    start = bisect.bisect_left(letter.sentences, section.start, key=lambda each: each.start)
    return [
        each
        for each in letter.sentences[start:end]
        if each.section == sentence.section and not each.footnote
    ]


def _opening_words(
    sentence: Sentence, before: Sequence[Sentence], items: Sequence[Item]
) -> Sentence | None:
    """The sentence with a colon that opens the list in which this one is a point."""
    inside = [item for item in items if item.start <= sentence.start < item.end]
    if not inside:
        return None
    outermost = min(inside, key=lambda item: item.level)
    earlier = (each for each in reversed(before) if each.start < outermost.start)
    return next((each for each in earlier if _OPENS_LIST.search(each.display)), None)
