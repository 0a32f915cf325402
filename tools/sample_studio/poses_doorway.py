"""At a door frame or a wall: doorway chest stretch, chest expansion, wall stretch.

In the doorway the subject faces -y, towards the camera; at the wall +y, so that the wall is where
walls are. Feet and hands keep their place while a movement's parameters change.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .geometry import Array, rigid, rot_x, rot_z, solve_near, unit
from .human import SIDES, SPINE, Body, Pose
from .motion import Sway
from .posing import (
    LEFT,
    NO_SWAY,
    STRAIGHT,
    bend_spine,
    grounded,
    raise_shoulders,
    standing_feet,
)
from .props import DoorFrame, Wall

ARM_OUT = 0.74  # hands on a door frame to the side of the shoulders, share of the arm's length
STAND_BEHIND_M = 0.10  # shoulders behind the frame before leaning
PALM_M = 0.03  # wrist to the surface the palm lies on
EXPANSION_WIDTH_M = 0.86  # the doorway of chest expansion
EXPANSION_AHEAD_M = 0.34  # that doorway before the shoulders
HANDS_BELOW_M = 0.12  # hands below the shoulders in chest expansion
CLOSED_SHARE = 0.75  # of the shoulders' width: hands closed
STRAIGHT_ARM = 0.97
WALL_HAND_SHARE = 0.86  # height of the hands on the wall, share of the shoulders' height
WALL_PITCH = (14.0, 66.0)  # degrees the trunk hinges forward, at the beginning and at the end
LEG_STEP, LEG_LIMIT = 1.0, 45.0  # degrees, search for the tilt of the legs


def doorway_pec_stretch(
    body: Body, lean: float = 0, shrug: float = 0, hands_up_m: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """Stand in a doorway, hands on the frame at shoulder height, and lean forward.

    ``lean`` is that of the whole straight body about the ankles, ``shrug`` lifts the shoulders
    (degrees), ``hands_up_m`` puts the hands higher (minus: lower) than the shoulders.
    """
    pose = Pose(root=rigid((0, 0, 0), rot_x(lean)))
    bend_spine(pose, sway=sway, neck=(-0.6 * lean, 0, 0))
    raise_shoulders(pose, 9 + shrug)
    _lean_legs(body, pose, lean)
    pose = _on_its_feet(body, pose)
    shoulder = _standing_shoulder(body)
    half = shoulder[0] + ARM_OUT * sum(body.arm_lengths)
    frame_y = float(shoulder[1]) - STAND_BEHIND_M
    for side, sign in SIDES:
        hand = (sign * half, frame_y, shoulder[2] + hands_up_m)
        body.reach(
            pose, "arm", side, hand, pole=(0.25 * sign, 0.7, -1), end=(0.1 * sign, -0.25, 1),
            end_normal=(sign, 0, 0),
        )  # fmt: skip
    pose.props = (DoorFrame(frame_y, width=2 * (half + PALM_M)),)
    return pose


def chest_expansion(body: Body, spread: float = 0, shrug: float = 0, sway: Sway = NO_SWAY) -> Pose:
    """Stand facing an open door frame and move the hands apart until they push against it.

    ``spread`` 0 = hands in front of the chest, 1 = both hands push outwards; ``shrug`` lifts the
    shoulders (degrees).
    """
    pose = Pose()
    bend_spine(pose, sway=sway)
    raise_shoulders(pose, 4 + shrug)
    _lean_legs(body, pose, 0)
    pose = _on_its_feet(body, pose)
    shoulder = _standing_shoulder(body)
    frame_y = float(shoulder[1]) - EXPANSION_AHEAD_M
    closed, wide = CLOSED_SHARE * shoulder[0], EXPANSION_WIDTH_M / 2 - PALM_M
    for side, sign in SIDES:
        across = closed + spread * (wide - closed)
        hand = (sign * across, frame_y, shoulder[2] - HANDS_BELOW_M)
        body.reach(
            pose, "arm", side, hand, pole=(0.8 * sign, 0.6, -0.8), end=(0, -0.6, 1),
            end_normal=(sign, -0.2, 0),
        )  # fmt: skip
    pose.props = (DoorFrame(frame_y, width=EXPANSION_WIDTH_M),)
    return pose


def wall_stretch(body: Body, amount: float = 0, sway: Sway = NO_SWAY) -> Pose:
    """Stand before a wall with both hands on it and let the chest sink between straight arms.

    ``amount`` 0 = nearly upright, 1 = the trunk hinged forward at the hips, which go back. The
    subject faces the wall, which is on the +y side.
    """
    distance = _wall_distance(body)
    pose = _hinged(body, amount, distance, sway)
    turned = Pose(rigid((0, 0, 0), rot_z(180)) @ pose.root, pose.rotations)
    turned.props = (Wall(distance),)
    return turned


def _lean_legs(body: Body, pose: Pose, lean: float) -> None:
    """Straight legs that lean forward with the body (degrees), feet flat; in place."""
    tilt = rot_x(lean)
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        thigh, shin = tilt @ unit((sign * 0.09, 0, -1)), tilt @ unit((sign * 0.09, 0.02, -1))
        body.orient_limb(pose, "leg", side, thigh, shin, LEFT, foot, top)


def _on_its_feet(body: Body, pose: Pose) -> Pose:
    """The pose moved so that the ankles are at y = 0 and the flat feet on the floor."""
    _, y, z = sum((body.position(pose, f"foot.{side}") for side, _ in SIDES), np.zeros(3)) / 2
    return pose.moved(y=-float(y), z=_ankle_height(body) - float(z))


@cache
def _ankle_height(body: Body) -> float:
    """Height of the ankles above the floor under flat feet, metres."""
    pose = Pose()
    _lean_legs(body, pose, 0)
    return float(body.position(grounded(body, pose, "foot"), "foot.L")[2])


@cache
def _standing_shoulder(body: Body) -> Array:
    """World position of the left shoulder of somebody who stands upright, ankles at y = 0."""
    pose = Pose()
    bend_spine(pose, STRAIGHT)
    raise_shoulders(pose, 9)
    _lean_legs(body, pose, 0)
    return body.position(_on_its_feet(body, pose), "upperarm01.L")


def _hinged(body: Body, amount: float, distance: float, sway: Sway) -> Pose:
    """Facing -y: trunk hinged, legs tilted until straight arms reach the wall at -``distance``."""
    pitch = WALL_PITCH[0] + amount * (WALL_PITCH[1] - WALL_PITCH[0])
    height = WALL_HAND_SHARE * _standing_shoulder(body)[2]
    reach = STRAIGHT_ARM * sum(body.arm_lengths)

    trunk = Pose(root=rigid((0, 0, 0), rot_x(pitch)))
    bend_spine(trunk, np.array([0, -1, -3, -3, -2]) * amount, neck=(-10, 0, 0), sway=sway)
    raise_shoulders(trunk, 4 + 14 * amount)

    def stand(tilt: float) -> Pose:
        pose = trunk.moved()
        _lean_legs(body, pose, tilt)
        return _on_its_feet(body, pose)

    def error(tilt: float) -> float:
        shoulder = body.position(stand(tilt), "upperarm01.L")
        to_hand = np.array([0, -distance + PALM_M - shoulder[1], height - shoulder[2]])
        return float(np.linalg.norm(to_hand) - reach)

    pose = stand(solve_near(error, -12 * amount, LEG_STEP, LEG_LIMIT))
    for side, sign in SIDES:
        x = body.position(pose, f"upperarm01.{side}")[0]
        hand = (float(x), -distance + PALM_M, float(height))
        body.reach(
            pose, "arm", side, hand, pole=(0.6 * sign, 0.3, -1), end=(0, -0.15, 1),
            end_normal=(0, -1, 0),
        )  # fmt: skip
    return pose


@cache
def _wall_distance(body: Body) -> float:
    """From ankles to wall so that the hips go as far back as they were ahead, metres."""

    def hips(distance: float) -> float:
        places = (
            body.position(_hinged(body, amount, distance, NO_SWAY), SPINE[0])[1]
            for amount in (0.0, 1.0)
        )  # fmt: skip
        return float(sum(places))

    return solve_near(hips, 0.75, 0.02, 0.4)
