"""Whether repetitions of an exercise are judged or only counted."""

from __future__ import annotations

from formcheck.coach.events import RepCompleted
from formcheck.coach.summary import CalibrationNote, SetSummary
from formcheck.report.judging import judged_in, judges, result_line
from formcheck.specs.loader import find_spec, load_all

DONE = SetSummary(
    "front", 1.0, CalibrationNote("captured", "", 0.0, 1.5, {}),
    tuple(RepCompleted(n, n, None, n - 1, n, "clean", ()) for n in (1, 2)),
)  # fmt: skip


def test_an_exercise_without_checks_is_counted() -> None:
    assert not judges(find_spec("arm_circles"))
    assert not judges(find_spec("trunk_rotation"), "front")
    assert judges(find_spec("cat_cow"), "side")


def test_a_view_in_which_nothing_is_looked_for_is_counted() -> None:
    for spec in load_all().values():
        for view in spec.camera.views:
            assert judges(spec, view) == any(view in one.views for one in spec.checks)


def test_an_exercise_that_is_not_here_is_taken_for_judged() -> None:
    assert judged_in({}, "gone")
    assert not judged_in({"arm_circles": find_spec("arm_circles")}, "arm_circles", "front")


def test_the_line_says_counted() -> None:
    assert result_line(DONE, find_spec("arm_circles")) == "2 repetitions counted"
    assert result_line(DONE, find_spec("wall_angels")) == "2 repetitions, all clean"
    assert result_line(DONE, None) == "2 repetitions, all clean"
