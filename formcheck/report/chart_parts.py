"""What our charts are made of: lines, bands of phases, marks of repetitions. Altair layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import altair as alt
import numpy as np

from formcheck.coach.summary import SetSummary, SignalTable
from formcheck.pose.frame import Array
from formcheck.report.palette import FONT as FONT
from formcheck.report.palette import Palette
from formcheck.report.plotted import phase_bands
from formcheck.specs.schema import ExerciseSpec

MAX_POINTS = 600
"""Points per drawn line: more than a page is wide in pixels adds nothing."""
AXIS_PX = 44
"""The same for all charts, so that their times stand one below the other."""
CLOCK = (
    "datum.value < 60 ? datum.label + ' s' : "
    "floor(datum.value / 60) + ':' + format(floor(datum.value % 60), '02d')"
)
"""A time axis's labels: `4 s`, from a minute on `1:04`."""
_FROM_ZERO_S = 1.0
LETTER_PX = 7.2
"""Room a letter of a label needs, in pixels: labels that do not fit are shortened or left out."""


def drawn_time(table: SignalTable) -> tuple[float, float]:
    """The first and the last moment of a chart: what was looked at, from 0 if it began there."""
    start, end = float(table.time_s[0]), float(table.time_s[-1])
    return (0.0 if start < min(_FROM_ZERO_S, end) else start), end


def rows_of(**columns: Sequence[Any]) -> alt.Data:
    """Data of a layer, by column."""
    names = list(columns)
    made = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return alt.Data(values=made)  # type: ignore[no-untyped-call]


def samples_of(time_s: Array, values: Array) -> alt.Data:
    """The line, thinned to what a page can show; gaps stay gaps (null breaks the line)."""
    step = max(1, -(-len(time_s) // MAX_POINTS))
    return rows_of(
        t=[round(float(t), 3) for t in time_s[::step]],
        v=[round(float(v), 4) if np.isfinite(v) else None for v in values[::step]],
    )


def line_layer(data: alt.Data, x: alt.X, y: alt.Y, color: str, width: float) -> alt.Chart:
    """The line itself; `data` comes from `samples_of`."""
    layer: alt.Chart = (
        alt.Chart(data)
        .mark_line(color=color, strokeWidth=width, clip=True, strokeCap="round")
        .encode(x=x, y=y)
    )
    return layer


def phase_layers(
    spec: ExerciseSpec, table: SignalTable, x: alt.X, palette: Palette
) -> Iterator[alt.Chart]:
    """Shaded bands with the phases' labels along the bottom."""
    bands = phase_bands(table)
    if not bands:
        return
    start_s, end_s = drawn_time(table)
    data = rows_of(
        phase=[spec.phase_label(phase) for phase, _, _ in bands],
        t=[start for _, start, _ in bands],
        to=[end for _, _, end in bands],
        fill=[palette.bands[index % 2] for index in range(len(bands))],
    )
    yield (
        alt.Chart(data)
        .mark_rect(clip=True)
        .encode(x=x, x2="to:Q", color=alt.Color("fill:N", scale=None, legend=None),
                tooltip=[alt.Tooltip("phase:N", title="Phase")])
    )  # fmt: skip
    yield label_layer(
        [(start + end) / 2 for _, start, end in bands],
        [(end - start) / (end_s - start_s) for _, start, end in bands],
        [spec.phase_label(phase) for phase, _, _ in bands],
        [""] * len(bands),
        x, "height", -8, palette.quiet, "normal",
    )  # fmt: skip


def label_layer(
    times: Sequence[float], shares: Sequence[float], texts: Sequence[str], short: Sequence[str],
    x: alt.X, edge: str, dy: int, color: str, weight: Literal["normal", "bold"],
) -> alt.Chart:  # fmt: skip
    """Text along the top (`edge` "0") or the bottom ("height") of the chart.

    `shares` is the room of each text as a share of the chart's width; where `texts` does not fit,
    `short` is written.
    """
    data = rows_of(t=times, room=shares, text=texts, short=short)
    where = alt.value(0) if edge == "0" else alt.value("height")
    fits = f"width * datum.room > {LETTER_PX} * length(datum.text)"
    layer: alt.Chart = (
        alt.Chart(data)
        .transform_calculate(shown=f"{fits} ? datum.text : datum.short")
        .mark_text(dy=dy, color=color, fontSize=13, fontWeight=weight, clip=True)
        .encode(x=x, y=where, text="shown:N")
    )
    return layer


def rep_layers(summary: SetSummary, x: alt.X, palette: Palette) -> Iterator[alt.Chart]:
    """Where repetitions begin and end, and along the top what came of each."""
    if not summary.reps:
        return
    edges = sorted({edge for rep in summary.reps for edge in (rep.start_s, rep.end_s)})
    yield (
        alt.Chart(rows_of(t=edges))
        .mark_rule(color=palette.quiet, opacity=0.5, strokeWidth=1)
        .encode(x=x)
    )
    start_s, end_s = drawn_time(summary.signals)
    long_words = {"clean": " clean", "mistake": " mistake", "not_judged": " not judged"}
    short_words = {"clean": "", "mistake": " !", "not_judged": " ?"}
    for verdict, color in (
        ("clean", palette.good), ("mistake", palette.mistake), ("not_judged", palette.quiet),
    ):  # fmt: skip
        reps = [rep for rep in summary.reps if rep.verdict == verdict]
        if reps:
            yield label_layer(
                [(rep.start_s + rep.end_s) / 2 for rep in reps],
                [(rep.end_s - rep.start_s) / (end_s - start_s) for rep in reps],
                [f"{rep.index}{long_words[verdict]}" for rep in reps],
                [f"{rep.index}{short_words[verdict]}" for rep in reps],
                x, "0", 12, color, "bold",
            )  # fmt: skip


def finished(layers: Sequence[alt.Chart], height: int, palette: Palette) -> alt.LayerChart:
    """The layers as one chart of so many pixels, in our lettering and without a frame."""
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=height, background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=palette.quiet, titleColor=palette.quiet, domainColor=palette.quiet,
            tickColor=palette.quiet, labelFontSize=13, titleFontSize=13, titleFontWeight="normal",
        )
    )  # fmt: skip
    return chart
