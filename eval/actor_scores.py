"""Figures for who speaks in a sentence: what the reader heard against what was labelled.

``labels/actors.jsonl`` holds per sentence of the sample letters who speaks in it, and which other
answers a careful reader would accept; ``labels/actors.md`` says how it was labelled. Every figure
is folded from one reading per labelled sentence, and comes twice: against the preferred answer
alone (strict), and with the accepted ones.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict

from eval.intervals import Estimate, estimate
from index.actors import NARRATOR
from index.letter import Letter

Actors = frozenset[str]


class _Record(TypedDict):
    file: str
    start: int
    end: int
    sentence: str
    actors: list[str]
    accepted: list[list[str]]


@dataclass(frozen=True)
class Label:
    """A sentence, who speaks in it by preference, and what is defensible besides."""

    file: str
    start: int
    end: int
    sentence: str
    actors: Actors
    accepted: tuple[Actors, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A labelled sentence and whom the reader heard in it; empty = unknown, or no such sentence."""

    label: Label
    heard: Actors

    def answers(self, *, accepted: bool) -> tuple[Actors, ...]:
        """The complete answers that count as right, the preferred one first."""
        return (self.label.actors, *(self.label.accepted if accepted else ()))

    def best(self, *, accepted: bool) -> Actors:
        """The right answer that agrees most with what was heard."""
        # a tie: the preferred one
        return min(self.answers(accepted=accepted), key=lambda each: len(each ^ self.heard))

    def is_wrong(self, *, accepted: bool) -> bool:
        """Whether an answer was given and it is none of the right ones; unknown is not wrong."""
        return bool(self.heard) and self.heard not in self.answers(accepted=accepted)

    def is_misattributed(self, *, accepted: bool) -> bool:
        """Whether a speaker was heard that stands in no right answer: the worst kind of wrong."""
        right = frozenset[str]().union(*self.answers(accepted=accepted))
        return bool(self.heard - {NARRATOR} - right)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing was heard where the label knows who speaks."""
        return bool(self.label.actors) and not self.heard


@dataclass(frozen=True)
class Score:
    """Figures over some sentences."""

    sentences: int
    right: Estimate  # share of the sentences with a right answer
    wrong: Estimate  # share with a wrong one; what remains is unknown
    misattributed: Estimate  # share with a speaker that no right answer holds; part of wrong
    unknown: Estimate  # share without an answer, of the sentences whose label has one
    precision: Estimate  # of the actors heard, over all sentences together
    recall: Estimate  # of the actors labelled


@dataclass(frozen=True)
class ActorScore:
    """How often an actor was heard and labelled; a group's quantity is part of its name."""

    actor: str
    right: int
    heard: int
    labelled: int
    precision: Estimate
    recall: Estimate


def read_labels() -> tuple[Label, ...]:
    """Give the labels in the order of the file."""
    lines = resources.files("eval").joinpath("labels/actors.jsonl").read_text("utf-8").splitlines()
    records: list[_Record] = [json.loads(line) for line in lines]
    return tuple(
        Label(
            record["file"],
            record["start"],
            record["end"],
            record["sentence"],
            frozenset(record["actors"]),
            tuple(map(frozenset, record["accepted"])),
        )
        for record in records
    )


def match_labels(labels: Sequence[Label], letter: Letter) -> Iterator[Reading]:
    """Give each label what was heard in the sentences that overlap it by half the shorter.

    A label that the reader cut in two hears both halves; the narration of one half gives way to
    the speaker of the other.
    """
    sentences = [each for each in letter.sentences if not each.footnote]
    for label in labels:
        heard = frozenset(
            actor
            for each in sentences
            if 2 * (min(each.end, label.end) - max(each.start, label.start))
            >= min(each.end - each.start, label.end - label.start)
            for actor in each.actors
        )
        yield Reading(label, heard - {NARRATOR} or heard)


def score(readings: Sequence[Reading], *, accepted: bool) -> Score:
    """Fold the readings into figures with a 95 % bootstrap interval over the sentences."""
    ones = [1.0] * len(readings)
    wrong = [float(each.is_wrong(accepted=accepted)) for each in readings]
    right = [float(bool(each.heard)) - bad for each, bad in zip(readings, wrong, strict=True)]
    answers = [each.best(accepted=accepted) for each in readings]
    common = [len(each.heard & best) for each, best in zip(readings, answers, strict=True)]
    return Score(
        len(readings),
        estimate(right, ones),
        estimate(wrong, ones),
        estimate([float(each.is_misattributed(accepted=accepted)) for each in readings], ones),
        estimate(
            [float(each.is_unknown) for each in readings],
            [float(bool(each.label.actors)) for each in readings],
        ),
        estimate(common, [len(each.heard) for each in readings]),
        estimate(common, [len(best) for best in answers]),
    )


def score_actors(readings: Sequence[Reading], *, accepted: bool) -> tuple[ActorScore, ...]:
    """Per actor, those labelled most often first."""
    pairs = [(each.heard, each.best(accepted=accepted)) for each in readings]
    actors = {actor for heard, best in pairs for actor in heard | best}
    scores = [_score_actor(actor, pairs) for actor in actors]
    return tuple(sorted(scores, key=lambda each: (-each.labelled, -each.heard, each.actor)))


def _score_actor(actor: str, pairs: Sequence[tuple[Actors, Actors]]) -> ActorScore:
    heard = [float(actor in heard) for heard, _ in pairs]
    labelled = [float(actor in best) for _, best in pairs]
    right = [one * other for one, other in zip(heard, labelled, strict=True)]
    return ActorScore(
        actor,
        int(sum(right)),
        int(sum(heard)),
        int(sum(labelled)),
        estimate(right, heard),
        estimate(right, labelled),
    )
