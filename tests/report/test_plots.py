"""The charts show what the summary says: lines, limits, phases, repetitions, mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from formcheck.coach.events import RepCompleted
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary, SignalTable
from formcheck.report.chart_parts import MAX_POINTS
from formcheck.report.plots import signal_charts
from formcheck.report.plotted import fixed_limits, main_signals, phase_bands
from formcheck.specs.schema import ExerciseSpec


def table(seconds: float = 10.0, fps: float = 25.0) -> SignalTable:
    time_s = np.arange(0, seconds, 1 / fps)
    drop = np.clip(np.sin(time_s), 0, None)
    drop[50:60] = np.nan
    phase = tuple("" if t < 1 else "reach" if t < 4 else "hold" for t in time_s)
    return SignalTable(time_s, {"drop": drop, "hips_back": 15 * drop}, phase)


def summary(signals: SignalTable, *mistakes: MistakeSpan) -> SetSummary:
    return SetSummary(
        view="side",
        judged_share=1.0,
        calibration=CalibrationNote("clip", "", 0.0, 1.0, {}),
        reps=(
            RepCompleted(5.0, 1, "left", 1.0, 5.0, "clean", ()),
            RepCompleted(9.0, 2, "right", 5.0, 9.0, "mistake", ("hips_back",)),
        ),
        mistakes=mistakes,
        signals=signals,
    )


def layers(chart: Any, mark: str) -> list[dict[str, Any]]:
    """The layers of a chart that are drawn with a mark."""
    return [layer for layer in chart.chart.to_dict()["layer"] if layer["mark"]["type"] == mark]


def rows(chart: Any, layer: dict[str, Any]) -> list[dict[str, Any]]:
    data = layer["data"]
    if "values" in data:
        return list(data["values"])
    return list(chart.chart.to_dict()["datasets"][data["name"]])


def texts(chart: Any) -> list[str]:
    return [row["text"] for layer in layers(chart, "text") for row in rows(chart, layer)]


def test_one_chart_for_each_signal_that_the_spec_wants_plotted(needle: ExerciseSpec) -> None:
    charts = signal_charts(needle, summary(table()))
    assert [chart.name for chart in charts] == [name for name, _ in main_signals(needle)]


def test_an_unmeasured_signal_has_no_chart(needle: ExerciseSpec) -> None:
    signals = table()
    signals.values["hips_back"][:] = np.nan
    assert [chart.name for chart in signal_charts(needle, summary(signals))] == ["drop"]


def test_nothing_measured_gives_no_chart(needle: ExerciseSpec) -> None:
    assert signal_charts(needle, summary(SignalTable(np.empty(0), {}, ()))) == ()


def test_body_lengths_are_drawn_in_per_cent_as_the_words_say_them(needle: ExerciseSpec) -> None:
    drop = signal_charts(needle, summary(table()))[0]
    line = rows(drop, layers(drop, "line")[0])
    assert max(row["v"] for row in line if row["v"] is not None) == pytest.approx(100, abs=1)


def test_time_that_was_not_measured_is_a_gap(needle: ExerciseSpec) -> None:
    drop = signal_charts(needle, summary(table()))[0]
    line = rows(drop, layers(drop, "line")[0])
    assert [row["t"] for row in line if row["v"] is None] == pytest.approx(np.arange(2, 2.4, 0.04))


def test_a_long_set_is_thinned(needle: ExerciseSpec) -> None:
    drop = signal_charts(needle, summary(table(seconds=600.0)))[0]
    assert len(rows(drop, layers(drop, "line")[0])) <= MAX_POINTS


def test_a_limit_is_a_dashed_line_with_its_number(needle: ExerciseSpec) -> None:
    hips = signal_charts(needle, summary(table()))[1]
    dashed = [layer for layer in layers(hips, "rule") if "strokeDash" in layer["mark"]]
    limits = [limit for limit, _ in fixed_limits("hips_back", needle)]
    assert [row["v"] for layer in dashed for row in rows(hips, layer)] == limits
    assert f"limit {limits[0]:g}" in texts(hips)


def test_a_mistake_is_marked_at_its_worst_moment(
    needle: ExerciseSpec, hips_back: MistakeSpan
) -> None:
    hips = signal_charts(needle, summary(table(), hips_back))[1]
    (point,) = rows(hips, layers(hips, "point")[0])
    assert (point["t"], point["text"]) == (hips_back.worst_s, "22")
    assert "1 mistake marked" in hips.in_words


def test_a_mistake_is_marked_in_the_chart_of_its_own_signal_only(
    needle: ExerciseSpec, hips_back: MistakeSpan
) -> None:
    drop = signal_charts(needle, summary(table(), hips_back))[0]
    assert not layers(drop, "point")


def test_repetitions_say_how_they_went(needle: ExerciseSpec) -> None:
    drop = signal_charts(needle, summary(table()))[0]
    assert {"1 clean", "2 mistake"} <= set(texts(drop))


def test_bands_are_the_phases_without_the_time_before_judging() -> None:
    bands = phase_bands(table())
    assert [name for name, _, _ in bands] == ["reach", "hold"]
    assert bands[0][1:] == pytest.approx((1.0, 4.0))


def test_every_shipped_exercise_can_be_drawn(any_spec: ExerciseSpec) -> None:
    time_s = np.arange(0, 4, 0.04)
    values = {name: np.sin(time_s) for name in any_spec.signals}
    signals = SignalTable(time_s, values, ("x",) * len(time_s))
    charts = signal_charts(any_spec, summary(signals))
    assert charts
    assert all(chart.chart.to_json() for chart in charts)


def test_a_limit_of_the_person_s_own_is_drawn_where_it_was_passed(any_spec: ExerciseSpec) -> None:
    own = [c for c in any_spec.checks if c.signal in any_spec.signals and c.raise_ is not None
           and not fixed_limits(c.signal or "", any_spec)
           and c.signal in dict(main_signals(any_spec))]  # fmt: skip
    if not own:
        pytest.skip("all limits of this exercise are the same for everybody")
    check = own[0]
    name = check.signal or ""
    size = 0.01 if any_spec.signals[name].unit in ("torso", "thigh") else 1.0  # drawn in percent
    time_s = np.arange(0, 4, 0.04)
    signals = SignalTable(time_s, {name: 30 * size * np.sin(time_s)}, ("x",) * len(time_s))
    span = MistakeSpan(
        id=check.mistake, check=check.id, start_s=1.0, end_s=2.0, severity="minor",
        value=30.0 * size, worst_s=1.6, threshold=24.0 * size, unit="deg", cue=check.say,
        source="", rep=None,
    )  # fmt: skip
    (chart,) = signal_charts(any_spec, summary(signals, span))
    (dashed,) = [layer for layer in layers(chart, "rule") if "strokeDash" in layer["mark"]]
    (row,) = rows(chart, dashed)
    assert (row["t"], row["to"], row["v"]) == (1.0, 2.0, pytest.approx(24.0))
    assert "limit 24" in texts(chart)
