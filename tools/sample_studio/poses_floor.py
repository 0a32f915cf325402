"""Strengthening poses on the floor: lifts face down, plank, bird dog, a row on the knees.

The head points to -y, or the face does when the trunk is upright. What rests on the floor keeps
its place while a movement's parameters change: the pelvis in :func:`prone_lift`, toes and hands in
:func:`plank`, knees in :func:`kneeling_row`, the standing hand and knee in :func:`bird_dog`.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .geometry import Array, rigid, rot_x, solve_near, unit
from .human import SIDES, Body, Pose, Side
from .motion import Sway, ease
from .poses_kneeling import kneeling, quadruped
from .poses_lying import prone
from .posing import (
    FORWARD,
    LEFT,
    NO_SWAY,
    PITCH_LIMIT,
    PITCH_STEP,
    bend_spine,
    frontal_direction,
    raise_shoulders,
)

LIFT_SHARE = np.array([0.07, 0.18, 0.25, 0.29, 0.21])  # of the back's extension, pelvis up
ARCH_SHARE = np.array([0.35, 0.35, 0.2, 0.1, 0])  # of what the low back adds
EXTENSION_DEG_M = 65.0  # degrees the back extends per metre that the arms are lifted
LIFTED_NECK = -8.0  # degrees: the face looks at the floor
NECK_FREE_M = 0.12  # metres of lift over which the head comes off the floor
ARCH_LIFTS_ARMS = 0.5  # degrees the arms rise per degree of arch

PLANK_REACH = 0.985  # share of the arm's length
SAG_SHARE = np.array([0.45, 0.35, 0.2, 0, 0])  # of a sagging back, pelvis up
KNEES_DOWN_RISE = 24.0  # degrees of the thighs when the knees of a plank rest on the floor
PLANK_NECK = -12.0

ROW_START, ROW_END = (0.02, -0.94, -0.22), (0.04, -0.06, -0.42)  # wrist, arm lengths
ROUND_SHARE = np.array([0.15, 0.2, 0.25, 0.25, 0.15])
TURN_SHARE = np.array([0.1, 0.15, 0.25, 0.25, 0.25])


def prone_lift(
    body: Body, arms: float = 0, legs: float = 0, arch: float = 0, head_back: float = 0,
    sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Superman: face down, wrists ``arms`` and ankles ``legs`` metres above where they lay.

    ``arch`` bends the low back further back (degrees; chest and arms rise with it) and
    ``head_back`` the neck. Everything at 0 is lying flat, arms ahead.
    """
    pose, flat = Pose(), _flat(body)
    pose.root = flat.root
    free = ease(min(1.0, arms / NECK_FREE_M))
    extension = EXTENSION_DEG_M * arms * LIFT_SHARE
    neck = _neck_of(flat) * (1 - free) + (LIFTED_NECK * free)
    bend_spine(pose, -extension - arch * ARCH_SHARE, neck=(neck - head_back, 0, 0), sway=sway)
    raise_shoulders(pose, 26)
    pose = pose.moved(z=-min(0.0, body.lowest(pose, "torso")))
    for side, sign in SIDES:
        _lift_leg(body, pose, flat, side, sign, legs)
        _lift_arm(body, pose, flat, side, sign, arms, arch)
    return pose


@cache
def _flat(body: Body) -> Pose:
    return prone(body)


def _neck_of(flat: Pose) -> float:
    """Total flexion of the neck in a pose made by :func:`posing.bend_spine` (degrees)."""
    turn = flat.rotations["head"]
    return 4 * float(np.rad2deg(np.arctan2(turn[2, 1], turn[1, 1])))


