"""Charts of weeks of practice, for people who would rather look than read. Altair layers.

Each takes plain data; days are the person's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from formcheck.progress.results import PainPoint
from formcheck.report.chart_parts import AXIS_PX, finished, rows_of
from formcheck.report.palette import DARK, LIGHT, Palette
from formcheck.report.words import MONTHS
from formcheck.safety.pain import AMBER_FROM, HIGHEST, LOWEST, RED_FROM

CALENDAR_PX, PAIN_PX, TRACK_PX = 190, 230, 190
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LIGHTS = (
    (LOWEST, AMBER_FROM - 0.5, "go on", 0.12),
    (AMBER_FROM - 0.5, RED_FROM - 0.5, "go gently", 0.16),
    (RED_FROM - 0.5, HIGHEST, "stop", 0.2),
)
"""From, to, what to do, how strongly it is tinted: the traffic light of pain."""
_PAIN_SCALE = alt.Scale(domain=[0, 10], nice=False)
DRAWN_AT_MOST = 120
"""Practices in one chart: more than that are dots upon dots; the last ones are drawn."""
_ONE_DAY = timedelta(days=1)
_DAYS_AT_LEAST = 6
"""A chart of fewer days is widened: one practice must not fill the page."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of one practice. `line` names the line it belongs to (a side; "" for one)."""

    day: date
    value: float
    line: str = ""


def calendar_chart(
    practised: Mapping[date, float], today: date, weeks: int = 8, palette: Palette = LIGHT
) -> alt.LayerChart:
    """A dot for each day of the last weeks, one column a week; larger for more minutes."""
    monday = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    days = [monday + number * _ONE_DAY for number in range((today - monday).days + 1)]
    done = [day for day in days if day in practised]
    x = alt.X("week:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, ticks=False,
              domain=False, labelOverlap=True, labelPadding=8))  # fmt: skip
    y = alt.Y("weekday:O", title=None, sort=_DAYS, scale=alt.Scale(domain=_DAYS), axis=alt.Axis(
              ticks=False, domain=False, labelPadding=8, minExtent=AXIS_PX))  # fmt: skip
    every = alt.Chart(_days_of(days, practised, monday))
    mine = alt.Chart(_days_of(done, practised, monday))
    layers = [every.mark_circle(size=40, color=palette.border, opacity=1).encode(x=x, y=y)]
    if done:
        size = alt.Size("minutes:Q", legend=None, scale=alt.Scale(domain=[0, 20], range=[130, 330],
                        clamp=True))  # fmt: skip
        tip = [alt.Tooltip("name:N", title="Day"), alt.Tooltip("told:N", title="Practised")]
        layers.append(
            mine.mark_circle(color=palette.line, opacity=1).encode(x=x, y=y, size=size, tooltip=tip)
        )
    ring = alt.Chart(_days_of([today], practised, monday))
    layers.append(
        ring.mark_point(size=330, color=palette.ink, strokeWidth=1.5, opacity=1).encode(x=x, y=y)
    )
    return finished(layers, CALENDAR_PX, palette)


def _days_of(days: Sequence[date], practised: Mapping[date, float], first: date) -> alt.Data:
    mondays = [day - timedelta(days=day.weekday()) for day in days]
    return rows_of(
        week=[_short(monday) for monday in mondays],
        weekday=[_DAYS[day.weekday()] for day in days],
        name=[f"{_DAYS[day.weekday()]} {_short(day)}" for day in days],
        minutes=[round(practised.get(day, 0.0), 1) for day in days],
        told=[f"{max(1, round(practised.get(day, 0.0)))} min" for day in days],
    )


