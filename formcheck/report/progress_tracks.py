"""The trends of one exercise as charts: clean repetitions, ranges left and right, holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import altair as alt

from formcheck.progress.results import CleanTrend, HoldTrend, RangeTrend, SidesCompared
from formcheck.report.palette import LIGHT, Palette
from formcheck.report.progress_charts import Point, track_chart
from formcheck.report.words import unit_words

_PER_CENT = ("torso", "thigh", "ratio")
"""Units that people read in per cent."""

DOTS_TOLD, FAR_APART = 12, 0.5
"""Of so many last practices it is told if their clean shares lie so far apart."""


def clean_share(clean: Iterable[CleanTrend], on: date, days: int = 28) -> float | None:
    """The share of clean repetitions among the judged of the last days; None: none was judged."""
    points = [point for one in clean for point in one.points if 0 <= (on - point.day).days < days]
    judged = sum(point.clean + point.with_mistake for point in points)
    return sum(point.clean for point in points) / judged if judged else None


def clean_chart(trend: CleanTrend, palette: Palette = LIGHT) -> alt.LayerChart | None:
    """Clean repetitions among the judged, in per cent; None: none was judged."""
    points = [Point(one.day, 100 * one.share) for one in trend.points if one.share is not None]
    if not points:
        return None
    return track_chart(points, "% clean", domain=(-4, 104), palette=palette)


def ups_and_downs(trend: CleanTrend) -> str:
    """What the dots show beside the sentence: that single practices lie far apart; "" if not."""
    shares = [one.share for one in trend.points if one.share is not None][-DOTS_TOLD:]
    if len(shares) < 3 or max(shares) - min(shares) < FAR_APART:
        return ""
    low, high = (f"{round(100 * share)}" for share in (min(shares), max(shares)))
    return f"With few repetitions, single practices go up and down, here from {low} to {high} %."


def hold_chart(trend: HoldTrend, palette: Palette = LIGHT) -> alt.LayerChart | None:
    """Seconds held in good form, and what was asked (dashed); None: nothing was held."""
    if not trend.points:
        return None
    points = [Point(one.day, one.form_s) for one in trend.points]
    asked = [Point(one.day, one.asked_s) for one in trend.points if one.asked_s is not None]
    top = 1.15 * max(point.value for point in (*points, *asked))
    return track_chart(points, "seconds", asked=asked, domain=(0, max(top, 5)), palette=palette)


def paired(trends: Iterable[RangeTrend]) -> tuple[tuple[RangeTrend, ...], ...]:
    """Those of one measurement together: left with right."""
    groups: dict[tuple[str, str, str | None, str], list[RangeTrend]] = {}
    for one in trends:
        groups.setdefault((one.exercise, one.signal, one.view, one.model), []).append(one)
    return tuple(tuple(group) for group in groups.values())


def same_measure(sides: SidesCompared, trend: RangeTrend) -> bool:
    """Whether a comparison of sides is about this measurement."""
    return (sides.exercise, sides.signal, sides.view, sides.model) == (
        trend.exercise, trend.signal, trend.view, trend.model,
    )  # fmt: skip


def range_title(trend: RangeTrend) -> str:
    """`Shoulders behind the hips, seen from the side`."""
    return f"{trend.name}, seen from the {_VIEWS.get(trend.view or '', '')}".removesuffix(
        ", seen from the "
    )


_VIEWS = {"side": "side", "front": "front", "oblique": "angle"}


def range_chart(group: Sequence[RangeTrend], palette: Palette = LIGHT) -> alt.LayerChart | None:
    """One measurement, a line for each side in its band of error; None: nothing was measured."""
    unit = group[0].unit
    scale = 100.0 if unit in _PER_CENT else 1.0
    points = [
        Point(point.day, scale * point.value, one.side or "") for one in group
        for point in one.points
    ]  # fmt: skip
    if not points:
        return None
    words = unit_words(unit)
    title = f"% {words}".strip() if unit in _PER_CENT else words
    return track_chart(points, title, error=scale * group[0].error, palette=palette)
