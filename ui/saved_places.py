"""Find the place of a saved citation again in the letters there are now."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from index.letter import Letter
from rag.answer import Citation

PlaceState = Literal["stands", "moved", "changed", "gone"]
PLACE_STATES: Mapping[PlaceState, str] = {
    "stands": "",
    "moved": "De brief is opnieuw ingelezen; de zin staat nu op een andere plaats.",
    "changed": "Brief gewijzigd: deze zin staat er niet meer in.",
    "gone": "Brief niet meer in de verzameling.",
}


@dataclass(frozen=True)
class SavedPlace:
    """Where a saved quote stands now; without a letter it stands nowhere."""

    state: PlaceState
    letter: Letter | None = None
    start: int = 0
    end: int = 0

    @property
    def message(self) -> str:
        """What the reader is told about it, in Dutch; "" when nothing changed."""
        return PLACE_STATES[self.state]


def find_again(citation: Citation, letters: Mapping[str, Letter]) -> SavedPlace:
    """Look at the saved place, then for the quote in that letter, then in its file's namesakes.

    A quote that stands there several times is taken where it is nearest to the old place. Spaces
    and line breaks may differ: another reader of the same file breaks its lines elsewhere.
    """
    letter = letters.get(citation.letter_id)
    if letter and citation.quote and letter.text[citation.start : citation.end] == citation.quote:
        return SavedPlace("stands", letter, citation.start, citation.end)
    namesakes = tuple(_namesakes(citation, letter, letters))
    for each in namesakes:
        if found := _find_quote(citation, each.text):
            return SavedPlace("moved", each, *found)
    return SavedPlace("changed" if namesakes else "gone")


def _namesakes(
    citation: Citation, letter: Letter | None, letters: Mapping[str, Letter]
) -> Iterable[Letter]:
    """The letter itself, then those with its file's name."""
    if letter:
        yield letter
    for each in letters.values():
        if each is not letter and citation.file in (each.file, *each.also_named):
            yield each


def _find_quote(citation: Citation, text: str) -> tuple[int, int] | None:
    words = citation.quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    places = (match.span() for match in pattern.finditer(text))
    return min(places, key=lambda place: abs(place[0] - citation.start), default=None)
