"""Charts show the figures they were given, and nothing where there is none."""

import math
import re

import pytest

from eval.charts import Axis, Bar, draw_bars

SHARE = Axis("aandeel", 0, 1)


def widths(chart: str) -> list[float]:
    return [float(width) for width in re.findall(r'class="bar"[^>]* width="([\d.]+)"', chart)]


def test_a_bar_is_as_long_as_its_value():
    half, quarter = widths(draw_bars("Per soort", SHARE, [Bar("a", 0.5), Bar("b", 0.25)]))

    assert half == pytest.approx(2 * quarter)


def test_a_group_without_a_figure_keeps_its_name_and_has_no_bar():
    chart = draw_bars("Per soort", SHARE, [Bar("leeg (0)", math.nan)])

    assert "leeg (0)" in chart
    assert not widths(chart)


def test_an_interval_is_drawn_only_where_there_is_one():
    chart = draw_bars("Per soort", SHARE, [Bar("a", 0.5, 0.4, 0.6), Bar("b", 0.5)])

    assert chart.count('class="interval"') == 1


def test_names_cannot_become_markup():
    assert "<b>" not in draw_bars("<b>", SHARE, [Bar("<b>", 1.0)])
