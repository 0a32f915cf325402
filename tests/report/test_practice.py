"""A live practice in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.events import HoldCompleted, RepCompleted, Verdict
from formcheck.coach.summary import CalibrationNote, SetSummary, merged
from formcheck.live.snapshot import LiveResult, Utterance
from formcheck.report import practice
from formcheck.specs.loader import find_spec, load_all

SEEN = CalibrationNote("captured", "", 0.0, 1.5, {})
EMPTY = SetSummary("side", 1.0, SEEN)


def rep(index: int, verdict: Verdict = "clean", side: str | None = None) -> RepCompleted:
    return RepCompleted(index, index, side, index - 1, index, verdict, ())


def hold(held_s: float, form_s: float, side: str | None = None) -> HoldCompleted:
    return HoldCompleted(held_s, side, 0.0, held_s, held_s, form_s)


def result(*sets: SetSummary, said: tuple[Utterance, ...] = ()) -> LiveResult:
    return LiveResult("cat_cow", {}, "dose", sets, merged(sets), 20.0, said)


def test_nothing_counted_is_told_with_what_to_do() -> None:
    never = replace(EMPTY, calibration=replace(SEEN, source="none"))
    assert practice.headline(result(never)) == "Nothing was counted this time"
    assert "whole body in the picture" in practice.next_step(result(never))
    assert "this is the exercise" in practice.next_step(result(EMPTY))


def test_the_headline_counts_all_sets() -> None:
    one = replace(EMPTY, reps=(rep(1), rep(2, "mistake")))
    assert practice.headline(result(one, one)) == "4 repetitions: 2 clean and 2 with a mistake"


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ((), ""),
        ((hold(28.0, 27.8),), "28 s in good form"),
        ((hold(30.0, 22.0),), "22 s of 30 s in good form"),
        ((hold(40.0, 40.0), hold(30.0, 24.0)), "1:04 of 1:10 in good form"),
    ],
)
def test_time_held_tells_good_form_apart(holds: tuple[HoldCompleted, ...], said: str) -> None:
    assert practice.hold_time(holds) == said


def test_sets_are_told_apart_where_there_are_several() -> None:
    one = replace(EMPTY, reps=(rep(1), rep(2, "mistake")))
    assert practice.set_parts(result(one)) == ()
    assert [(part.name, part.reps) for part in practice.set_parts(result(one, EMPTY))] == [
        ("Set 1", "2: 1 clean, 1 with a mistake"),
        ("Set 2", "none"),
    ]


SIDES = replace(
    EMPTY,
    reps=(rep(1, "clean", "left"), rep(2, "mistake", "right")),
    holds=(hold(30, 30, "left"), hold(30, 12, "right")),
)


def test_left_stands_against_right() -> None:
    left, right = practice.side_parts(SIDES)
    assert (left.name, left.reps, left.held) == ("Left", "1 clean", "30 s in good form")
    assert (right.reps, right.held) == ("1 with a mistake", "12 s of 30 s in good form")
    assert practice.side_parts(replace(EMPTY, reps=(rep(1),))) == ()


def test_the_weaker_side_is_named() -> None:
    assert practice.side_difference(SIDES) == "Fewer clean repetitions on the right side."
    clean = replace(SIDES, reps=(rep(1, "clean", "left"), rep(2, "clean", "right")))
    assert practice.side_difference(clean) == "Less time in good form on the right side."
    alike = replace(clean, holds=(hold(30, 30, "left"), hold(29, 29, "right")))
    assert practice.side_difference(alike) == ""
    assert practice.side_difference(EMPTY) == ""


def test_the_transcript_has_every_line_that_was_said_in_words() -> None:
    said = (
        Utterance(1, 2.4, 5.0, "Hold still for a moment", "instruction"),
        Utterance(2, 9.0, 9.5, "", "time", "tick"),
        Utterance(3, 64.0, 66.0, "One", "count", "count"),
    )
    assert practice.transcript(result(EMPTY, said=said)) == (
        ("0:02", "Hold still for a moment", "what to do"),
        ("1:04", "One", "count"),
    )


def test_what_another_place_of_the_camera_cannot_judge_is_said() -> None:
    spec = find_spec("wall_angels")
    side, front = practice.judged_from(spec, "side"), practice.judged_from(spec, "front")
    assert len(side.not_from_here) == 1  # told once, in the spec's own words
    assert "angle of your elbows" in side.not_from_here[0]
    assert any("wall contact" in line for line in front.not_from_here)
    assert len(side.watched) > len(front.watched)


def test_every_documented_mistake_is_accounted_for_from_every_place() -> None:
    for spec in load_all().values():
        for view in spec.camera.views:
            judged = practice.judged_from(spec, view)
            assert judged.watched or judged.not_from_here or judged.reminded, (spec.id, view)
