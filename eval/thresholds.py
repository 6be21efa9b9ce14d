"""Fit the thresholds of the judgement on the development questions, by cross-validation.

Run as ``python -m eval.thresholds``: it asks the development questions up to the evidence, judges
them under every pair of thresholds, and prints what the pair chosen on four fifths of the questions
is worth on the fifth that had no part in choosing it. The pair fitted on all of them is what
``rag/settings.py`` should hold.
"""

import itertools
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from eval.gate import open_samples
from eval.intervals import Estimate, estimate
from eval.observing import Observer
from eval.places import GoldMap
from eval.questions import GoldQuestion, gold_file, read_questions
from models.errors import FixableError
from rag.answer import Status
from rag.answering import Tools
from rag.evidence import Evidence, Matcher
from rag.judgement import judge
from rag.question import Question
from rag.settings import AnswerSettings

# gold evidence is among the best sentences; it is not; there is none
Truth = Literal["found", "missed", "absent"]
FOLDS = 5
_SEED = 20250612
_SENTENCES = 3  # evidence sentences that make an answer right, as in the abstention curve
_STEPS = [round(0.5 + 0.1 * step, 1) for step in range(16)]  # 0.5 to 2.0, over all fits seen

# What a status is worth to an adviser, by what the letters hold. A confident wrong answer and a
# refusal of what stands there do equal harm; "partly" is a warning and does half the good.
WORTH: Mapping[tuple[Truth, Status], float] = {
    ("found", "answered"): 1.0,
    ("found", "partly"): 0.5,
    ("found", "not_in_letters"): -1.0,
    ("missed", "answered"): -1.0,
    ("missed", "partly"): 0.0,
    ("missed", "not_in_letters"): -1.0,
    ("absent", "answered"): -1.0,
    ("absent", "partly"): 0.0,
    ("absent", "not_in_letters"): 1.0,
}


@dataclass(frozen=True)
class Case:
    """A question with everything it is judged by."""

    question: GoldQuestion
    truth: Truth
    understood: Question
    evidence: tuple[Evidence, ...]
    matcher: Matcher


@dataclass(frozen=True)
class Pair:
    """The two thresholds of ``AnswerSettings``."""

    least_fit: float
    sure_fit: float


@dataclass(frozen=True)
class Outcome:
    """What cross-validation tells: the pairs chosen, and what they are worth held out."""

    chosen: tuple[Pair, ...]  # one per fold
    worth: Estimate  # mean per question, each judged by a pair it had no part in choosing
    recognised: Estimate  # share of unanswerable questions refused, held out
    refused: Estimate  # share of answerable questions refused, held out
    fitted: Pair  # on all questions


def judge_case(case: Case, pair: Pair, tools: Tools) -> Status:
    """The status of a question under a pair of thresholds."""
    settings = replace(tools.settings.answer, **vars(pair))
    return judge(case.understood, case.evidence, case.matcher, tools.actors, settings).status


def cross_validate(
    cases: Sequence[Case], status_of: Callable[[Case, Pair], Status], *, folds: int = FOLDS
) -> Outcome:
    """Choose a pair on all folds but one, judge the one by it, and so for each."""
    pairs = [
        Pair(least, sure) for least, sure in itertools.product(_STEPS, _STEPS) if least <= sure
    ]
    statuses: dict[Pair, list[Status]] = {
        pair: [status_of(case, pair) for case in cases] for pair in pairs
    }
    order = list(range(len(cases)))
    random.Random(_SEED).shuffle(order)
    chosen: list[Pair] = []
    held_out: dict[int, Status] = {}
    for fold in range(folds):
        mine = order[fold::folds]
        others = [at for at in order if at not in set(mine)]
        best = _best_pair(cases, statuses, others)
        chosen.append(best)
        held_out.update((at, statuses[best][at]) for at in mine)
    worths = [WORTH[case.truth, held_out[at]] for at, case in enumerate(cases)]
    return Outcome(
        tuple(chosen),
        estimate(worths, [1.0] * len(worths)),
        _share_refused(cases, held_out, answerable=False),
        _share_refused(cases, held_out, answerable=True),
        _best_pair(cases, statuses, order),
    )


def _best_pair(
    cases: Sequence[Case], statuses: Mapping[Pair, Sequence[Status]], among: Sequence[int]
) -> Pair:
    """The pair of most worth; of equals the middle one, which the next question upsets least."""
    worth = {
        pair: sum(WORTH[cases[at].truth, given[at]] for at in among)
        for pair, given in statuses.items()
    }
    most = max(worth.values())
    equals = [pair for pair in worth if worth[pair] == most]
    return equals[len(equals) // 2]


def _share_refused(
    cases: Sequence[Case], held_out: Mapping[int, Status], *, answerable: bool
) -> Estimate:
    refused = [
        float(held_out[at] == "not_in_letters")
        for at, case in enumerate(cases)
        if case.question.answerable is answerable
    ]
    return estimate(refused, [1.0] * len(refused))


def collect_cases(
    questions: Sequence[GoldQuestion],
    tools: Tools,
) -> Iterator[Case]:
    """Ask every question as far as its evidence."""
    observer = Observer(tools, GoldMap(questions, tuple(tools.searcher.index.letters.values())))
    for question in questions:
        prepared = observer.prepare(question)
        ranked = observer.find(question, prepared).ranked[:_SENTENCES]
        truth: Truth = "found" if any(each.groups for each in ranked) else "missed"
        if not question.answerable:
            truth = "absent"
        yield Case(question, truth, prepared.question, prepared.evidence, prepared.matcher)


def render_outcome(outcome: Outcome, now: AnswerSettings) -> str:
    """Dutch lines: what each fold chose, what that was worth, and what the settings hold now."""
    folds = ", ".join(f"{pair.least_fit:g}/{pair.sure_fit:g}" for pair in outcome.chosen)
    return (
        f"gekozen per deel (least_fit/sure_fit): {folds}\n"
        f"waarde per vraag, buiten het eigen deel gemeten: {outcome.worth}\n"
        f"onbeantwoordbare vraag herkend: {outcome.recognised}\n"
        f"beantwoordbare vraag ten onrechte geweigerd: {outcome.refused}\n"
        f"gekozen op alle vragen: {outcome.fitted.least_fit:g}/{outcome.fitted.sure_fit:g}; "
        f"de instellingen hebben {now.least_fit:g}/{now.sure_fit:g}\n"
    )


def main() -> int:
    """Print the outcome; 0 = done, 1 = something that a person can mend is missing."""
    try:
        questions = read_questions(gold_file(), split="dev")
        with tempfile.TemporaryDirectory() as folder, open_samples(Path(folder)) as tools:
            cases = list(collect_cases(questions, tools))
            outcome = cross_validate(cases, lambda case, pair: judge_case(case, pair, tools))
            sys.stdout.write(render_outcome(outcome, tools.settings.answer))
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
