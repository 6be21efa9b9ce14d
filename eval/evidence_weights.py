"""Fit the weights by which evidence sentences are ranked, and tell what each sign adds.

Run as ``python -m eval.evidence_weights``: it asks the development questions up to the evidence,
fits the weights on nine tenths of them and ranks the sentences of the tenth, so for each. Questions
about the same section of a letter stay together, else a fit would know the answers. The weights
fitted on all questions are what ``rag/sentence_signs.py`` should hold.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.gate import open_samples
from eval.grouped_folds import cut_folds
from eval.intervals import Estimate, difference, estimate
from eval.listwise import Ranked, fit_weights
from eval.observing import Observer, Prepared
from eval.places import GoldMap, Region
from eval.questions import GoldQuestion, gold_file, read_questions
from models.errors import FixableError
from rag.answering import Tools
from rag.evidence import Evidence, said_by
from rag.sentence_signs import sign_names

FOLDS = 10
_DEPTHS = (3, 6)
_SCALED_ON = 6  # best sentences of a question, over which scores get the spread of the fits


@dataclass(frozen=True)
class Case:
    """A question, its candidates to fit on, and how its sentences rank now."""

    question: GoldQuestion
    ranked: Ranked
    fits: tuple[float, ...]  # of each candidate
    said: tuple[bool, ...]  # by one of those asked, or about them


def collect_cases(questions: Sequence[GoldQuestion], tools: Tools) -> Iterator[Case]:
    """Ask every question as far as its evidence; the order is that of the weights in use."""
    observer = Observer(tools, GoldMap(questions, tuple(tools.searcher.index.letters.values())))
    for question in questions:
        prepared = observer.prepare(question)
        evidence = prepared.evidence
        asked = {id(each) for each in _asked(prepared, tools)}
        names = sign_names()
        yield Case(
            question,
            Ranked(
                np.array([[getattr(each.signs, name) for name in names] for each in evidence])
                .astype(float)
                .reshape(len(evidence), len(names)),
                tuple(_carried(question, each, observer, tools) for each in evidence),
                tuple(question.groups),
            ),
            tuple(each.fit for each in evidence),
            tuple(id(each) in asked for each in evidence),
        )


def _asked(prepared: Prepared, tools: Tools) -> Sequence[Evidence]:
    return said_by(prepared.evidence, prepared.question.actors, tools.actors)


def _carried(
    question: GoldQuestion, evidence: Evidence, observer: Observer, tools: Tools
) -> frozenset[str]:
    sentence, letter = evidence.sentence, evidence.letter
    places = tools.searcher.repeats(sentence, letter)
    regions = [Region(letter.id, sentence.start, sentence.end)]
    regions += [Region(each.letter_id, each.start, each.end) for each in places]
    return frozenset(observer.gold.groups(question.id, regions))


def held_out_scores(cases: Sequence[Case], columns: Sequence[int]) -> list[list[float]]:
    """The scores of every case's candidates, by weights its section had no part in."""
    scores: list[list[float]] = [[] for _ in cases]
    for fold in cut_folds([case.question for case in cases], FOLDS):
        mine = set(fold)
        weights = fit_weights(
            [case.ranked for at, case in enumerate(cases) if at not in mine], columns
        )
        for at in fold:
            scores[at] = (cases[at].ranked.signs[:, columns] @ weights).tolist()
    return scores


def recall(case: Case, scores: Sequence[float], depth: int, *, only_said: bool) -> float:
    """Share of the evidence that the best ``depth`` sentences carry.

    ``only_said``: of those said by or about who is asked, which is what an answer is made of.
    """
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    kept = [at for at in order if case.said[at] or not only_said][:depth]
    found = {group for at in kept for group in case.ranked.carried[at]}
    return len(found & set(case.ranked.needed)) / len(case.ranked.needed)


def scale_weights(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """The weights fitted on all cases, and the base, such that scores spread as fits do."""
    names = sign_names()
    weights = fit_weights([case.ranked for case in cases], range(len(names)))
    scores: list[float] = []
    fits: list[float] = []
    for case in cases:
        mine: list[float] = (case.ranked.signs @ weights).tolist()
        best = sorted(range(len(mine)), key=lambda at: -mine[at])[:_SCALED_ON]
        scores += [mine[at] for at in best]
        fits += [case.fits[at] for at in best]
    factor = float(np.std(fits) / np.std(scores))
    base = float(np.mean(fits)) - factor * float(np.mean(scores))
    return base, {name: factor * float(weights[at]) for at, name in enumerate(names)}


def render_outcome(cases: Sequence[Case]) -> str:
    """Dutch lines: the recall held out, what it is without each sign, and the fitted weights."""
    names = sign_names()
    every = list(range(len(names)))
    whole = held_out_scores(cases, every)
    now = [[-float(at) for at in range(len(case.fits))] for case in cases]
    lines: list[str] = []
    for label, scores in (("gewichten nu", now), ("buiten het eigen deel", whole)):
        for only_said in (True, False):
            found = ", ".join(
                f"@{depth} {_estimate(cases, scores, depth, only_said=only_said)}"
                for depth in _DEPTHS
            )
            who = "van wie gevraagd is" if only_said else "van iedereen"
            lines.append(f"{label}, zinnen {who}: {found}")
    lines.append("zonder één teken, zinnen van iedereen (verschil met alle tekens):")
    for column, name in enumerate(names):
        without = held_out_scores(cases, [each for each in every if each != column])
        lines.append(f"  {name:12} {_differences(cases, whole, without)}")
    base, weights = scale_weights(cases)
    lines.append(f"gewichten op alle vragen: BASE = {base:.2f}")
    lines += [f"  {name:12} {value:6.2f}" for name, value in weights.items()]
    return "\n".join(lines) + "\n"


def _estimate(
    cases: Sequence[Case], scores: Sequence[Sequence[float]], depth: int, *, only_said: bool
) -> Estimate:
    values = [
        recall(case, mine, depth, only_said=only_said)
        for case, mine in zip(cases, scores, strict=True)
    ]
    return estimate(values, [1.0] * len(values))


def _differences(
    cases: Sequence[Case], whole: Sequence[Sequence[float]], without: Sequence[Sequence[float]]
) -> str:
    parts: list[str] = []
    for depth in _DEPTHS:
        first, second = (
            [
                (recall(case, mine, depth, only_said=False), 1.0)
                for case, mine in zip(cases, scores, strict=True)
            ]
            for scores in (whole, without)
        )
        found = difference(first, second)
        parts.append(f"@{depth} {found.value:+.3f} [{found.low:+.3f}–{found.high:+.3f}]")
    return "  ".join(parts)


def main() -> int:
    """Print the outcome; 0 = done, 1 = something that a person can mend is missing."""
    try:
        questions = [
            each
            for each in read_questions(gold_file(), split="dev")
            if each.answerable and each.evidence
        ]
        with tempfile.TemporaryDirectory() as folder, open_samples(Path(folder)) as tools:
            cases = list(collect_cases(questions, tools))
        sys.stdout.write(render_outcome(cases))
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
