"""Cut what the model writes into sentences with the numbers they cite, as it streams.

The model cannot be trusted to number correctly; here its text is only read. A number that is not
among the evidence is no citation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARK = r"\[[ \t]*\d{1,4}(?:[ \t]*[,;][ \t]*\d{1,4})*[ \t]*\]"
_MARKS = re.compile(rf"\s*({_MARK})")
# marks end a sentence, wherever its point stands; a line without any is a sentence of its own, so
# that it can be held back by itself
_END = re.compile(rf"(?:[\s.;]*{_MARK})+[\s.;]*|\n[\s.;]*")
_BEGUN_MARK = re.compile(r"\[[\d \t,;]*")


@dataclass(frozen=True)
class Draft:
    """A sentence of the model, not verified yet."""

    text: str
    citations: tuple[int, ...]


def read_drafts(pieces: Iterable[str], *, sources: int) -> Iterator[Draft]:
    """Yield each sentence once it is complete; text without any number comes out too.

    ``sources`` is how many pieces of evidence there are, numbered from 1. How the text was cut into
    pieces makes no difference.

    >>> [(d.text, d.citations) for d in read_drafts(["NL steunt dit [1", "]. De rest", " niet [9]"],
    ...                                             sources=2)]
    [('NL steunt dit.', (1,)), ('De rest niet.', ())]
    """
    pending = ""
    for piece in pieces:
        pending += piece
        while end := _find_end(pending):
            if draft := _make(pending[:end], sources):
                yield draft
            pending = pending[end:]
    # what the limit on tokens broke off has neither a number nor an end, and is no sentence
    if _is_whole(pending) and (draft := _make(pending, sources)):
        yield draft


def _is_whole(text: str) -> bool:
    return bool(_MARKS.search(text)) or text.rstrip().endswith((".", "!", "?"))


def _find_end(text: str) -> int:
    """Where the first sentence ends; 0 as long as what may follow could still belong to it."""
    match = _END.search(text)
    if not match or match.end() == len(text) or _BEGUN_MARK.fullmatch(text, match.end()):
        return 0
    return match.end()


def _make(raw: str, sources: int) -> Draft | None:
    numbers = [int(number) for mark in _MARKS.findall(raw) for number in re.findall(r"\d+", mark)]
    seen = (each for each in _MARKS.sub("", raw) if each.isspace() or each.isprintable())
    text = re.sub(r"\s+", " ", "".join(seen)).strip(" -*•")
    text = re.sub(r"\s+([.,;])", r"\1", text)
    text = re.sub(r"(?<=[.!?])[.;]+$|;$", "", text)
    if not re.search(r"\w", text):
        return None
    if text[-1] not in ".!?":
        text += "."
    known = tuple(dict.fromkeys(number for number in numbers if 1 <= number <= sources))
    return Draft(text, known)
