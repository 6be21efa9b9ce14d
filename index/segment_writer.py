"""Write a segment letter by letter; nothing of a letter stays in memory but numbers."""

import hashlib
import json
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.letter import Letter, Passage, Sentence
from index.pack import PackWriter
from index.passage_texts import embedding_text, ranking_text
from index.passages import cut_passages
from index.repeats import KnownSentences, RepeatFinder
from index.segments import PASSAGE_ARRAYS, SENTENCE_ARRAYS, Array
from index.stored_letter import LISTED, pack_parts, pack_sentences
from index.terms import find_words
from index.vocabulary import Vocabulary

PENDING = "pending"  # the pack of texts that wait for their vectors; gone when they have them
MOST_COUNTED = 65535  # of one word in one passage


class SegmentWriter:
    """A segment in the making, in a folder of its own."""

    def __init__(
        self,
        folder: Path,
        *,
        passage_length: int,
        fingerprint: str,
        older: Sequence[KnownSentences] = (),
    ) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self._passage_length = passage_length
        self._fingerprint = fingerprint  # of the embedder
        self._repeats = RepeatFinder(older)
        self._packs = {
            name: PackWriter(folder, name) for name in ("parts", "sentences", "originals", PENDING)
        }
        self._listed: dict[str, list[Any]] = {name: [] for name in LISTED}
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        self._actors: dict[str, int] = {}
        self._words: dict[str, int] = {}
        # compact while they grow: millions of Python numbers would not be
        self._columns = {name: array("q") for name in (*PASSAGE_ARRAYS, *SENTENCE_ARRAYS)}
        self._columns["sentence_group"] = array("Q")
        self._columns["passage_embedded"] = array("Q")
        self._lists = {name: array("q") for name in ("passage_actor", "term_number", "term_count")}
        self._ends = {
            name: array("q", [0])
            for name in ("letter_sentences", "letter_bundles", "passage_actors", "passage_terms")
        }

    @property
    def letter_count(self) -> int:
        """How many letters it holds by now."""
        return len(self._listed["id"])

    @property
    def passage_count(self) -> int:
        """How many passages it holds by now."""
        return len(self._columns["passage_letter"])

    def add(self, letter: Letter, original: bytes, metadata: bytes = b"") -> None:
        """Add a letter with the bytes it was read from."""
        number = self.letter_count
        for name in LISTED:
            self._listed[name].append(getattr(letter, name))
        self._listed["date"][-1] = letter.date.isoformat() if letter.date else ""
        self._listed["also_named"][-1] = ()  # names come from the files there are (index/store.py)
        for named in {
            each.id.rpartition("-")[2] for each in letter.references if each.id.startswith("kst-")
        }:
            self._named[named].append(number)
        for part in pack_parts(letter):
            self._packs["parts"].add(part)
        for bundle in pack_sentences(letter):
            self._packs["sentences"].add(bundle)
        self._packs["originals"].add(original)
        self._packs["originals"].add(metadata)
        self._add_sentences(number, letter.sentences)
        passages = cut_passages(letter, length=self._passage_length)
        starts = [passage.start for passage in passages]
        inside: list[list[Sentence]] = [[] for _ in passages]
        for sentence in letter.sentences:
            inside[bisect_right(starts, sentence.start) - 1].append(sentence)
        for passage, sentences in zip(passages, inside, strict=True):
            self._add_passage(number, letter, passage, sentences)
        self._ends["letter_bundles"].append(len(self._packs["sentences"]))

    def discard(self) -> None:
        """Let go of a segment that will not be finished."""
        for pack in self._packs.values():
            pack.discard()

    def _add_sentences(self, letter: int, sentences: Sequence[Sentence]) -> None:
        columns = self._columns
        columns["sentence_group"].extend(self._repeats.add(sentences))
        for sentence in sentences:
            columns["sentence_letter"].append(letter)
            columns["sentence_start"].append(sentence.start)
            columns["sentence_end"].append(sentence.end)
            columns["sentence_length"].append(len(sentence.display))
        self._ends["letter_sentences"].append(len(columns["sentence_letter"]))

    def _add_passage(
        self, number: int, letter: Letter, passage: Passage, sentences: Sequence[Sentence]
    ) -> None:
        columns, lists = self._columns, self._lists
        columns["passage_letter"].append(number)
        columns["passage_start"].append(passage.start)
        columns["passage_end"].append(passage.end)
        columns["passage_section"].append(passage.section)
        embedded = embedding_text(letter, passage)
        columns["passage_embedded"].extend(hash_text(self._fingerprint, embedded))
        self._packs[PENDING].add(embedded.encode())
        speakers = dict.fromkeys(actor for each in sentences for actor in each.actors)
        for actor in speakers:
            lists["passage_actor"].append(self._actors.setdefault(actor, len(self._actors)))
        self._ends["passage_actors"].append(len(lists["passage_actor"]))
        for word, count in Counter(find_words(ranking_text(letter, passage, sentences))).items():
            lists["term_number"].append(self._words.setdefault(word, len(self._words)))
            lists["term_count"].append(min(count, MOST_COUNTED))
        self._ends["passage_terms"].append(len(lists["term_number"]))

    def finish(self) -> None:
        """Write everything but the vectors."""
        for pack in self._packs.values():
            pack.close()
        for name, kind in (*PASSAGE_ARRAYS.items(), *SENTENCE_ARRAYS.items()):
            values = np.frombuffer(self._columns[name], self._columns[name].typecode)
            shaped = values.reshape(-1, 2) if name == "passage_embedded" else values
            np.save(self.folder / f"{name}.npy", shaped.astype(kind))
        for name, ends in self._ends.items():
            np.save(self.folder / f"{name}.npy", np.frombuffer(ends, np.int64))
        numbers, counts = (
            np.frombuffer(self._lists[name], np.int64) for name in ("term_number", "term_count")
        )
        save_terms(self.folder, self._words, numbers, counts)
        actors = np.frombuffer(self._lists["passage_actor"], np.int64)
        np.save(self.folder / "passage_actor.npy", actors.astype(np.uint16))
        groups = np.frombuffer(self._columns["sentence_group"], np.uint64)
        save_groups(self.folder, groups)
        near = np.array(sorted(self._repeats.near.items()), np.uint64).reshape(-1, 2)
        bands = np.array(sorted(self._repeats.bands), np.uint32).reshape(-1, 2)
        save_repeats(self.folder, near, bands)
        save_facts(self.folder, self._listed, list(self._actors), self._named)


