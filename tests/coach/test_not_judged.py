"""What cannot be seen is not judged, with the right reason, and is never called a mistake."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from judging import judged, live
from streams.camera import CAMERA, Frames, film
from streams.cases import CASES
from streams.exercises import clean, rep
from streams.limits import specs
from streams.performance import Performance
from streams.pictures import between, far_away, gone, moved, without

from formcheck.coach.coach import Coach
from formcheck.coach.judge import judge_frames
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import Landmark, PoseFrame

EXERCISES = sorted(specs())
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)


def seen_from_the_front(frame: PoseFrame) -> PoseFrame:
    """Shoulders as far apart as from the front, everything else as before."""
    assert frame.landmarks is not None
    points = frame.landmarks.copy()
    points[Landmark.LEFT_SHOULDER, 0] += 36
    points[Landmark.RIGHT_SHOULDER, 0] -= 36
    return PoseFrame(frame.time_s, frame.size, points, frame.outline, frame.quality)


def hips_out(frames: Frames) -> Frames:
    """The camera is moved until the hips are below the picture."""
    hip_y = max(float(f.landmarks[list(HIPS), 1].max()) for f in frames if f.landmarks is not None)
    return moved(frames, 0.0, CAMERA.size[1] + 30 - hip_y)


def each(change: Callable[[PoseFrame], PoseFrame]) -> Callable[[Frames], Frames]:
    return lambda frames: tuple(map(change, frames))


SPOILT: dict[str, tuple[Callable[[Frames], Frames], str]] = {
    "nobody": (each(gone), "I cannot see anyone"),
    "dark": (each(partial(gone, brightness=4.0)), "too dark"),
    "too far": (partial(far_away, factor=0.4), "Come closer"),
    "hips out of the picture": (hips_out, "hip out of the picture"),
    "hips hidden": (each(lambda f: without(f, *HIPS)), "hip not clearly seen"),
}


def assert_nothing_judged(summary: SetSummary, exercise: str, reason: str) -> None:
    assert summary.reps == summary.holds == summary.mistakes == summary.cues == ()
    assert summary.judged_share == 0.0
    assert {n.check for n in summary.not_judged} == {c.id for c in specs()[exercise].checks}
    assert all(reason in n.reason for n in summary.not_judged), summary.not_judged
    assert summary.calibration.source == "none"
    assert any("Nothing was judged" in note or "Nobody" in note for note in summary.notes)


@pytest.mark.parametrize("what", SPOILT)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_cannot_be_seen_is_not_judged_and_says_why(exercise: str, what: str) -> None:
    spoil, reason = SPOILT[what]
    mistaken = next(case for case in CASES if case.exercise == exercise).mistaken()
    frames = spoil(film(mistaken)[:80:2])
    assert_nothing_judged(judge_frames(frames, specs()[exercise]), exercise, reason)
    assert_nothing_judged(live(frames, exercise)[1], exercise, reason)


@pytest.mark.parametrize(
    "exercise", [e for e in EXERCISES if "front" not in specs()[e].camera.views]
)
def test_from_a_wrong_view_it_asks_to_turn_the_camera(exercise: str) -> None:
    frames = tuple(map(seen_from_the_front, film(clean(exercise))))
    summary = judge_frames(frames, specs()[exercise])
    assert_nothing_judged(summary, exercise, "Turn the camera to see you straight from the side")


def test_from_the_front_wall_contact_is_not_judged_but_pace_is() -> None:
    summary = judged(clean("wall_angels", "front"))
    spec = specs()["wall_angels"]
    blind = {check.id for check in spec.checks if "front" not in check.views}
    assert {found.check for found in summary.not_judged} == blind != set()
    assert all("from the front" in found.reason for found in summary.not_judged)
    assert len(summary.reps) == 3


def test_a_hidden_supporting_hand_is_not_judged() -> None:
    """The far arm supports: its wrist is hidden, everything else goes on."""
    performance = clean("thread_the_needle", reps=1)
    hidden = [Landmark.LEFT_WRIST]  # facing right, the left side is far
    frames = tuple(without(frame, *hidden) for frame in film(performance))
    summary = judge_frames(frames, specs()["thread_the_needle"])
    assert {(n.check, n.reason) for n in summary.not_judged} == {("support_hand", "wrist hidden")}
    assert len(summary.reps) == 1 and summary.mistakes == ()


def test_an_outline_that_cannot_be_read_stops_cat_cow_with_its_reason() -> None:
    performance = clean("cat_cow", reps=2)
    start, end = performance.spans[1]

    def ragged(frame: PoseFrame) -> PoseFrame:
        assert frame.outline is not None
        frame.outline.distance_px[:, ::2]
        distances = frame.outline.distance_px.copy()
        distances[:, ::2] += 12.0
        return PoseFrame(
            frame.time_s, frame.size, frame.landmarks, type(frame.outline)(distances), frame.quality
        )

    frames = between(film(performance), (start, end), ragged)
    summary = judge_frames(frames, specs()["cat_cow"])
    assert len(summary.reps) == 1 and summary.mistakes == ()
    assert "outline of the back is ragged" in {n.reason for n in summary.not_judged}


HELD = ("seated_thoracic_extension", "thread_the_needle")


@pytest.mark.parametrize("exercise", HELD)
def test_the_hold_clock_pauses_while_the_person_is_away(exercise: str) -> None:
    hold_s, away_s = 9.0, 3.0
    performance = Performance(exercise, "side", (rep(exercise), rep(exercise, 1, hold_s=hold_s)))
    middle = performance.spans[1][0] + 4.5
    frames = between(film(performance), (middle, middle + away_s), gone)
    for summary in (judge_frames(frames, specs()[exercise]), live(frames, exercise)[1]):
        assert len(summary.reps) == 2 and summary.mistakes == ()
        assert summary.holds[1].held_s == pytest.approx(hold_s - away_s, abs=0.5)
        assert not [cue for cue in summary.cues if cue.kind == "correction"]
        away = [n for n in summary.not_judged if n.reason == "nobody in view"]
        assert away and all(middle - 0.1 <= n.start_s < n.end_s <= middle + 3.2 for n in away)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_repetition_that_was_mostly_out_of_sight_is_not_called_clean(exercise: str) -> None:
    performance = clean(exercise)
    start, end = performance.spans[1]
    away = start + 0.9, end - 0.4
    summary = judge_frames(between(film(performance), away, gone), specs()[exercise])
    assert summary.mistakes == ()
    assert summary.reps[0].verdict == "clean"
    unseen = [rep for rep in summary.reps if rep.start_s < away[1] and rep.end_s > away[0]]
    assert {rep.verdict for rep in unseen} <= {"not_judged"}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_pace_of_a_movement_that_was_under_way_is_not_judged(exercise: str) -> None:
    """Cut on its way out: it seems to begin late, so it seems quick."""
    performance = clean(exercise)
    start = performance.spans[1][0]
    away = start - 0.5, start + 1.1
    for summary in (
        judge_frames(between(film(performance), away, gone), specs()[exercise]),
        live(between(film(performance), away, gone), exercise)[1],
    ):
        assert summary.mistakes == ()
        assert not [rep for rep in summary.reps[1:2] if rep.verdict == "clean"]


def test_what_is_no_repetition_of_the_exercise_is_no_mistake_either() -> None:
    """Leaning off the wall again and again, the arms still: a recording of something else."""
    leaning = Performance("wall_angels", "side", (rep("wall_angels", rise=0.05, gap=0.3),) * 2)
    spec, frames = specs()["wall_angels"], film(leaning)
    summary = judge_frames(frames, spec)
    assert (summary.reps, summary.mistakes, summary.judged_share) == ((), (), 0.0)
    assert {n.reason for n in summary.not_judged} == {"no repetition of this exercise was seen"}
    assert "Nothing was judged: no repetition of this exercise was seen." in summary.notes
    assert live(frames, "wall_angels")[1].mistakes  # live, nobody knows yet what will come


def test_after_two_seconds_out_of_sight_the_screen_says_so() -> None:
    performance = clean("thread_the_needle", reps=2)
    gone_at = performance.spans[0][1] + 0.5
    coach = Coach(specs()["thread_the_needle"])
    stages = {}
    for frame in film(performance):
        coach.feed(gone(frame) if gone_at < frame.time_s < gone_at + 4 else frame)
        stages[round(frame.time_s - gone_at, 1)] = coach.state()
    times = np.array(list(stages))

    def at(seconds: float) -> tuple[str, str | None]:
        state = stages[float(times[np.argmin(abs(times - seconds))])]
        return state.stage, state.instruction

    assert at(1.5)[0] == "judging"
    assert at(2.5) == ("lost", "I cannot see you well: nobody in view")
    assert at(4.5) == ("judging", None)
