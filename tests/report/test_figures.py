"""The figures of a set: what went in by formula comes out, and small differences are not told."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.summary import SignalTable
from formcheck.report.figure_words import (
    in_short,
    reach_words,
    side_words,
    steadiness_words,
    tempo_words,
)
from formcheck.report.figures import Figures, set_figures
from formcheck.specs.schema import ExerciseSpec
from tests.report.conftest import spec_of
from tests.report.report_kit import Move, set_of

LEFT, RIGHT = Move(0.8, "left"), Move(0.8, "right")


def needle_figures(needle: ExerciseSpec, *moves: Move) -> Figures:
    return set_figures(needle, set_of(needle, moves))


def test_each_repetition_has_its_length_its_reach_and_its_phases(needle: ExerciseSpec) -> None:
    rep = needle_figures(needle, LEFT).reps[0]
    assert rep.duration_s == pytest.approx(4.8)
    assert rep.reach["drop"].size == pytest.approx(0.8, abs=0.01)
    assert dict(rep.phases) == pytest.approx(
        {"Reach under": 1.6, "Hold": 2.0, "Come back": 1.2}, abs=0.05
    )


def test_the_pace_is_read_from_the_curve(needle: ExerciseSpec) -> None:
    pace = needle_figures(needle, LEFT).reps[0].pace
    assert pace is not None
    assert (pace.out_s, pace.stay_s, pace.back_s) == pytest.approx((1.6, 2.0, 1.2), abs=0.15)


def test_parts_that_exceed_the_repetition_are_not_told(needle: ExerciseSpec) -> None:
    whole = set_of(needle, [LEFT])
    (rep,) = whole.reps
    counted = replace(rep, start_s=rep.start_s + 0.6, end_s=rep.end_s - 0.6)
    told = tempo_words(set_figures(needle, whole))
    short = tempo_words(set_figures(needle, replace(whole, reps=(counted,))))
    assert "on the way out" in told[-1]
    assert short[-1] == "About 1.9 s of a repetition were spent at the end of the movement."


def test_a_trend_is_told_from_four_repetitions_on(needle: ExerciseSpec) -> None:
    slowing = [replace(LEFT, hold_s=hold) for hold in (1.0, 2.0, 3.0, 4.0)]
    few, many = needle_figures(needle, *slowing[:3]), needle_figures(needle, *slowing)
    assert few.tempo is not None and many.tempo is not None
    assert math.isnan(few.tempo.change_s) and not few.tempo.changed
    assert many.tempo.changed and many.tempo.change_s == pytest.approx(3.0)
    assert "became slower, by about 3.0 s" in " ".join(tempo_words(many))


def test_the_same_pace_is_said_to_stay_the_same(needle: ExerciseSpec) -> None:
    words = tempo_words(needle_figures(needle, *[LEFT] * 4))
    assert words[0] == "Each repetition took 4.8 s."
    assert "The pace stayed the same" in words[1]


def test_left_and_right_differ_only_beyond_the_error(needle: ExerciseSpec) -> None:
    near = needle_figures(needle, LEFT, replace(RIGHT, height=0.55))
    far = needle_figures(needle, LEFT, replace(RIGHT, height=0.35))
    assert side_words(near) == ("Left and right were alike, as far as a camera can tell.",)
    assert "80 % of your torso length on the left, 35 % on the right" in side_words(far)[0]
    assert "Look at another day" in side_words(far)[-1]


def test_from_the_front_the_far_side_needs_no_allowance(needle: ExerciseSpec) -> None:
    moves = (LEFT, replace(RIGHT, height=0.55))
    sides = set_figures(needle, set_of(needle, moves, view="front")).sides
    assert [one.told for one in sides if one.unit == "torso"] == [True]


def test_a_set_without_sides_says_nothing_of_them(needle: ExerciseSpec) -> None:
    assert side_words(needle_figures(needle, replace(LEFT, side=None))) == ()


def test_a_signed_signal_is_left_and_right_in_one_repetition() -> None:
    spec = spec_of("trunk_rotation")
    summary = set_of(spec, [Move(40.0)], signal="yaw", others=(), view="front")
    table = summary.signals
    yaw = np.where(table.time_s < 3.0, table.values["yaw"], -0.5 * table.values["yaw"])
    signals = SignalTable(table.time_s, {"yaw": yaw}, table.phase)
    figures = set_figures(spec, replace(summary, signals=signals))
    side = figures.sides[0]
    assert (side.left, side.right) == pytest.approx((40, 20), abs=1) and side.told
    assert reach_words(figures.reps[0].reach["yaw"], figures.signals[0]) == "left 40, right 20"


def test_what_looks_at_the_near_half_is_not_compared_by_side() -> None:
    spec = spec_of("bird_dog")
    moves = (LEFT, replace(RIGHT, height=0.1))
    figures = set_figures(spec, set_of(spec, moves, signal="near_leg", others=()))
    assert not [one for one in figures.sides if one.unit == "torso"]


def test_repetitions_that_differ_are_told(needle: ExerciseSpec) -> None:
    alike = needle_figures(needle, LEFT, replace(LEFT, height=0.75))
    other = needle_figures(needle, LEFT, replace(LEFT, height=0.5))
    assert "75 to 80 % of your torso length. The repetitions were alike." in alike_words(alike)
    assert "differ by more than the measurement error" in alike_words(other)


def alike_words(figures: Figures) -> str:
    return " ".join(steadiness_words(figures))


def test_a_still_hold_is_called_still_and_a_wavering_one_not(needle: ExerciseSpec) -> None:
    summary = set_of(needle, [LEFT])
    table = summary.signals
    waving = table.values["drop"] + 0.1 * np.sin(6 * table.time_s)
    unsteady = SignalTable(table.time_s, {"drop": waving}, table.phase)
    assert "The holds were still" in alike_words(set_figures(needle, summary))
    words = alike_words(set_figures(needle, replace(summary, signals=unsteady)))
    assert "wavered by 7 % of your torso length" in words


def test_slow_sinking_is_no_unrest(needle: ExerciseSpec) -> None:
    summary = set_of(needle, [LEFT])
    table = summary.signals
    sinking = SignalTable(table.time_s, {"drop": 0.05 * table.time_s}, table.phase)
    hold = set_figures(needle, replace(summary, signals=sinking)).holds[0]
    assert hold.sway["drop"] == pytest.approx(0, abs=1e-6)


def test_a_repetition_that_was_hardly_measured_has_no_reach(needle: ExerciseSpec) -> None:
    summary = set_of(needle, [LEFT])
    summary.signals.values["drop"][40:120] = np.nan
    figures = set_figures(needle, summary)
    assert math.isnan(figures.reps[0].reach["drop"].size)
    assert reach_words(figures.reps[0].reach["drop"], figures.signals[0]) == "-"


def test_a_set_without_anything_has_no_figures(needle: ExerciseSpec) -> None:
    empty = set_figures(
        needle, replace(set_of(needle, []), signals=SignalTable(np.empty(0), {}, ()))
    )
    assert empty.tempo is None and not (empty.reps or empty.signals or empty.sides)
    assert tempo_words(empty) == steadiness_words(empty) == in_short(empty) == ()


def test_every_shipped_exercise_has_figures_of_what_it_plots(any_spec: ExerciseSpec) -> None:
    names = [name for name, one in any_spec.signals.items() if one.plot]
    names += [name for name in any_spec.calibrate.ranges if name not in names]
    summary = set_of(any_spec, [Move(30.0)], signal=names[0], others=names[1:])
    figures = set_figures(any_spec, summary)
    assert any(one.movement for one in figures.signals)
    assert all(np.isfinite(one.error) and one.error > 0 for one in figures.signals)
    steadiness_words(figures)