def hash_text(fingerprint: str, text: str) -> tuple[int, int]:
    """128 bits that tell what was embedded, and by what, in two numbers."""
    digest = hashlib.sha256(f"{fingerprint}\n{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:16], "big")


def save_terms(folder: Path, words: dict[str, int], numbers: Array, counts: Array) -> None:
    """Write which words stand in each passage, numbered as their vocabulary does."""
    vocabulary = Vocabulary.build(words)
    vocabulary.save(folder, "words")
    places = np.empty(len(words), np.int32)
    for at, word in enumerate(vocabulary):
        places[words[word]] = at
    np.save(folder / "term_number.npy", places[numbers])
    np.save(folder / "term_count.npy", counts.astype(np.uint16))


def save_groups(folder: Path, groups: Array) -> None:
    """Write the sentences in the order of their groups."""
    order = np.argsort(groups, kind="stable").astype(np.uint32)
    np.save(folder / "group_value.npy", groups[order])
    np.save(folder / "group_sentence.npy", order)


def save_repeats(folder: Path, near: Array, bands: Array) -> None:
    """Write what repeats are found by; both arrays are ordered by their first column."""
    for name, values in (("near_key", near[:, 0]), ("near_group", near[:, 1])):
        np.save(folder / f"{name}.npy", values)
    for name, values in (("band_value", bands[:, 0]), ("band_sentence", bands[:, 1])):
        np.save(folder / f"{name}.npy", values)


def save_facts(
    folder: Path,
    listed: dict[str, list[Any]],
    actors: Sequence[str],
    named: dict[str, list[int]],
) -> None:
    """Write ``letters.json``."""
    facts = {"letters": listed, "actors": actors, "named": named}
    (folder / "letters.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
