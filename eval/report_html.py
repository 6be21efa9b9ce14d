"""A run as one HTML page that opens from disk: no script, no font, no picture from elsewhere."""

import math
from collections.abc import Iterable, Sequence
from html import escape

from eval.catalogue import THEMES
from eval.charts import Axis, Bar, Point, draw_bars, draw_histogram, draw_line
from eval.failures import Failure
from eval.measures import Figure
from eval.report import Report, Slice
from eval.report_markdown import describe_run, say_operating, seconds
from eval.shown_text import shown_text
from eval.speed_measures import MOMENTS

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
body{color:#1b1b1b;background:#fff}h1,h2{line-height:1.2;color:#154273}
table{border-collapse:collapse;margin:1rem 0}small{color:#555}.wide{overflow-x:auto}
th,td{text-align:left;padding:.3rem .7rem;border-bottom:1px solid #d5d9df;vertical-align:top}
td.value{white-space:nowrap;font-variant-numeric:tabular-nums}
tr.loud td{font-weight:bold;color:#a90061}.charts{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0;flex:1 1 26rem;max-width:34rem}figcaption{font-weight:bold}
svg{width:100%;height:auto;font-size:11px}.grid{stroke:#dde1e6}
.line{fill:none;stroke:#154273;stroke-width:2}.dot{fill:#154273}
.band{fill:#8fcae7;opacity:.5}.interval{stroke:#1b1b1b;stroke-width:2}.bar{fill:#39870c}summary{cursor:pointer}
details{border-bottom:1px solid #d5d9df;padding:.4rem 0}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:4px solid #8fcae7}
blockquote.miss{border-color:#d52b1e}
"""


def render_html(report: Report) -> str:
    """The whole page."""
    title = f"Meting {report.run.name}"
    body = [f"<h1>{escape(title)}</h1>", _table(("", ""), describe_run(report))]
    body.append(
        "<p>Tussen haken het 95 %-interval (bootstrap over de vragen, vast begin); n = aantal "
        "vragen. Een vraag zonder uitkomst telt als nul.</p>"
    )
    body += ["<h2>Kern</h2>", _figures(report.headlines), _charts(report)]
    for theme, name in THEMES.items():
        figures = [figure for figure in report.figures if figure.measure.theme == theme]
        if figures:
            body += [f"<h2>{escape(name)}</h2>", _figures(figures)]
    body += [_statuses(report), "<h2>Per soort vraag</h2>", _slices(report.by_type)]
    body += ["<h2>Per stijl</h2>", _slices(report.by_style), _speed(report), _failures(report)]
    return page(title, "".join(body))


def page(title: str, body: str) -> str:
    """A page of its own around HTML that is safe to show."""
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"{body}</body></html>\n"
    )


def _figures(figures: Sequence[Figure]) -> str:
    rows: list[str] = []
    for figure in figures:
        measure = figure.measure
        remarks = [] if measure.higher_is_better else ["lager is beter"]
        remarks += [f"lees naast {measure.beside}"] if measure.beside else []
        loud = ' class="loud"' if measure.theme == "actors" else ""
        rows.append(
            f'<tr{loud}><td>{escape(measure.name)}</td><td class="value">{escape(figure.text)}'
            f'</td><td title="{escape(measure.definition)}">{escape(measure.title)} '
            f"<small>{escape('; '.join(remarks))}</small></td></tr>"
        )
    return f"<table><tr><th>maat</th><th>waarde</th><th>wat</th></tr>{''.join(rows)}</table>"


def _charts(report: Report) -> str:
    curve = [
        Point(depth, each.estimate.value, each.estimate.low, each.estimate.high)
        for depth, each in enumerate(report.recall_curve, start=1)
    ]
    share = Axis("aandeel van het bewijs", 0, 1)
    charts = [draw_line("Bewijs in de eerste k passages", Axis("k", 0, 10), share, curve)]
    if report.abstention:
        points = [Point(each.answered, each.correct) for each in report.abstention]
        # the AUC needs questions of both kinds
        told = "" if math.isnan(report.separation) else f" (AUC {report.separation:.2f})"
        told += f"; {say_operating(report.operating)}" if report.operating else ""
        charts.append(
            draw_line(
                f"Beantwoord tegen goed, over elke drempel{told}",
                Axis("aandeel van de vragen dat wordt beantwoord", 0, 1),
                Axis("daarvan met bewijs in top 3", 0, 1),
                points,
            )
        )
    for duration in report.durations[-1:]:
        title = f"Seconden tot: {MOMENTS[duration.moment]}"
        charts.append(draw_histogram(title, "seconden", duration.values))
    return f'<div class="charts">{"".join(charts)}</div>'


def _statuses(report: Report) -> str:
    if not report.statuses:
        return ""
    statuses = sorted({status for _, status in report.statuses})
    rows = [
        (name, *(str(report.statuses.get((answerable, status), 0)) for status in statuses))
        for answerable, name in ((True, "staat in de brieven"), (False, "staat er niet in"))
    ]
    return _table(("", *(status or "geen uitkomst" for status in statuses)), rows)


def _slices(slices: Sequence[Slice]) -> str:
    measures = [figure.measure for figure in slices[0].figures] if slices else []
    rows = [(each.name, *(figure.text for figure in each.figures)) for each in slices]
    table = _table(("", *(measure.name for measure in measures)), rows)
    share = Axis("met 95 %-interval", 0, 1)
    charts = [
        draw_bars(
            f"{measure.title}{'' if measure.higher_is_better else ' (lager is beter)'}",
            share,
            [_bar(each.name, each.figures[at]) for each in slices],
        )
        for at, measure in enumerate(measures)
    ]
    return f'<div class="charts">{"".join(charts)}</div><div class="wide">{table}</div>'


def _bar(name: str, figure: Figure) -> Bar:
    estimate = figure.estimate
    return Bar(f"{name} ({estimate.count})", estimate.value, estimate.low, estimate.high)


def _speed(report: Report) -> str:
    rows = [
        (MOMENTS[each.moment], seconds(each.median), seconds(each.slow))
        for each in report.durations
    ]
    memory = f"{report.peak_memory / 1e9:.2f} GB" if report.peak_memory else "niet gemeten"
    return (
        f"<h2>Snelheid</h2>{_table(('tot', 'p50', 'p95'), rows)}"
        f"<p>Geheugen van alle processen samen, op het hoogtepunt: {memory}.</p>"
    )


def _failures(report: Report) -> str:
    items = "".join(_failure(each) for each in report.failures)
    count = f"{len(report.failures)} van {len(report.run.questions)} vragen"
    return f"<h2>Wat misging ({count}), het ergste eerst</h2>{items}"


def _failure(failure: Failure) -> str:
    question, result = failure.question, failure.result
    wanted = question.answer or "Dit staat niet in de brieven."
    got = shown_text(result) or result.message or "niets"
    needed = "".join(
        f"<blockquote>{escape(' '.join(each.quote.split()))} <small>{escape(each.file)}, bewijs "
        f"{escape(each.group)}, {escape(', '.join(each.actors))}</small></blockquote>"
        for each in question.evidence
    )
    found = result.citations or result.ranked[:3]
    cited = "".join(
        f"<blockquote{'' if each.groups else ' class=miss'}>{escape(each.text)} <small>"
        f"{escape(each.file)}, {escape(', '.join(each.actors) or 'onbekend')}</small></blockquote>"
        for each in found
    )
    return (
        f"<details><summary><b>{escape(question.id)}</b> {escape(question.question)} <small>"
        f"{escape('; '.join(failure.reasons))}</small></summary>"
        f"<p><b>Verwacht</b>: {escape(wanted)}</p>{needed}"
        f"<p><b>Gekregen</b> ({escape(result.status or 'alleen gezocht')}): {escape(got)}</p>"
        f"{cited}</details>"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        f"<tr>{''.join(f'<td class=value>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return f"<table><tr>{top}</tr>{body}</table>"
