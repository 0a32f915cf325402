"""Which exercise is this? Right for what is performed, silent for anything else."""

from __future__ import annotations

import functools
from dataclasses import replace

import numpy as np
import pytest
from streams.camera import Frames, film
from streams.exercises import clean
from streams.limits import specs
from streams.pictures import mirrored, moved

from formcheck.pose.frame import Landmark, PoseFrame, nobody
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.suggest import (
    CONFIDENT,
    LOOK_FPS,
    LOOK_S,
    START_POSE_ONLY,
    Suggestion,
    confident,
    first_seconds,
    suggest,
)
from formcheck.video.suggest_posture import face_of, posture_of, stance_of

SETS = [
    ("cat_cow", "side"), ("thread_the_needle", "side"), ("seated_thoracic_extension", "side"),
    ("wall_angels", "side"), ("wall_angels", "front"),
]  # fmt: skip


@functools.cache
def filmed(exercise: str, view: str = "side") -> Frames:
    return film(clean(exercise, view, reps=2))


@functools.cache
def suggested(exercise: str, view: str = "side") -> tuple[Suggestion, ...]:
    return suggest(filmed(exercise, view), specs().values())


def alone(*exercises: str) -> list[ExerciseSpec]:
    return [specs()[exercise] for exercise in exercises]


@pytest.mark.parametrize(("exercise", "view"), SETS)
def test_what_is_performed_is_recognised(exercise: str, view: str) -> None:
    found = suggested(exercise, view)
    best = confident(found)
    assert best is not None and best.exercise == exercise
    assert best.why == "2 repetitions of it seen"
    assert [one.confidence for one in found] == sorted(
        (one.confidence for one in found), reverse=True
    )
    assert all(0 <= one.confidence <= 1 for one in found)


def test_left_and_right_do_not_matter() -> None:
    best = confident(suggest(mirrored(filmed("cat_cow")), alone("cat_cow", "thread_the_needle")))
    assert best is not None and best.exercise == "cat_cow"


def test_keeping_still_in_a_start_pose_is_no_exercise() -> None:
    first = filmed("cat_cow")[0]
    still = [replace(first, time_s=t / 15) for t in range(150)]
    found = suggest(still, alone("cat_cow", "thread_the_needle", "wall_angels"))
    assert {one.exercise for one in found} <= {"cat_cow", "thread_the_needle"}
    assert confident(found) is None
    assert all(one.confidence <= START_POSE_ONLY for one in found)
    assert all("none of its movement" in one.why for one in found)


def test_nobody_and_other_poses_give_nothing() -> None:
    empty = [nobody(t / 15, (640, 360), 90.0) for t in range(60)]
    assert suggest(empty, specs().values()) == ()
    assert suggest((), specs().values()) == ()
    on_all_fours = suggest(filmed("cat_cow"), alone("wall_angels", "seated_thoracic_extension"))
    assert on_all_fours == ()


def test_two_exercises_that_fit_as_well_are_asked_for() -> None:
    twin = specs()["cat_cow"].model_copy(update={"id": "cat_cow_twin"})
    found = suggest(filmed("cat_cow"), [specs()["cat_cow"], twin])
    assert found[0].confidence == found[1].confidence < CONFIDENT
    assert confident(found) is None
    variant = twin.model_copy(update={"variant_of": "cat_cow"})
    best = confident(suggest(filmed("cat_cow"), [variant, specs()["cat_cow"]]))
    assert best is not None and best.exercise == "cat_cow"  # the main one of a family


def test_only_the_first_seconds_with_somebody_count() -> None:
    frames = [nobody(t / 30, (640, 360), 90.0) for t in range(90)]
    body = filmed("cat_cow")[0]
    frames += [replace(body, time_s=3 + t / 30) for t in range(1200)]
    seen = first_seconds(frames)
    assert seen[0].time_s == 3.0
    assert LOOK_S - 0.1 <= seen[-1].time_s - 3.0 <= LOOK_S
    assert len(seen) == pytest.approx(LOOK_S * LOOK_FPS, abs=2)
    slow = [replace(body, time_s=t / 10) for t in range(50)]
    assert first_seconds(slow) == slow


def turned(frame: PoseFrame, degrees: float) -> PoseFrame:
    """The picture turned about its middle."""
    assert frame.landmarks is not None
    middle = np.array(frame.size) / 2
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    points = frame.landmarks.copy()
    points[:, :2] = (points[:, :2] - middle) @ np.array([[c, s], [-s, c]]) + middle
    return replace(frame, landmarks=points)


def test_posture_and_face_are_read_from_the_trunk_and_the_nose() -> None:
    upright = filmed("seated_thoracic_extension")[0]
    assert posture_of(filmed("cat_cow")[0]) == "all_fours"
    assert posture_of(upright) == "upright"
    assert face_of(upright) is None
    assert posture_of(nobody(0.0, (640, 360))) is None
    assert stance_of(filmed("cat_cow")[0]) is None
    assert stance_of(upright) == "seated"
    assert stance_of(_stood_up(upright)) == "standing"
    faces = {degrees: face_of(_flat(turned(upright, degrees))) for degrees in (90, -90)}
    assert set(faces.values()) == {"up", "down"}


def _stood_up(frame: PoseFrame) -> PoseFrame:
    """The knees a trunk's length below the hips."""
    assert frame.landmarks is not None
    points = frame.landmarks.copy()
    for side in ("LEFT", "RIGHT"):
        hip, knee = Landmark[f"{side}_HIP"], Landmark[f"{side}_KNEE"]
        trunk = points[hip, 1] - points[Landmark[f"{side}_SHOULDER"], 1]
        points[knee] = [points[hip, 0], points[hip, 1] + trunk, 0.9]
    return replace(frame, landmarks=points)


def _flat(frame: PoseFrame) -> PoseFrame:
    """Arms and legs on the floor, so that the trunk is low."""
    assert frame.landmarks is not None
    points = frame.landmarks.copy()
    hip = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1].mean()
    for part in ("WRIST", "KNEE", "ANKLE"):
        for side in ("LEFT", "RIGHT"):
            points[Landmark[f"{side}_{part}"], 1] = hip
    return replace(frame, landmarks=points)


def test_where_in_the_picture_does_not_matter() -> None:
    frames = moved(filmed("cat_cow"), 20, 10)
    assert confident(suggest(frames, alone("cat_cow"))) is not None
