"""Find the passages that fit a question: three rankings fused, repeated text shown once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.cues import Cues
from index.display import read_display
from index.hit import Hit, Place
from index.letter import Letter, Passage, Sentence
from index.ranking import DenseRanking, LexicalRanking, Name, Weighted, fuse
from index.repeats import group_key
from index.settings import IndexSettings
from index.store import LetterIndex
from index.terms import Subject, cut_ngrams, stem_words
from models.interfaces import Embedder, Vectors

_REPEATED = 0.6  # of a passage's sentences that stand in a better hit: then it adds too little

# what a passage that uses another name is worth beside one with the question's own words
_OTHER_NAME = 0.8
_RELATED = 0.4  # a name that only lies near
_COMPOUND_PART = 6  # letters; shorter pieces stand in too many words by chance


@dataclass(frozen=True)
class Filters:
    """Hard conditions a passage must meet; empty = any."""

    actor: str = ""
    since: str = ""  # ISO date, inclusive
    until: str = ""  # ISO date, inclusive
    kind: str = ""
    dossier: str = ""


def passage_sentences(letter: Letter, passage: Passage) -> tuple[Sentence, ...]:
    """The sentences that start in the passage, footnotes included."""
    return tuple(
        sentence for sentence in letter.sentences if passage.start <= sentence.start < passage.end
    )


def display_text(letter: Letter, passage: Passage) -> str:
    """The passage as it is read: without headings' numbers lost, furniture or footnotes."""
    return read_display(letter.text, letter.marked, passage.start, passage.end).text


def heading_text(letter: Letter, passage: Passage) -> str:
    """What a reader of the passage knows from above it: the letter's title and the headings."""
    path = letter.sections[passage.section].path
    return ". ".join(dict.fromkeys((letter.title, *path)) if letter.title else path)


def ranking_text(letter: Letter, passage: Passage) -> str:
    """What the word rankings compare: headings, text and footnotes."""
    footnotes = (
        sentence.display for sentence in passage_sentences(letter, passage) if sentence.footnote
    )
    return "\n".join((heading_text(letter, passage), display_text(letter, passage), *footnotes))


def embedding_text(letter: Letter, passage: Passage) -> str:
    """What is embedded; the title last, so that a long one cannot crowd out the text."""
    path = ". ".join(letter.sections[passage.section].path[1:])
    return f"{path}\n{display_text(letter, passage)}".strip()


