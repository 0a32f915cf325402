"""Turning the trunk: seated twist, with a hand on the other knee or with folded arms, and standing
trunk rotation. The subject faces -y.

Feet, seat and, unless the knees swing, the legs keep their place while the trunk turns.
"""

from __future__ import annotations

import numpy as np

from .geometry import Array, rigid, rot_x, rot_y, rot_z, rotation_about, unit
from .human import SIDES, SPINE, Body, Pose, Side, mirrored
from .motion import Sway
from .poses_upright import chair_under, seated_legs
from .posing import (
    DOWN,
    FORWARD,
    LEFT,
    NO_SWAY,
    bend_spine,
    frontal_direction,
    grounded,
    raise_shoulders,
    standing_feet,
)

TURN_SHARE = np.array([0.06, 0.10, 0.22, 0.32, 0.30])  # of the chest's turn, pelvis to upper back
ROUND_SHARE = np.array([0.15, 0.2, 0.25, 0.25, 0.15])  # of a rounded back
SIDE_SHARE = np.array([0.3, 0.25, 0.2, 0.15, 0.1])  # of a sideways lean
SIT_PITCH = -4.0  # degrees the pelvis tips back on a chair
PELVIS_SHARE = 0.25  # of a standing turn
ON_THIGH = (0.0, 0.12, 0.105)  # wrist of a hand on the thigh, metres from the knee
BESIDE_KNEE = (0.085, 0.03, 0.05)  # wrist of the other side's hand on the outside of a knee
BEHIND = (0.12, 0.15, 0.03)  # wrist of the hand behind on the seat, metres from its hip
FOLDED = (0.09, -0.20, -0.15)  # wrist of folded arms across the middle, from mid-shoulder (chest)
ARC_M = 0.09  # a hand that changes place is lifted in between


