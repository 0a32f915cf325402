"""The charts of a trial: its timeline, and each measurement with the limits it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import altair as alt
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import Array
from formcheck.report import words
from formcheck.report.chart_parts import (
    label_layer,
    line_layer,
    phase_layers,
    rep_layers,
    rows_of,
    samples_of,
)
from formcheck.report.palette import LIGHT
from formcheck.report.trial import Held, Kind, LimitLine, Role, Track, Trial

WIDTH = 860
HEIGHTS: Mapping[Kind, int] = MappingProxyType(
    {"plotted": 170, "check": 150, "phase": 110, "start": 90}
)
COLORS: Mapping[Role, str] = MappingProxyType(
    {
        "raise": LIGHT.mistake, "worse": LIGHT.mistake, "check": LIGHT.mistake,
        "clear": LIGHT.good, "phase": LIGHT.quiet, "start": LIGHT.limit,
    }
)  # fmt: skip
DASHES: Mapping[Role, list[int]] = MappingProxyType(
    {
        "raise": [1, 0], "worse": [8, 3], "check": [1, 0], "clear": [6, 4], "phase": [2, 3],
        "start": [6, 4],
    }
)  # fmt: skip
AT = "at"
"""Names the moment under the pointer."""
_ALWAYS_SHOWN: tuple[Role, ...] = ("raise", "clear", "check", "start")
_NEAR = 0.6
"""Other limits are shown up to this share of the chart's range beyond it."""
_LABEL_PX = 12.0
_AXIS_PX = 50
"""Room for each axis, so that all charts begin at the same place."""
_UNMEASURED_PX = 26
_LENGTHS = {"torso": "torso lengths", "thigh": "thigh lengths"}


def timeline(trial: Trial) -> alt.LayerChart:
    """Phases, repetitions, and a row for each check that found something."""
    summary, x = trial.summary, _x(trial)
    found = list(dict.fromkeys(span.check for span in summary.mistakes))
    height = 56 + 20 * len(found)
    layers = [
        *phase_layers(trial.spec, summary.signals, x, LIGHT),
        *rep_layers(summary, x, LIGHT),
    ]
    for row, check in enumerate(found):
        spans = [span for span in summary.mistakes if span.check == check]
        data = rows_of(
            t=[s.start_s for s in spans], to=[s.end_s for s in spans],
            text=[check] * len(spans), cue=[s.cue for s in spans],
        )  # fmt: skip
        place = alt.value(28 + 20 * row + 10)
        bars = alt.Chart(data).mark_rule(color=LIGHT.mistake, strokeWidth=6).encode(
            x=x, x2="to:Q", y=place, tooltip=["cue:N"]
        )  # fmt: skip
        names = alt.Chart(data).mark_text(
            color=LIGHT.mistake, align="left", fontSize=11, dy=-8
        ).encode(x=x, y=place, text="text:N")  # fmt: skip
        layers += [bars, names]
    if not layers:
        layers.append(label_layer(
            [_end(trial) / 2], [1.0], ["Judging never began"], [""], x, "0", 12, LIGHT.mistake,
            "bold",
        ))  # fmt: skip
    return _framed(layers, "Timeline", [], height)


def track_chart(track: Track, trial: Trial) -> alt.LayerChart:
    """One measurement with its limits, mistakes, phases and repetitions."""
    table, height = trial.summary.signals, HEIGHTS[track.kind]
    low, high = _domain(track, trial)
    x, y = _x(trial), _y(track, low, high)
    if not np.isfinite(track.values).any():
        empty = samples_of(table.time_s[:0], track.values[:0])
        nothing = line_layer(empty, x, alt.Y("v:Q", axis=None), LIGHT.line, 2.0)
        return _framed([nothing], track.text, _about(track, trial), _UNMEASURED_PX)
    layers = [*phase_layers(trial.spec, table, x, LIGHT)] if track.kind != "start" else []
    layers += [layer for limit in track.limits for layer in _limit(limit, trial, x, y)]
    layers += _held_layers(track.held, table.time_s, x, height)
    layers.append(line_layer(samples_of(table.time_s, track.values), x, y, LIGHT.line, 2.0))
    alone = _alone(track.values)
    dots = alt.Chart(samples_of(table.time_s[alone], track.values[alone]))
    layers.append(
        dots.mark_point(filled=True, color=LIGHT.line, size=60, clip=True).encode(x=x, y=y)
    )
    for span in track.mistakes:
        during = (table.time_s >= span.start_s) & (table.time_s <= span.end_s)
        stretch = samples_of(table.time_s[during], track.values[during])
        layers.append(line_layer(stretch, x, y, LIGHT.mistake, 4.5))
    layers += rep_layers(trial.summary, x, LIGHT) if track.kind in ("plotted", "check") else []
    layers += _margin(track.limits, low, high, height)
    return _framed(layers, track.text, _about(track, trial), height)


