"""Face up over something round: rolling and kneading on a roller, a ball, two taped balls.

The head points to -y and the feet keep their place while a movement's parameters change. The
trunk's inclination follows from what the back lies on (by bisection).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from .geometry import Array, Vector, rot_x, solve_near
from .human import SIDES, Body, Pose
from .motion import Sway
from .poses_lying import FACE_UP_SIDES, lying, supine, support_head
from .posing import (
    NO_SWAY,
    PITCH_LIMIT,
    PITCH_STEP,
    UP,
    bend_spine,
    raise_shoulders,
)
from .props import Ball, Roller

SINK = 0.014  # metres the back sinks into what it lies on
FOOT_WIDTH, FOOT_AHEAD = 0.16, 0.46  # metres from the middle, and from the hips
ROLL_HIPS = 0.11  # metres the hips are lifted to roll
ROLL_FLEXION = np.array([0, 0, -1, -2, -2])  # degrees per segment, pelvis up
ROLL_LOW_FLEXION = np.array([0, 30, 50, 50, 30])  # more of it per metre towards the head
KNEAD_HIPS, KNEAD_FLEXION = 0.05, np.array([2, 2, 3, 4, 4])
KNEAD_HAND = (0.17, 0.10)  # metres beside and towards the feet from the shoulder
BALL_RADIUS, PEANUT_BALL_RADIUS = 0.075, 0.042
BALL_SHARE = np.array([0, 0.03, 0.12, 0.4, 0.45])  # of the total extension, pelvis up
PEANUT_DROP = np.array([0, -1, -4, -8, -7])  # degrees per segment at the shoulders' lowest
PEANUT_CURL = np.array([0, 1, 4, 8, 9])
PEANUT_REST = np.array([0, 0, 1, 2, 2])
PEANUT_NECK = (4, 10, 26)  # degrees of flexion: dropped, between, curled up
SEGMENT_BONES = ("spine03", "spine01")  # under the lowest ribs; at the base of the neck
HEAD_CLEARANCE = 0.004  # metres between head and floor
STEEP = 34.0  # degrees, more than the trunk of anybody who lies on something rises


def roller_rolling(
    body: Body, travel: float, head_back: float = 0, sway: Sway = NO_SWAY, let_go: float = 0
) -> Pose:
    """Roll the upper back over a roller, hips off the floor, hands behind the head.

    ``travel`` (metres) moves the body towards its feet, so that the roller comes nearer to the
    neck; ``head_back`` adds neck extension (degrees), ``let_go`` takes the hands to the belly (1).
    """
    hips, roller, feet = _roll_place(body)
    pose = _trunk_over(
        body, (0, hips[1] + travel, hips[2] + ROLL_HIPS),
        ROLL_FLEXION - travel * ROLL_LOW_FLEXION, 14 - head_back, _outside_roller(roller), 14, sway,
    )  # fmt: skip
    _planted_feet(body, pose, feet)
    support_head(body, pose, let_go)
    pose.props = (roller,)
    return pose


def roller_kneading(body: Body, travel: float, sway: Sway = NO_SWAY) -> Pose:
    """Propped on the hands, knead the back below the shoulder blades on a roller.

    ``travel`` (metres) moves the body towards its feet. Hands and feet stay planted.
    """
    hips, roller, hands, feet = _knead_place(body)
    pose = _knead_trunk(body, hips[1] + travel, hips[2], roller, sway)
    _planted_feet(body, pose, feet)
    for (side, sign), hand in zip(FACE_UP_SIDES, hands, strict=True):
        body.reach(
            pose, "arm", side, hand, (sign * 0.9, -0.4, 0.1), (sign * 0.45, 1, -0.1), (0, -0.1, -1)
        )
    pose.props = (roller,)
    return pose


def over_ball(
    body: Body, extension: float, head_back: float = 0, ball_shift: float = 0,
    sway: Sway = NO_SWAY,
) -> Pose:  # fmt: skip
    """Ball between the shoulder blades, arms up; ``extension`` over it in degrees.

    ``ball_shift`` moves the ball towards the head (metres), ``head_back`` adds neck extension.
    Ball, hips and feet keep their place when the extension changes.
    """
    hips, feet = _hips_down(body)
    ball = Ball(_under(body, "spine01") + 0.02 - ball_shift, BALL_RADIUS)
    pose = _trunk_over(
        body, hips, -extension * BALL_SHARE, 22 - 0.2 * extension - head_back,
        _outside_balls((ball,)), 4, sway,
    )  # fmt: skip
    _keep_head_off_floor(body, pose)
    _planted_feet(body, pose, feet)
    _arms_up(body, pose)
    pose.props = (ball,)
    return pose


def over_peanut(body: Body, curl: float, segment: float = 0, sway: Sway = NO_SWAY) -> Pose:
    """Two taped balls under the spine, hands at the head with a towel round it.

    ``curl`` -1 = shoulders dropped to the floor, 0 = neutral, 1 = a small crunch. ``segment``
    moves the balls from below the lowest ribs (0) to the base of the neck (1).
    """
    hips, feet = _hips_down(body)
    low, high = (_under(body, bone) for bone in SEGMENT_BONES)
    place = low + (high - low) * segment
    balls = tuple(Ball(place, PEANUT_BALL_RADIUS, sign * PEANUT_BALL_RADIUS) for sign in (-1, 1))
    flexion = _through(curl, PEANUT_DROP, PEANUT_REST, PEANUT_CURL)
    neck = float(_through(curl, *PEANUT_NECK))
    pose = _trunk_over(body, hips, flexion, neck, _outside_balls(balls), 0, sway)
    _keep_head_off_floor(body, pose)
    _planted_feet(body, pose, feet)
    _towel_hands(body, pose)
    pose.props = balls
    return pose


Gap = Callable[[Array], Array]
"""Distance of points (n, 3) from the surface of what the back lies on, metres."""


def _outside_roller(roller: Roller) -> Gap:
    def gap(points: Array) -> Array:
        off_axis = np.hypot(points[:, 1] - roller.y, points[:, 2] - roller.radius)
        return np.asarray(off_axis - roller.radius)

    return gap


def _outside_balls(balls: Sequence[Ball]) -> Gap:
    def gap(points: Array) -> Array:
        x, y, z = points.T
        return np.asarray(np.min([_outside(ball, x, y, z) for ball in balls], axis=0))

    return gap


def _outside(ball: Ball, x: Array, y: Array, z: Array) -> Array:
    off = np.sqrt((x - ball.x) ** 2 + (y - ball.y) ** 2 + (z - ball.radius) ** 2)
    return np.asarray(off - ball.radius)


def _trunk_over(
    body: Body, hips: Vector, flexion: Vector, neck: float, gap: Gap, shoulders: float, sway: Sway,
) -> Pose:  # fmt: skip
    """Trunk only, the hips' middle in its place: lean back until the back has sunk in a little.

    The search begins upright enough: from below, the thing would be inside the trunk.
    """
    pose = Pose()
    bend_spine(pose, flexion, neck=(neck, 0, 0), sway=sway)
    raise_shoulders(pose, shoulders)

    back, arms = (body.part_vertices(pose, part) for part in ("torso", "shoulder"))

    def error(pitch: float) -> float:
        root = lying(hips, pitch)
        turn, at = root[:3, :3].T, root[:3, 3]
        floor = float((arms @ turn[:, 2] + at[2]).min())
        return min(float(gap(back @ turn + at).min()) + SINK, floor)

    pose.root = lying(hips, solve_near(error, STEEP, PITCH_STEP, PITCH_LIMIT))
    return pose


def _planted_feet(body: Body, pose: Pose, feet: Array) -> None:
    """Feet flat, side by side at the height and distance of ``feet``, knees up."""
    for side, sign in FACE_UP_SIDES:
        target = (sign * FOOT_WIDTH, feet[1], feet[2])
        body.reach(pose, "leg", side, target, UP, (sign * 0.1, 1, -0.12), (0, 0.12, 1))


def _arms_up(body: Body, pose: Pose) -> None:
    """Both arms to the ceiling, a little towards the head as the chest opens."""
    chest = body.bone_transform(pose, "spine01")[:3, :3]
    for side, sign in FACE_UP_SIDES:
        front = chest @ (-sign * 0.12, -1, 0.25)
        direction = np.add(front, (0, -0.15, 0.35))
        body.orient_limb(
            pose, "arm", side, direction, np.add(direction, (0, -0.06, 0)), chest @ (-sign, 0, 0),
            direction, (-sign, 0, 0),
        )  # fmt: skip


def _towel_hands(body: Body, pose: Pose) -> None:
    """Hands beside the head, where the ends of a towel round it are held; elbows up."""
    skull = body.bone_transform(pose, "head")
    turn, chest = skull[:3, :3], body.bone_transform(pose, "spine01")[:3, :3]
    for side, sign in SIDES:
        hold = body.head("head") + np.array([sign * 0.12, -0.05, -0.03])
        body.reach(
            pose, "arm", side, turn @ hold + skull[:3, 3], chest @ (sign * 0.5, -1, -0.2),
            turn @ (-sign * 0.25, 0.15, 1), turn @ (-sign, 0, 0),
        )  # fmt: skip


def _keep_head_off_floor(body: Body, pose: Pose) -> None:
    """Bend the neck forward if the head would sink into the floor."""
    if body.lowest(pose, "head") >= HEAD_CLEARANCE:
        return
    bent = {bone: pose.rotations[bone] for bone in ("neck01", "neck02", "neck03", "head")}

    def gap(more: float) -> float:
        turn = rot_x(more / len(bent))
        pose.rotations |= {bone: turn @ rotation for bone, rotation in bent.items()}
        return body.lowest(pose, "head") - HEAD_CLEARANCE

    gap(solve_near(gap, 0, PITCH_STEP, PITCH_LIMIT))


def _through(
    amount: float, low: Vector | float, middle: Vector | float, high: Vector | float
) -> Array:
    """Smooth (quadratic) curve through the values at -1, 0 and 1."""
    low, middle, high = (np.asarray(value, float) for value in (low, middle, high))
    return np.asarray(middle + amount * (high - low) / 2 + amount**2 * ((high + low) / 2 - middle))


def _knead_trunk(body: Body, y: float, height: float, roller: Roller, sway: Sway) -> Pose:
    hips = (0, y, height + KNEAD_HIPS)
    return _trunk_over(body, hips, KNEAD_FLEXION, 10, _outside_roller(roller), 4, sway)


@cache
def _hips_down(body: Body) -> tuple[Array, Array]:
    """Middle of the hips with the seat on the floor, and the left foot's place."""
    flat = supine(body)
    hips = flat.root[:3, 3].copy()
    pose = Pose(root=lying(hips, 10))
    hips[2] -= body.lowest(pose, "pelvis")
    foot = body.position(flat, "foot.L")
    hip = body.position(flat, "upperleg01.L")
    return hips, np.array([foot[0], hip[1] + FOOT_AHEAD, foot[2]])