def pain_chart(pains: Sequence[PainPoint], palette: Palette = LIGHT) -> alt.LayerChart:
    """Pain before (hollow), after (filled) and the next morning (diamond) over the lights."""
    pains = pains[-DRAWN_AT_MOST:]
    x = _time_axis([pain.day for pain in pains])
    plain = alt.Y("v:Q", scale=_PAIN_SCALE, axis=None)
    y = alt.Y("v:Q", title=None, scale=_PAIN_SCALE,
              axis=alt.Axis(values=[0, 3, 5, 10], grid=False, minExtent=AXIS_PX))  # fmt: skip
    layers = [*_light_layers(palette)]
    both = [p for p in pains if p.before is not None and p.after is not None]
    if both:
        steps = rows_of(
            day=[_at(p.day) for p in both], v=[p.before for p in both], to=[p.after for p in both]
        )
        layers.append(
            alt.Chart(steps)
            .mark_rule(color=palette.quiet, strokeWidth=2)
            .encode(x=x, y=plain, y2="to")
        )
    marks = _pain_marks(pains)
    shapes = alt.Scale(
        domain=["before", "after", "next morning"], range=["circle", "circle", "diamond"]
    )
    fills = alt.Scale(domain=shapes.domain, range=[palette.paper, palette.line, palette.mistake])
    edges = alt.Scale(domain=shapes.domain, range=[palette.line, palette.line, palette.mistake])
    legend = alt.Legend(title=None, orient="top", labelFontSize=13, labelColor=palette.quiet,
                        symbolSize=110)  # fmt: skip
    layers.append(
        alt.Chart(marks)
        .mark_point(size=95, opacity=1, strokeWidth=2)
        .encode(
            x=x, y=y,
            shape=alt.Shape("when:N", scale=shapes, legend=legend),
            fill=alt.Fill("when:N", scale=fills, legend=legend),
            stroke=alt.Stroke("when:N", scale=edges, legend=legend),
            tooltip=[alt.Tooltip("name:N", title="Day"), alt.Tooltip("when:N", title="Asked"),
                     alt.Tooltip("v:Q", title="Pain, 0 to 10")],
        )
    )  # fmt: skip
    chart: alt.LayerChart = finished(layers, PAIN_PX, palette).resolve_axis(y="independent")
    return chart


def _light_layers(palette: Palette) -> Iterator[alt.Chart]:
    """The three lights as bands, named along the right edge."""
    data = rows_of(
        v=[low for low, _, _, _ in _LIGHTS], to=[high for _, high, _, _ in _LIGHTS],
        fill=[palette.good, palette.limit, palette.mistake],
        strength=[strength * (2 if palette is DARK else 1) for _, _, _, strength in _LIGHTS],
    )  # fmt: skip
    names = {f"{(low + high) / 2:g}": text for low, high, text, _ in _LIGHTS}
    axis = alt.Axis(
        orient="right", values=[float(at) for at in names], grid=False, ticks=False, domain=False,
        labelExpr=f"{json.dumps(names)}[datum.value]", title=None,
    )  # fmt: skip
    yield (
        alt.Chart(data)
        .mark_rect()
        .encode(
            y=alt.Y("v:Q", axis=axis, scale=_PAIN_SCALE), y2="to:Q",
            color=alt.Color("fill:N", scale=None, legend=None),
            opacity=alt.Opacity("strength:Q", scale=None),
        )
    )  # fmt: skip


def _pain_marks(pains: Sequence[PainPoint]) -> alt.Data:
    rows = [
        (day, when, value)
        for pain in pains
        for day, when, value in (
            (pain.day, "before", pain.before),
            (pain.day, "after", pain.after),
            (pain.day + _ONE_DAY, "next morning", pain.next_day),
        )
        if value is not None
    ]
    return rows_of(
        day=[_at(day) for day, _, _ in rows], when=[when for _, when, _ in rows],
        v=[value for _, _, value in rows], name=[_short(day) for day, _, _ in rows],
    )  # fmt: skip


