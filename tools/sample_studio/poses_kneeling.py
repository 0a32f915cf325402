"""Poses on hands and knees: level, cat, cow, thread the needle, kneeling, child's pose.

The head points to -y. Knees and feet keep their place on the floor while a movement's parameters
change, and so do both hands in :func:`quadruped`; in :func:`thread_the_needle` the supporting
hand slides forward. The trunk's inclination follows from the contacts (by bisection).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from .geometry import Array, Vector, length, moved, rigid, rot_x, rot_y, rot_z, solve_near
from .human import SIDES, Body, Pose, Side
from .motion import Sway, ease
from .poses_upright import standing
from .posing import (
    DOWN,
    FORWARD,
    LEFT,
    NO_SWAY,
    PITCH_LIMIT,
    PITCH_STEP,
    bend_spine,
    both_arms,
    frontal_direction,
    kneeling_leg,
    raise_shoulders,
    settle,
    standing_feet,
)

ARM_REACH = 0.985  # supporting arms: shoulder-wrist distance as a share of the arm length

CAT_FLEXION = np.array([4, 8, 12, 16, 14])  # degrees per spine segment, pelvis to upper back
COW_FLEXION = np.array([-9, -13, -14, -11, -5])
LEVEL_NECK, CAT_NECK, COW_NECK = -22, 35, -42
THREAD_TWIST = np.array([4, 8, 14, 22, 20])
THREAD_FLEXION = np.array([2, 3, 4, 5, 4])
SUPPORT_SLIDE = 0.10  # metres the supporting hand slides forward
PLANT_STEPS = 3
LEVEL_SHARE = 0.2  # amount up to which the trunk inclines by the middle of both shoulders
LIFTED_BACK = 0.4  # metres towards the body per metre that the supporting hand is lifted
FRONT_FOOT = 0.92  # thigh lengths from the knee on the floor to the ankle in front
THREAD_LIFT = 0.05  # metres the threading hand clears the floor half-way


def quadruped(
    body: Body, arch: float = 0, hip_shift: float = 0, head_back: float = 0, sway: Sway = NO_SWAY,
    hands_off: float = 0, knees_off: float = 0,
) -> Pose:  # fmt: skip
    """All fours: ``arch`` -1 = cow (belly down), 0 = level, +1 = cat (rounded).

    ``hip_shift`` moves the hips behind the knees (metres, positive = towards the feet),
    ``head_back`` adds neck extension (degrees), ``hands_off`` plants the hands that far ahead of
    the shoulders, ``knees_off`` moves hips, shoulders and hands behind the knees (metres).
    """
    pose = Pose()
    neck = float(_through(arch, COW_NECK, LEVEL_NECK, CAT_NECK)) - head_back
    bend_spine(pose, _through(arch, COW_FLEXION, 0, CAT_FLEXION), neck=(neck, 0, 0), sway=sway)
    raise_shoulders(pose, 4)
    contact = _planted(_all_fours(body), hands_off, knees_off)
    _lean_until_arms_reach(body, pose, contact, hip_shift + knees_off)
    _kneel(body, pose, contact)
    for side, sign in SIDES:
        _support(body, pose, side, sign, contact.wrist)
    return pose


def thread_the_needle(
    body: Body, amount: float, hip_shift: float = 0, sway: Sway = NO_SWAY, hand_lift: float = 0,
    hands_off: float = 0, knees_off: float = 0,
) -> Pose:  # fmt: skip
    """Right arm under the chest to the left: 0 = level all fours, 1 = shoulder on the floor.

    Use :func:`human.mirrored` for the left arm. ``hand_lift`` takes the supporting hand off the
    floor (metres); ``hip_shift``, ``hands_off`` and ``knees_off`` as in :func:`quadruped`.
    """
    contact, end = _planted(_all_fours(body), hands_off, knees_off), _thread_end(body)
    pose = _thread_trunk(amount, _thread_neck_bend(body), sway)
    start = contact.wrist[2] + _arm_height(body, hands_off)
    height = start + (end["shoulder"] - start) * amount
    share = ease(min(1.0, amount / LEVEL_SHARE))
    _lean_until_shoulder_at(body, pose, contact, height, hip_shift + knees_off, share)
    _kneel(body, pose, contact)
    _thread_arms(body, pose, amount, contact, end, hand_lift)
    return pose


def half_kneeling(body: Body) -> Pose:
    """Kneel on the right knee (in its place of all fours), the left foot flat in front."""
    contact = _all_fours(body)
    pose = kneeling(body)
    ankle = body.position(standing(body), "foot.L")[2]
    target = np.array(
        [1.1 * body.head("upperleg01.L")[0], -FRONT_FOOT * body.leg_lengths[0], ankle]
    )
    foot, top = standing_feet(1)
    pose.root = _hips_over_knees(body, contact, 0, 6)
    body.reach(pose, "leg", "L", target, (0, -1, 0.6), foot, top)
    return pose


def kneeling(body: Body, sway: Sway = NO_SWAY) -> Pose:
    """Kneel upright, thighs vertical, arms hanging."""
    contact = _all_fours(body)
    pose = Pose(root=_hips_over_knees(body, contact, 0, 0))
    bend_spine(pose, sway=sway)
    _kneel(body, pose, contact)
    both_arms(
        body, pose, frontal_direction(12, 0), frontal_direction(17, 0), hinge=FORWARD, palm=-LEFT
    )
    return pose


def childs_pose(body: Body, sway: Sway = NO_SWAY) -> Pose:
    """Sit back on the heels, chest down, arms stretched out on the floor."""
    return _childs_pose(body, _childs_contacts(body), sway)


def _planted(contact: _AllFours, hands_off: float, knees_off: float) -> _AllFours:
    """Contacts with the hands elsewhere; the very same ones if they are where they should be."""
    if not (hands_off or knees_off):
        return contact
    return replace(contact, wrist=contact.wrist + np.array([0, knees_off - hands_off, 0]))


def _arm_height(body: Body, hands_off: float) -> float:
    """How high the shoulders are above the wrists when the hands are that far ahead."""
    reach = sum(body.arm_lengths) * ARM_REACH
    return float(np.sqrt(reach**2 - hands_off**2)) if hands_off else reach


def _through(arch: float, cow: Vector | float, level: float, cat: Vector | float) -> Array:
    """Smooth (quadratic) curve through the values at arch -1, 0 and 1."""
    cow, cat = np.asarray(cow, float), np.asarray(cat, float)
    return level + arch * (cat - cow) / 2 + arch**2 * ((cat + cow) / 2 - level)


@dataclass(frozen=True)
class _AllFours:
    """Floor contacts of one body: knee and foot control heights, left wrist, trunk pitch."""

    knee: float
    foot: float
    wrist: Array
    pitch: float = 90.0


@cache
def _all_fours(body: Body) -> _AllFours:
    """Contacts for a level back with the hands under the shoulders."""

    def layout(heights: dict[str, float]) -> tuple[_AllFours, Pose]:
        pose = Pose()
        bend_spine(pose, neck=(LEVEL_NECK, 0, 0))
        raise_shoulders(pose, 4)
        hand = heights["hand"]
        contact = _AllFours(heights["knee"], heights["foot"], np.array([0, 0, hand]))
        height = hand + sum(body.arm_lengths) * ARM_REACH
        pitch = _lean_until_shoulder_at(body, pose, contact, height, hip_shift=0)
        shoulder = body.position(pose, "upperarm01.L")
        wrist = np.array([shoulder[0], shoulder[1] - 0.02, hand])
        contact = replace(contact, wrist=wrist, pitch=pitch)
        _kneel(body, pose, contact)
        for side, sign in SIDES:
            _support(body, pose, side, sign, wrist)
        return contact, pose

    heights = settle(body, lambda h: layout(h)[1], {"knee": 0.06, "foot": 0.08, "hand": 0.055})
    return layout(heights)[0]


def _hips_over_knees(body: Body, contact: _AllFours, hip_shift: float, pitch: float) -> Array:
    height = contact.knee + np.sqrt(body.leg_lengths[0] ** 2 - hip_shift**2)
    return rigid((0, hip_shift, height), rot_x(pitch))


def _kneel(body: Body, pose: Pose, contact: _AllFours) -> None:
    """Knees below the hips' rest width at y = 0, shins straight back."""
    slope = (contact.foot - contact.knee) / body.leg_lengths[1]
    width = abs(body.head("upperleg01.L")[0])
    for side, sign in SIDES:
        knee = np.array([sign * width, 0, contact.knee])
        kneeling_leg(body, pose, side, knee, np.array([0, 1, slope]))


