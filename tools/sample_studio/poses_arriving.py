"""Getting to the place of an exercise: walking, kneeling or sitting down, leaning on the wall.

The way is a chain of known poses. Between two of them the hips move straight, the joints of trunk
and arms turn evenly, and the legs follow feet that stay or make a step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import numpy as np

from .geometry import Array, rigid, rot_x, rot_z, rotation_about, unit
from .human import SIDES, Body, Pose, Side
from .poses_kneeling import half_kneeling, kneeling
from .poses_upright import WALL_KNEE, seated, standing, wall_sit
from .posing import (
    FORWARD,
    LEFT,
    bend_spine,
    both_arms,
    frontal_direction,
    grounded,
    standing_feet,
)

STRIDE_M = 1.25  # metres of two steps
THIGH_SWING, KNEE_SWING, KNEE_REST, ARM_SWING = 22.0, 42.0, 6.0, 16.0  # degrees
SIT_LEAN, SIT_KNEE = 38.0, 55.0  # degrees, half-way down to a chair
FACE = np.array([0.02, -0.16, -0.03])  # where the wrist is when the fingers touch the face, metres
FACE_SIDEWAYS, HAND_BULGE = 0.09, 0.16
SAME_TURN = 1e-6

SUNK_M = 0.004  # a foot that turns over is lifted from where it would be further below the floor
KNEE_AHEAD_M = 0.01  # where the knee of a straight leg goes
FEET = ("foot.L", "foot.R")


def arriving(
    body: Body, exercise: str, final: Pose, value: Mapping[str, float], stride_m: float, gait: float
) -> Pose:
    """The pose of somebody on the way.

    Args:
        final: the start pose of the exercise as it is at this moment.
        value: ``down`` (0 standing at the place, then one for each step), ``away_x``, ``away_y``
            (metres from there) and ``turned`` (degrees to the left).
        stride_m: metres walked; gait: 0 standing to 1 walking.
    """
    steps = STEPS[exercise]
    down = value["down"]
    if down > 0:
        at = min(int(down), len(steps) - 1)
        there = final if at + 1 == len(steps) else steps[at + 1](body)
        pose = between(body, steps[at](body), there, down - at)
    else:
        pose = _walked(body, steps[0](body), value, stride_m, gait)
    pose.props = final.props
    return pose


def between(body: Body, a: Pose, b: Pose, share: float) -> Pose:
    """A pose between two others, with the feet on their way from place to place."""
    bones = a.rotations.keys() | b.rotations.keys()
    still = np.eye(3)
    rotations = {
        bone: _turned(a.rotations.get(bone, still), b.rotations.get(bone, still), share)
        for bone in sorted(bones)
    }
    middle = a.root[:3, 3] * (1 - share) + b.root[:3, 3] * share
    pose = Pose(rigid(middle, _turned(a.root[:3, :3], b.root[:3, :3], share)), rotations)
    for side, _ in SIDES:
        legs = zip(_leg(body, a, side), _leg(body, b, side), strict=True)
        foot, knee, toe, top = ((1 - share) * here + share * there for here, there in legs)
        body.reach(pose, "leg", side, foot, knee, toe, top)
        sunk = body.lowest(pose, "foot", side)
        if sunk < -SUNK_M:
            body.reach(pose, "leg", side, foot - (0, 0, sunk), knee, toe, top)
    return pose


def _leg(body: Body, pose: Pose, side: Side) -> tuple[Array, Array, Array, Array]:
    """Place of the ankle, where the knee points, direction of the foot and normal of its top."""
    hip, knee, foot = (
        body.position(pose, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot")
    )
    turn = body.bone_transform(pose, f"foot.{side}")[:3, :3]
    toe = unit(body.head(f"toe2-1.{side}") - body.head(f"foot.{side}"))
    ahead = pose.root[:3, :3] @ FORWARD * KNEE_AHEAD_M
    along = unit(foot - hip)
    bend = knee - hip - along * ((knee - hip) @ along)
    return foot, bend + ahead, turn @ toe, turn @ np.cross(toe, LEFT)


def walking(body: Body, stride_m: float, gait: float) -> Pose:
    """Walk on the spot; ``stride_m`` says where in a stride, ``gait`` how far the limbs swing."""
    pose = standing(body)
    for side, sign in SIDES:
        angle = 2 * np.pi * stride_m / STRIDE_M + (np.pi if sign < 0 else 0)
        thigh = gait * (THIGH_SWING * np.sin(angle) + KNEE_REST)
        knee = gait * (KNEE_REST + KNEE_SWING * max(0.0, np.cos(angle)) ** 2)
        foot, top = standing_feet(sign)
        tip = rot_x(0.7 * (knee - thigh)) if gait else np.eye(3)
        body.orient_limb(
            pose, "leg", side, _swung(sign * 0.05, thigh), _swung(sign * 0.03, thigh - knee),
            LEFT, tip @ foot, tip @ top,
        )  # fmt: skip
        arm = -gait * ARM_SWING * np.sin(angle)
        upper, lower = _swung(sign * 0.2, arm), _swung(sign * 0.12, arm + 6 + 14 * gait)
        body.orient_limb(pose, "arm", side, upper, lower, -LEFT, lower, (-sign, 0, 0))
    return grounded(body, pose, "foot")


def face_touched(body: Body, pose: Pose, side: Side, share: float, rub: float) -> Pose:
    """The pose with one hand on the way to the face (``share`` 1: there), rubbing by metres."""
    sign = 1 if side == "L" else -1
    head = body.bone_transform(pose, "head")
    turn = head[:3, :3]
    spot = body.head("head") + FACE + np.array([sign * FACE_SIDEWAYS, 0, rub])
    there = turn @ spot + head[:3, 3]
    here = body.position(pose, f"wrist.{side}")
    hand = body.bone_transform(pose, f"wrist.{side}")[:3, :3]
    rest = body.head(f"finger3-1.{side}") - body.head(f"wrist.{side}")
    aside = turn @ np.array([sign, -0.4, 0.0]) * HAND_BULGE * np.sin(np.pi * share)
    elbow = body.position(pose, f"lowerarm01.{side}")
    shoulder = body.position(pose, f"upperarm01.{side}")
    pole_now, pole_there = elbow - (shoulder + here) / 2, turn @ np.array([sign * 0.7, -0.2, -0.7])
    end_there = turn @ np.array([-sign * 0.35, 0.6, 0.5])
    body.reach(
        pose, "arm", side, (1 - share) * here + share * there + aside,
        pole=(1 - share) * 4 * pole_now + share * pole_there,
        end=(1 - share) * 10 * (hand @ rest) + share * end_there,
    )  # fmt: skip
    return pose


def _walked(
    body: Body, standing_there: Pose, value: Mapping[str, float], stride_m: float, gait: float
) -> Pose:
    """Somebody who stands or walks somewhere else, turned about the middle of the feet."""
    pose = walking(body, stride_m, gait)
    spot = _place(body, standing_there, FEET) * (1, 1, 0)
    middle = _place(body, standing(body), FEET) * (1, 1, 0)
    turn = rot_z(value["turned"])
    away = np.array([value["away_x"], value["away_y"], 0.0])
    shift = spot + away - turn @ middle
    pose.root = rigid(shift, turn) @ pose.root
    return pose


def _swung(sideways: float, degrees: float) -> Array:
    """Direction of a hanging limb swung forward."""
    angle = np.deg2rad(degrees)
    return np.array([sideways, -np.sin(angle), -np.cos(angle)])


def _turned(a: Array, b: Array, share: float) -> Array:
    """The rotation a share of the shortest way from one to another."""
    way = a.T @ b
    axis = np.array([way[2, 1] - way[1, 2], way[0, 2] - way[2, 0], way[1, 0] - way[0, 1]])
    sine = float(np.linalg.norm(axis))
    if sine < SAME_TURN:
        return b if share >= 0.5 else a
    angle = np.rad2deg(np.arctan2(sine, np.trace(way) - 1))
    return np.asarray(a @ rotation_about(axis, share * float(angle)))


def _place(body: Body, pose: Pose, bones: Sequence[str]) -> Array:
    return np.asarray(np.mean([body.position(pose, bone) for bone in bones], axis=0))


# ---- the poses on the way ----------------------------------------------------------------


@cache
def _beside_the_mat(body: Body) -> Pose:
    """Stand where the front foot is when kneeling down."""
    return _on_spot(body, half_kneeling(body), ("foot.L",))


@cache
def _before_the_wall(body: Body) -> Pose:
    return _on_spot(body, wall_sit(body, WALL_KNEE), FEET)


@cache
def _before_the_chair(body: Body) -> Pose:
    return _on_spot(body, _sitting(body), FEET)


@cache
def _half_down(body: Body) -> Pose:
    """Half-way down to a chair: the trunk leans forward."""
    pose = Pose(root=rigid((0, 0, 1), rot_x(SIT_LEAN)))
    bend_spine(pose, neck=(-0.6 * SIT_LEAN, 0, 0))
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        knee = np.deg2rad(SIT_KNEE)
        thigh, shin = (sign * 0.1, -np.sin(knee), -np.cos(knee)), (sign * 0.02, 0.25, -1)
        body.orient_limb(pose, "leg", side, thigh, shin, LEFT, foot, top)
    both_arms(
        body, pose, frontal_direction(14, 20), frontal_direction(16, 40), hinge=FORWARD, palm=-LEFT
    )
    there = _sitting(body)
    pose = grounded(body, pose, "foot")
    x, y, _ = _place(body, there, FEET) - _place(body, pose, FEET)
    return pose.moved(float(x), float(y))


@cache
def _sitting(body: Body) -> Pose:
    return seated(body, hands_on_thighs=True)


@cache
def _hands_beside_head(body: Body) -> Pose:
    """Sit with the hands on the way behind the head."""
    pose = seated(body)
    for side, sign in SIDES:
        upper, lower = (sign * 0.85, -0.5, 0.1), (-sign * 0.25, -0.15, 1)
        body.orient_limb(pose, "arm", side, upper, lower, (0, 0, sign), lower, (-sign, -0.3, 0))
    return pose


@cache
def _kneeling(body: Body) -> Pose:
    return kneeling(body)


@cache
def _half_kneeling(body: Body) -> Pose:
    return half_kneeling(body)


@cache
def _at_the_wall(body: Body) -> Pose:
    return wall_sit(body, WALL_KNEE)


def _on_spot(body: Body, there: Pose, bones: Sequence[str]) -> Pose:
    """Stand so that these bones are above where they are in another pose."""
    pose = standing(body)
    x, y, _ = _place(body, there, bones) - _place(body, pose, bones)
    return pose.moved(float(x), float(y))


_TO_THE_FLOOR = (_beside_the_mat, _half_kneeling, _kneeling)
STEPS: Mapping[str, tuple[Callable[[Body], Pose], ...]] = MappingProxyType(
    {
        "cat_cow": _TO_THE_FLOOR,
        "thread_the_needle": _TO_THE_FLOOR,
        "seated_thoracic_extension": (_before_the_chair, _half_down, _sitting, _hands_beside_head),
        "wall_angels": (_before_the_wall, _at_the_wall),
    }
)
"""The poses on the way, by exercise; the start pose comes after the last."""
