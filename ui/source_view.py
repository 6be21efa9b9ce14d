"""What the source pane shows: which letter, and how each stretch of its text is set off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.hit import Place
from index.letter import Letter, Span
from rag.answer import Answer, Citation

Emphasis = Literal["plain", "aside", "cited", "current"]
_ASIDES = ("furniture", "footnote")  # running heads and footnotes: there, but not what one reads


class Stretch(NamedTuple):
    """A part of the letter's text that is shown in one way."""

    text: str
    emphasis: Emphasis


@dataclass(frozen=True)
class SourceView:
    """What the source pane shows; the default is a letter opened for itself."""

    letter: Letter
    current: tuple[Span, ...] = ()
    cited: tuple[Span, ...] = ()  # other places in this letter that the answer rests on
    section: tuple[str, ...] = ()
    actors: tuple[str, ...] | None = None  # None = no place is shown, so nobody speaks
    page: int | None = None
    notation: str = ""  # as parliament cites the place; "" = no place is shown
    also_in: tuple[Place, ...] = ()
    number: int = 0  # of the citation; 0 = none
    numbers: tuple[int, ...] = ()  # of all citations of the answer, to walk through them


def view_citation(answer: Answer, number: int, letters: Mapping[str, Letter]) -> SourceView | None:
    """Find the place of a citation; None when it does not stand there exactly as quoted."""
    citation = next((one for one in answer.citations if one.number == number), None)
    if citation is None or not stands_there(citation, letters):
        return None
    others = (
        one
        for one in answer.citations
        if one.letter_id == citation.letter_id and one.number != number
    )
    return SourceView(
        letter=letters[citation.letter_id],
        current=citation.spans,
        cited=tuple(span for one in others if stands_there(one, letters) for span in one.spans),
        section=citation.section,
        actors=citation.actors,
        page=citation.page,
        notation=citation.notation,
        also_in=citation.also_in,
        number=number,
        numbers=tuple(one.number for one in answer.citations),
    )


def view_passage(answer: Answer, rank: int, letters: Mapping[str, Letter]) -> SourceView | None:
    """Find a passage that came near the question; None when its letter is no longer there."""
    hit = next((one for one in answer.evidence if one.rank == rank), None)
    if hit is None or hit.letter.id not in letters:
        return None
    return SourceView(
        letter=letters[hit.letter.id],
        current=(Span(hit.passage.start, hit.passage.end),),
        section=hit.section,
        actors=hit.actors,
        also_in=hit.also_in,
    )


def view_letter(letter_id: str, letters: Mapping[str, Letter]) -> SourceView | None:
    """Open a letter for itself; None when there is no such letter."""
    letter = letters.get(letter_id)
    return SourceView(letter) if letter else None


def stands_there(citation: Citation, letters: Mapping[str, Letter]) -> bool:
    """Tell whether the letter still has the quote at that very place."""
    letter = letters.get(citation.letter_id)
    return (
        letter is not None
        and bool(citation.spans)
        and letter.text[citation.start : citation.end] == citation.quote
        and all(citation.start <= start <= end <= citation.end for start, end in citation.spans)
    )


def cut_text(view: SourceView) -> Iterable[Stretch]:
    """Cut the letter's text where its emphasis changes; joined, it is the text unchanged."""
    text = view.letter.text
    asides = [Span(mark.start, mark.end) for mark in view.letter.marked if mark.kind in _ASIDES]
    emphasis: list[Emphasis] = ["plain"] * len(text)
    layers: tuple[tuple[Sequence[Span], Emphasis], ...] = (
        (asides, "aside"),
        (view.cited, "cited"),
        (view.current, "current"),
    )
    for spans, layer in layers:
        for start, end in spans:
            for place in range(start, min(end, len(text))):
                emphasis[place] = layer
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or emphasis[end] != emphasis[start]:
            yield Stretch(text[start:end], emphasis[start])
            start = end
