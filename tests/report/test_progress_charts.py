"""The charts of weeks of practice: what is drawn, and that they can be drawn at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import altair as alt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.progress.results import PainPoint
from formcheck.progress.trends import trends
from formcheck.report.chart_svg import chart_svg
from formcheck.report.palette import DARK, LIGHT
from formcheck.report.progress_charts import (
    DRAWN_AT_MOST,
    Point,
    calendar_chart,
    pain_chart,
    track_chart,
)
from formcheck.report.progress_tracks import (
    clean_chart,
    clean_share,
    hold_chart,
    paired,
    range_chart,
    range_title,
)
from formcheck.specs.loader import load_all
from tests.progress.history_kit import TODAY, history


def rows(chart: alt.LayerChart) -> Iterator[dict[str, Any]]:
    drawing = chart.to_dict(validate=False)
    for layer in drawing["layer"]:
        yield from layer.get("data", drawing.get("data", {})).get("values", ())


def test_the_calendar_has_a_dot_for_each_day_up_to_today_and_a_large_one_for_practice() -> None:
    chart = calendar_chart({TODAY: 12.0, TODAY - timedelta(days=3): 0.2}, TODAY, weeks=2)
    every, done, ring = chart.to_dict(validate=False)["layer"]
    assert len(every["data"]["values"]) == 12  # a whole week, then Monday to Friday
    assert [one["told"] for one in done["data"]["values"]] == ["1 min", "12 min"]
    assert [one["name"] for one in ring["data"]["values"]] == ["Fri 20 Nov"]


def test_pain_is_drawn_where_it_was_said_and_the_morning_on_its_own_day() -> None:
    said = [PainPoint(TODAY, 4, None, 2), PainPoint(TODAY, None, None, None)]
    marks = [row for row in rows(pain_chart(said)) if "when" in row]
    assert [(row["when"], row["v"], row["name"]) for row in marks] == [
        ("before", 4, "20 Nov"), ("next morning", 2, "21 Nov"),
    ]  # fmt: skip


def test_the_band_reaches_half_the_error_to_either_side() -> None:
    chart = track_chart(
        [Point(TODAY, 40.0, "left"), Point(TODAY, 30.0, "right")], "degrees", error=10
    )
    bands = {row["line"]: (row["low"], row["high"]) for row in rows(chart)}
    assert bands == {"left": (35.0, 45.0), "right": (25.0, 35.0)}


def test_of_very_many_practices_the_last_are_drawn_on_both_sides() -> None:
    days = [TODAY - timedelta(days=number) for number in range(500, 0, -1)]
    points = [Point(day, 1.0, side) for side in ("left", "right") for day in days]
    drawn = {(row["line"], row["day"]) for row in rows(track_chart(points, "degrees"))}
    assert len(drawn) == 2 * DRAWN_AT_MOST
    assert ("left", "2026-11-19T12:00:00") in drawn


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.floats(-90, 180)),
             min_size=1, max_size=5),
    st.sampled_from([0.0, 0.15, 10.0]),
)  # fmt: skip
def test_any_figures_can_be_drawn(figures: list[tuple[date, float]], error: float) -> None:
    points = [Point(day, value) for day, value in figures]
    assert "<svg" in chart_svg(track_chart(points, "degrees", error=error, asked=points), 300, 150)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_trends_of_eight_weeks_become_pictures(palette: Any) -> None:
    found = trends(history(), load_all(), TODAY)
    sides = next(group for group in paired(found.ranges) if len(group) == 2)
    charts = [
        clean_chart(found.clean[0], palette), hold_chart(found.holds[0], palette),
        range_chart(sides, palette),
    ]  # fmt: skip
    for chart in charts:
        assert chart is not None
        assert "<svg" in chart_svg(chart, 300, 150)
    assert range_title(sides[0]).endswith(", seen from the front")
    assert clean_share(found.clean, TODAY) == pytest.approx(1, abs=0.3)
    assert clean_share(found.clean, TODAY + timedelta(days=90)) is None
