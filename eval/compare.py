"""Two runs over the same questions: what differs, how surely, and through which questions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.catalogue import headlines_for, measures_for
from eval.errors import RunMismatchError
from eval.experiment import Run
from eval.intervals import Difference, Estimate, difference
from eval.measures import Measure, Score, fold_scores, score_questions
from eval.questions import GoldQuestion

_SURE = 0.05  # the chance below which a difference is marked; over many measures some will be luck
_NO_SCORE = Score(0.0, 0.0)  # of a question that is eligible in the other run only


@dataclass(frozen=True)
class Change:
    """One question whose score differs between the runs."""

    question: GoldQuestion
    before: float
    after: float


@dataclass(frozen=True)
class Comparison:
    """One measure over both runs."""

    measure: Measure
    before: Estimate
    after: Estimate
    difference: Difference  # after minus before
    better: tuple[Change, ...]
    worse: tuple[Change, ...]

    @property
    def is_sure(self) -> bool:
        """Whether the difference is unlikely to be luck, this measure taken by itself."""
        return self.difference.chance < _SURE


def compare_runs(before: Run, after: Run) -> tuple[Comparison, ...]:
    """Compare on the questions that both runs asked.

    A question without a result in one of them counts as an empty answer there. Raises
    ``RunMismatchError`` when they share no questions, or ask the same identifier differently.
    """
    theirs = {question.id: question for question in after.questions}
    shared = [question for question in before.questions if question.id in theirs]
    if not shared:
        raise RunMismatchError(
            f"De metingen {before.name} en {after.name} hebben geen vraag gemeen.",
            "Vergelijk twee metingen over hetzelfde vragenbestand.",
        )
    if changed := [each.id for each in shared if each != theirs[each.id]]:
        raise RunMismatchError(
            f"Deze vragen zijn tussen de metingen veranderd: {', '.join(changed[:5])}.",
            "Herhaal de oudste meting met het huidige vragenbestand.",
        )
    stage = "answer" if before.facts.stage == after.facts.stage == "answer" else "search"
    return tuple(_compare(measure, shared, before, after) for measure in measures_for(stage))


def _compare(
    measure: Measure, questions: Sequence[GoldQuestion], before: Run, after: Run
) -> Comparison:
    one = score_questions(measure, questions, before.results)
    other = score_questions(measure, questions, after.results)
    eligible = [question for question in questions if question.id in one or question.id in other]
    pairs = [(one.get(each.id, _NO_SCORE), other.get(each.id, _NO_SCORE)) for each in eligible]
    changes = [
        Change(question, was.value, now.value)
        for question, (was, now) in zip(eligible, pairs, strict=True)
        if was != now and was.weight and now.weight
    ]
    sign = 1 if measure.higher_is_better else -1
    return Comparison(
        measure,
        fold_scores(tuple(one.values())),
        fold_scores(tuple(other.values())),
        difference([pair[0] for pair in pairs], [pair[1] for pair in pairs]),
        tuple(each for each in changes if sign * (each.after - each.before) > 0),
        tuple(each for each in changes if sign * (each.after - each.before) < 0),
    )


def render_comparison(before: Run, after: Run, comparisons: Sequence[Comparison]) -> str:
    """A Markdown table of the differences, and the questions behind the headlines."""
    lines = [
        f"# {before.name} → {after.name}",
        "",
        "Verschil met 95 %-interval (bootstrap over paren) en de kans op minstens zo'n verschil "
        f"bij toeval (permutatietoets); * = kleiner dan {_SURE}. Bij veel maten is er altijd wel "
        "één *.",
        "",
        "| maat | eerst | nu | verschil | kans | beter | slechter |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in comparisons:
        gap = each.difference
        if math.isnan(gap.value):
            continue
        lower = "" if each.measure.higher_is_better else " (lager is beter)"
        lines.append(
            f"| {each.measure.name}{lower} | {each.before.value:.3f} | {each.after.value:.3f} | "
            f"{gap.value:+.3f} [{gap.low:+.3f}–{gap.high:+.3f}] | "
            f"{gap.chance_text}{'*' if each.is_sure else ''} | {len(each.better)} | "
            f"{len(each.worse)} |"
        )
    names = {measure.name for measure in headlines_for(before.facts.stage)}
    for each in comparisons:
        if each.measure.name in names and (each.better or each.worse):
            lines += ["", f"## {each.measure.name}", ""]
            lines += [_line("slechter", change) for change in each.worse]
            lines += [_line("beter", change) for change in each.better]
    return "\n".join(lines) + "\n"


def _line(word: str, change: Change) -> str:
    question = change.question
    return (
        f"- {word} ({change.before:.2f} → {change.after:.2f}) **{question.id}** {question.question}"
    )