def _lean_until_shoulder_at(
    body: Body, pose: Pose, contact: _AllFours, height: float, hip_shift: float, share: float = 1.0
) -> float:
    """Incline the trunk until the right shoulder joint is at ``height``; returns degrees.

    ``share`` below 1 mixes in the middle of both shoulders (only that at 0), so that changing
    sides on a swaying trunk does not jump.
    """

    shoulders = [body.before_root(pose, f"upperarm01.{side}") for side in "LR"]

    def error(pitch: float) -> float:
        root = _hips_over_knees(body, contact, hip_shift, pitch)
        left, right = (float(moved(shoulder, root)[2]) for shoulder in shoulders)
        return share * right + (1 - share) * (left + right) / 2 - height

    pitch = solve_near(error, 90, PITCH_STEP, PITCH_LIMIT)
    pose.root = _hips_over_knees(body, contact, hip_shift, pitch)
    return pitch


def _lean_until_arms_reach(body: Body, pose: Pose, contact: _AllFours, hip_shift: float) -> None:
    """Incline the trunk until the left shoulder is one arm's reach from the planted wrist."""
    reach = sum(body.arm_lengths) * ARM_REACH
    shoulder = body.before_root(pose, "upperarm01.L")

    def error(pitch: float) -> float:
        root = _hips_over_knees(body, contact, hip_shift, pitch)
        return length(moved(shoulder, root) - contact.wrist) - reach

    pitch = solve_near(error, contact.pitch, PITCH_STEP, PITCH_LIMIT)
    pose.root = _hips_over_knees(body, contact, hip_shift, pitch)


