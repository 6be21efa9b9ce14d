"""Fit the thresholds of the judgement on the development questions, by cross-validation.

Run as ``python -m eval.thresholds``: it asks the development questions up to the evidence, runs the
checks, and prints what the pair of thresholds chosen on four fifths of the questions is worth on
the fifth that had no part in choosing it. The pair fitted on all of them is what
``rag/settings.py`` should hold. Beside it stands what each check does alone and what is lost
without it (``eval/check_contributions.py``).
"""

import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from eval.check_contributions import Doubts, contributions, fitted_weights, render_contributions
from eval.gate import open_samples
from eval.grouped_folds import cut_folds
from eval.intervals import Estimate, estimate
from eval.observing import Observer
from eval.places import GoldMap
from eval.questions import GoldQuestion, gold_file, read_questions
from models.errors import FixableError
from rag.answer import Status
from rag.answering import Tools
from rag.checks import Check, Grounds
from rag.judgement import decide, run_checks
from rag.settings import AnswerSettings

# gold evidence is among the best sentences; it is not; there is none
Truth = Literal["found", "missed", "absent"]
FOLDS = 5
_SENTENCES = 3  # evidence sentences that make an answer right, as in the abstention curve
_STEPS = [round(0.2 * step, 1) for step in range(1, 36)]  # up to 7: two decisive checks failed
# Of the answerable questions; the issue allows 0.08 on questions not seen, and the share refused
# varies by about a hundredth between the folds.
MOST_REFUSED = 0.07

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
    grounds: Grounds
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Pair:
    """The two thresholds of ``AnswerSettings``."""

    sure_doubt: float
    refuse_doubt: float


@dataclass(frozen=True)
class Outcome:
    """What cross-validation tells: the pairs chosen, and what they are worth held out."""

    chosen: tuple[Pair, ...]  # one per fold
    worth: Estimate  # mean per question, each judged by a pair it had no part in choosing
    recognised: Estimate  # share of unanswerable questions refused, held out
    refused: Estimate  # share of answerable questions refused, held out
    fitted: Pair  # on all questions


def judge_case(case: Case, pair: Pair, settings: AnswerSettings) -> Status:
    """The status of a question under a pair of thresholds."""
    return decide(case.grounds, case.checks, replace(settings, **vars(pair))).status


def cross_validate(
    cases: Sequence[Case], status_of: Callable[[Case, Pair], Status], *, folds: int = FOLDS
) -> Outcome:
    """Choose a pair on all folds but one, judge the one by it, and so for each.

    Questions about the same section lie in one fold.
    """
    pairs = [
        Pair(sure, refuse) for sure, refuse in itertools.product(_STEPS, _STEPS) if sure < refuse
    ]
    statuses: dict[Pair, list[Status]] = {
        pair: [status_of(case, pair) for case in cases] for pair in pairs
    }
    chosen: list[Pair] = []
    held_out: dict[int, Status] = {}
    everything = range(len(cases))
    for mine in cut_folds([case.question for case in cases], folds):
        best = _best_pair(cases, statuses, [at for at in everything if at not in set(mine)])
        chosen.append(best)
        held_out.update((at, statuses[best][at]) for at in mine)
    worths = [WORTH[case.truth, held_out[at]] for at, case in enumerate(cases)]
    return Outcome(
        tuple(chosen),
        estimate(worths, [1.0] * len(worths)),
        _share_refused(cases, held_out, answerable=False),
        _share_refused(cases, held_out, answerable=True),
        _best_pair(cases, statuses, everything),
    )


def _best_pair(
    cases: Sequence[Case], statuses: Mapping[Pair, Sequence[Status]], among: Sequence[int]
) -> Pair:
    """The pair of most worth, of those that recognise the most within the refusals allowed.

    One question recognised more or less is chance. Of equals the middle one, which the next
    question upsets least.
    """
    answerable = [at for at in among if cases[at].question.answerable]
    others = [at for at in among if not cases[at].question.answerable]
    allowed: dict[Pair, int] = {}  # and how many of the others it recognises
    for pair, given in statuses.items():
        refused = sum(given[at] == "not_in_letters" for at in answerable)
        if refused <= MOST_REFUSED * len(answerable):
            allowed[pair] = sum(given[at] == "not_in_letters" for at in others)
    if not allowed:
        return Pair(_STEPS[0], _STEPS[-1])  # the most cautious refusal there is
    least = max(allowed.values()) - 1
    worth = {
        pair: sum(WORTH[cases[at].truth, statuses[pair][at]] for at in among)
        for pair, recognised in allowed.items()
        if recognised >= least
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
        grounds = Grounds(prepared.question, prepared.evidence, prepared.matcher, tools.actors)
        yield Case(question, truth, grounds, run_checks(grounds))


def doubts_of(cases: Sequence[Case]) -> Doubts:
    """What each check says of each question, for the table of contributions."""
    return Doubts(
        tuple({check.name: check.doubt for check in case.checks} for case in cases),
        tuple(case.question.answerable for case in cases),
        cut_folds([case.question for case in cases], FOLDS),
    )


def render_outcome(outcome: Outcome, now: AnswerSettings) -> str:
    """Dutch lines: what each fold chose, what that was worth, and what the settings hold now."""
    folds = ", ".join(f"{pair.sure_doubt:g}/{pair.refuse_doubt:g}" for pair in outcome.chosen)
    return (
        f"gekozen per deel (sure_doubt/refuse_doubt): {folds}\n"
        f"waarde per vraag, buiten het eigen deel gemeten: {outcome.worth}\n"
        f"onbeantwoordbare vraag herkend: {outcome.recognised}\n"
        f"beantwoordbare vraag ten onrechte geweigerd: {outcome.refused}\n"
        f"gekozen op alle vragen: {outcome.fitted.sure_doubt:g}/{outcome.fitted.refuse_doubt:g}; "
        f"de instellingen hebben {now.sure_doubt:g}/{now.refuse_doubt:g}\n"
    )


def main() -> int:
    """Print the outcome; 0 = done, 1 = something that a person can mend is missing."""
    try:
        questions = read_questions(gold_file(), split="dev")
        with tempfile.TemporaryDirectory() as folder, open_samples(Path(folder)) as tools:
            cases = list(collect_cases(questions, tools))
        settings = tools.settings.answer
        outcome = cross_validate(cases, lambda case, pair: judge_case(case, pair, settings))
        sys.stdout.write(render_outcome(outcome, settings))
        doubts = doubts_of(cases)
        sys.stdout.write(render_contributions(contributions(doubts), fitted_weights(doubts)))
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
