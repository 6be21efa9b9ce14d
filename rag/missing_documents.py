"""Name the documents that cited sentences refer to and that are not among the letters."""

from collections.abc import Iterator, Mapping, Sequence

from index.collection import document_id, missing_references
from index.letter import Letter, Span
from rag.answer import Citation, MissingDocument


def find_missing(
    citations: Sequence[Citation], letters: Mapping[str, Letter]
) -> tuple[MissingDocument, ...]:
    """The documents named in cited sentences, or in the footnotes they point to, that are missing.

    Each once, with the numbers of the citations that name it.
    """
    named: dict[str, list[int]] = {}
    for citation in citations:
        letter = letters.get(citation.letter_id)
        if letter is None:
            continue
        for name in _missing_in(letter, tuple(_places(citation, letter)), letters):
            numbers = named.setdefault(name, [])
            if citation.number not in numbers:
                numbers.append(citation.number)
    return tuple(MissingDocument(name, tuple(numbers)) for name, numbers in named.items())


def say_missing(missing: Sequence[MissingDocument]) -> tuple[str, ...]:
    """The Dutch lines below the answer, one for each set of citations.

    >>> say_missing([MissingDocument("32 317, nr. 978", (1, 3))])
    ('De brief verwijst bij [1] en [3] naar 32 317, nr. 978; die zit niet in deze verzameling.',)
    """
    by_citations: dict[tuple[int, ...], list[str]] = {}
    for each in missing:
        by_citations.setdefault(each.citations, []).append(each.name)
    return tuple(_say(numbers, names) for numbers, names in by_citations.items())


def _say(numbers: Sequence[int], names: Sequence[str]) -> str:
    places = _join([f"[{number}]" for number in numbers])
    are = "die zit" if len(names) == 1 else "die zitten"
    # a name holds a comma itself: "32 317, nr. 978"
    listed = _join(names, comma=";" if any("," in name for name in names) else ",")
    return f"De brief verwijst bij {places} naar {listed}; {are} niet in deze verzameling."


def _places(citation: Citation, letter: Letter) -> Iterator[Span]:
    """The cited stretches, and the footnotes whose marks stand in them."""
    yield from citation.spans
    marks = {
        mark.footnote
        for mark in letter.marked
        # a mark may stand right behind the point that ends its sentence
        if mark.kind == "mark" and citation.start <= mark.start <= citation.end
    }
    for number in marks:
        behind = (
            Span(each.start, each.end)
            for each in letter.marked
            if each.kind == "footnote" and each.footnote == number and each.start > citation.start
        )
        first = next(behind, None)  # numbers repeat in letters of several documents
        if first:
            yield first


def _missing_in(
    letter: Letter, places: Sequence[Span], letters: Mapping[str, Letter]
) -> Iterator[str]:
    inside = [
        reference
        for reference in letter.references
        if any(place.start <= reference.start < place.end for place in places)
    ]
    if not inside:
        return
    wanted = {reference.id for reference in inside}
    # whose annex a letter is stands in its text, so only an annex makes all letters be looked at
    everything = any(reference.kind == "bijlage" for reference in inside)
    others = (
        other
        for other in letters.values()
        if other.id != letter.id and (everything or document_id(other) in wanted)
    )
    starts = {reference.start for reference in inside}
    for missing in missing_references((letter, *others)):
        if any(each.letter == letter.id and each.start in starts for each in missing.places):
            yield missing.name


def _join(words: Sequence[str], *, comma: str = ",") -> str:
    return " en ".join(filter(None, (f"{comma} ".join(words[:-1]), words[-1])))
