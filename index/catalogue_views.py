"""The letters and passages of a catalogue as the mapping and the sequence that others use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from index.catalogue import Catalogue
from index.letter import Letter, Passage


@dataclass(frozen=True)
class Letters(Mapping[str, Letter]):
    """The letters by identifier, in the order they were added; each is read when it is used."""

    catalogue: Catalogue

    def __getitem__(self, letter_id: str) -> Letter:
        """The letter."""
        return self.catalogue.letter(self.catalogue.numbers[letter_id])

    def __iter__(self) -> Iterator[str]:
        """The identifiers."""
        return iter(self.catalogue.numbers)

    def __len__(self) -> int:
        """How many letters."""
        return len(self.catalogue.numbers)


@dataclass(frozen=True)
class Passages(Sequence[Passage]):
    """The passages in the order of their letters."""

    catalogue: Catalogue

    @overload
    def __getitem__(self, number: int) -> Passage: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Passage]: ...
    def __getitem__(self, number: int | slice) -> Passage | Sequence[Passage]:
        """The passage, or some of them."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        catalogue = self.catalogue
        letter = int(catalogue.passage_letter[number])
        return Passage(
            catalogue.column("id")[letter],
            int(catalogue.passage_start[number]),
            int(catalogue.passage_end[number]),
            int(catalogue.passage_section[number]),
        )

    def __len__(self) -> int:
        """How many passages."""
        return int(self.catalogue.passage_starts[-1])
