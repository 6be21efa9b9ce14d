"""Judge a stretch that a sentence leaves out of a clause of its source, of which the rest stays.

A phrase of time or place may go, the end of a clause, a name in a row, a light adverb. A verb, a
word that narrows a noun, and all that denies, limits, weighs or doubts may not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.verification_alignment import Alignment
from rag.verification_tokens import Word
from rag.verification_words import load_words

# behind one of these a part of a list is not less of the same: "alleen A en B" is not "alleen A"
COUNTING = frozenset(
    "alleen slechts uitsluitend enkel geen niet zonder beide beiden zowel noch respectievelijk "
    "samen gezamenlijk behalve tenzij".split()
)
_PARTICIPLE = re.compile(r"(?:\w{0,5}ge|be|ver|ont|onder|over)\w{2,}(?:d|t|en)$")
_DONE = re.compile(r"\w{0,5}ge\w{2,}(?:d|t|en)")
_NO_PARTICIPLES = frozenset(
    "gebied gebieden geweld geval gevallen gegevens gezin gezinnen gezondheid gelden".split()
)
_DATE = re.compile(
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"(?:19|20)\d\d"
)


@dataclass(frozen=True)
class Part:
    """A clause or an item of a list, and which of its words the sentence keeps."""

    start: int
    end: int
    kept: frozenset[int]

    @property
    def is_gone(self) -> bool:
        """Whether the sentence leaves all of it out."""
        return not self.kept


def judge_piece(piece: range, part: Part, alignment: Alignment, used: frozenset[int]) -> str:
    """Say in Dutch why a stretch of the part may not go; "" = it may."""
    words, source = load_words(), alignment.source
    gone = [source[at] for at in piece]
    for word in gone:
        if lost := words.kept.get(word.text, ""):
            return f"{lost} in de bron ('{word.text}') ontbreekt"
        if word.text in words.conditions:
            return f"de voorwaarde of grens in de bron ('{word.text}') ontbreekt"
    heavy = [word for word in gone if word.text not in words.light]
    opens = source[piece.start].opens_part and piece.start == part.start
    if opens and gone[0].text in words.clause_openers - words.joints:
        return f"het woord '{gone[0].text}' uit de bron ontbreekt"
    if opens and gone[0].text in words.joints:
        if part.start - 1 not in used and _follows_a_rest(part, alignment, used):
            return f"het woord '{gone[0].text}' uit de bron ontbreekt"
        heavy = heavy[1:] if heavy and heavy[0] is gone[0] else heavy
    if not heavy:
        return ""
    if _is_first_predicate(piece, part, source, used):
        return ""
    for word in heavy:
        if word.is_finite:
            return f"het werkwoord '{word.text}' uit de bron ontbreekt"
    narrowing = next(
        (source[at].text for at in sorted(part.kept) if source[at].text in COUNTING), ""
    )
    if narrowing:
        return f"de zin met '{narrowing}' is niet heel gebleven"
    if all(word.is_actor for word in heavy):
        if _may_be_unnamed(piece, heavy, alignment):
            return ""
        return f"wie wat zegt of doet is anders dan in de bron ('{heavy[0].text}')"
    if _is_phrase(piece, part, source):
        return ""
    return f"het woord '{heavy[0].text}' uit de bron ontbreekt"


def _may_be_unnamed(piece: range, gone: Sequence[Word], alignment: Alignment) -> bool:
    """A name that the sentence gives elsewhere, or that stood in a row with one it gives."""
    source = alignment.source
    named = {word.key for word in alignment.sentence if word.is_actor}
    beside = [*source[max(0, piece.start - 1) : piece.start], *source[piece.stop : piece.stop + 2]]
    joined = any(
        source[at].text in load_words().joints
        for at in range(piece.start, min(piece.stop + 1, len(source)))
    )
    goes_on = piece.stop < len(source) and source[piece.stop].is_actor
    in_row = any(word.is_actor for word in beside) and (
        joined or (goes_on and source[piece.stop].sign == ",")
    )
    return {word.key for word in gone} <= named or in_row


def _is_first_predicate(
    piece: range, part: Part, source: Sequence[Word], used: frozenset[int]
) -> bool:
    """Whether the subject goes on to a second verb: "Het akkoord (past hierbij en) geldt nu"."""
    behind = piece.stop + 1
    return (
        source[piece.start].is_finite
        and piece.stop == part.end
        and behind < len(source)
        and source[piece.stop].text == "en"
        and source[behind].is_finite
        and behind in used
    )


def _is_phrase(piece: range, part: Part, source: Sequence[Word]) -> bool:
    """Whether it is a phrase that may go: at the end of a clause, or one of time or place."""
    words = load_words()
    opener = next((at for at in piece if source[at].text not in words.light), piece.start)
    first = source[opener].text
    before = source[piece.start - 1] if piece.start > part.start else None
    after = source[piece.stop] if piece.stop < part.end else None
    last = source[piece.stop - 1].text
    if first not in words.prepositions or last in words.prepositions or _is_participle(last):
        return False
    if after is None:
        return before is None or not _may_need_it(before)
    if first in words.settings:
        # "op 13 juni 2031"; "heeft in de Raad benadrukt"
        dated = any(_DATE.fullmatch(source[at].text) for at in piece)
        starts = before is None or before.is_finite or before.is_actor
        return dated or (starts and after.text not in words.prepositions)
    return after.text in words.settings and before is not None and not _may_need_it(before)


def _follows_a_rest(part: Part, alignment: Alignment, used: frozenset[int]) -> bool:
    """Whether the end of the part before is gone and its beginning is not: "mandaat (van A en) B".

    Where the subject goes on to a second verb, that is as it should be.
    """
    source = alignment.source
    start = max((at for at in range(part.start) if source[at].opens_part), default=0)
    keeps = any(at in used for at in range(start, part.start))
    second_verb = part.start + 1 < len(source) and source[part.start + 1].is_finite
    return keeps and not second_verb


def _is_participle(word: str) -> bool:
    return bool(_DONE.fullmatch(word)) and word not in _NO_PARTICIPLES


def _may_need_it(word: Word) -> bool:
    """A verb may need the phrase behind it: "pleit voor", "heeft ingestemd met"."""
    return (
        word.is_finite or word.text == "zich" or bool(_PARTICIPLE.match(word.text)) or word.is_actor
    )