def seated_twist(
    body: Body, turn: float = 0, hand: float = 0, look: float | None = None,
    side_lean: float = 0, slump: float = 0, swing: float = 0, folded: bool = False,
    sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Sit on a stool and turn the chest by ``turn`` degrees, positive to the subject's left.

    ``hand`` from 0 to 1 brings the other side's hand from its thigh to the outside of the knee
    that the chest turns to, and the near hand to the seat behind; the head turns ``look`` degrees
    further (three quarters of ``turn`` if not given). Mistakes, in degrees: ``side_lean`` to the
    side of the turn, ``slump`` rounds the back, ``swing`` lets both knees go along. ``folded``
    arms lie before the chest instead.
    """
    if turn < 0:
        look = None if look is None else -look
        return mirrored(
            seated_twist(body, -turn, hand, look, side_lean, slump, swing, folded, sway.mirrored)
        )
    pose = Pose(root=rigid((0, 0, 1), rot_x(SIT_PITCH)))
    further = 0.75 * turn if look is None else look
    _turn_spine(pose, turn, further, side_lean, slump, sway)
    raise_shoulders(pose, 2)
    seated_legs(body, pose)
    pose = grounded(body, pose, "foot")
    if swing:
        _swing_knees(body, pose, swing)
    if folded:
        raise_shoulders(pose, 6)
        for side, sign in SIDES:
            _fold_arm(body, pose, side, sign)
    else:
        _hold_on(body, pose, hand)
    pose.props = (chair_under(body, pose),)
    return pose


def trunk_rotation(
    body: Body, turn: float = 0, look: float | None = None, abduction: float = 82,
    elbow: float = 12, side_lean: float = 0, folded: bool = False, sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Stand with the arms out or folded and turn the chest, positive to the subject's left.

    A quarter of ``turn`` is in the hips, which the legs follow; the feet stay. ``look`` is how
    much further the head turns than the chest (a tenth of ``turn`` if not given), ``side_lean``
    how far the trunk leans to its left; all in degrees.
    """
    pose = Pose()
    further = 0.1 * turn if look is None else look
    _turn_spine(pose, turn * (1 - PELVIS_SHARE), further, side_lean, 0, sway)
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        down = unit((sign * 0.09, 0, -1))
        body.orient_limb(pose, "leg", side, down, unit((sign * 0.09, 0.02, -1)), LEFT, foot, top)
    ankles = {side: body.position(pose, f"foot.{side}") for side, _ in SIDES}
    pose.root = rigid((0, 0, -0.006), rot_z(turn * PELVIS_SHARE))
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        body.reach(pose, "leg", side, ankles[side], (sign * 0.1, -1, 0), foot, top)
    chest = body.bone_transform(pose, SPINE[-1])[:3, :3]
    raise_shoulders(pose, 8 if folded else max(0.0, abduction - 30) * 0.22)
    for side, sign in SIDES:
        if folded:
            _fold_arm(body, pose, side, sign)
            continue
        flip = np.array([sign, 1, 1])
        upper, lower = (
            chest @ (frontal_direction(abduction, forward) * flip)
            for forward in (6, 6 + elbow)
        )  # fmt: skip
        palm = chest @ (0, -0.4, -1)
        body.orient_limb(pose, "arm", side, upper, lower, chest @ (0, 0, sign), lower, palm)
    return grounded(body, pose, "foot")


def _turn_spine(
    pose: Pose, turn: float, look: float, side_lean: float, slump: float, sway: Sway
) -> None:
    """Spine and neck; the face stays upright and looks ahead however the trunk bends."""
    bend_spine(pose, slump * ROUND_SHARE, turn * TURN_SHARE, (-0.7 * slump, look, 0), sway)
    for bone, lean in zip(SPINE, side_lean * SIDE_SHARE, strict=True):
        pose.rotations[bone] = rot_y(lean) @ pose.rotations[bone]


def _swing_knees(body: Body, pose: Pose, degrees: float) -> None:
    """Both knees lean to the subject's left about the lines from hip to ankle; the feet stay."""
    for side, sign in SIDES:
        hip, knee, ankle = (
            body.position(pose, f"{bone}.{side}")
            for bone in ("upperleg01", "lowerleg01", "foot")
        )  # fmt: skip
        axis = unit(ankle - hip)
        pole = rotation_about(axis, degrees) @ (knee - hip)
        foot, top = standing_feet(sign)
        body.reach(pose, "leg", side, ankle, pole, foot, top)


def _hold_on(body: Body, pose: Pose, hand: float) -> None:
    """Right hand from its thigh to the outside of the left knee, left hand to the seat behind."""
    knees = {side: body.position(pose, f"lowerleg01.{side}") for side, _ in SIDES}
    lift = np.array([0, 0, ARC_M * np.sin(np.pi * hand)])
    across = _between(np.add(knees["R"], ON_THIGH), np.add(knees["L"], BESIDE_KNEE), hand)
    body.reach(
        pose, "arm", "R", across + lift * 1.2,
        pole=(-1 + 0.5 * hand, 0.5 - 0.7 * hand, -0.4 * hand),
        end=(0.25 * hand, -1 + 0.3 * hand, -0.25 - 0.5 * hand),
        end_normal=(-hand, 0, hand - 1),
    )  # fmt: skip
    hip = body.position(pose, "upperleg01.L")
    behind = _between(np.add(knees["L"], ON_THIGH), np.add(hip, BEHIND), hand)
    out = np.array([0.14 * np.sin(np.pi * hand), 0, 0])
    body.reach(
        pose, "arm", "L", behind + lift + out,
        pole=(1 - 0.3 * hand, 0.5 + 0.5 * hand, 0),
        end=(0.7 * hand, -1 + 1.1 * hand, -0.25), end_normal=DOWN,
    )  # fmt: skip


def _fold_arm(body: Body, pose: Pose, side: Side, sign: int) -> None:
    """Forearm before the chest, hand towards the other elbow; the right one lies in front."""
    chest = body.bone_transform(pose, SPINE[-1])
    shoulder = body.head("upperarm01.L") * (0, 1, 1)
    ahead = 0.0 if sign > 0 else -0.05
    height = 0.02 * sign
    hold = shoulder + np.array(FOLDED) * (-sign, 1, 1) + (0, ahead, height)
    turned = chest[:3, :3]
    body.reach(
        pose, "arm", side, turned @ hold + chest[:3, 3],
        pole=turned @ (sign, -0.5, -0.55), end=turned @ (-sign, 0.15, 0.05),
        end_normal=turned @ -FORWARD,
    )  # fmt: skip


def _between(a: Array, b: Array, share: float) -> Array:
    return np.asarray(a + share * (b - a))