@cache
def _under(body: Body, bone: str) -> float:
    """World y below a bone of the spine of somebody whose seat is on the floor."""
    hips, _ = _hips_down(body)
    return float(body.position(Pose(root=lying(hips, 10)), bone)[1])


@cache
def _roll_place(body: Body) -> tuple[Array, Roller, Array]:
    """Middle of the hips on the floor, the roller half-way under the upper back, the feet."""
    hips, feet = _hips_down(body)
    return hips, Roller(_under(body, "spine02") - 0.02), np.add(feet, (0, 0.02, 0))


@cache
def _knead_place(body: Body) -> tuple[Array, Roller, tuple[Array, Array], Array]:
    """Hips on the floor, the roller below the ribs' end, both hands, the feet."""
    hips, feet = _hips_down(body)
    roller = Roller(_under(body, "spine02") - 0.01)
    pose = _knead_trunk(body, hips[1], hips[2], roller, NO_SWAY)
    beside, towards_feet = KNEAD_HAND
    hands = [
        body.position(pose, f"upperarm01.{side}") * (1, 1, 0)
        + (sign * beside, towards_feet, body.position(supine(body), f"wrist.{side}")[2] + 0.012)
        for side, sign in FACE_UP_SIDES
    ]
    return hips, roller, (hands[0], hands[1]), feet
