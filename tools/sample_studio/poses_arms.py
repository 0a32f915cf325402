"""Poses of arms, shoulders and neck, standing and seated. The subject faces -y.

Feet and seat keep their place while a movement's parameters change. All angles are degrees.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .geometry import Array, Vector, rigid, rot_x, rot_y, rot_z, unit
from .human import NECK, SIDES, Body, Pose, Side
from .motion import Sway
from .poses_upright import seated
from .posing import (
    DOWN,
    FORWARD,
    LEFT,
    MIRROR_X,
    NO_SWAY,
    bend_spine,
    frontal_direction,
    standing_feet,
)

Seat = Literal["standing", "seated"]

HANGING = 10.0  # degrees the arms hang away from the trunk
SOFT_KNEE, SOFT_ELBOW = 10.0, 12.0
RHYTHM, RHYTHM_FROM = 0.22, 30.0  # the collarbone rises with the arm: share, and from where
HINGE_BACK = 0.3  # degrees the legs lean back for each degree the trunk leans forward
HIGH_REACH = 172.0  # degrees of an arm stretched overhead
REACH_FORWARD = 25.0  # degrees in front of the frontal plane, half-way up
PALM_TURN = 60.0  # degrees of abduction in which a palm turns from the thigh to the front
CIRCLE_ENDS = 0.97  # under 1: the arm turns round before it hangs, or points, quite straight
ROLL_UP, ROLL_FORWARD = 24.0, 20.0  # degrees of the collarbone in a full shoulder roll
SEAT_COLLARBONE = 2.0  # degrees up at rest, hands on the thighs
FEET_FORWARD = 0.0  # y of the ankles, metres


def reverse_fly(
    body: Body, abduction: float = 0, shrug: float = 0, elbow: float = 0, lower_right: float = 0,
    hinge: float = 12, sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Lift both arms from beside the thighs (0) out to the sides (90 = shoulder height).

    ``shrug`` raises both collarbones beyond what the arms need, ``elbow`` lets the forearms hang
    from the soft bend of good form, ``lower_right`` leaves the right arm that much lower and
    ``hinge`` leans the trunk forward in the hips.
    """
    pose = _stand(body, hinge, sway)
    for side, sign in SIDES:
        lift = HANGING + (90 - HANGING) * abduction / 90 - (lower_right if sign < 0 else 0)
        _raise_shoulder(pose, side, max(0.0, lift - RHYTHM_FROM) * RHYTHM + shrug)
        upper = frontal_direction(lift)
        lower = rotated_towards(upper, FORWARD, SOFT_ELBOW)
        raised = min(max(lift / 90, 0.0), 1.0)  # a forearm hangs from a raised arm only
        aim = (1 - raised) * FORWARD + raised * (0.45 * FORWARD + DOWN)
        lower = rotated_towards(lower, aim, elbow)
        palm = np.cross(FORWARD, upper)  # towards the thigh when hanging, down when level
        _arm(body, pose, side, upper, lower, hinge=np.cross(upper, FORWARD), palm=palm)
    return _on_the_feet(body, pose)