def _alone(values: Array) -> NDArray[np.bool_]:
    """Values between two gaps, such as a length that is known at one moment: no line shows them."""
    seen = np.isfinite(values)
    around = np.concatenate([[False], seen, [False]])
    alone: NDArray[np.bool_] = seen & ~around[:-2] & ~around[2:]
    return alone


def _framed(
    layers: Sequence[alt.Chart], title: str, lines: Sequence[str], height: int
) -> alt.LayerChart:
    framed = alt.layer(*layers).properties(
        width=WIDTH, height=height,
        title=alt.TitleParams(title, subtitle=list(lines), anchor="start", frame="group", offset=6,
                              fontSize=14, subtitleFontSize=12, subtitleColor=LIGHT.quiet),
    )  # fmt: skip
    assert isinstance(framed, alt.LayerChart)  # a facet only comes from charts with columns
    return framed


def _about(track: Track, trial: Trial) -> list[str]:
    spec, lines = trial.spec, []
    if track.text in spec.signals:
        signal = spec.signals[track.text]
        lines.append(f"{signal.expression}; plus: {signal.plus_means}")
    for held in track.held:
        lines.append(_held_words(held, trial))
    if not np.isfinite(track.values).any():
        lines.append("Not measured in this clip.")
    return lines


def _held_words(held: Held, trial: Trial) -> str:
    item, view = held.item, trial.summary.view
    if item.views is not None and view != "unknown" and view not in item.views:
        return f"{item.id}: not asked for from this view"
    level = "" if item.level == "require" else " (only advised)"
    if not np.isfinite(held.share):
        return f"{item.id}{level}: never measured"
    when = "before judging began" if trial.began_s is not None else "of the clip"
    return f"{item.id}{level}: held in {round(100 * held.share)} % of the pictures {when}"


def _x(trial: Trial) -> alt.X:
    scale = alt.Scale(domain=[0, _end(trial)], nice=False)
    axis = alt.Axis(labelExpr="datum.label + ' s'", grid=False, tickCount=12)
    return alt.X("t:Q", title=None, scale=scale, axis=axis)


