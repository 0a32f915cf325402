"""Poses of arms, shoulders and neck: what moves, what stays, and that nothing jumps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tools.sample_studio.geometry import Array
from tools.sample_studio.human import SIDES, Body, Pose
from tools.sample_studio.poses_arms import (
    arm_circle,
    circle_direction,
    neck,
    overhead_reach,
    reverse_fly,
    shoulder_roll,
)

FLOOR_TOLERANCE = 0.004  # metres a vertex may be below the floor
STAYS = 0.002  # metres
MOST_A_STEP = 0.13  # metres that a hand may move in a 45th of a movement
Make = Callable[[Body, float], Pose]

MOVEMENTS: dict[str, Make] = {
    "fly": lambda body, x: reverse_fly(body, abduction=90 * x),
    "fly_shrug": lambda body, x: reverse_fly(body, abduction=90, shrug=25 * x),
    "fly_bent": lambda body, x: reverse_fly(body, abduction=90, elbow=60 * x),
    "reach": lambda body, x: overhead_reach(body, x, x),
    "reach_left": lambda body, x: overhead_reach(body, x, 0),
    "circle": lambda body, x: arm_circle(body, 360 * x),
    "circle_back": lambda body, x: arm_circle(body, -360 * x, 0.8),
    "roll": lambda body, x: shoulder_roll(body, 360 * x),
    "roll_standing": lambda body, x: shoulder_roll(body, 360 * x, place="standing"),
    "chin": lambda body, x: neck(body, 50 * x),
    "ear": lambda body, x: neck(body, 15, 35 * x),
}


@pytest.fixture(scope="module")
def body() -> Body:
    return Body.load("male_avg")


def joint(body: Body, pose: Pose, bone: str) -> Array:
    return body.position(pose, bone)


@pytest.mark.parametrize("name", MOVEMENTS)
def test_feet_and_hips_stay_and_nothing_sinks_into_the_floor(name: str) -> None:
    body = Body.load("female_heavy")
    poses = [MOVEMENTS[name](body, x) for x in (0, 0.4, 1.0)]
    for pose in poses:
        assert body.skin(pose).vertices[:, 2].min() > -FLOOR_TOLERANCE
        for bone in ("foot.L", "foot.R", "upperleg01.L"):
            assert np.linalg.norm(joint(body, pose, bone) - joint(body, poses[0], bone)) < STAYS


@pytest.mark.parametrize("name", MOVEMENTS)
def test_nothing_jumps(body: Body, name: str) -> None:
    places = [
        np.concatenate([joint(body, MOVEMENTS[name](body, x), f"wrist.{s}") for s, _ in SIDES])
        for x in np.linspace(0, 1, 46)
    ]
    assert np.abs(np.diff(places, axis=0)).max() < MOST_A_STEP


def test_a_shrug_lifts_the_shoulders_and_a_bend_shortens_the_arm(body: Body) -> None:
    clean = reverse_fly(body, abduction=90)
    shrugged = reverse_fly(body, abduction=90, shrug=24)
    bent = reverse_fly(body, abduction=90, elbow=60)

    def height(pose: Pose, bone: str) -> float:
        return float(joint(body, pose, bone)[2])

    assert 0.04 < height(shrugged, "upperarm01.L") - height(clean, "upperarm01.L") < 0.12
    assert height(clean, "wrist.L") - height(bent, "wrist.L") > 0.1
    assert abs(height(clean, "wrist.L") - height(clean, "upperarm01.L")) < 0.06


def test_a_lower_arm_is_lower_on_its_own_side_alone(body: Body) -> None:
    even, uneven = (
        reverse_fly(body, abduction=90),
        reverse_fly(body, abduction=90, lower_right=30),
    )
    lower = joint(body, even, "wrist.R")[2] - joint(body, uneven, "wrist.R")[2]
    assert lower > 0.15
    assert np.linalg.norm(joint(body, even, "wrist.L") - joint(body, uneven, "wrist.L")) < STAYS


def test_a_circle_goes_up_in_front_and_down_at_the_side() -> None:
    front, top, side = (circle_direction(turn) for turn in (90, 180, 270))
    assert front[1] < -0.9  # the subject faces -y
    assert top[2] > 0.9
    assert side[0] > 0.9


def test_hands_stay_on_the_thighs_while_the_shoulders_roll(body: Body) -> None:
    still, rolled = shoulder_roll(body, 0), shoulder_roll(body, 180)
    for side, _ in SIDES:
        moved = joint(body, rolled, f"wrist.{side}") - joint(body, still, f"wrist.{side}")
        assert np.linalg.norm(moved) < 0.02
    rise = joint(body, rolled, "upperarm01.L")[2] - joint(body, still, "upperarm01.L")[2]
    assert 0.03 < rise < 0.12


def test_the_head_alone_moves(body: Body) -> None:
    still, down, side = neck(body), neck(body, 40), neck(body, 0, 30)
    for pose in (down, side):
        moved = joint(body, pose, "upperarm01.L") - joint(body, still, "upperarm01.L")
        assert np.linalg.norm(moved) < STAYS
    keypoints = [body.skin(pose).joints for pose in (still, down, side)]
    still_at, down_at, side_at = keypoints
    assert down_at["coco_nose"][2] < still_at["coco_nose"][2] - 0.04
    assert side_at["coco_left_ear"][2] < side_at["coco_right_ear"][2] - 0.05
