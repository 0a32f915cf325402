"""Words for people who face the camera: turns to both sides, and what cannot be told."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from bodies import anchor_of, body_of

from formcheck.signals.body import Body, estimate_anchor, merge_anchors
from formcheck.signals.front import NOSE_AHEAD, aside, head_tilt, head_yaw, shoulder_yaw
from formcheck.signals.measure import Measure, NotMeasured, measured
from formcheck.specs.expression import Point

WIDTH = 0.72


def facing_camera(turn: float, face: float) -> Body:
    """Somebody whose chest is turned (degrees, + own left) and whose nose is beside the middle.

    `face` is in shoulder widths. The picture's right is the person's own left.
    """
    half = WIDTH / 2 * math.cos(math.radians(turn))
    points = {
        "left_shoulder": (half, 1.9), "right_shoulder": (-half, 1.9), "nose": (face * WIDTH, 2.2),
        "left_hip": (0.2, 0.9), "right_hip": (-0.2, 0.9),
    }  # fmt: skip
    body = body_of(points, position="seated")
    return replace(body, anchor=replace(anchor_of(), shoulder_px=WIDTH * 100.0, view="front"))


def reason(value: Measure) -> str:
    assert isinstance(value, NotMeasured)
    return value.reason


@pytest.mark.parametrize(
    ("turn", "face", "value"),
    [
        (40, 0.3, 40),  # to the own left
        (40, -0.3, -40),
        (110, 0.3, 110),  # past side-on
        (0, 0.3, 0),  # only the head turns
        (30, 0.02, 15),  # the face nearly straight on: half as sure
        (10, 0.0, 0),  # no side can be told
    ],
)
def test_a_turn_is_read_from_the_width_and_its_side_from_the_face(
    turn: float, face: float, value: float
) -> None:
    assert shoulder_yaw(facing_camera(turn, face)) == pytest.approx(value, abs=1e-6)


def test_shoulders_that_look_wider_than_at_the_start_do_not_turn() -> None:
    body = facing_camera(0, 0.3)
    assert body.anchor is not None
    narrower = replace(body, anchor=replace(body.anchor, shoulder_px=60.0))
    assert shoulder_yaw(narrower) == 0.0


@pytest.mark.parametrize("lean", [-40, 40])
def test_a_lean_to_the_side_is_no_turn(lean: float) -> None:
    body = facing_camera(0, 0.0)
    landmarks = body.frame.landmarks
    assert landmarks is not None
    hip = landmarks[[23, 24], :2].mean(0)
    angle = math.radians(lean)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    leaning = landmarks.copy()
    leaning[:13, :2] = (landmarks[:13, :2] - hip) @ turn.T + hip
    body = replace(body, frame=replace(body.frame, landmarks=leaning))
    assert shoulder_yaw(body) == pytest.approx(0.0, abs=1e-3)


def test_who_did_not_face_the_camera_at_the_start_is_not_measured() -> None:
    body = facing_camera(0, 0.3)
    assert body.anchor is not None
    side_on = replace(body, anchor=replace(body.anchor, shoulder_px=10.0))
    assert "did not face the camera" in reason(shoulder_yaw(side_on))


def test_aside_is_towards_the_own_left() -> None:
    body = facing_camera(0, 0.0)
    left, right = Point("left", "shoulder"), Point("right", "shoulder")
    assert aside(body, left, right) == pytest.approx(WIDTH)
    assert aside(body, right, left) == pytest.approx(-WIDTH)


def test_without_a_body_the_reason_is_given() -> None:
    nobody = replace(facing_camera(0, 0), anchor=None, lost="nobody in view")
    assert reason(shoulder_yaw(nobody)) == "nobody in view"
    points = Point("left", "knee"), Point("right", "knee")
    assert reason(aside(nobody, *points)) == "nobody in view"


def test_the_width_of_the_shoulders_is_kept_with_the_start_pose() -> None:
    anchors = [
        estimate_anchor(facing_camera(turn, 0).frame, "seated") for turn in (0, 0, 60)
    ]  # fmt: skip
    merged = merge_anchors(anchors)
    assert merged.shoulder_px == pytest.approx(WIDTH * 100)
    assert measured(shoulder_yaw(replace(facing_camera(0, 0), anchor=merged)))


@pytest.mark.parametrize("turn", [-40, 0, 25])
@pytest.mark.parametrize("tilt", [-30, 0, 20])
def test_the_head_turns_and_tilts_to_the_own_left(turn: float, tilt: float) -> None:
    """The nose lies before the ears; a tilted head turns about its own axis."""
    half, lean = math.cos(math.radians(turn)), math.radians(-tilt)
    nose = NOSE_AHEAD * math.sin(math.radians(turn))

    def at(across: float) -> tuple[float, float]:
        return 0.1 * across * math.cos(lean), 2.2 + 0.1 * across * math.sin(lean)

    body = body_of({"left_ear": at(half), "right_ear": at(-half), "nose": at(nose)})
    assert head_yaw(body) == pytest.approx(turn, abs=1e-6)
    assert head_tilt(body) == pytest.approx(tilt, abs=1e-6)


def test_ears_in_one_place_tell_no_turn() -> None:
    body = body_of({"left_ear": (0, 2), "right_ear": (0, 2), "nose": (0.1, 2)})
    assert reason(head_yaw(body)) == "the head is not seen from the front"
