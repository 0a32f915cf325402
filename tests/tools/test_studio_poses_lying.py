"""Face up, over something round or flat: what rests keeps its place, and nothing sinks in."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tools.sample_studio.human import Body, Pose
from tools.sample_studio.poses_lying import roller_extension
from tools.sample_studio.poses_rolling import (
    over_ball,
    over_peanut,
    roller_kneading,
    roller_rolling,
)
from tools.sample_studio.poses_supine import (
    crossed_to_the_right,
    iron_cross,
    knee_to_chest,
    needle_pose,
)
from tools.sample_studio.props import Roller

Move = Callable[[Body, float], Pose]

MOVES: dict[str, tuple[Move, tuple[float, float], tuple[str, ...]]] = {
    "extension": (roller_extension, (0, 40), ("foot.L", "foot.R")),
    "neck": (lambda b, x: roller_extension(b, 25, head_back=x), (0, 35), ("foot.L", "spine05")),
    "let go": (lambda b, x: roller_extension(b, 20, let_go=x), (0, 1), ("foot.L", "head")),
    "rolling": (roller_rolling, (-0.07, 0.07), ("foot.L", "foot.R")),
    "kneading": (roller_kneading, (-0.04, 0.05), ("foot.L", "wrist.L", "wrist.R")),
    "ball": (over_ball, (0, 32), ("foot.L", "upperleg01.L")),
    "peanut": (over_peanut, (-1, 1), ("foot.L", "upperleg01.L")),
    "knee": (knee_to_chest, (0, 1), ("foot.R", "upperleg01.R", "head")),
    "cross": (iron_cross, (0, 1), ("lowerleg01.R", "foot.L", "upperleg01.R")),
    "needle": (needle_pose, (0, 1), ("foot.L", "head", "spine01")),
}
BODIES = ("male_avg", "female_short")
SUNK_M, MOVED_M = 0.02, 0.025
STEPS, JUMP_M = 9, 0.22


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("move", MOVES)
def test_what_rests_keeps_its_place_and_the_rest_moves_smoothly(move: str, name: str) -> None:
    body = Body.load(name)
    pose_of, (low, high), resting = MOVES[move]
    poses = [pose_of(body, x) for x in np.linspace(low, high, STEPS)]
    for bone in resting:
        places = np.array([body.position(pose, bone) for pose in poses])
        assert np.ptp(places, axis=0).max() < MOVED_M, bone
    for bone in ("head", "wrist.L", "wrist.R", "lowerarm01.L", "lowerleg01.L"):
        places = np.array([body.position(pose, bone) for pose in poses])
        assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < JUMP_M, bone
    for pose in poses:
        for part in ("torso", "head", "hand", "foot", "shoulder"):
            assert body.lowest(pose, part) > -SUNK_M, part


@pytest.mark.parametrize("name", BODIES)
def test_the_back_opens_over_roller_and_ball(name: str) -> None:
    """The head sinks and comes up again with the extension, more with a head tipped back."""
    body = Body.load(name)
    for move in (roller_extension, over_ball):
        heads = [float(body.position(move(body, x), "head")[2]) for x in (0, 15, 30)]
        assert heads[0] > heads[1] > heads[2]
    tipped = roller_extension(body, 25, head_back=30)
    nose = body.skin(tipped).joints["coco_nose"][1]
    assert nose < body.skin(roller_extension(body, 25)).joints["coco_nose"][1]


def test_rolling_brings_the_roller_to_the_neck() -> None:
    body = Body.load("male_avg")
    low, high = (roller_rolling(body, x) for x in (-0.07, 0.07))
    assert low.props == high.props
    assert body.position(high, "spine01")[1] > body.position(low, "spine01")[1] + 0.1


def test_the_other_side_takes_the_roller_along() -> None:
    body = Body.load("male_avg")
    pose = iron_cross(body, 1)
    other = crossed_to_the_right(pose)
    (here,), (there,) = pose.props, other.props
    assert isinstance(here, Roller) and isinstance(there, Roller)
    assert here.along and there.x == -here.x
    assert body.position(other, "foot.L")[0] == pytest.approx(-body.position(pose, "foot.R")[0])


def test_a_pressed_shoulder_blade_lies_on_the_floor() -> None:
    body = Body.load("male_avg")
    loose, pressed = iron_cross(body, 0), iron_cross(body, 1)
    drop = body.position(loose, "upperarm01.R")[2] - body.position(pressed, "upperarm01.R")[2]
    assert 0.05 < drop < 0.2
    assert abs(body.lowest(pressed, "torso")) < 0.02
