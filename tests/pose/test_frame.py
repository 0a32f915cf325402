"""The pose frame: what travels cannot be changed on the way, and counts as MediaPipe does."""

from __future__ import annotations

import dataclasses

import pytest

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    FrameQuality,
    Landmark,
    PoseFrame,
    TrunkOutline,
    nobody,
)


def test_a_frame_with_nobody() -> None:
    frame = nobody(1.5, (640, 360), 42.0)
    assert frame.landmarks is None and frame.outline is None
    assert (frame.time_s, frame.size) == (1.5, (640, 360))
    assert (frame.quality.people, frame.quality.brightness) == (0, 42.0)
    assert frame.quality.in_mask.shape == (LANDMARK_COUNT,) and not frame.quality.in_mask.any()


@pytest.mark.parametrize("kind", [PoseFrame, FrameQuality, TrunkOutline])
def test_what_travels_is_frozen(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen and hasattr(kind, "__slots__")
    frame = nobody(0.0, (4, 3))
    with pytest.raises(dataclasses.FrozenInstanceError):
        frame.time_s = 1.0


def test_left_and_right_are_neighbours() -> None:
    for landmark in Landmark:
        if landmark.name.startswith("LEFT_"):
            assert Landmark[landmark.name.replace("LEFT", "RIGHT")] == landmark + 1
    assert max(Landmark) == LANDMARK_COUNT - 1


def test_landmarks_have_the_numbers_that_mediapipe_gives_them() -> None:
    vision = pytest.importorskip("mediapipe.tasks.python.vision")
    theirs = vision.PoseLandmark
    for landmark in Landmark:
        name = landmark.name.replace("TOE", "FOOT_INDEX")
        assert int(theirs[name]) == landmark
    assert len(theirs) == LANDMARK_COUNT
