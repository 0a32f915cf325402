"""The synthetic streams themselves: what they claim is what a frame shows."""

from __future__ import annotations

import numpy as np
import pytest
from streams.camera import Camera, film
from streams.cases import CASES
from streams.exercises import clean
from streams.limits import specs
from streams.performance import Performance, Rep, min_jerk, step
from streams.pictures import PAIRS, mirrored, scaled

from formcheck.pose.frame import LANDMARK_COUNT, OUTLINE_RAYS, Landmark


def test_a_minimum_jerk_move_starts_and_ends_at_rest() -> None:
    share = min_jerk(np.array([-1.0, 0.0, 0.5, 1.0, 2.0]))
    assert share == pytest.approx([0, 0, 0.5, 1, 1])
    speed = np.diff(min_jerk(np.linspace(0, 1, 1001))) * 1000
    assert speed.max() == pytest.approx(1.875, abs=1e-3)
    assert max(speed[0], speed[-1]) < 0.001


def test_channels_go_to_their_targets_and_stay() -> None:
    rep = Rep((step(1.0, curve=10), step(2.0), step(1.0, curve=0)))
    performance = Performance("cat_cow", "side", (rep, rep), lead_s=1.0, rest_s=0.5)
    assert performance.spans == ((1.0, 5.0), (5.5, 9.5))
    curve = performance.channels(np.array([0.0, 1.0, 1.5, 2.0, 3.9, 5.0, 7.0]))["curve"]
    assert curve == pytest.approx([0, 0, 5, 10, 10, 0, 10])


def test_a_camera_keeps_its_promises() -> None:
    performance = clean("cat_cow", reps=1)
    frames = film(performance, Camera(fps=50, missing=0.2, starts_s=7.0))
    times = [frame.time_s for frame in frames]
    assert times == sorted(times) and 7.0 <= times[0] < 7.2
    assert 0.7 < len(frames) / (50 * performance.seconds) < 0.9
    assert film(performance, Camera(fps=50, missing=0.2, starts_s=7.0)) is frames  # remembered
    first = frames[0]
    assert first.landmarks is not None and first.landmarks.shape == (LANDMARK_COUNT, 3)
    assert first.outline is not None and first.outline.distance_px.shape == (2, OUTLINE_RAYS)


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_the_near_side_is_seen_and_far_limbs_are_not(exercise: str) -> None:
    landmarks = film(clean(exercise, reps=1))[0].landmarks
    assert landmarks is not None
    for part in ("ELBOW", "WRIST", "KNEE"):
        assert landmarks[Landmark[f"RIGHT_{part}"], 2] >= 0.95
        assert 0.3 <= landmarks[Landmark[f"LEFT_{part}"], 2] <= 0.6


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_everything_stays_in_the_picture(exercise: str) -> None:
    for case in (case for case in CASES if case.exercise == exercise):
        for frame in film(case.mistaken())[::10]:
            assert frame.landmarks is not None
            assert (frame.landmarks[:, :2] >= 0).all()
            assert (frame.landmarks[:, :2] <= frame.size).all()


def test_mirroring_twice_and_scaling_back_changes_nothing() -> None:
    frames = film(clean("seated_thoracic_extension", reps=1))[:3]
    for again in (mirrored(mirrored(frames)), scaled(scaled(frames, 2.0), 0.5)):
        for found, base in zip(again, frames, strict=True):
            assert found.landmarks == pytest.approx(base.landmarks)
            assert found.outline is not None and base.outline is not None
            assert found.outline.distance_px == pytest.approx(base.outline.distance_px)
            assert found.size == base.size


def test_mirrored_pairs_cover_all_landmarks_but_the_nose() -> None:
    assert sorted(i for pair in PAIRS for i in pair) == list(range(1, 33))
