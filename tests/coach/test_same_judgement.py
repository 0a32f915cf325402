"""The same set gives the same judgement however it is filmed, timed or fed."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import judged, live, mistakes_by_rep
from streams.camera import Camera, film
from streams.cases import CASES, medley
from streams.exercises import clean
from streams.limits import specs
from streams.pictures import mirrored, scaled, shifted

from formcheck.coach.coach import Coach
from formcheck.coach.judge import judge_frames, recorded_coach
from formcheck.coach.summary import SetSummary
from formcheck.pose.recording import Recording, load_recording, save_recording

EXERCISES = sorted(specs())
OTHER_SIDE = {"left": "right", "right": "left", None: None}


def assert_same(found: SetSummary, base: SetSummary, within_s: float = 0.25) -> None:
    """Same repetitions with the same mistakes; times may differ by `within_s`."""
    assert mistakes_by_rep(found) == mistakes_by_rep(base)
    assert [rep.verdict for rep in found.reps] == [rep.verdict for rep in base.reps]
    assert [m.check for m in found.mistakes] == [m.check for m in base.mistakes]
    assert [m.severity for m in found.mistakes] == [m.severity for m in base.mistakes]
    for ours, theirs in ((found.reps, base.reps), (found.holds, base.holds)):
        assert [x.start_s for x in ours] == pytest.approx([x.start_s for x in theirs], abs=within_s)
        assert [x.end_s for x in ours] == pytest.approx([x.end_s for x in theirs], abs=within_s)
    held = [hold.held_s for hold in base.holds]
    assert [hold.held_s for hold in found.holds] == pytest.approx(held, abs=within_s)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_mistake_lies_in_its_own_repetition(exercise: str) -> None:
    performance, mistakes = medley(exercise)
    assert mistakes_by_rep(judged(performance)) == mistakes


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize(
    "camera",
    [Camera(fps=10), Camera(fps=25, missing=0.2)],
    ids=["10 fps", "25 fps and a fifth of the frames lost"],
)
def test_frame_rate_and_lost_frames_do_not_matter(exercise: str, camera: Camera) -> None:
    """Against the 12 frames a second of all the other tests."""
    performance, _ = medley(exercise)
    assert_same(judged(performance, camera), judged(performance))


@pytest.mark.parametrize(
    ("exercise", "fps"),
    [
        ("cat_cow", 30),
        ("thread_the_needle", 30),
        ("seated_thoracic_extension", 15),
        ("wall_angels", 15),
    ],
)
def test_more_frames_change_nothing(exercise: str, fps: int) -> None:
    performance, _ = medley(exercise)
    assert_same(judged(performance, Camera(fps=fps)), judged(performance))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_noise_does_not_matter(exercise: str) -> None:
    performance = clean(exercise)
    assert_same(judged(performance, Camera(noise_px=0.2, seed=5)), judged(performance))


@pytest.mark.parametrize(
    ("exercise", "fps"),
    [
        ("cat_cow", 15),
        ("thread_the_needle", 25),
        ("seated_thoracic_extension", 30),
        ("wall_angels", 60),
    ],
)
def test_a_live_feed_gives_the_same(exercise: str, fps: int) -> None:
    performance, _ = medley(exercise)
    _, found = live(film(performance, Camera(fps=fps)), exercise)
    assert_same(found, judged(performance))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_mirrored_picture_only_changes_sides(exercise: str) -> None:
    performance, _ = medley(exercise)
    base = judged(performance)
    found = judge_frames(mirrored(film(performance)), specs()[exercise])
    assert_same(found, base, within_s=1e-6)
    assert [rep.side for rep in found.reps] == [OTHER_SIDE[rep.side] for rep in base.reps]


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_the_picture_may_be_smaller_or_larger(exercise: str, factor: float) -> None:
    performance = clean(exercise)
    found = judge_frames(scaled(film(performance), factor), specs()[exercise])
    assert_same(found, judged(performance), within_s=1e-6)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_clock_may_start_anywhere(exercise: str) -> None:
    performance = clean(exercise)
    found = judge_frames(shifted(film(performance), 5000.0), specs()[exercise])
    starts = [rep.start_s + 5000.0 for rep in judged(performance).reps]
    assert [rep.start_s for rep in found.reps] == pytest.approx(starts, abs=1e-6)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_with_the_same_calibration_live_and_recorded_events_are_identical(exercise: str) -> None:
    frames = film(next(case for case in CASES if case.exercise == exercise).mistaken())
    recorded = recorded_coach(frames, specs()[exercise])
    fed = Coach(specs()[exercise], calibration=recorded.calibration)
    events = [[event for frame in frames for event in c.feed(frame)] for c in (recorded, fed)]
    ends = [recorded.finish(), fed.finish()]
    assert events[0] + ends[0] == events[1] + ends[1]
    assert len(events[0]) > 10


def test_a_saved_recording_is_judged_like_the_frames(tmp_path: Path) -> None:
    performance, mistakes = medley("thread_the_needle")
    frames = film(performance)
    path = tmp_path / "set.npz"
    save_recording(path, Recording(frames, "set.mp4", "full.task", performance.seconds, 15.0))
    found = judge_frames(load_recording(path).frames, specs()["thread_the_needle"])
    assert mistakes_by_rep(found) == mistakes
    assert_same(found, judged(performance), within_s=0.07)
