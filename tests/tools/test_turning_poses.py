"""Turning, doorway and wall poses: what touches floor, seat, frame or wall keeps its place."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from tools.sample_studio.human import Body, Pose
from tools.sample_studio.poses_doorway import chest_expansion, doorway_pec_stretch, wall_stretch
from tools.sample_studio.poses_turning import seated_twist, trunk_rotation
from tools.sample_studio.poses_upright import seated
from tools.sample_studio.props import Chair

NAMES = ("male_avg", "female_short")
MOVES: dict[str, tuple[Callable[[Body, float], Pose], tuple[str, ...]]] = {
    "twist": (lambda body, x: seated_twist(body, 45 * x, x), ("left_ankle", "left_knee")),
    "twist to the right": (lambda body, x: seated_twist(body, -45 * x, x), ("right_knee",)),
    "twist, folded arms": (lambda body, x: seated_twist(body, 40 * x, folded=True), ("left_hip",)),
    "knees go along": (lambda body, x: seated_twist(body, 40, 1, swing=30 * x), ("left_ankle",)),
    "rotation": (lambda body, x: trunk_rotation(body, 70 * x), ("left_ankle", "right_ankle")),
    "doorway": (lambda body, x: doorway_pec_stretch(body, 18 * x), ("left_ankle", "left_wrist")),
    "shrug": (lambda body, x: doorway_pec_stretch(body, 9, 25 * x), ("right_wrist", "left_hip")),
    "expansion": (lambda body, x: chest_expansion(body, x), ("left_ankle", "left_shoulder")),
    "wall": (lambda body, x: wall_stretch(body, x), ("left_ankle", "left_wrist", "right_wrist")),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("move", MOVES)
def test_contacts_keep_their_place_and_the_movement_is_smooth(move: str, name: str) -> None:
    pose_at, contacts = MOVES[move]
    body = Body.load(name)
    steps = [body.skin(pose_at(body, x)) for x in np.linspace(0, 1, 6)]
    for step in steps:
        assert step.vertices[:, 2].min() == pytest.approx(0.0, abs=0.006)
        for joint in contacts:
            assert step.joints[joint] == pytest.approx(steps[0].joints[joint], abs=0.012)
    for one, other in pairwise(steps):
        moved = [np.linalg.norm(other.joints[j] - one.joints[j]) for j in one.joints]
        assert max(moved) < 0.24


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("turn", [-50, -20, 20, 50])
def test_the_shoulders_turn_by_what_is_asked(turn: float, name: str) -> None:
    body = Body.load(name)
    for pose in (seated_twist(body, turn, 1), trunk_rotation(body, turn)):
        joints = body.skin(pose).joints
        x, y, _ = joints["left_shoulder"] - joints["right_shoulder"]
        assert np.degrees(np.arctan2(y, x)) == pytest.approx(turn, abs=6)


def test_leaning_over_the_chair_back_touches_it() -> None:
    body = Body.load("male_avg")
    for extension in (0.0, 25.0):
        pose = seated(body, extension, lean=0.16 * extension, backrest=True)
        chair = next(prop for prop in pose.props if isinstance(prop, Chair))
        assert chair.back_y is not None
        torso = body.part_vertices(pose, "torso")
        low = torso[torso[:, 2] < chair.seat_height + 0.42]
        gap = chair.back_y - low[:, 1].max()
        assert -0.005 < gap < (0.03 if extension else 0.15)
