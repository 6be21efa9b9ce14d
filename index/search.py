"""Find the passages that fit a question: three rankings fused, repeated text shown once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.catalogue import SentencePlace
from index.coverage import Coverage, best_said
from index.cues import Cues
from index.fusion import Ranked, Weighted, fuse, parts_of
from index.hit import FoundBy, Hit, Place
from index.letter import Letter, Sentence
from index.letter_names import LetterNames, find_names
from index.passage_texts import display_text, passage_sentences
from index.ranking import Allowed, rank_meaning, rank_pieces, rank_words
from index.repeats import sentence_key
from index.settings import IndexSettings
from index.store import LetterIndex
from index.terms import Subject, stem_words
from models.interfaces import Embedder, Vectors

__all__ = ["Filters", "Searcher", "display_text", "passage_sentences"]

_REPEATED = 0.6  # of a passage's sentences that stand in a better hit: then it adds too little
_COMPOUND_PART = 6  # letters; shorter pieces stand in too many words by chance
# places of one sentence that are looked at: a formula of every law stands in thousands, and nobody
# reads where
_MOST_PLACES = 200
_CACHED = 8192  # names whose passages are counted once


@dataclass(frozen=True)
class Filters:
    """Hard conditions a passage must meet; empty = any."""

    actor: str = ""
    since: str = ""  # ISO date, inclusive
    until: str = ""  # ISO date, inclusive
    kind: str = ""
    dossier: str = ""


class Searcher:
    """Searches one opened index; holds no state between questions."""

    def __init__(self, index: LetterIndex, embedder: Embedder, settings: IndexSettings) -> None:
        self.index = index
        self.embedder = embedder
        self._settings = settings
        self._catalogue = index.catalogue
        self._document_frequency = lru_cache(_CACHED)(self._count_passages)

    def search(
        self, question: str, cues: Cues, *, limit: int, filters: Filters | None = None
    ) -> tuple[Hit, ...]:
        """Give at most ``limit`` hits, best first.

        ``also_in`` of a hit names the letters where its text stands again.
        """
        subjects = cues.subjects or (Subject(question),)
        vector = self.embedder.embed_question(question)
        depth = max(self._settings.fusion_depth, limit)
        rankings = self._rank(subjects, vector, depth, None)
        if filters:
            allowed = self._find_allowed(fuse(rankings), filters)
            rankings = self._rank(subjects, vector, depth, allowed)
        fused = fuse(rankings)
        boosts = {at: self._raise(at, cues) for at, _ in fused}
        raised = [Ranked(at, score * boosts[at]) for at, score in fused]
        raised.sort(key=lambda each: -each.score)
        hits: list[Hit] = []
        positions: list[int] = []
        seen: set[int] = set()
        for position, score in self._weigh_sentences(raised, boosts, subjects, cues.actors):
            groups, lengths = self._catalogue.sentences(position)
            keys = groups.tolist()
            known = sum(
                length for key, length in zip(keys, lengths.tolist(), strict=True) if key in seen
            )
            if keys and known >= _REPEATED * int(lengths.sum()):
                continue
            seen.update(keys)
            hits.append(self._make_hit(len(hits) + 1, score, position))
            positions.append(position)
            if len(hits) == limit:
                break
        parts = parts_of(rankings, positions)
        return tuple(
            replace(hit, found_by=FoundBy.of(parts[position]))
            for hit, position in zip(hits, positions, strict=True)
        )

    def _rank(
        self, subjects: Sequence[Subject], vector: Vectors, limit: int, allowed: Allowed
    ) -> list[Weighted]:
        index, settings = self.index, self._settings
        return [
            rank_words(index.words, subjects, limit, settings.word_weight, allowed),
            rank_pieces(
                index.ngrams or index.words,
                index.pieces,
                subjects,
                limit,
                settings.ngram_weight,
                allowed,
            ),
            rank_meaning(index.dense, vector, limit, settings, allowed),
        ]

    def _weigh_sentences(
        self,
        ranked: Sequence[Ranked],
        boosts: Mapping[int, float],
        subjects: Sequence[Subject],
        asked: Sequence[str],
    ) -> list[Ranked]:
        """Rank the first again, with what their best sentence says that one of those asked said.

        A passage may hold the words of a question and the speaker asked, each in another sentence.
        """
        weight = self._settings.sentence_weight
        coverage = Coverage(subjects, self.document_frequency, len(self.index.passages))
        first = ranked[: self._settings.weighed]
        weighed: list[Ranked] = []
        for position, score in first:
            letter = self._letter_of(position)
            sentences = passage_sentences(letter, self.index.passages[position])
            share = best_said(coverage, sentences, letter, asked)
            weighed.append(Ranked(position, score + weight * share * boosts[position]))
        weighed.sort(key=lambda each: -each.score)
        return [*weighed, *ranked[len(first) :]]

    def _raise(self, position: int, cues: Cues) -> float:
        """How much the hints of a question raise a passage; 1 = not at all."""
        settings = self._settings
        heard = bool(cues.actors) and bool(set(cues.actors) & set(self._catalogue.actors(position)))
        in_period = bool(cues.period) and cues.period.holds(self._letter_of(position))
        hints = 0
        if cues.has_hints:
            letter = self._letter_of(position)
            # a letter's sections are read only where they matter: this asks hundreds of letters
            section = int(self._catalogue.passage_section[position])
            hints = cues.count(letter, letter.sections[section].path if cues.item else ())
        return (
            1
            + settings.actor_boost * heard
            + settings.period_boost * in_period
            + settings.hint_boost * hints
        )

    @property
    def names(self) -> LetterNames:
        """The places of the letters' meetings and their dossiers, which a question may name."""
        return self._names

    @cached_property
    def _names(self) -> LetterNames:
        # the different ones, without opening a hundred thousand letters
        columns = (self._catalogue.column(name) for name in ("council", "dossier"))
        different = set(zip(*columns, strict=True))
        return find_names(
            Letter("", "", "", council=council, dossier=dossier) for council, dossier in different
        )

    def stems_like(self, start: str) -> Iterator[str]:
        """The stems of the letters that begin with these characters."""
        return self.index.words.vocabulary.starting_with(start)

    def document_frequency(self, name: str) -> int:
        """In how many passages a word, a part of a compound, or all words of a name stand."""
        return self._document_frequency(name)

    def _count_passages(self, name: str) -> int:
        counts = [self.index.words.document_frequency(stem) for stem in stem_words(name)]
        if len(counts) == 1 and not counts[0] and len(name) >= _COMPOUND_PART:
            return int(self.index.words.has_term_with(name))
        return min(counts, default=0)

    def repeats(self, sentence: Sentence, letter: Letter) -> tuple[Place, ...]:
        """Where else the sentence stands, the same or nearly so (``index/repeats.py``)."""
        own = self._catalogue.numbers.get(letter.id)
        return tuple(
            Place(other.id, other.file, *self._catalogue.stretch(place))
            for place in self._places_of(sentence)
            if place.letter != own
            for other in (self._catalogue.letter(place.letter),)
        )

    def representative(self, sentence: Sentence, letter: Letter) -> tuple[Letter, Sentence]:
        """The place to cite a repeated sentence from: numbered before dated before newest."""
        catalogue = self._catalogue
        places = self._places_of(sentence)
        if not places:
            return letter, sentence
        own = catalogue.numbers.get(letter.id)
        numbers, dates = catalogue.column("number"), catalogue.column("date")
        first = max(
            places,
            key=lambda each: (
                bool(numbers[each.letter]),
                dates[each.letter],
                each.letter == own,
            ),
        )
        return catalogue.letter(first.letter), catalogue.sentence(first)

    def _places_of(self, sentence: Sentence) -> list[SentencePlace]:
        group = self._catalogue.group(int(sentence_key(sentence), 16))
        return self._catalogue.places([group], most=_MOST_PLACES)[0]

    def _make_hit(self, rank: int, score: float, position: int) -> Hit:
        letter = self._letter_of(position)
        passage = self.index.passages[position]
        return Hit(
            rank,
            round(score, 6),
            passage,
            letter,
            display_text(letter, passage),
            self._catalogue.actors(position),
            self._repeated_in(position),
        )

    def _letter_of(self, position: int) -> Letter:
        return self._catalogue.letter(int(self._catalogue.passage_letter[position]))

    def _find_allowed(self, found: Sequence[Ranked], filters: Filters) -> NDArray[np.bool_]:
        """The passages that pass: their letter does, or, of those found, one with the same text."""
        catalogue = self._catalogue
        passing = np.array(
            [
                _passes(date, kind, dossier, filters)
                for date, kind, dossier in zip(
                    *(catalogue.column(name) for name in ("date", "kind", "dossier")), strict=True
                )
            ],
            np.bool_,
        )
        allowed = passing[catalogue.passage_letter]
        for position, _ in found:
            if not allowed[position]:
                again = self._same_text(position)
                allowed[position] = any(passing[letter] for letter in again)
        if filters.actor:
            allowed &= catalogue.spoken_by(filters.actor)
        return allowed

    def _same_text(self, position: int) -> dict[int, list[SentencePlace]]:
        """The letters that hold most of a passage's text again, and where."""
        groups, lengths = self._catalogue.sentences(position)
        own = int(self._catalogue.passage_letter[position])
        shares: defaultdict[int, int] = defaultdict(int)
        places: defaultdict[int, list[SentencePlace]] = defaultdict(list)
        every = self._catalogue.places(groups.tolist(), most=_MOST_PLACES)
        for found, length in zip(every, lengths.tolist(), strict=True):
            for letter in {place.letter for place in found}:
                shares[letter] += length
            for place in found:
                places[place.letter].append(place)
        most = _REPEATED * int(lengths.sum())
        return {
            letter: places[letter]
            for letter, share in shares.items()
            if letter != own and share >= most
        }

    def _repeated_in(self, position: int) -> tuple[Place, ...]:
        """The stretches of other letters over which a passage's sentences stand again."""
        again: list[Place] = []
        for number, places in self._same_text(position).items():
            letter = self._catalogue.letter(number)
            stretches = [self._catalogue.stretch(place) for place in places]
            start, end = min(each[0] for each in stretches), max(each[1] for each in stretches)
            again.append(Place(letter.id, letter.file, start, end))
        return tuple(again)


def _passes(date: str, kind: str, dossier: str, filters: Filters) -> bool:
    return (
        (not filters.since or (bool(date) and date >= filters.since))
        and (not filters.until or (bool(date) and date <= filters.until))
        and (not filters.kind or kind == filters.kind)
        and (not filters.dossier or dossier == filters.dossier)
    )
