"""Poses on the floor: what rests keeps its place, nothing sinks in, small steps move little."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from tools.sample_studio.human import Body, Pose
from tools.sample_studio.poses_floor import bird_dog, kneeling_row, plank, prone_lift
from tools.sample_studio.poses_folding import childs_fold, childs_twist, long_sitting_fold

MOVES: dict[str, Callable[[Body, float], Pose]] = {
    "lift": lambda body, x: prone_lift(body, 0.25 * x, 0.25 * x),
    "arch": lambda body, x: prone_lift(body, 0.15, 0.15, arch=40 * x),
    "legs": lambda body, x: prone_lift(body, 0, 0.3 * x),
    "plank": lambda body, x: plank(body, x),
    "pike": lambda body, x: plank(body, 1, -10 + 30 * x),
    "bird dog": lambda body, x: bird_dog(body, x),
    "bird dog high": lambda body, x: bird_dog(body, 1, 30 * x, 30 * x, 0.6 * x),
    "row": lambda body, x: kneeling_row(body, x),
    "row turned": lambda body, x: kneeling_row(body, 1, 20 * x, 30 * x, 60 * x, 30 * x),
    "fold": lambda body, x: childs_fold(body, x),
    "hips up": lambda body, x: childs_fold(body, 1, 0.15 * x),
    "twist": lambda body, x: childs_twist(body, x),
    "bent elbow": lambda body, x: childs_twist(body, 1, elbow=100 * x),
    "long fold": lambda body, x: long_sitting_fold(body, x),
}
RESTING = {
    "lift": ("hip",), "arch": ("hip",), "legs": ("hip", "wrist"),
    "plank": ("wrist", "ankle"), "pike": ("wrist", "ankle"),
    "row": ("knee", "ankle", "hip"), "row turned": ("knee", "ankle", "hip"),
    "fold": ("hip", "knee", "ankle"), "hips up": ("knee", "ankle"),
    "twist": ("hip", "knee", "ankle"), "bent elbow": ("hip", "knee", "ankle"),
    "long fold": ("ankle",),
}  # fmt: skip
BODIES = ("male_tall", "female_heavy")


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("name", BODIES)
def test_nothing_sinks_into_the_floor(name: str, move: str) -> None:
    body = Body.load(name)
    for x in (0.0, 0.5, 1.0):
        assert body.skin(MOVES[move](body, x)).vertices[:, 2].min() > -0.02


@pytest.mark.parametrize("move", RESTING)
@pytest.mark.parametrize("name", BODIES)
def test_what_rests_keeps_its_place(name: str, move: str) -> None:
    body = Body.load(name)
    joints = [body.skin(MOVES[move](body, x)).joints for x in (0.0, 0.5, 1.0)]
    for joint in RESTING[move]:
        at = [where[f"left_{joint}"] for where in joints]
        assert max(float(np.linalg.norm(each - at[0])) for each in at) < 0.04, joint


@pytest.mark.parametrize("move", MOVES)
def test_small_steps_move_little(move: str) -> None:
    body = Body.load("female_slim")
    steps = [body.skin(MOVES[move](body, x)).vertices for x in np.linspace(0, 1, 21)]
    moved = [float(np.abs(b - a).max()) for a, b in pairwise(steps)]
    assert max(moved) < 0.16


def test_six_inches_are_six_inches() -> None:
    body = Body.load("male_avg")
    flat, up = (body.skin(prone_lift(body, m, m)).joints for m in (0.0, 0.15))
    for joint in ("left_wrist", "right_ankle"):
        assert up[joint][2] - flat[joint][2] == pytest.approx(0.15, abs=0.01)


def test_the_twist_opens_the_right_side() -> None:
    joints = Body.load("male_avg").skin(childs_twist(Body.load("male_avg"), 1)).joints
    assert joints["right_shoulder"][2] > joints["left_shoulder"][2] + 0.1
    assert joints["right_wrist"][2] > joints["right_shoulder"][2] + 0.3
    assert joints["left_wrist"][2] < 0.15


def test_hips_of_a_plank_sag_and_rise() -> None:
    body = Body.load("male_avg")

    def line(hips: float) -> float:
        at = body.skin(plank(body, 1, hips)).joints
        a = at["left_shoulder"] - at["left_hip"]
        b = at["left_ankle"] - at["left_hip"]
        cross = a[1] * b[2] - a[2] * b[1]
        return float(np.degrees(np.arctan2(cross, a[1:] @ b[1:])))

    straight, sagging, piked = (abs(line(hips)) for hips in (0, -10, 20))
    assert straight > 165
    assert sagging < straight and piked < straight - 15
