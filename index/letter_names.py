"""What questions may name the letters by: places of their meetings, numbers of their dossiers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.letter import Letter
from index.terms import fold

_PLACE = re.compile(r" te (?P<place>\S.*)$")


@dataclass(frozen=True)
class LetterNames:
    """The places and dossiers that a question about these letters may name."""

    places: frozenset[str] = frozenset()  # folded
    dossiers: frozenset[str] = frozenset()  # digits only


NO_NAMES = LetterNames()


def find_names(letters: Iterable[Letter]) -> LetterNames:
    """Collect the names; looks only at what a list of letters shows."""
    places: set[str] = set()
    dossiers: set[str] = set()
    for letter in letters:
        if place := _PLACE.search(letter.council):
            places.add(fold(place["place"]))
        if dossier := re.sub(r"\D", "", letter.dossier):
            dossiers.add(dossier)
    return LetterNames(frozenset(places), frozenset(dossiers))