def _support(body: Body, pose: Pose, side: Side, sign: int, wrist: Array) -> None:
    """Planted hand: palm down, fingers forward, elbow towards the feet."""
    target = wrist * (sign, 1, 1)
    body.reach(
        pose, "arm", side, target, (sign * 0.25, 1, 0), (sign * 0.08, -1, -0.12), (0, -0.12, -1)
    )


def _thread_trunk(amount: float, neck_bend: float, sway: Sway) -> Pose:
    pose = Pose()
    neck = (LEVEL_NECK + 14 * amount, 22 * amount, neck_bend * amount)
    bend_spine(pose, THREAD_FLEXION * amount, THREAD_TWIST * amount, neck, sway)
    pose.rotations["clavicle.R"] = rot_z(22 * amount) @ rot_y(4 + 2 * amount)
    pose.rotations["clavicle.L"] = rot_y(-4 - 2 * amount)
    return pose


def _thread_arms(
    body: Body, pose: Pose, amount: float, contact: _AllFours, end: dict[str, float],
    hand_lift: float = 0,
) -> None:  # fmt: skip
    """Left hand slides a little forward, right hand slides under the chest, palm turning up."""
    reach = sum(body.arm_lengths)
    right = body.position(pose, "upperarm01.R")
    _plant_left_hand(body, pose, amount, contact, end["hand"], hand_lift)
    turn = np.pi * amount
    start = contact.wrist * (-1, 1, 1)
    threaded = np.array([right[0] + 0.97 * reach, right[1] + 0.10, end["forearm"]])
    lift = (0, 0, THREAD_LIFT * np.sin(turn))
    body.reach(
        pose, "arm", "R", start + amount * (threaded - start) + lift,
        pole=(-0.25 * (1 - amount) - 0.6 * np.sin(turn), 1, 0.2 * np.sin(turn)),
        end=(1.08 * amount - 0.08, -1 + 1.1 * amount, -0.11 + 0.09 * amount),
        end_normal=(np.sin(turn), np.sin(turn) - 0.11 * (1 - amount), -np.cos(turn)),
    )  # fmt: skip