def _lift_leg(body: Body, pose: Pose, flat: Pose, side: Side, sign: int, up: float) -> None:
    hip, knee, ankle = (
        body.position(flat, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot")
    )
    turn = rot_x(_rise_by(ankle - hip, up))
    body.orient_limb(
        pose, "leg", side, turn @ (knee - hip), turn @ (ankle - knee), LEFT,
        end=(0, 1, 0.05 - 0.2 * max(0.0, 1 - up / 0.15)), end_normal=(0, -0.1, -1),
    )  # fmt: skip


def _lift_arm(
    body: Body, pose: Pose, flat: Pose, side: Side, sign: int, up: float, arch: float
) -> None:
    wrist = body.position(flat, f"wrist.{side}")
    low = body.position(flat, f"upperarm01.{side}")
    shoulder = body.position(pose, f"upperarm01.{side}")
    if arch:
        straight = prone_lift(body, up)  # the arms rise with the chest that is arched up
        shoulder = body.position(straight, f"upperarm01.{side}")
    line = wrist - low
    rise = _rise_by(line, up - (shoulder - low)[2]) + ARCH_LIFTS_ARMS * arch
    line = rot_x(-rise) @ line
    palm = (-sign * 0.6 * min(1.0, up / 0.2), 0, -0.6)
    body.orient_limb(pose, "arm", side, line, line, (0, 0, -sign), line, palm)


def _rise_by(line: Array, up: float) -> float:
    """Degrees about x by which a line must turn for its end to rise by metres (legs: +y)."""
    length = float(np.linalg.norm(line))
    start = np.arcsin(line[2] / length)
    end = np.arcsin(np.clip((line[2] + up) / length, -0.9, 0.9))
    return float(np.rad2deg(end - start))


def plank(
    body: Body, amount: float = 1, hips: float = 0, head_back: float = 0, sway: Sway = NO_SWAY
) -> Pose:
    """On hands and toes: 0 = the knees rest on the floor, 1 = one line from head to heels.

    ``hips`` lifts the hips (degrees between legs and the straight line; negative: they sag) and
    ``head_back`` tips the head back (degrees).
    """
    return _plank(body, _plank_contacts(body), amount, hips, head_back, sway)


def _plank(
    body: Body, heights: dict[str, float], amount: float, hips: float, head_back: float, sway: Sway
) -> Pose:
    pose = Pose()
    sag = max(0.0, -hips)
    neck = PLANK_NECK - head_back + 0.4 * max(0.0, hips)
    bend_spine(pose, -1.2 * sag * SAG_SHARE, neck=(neck, 0, 0), sway=sway)
    raise_shoulders(pose, 4)
    thigh, shin = body.leg_lengths
    foot, hand = heights["foot"], heights["hand"]
    reach = sum(body.arm_lengths) * PLANK_REACH
    trunk = float(np.linalg.norm(body.head("upperarm01.L")[1:]))
    ankle = np.array([0.0, 0.0, foot])
    slope = np.arcsin((hand + reach - foot) / (thigh + shin + trunk))
    top = _up_from(ankle, thigh + shin, np.rad2deg(slope) + hips)
    rest = _resting_hips(body, heights["knee"], foot)
    hip = rest + amount * (top - rest)
    straight = _up_from(ankle, thigh + shin + trunk, float(np.rad2deg(slope)))
    width = abs(body.head("upperarm01.L")[0]) + 0.02

    def lean(pitch: float) -> float:
        pose.root = rigid(hip, rot_x(pitch))
        shoulder = body.position(pose, "upperarm01.L")
        return float(np.hypot(shoulder[1] - straight[1], shoulder[2] - hand) - reach)

    pitch = solve_near(lean, 75, PITCH_STEP, PITCH_LIMIT)
    pose.root = rigid(hip, rot_x(pitch))
    for side, sign in SIDES:
        x = sign * abs(body.head("upperleg01.L")[0])
        body.reach(
            pose, "leg", side, (x, 0, foot), (0, -0.2, -1),
            end=(0, -0.45, -1), end_normal=(0, -1, 0.45),
        )  # fmt: skip
        target = (sign * width, straight[1], hand)
        body.reach(
            pose, "arm", side, target, (sign * 0.3, 1, 0), (sign * 0.08, -1, -0.12), (0, -0.12, -1)
        )
    return pose


def _up_from(ankle: Array, length: float, degrees: float) -> Array:
    """The point so far from the ankle towards the head, at an angle above the floor."""
    angle = np.deg2rad(degrees)
    return np.asarray(ankle + length * np.array([0, -np.cos(angle), np.sin(angle)]))


def _resting_hips(body: Body, knee: float, foot: float) -> Array:
    """The middle of the hips while knees and toes rest on the floor."""
    thigh, shin = body.leg_lengths
    ahead = float(np.sqrt(shin**2 - (foot - knee) ** 2))
    return _up_from(np.array([0.0, -ahead, knee]), thigh, KNEES_DOWN_RISE)


@cache
def _plank_contacts(body: Body) -> dict[str, float]:
    heights = {"foot": 0.11, "hand": 0.055, "knee": 0.06}
    for _ in range(8):
        up = _plank(body, heights, 1, 0, 0, NO_SWAY)
        down = _plank(body, heights, 0, 0, 0, NO_SWAY)
        for part, pose in (("foot", up), ("hand", up), ("knee", down)):
            heights[part] -= body.lowest(pose, part)
    return heights


def bird_dog(
    body: Body, amount: float, leg_high: float = 0, arm_low: float = 0, hollow: float = 0,
    hip_shift: float = 0, sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """All fours, right arm and left leg stretched out: 0 = both on the floor, 1 = level.

    ``leg_high`` lifts the leg and ``arm_low`` lowers the arm off the level (degrees at the end),
    ``hollow`` lets the belly sink (share of a full cow), ``hip_shift`` moves the hips back
    (metres). Use :func:`human.mirrored` for the other pair.
    """
    pose = quadruped(body, -hollow, hip_shift, sway=sway)
    if not amount:
        return pose
    hip, knee = (body.position(pose, f"{bone}.L") for bone in ("upperleg01", "lowerleg01"))
    begin = float(np.rad2deg(np.arctan2(knee[1] - hip[1], hip[2] - knee[2])))
    angle = np.deg2rad(begin + amount * (90 + leg_high - begin))
    thigh = np.array([0, np.sin(angle), -np.cos(angle)])
    shin = unit((0, 1, 0.02 + amount * np.tan(np.deg2rad(min(leg_high, 60)))))
    body.orient_limb(
        pose, "leg", "L", thigh, shin, LEFT, end=(0, 1, -0.3), end_normal=(0, -0.3, -1)
    )
    shoulder, wrist = (body.position(pose, f"{bone}.R") for bone in ("upperarm01", "wrist"))
    line = wrist - shoulder
    begin = float(np.arctan2(-line[1], -line[2]))
    up = begin + amount * (np.deg2rad(90 - arm_low) - begin)
    length = float(np.linalg.norm(line))
    bent = 1 - 0.12 * np.sin(np.pi * amount)  # the elbow gives way for a moment
    target = shoulder + bent * length * np.array([-0.03, -np.sin(up), -np.cos(up)])
    body.reach(
        pose, "arm", "R", target, (-0.25, 1 - amount, -amount),
        end=(-0.05, -1, -0.12 * (1 - amount)), end_normal=(-amount, -0.12, -1 + 0.6 * amount),
    )  # fmt: skip
    return pose


def kneeling_row(
    body: Body, pull: float, lean: float = 0, rounded: float = 0, flare: float = 0,
    turn: float = 0, sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Kneel upright and pull the right hand to the ribs: 0 = arm stretched ahead, 1 = pulled.

    ``lean`` tips the trunk back, ``rounded`` rounds the back, ``flare`` lifts the elbow away from
    the side and ``turn`` turns the chest to the right (all degrees).
    """
    pose = kneeling(body)
    pose.root = pose.root @ rigid((0, 0, 0), rot_x(-lean))
    bend_spine(pose, rounded * ROUND_SHARE, -turn * TURN_SHARE, (-0.5 * rounded, turn, 0), sway)
    _kneel_again(body, pose)
    shoulder = body.position(pose, "upperarm01.R")
    length = sum(body.arm_lengths)
    start, end = np.array(ROW_START) * (-1, 1, 1), np.array(ROW_END) * (-1, 1, 1)
    away = np.sin(np.deg2rad(flare)) * np.array([-1, 0, 0.55])
    place = start + pull * (end - start) + pull * 0.45 * away
    pole = np.array([-0.12, 0.5 + 0.5 * pull, -0.6 * (1 - pull) - 0.15]) + 1.6 * pull * away
    body.reach(
        pose, "arm", "R", shoulder + length * place, pole,
        end=(0, -1, -0.05 + 0.1 * pull), end_normal=(1, 0, -0.3 * (1 - pull)),
    )  # fmt: skip
    return pose


def _kneel_again(body: Body, pose: Pose) -> None:
    """Legs as in :func:`poses_kneeling.kneeling`, whatever the trunk does; left arm hanging."""
    flat = kneeling(body)
    for side, _ in SIDES:
        hip, knee, ankle = (
            body.position(flat, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot")
        )
        body.orient_limb(
            pose, "leg", side, knee - hip, ankle - knee, LEFT,
            end=(0, 1, -0.3), end_normal=(0, -0.3, -1),
        )  # fmt: skip
    upper, lower = frontal_direction(12, 0), frontal_direction(17, 0)
    body.orient_limb(pose, "arm", "L", upper, lower, FORWARD, lower, -LEFT)
