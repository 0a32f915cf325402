"""Folding forward on the floor: child's pose from the heels or with stretched legs, and its twist.

The head points to -y. Knees and feet keep their place while a movement's parameters change, and so
does the pelvis unless it is lifted.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .geometry import Array, rigid, rot_x, solve_near
from .human import SIDES, Body, Pose, Side
from .motion import Sway
from .posing import (
    DOWN,
    FORWARD,
    LEFT,
    NO_SWAY,
    PITCH_LIMIT,
    PITCH_STEP,
    bend_spine,
    kneeling_leg,
    raise_shoulders,
    settle,
)

FOLD_FLEXION = np.array([8, 10, 14, 16, 12])  # degrees per segment on the thighs, pelvis up
LONG_FLEXION = np.array([10, 12, 13, 13, 10])  # with stretched legs
OPEN_TWIST = -np.array([4, 8, 12, 14, 12])  # degrees, chest opens to the right
OPEN_FLEXION = 0.75  # share of the fold that is left in the open twist
HIP_HEIGHT, KNEE_OUT = 0.24, 0.17  # metres: hips above the shins on the heels, knees apart
UPRIGHT_PITCH, LONG_UPRIGHT, LONG_FOLDED = -2.0, -6.0, 32.0  # degrees of the pelvis
STRETCH = 0.93  # share of the arm's length that the hands lie ahead
HANDS_UP, HAND_HEIGHT = 0.10, 0.075  # metres: hands half-way, wrist of a hand on the floor
ARM_UP = np.array([-0.50, -0.22, 0.84])  # where the open arm points


def childs_fold(
    body: Body, amount: float, hips_up: float = 0, shrug: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """From sitting on the heels (0) to child's pose with the arms stretched ahead (1).

    ``hips_up`` lifts the hips off the heels (metres), ``shrug`` lifts the shoulders towards the
    ears (degrees of the collarbones).
    """
    return _folded(body, _contacts(body), amount, hips_up, shrug, 0, 0, sway)


def childs_twist(
    body: Body, amount: float, hips_up: float = 0, elbow: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """Child's pose (0), chest opened to the right with the right arm in the air (1).

    ``elbow`` bends the planted arm (degrees), ``hips_up`` as in :func:`childs_fold`. Use
    :func:`human.mirrored` for the left side.
    """
    return _folded(body, _contacts(body), 1, hips_up, 0, amount, elbow, sway)


def long_sitting_fold(
    body: Body, amount: float, shrug: float = 0, knees: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """Legs stretched out: sit upright, hands beside the hips (0), fold over the legs (1).

    ``shrug`` as in :func:`childs_fold`, ``knees`` bends the legs (degrees).
    """
    pose = Pose(root=rigid((0, 0, 0), rot_x(LONG_UPRIGHT + amount * (LONG_FOLDED - LONG_UPRIGHT))))
    bend_spine(pose, LONG_FLEXION * amount, neck=(4 * amount, 0, 0), sway=sway)
    raise_shoulders(pose, 2 + 16 * amount + shrug)
    bend = np.deg2rad(knees / 2)
    for side, sign in SIDES:
        thigh = (sign * 0.06, -np.cos(bend), np.sin(bend))
        shin = (sign * 0.04, -np.cos(bend), -np.sin(bend))
        foot = (sign * 0.15, -0.25, 1)
        body.orient_limb(pose, "leg", side, thigh, shin, LEFT, foot, (0, 1, 0.25))
    pose = pose.moved(z=-min(body.lowest(pose, part) for part in ("pelvis", "shin", "foot")))
    _long_arms(body, pose, amount)
    return pose


def _long_arms(body: Body, pose: Pose, amount: float) -> None:
    """Hands from beside the hips to beside the feet."""
    length = sum(body.arm_lengths)
    for side, sign in SIDES:
        shoulder = body.position(pose, f"upperarm01.{side}")
        hip = body.position(pose, f"upperleg01.{side}")
        beside = np.array([sign * 0.26, hip[1] + 0.06, HAND_HEIGHT])
        ahead = np.array([sign * 0.20, shoulder[1] - 0.9 * length, 0.12])
        place = beside + amount * (ahead - beside)
        place = place + np.array([0, 0, HANDS_UP * np.sin(np.pi * amount)])
        body.reach(pose, "arm", side, place, (sign * 0.5, 1 - amount, -0.3), FORWARD, DOWN)


def _folded(
    body: Body, heights: dict[str, float], amount: float, hips_up: float, shrug: float,
    turn: float, elbow: float, sway: Sway,
) -> Pose:  # fmt: skip
    pose = Pose()
    flexion = FOLD_FLEXION * amount * (1 - turn * (1 - OPEN_FLEXION))
    bend_spine(pose, flexion, OPEN_TWIST * turn, (-5 * amount, -25 * turn, 0), sway)
    raise_shoulders(pose, 4 + 20 * amount + shrug)
    knees = {side: _knee(body, heights, sign) for side, sign in SIDES}
    hip = _hip_over(body, heights, knees["L"], hips_up)
    end = _pitch_to_floor(body, pose, hip) if amount else UPRIGHT_PITCH
    pose.root = rigid(hip, rot_x(UPRIGHT_PITCH + amount * (end - UPRIGHT_PITCH)))
    slope = (heights["foot"] - heights["shin"]) / body.leg_lengths[1]
    for side, sign in SIDES:
        kneeling_leg(body, pose, side, knees[side], np.array([-sign * 0.10, 1, slope]), 0.2)
        _fold_arm(body, pose, side, sign, knees[side], heights, amount, elbow)
    if turn:
        _open_arm(body, pose, turn)
    return pose


def _knee(body: Body, heights: dict[str, float], sign: int) -> Array:
    """Where a knee lies: fixed by sitting on the heels with the hips at y = 0."""
    hip = body.head("upperleg01.L")[0]
    drop, out = HIP_HEIGHT, KNEE_OUT - hip
    ahead = float(np.sqrt(max(body.leg_lengths[0] ** 2 - drop**2 - out**2, 0.0)))
    return np.array([sign * KNEE_OUT, -ahead, heights["shin"]])


def _hip_over(body: Body, heights: dict[str, float], knee: Array, up: float) -> Array:
    """The middle of the hips, on the arc of the thighs about the knees."""
    drop, out = HIP_HEIGHT + up, KNEE_OUT - body.head("upperleg01.L")[0]
    behind = float(np.sqrt(max(body.leg_lengths[0] ** 2 - drop**2 - out**2, 0.0)))
    return np.array([0.0, knee[1] + behind, heights["shin"] + drop])


def _pitch_to_floor(body: Body, pose: Pose, hip: Array) -> float:
    """Inclination of the pelvis that lays the head on the floor (degrees).

    The head keeps its place relative to the pelvis, so its points are taken once.
    """
    pose.root = np.eye(4)
    _, y, z = body.part_vertices(pose, "head").T

    def gap(pitch: float) -> float:
        angle = np.deg2rad(pitch)
        return float((np.sin(angle) * y + np.cos(angle) * z).min() + hip[2])

    return solve_near(gap, 100, PITCH_STEP, PITCH_LIMIT)


def _fold_arm(
    body: Body, pose: Pose, side: Side, sign: int, knee: Array, heights: dict[str, float],
    amount: float, elbow: float,
) -> None:  # fmt: skip
    """Hands from the thighs to the floor ahead; a bent elbow draws the hand in."""
    shoulder = body.position(pose, f"upperarm01.{side}")
    length = sum(body.arm_lengths)
    stretch = STRETCH * length * np.cos(np.deg2rad(elbow) / 2)
    ahead = np.array([sign * 0.20, shoulder[1] - stretch, heights["hand"]])
    thigh = knee + np.array([-sign * 0.03, 0.14, 0.14])
    place = thigh + amount * (ahead - thigh) + np.array([0, 0, HANDS_UP * np.sin(np.pi * amount)])
    pole = (sign * 0.8, 0.5 * (1 - amount), -0.1)
    body.reach(pose, "arm", side, place, pole, (0, -1, -0.05 - 0.4 * (1 - amount)), DOWN)


def _open_arm(body: Body, pose: Pose, turn: float) -> None:
    """Lift the right arm off the floor, out and up."""
    shoulder, wrist = (body.position(pose, f"{bone}.R") for bone in ("upperarm01", "wrist"))
    line = wrist - shoulder
    length = float(np.linalg.norm(line))
    side = np.array([-0.85, -0.5, 0.2])  # sweeps out to the side on its way up
    path = (1 - turn) ** 2 * line / length + 2 * turn * (1 - turn) * side + turn**2 * ARM_UP
    place = shoulder + length * path / np.linalg.norm(path)
    body.reach(
        pose, "arm", "R", place, (-0.3, 1, -0.4), path,
        (0.9 * turn, -0.4 * turn, -1 + turn),
    )  # fmt: skip


@cache
def _contacts(body: Body) -> dict[str, float]:
    start = {"shin": 0.06, "foot": 0.06, "hand": 0.05}
    return settle(body, lambda heights: _folded(body, heights, 1, 0, 0, 0, 0, NO_SWAY), start)
