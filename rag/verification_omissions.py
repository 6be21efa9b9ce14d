"""Judge what a sentence leaves out of its source, and whether the rest then says another thing.

Whole clauses, asides and items of a list may go, but for those that limit or take back what stays;
what of a clause may go that stays in part is judged in ``rag/verification_pieces.py``.
"""

from collections.abc import Iterator, Sequence

from rag.verification_alignment import Alignment
from rag.verification_pieces import COUNTING, Part, judge_piece
from rag.verification_tokens import Word
from rag.verification_words import load_words

_ASIDE = 6  # words; a longer clause has a meaning of its own, not that of the one beside it
_RESERVATION = "het voorbehoud"


def find_loss(alignment: Alignment) -> str:
    """Say in Dutch what the sentence may not leave out and does; "" = nothing."""
    source = alignment.source
    used = frozenset(at for at, _ in alignment.pairs)
    if breaks_off := _breaks_off(alignment):
        return breaks_off
    parts = [part for part in _split(source, used) if _same_sentence_is_used(part, source, used)]
    for part in parts:
        reason = _judge_whole(part, source, used) if part.is_gone else ""
        if reason:
            return reason
    for part in parts:
        if not part.is_gone:
            for piece in _pieces(part):
                if reason := judge_piece(piece, part, alignment, used):
                    return reason
    return ""


def _breaks_off(alignment: Alignment) -> str:
    """A sentence that ends where its source cannot: "Nederland steunt het voorstel voor de."."""
    last = alignment.sentence[-1] if alignment.sentence else None
    behind = alignment.pairs[-1][0] + 1 if alignment.pairs else 0
    if last is None or last.text not in load_words().unfinished:
        return ""
    if behind >= len(alignment.source) or alignment.source[behind].opens_part:
        return ""  # "kondigde de routekaart aan": a verb's own end
    return f"de zin breekt af bij '{last.text}'"


def _split(source: Sequence[Word], used: frozenset[int]) -> Iterator[Part]:
    starts = [at for at, word in enumerate(source) if at == 0 or word.opens_part]
    for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
        yield Part(start, end, used & frozenset(range(start, end)))


def _same_sentence_is_used(part: Part, source: Sequence[Word], used: frozenset[int]) -> bool:
    """Whether anything of the sentence of the source that the part belongs to stays."""
    start = max((at for at in range(part.start + 1) if source[at].sign == "."), default=0)
    later = (at for at in range(part.start + 1, len(source)) if source[at].sign == ".")
    end = next(later, len(source))
    return any(start <= at < end for at in used)


def _judge_whole(part: Part, source: Sequence[Word], used: frozenset[int]) -> str:
    """A clause or item that is gone as a whole."""
    words = load_words()
    texts = [source[at].text for at in range(part.start, part.end)]
    first, opener = source[part.start], texts[0]
    if words.light.issuperset(texts):
        return ""
    kept_before = any(at < part.start for at in used)
    condition = next((text for text in texts if text in words.conditions), "")
    if not condition and opener in words.limiting_openers:
        condition = opener
    if condition:
        return f"de voorwaarde of grens in de bron ('{condition}') ontbreekt"
    is_aside = len(texts) <= _ASIDE and not any(
        source[at].is_finite for at in range(part.start, part.end)
    )
    for text in texts if is_aside else ():
        if words.kept.get(text) == _RESERVATION:
            return f"{_RESERVATION} in de bron ('{text}') ontbreekt"
    if opener in words.reservations and kept_before:
        return f"het voorbehoud in de bron ('{opener} ...') ontbreekt"
    if opener in words.relatives and not first.sign and kept_before and part.start - 1 in used:
        return f"de bepaling in de bron ('{opener} ...') ontbreekt"
    if opener in ("en", "of") and part.start - 1 in used and _shares_a_noun(part, source):
        return f"het woord '{texts[1]}' uit de bron ontbreekt"
    if opener in ("en", "of") or first.sign == ",":
        counting = next(
            (
                source[at].text
                for at in sorted(used)
                if at < part.start and source[at].text in COUNTING
            ),
            "",
        )
        if counting and not any(source[at].is_finite for at in range(part.start, part.end)):
            return f"de opsomming na '{counting}' is niet heel gebleven"
    return ""


def _shares_a_noun(part: Part, source: Sequence[Word]) -> bool:
    """Whether an adjective stands on both sides: "gewapende en hybride dreigingen"."""
    if part.end - part.start == 1:
        return False
    return source[part.start - 1].text.endswith("e") and source[part.start + 1].text.endswith("e")


def _pieces(part: Part) -> Iterator[range]:
    """The stretches that are gone from a part of which something stays."""
    start = part.start
    for at in [*sorted(part.kept), part.end]:
        if at > start:
            yield range(start, at)
        start = at + 1
