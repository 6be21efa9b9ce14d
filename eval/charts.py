"""Small charts as SVG text: they need no library, no script and no network to be seen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

_WIDTH, _HEIGHT = 460, 260  # of the drawing, in SVG units
_LEFT, _TOP, _RIGHT, _BOTTOM = 54, 14, 14, 46  # margins, with room for the axes' words
_STEPS = 5  # lines across an axis


class Point(NamedTuple):
    """A value, and its interval where it has one."""

    x: float
    y: float
    low: float = math.nan
    high: float = math.nan


class Bar(NamedTuple):
    """A value under a name, and its interval where it has one."""

    name: str
    value: float  # NaN = nothing to draw
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Axis:
    """What stands along an axis, and from where to where it runs."""

    title: str
    start: float
    end: float

    def share(self, value: float) -> float:
        """How far along the axis a value lies, from 0 to 1."""
        return (value - self.start) / (self.end - self.start) if self.end > self.start else 0.0

    @property
    def ticks(self) -> list[float]:
        """Values to print along it."""
        return [self.start + (self.end - self.start) * at / _STEPS for at in range(_STEPS + 1)]


def draw_line(title: str, across: Axis, up: Axis, points: Sequence[Point]) -> str:
    """A line through the points, over a band where they have intervals."""
    drawn = [point for point in points if not math.isnan(point.y)]
    parts: list[str] = []
    banded = [point for point in drawn if not math.isnan(point.low)]
    if banded:
        edge = [*((p.x, p.high) for p in banded), *((p.x, p.low) for p in reversed(banded))]
        parts.append(f'<polygon class="band" points="{_path(edge, across, up)}"/>')
    line = _path([(point.x, point.y) for point in drawn], across, up)
    parts.append(f'<polyline class="line" points="{line}"/>')
    for point in drawn if len(drawn) <= 20 else ():
        x, y = _place(point.x, point.y, across, up)
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>'
            f"{point.x:g}: {point.y:.3f}</title></circle>"
        )
    return _frame(title, across, up, parts)


def draw_histogram(title: str, unit: str, values: Sequence[float], *, bars: int = 20) -> str:
    """How many of the values lie in each of some equal stretches from 0 to the largest."""
    end = max(values, default=0.0) or 1.0
    counts = [0] * bars
    for value in values:
        counts[min(bars - 1, int(value / end * bars))] += 1
    # a whole number of questions between two lines
    highest = math.ceil((max(counts) or 1) / _STEPS) * _STEPS
    across, up = Axis(unit, 0, end), Axis("vragen", 0, highest)
    parts: list[str] = []
    for at, count in enumerate(counts):
        left, top = _place(end * at / bars, count, across, up)
        right, floor = _place(end * (at + 1) / bars, 0, across, up)
        parts.append(
            f'<rect class="bar" x="{left:.1f}" y="{top:.1f}" width="{right - left - 1:.1f}" '
            f'height="{floor - top:.1f}"><title>{count}</title></rect>'
        )
    return _frame(title, across, up, parts)


def draw_bars(title: str, across: Axis, bars: Sequence[Bar]) -> str:
    """One bar under the other, each with its name before it and its interval as a thin line."""
    step, left = 24, 130  # SVG units: the height of a bar with its gap, and room for the names
    floor = _TOP + step * len(bars)
    wide = _WIDTH - left - _RIGHT
    parts: list[str] = []
    for tick in across.ticks:
        x = left + across.share(tick) * wide
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{floor}"/>')
        parts.append(f'<text x="{x}" y="{floor + 16}" text-anchor="middle">{tick:.3g}</text>')
    for at, bar in enumerate(bars):
        top, middle = _TOP + step * at + 4, _TOP + step * at + step / 2
        parts.append(
            f'<text x="{left - 6}" y="{middle + 4}" text-anchor="end">{escape(bar.name)}</text>'
        )
        if math.isnan(bar.value):
            parts.append(f'<text x="{left + 6}" y="{middle + 4}">–</text>')
            continue
        parts.append(
            f'<rect class="bar" x="{left}" y="{top}" height="{step - 8}" '
            f'width="{across.share(bar.value) * wide:.1f}"><title>{bar.value:.3f}</title></rect>'
        )
        if not math.isnan(bar.low):
            ends = (left + across.share(end) * wide for end in (bar.low, bar.high))
            start, end = (f"{x:.1f}" for x in ends)
            parts.append(
                f'<line class="interval" x1="{start}" x2="{end}" y1="{middle}" y2="{middle}"/>'
            )
    height = floor + _BOTTOM
    parts.append(
        f'<text x="{left + wide / 2}" y="{height - 8}" text-anchor="middle">'
        f"{escape(across.title)}</text>"
    )
    return _figure(title, height, parts)


def _place(x: float, y: float, across: Axis, up: Axis) -> tuple[float, float]:
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    return _LEFT + across.share(x) * wide, _TOP + (1 - up.share(y)) * high


def _path(points: Sequence[tuple[float, float]], across: Axis, up: Axis) -> str:
    placed = (_place(x, y, across, up) for x, y in points)
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)


def _frame(title: str, across: Axis, up: Axis, parts: Sequence[str]) -> str:
    lines: list[str] = []
    for value in up.ticks:
        _, y = _place(across.start, value, across, up)
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{value:.3g}</text>')
    for value in across.ticks:
        x, _ = _place(value, up.start, across, up)
        lines.append(
            f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{value:.3g}</text>'
        )
    middle = _TOP + (_HEIGHT - _TOP - _BOTTOM) / 2
    lines.append(
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(across.title)}'
        f'</text><text x="12" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 12 {middle})">{escape(up.title)}</text>'
    )
    return _figure(title, _HEIGHT, [*lines, *parts])


def _figure(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-label="{escape(title)}">{"".join(parts)}</svg></figure>'
    )