def _plant_left_hand(
    body: Body, pose: Pose, amount: float, contact: _AllFours, end_height: float, lift: float
) -> None:
    """Supporting hand on the floor; its height is corrected by the gap that is left.

    Lifted (metres), it also comes back towards the body and the fingers hang.
    """
    slide = np.array([0.03, -SUPPORT_SLIDE, end_height - contact.wrist[2]])
    target = contact.wrist + amount * slide
    for _ in range(PLANT_STEPS):
        body.reach(
            pose, "arm", "L", target,
            pole=(0.25 + 0.75 * amount, 1 - 0.8 * amount, 0.5 * amount),
            end=(0.08 * (1 - amount), -1, -0.11), end_normal=(0, -0.11, -1),
        )  # fmt: skip
        if 0 < amount < 1:  # both ends are settled exactly
            target = target - np.array([0, 0, body.lowest(pose, "hand", "L")])
    if lift:
        body.reach(
            pose, "arm", "L", target + np.array([0, LIFTED_BACK * lift, lift]),
            pole=(0.25 + 0.75 * amount, 1 - 0.8 * amount, 0.5 * amount),
            end=(0.08, -1, -0.11 - 2 * lift), end_normal=(0, -0.11, -1),
        )  # fmt: skip


@cache
def _thread_end(body: Body) -> dict[str, float]:
    """Control heights that put shoulder, threaded arm and planted hand on the floor."""
    contact = _all_fours(body)

    def build(heights: dict[str, float]) -> Pose:
        pose = _thread_trunk(1, 0, NO_SWAY)
        _lean_until_shoulder_at(body, pose, contact, heights["shoulder"], hip_shift=0)
        _kneel(body, pose, contact)
        _thread_arms(body, pose, 1, contact, heights)
        return pose

    return settle(body, build, {"shoulder": 0.08, "forearm": 0.045, "hand": 0.055})


@cache
def _thread_neck_bend(body: Body) -> float:
    """Side bend of the neck (degrees) that lays the ear on the floor at the end."""

    def ear_gap(degrees: float) -> float:
        pose = _thread_trunk(1, degrees, NO_SWAY)
        height = _thread_end(body)["shoulder"]
        _lean_until_shoulder_at(body, pose, _all_fours(body), height, hip_shift=0)
        return body.lowest(pose, "head")

    return solve_near(ear_gap, 0, PITCH_STEP, PITCH_LIMIT)


def _childs_pose(body: Body, heights: dict[str, float], sway: Sway) -> Pose:
    pose = Pose()
    bend_spine(pose, (8, 10, 14, 16, 12), neck=(-5, 0, 0), sway=sway)
    raise_shoulders(pose, 24)
    hip_height = heights["shin"] + 0.24

    def forehead_gap(pitch: float) -> float:
        pose.root = rigid((0, 0, hip_height), rot_x(pitch))
        return body.lowest(pose, "head")

    pitch = solve_near(forehead_gap, 100, PITCH_STEP, PITCH_LIMIT)
    pose.root = rigid((0, 0, hip_height), rot_x(pitch))
    slope = (heights["foot"] - heights["shin"]) / body.leg_lengths[1]
    for side, sign in SIDES:
        hip = body.position(pose, f"upperleg01.{side}")
        drop, out = heights["shin"] - hip[2], sign * 0.17 - hip[0]
        forward = np.sqrt(max(body.leg_lengths[0] ** 2 - drop**2 - out**2, 0))
        knee = np.add(hip, (out, -forward, drop))
        kneeling_leg(body, pose, side, knee, np.array([-sign * 0.10, 1, slope]), 0.2)
        shoulder = body.position(pose, f"upperarm01.{side}")
        stretch = 0.93 * sum(body.arm_lengths)
        target = np.array([sign * 0.20, shoulder[1] - stretch, heights["hand"]])
        body.reach(pose, "arm", side, target, (sign * 0.8, 0, -0.1), (0, -1, -0.05), DOWN)
    return pose


@cache
def _childs_contacts(body: Body) -> dict[str, float]:
    start = {"shin": 0.06, "foot": 0.06, "hand": 0.05}
    return settle(body, lambda heights: _childs_pose(body, heights, NO_SWAY), start)
