"""Lying poses: supine, foam roller extension, prone, superman. The head points to -y.

Lying on the back, the subject's left is at -x. Pelvis, feet and roller keep their place while a
movement's parameters change.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .geometry import Array, Vector, rigid, rot_x, rot_z, solve_near, unit
from .human import SIDES, Body, Pose, Side
from .motion import Sway
from .posing import (
    BACK,
    DOWN,
    LEFT,
    NO_SWAY,
    PITCH_LIMIT,
    PITCH_STEP,
    UP,
    bend_neck,
    bend_spine,
    grounded,
    hands_behind_head,
    raise_shoulders,
    settle,
)
from .props import Roller

FACE_UP_SIDES: tuple[tuple[Side, int], ...] = (("L", -1), ("R", 1))  # sign of their x
ROLLER_SINK = 0.012  # metres the back sinks into the roller
ROLLER_SHARE = np.array([0, 0.05, 0.2, 0.4, 0.35])  # of the total extension, pelvis up
BELLY_FRONT = 0.22  # metres from the spine to hands on the belly
SUPERMAN_FLEXION = -np.array([1.8, 4.5, 6.3, 7.2, 5.4])  # degrees per segment, pelvis up
SUPERMAN_NECK = -8  # degrees
NECK_LIMIT = 30.0  # degrees, search for the neck angle that lays the head down


def supine(body: Body, sway: Sway = NO_SWAY) -> Pose:
    """Lie on the back, knees bent, feet flat, arms beside the body."""
    return _supine(body, _supine_contacts(body), sway)


def roller_extension(
    body: Body, extension: float, roller_shift: float = 0, sway: Sway = NO_SWAY,
    head_back: float = 0, let_go: float = 0,
) -> Pose:  # fmt: skip
    """Upper back over a foam roller, hands behind the head; ``extension`` in degrees.

    ``roller_shift`` moves the roller towards the head (metres), ``head_back`` adds neck extension
    (degrees), ``let_go`` takes the hands from the head to the belly (1). Roller, pelvis and feet
    keep their place when the extension changes.
    """
    heights = dict(_supine_contacts(body))
    roller = Roller(_roller_place(body) - roller_shift)
    for _ in range(2):  # leaning back changes the pelvis contact slightly
        pose = _over_roller(body, extension, heights["torso"], roller, sway, head_back)
        heights["torso"] -= body.lowest(pose, "pelvis")
    pose = _over_roller(body, extension, heights["torso"], roller, sway, head_back)
    _supine_legs(body, pose, heights)
    support_head(body, pose, let_go)
    pose.props = (roller,)
    return pose


def support_head(body: Body, pose: Pose, let_go: float = 0) -> None:
    """Hands behind the head, or on the way (0 to 1) from there to the belly."""
    hands_behind_head(body, pose)
    if not let_go:
        return
    chest = body.bone_transform(pose, "spine01")
    turn, waist = chest[:3, :3], body.position(pose, "spine04")
    for side, sign in SIDES:
        held = body.position(pose, f"wrist.{side}")
        belly = waist + turn @ (sign * 0.10, -BELLY_FRONT, 0)
        around = turn @ (sign * 0.22, -0.30, 0) * np.sin(np.pi * let_go)
        body.reach(
            pose, "arm", side, held + let_go * (belly - held) + around,
            turn @ (sign, -0.18 + 0.3 * let_go, 0.12 * (1 - let_go)),
            turn @ (-sign * 0.9, 0.12 * (1 - let_go), 0.35 - 0.6 * let_go),
            turn @ (-sign * 0.15, -1 + 2 * let_go, 0.1),
        )  # fmt: skip


def prone(body: Body, sway: Sway = NO_SWAY) -> Pose:
    """Lie face down, arms stretched out overhead."""
    return superman(body, 0, sway)


def superman(body: Body, amount: float, sway: Sway = NO_SWAY) -> Pose:
    """Prone: 0 = flat, 1 = chest, arms and legs lifted."""
    return _prone(body, amount, _prone_contacts(body), sway)


def _supine_legs(body: Body, pose: Pose, heights: dict[str, float]) -> None:
    for side, sign in FACE_UP_SIDES:
        hip = body.position(pose, f"upperleg01.{side}")
        target = (sign * 0.16, hip[1] + 0.42, heights["foot"])
        body.reach(pose, "leg", side, target, UP, (sign * 0.1, 1, -0.12), (0, 0.12, 1))


def _supine(body: Body, heights: dict[str, float], sway: Sway) -> Pose:
    pose = Pose(root=rigid((0, 0, heights["torso"]), rot_z(180) @ rot_x(-90)))

    bend_spine(pose, sway=sway)

    def head_gap(neck: float) -> float:
        bend_neck(pose, (neck, 0, 0))
        return body.lowest(pose, "head")

    bend_neck(pose, (solve_near(head_gap, 0, PITCH_STEP, NECK_LIMIT), 0, 0))
    _supine_legs(body, pose, heights)
    for side, sign in FACE_UP_SIDES:
        shoulder = body.position(pose, f"upperarm01.{side}")
        stretch = 0.97 * sum(body.arm_lengths)
        target = np.array([shoulder[0] + sign * 0.12, shoulder[1] + stretch, heights["hand"]])
        body.reach(pose, "arm", side, target, (sign, 0, 0), BACK, DOWN)
    return pose


@cache
def _supine_contacts(body: Body) -> dict[str, float]:
    start = {"torso": 0.115, "foot": 0.095, "hand": 0.04}
    return settle(body, lambda heights: _supine(body, heights, NO_SWAY), start)


def _over_roller(
    body: Body, extension: float, hip_height: float, roller: Roller, sway: Sway,
    head_back: float = 0,
) -> Pose:  # fmt: skip
    """Trunk only: lean back until the back presses ``ROLLER_SINK`` into the roller."""
    pose = Pose()
    bend_spine(pose, -extension * ROLLER_SHARE, neck=(12 - head_back, 0, 0), sway=sway)
    raise_shoulders(pose, 14)

    back = body.part_vertices(pose, "torso")

    def gap(pitch: float) -> float:
        root = lying((0, 0, hip_height), pitch)
        y, z = (root[1:3, :3] @ back.T) + root[1:3, 3:]
        distance = np.hypot(y - roller.y, z - roller.radius)
        return float(distance.min()) - roller.radius + ROLLER_SINK

    pitch = solve_near(gap, 15, PITCH_STEP, PITCH_LIMIT)
    pose.root = lying((0, 0, hip_height), pitch)
    return pose


def lying(hips: Vector, pitch: float) -> Array:
    """Root of somebody on the back, the shoulders raised by ``pitch`` degrees."""
    return rigid(hips, rot_z(180) @ rot_x(-90 + pitch))


@cache
def _roller_place(body: Body) -> float:
    """World y of the roller: below the upper back of a person propped up by it."""
    pose = Pose(root=rigid((0, 0, 0.115), rot_z(180) @ rot_x(-75)))
    return float(body.position(pose, "spine01")[1])


def _prone(body: Body, amount: float, heights: dict[str, float], sway: Sway) -> Pose:
    pose = Pose(root=rigid((0, 0, 0.13), rot_x(90)))
    neck = _prone_neck(body, sway) * (1 - amount) + SUPERMAN_NECK * amount
    bend_spine(pose, SUPERMAN_FLEXION * amount, neck=(neck, 0, 0), sway=sway)
    raise_shoulders(pose, 26)
    pose = grounded(body, pose, "torso")
    thigh_length, shin_length = body.leg_lengths
    for side, sign in SIDES:
        hip = body.position(pose, f"upperleg01.{side}")
        thigh_slope = (heights["knee"] - hip[2]) / thigh_length + 0.27 * amount
        shin_slope = (heights["foot"] - heights["knee"]) / shin_length + 0.2 * amount
        body.orient_limb(
            pose, "leg", side, (sign * 0.08, 1, thigh_slope), (sign * 0.08, 1, shin_slope), LEFT,
            end=(0, 1, 0.05 - 0.2 * (1 - amount)), end_normal=(0, -0.1, -1),
        )  # fmt: skip
        shoulder = body.position(pose, f"upperarm01.{side}")
        chest_up = body.bone_transform(pose, "spine01")[:3, :3] @ UP
        flat_slope = (heights["hand"] - shoulder[2]) / sum(body.arm_lengths)
        lifted = unit(np.add(chest_up, (sign * 0.16, 0, 0.05)))
        flat = unit((sign * 0.16, -1, flat_slope))
        upper = unit(flat + amount * (lifted - flat))
        lower = np.add(upper, (-sign * 0.05, 0, 0.03 * amount))
        palm = (-sign * 0.6 * amount, 0, -0.6)
        body.orient_limb(pose, "arm", side, upper, lower, (0, 0, -sign), lower, palm)
    return pose


def _prone_neck(body: Body, sway: Sway) -> float:
    """Neck flexion (degrees) that lays the face on the floor when flat."""

    pose = Pose(root=rigid((0, 0, 0.13), rot_x(90)))
    bend_spine(pose, sway=sway)

    def face_gap(degrees: float) -> float:
        bend_neck(pose, (degrees, 0, 0))
        return body.lowest(grounded(body, pose, "torso"), "head")

    return solve_near(face_gap, 0, PITCH_STEP, NECK_LIMIT)


@cache
def _prone_contacts(body: Body) -> dict[str, float]:
    start = {"knee": 0.06, "foot": 0.06, "hand": 0.04}
    return settle(body, lambda heights: _prone(body, 0, heights, NO_SWAY), start)
