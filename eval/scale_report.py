"""Write what ``eval.scale`` measured: figures as JSON, a page of plots, and a short report."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.charts import Axis, Point, draw_line
from eval.report_html import page

Figures = Mapping[str, Any]  # of one size


def write_scale_report(folder: Path, measured: Sequence[Figures], facts: Figures) -> None:
    """Write ``figures.json``, ``plots.html`` and ``report.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {**facts, "sizes": measured}
    (folder / "figures.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    charts = "".join(_draw(measured))
    (folder / "plots.html").write_text(
        page("Zoeken in steeds meer brieven", f'<div class="charts">{charts}</div>'), "utf-8"
    )
    (folder / "report.md").write_text(_render(measured, facts), "utf-8")


def _per_letter(each: Figures, stage: str) -> float:
    adding = each["adding"]
    # per ten thousand characters: letters differ more in length than stores in size
    return adding[stage] / adding["characters"] * 10_000


def _draw(measured: Sequence[Figures]) -> list[str]:
    plots: list[tuple[str, str, Callable[[Figures], float]]] = [
        ("Zoeken, 95e percentiel", "milliseconden", lambda each: each["search"]["p95"] * 1000),
        ("Zoeken, mediaan", "milliseconden", lambda each: each["search"]["p50"] * 1000),
        ("Eigen geheugen per passage", "bytes", lambda each: each["own_bytes"] / each["passages"]),
        ("Schijf per passage", "bytes", lambda each: each["disk"]["bytes"] / each["passages"]),
        ("Lezen, per 10.000 tekens", "seconden", lambda each: _per_letter(each, "reading")),
        ("Insluiten, per 10.000 tekens", "seconden", lambda each: _per_letter(each, "embedding")),
        ("Woordindex opnieuw maken", "seconden", lambda each: each["rebuild_seconds"]),
        ("Benaderd zoeken, recall@10", "", lambda each: each["recall"]["store"]),
    ]
    drawn: list[str] = []
    end = max(each["passages"] for each in measured)
    for title, unit, get in plots:
        points = [Point(each["passages"], get(each)) for each in measured]
        highest = max(point.y for point in points) * 1.1 or 1.0
        across = Axis("passages", 0, end)
        drawn.append(draw_line(title, across, Axis(unit, 0, highest), points))
    return drawn


def _render(measured: Sequence[Figures], facts: Figures) -> str:
    lines = [
        "# Search and indexing as a store grows",
        "",
        f"Made with `python -m eval.scale`; {facts['asked']} development questions, each asked "
        f"three times, the first round apart. {facts['real_vectors']} passages have vectors of "
        "their own; the others' vectors are real ones plus noise (cosine 0.93). Sizes above the "
        "number of real passages are resampled (`eval/scale_resampling.py`): words of two real "
        "passages each, texts and letters of the original.",
        "",
        "| passages (real) | search p50 / p95 | processor time p50 / p95 | first round p95 | "
        "question embedding p50 | load | "
        "own memory per passage | mapped | disk per passage | words rebuilt | "
        "recall@10 in the store | on real vectors only |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in measured:
        passages, search, recall = each["passages"], each["search"], each["recall"]
        lines.append(
            f"| {passages:,} ({min(passages, each['real_passages']):,}) "
            f"| {search['p50'] * 1000:.0f} / {search['p95'] * 1000:.0f} ms "
            f"| {each['processor']['p50'] * 1000:.0f} / {each['processor']['p95'] * 1000:.0f} ms "
            f"| {each['first_round']['p95'] * 1000:.0f} ms "
            f"| {each['embedding_question']['p50'] * 1000:.0f} ms "
            f"| {each['load'][0]:.1f}-{each['load'][1]:.1f} "
            f"| {each['own_bytes'] / passages:.0f} B | {each['mapped_bytes'] / passages:.0f} B "
            f"| {each['disk']['bytes'] / passages:.0f} B | {each['rebuild_seconds']:.1f} s "
            f"| {recall['store']:.4f} | {recall['real']:.4f} (n={recall['real_vectors']}) |"
        )
    lines += [
        "",
        "Adding letters at each size (seconds; opening hashes the whole store, publishing makes "
        "the word rankings anew):",
        "",
        "| passages | letters | characters | opening | reading | embedding | publishing | "
        "reading per 10,000 characters | load |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for each in measured:
        adding = each["adding"]
        lines.append(
            f"| {each['passages']:,} | {adding['letters']} | {adding['characters']:,} "
            f"| {adding['opening']:.1f} | {adding['reading']:.1f} | {adding['embedding']:.1f} "
            f"| {adding['publishing']:.1f} | {_per_letter(each, 'reading'):.2f} "
            f"| {adding['load']:.1f} |"
        )
    return "\n".join(lines) + "\n"
