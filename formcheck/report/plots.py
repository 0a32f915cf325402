"""Charts of a set: its main signals over time, with phases, limits, repetitions and mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np

from formcheck.coach.summary import MistakeSpan, SetSummary, SignalTable
from formcheck.pose.frame import Array
from formcheck.report.chart_parts import (
    AXIS_PX,
    CLOCK,
    drawn_time,
    finished,
    line_layer,
    phase_layers,
    rep_layers,
    rows_of,
    samples_of,
)
from formcheck.report.palette import LIGHT, Palette
from formcheck.report.plotted import fixed_limits, main_signals
from formcheck.report.words import number, plural, unit_words
from formcheck.specs.schema import ExerciseSpec, Signal

_PER_CENT = ("torso", "thigh")
"""Units that people read as a share of their own body: drawn in per cent, as `words` says them."""


@dataclass(frozen=True, slots=True)
class SignalChart:
    """One signal over time. `title` says what plus means; `in_words` tells its content."""

    name: str
    title: str
    in_words: str
    chart: alt.LayerChart


def signal_charts(
    spec: ExerciseSpec, summary: SetSummary, palette: Palette = LIGHT
) -> tuple[SignalChart, ...]:
    """One chart for each main signal that was measured (none: nothing was measured)."""
    return tuple(
        SignalChart(
            name,
            _title(signal),
            _description(name, signal, spec, summary),
            _chart(name, signal, spec, summary, palette),
        )
        for name, signal in main_signals(spec)
        if name in summary.signals.values and np.isfinite(summary.signals.values[name]).sum() > 1
    )


def _title(signal: Signal) -> str:
    meaning = signal.plus_means.replace(";", ",")
    return meaning[:1].upper() + meaning[1:]


def _description(name: str, signal: Signal, spec: ExerciseSpec, summary: SetSummary) -> str:
    values = summary.signals.values[name]
    low, high = number(np.nanmin(values), signal.unit), number(np.nanmax(values), signal.unit)
    raised = len(_mistakes_of(name, spec, summary))
    return (
        f"{_title(signal)}: a line from {low} to {high} {unit_words(signal.unit)}, with "
        f"{plural(len(summary.reps), 'repetition')} and {plural(raised, 'mistake')} marked."
    )


def _mistakes_of(name: str, spec: ExerciseSpec, summary: SetSummary) -> list[MistakeSpan]:
    checks = {check.id for check in spec.checks if check.signal == name}
    return [mistake for mistake in summary.mistakes if mistake.check in checks]


def _chart(
    name: str, signal: Signal, spec: ExerciseSpec, summary: SetSummary, palette: Palette
) -> alt.LayerChart:
    table = summary.signals
    start_s, end_s = drawn_time(table)
    scale = 100.0 if signal.unit in _PER_CENT else 1.0
    values = scale * table.values[name]
    mistakes = _mistakes_of(name, spec, summary)
    limits = [(scale * limit, check.say) for limit, check in fixed_limits(name, spec)]
    marks = [*(limit for limit, _ in limits), *(scale * m.threshold for m in mistakes),
             *(scale * m.value for m in mistakes)]  # fmt: skip
    x = alt.X("t:Q", title=None, scale=alt.Scale(domain=[start_s, end_s], nice=False),
              axis=alt.Axis(labelExpr=CLOCK, grid=False, tickCount=8))  # fmt: skip
    y = alt.Y("v:Q", title=_axis_title(signal),
              scale=alt.Scale(domain=_y_domain(values, marks), nice=False),
              axis=alt.Axis(grid=False, tickCount=4, minExtent=AXIS_PX))  # fmt: skip
    layers = [
        *phase_layers(spec, table, x, palette),
        *_limit_layers(limits, x, y, (start_s, end_s), palette),
        line_layer(samples_of(table.time_s, values), x, y, palette.line, 2.0),
        *_mistake_layers(mistakes, table, values, scale, not limits, x, y, palette),
        *rep_layers(summary, x, palette),
    ]
    return finished(layers, 230, palette)


def _axis_title(signal: Signal) -> str:
    words = unit_words(signal.unit)
    return f"% {words}" if signal.unit in _PER_CENT else words


def _y_domain(values: Array, marks: Sequence[float]) -> list[float]:
    """Room for the line and its limits, with space above for the repetitions' labels."""
    finite = [mark for mark in marks if np.isfinite(mark)]
    low = min([float(np.nanmin(values)), *finite])
    high = max([float(np.nanmax(values)), *finite])
    room = max(high - low, 1e-3)
    return [low - 0.18 * room, high + 0.24 * room]


