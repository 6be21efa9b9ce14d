"""Lay a sentence beside its source: every word of it must stand there, in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.verification_tokens import Word

# What a sentence may add: no word that carries meaning.
_ADDED = frozenset("de het een er".split())
_RUN = 1.5  # worth of a word whose left neighbour is laid beside its own: wholes before scraps
_CONTENT = 1.0
_FUNCTION = 0.5  # "de" and "van" stand everywhere: they follow where the other words go
_FUNCTION_LENGTH = 3  # letters


@dataclass(frozen=True)
class Alignment:
    """Which word of the source each word of the sentence is."""

    source: tuple[Word, ...]
    sentence: tuple[Word, ...]
    pairs: tuple[tuple[int, int], ...]  # (place in the source, place in the sentence), rising

    @property
    def added(self) -> tuple[Word, ...]:
        """The words of the sentence that stand nowhere in the source at their place."""
        used = {place for _, place in self.pairs}
        return tuple(
            word
            for place, word in enumerate(self.sentence)
            if place not in used and not self._is_free(place)
        )

    def _is_free(self, place: int) -> bool:
        word = self.sentence[place]
        if word.text in _ADDED:
            return True
        return word.text == "en" and self._joins(place)

    def _joins(self, place: int) -> bool:
        """Whether "en" stands between two sentences, or for a comma in a list with "en"."""
        behind = next((at for at, mine in self.pairs if mine > place), None)
        before = max((at for at, mine in self.pairs if mine < place), default=None)
        if behind is None or before is None:
            return False
        if any(word.sign == "." for word in self.source[before + 1 : behind + 1]):
            return True
        if self.source[behind].sign != ",":
            return False
        rest = (
            word.text for word in self.source[behind + 1 :] if word.text in ("en", "of", "maar")
        )
        return next(rest, "") == "en"

    @property
    def dropped(self) -> tuple[range, ...]:
        """The stretches of the source, as long as can be, that the sentence leaves out."""
        used = {at for at, _ in self.pairs}
        stretches: list[range] = []
        for at in range(len(self.source)):
            if at in used:
                continue
            if stretches and stretches[-1].stop == at:
                stretches[-1] = range(stretches[-1].start, at + 1)
            else:
                stretches.append(range(at, at + 1))
        return tuple(stretches)


def align(source: Sequence[Word], sentence: Sequence[Word]) -> Alignment:
    """Lay the words beside each other in order, as many as can be and in runs as long as can be.

    The method is the global alignment of Needleman and Wunsch (1970), with a bonus for runs and
    nothing taken off for gaps; time and memory grow with the product of the lengths.
    """
    rows, columns = len(source), len(sentence)
    # best[i][j]: of the first i and j words; paired[i][j]: the same with the last two as a pair
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    paired = [[-1.0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(1, rows + 1):
        word, above, here, left = source[at - 1], best[at - 1], best[at], paired[at - 1]
        for place in range(1, columns + 1):
            most = above[place] if above[place] >= here[place - 1] else here[place - 1]
            if word.key == sentence[place - 1].key:
                worth = _FUNCTION if len(word.text) <= _FUNCTION_LENGTH else _CONTENT
                run = left[place - 1] + _RUN if left[place - 1] >= 0 else -1.0
                pair = worth + max(above[place - 1], run)
                paired[at][place] = pair
                most = max(most, pair)
            here[place] = most
    return Alignment(tuple(source), tuple(sentence), _trace(source, sentence, best, paired))


def _trace(
    source: Sequence[Word],
    sentence: Sequence[Word],
    best: Sequence[Sequence[float]],
    paired: Sequence[Sequence[float]],
) -> tuple[tuple[int, int], ...]:
    pairs: list[tuple[int, int]] = []
    at, place = len(source), len(sentence)
    in_run = False
    while at and place:
        if in_run or paired[at][place] == best[at][place] > 0:
            pairs.append((at - 1, place - 1))
            run = paired[at - 1][place - 1]
            in_run = run >= 0 and run + _RUN >= best[at - 1][place - 1]
            at, place = at - 1, place - 1
        elif best[at - 1][place] >= best[at][place - 1]:
            at -= 1
        else:
            place -= 1
    return tuple(reversed(pairs))