def _y(track: Track, low: float, high: float) -> alt.Y:
    axis = alt.Axis(tickCount=max(3, HEIGHTS[track.kind] // 40), minExtent=_AXIS_PX)
    scale = alt.Scale(domain=[low, high], nice=False)
    # In the file's own numbers: 0.12 torso lengths, not 12 per cent.
    title = _LENGTHS.get(track.unit, words.unit_words(track.unit))
    return alt.Y("v:Q", title=title or None, scale=scale, axis=axis)


def _end(trial: Trial) -> float:
    return float(trial.summary.signals.time_s[-1])


def _looked_at(track: Track, trial: Trial) -> Array:
    """The values in the phases in which anything looks at them; all, where that is always."""
    phases = [limit.phases for limit in track.limits]
    inside = _in_phases([one for named in phases for one in named or ()], trial)
    if track.kind == "plotted" or None in phases or not np.isfinite(track.values[inside]).any():
        return track.values
    values: Array = track.values[inside]
    return values


def _domain(track: Track, trial: Trial) -> tuple[float, float]:
    """Room for the line, the limits that are to be chosen, and others if they are near."""
    seen = _looked_at(track, trial)
    marks = [seen[np.isfinite(seen)]]
    all_of_them = track.kind == "phase"
    marks += [_known(one) for one in track.limits if all_of_them or one.role in _ALWAYS_SHOWN]
    together = np.concatenate(marks)
    if not len(together):
        return 0.0, 1.0
    low, high = float(together.min()), float(together.max())
    near = _NEAR * max(high - low, 1e-3)
    for limit in track.limits:
        inside = [v for v in _known(limit) if low - near <= v <= high + near]
        together = np.concatenate([together, inside])
    low, high = float(together.min()), float(together.max())
    room = max(high - low, 1e-3)
    return low - 0.16 * room, high + 0.2 * room


def _known(limit: LimitLine) -> Array:
    known: Array = limit.values[np.isfinite(limit.values)]
    return known


def _limit(limit: LimitLine, trial: Trial, x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """The limit from edge to edge, faint, and plainly in the phases in which it is looked at."""
    time_s, always = trial.summary.signals.time_s, limit.phases is None or trial.began_s is None
    looked_at = np.where(always | _in_phases(limit.phases or (), trial), limit.values, np.nan)
    for values, opacity in ((limit.values, 0.25), (looked_at, 0.95)):
        if opacity < 0.9 and always:
            continue
        yield alt.Chart(samples_of(time_s, values)).mark_line(
            color=COLORS[limit.role], strokeDash=DASHES[limit.role], strokeWidth=1.4, clip=True,
            opacity=opacity,
        ).encode(x=x, y=y)  # fmt: skip


def _in_phases(phases: Sequence[str], trial: Trial) -> NDArray[np.bool_]:
    return np.array([phase in phases for phase in trial.summary.signals.phase], bool)


def _margin(
    limits: Sequence[LimitLine], low: float, high: float, height: int
) -> Iterator[alt.Chart]:
    """What each limit is, to the right of the chart, none on top of another."""
    wanted = []
    for limit in limits:
        known = _known(limit)
        last = float(known[-1]) if len(known) else None
        text = limit.label if last is not None else f"{limit.label} (not known)"
        at = height * (high - last) / (high - low) if last is not None else float(height)
        text += "" if 0 <= at <= height else f" ({last:.3g}: off the chart)"
        wanted.append((min(max(at, 0.0), float(height)), text, COLORS[limit.role]))
    places = _spread([at for at, _, _ in wanted], height)
    for at, (_, text, color) in zip(places, sorted(wanted), strict=True):
        yield alt.Chart(rows_of(text=[text])).mark_text(
            align="left", baseline="middle", color=color, fontSize=11
        ).encode(x=alt.value(WIDTH + 8), y=alt.value(at), text="text:N")  # fmt: skip


def _spread(places: Sequence[float], height: float) -> list[float]:
    """The places in rising order, moved apart where they would touch, above the foot if it fits."""
    result: list[float] = []
    for place in sorted(places):
        result.append(max(place, result[-1] + _LABEL_PX) if result else place)
    lowest = max(height, _LABEL_PX * (len(result) - 1))
    for index in reversed(range(len(result))):
        result[index] = min(result[index], lowest)
        lowest = result[index] - _LABEL_PX
    return result


def _held_layers(held: Sequence[Held], time_s: Array, x: alt.X, height: int) -> Iterator[alt.Chart]:
    """A strip at the foot: green where the item held, orange where it did not."""
    for row, one in enumerate(held):
        edges = np.flatnonzero(np.diff(one.ok, prepend=np.nan) != 0)
        stops = [*edges[1:], len(time_s) - 1]
        runs = [
            (float(time_s[a]), float(time_s[b]), LIGHT.good if one.ok[a] else LIGHT.mistake)
            for a, b in zip(edges, stops, strict=True)
            if np.isfinite(one.ok[a])
        ]
        data = rows_of(
            t=[a for a, _, _ in runs], to=[b for _, b, _ in runs], fill=[c for _, _, c in runs]
        )
        yield alt.Chart(data).mark_rule(strokeWidth=5).encode(
            x=x, x2="to:Q", y=alt.value(height - 4 - 7 * row),
            color=alt.Color("fill:N", scale=None, legend=None),
        )  # fmt: skip


def reading_layers(track: Track, trial: Trial) -> tuple[alt.Chart, ...]:
    """Under the pointer: the moment and the value, for reading off a limit."""
    low, high = _domain(track, trial)
    x, y = _x(trial), _y(track, low, high)
    data = samples_of(trial.summary.signals.time_s, track.values)
    base = alt.Chart(data).transform_filter("datum.v !== null")
    here = {"param": AT, "empty": False}
    reading = "format(datum.v, '.3~r') + '  at ' + format(datum.t, '.1f') + ' s'"
    return (
        base.mark_point(opacity=0, clip=True).encode(x=x, y=y),
        base.mark_rule(color=LIGHT.ink).encode(x=x).transform_filter(here),
        base.mark_text(
            align="left", dx=6, dy=-8, fontSize=13, fontWeight="bold", color=LIGHT.ink, clip=True
        ).encode(x=x, y=y, text="read:N").transform_calculate(read=reading).transform_filter(here),
    )  # fmt: skip