def _limit_layers(
    limits: Sequence[tuple[float, str]],
    x: alt.X,
    y: alt.Y,
    drawn: tuple[float, float],
    palette: Palette,
) -> Iterator[alt.Chart]:
    """Limits that are the same for everybody: dashed from edge to edge."""
    if limits:
        yield from _dashed([(*drawn, limit, cue) for limit, cue in limits], x, y, palette)


def _dashed(
    stretches: Sequence[tuple[float, float, float, str]], x: alt.X, y: alt.Y, palette: Palette
) -> Iterator[alt.Chart]:
    """Dashed lines (from_s, to_s, limit, cue) with the limit written over their right end."""
    data = rows_of(
        t=[start for start, _, _, _ in stretches],
        to=[end for _, end, _, _ in stretches],
        v=[limit for _, _, limit, _ in stretches],
        text=[f"limit {limit:.3g}" for _, _, limit, _ in stretches],
        why=[cue for _, _, _, cue in stretches],
    )
    yield (
        alt.Chart(data)
        .mark_rule(color=palette.limit, strokeDash=[6, 4], strokeWidth=1.5)
        .encode(x=x, x2="to:Q", y=y, tooltip=[alt.Tooltip("why:N", title="Limit")])
    )
    yield (
        alt.Chart(data)
        .mark_text(color=palette.limit, align="right", dx=-4, dy=-7, fontSize=13)
        .encode(x="to:Q", y=y, text="text:N")
    )


def _mistake_layers(
    mistakes: Sequence[MistakeSpan], table: SignalTable, values: Array, scale: float,
    own_limits: bool, x: alt.X, y: alt.Y, palette: Palette,
) -> Iterator[alt.Chart]:  # fmt: skip
    """Each mistake's stretch of the line, its worst value, and the limit if it is the person's."""
    for mistake in mistakes:
        during = (table.time_s >= mistake.start_s) & (table.time_s <= mistake.end_s)
        stretch = samples_of(table.time_s[during], values[during])
        yield line_layer(stretch, x, y, palette.mistake, 4.0)
    if own_limits:
        stretches = [(m.start_s, m.end_s, scale * m.threshold, m.cue) for m in mistakes]
        yield from _dashed(stretches, x, y, palette)
    for over in (True, False):
        found = [m for m in mistakes if bool(m.value >= m.threshold) is over]
        if found:
            yield from _worst(found, scale, 18 if over else -16, x, y, palette)


def _worst(
    mistakes: Sequence[MistakeSpan], scale: float, dy: int, x: alt.X, y: alt.Y, palette: Palette
) -> Iterator[alt.Chart]:
    """A diamond at the worst moment with its value, on the side where the line is not."""
    data = rows_of(
        t=[m.worst_s for m in mistakes],
        v=[scale * m.value for m in mistakes],
        text=[number(m.value, m.unit) for m in mistakes],
        cue=[m.cue for m in mistakes],
    )
    yield (
        alt.Chart(data)
        .mark_point(shape="diamond", filled=True, size=130, color=palette.mistake, opacity=1)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("cue:N", title="Mistake")])
    )
    yield (
        alt.Chart(data)
        .mark_text(color=palette.mistake, dy=dy, fontSize=14, fontWeight="bold")
        .encode(x=x, y=y, text="text:N")
    )
