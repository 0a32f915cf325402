"""Sets without a mistake: exact repetitions and holds, and silence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from judging import judged, live, mistakes_by_rep, spoken
from streams.camera import Camera, film
from streams.exercises import clean, rep
from streams.limits import specs
from streams.performance import Performance

SEEN = [(exercise, "side") for exercise in sorted(specs())] + [("wall_angels", "front")]
HELD = [exercise for exercise, spec in sorted(specs().items()) if any(p.hold for p in spec.phases)]


@pytest.mark.parametrize(("exercise", "view"), SEEN)
def test_a_start_pose_held_for_a_minute_is_only_that(exercise: str, view: str) -> None:
    spec = specs()[exercise]
    still = Performance(exercise, view, (), lead_s=60.0)
    reminders = [r.say for r in spec.reminders if r.how == "spoken_once"]
    slowly = Camera(fps=6)
    recorded, fed = judged(still, slowly), live(film(still, slowly), exercise)[1]
    for summary in (recorded, fed):
        assert summary.view == view
        assert summary.reps == summary.holds == summary.mistakes == ()
        assert [cue.text for cue in summary.cues] == reminders
    assert fed.judged_share > 0.95
    assert recorded.judged_share == 0.0  # the whole recording is known: there is nothing to judge
    assert "no repetition of this exercise was seen" in recorded.notes[0]


@pytest.mark.parametrize(("exercise", "view"), SEEN)
def test_clean_repetitions_are_counted_exactly(exercise: str, view: str) -> None:
    performance = clean(exercise, view)
    for summary in (judged(performance), live(film(performance), exercise)[1]):
        assert [rep.verdict for rep in summary.reps] == ["clean"] * len(performance.reps)
        assert [rep.index for rep in summary.reps] == [1, 2, 3]
        assert summary.mistakes == () and not spoken(summary, "correction")
        for found, (start_s, end_s) in zip(summary.reps, performance.spans, strict=True):
            assert start_s <= found.start_s < found.end_s <= end_s
            assert found.end_s - found.start_s > 0.6 * (end_s - start_s)


def test_the_working_side_is_the_arm_that_goes_through() -> None:
    performance = clean("thread_the_needle")
    near, far = "right", "left"  # facing right shows the right side
    sides = [near if rep.side == "near" else far for rep in performance.reps]
    assert [rep.side for rep in judged(performance).reps] == sides
    assert [hold.side for hold in judged(performance).holds] == sides


@pytest.mark.parametrize("exercise", HELD)
@pytest.mark.parametrize("hold_s", [2.0, 5.0])
def test_a_hold_lasts_as_long_as_the_end_position_is_kept(exercise: str, hold_s: float) -> None:
    performance = Performance(exercise, "side", (rep(exercise, 0), rep(exercise, 1, hold_s=hold_s)))
    summary = judged(performance)
    assert [hold.held_s for hold in summary.holds] == pytest.approx([2.5, hold_s], abs=0.5)
    for hold, (start_s, end_s) in zip(summary.holds, performance.spans, strict=True):
        assert start_s < hold.start_s < hold.end_s < end_s
        assert hold.held_s == pytest.approx(hold.end_s - hold.start_s, abs=0.2)


BRISK: dict[str, dict[str, float]] = {
    "cat_cow": {},
    "thread_the_needle": {"out_s": 1.5, "back_s": 1.4, "hold_s": 1.6},
    "seated_thoracic_extension": {"lean": 22, "neck": 32, "out_s": 1.4, "back_s": 1.3},
    "wall_angels": {"up_s": 1.5, "down_s": 1.5},
}
"""Quick enough that the turn from one repetition to the next is not a pause."""


@pytest.mark.parametrize("exercise", sorted(specs()))
@pytest.mark.parametrize("reps", [1, 2])
def test_a_clip_without_any_pause_is_judged_all_the_same(exercise: str, reps: int) -> None:
    """It moves from its first frame to its last: the start pose is estimated from the clip."""
    moves = tuple(rep(exercise, i, **BRISK[exercise]) for i in range(reps))
    performance = Performance(exercise, "side", moves, lead_s=0.0, rest_s=0.0)
    summary = judged(performance)
    assert [found.verdict for found in summary.reps] == ["clean"] * reps
    assert summary.calibration.source == "clip"
    assert "no still start pose" in summary.calibration.text


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_a_still_start_pose_is_captured(exercise: str) -> None:
    performance = clean(exercise)
    note = judged(performance).calibration
    assert note.source == "captured"
    assert 0 <= note.start_s < note.end_s <= performance.lead_s + 0.1


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_one_repetition_alone_is_judged_by_its_own_range(exercise: str) -> None:
    summary = judged(clean(exercise, reps=1))
    assert mistakes_by_rep(summary) == ((),)
    assert summary.mistakes == ()


def test_a_clip_that_ends_on_the_way_back_counts_the_repetition() -> None:
    performance = clean("thread_the_needle", reps=2)
    cut = performance.spans[1][1] - 0.5
    frames = tuple(f for f in film(performance) if f.time_s < cut)
    _, summary = live(frames, performance.exercise)
    assert [rep.verdict for rep in summary.reps] == ["clean", "clean"]


def test_one_far_too_deep_repetition_does_not_hide_the_others() -> None:
    """The own range comes from the typical repetition, not from the largest."""
    performance = replace(
        clean("seated_thoracic_extension"),
        reps=(rep("seated_thoracic_extension"), rep("seated_thoracic_extension", lean=45),
              rep("seated_thoracic_extension")),
    )  # fmt: skip
    assert mistakes_by_rep(judged(performance)) == ((), ("overextend",), ())


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_every_signal_of_every_spec_is_measured_in_a_clean_performance(exercise: str) -> None:
    table = judged(clean(exercise)).signals
    for name, values in table.values.items():
        in_set = [v for v, phase in zip(values, table.phase, strict=True) if phase]
        seen = sum(math.isfinite(v) for v in in_set)
        share = 0.3 if specs()[exercise].work_side else 0.9  # the working side is known on the way
        assert seen > share * len(in_set), name