class Searcher:
    """Searches one opened index; holds no state between questions."""

    def __init__(self, index: LetterIndex, embedder: Embedder, settings: IndexSettings) -> None:
        self.index = index
        self.embedder = embedder
        self._settings = settings
        # finding the same again is most of a search
        self._keys: dict[tuple[str, str], str] = {}
        self._held: dict[Passage, tuple[Sentence, ...]] = {}

    def search(
        self, question: str, cues: Cues, *, limit: int, filters: Filters | None = None
    ) -> tuple[Hit, ...]:
        """Give at most ``limit`` hits, best first.

        ``also_in`` of a hit names the letters where its text stands again.
        """
        settings = self._settings
        depth = max(settings.fusion_depth, limit)
        wide = len(self.index.passages) if filters else depth
        subjects = cues.subjects or (Subject(question),)
        vector = self.embedder.embed_question(question)
        fused = fuse(
            [
                _rank_names(self.index.words, stem_words, subjects, wide, settings.word_weight),
                _rank_names(self.index.ngrams, cut_ngrams, subjects, wide, settings.ngram_weight),
                _rank_meaning(self.index.dense, vector, wide, settings),
            ]
        )
        raised = [(at, score * self._raise(self.index.passages[at], cues)) for at, score in fused]
        hits: list[Hit] = []
        seen: set[str] = set()
        for position, score in sorted(raised, key=lambda each: -each[1]):
            passage = self.index.passages[position]
            if filters and not self._passes(passage, filters):
                continue
            sentences = self._sentences(passage)
            keys = [self._key(sentence) for sentence in sentences]
            lengths = [len(sentence.display) for sentence in sentences]
            known = sum(length for key, length in zip(keys, lengths, strict=True) if key in seen)
            if keys and known >= _REPEATED * sum(lengths):
                continue
            seen.update(keys)
            hits.append(self._make_hit(len(hits) + 1, score, passage))
            if len(hits) == limit:
                break
        return tuple(hits)

    def _raise(self, passage: Passage, cues: Cues) -> float:
        """How much the hints of a question raise a passage; 1 = not at all."""
        settings = self._settings
        sentences = self._sentences(passage)
        heard = any(set(cues.actors) & set(sentence.actors) for sentence in sentences)
        in_period = cues.period.holds(self.index.letters[passage.letter_id])
        return 1 + settings.actor_boost * heard + settings.period_boost * in_period

    def document_frequency(self, name: str) -> int:
        """In how many passages a word, a part of a compound, or all words of a name stand."""
        counts = [self.index.words.document_frequency(stem) for stem in stem_words(name)]
        if len(counts) == 1 and not counts[0] and len(name) >= _COMPOUND_PART:
            return int(self.index.words.has_term_with(name))
        return min(counts, default=0)

    def repeats(self, sentence: Sentence, letter: Letter) -> tuple[Place, ...]:
        """Where else the sentence stands, the same or nearly so (``index/repeats.py``)."""
        return tuple(
            Place(other.id, other.file, again.start, again.end)
            for other, again in self._places[self._key(sentence)]
            if other.id != letter.id
        )

    def representative(self, sentence: Sentence, letter: Letter) -> tuple[Letter, Sentence]:
        """The place to cite a repeated sentence from: numbered before dated before newest."""
        return max(
            self._places[self._key(sentence)] or [(letter, sentence)],
            key=lambda place: (
                bool(place[0].number),
                place[0].date.isoformat() if place[0].date else "",
                place[0].id == letter.id,
            ),
        )

    def _make_hit(self, rank: int, score: float, passage: Passage) -> Hit:
        letter = self.index.letters[passage.letter_id]
        sentences = self._sentences(passage)
        actors = dict.fromkeys(actor for sentence in sentences for actor in sentence.actors)
        places = [
            self._cover(place, sentences) for place in self._same_text(passage) if place != letter
        ]
        return Hit(
            rank,
            round(score, 6),
            passage,
            letter,
            display_text(letter, passage),
            tuple(actors),
            tuple(places),
        )

    def _key(self, sentence: Sentence) -> str:
        known = (sentence.display, sentence.footnote)
        if known not in self._keys:
            self._keys[known] = group_key(sentence, self.index.repeats)
        return self._keys[known]

    def _sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        if passage not in self._held:
            letter = self.index.letters[passage.letter_id]
            self._held[passage] = passage_sentences(letter, passage)
        return self._held[passage]

    @cached_property
    def _places(self) -> dict[str, list[tuple[Letter, Sentence]]]:
        places: dict[str, list[tuple[Letter, Sentence]]] = defaultdict(list)
        for letter in self.index.letters.values():
            for sentence in letter.sentences:
                places[self._key(sentence)].append((letter, sentence))
        return places

    def _passes(self, passage: Passage, filters: Filters) -> bool:
        return any(_letter_passes(each, filters) for each in self._same_text(passage)) and (
            not filters.actor
            or any(filters.actor in sentence.actors for sentence in self._sentences(passage))
        )

    def _same_text(self, passage: Passage) -> tuple[Letter, ...]:
        """The passage's letter, and those that hold most of its text again."""
        shares: dict[str, int] = defaultdict(int)
        total = 0
        for sentence in self._sentences(passage):
            length = len(sentence.display)
            total += length
            for letter_id in {other.id for other, _ in self._places[self._key(sentence)]}:
                shares[letter_id] += length
        own = self.index.letters[passage.letter_id]
        others = (
            self.index.letters[letter_id]
            for letter_id, share in shares.items()
            if letter_id != own.id and share >= _REPEATED * total
        )
        return (own, *others)

    def _cover(self, letter: Letter, sentences: tuple[Sentence, ...]) -> Place:
        """The stretch of another letter over which the sentences stand again."""
        again = [
            place
            for sentence in sentences
            for other, place in self._places[self._key(sentence)]
            if other.id == letter.id
        ]
        start, end = min(each.start for each in again), max(each.end for each in again)
        return Place(letter.id, letter.file, start, end)


def _rank_names(
    ranking: LexicalRanking,
    cut: Callable[[str], list[str]],
    subjects: Sequence[Subject],
    limit: int,
    weight: float,
) -> Weighted:
    """Rank by the words for the subjects: those of the question, or those of the lexicon."""
    names = [
        [
            Name(cut(each.said)),
            *(Name(cut(name), _OTHER_NAME) for name in each.names),
            *(Name(cut(name), _RELATED) for name in each.related),
        ]
        for each in subjects
    ]
    most = sum(ranking.greatest(said.terms) for said, *_ in names)
    return Weighted(weight, ranking.rank_subjects(names, limit), least=0.0, most=most)


def _rank_meaning(
    ranking: DenseRanking, vector: Vectors, limit: int, settings: IndexSettings
) -> Weighted:
    """Rank by nearness; texts are always somewhat near, so the far end of the best counts as 0."""
    ranked = ranking.rank(vector, limit)
    farthest = ranked[: settings.fusion_depth][-1]
    return Weighted(settings.dense_weight, ranked, farthest.score, ranked[0].score)


def _letter_passes(letter: Letter, filters: Filters) -> bool:
    date = letter.date.isoformat() if letter.date else ""
    return (
        (not filters.since or (bool(date) and date >= filters.since))
        and (not filters.until or (bool(date) and date <= filters.until))
        and (not filters.kind or letter.kind == filters.kind)
        and (not filters.dossier or letter.dossier == filters.dossier)
    )