def overhead_reach(
    body: Body, left: float = 0, right: float = 0, elbow: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """Reach overhead with the ``left`` and the ``right`` arm, 0 = hanging, 1 = stretched up.

    ``elbow`` bends the elbows more than the soft bend of a relaxed arm.
    """
    pose = _stand(body, 0, sway)
    for side, sign in SIDES:
        amount = left if sign > 0 else right
        lift = HANGING + (HIGH_REACH - HANGING) * amount
        _raise_shoulder(pose, side, max(0.0, lift - RHYTHM_FROM) * RHYTHM)
        forward = REACH_FORWARD * float(np.sin(np.pi * np.clip(amount, 0, 1)))
        upper = frontal_direction(lift, forward)
        lower = rotated_towards(upper, FORWARD, SOFT_ELBOW * (1 - amount) + elbow)
        turned = float(np.clip(lift / PALM_TURN, 0, 1))
        palm = turned * FORWARD - (1 - turned) * LEFT
        _arm(body, pose, side, upper, lower, hinge=np.cross(upper, FORWARD), palm=palm)
    return _on_the_feet(body, pose)


def arm_circle(
    body: Body, turn: float = 0, size: float = 1, lag: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """Large circles of both straight arms: up in front, out to the sides and down.

    ``turn`` 0 = hanging, 180 = overhead, 360 = once around; backwards it goes the other way.
    ``size`` is how high the arms come (1 = overhead); ``lag`` keeps the right arm behind.
    """
    pose = _stand(body, 0, sway)
    for side, sign in SIDES:
        upper = circle_direction(turn - (lag if sign < 0 else 0), size)
        height = float(np.rad2deg(np.arccos(np.clip(-upper[2], -1, 1))))
        _raise_shoulder(pose, side, max(0.0, height - RHYTHM_FROM) * RHYTHM)
        lower = rotated_towards(upper, FORWARD, SOFT_ELBOW / 2)
        palm = unit(np.cross(upper, (0.5, 0.85, 0)) + 1e-6 * LEFT)
        _arm(body, pose, side, upper, lower, hinge=_hinge(upper), palm=-palm)
    return _on_the_feet(body, pose)


def shoulder_roll(
    body: Body, turn: float = 0, size: float = 1, place: Seat = "seated", sway: Sway = NO_SWAY
) -> Pose:
    """Roll both shoulders: forward, up, back and down again (``turn`` 0 to 360).

    Backwards (negative ``turn``) they go back first. Hands rest on the thighs, or hang.
    """
    pose = _resting(body, place, sway)
    angle = np.deg2rad(turn)
    up = size * ROLL_UP * float(1 - np.cos(angle)) / 2
    forward = size * ROLL_FORWARD * float(np.sin(angle))
    at = {side: body.position(pose, f"wrist.{side}") for side, _ in SIDES}
    for side, _ in SIDES:
        _raise_shoulder(pose, side, up + SEAT_COLLARBONE, forward)
        if place == "seated":
            _hand_on_thigh(body, pose, side, at[side])
        else:
            _hang(body, pose, side)
    return pose


def neck(
    body: Body, flexion: float = 0, bend: float = 0, turn: float = 0, place: Seat = "seated",
    sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Move the head alone: ``flexion`` chin to chest (negative: look up), ``bend`` left ear to
    left shoulder, ``turn`` to the own left. Hands rest on the thighs, or hang.
    """
    pose = _resting(body, place, sway)
    part = np.array([flexion, turn, bend]) / len(NECK)
    for bone in NECK:
        pose.rotations[bone] = rot_x(part[0]) @ rot_y(part[2]) @ rot_z(part[1])
    return pose


def circle_direction(turn: float, size: float = 1) -> Array:
    """Direction of the left arm on a large circle (see :func:`arm_circle`)."""
    sine = float(np.sin(np.deg2rad(turn)))
    front = np.pi / 4 * (1 + np.sin(np.pi / 2 * sine))  # 0 at the side, a quarter turn in front
    lifted = size * float(np.arccos(CIRCLE_ENDS * np.cos(np.deg2rad(turn))))  # from hanging
    level = np.array([np.cos(front), -np.sin(front), 0.0])
    return np.asarray(np.sin(lifted) * level + DOWN * np.cos(lifted))


def rotated_towards(direction: Vector, aim: Vector, degrees: float) -> Array:
    """``direction`` turned by ``degrees`` towards ``aim`` (unit vectors, not parallel)."""
    direction = unit(direction)
    across = unit(np.asarray(aim) - direction * float(np.dot(direction, aim)))
    angle = np.deg2rad(degrees)
    return np.asarray(np.cos(angle) * direction + np.sin(angle) * across)


def _hinge(upper: Array) -> Array:
    """Elbow axis of a straight arm that may point anywhere but backwards."""
    return unit(np.cross(upper, FORWARD + 0.2 * LEFT) + 1e-6 * LEFT)


def _stand(body: Body, hinge: float, sway: Sway) -> Pose:
    """Stand with soft knees; the trunk leans forward in the hips and the hips go back."""
    pose = Pose(root=rigid((0, 0, 0), rot_x(hinge)))
    bend_spine(pose, neck=(-0.6 * hinge, 0, 0), sway=sway)
    back = HINGE_BACK * hinge
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        thigh, shin = (
            unit((sign * 0.07, -np.sin(np.deg2rad(angle)), -np.cos(np.deg2rad(angle))))
            for angle in (SOFT_KNEE / 2 + back, back - SOFT_KNEE / 2)
        )
        body.orient_limb(pose, "leg", side, thigh, shin, LEFT, foot, top)
    return pose


def _on_the_feet(body: Body, pose: Pose) -> Pose:
    """The pose with its feet on the floor, ankles where they always are."""
    ankles = np.mean([body.position(pose, f"foot.{side}")[1] for side, _ in SIDES])
    lowest = min(body.lowest(pose, "foot", side) for side, _ in SIDES)
    return pose.moved(y=FEET_FORWARD - float(ankles), z=-lowest)


def _raise_shoulder(pose: Pose, side: Side, up: float, forward: float = 0) -> None:
    sign = 1 if side == "L" else -1
    pose.rotations[f"clavicle.{side}"] = rot_z(-sign * forward) @ rot_y(-sign * up)


def _arm(
    body: Body, pose: Pose, side: Side, upper: Vector, lower: Vector, hinge: Vector, palm: Vector
) -> None:
    """Orient one arm; vectors are given for the LEFT one."""
    sign = 1 if side == "L" else -1
    flip = MIRROR_X if sign < 0 else np.ones(3)
    axis = np.asarray(hinge) * flip * sign
    body.orient_limb(
        pose, "arm", side, np.asarray(upper) * flip, np.asarray(lower) * flip, axis,
        np.asarray(lower) * flip, np.asarray(palm) * flip,
    )  # fmt: skip


def _resting(body: Body, place: Seat, sway: Sway) -> Pose:
    """Sit with the hands on the thighs, or stand with hanging arms."""
    if place == "seated":
        return seated(body, hands_on_thighs=True, sway=sway)
    pose = _stand(body, 0, sway)
    for side, _ in SIDES:
        _raise_shoulder(pose, side, SEAT_COLLARBONE)
        _hang(body, pose, side)
    return _on_the_feet(body, pose)


def _hang(body: Body, pose: Pose, side: Side) -> None:
    upper = frontal_direction(HANGING)
    lower = rotated_towards(upper, FORWARD, SOFT_ELBOW)
    _arm(body, pose, side, upper, lower, hinge=np.cross(upper, FORWARD), palm=-LEFT)


def _hand_on_thigh(body: Body, pose: Pose, side: Side, at: Array) -> None:
    """Put the hand back to where it rests; the elbow goes where it must."""
    sign = 1 if side == "L" else -1
    body.reach(pose, "arm", side, at, (sign, 0.5, 0), (0, -1, -0.25), DOWN)
