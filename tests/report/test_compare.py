"""Two films of one exercise: matched by side and order, told apart only beyond the error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from formcheck.coach.summary import SignalTable
from formcheck.pose.frame import FrameQuality, PoseFrame
from formcheck.pose.recording import Recording
from formcheck.report import compare_pictures, compare_report
from formcheck.report.compare import (
    POINTS,
    CompareError,
    Comparison,
    comparison_of,
    normalised,
)
from formcheck.report.compare_report import (
    comparison_charts,
    comparison_html,
    difference_words,
    write_comparison,
)
from formcheck.specs.limits import Limits, with_limits
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis
from tests.report.conftest import spec_of
from tests.report.report_kit import Move, analysis_of, hips_back, picture, set_of

DAY = date(2026, 3, 7)
LEFT, RIGHT = Move(0.8, "left"), Move(0.8, "right")


@pytest.fixture(autouse=True)
def quick_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_report, "chart_svg", lambda chart, *size: "<svg/>")


def film(spec: ExerciseSpec, *moves: Move, **more: object) -> Analysis:
    return analysis_of(spec, set_of(spec, moves, **more))  # type: ignore[arg-type]


def compared(first: Analysis, second: Analysis) -> Comparison:
    return comparison_of(first, second, ("before.mp4", "after.mp4"))


def test_repetitions_meet_by_side_and_order(needle: ExerciseSpec) -> None:
    comparison = compared(film(needle, LEFT, RIGHT, LEFT), film(needle, RIGHT, LEFT))
    assert [rep.title for rep in comparison.reps] == ["Repetition 1, left", "Repetition 1, right"]
    assert [rep.second.index for rep in comparison.reps] == [2, 1]
    assert comparison.left_over == (1, 0)


def test_a_slower_repetition_of_the_same_shape_has_the_same_curve(needle: ExerciseSpec) -> None:
    slow = replace(LEFT, out_s=3.2, hold_s=4.0, back_s=2.4)
    (rep,) = compared(film(needle, LEFT), film(needle, slow)).reps
    first, second = rep.first_curves[0].values, rep.second_curves[0].values
    assert len(first) == POINTS
    assert first == pytest.approx(second, abs=0.01)


def test_short_holes_are_bridged_and_long_ones_stay(needle: ExerciseSpec) -> None:
    summary = set_of(needle, [LEFT])
    table = summary.signals
    values = table.values["drop"].copy()
    values[50:53] = np.nan
    values[80:110] = np.nan
    holed = replace(summary, signals=SignalTable(table.time_s, {"drop": values}, table.phase))
    curve = normalised(holed, "drop", 1.0, 5.8)
    missing = np.flatnonzero(np.isnan(curve))
    assert 40 > len(missing) > 10 and missing[0] > 40


def test_only_what_exceeds_the_error_is_told(needle: ExerciseSpec) -> None:
    alike = compared(film(needle, LEFT), film(needle, replace(LEFT, height=0.7)))
    other = compared(film(needle, LEFT), film(needle, replace(LEFT, height=0.5)))
    assert difference_words(alike) == ("No figure differs by more than the measurement error.",)
    assert difference_words(other)[0] == (
        "The lower shoulder has sunk towards the floor (left): 80 % of your torso length in "
        "before.mp4, 50 % of your torso length in after.mp4, less by 30 % of your torso length."
    )


def test_mistakes_are_counted_in_both(needle: ExerciseSpec) -> None:
    first = film(needle, LEFT, mistakes=[hips_back(2.0, 1), hips_back(4.0, 1)])
    words = difference_words(compared(first, film(needle, LEFT)))
    assert "Keep your hips over your knees: 2 times in before.mp4, 0 times in after.mp4." in words


def test_another_place_of_the_camera_is_said_first(needle: ExerciseSpec) -> None:
    words = difference_words(compared(film(needle, LEFT), film(needle, LEFT, view="front")))
    assert "from different places (side and front)" in words[0]


def test_other_models_and_turned_round_repetitions_are_said(needle: ExerciseSpec) -> None:
    first = film(needle, LEFT)
    table = first.summary.signals
    turned = tuple({"reach": "return", "return": "reach"}.get(one, one) for one in table.phase)
    summary = replace(first.summary, signals=replace(table, phase=turned))
    second = replace(first, summary=summary, model="pose_landmarker_heavy.task")
    words = " ".join(difference_words(compared(first, second)))
    assert "pose_landmarker_full.task and pose_landmarker_heavy.task" in words
    assert 'begins with "Reach under" in before.mp4 and with "Come back" in after.mp4' in words


def test_different_limits_are_said(needle: ExerciseSpec) -> None:
    before = film(needle, LEFT, mistakes=[hips_back(2.0, 1)])
    own = Limits(exercise=needle.id, raises={"hips_over_knees": 15.0})
    after = replace(film(with_limits(needle, own), LEFT), limits=own)
    comparison = compared(before, after)
    assert difference_words(comparison)[0] == (
        "The films were judged by different limits (after.mp4 by personal ones, before.mp4 by the "
        "shipped ones): their mistakes do not compare. Analyse both with the same limits."
    )
    changed = "Keep your hips over your knees: 15 degrees (shipped: 12)."
    assert f"Changed limits of after.mp4: {changed}" in comparison_html(comparison, made_on=DAY)
    chart = comparison_charts(comparison, comparison.reps[0])[1].chart.to_json()
    assert "limit 12" in chart and "limit 15" in chart
    alike = compared(after, after)
    assert "limits" not in " ".join(difference_words(alike))
    assert "Changed limits of both films: Keep" in comparison_html(alike, made_on=DAY)
    other = Limits(exercise=needle.id, raises={"hips_over_knees": 16.0})
    words = difference_words(compared(after, replace(after, limits=other)))
    assert "before.mp4 and after.mp4 by different personal ones" in words[0]


def test_two_exercises_do_not_compare(needle: ExerciseSpec) -> None:
    other = film(spec_of("cat_cow"), Move(40.0), signal="curve", others=())
    with pytest.raises(CompareError, match="same exercise"):
        compared(film(needle, LEFT), other)


def test_nothing_to_compare_is_no_failure(needle: ExerciseSpec) -> None:
    comparison = compared(film(needle), film(needle, LEFT))
    assert comparison.reps == () and comparison.left_over == (0, 1)
    assert "Without a partner" in comparison_html(comparison, made_on=DAY)


def test_each_chart_has_both_lines_and_says_so(needle: ExerciseSpec) -> None:
    comparison = compared(film(needle, LEFT), film(needle, RIGHT, LEFT))
    charts = comparison_charts(comparison, comparison.reps[0])
    assert [chart.name for chart in charts] == ["drop", "hips_back"]
    assert "before.mp4 from 0 % to 80 % and after.mp4" in charts[0].in_words
    assert len([one for one in charts[0].chart.to_dict()["layer"]
                if one["mark"]["type"] == "line"]) == 2  # fmt: skip


def test_the_page_escapes_names_and_runs_nothing(needle: ExerciseSpec, tmp_path: Path) -> None:
    first, second = film(needle, LEFT), film(needle, LEFT)
    comparison = comparison_of(first, second, ("<script>1</script>", "b&b.mp4"))
    path = tmp_path / "compared.html"
    write_comparison(path, comparison, made_on=DAY)
    text = path.read_text("utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text and "b&amp;b.mp4" in text


def test_a_long_set_draws_its_first_repetitions_and_says_so(needle: ExerciseSpec) -> None:
    many = film(needle, *[LEFT] * 12)
    text = comparison_html(compared(many, many), made_on=DAY)
    assert text.count("<figure") == 2 * compare_report.REPS_DRAWN
    assert "12 repetitions were compared" in text


def test_people_are_shown_where_the_movement_is_farthest(
    needle: ExerciseSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[float] = []

    def frame_still(film: Path, frame: PoseFrame, spec: ExerciseSpec, max_side: int) -> object:
        taken.append(frame.time_s)
        return picture()

    monkeypatch.setattr(compare_pictures, "frame_still", frame_still)
    later = replace(LEFT, out_s=3.0)
    first, second = recorded(film(needle, LEFT)), recorded(film(needle, later))
    comparison = compared(first, second)
    (pair,) = compare_pictures.comparison_pictures(comparison, first, second)
    assert taken == [pair.first_s, pair.second_s]
    assert 2.5 <= pair.first_s <= 4.7 and 3.9 <= pair.second_s <= 6.1
    text = comparison_html(comparison, made_on=DAY, pictures=[pair])
    assert text.count("data:image/jpeg") == 2 and "before.mp4 at" in text
    without = replace(first, recording=None)
    assert compare_pictures.comparison_pictures(comparison, without, second) == ()


def recorded(analysis: Analysis) -> Analysis:
    """The analysis with a recording in which nobody is seen."""
    quality = FrameQuality(np.zeros(33, bool), 0.5, 0)
    frames = tuple(
        PoseFrame(float(t), (64, 48), None, None, quality) for t in analysis.summary.signals.time_s
    )
    return replace(analysis, recording=Recording(frames, "film.mp4", "model", 1.0, 25.0))
