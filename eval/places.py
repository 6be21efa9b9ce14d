"""Where gold evidence stands in the indexed letters, and which of it a stretch of text carries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eval.questions import GoldEvidence, GoldQuestion
from index.letter import Letter, Span
from index.terms import fold

OTHERS = "others"  # the group of what others said, where the one asked about did not speak
_HALF = 0.5  # of the shorter of two stretches: then they are about the same sentence


class Region(NamedTuple):
    """A stretch of a letter."""

    letter_id: str
    start: int
    end: int


class Folded:
    """A text without case, accents, white space and hyphens, and the way back from it."""

    def __init__(self, text: str) -> None:
        characters: list[str] = []
        self._offsets: list[int] = []
        for offset, character in enumerate(text):
            if not character.isspace() and character != "-":
                for folded in fold(character):
                    characters.append(folded)
                    self._offsets.append(offset)
        self.text = "".join(characters)

    def find(self, quote: str) -> Iterator[Span]:
        """Yield every place where the quote stands, in offsets of the text as it was."""
        folded = re.sub(r"[\s-]+", "", fold(quote))
        start = self.text.find(folded) if folded else -1
        while start >= 0:
            end = start + len(folded)
            yield Span(self._offsets[start], self._offsets[end - 1] + 1)
            start = self.text.find(folded, end)


def fold_letters(letters: Iterable[Letter]) -> dict[str, Folded]:
    """Every letter's text, folded, by the letter's identifier."""
    return {letter.id: Folded(letter.text) for letter in letters}


def locate(
    evidence: GoldEvidence, letters: Sequence[Letter], folded: Mapping[str, Folded]
) -> tuple[tuple[str, Span], ...]:
    """Every place (letter identifier, span) where the evidence stands in the indexed letters.

    In the letter named, in those it is also in, and in identical letters under another name.
    """
    names = {evidence.file, *evidence.also_in}
    return tuple(
        (letter.id, span)
        for letter in letters
        if names & {letter.file, *letter.also_named}
        for span in folded[letter.id].find(evidence.quote)
    )


def overlaps(one: Region, other: Region) -> bool:
    """Whether two stretches share at least half of the shorter one.

    >>> overlaps(Region("a", 0, 100), Region("a", 95, 105))
    True
    >>> overlaps(Region("a", 0, 100), Region("a", 96, 105))
    False
    """
    if one.letter_id != other.letter_id:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _HALF * min(one.end - one.start, other.end - other.start) and shared > 0


@dataclass(frozen=True)
class GoldPlace:
    """One place of one piece of evidence."""

    region: Region
    group: str
    actors: tuple[str, ...]


class GoldMap:
    """Where the evidence of a set of questions stands in the letters of an index."""

    def __init__(self, questions: Sequence[GoldQuestion], letters: Sequence[Letter]) -> None:
        folded = fold_letters(letters)
        self._letters = {name: each for each in letters for name in (each.file, *each.also_named)}
        self._places: dict[str, tuple[GoldPlace, ...]] = {}
        self.missing: list[tuple[str, str]] = []  # (question, group) that stands nowhere
        for question in questions:
            places: list[GoldPlace] = []
            for group, evidence in (*question.groups.items(), (OTHERS, question.others)):
                found = [
                    GoldPlace(Region(letter_id, *span), group, each.actors)
                    for each in evidence
                    for letter_id, span in locate(each, letters, folded)
                ]
                places.extend(found)
                if evidence and not found:
                    self.missing.append((question.id, group))
            self._places[question.id] = tuple(places)

    def groups(self, question_id: str, regions: Sequence[Region]) -> tuple[str, ...]:
        """The groups of the question's evidence that any of the regions carries."""
        return tuple(
            dict.fromkeys(
                place.group
                for place in self._places[question_id]
                if any(overlaps(place.region, region) for region in regions)
            )
        )

    def actors(self, regions: Sequence[Region]) -> tuple[str, ...]:
        """Who speaks there by the gold of any question; empty where no question looked."""
        return tuple(
            dict.fromkeys(
                actor
                for places in self._places.values()
                for place in places
                if any(overlaps(place.region, region) for region in regions)
                for actor in place.actors
            )
        )

    def letters_of(self, question: GoldQuestion) -> frozenset[str]:
        """The identifiers of the indexed letters that hold the question's evidence."""
        names = {name for each in question.evidence for name in (each.file, *each.also_in)}
        return frozenset(self._letters[name].id for name in names if name in self._letters)


def letters_not_indexed(
    questions: Sequence[GoldQuestion], letters: Sequence[Letter]
) -> tuple[str, ...]:
    """Files of evidence that stand in no indexed letter under any of their names."""
    indexed = {name for each in letters for name in (each.file, *each.also_named)}
    return tuple(
        dict.fromkeys(
            each.file
            for question in questions
            for each in question.evidence
            if not indexed & {each.file, *each.also_in}
        )
    )