def track_chart(
    points: Sequence[Point],
    unit: str,
    *,
    error: float = 0.0,
    asked: Sequence[Point] = (),
    domain: tuple[float, float] | None = None,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """A figure over the practices: one line, or one for each side, in its band of error.

    Args:
        points: at least one.
        unit: the vertical axis's title.
        error: the smallest change worth telling: half of it is drawn to either side.
        asked: what was asked for: dashed.
        domain: of the vertical axis; None: as the figures have it.
    """
    lines = list(dict.fromkeys(point.line for point in points))
    points = [one for line in lines for one in _of(points, line)[-DRAWN_AT_MOST:]]
    asked = asked[-DRAWN_AT_MOST:]
    x = _time_axis([point.day for point in points])
    low, high = domain or _room([point.value for point in (*points, *asked)], error)
    scale = alt.Scale(domain=[low, high], nice=False)
    y = alt.Y("v:Q", title=unit, scale=scale,
              axis=alt.Axis(grid=False, tickCount=4, minExtent=AXIS_PX))  # fmt: skip
    colors = alt.Scale(domain=lines, range=[palette.line, palette.mistake][: len(lines)])
    legend = None
    if len(lines) > 1:
        legend = alt.Legend(title=None, orient="top", labelFontSize=13, labelColor=palette.quiet,
                            symbolSize=110, symbolOpacity=1)  # fmt: skip
    color = alt.Color("line:N", scale=colors, legend=legend)
    layers = [*_error_layers(points, lines, error, x, scale, color)] if error else []
    if asked:
        wanted = rows_of(day=[_at(p.day) for p in asked], v=[p.value for p in asked])
        layers.append(
            alt.Chart(wanted)
            .mark_line(color=palette.limit, strokeDash=[6, 4], strokeWidth=1.5, interpolate="step")
            .encode(x=x, y=y)
        )
    base = alt.Chart(_figures(points, error))
    shape = alt.Shape("line:N", legend=legend, scale=alt.Scale(
        domain=lines, range=["circle", "diamond"][: len(lines)]))  # fmt: skip
    tip = [alt.Tooltip("name:N", title="Day"), alt.Tooltip("told:N", title=unit or "Figure")]
    layers += [
        base.mark_line(strokeWidth=1.5, opacity=0.6).encode(x=x, y=y, color=color, detail="line:N"),
        base.mark_point(size=70, filled=True, opacity=1).encode(
            x=x, y=y, color=color, shape=shape, tooltip=tip
        ),
    ]
    return finished(layers, TRACK_PX, palette)


def _error_layers(
    points: Sequence[Point], lines: Sequence[str], error: float, x: alt.X, scale: alt.Scale,
    color: alt.Color,
) -> Iterator[alt.Chart]:  # fmt: skip
    """A ribbon about each line; a bar about a figure that is alone."""
    for line in lines:
        mine = _of(points, line)
        base = alt.Chart(_figures(mine, error))
        places = {"x": x, "y": alt.Y("low:Q", scale=scale), "y2": "high:Q", "color": color}
        if len({point.day for point in mine}) > 1:
            yield base.mark_area(opacity=0.14, interpolate="linear").encode(**places)
        else:
            yield base.mark_rule(opacity=0.3, strokeWidth=7, strokeCap="round").encode(**places)


def _of(points: Sequence[Point], line: str) -> list[Point]:
    return [point for point in points if point.line == line]


def _figures(points: Sequence[Point], error: float) -> alt.Data:
    half = error / 2
    return rows_of(
        day=[_at(point.day) for point in points],
        v=[round(point.value, 3) for point in points],
        low=[round(point.value - half, 3) for point in points],
        high=[round(point.value + half, 3) for point in points],
        line=[point.line for point in points],
        name=[_short(point.day) for point in points],
        told=[f"{point.value:.3g}" for point in points],
    )


def _room(values: Sequence[float], error: float) -> tuple[float, float]:
    low, high = min(values) - error / 2, max(values) + error / 2
    room = max(high - low, 1e-3)
    return low - 0.06 * room, high + 0.06 * room


def _time_axis(days: Sequence[date]) -> alt.X:
    """Days from left to right, with some room about them."""
    first, last = min(days), max(days)
    missing = max(0, _DAYS_AT_LEAST - (last - first).days)
    start, end = first - (1 + missing // 2) * _ONE_DAY, last + (2 + missing // 2) * _ONE_DAY
    axis: dict[str, Any] = {"format": "%-d %b", "grid": False, "tickCount": 6}
    return alt.X("day:T", title=None, axis=alt.Axis(labelOverlap=True, labelSeparation=8, **axis),
                 scale=alt.Scale(domain=[_at(start), _at(end)], nice=False))  # fmt: skip


def _at(day: date) -> str:
    """Noon of a day without a zone: the same day wherever it is drawn."""
    return f"{day.isoformat()}T12:00:00"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
