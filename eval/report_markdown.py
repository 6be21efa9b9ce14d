"""A run as a Markdown summary that can stand in a README."""

import math
from collections.abc import Iterable, Sequence

from eval.abstention_measures import CurvePoint
from eval.catalogue import THEMES
from eval.intervals import Estimate
from eval.measures import Figure
from eval.report import Report, Slice
from eval.speed_measures import MOMENTS

_SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)  # of the questions, the surest first
_WORST = 15  # questions listed; the HTML page has them all


def render_markdown(report: Report) -> str:
    """The figures with their intervals, tables by type and style, and the worst questions."""
    lines = [f"# Meting {report.run.name}", "", *_facts(report), ""]
    lines += ["Tussen haken het 95 %-interval (bootstrap over de vragen); n = aantal vragen.", ""]
    lines += ["## Kern", "", *_table(("maat", "waarde", "wat"), map(_row, report.headlines))]
    for theme, title in THEMES.items():
        figures = [figure for figure in report.figures if figure.measure.theme == theme]
        if figures:
            lines += ["", f"## {title}", ""]
            lines += _table(("maat", "waarde", "wat"), map(_row, figures))
    lines += _statuses(report)
    lines += _abstention(report)
    lines += ["", "## Per soort vraag", "", *_slices(report.by_type)]
    lines += ["", "## Per stijl", "", *_slices(report.by_style)]
    if report.durations:
        rows = (
            (MOMENTS[each.moment], seconds(each.median), seconds(each.slow))
            for each in report.durations
        )
        lines += ["", "## Snelheid", "", *_table(("tot", "p50", "p95"), rows)]
    if report.peak_memory:
        lines += ["", f"Geheugen op het hoogtepunt: {report.peak_memory / 1e9:.2f} GB."]
    lines += ["", f"## Wat misging ({len(report.failures)} van {len(report.run.questions)})", ""]
    for failure in report.failures[:_WORST]:
        question = failure.question
        lines.append(f"- **{question.id}** {question.question}: {'; '.join(failure.reasons)}")
    return "\n".join(lines) + "\n"


def describe_run(report: Report) -> list[tuple[str, str]]:
    """What the run was made with, as pairs of a Dutch name and a value."""
    facts, run = report.run.facts, report.run
    splits = sorted({question.split for question in run.questions if question.split})
    pairs = [
        ("vragen", f"{len(run.questions)} ({facts.questions})"),
        ("deel", ", ".join(splits) or "–"),
        ("met uitkomst", str(len(run.results))),
        ("stap", "zoeken" if facts.stage == "search" else "antwoorden"),
        ("taalmodel", facts.generator or "geen"),
        ("zoekmodel", facts.embedder),
        ("index", facts.store),
        ("instellingen", facts.settings),
        ("programmatekst", facts.code),
    ]
    if absent := run.notes.get("evidence_not_found"):
        pairs.append(("bewijs dat nergens staat", ", ".join(absent)))
    return pairs


def seconds(estimate: Estimate) -> str:
    """Seconds with their interval."""
    if math.isnan(estimate.value):
        return "–"
    return f"{estimate.value:.2f} s [{estimate.low:.2f}–{estimate.high:.2f}] (n={estimate.count})"


def say_operating(point: CurvePoint) -> str:
    """Where a run stands on the curve of answered against right, in Dutch."""
    return f"deze meting beantwoordt {point.answered:.2f}, daarvan met bewijs {point.correct:.2f}"


def _abstention(report: Report) -> list[str]:
    """Points of the curve: how much is right of what the surest share of the questions gets."""
    if not report.abstention or math.isnan(report.separation):
        return []
    rows = [
        (f"{share:.0%}", f"{_point_at(report.abstention, share).correct:.3f}") for share in _SHARES
    ]
    told = f"AUC {report.separation:.3f}"
    told += f"; {say_operating(report.operating)}" if report.operating else ""
    head = ("zekerste deel van de vragen", "daarvan met bewijs in top 3")
    return ["", "## Wel of niet antwoorden", "", f"{told}.", "", *_table(head, rows)]


def _point_at(curve: Sequence[CurvePoint], share: float) -> CurvePoint:
    """The point that answers the least, of those that answer at least the share."""
    return min((each for each in curve if each.answered >= share), key=lambda each: each.answered)


def _facts(report: Report) -> list[str]:
    return [f"- {name}: {value}" for name, value in describe_run(report)]


def _row(figure: Figure) -> tuple[str, str, str]:
    measure = figure.measure
    direction = "" if measure.higher_is_better else " (lager is beter)"
    beside = f"; lees naast {measure.beside}" if measure.beside else ""
    return measure.name, figure.text, measure.title + direction + beside


def _slices(slices: Sequence[Slice]) -> list[str]:
    if not slices:
        return []
    names = [figure.measure.name for figure in slices[0].figures]
    rows = ((each.name, *(figure.text for figure in each.figures)) for each in slices)
    return _table(("", *names), rows)


def _statuses(report: Report) -> list[str]:
    if not report.statuses:
        return []
    statuses = sorted({status for _, status in report.statuses})
    rows = (
        (name, *(str(report.statuses.get((answerable, status), 0)) for status in statuses))
        for answerable, name in ((True, "staat in de brieven"), (False, "staat er niet in"))
    )
    return ["", *_table(("", *(status or "geen uitkomst" for status in statuses)), rows)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return lines
