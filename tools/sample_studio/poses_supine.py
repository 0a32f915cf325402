"""Face up on the floor: knee to chest, iron cross, the supine needle pose.

The head points to -y; lying on the back, the subject's left is at -x. Seat and resting foot keep
their place while a movement's parameters change.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .geometry import Array, rigid, rot_x, rot_y, solve_near, unit
from .human import Body, Pose, Side, mirrored
from .motion import Sway, ease
from .poses_lying import FACE_UP_SIDES, NECK_LIMIT, lying, supine
from .posing import BACK, DOWN, NO_SWAY, PITCH_LIMIT, PITCH_STEP, UP, bend_neck, bend_spine, settle
from .props import ROLLER_RADIUS, Roller

KNEE_HIP, KNEE_BEND = 126.0, 128.0  # degrees of flexion with the knee at the chest
HANDS_FIRST = 0.6  # share of the way at which the hands have reached the knee
SHIN_HOLD = (0.07, 0.065)  # metres below the knee and in front of the shin
CROSS_ROLL = 52.0  # degrees the pelvis is turned
CROSS_CHEST = 20.0  # degrees the chest is turned along while nothing is pressed down
CROSS_SHARE = np.array([0.14, 0.18, 0.22, 0.24, 0.22])  # of the twist, pelvis up
CROSS_ROLLER_X = 0.05  # metres from the knee to the roller's axis, away from the body
KNEE_RADIUS = 0.055
CHEST_FROM, CHEST_SINK = 0.28, -0.012  # metres headwards of the hips; lowest point of the back
WEAVE_DEPTH = 0.25  # metres the woven hand reaches past the other shoulder's front


def knee_to_chest(body: Body, amount: float, sway: Sway = NO_SWAY) -> Pose:
    """Draw the left knee to the chest with both hands; 0 = both feet flat, 1 = knee at the chest.

    Use :func:`human.mirrored` for the right knee.
    """
    pose = supine(body, sway)
    thigh0, shin0 = (
        _slope(body, pose, "upperleg01", "lowerleg01"),
        _slope(body, pose, "lowerleg01", "foot"),
    )
    thigh = thigh0 + amount * (KNEE_HIP - thigh0)
    shin = shin0 + amount * (KNEE_HIP - KNEE_BEND - shin0)
    flat, hanging = np.array([-0.1, 1, -0.12]), _along(shin + 75)
    body.orient_limb(
        pose, "leg", "L", _along(thigh), _along(shin), -np.array([1.0, 0, 0]),
        end=unit(flat + ease(amount) * (hanging - flat)),
        end_normal=unit(np.array([0, 0.12, 1]) + ease(amount) * (_along(shin + 165) - UP)),
    )  # fmt: skip
    _hold_shin(body, pose, ease(min(1.0, amount / HANDS_FIRST)), _along(shin), _along(shin + 90))
    return pose


def iron_cross(body: Body, press: float, sway: Sway = NO_SWAY) -> Pose:
    """Right knee crossed onto a roller along the left side; 1 = right shoulder blade pressed down.

    Use :func:`crossed_to_the_right` for the other side. Pelvis, knee and roller keep their place.
    """
    height, roller = _crossed(body)
    pose = _cross_trunk(body, press, height, sway)
    _cross_legs(body, pose)
    _cross_arms(body, pose, roller)
    pose.props = (roller,)
    return pose


def crossed_to_the_right(pose: Pose) -> Pose:
    """Mirror image of :func:`iron_cross`, roller and all."""
    other = mirrored(pose)
    other.props = tuple(
        Roller(r.y, r.radius, r.length, -r.x, r.along) for r in pose.props if isinstance(r, Roller)
    )
    return other


def needle_pose(body: Body, amount: float, sway: Sway = NO_SWAY) -> Pose:
    """Right arm raised to a goal post, the left one woven across below it; 0 = arms at the sides.

    The article's words leave open what exactly is meant. Use :func:`human.mirrored` for the other
    side.
    """
    pose = supine(body, sway)
    if not amount:
        return pose
    reach = sum(body.arm_lengths)
    chest = body.bone_transform(pose, "spine01")[:3, :3]
    shoulders = {side: body.position(pose, f"upperarm01.{side}") for side, _ in FACE_UP_SIDES}
    post = shoulders["R"] + np.array([0.52 * reach, -0.04, 0.46 * reach])
    woven = shoulders["R"] + np.array([0.06, 0.13, WEAVE_DEPTH])
    for side, target, pole in (("R", post, (0.6, 0, -1)), ("L", woven, (-0.6, 0.8, 0.6))):
        arm: Side = "R" if side == "R" else "L"
        start = body.position(pose, f"wrist.{arm}")
        lift = np.array([0, 0, 0.12]) * np.sin(np.pi * amount)
        finger = (0, 0, 1) if arm == "R" else (1, 0, -0.2)
        begin = np.array([1.0 if arm == "R" else -1.0, 0, 0])
        body.reach(
            pose, "arm", arm, start + ease(amount) * (target - start) + lift,
            begin + ease(amount) * (np.asarray(pole) - begin),
            unit(BACK + ease(amount) * (np.asarray(finger) - BACK)),
            unit(DOWN + ease(amount) * (chest @ (0, -1, 0.3) * (1 if arm == "R" else -1) - DOWN)),
        )  # fmt: skip
    return pose


def _along(degrees: float) -> Array:
    """Direction in the middle plane: 0 towards the feet, 90 up, 180 towards the head."""
    angle = np.deg2rad(degrees)
    return np.array([0.0, np.cos(angle), np.sin(angle)])


def _slope(body: Body, pose: Pose, start: str, end: str) -> float:
    """Degrees of the left leg's line from joint to joint, as in :func:`_along`."""
    line = body.position(pose, f"{end}.L") - body.position(pose, f"{start}.L")
    return float(np.rad2deg(np.arctan2(line[2], line[1])))


def _hold_shin(body: Body, pose: Pose, share: float, shin: Array, front: Array) -> None:
    """Both hands from the floor (0) to the shin below the left knee (1)."""
    knee = body.position(pose, "lowerleg01.L")
    below, before = SHIN_HOLD
    for side, sign in FACE_UP_SIDES:
        held = knee + below * shin + before * front + (sign * 0.055, 0, 0)
        start = body.position(pose, f"wrist.{side}")
        over = np.array([sign * 0.10, 0, 0.10]) * np.sin(np.pi * share)
        body.reach(
            pose, "arm", side, start + share * (held - start) + over,
            (sign, 0, -0.3 * share), unit(BACK * (1 - share) + share * np.array([-sign, 0.3, 0])),
            unit(DOWN * (1 - share) - share * front),
        )  # fmt: skip


def _cross_root(hips: Array, pitch: float) -> Array:
    turned = rot_x(pitch) @ rot_y(-CROSS_ROLL)
    return rigid(hips, turned @ lying((0, 0, 0), 0)[:3, :3])


def _cross_trunk(body: Body, press: float, height: float, sway: Sway) -> Pose:
    """Pelvis turned to the left, the chest turned back to the floor, on which back and head lie."""
    hips = np.array([0, 0, height])
    pose = Pose(root=_cross_root(hips, 0))
    chest = CROSS_CHEST * (1 - press)

    bend_spine(pose, twist=-(CROSS_ROLL - chest) * CROSS_SHARE, sway=sway)

    def bend(neck: float) -> None:
        bend_neck(pose, (neck, -0.4 * chest, 0.0))

    bend(0)
    parts = [body.part_vertices(pose, part) - hips for part in ("torso", "shoulder")]
    back = np.concatenate(parts)
    back = back[back[:, 1] < -CHEST_FROM]

    def gap(pitch: float) -> float:
        return float((back @ rot_x(pitch)[2]).min()) + height - CHEST_SINK

    pose.root = _cross_root(hips, solve_near(gap, 0, PITCH_STEP, PITCH_LIMIT / 2))

    def head_gap(neck: float) -> float:
        bend(neck)
        return body.lowest(pose, "head")

    bend(solve_near(head_gap, 0, PITCH_STEP, NECK_LIMIT))
    return pose


def _cross_legs(body: Body, pose: Pose) -> None:
    """Right hip and knee bent to a right angle and crossed over, the left leg long."""
    knee = body.position(pose, "upperleg01.R")
    drop = (2 * ROLLER_RADIUS + KNEE_RADIUS - knee[2]) / body.leg_lengths[0]
    thigh = unit((-np.sqrt(max(1 - drop**2 - 0.02, 0)), -0.1, drop))
    body.orient_limb(
        pose, "leg", "R", thigh, (-0.12, 1, -0.06), (0, 0.2, -1), end=(-0.9, 0.35, -0.2)
    )
    hip = body.position(pose, "upperleg01.L")
    slope = (0.06 - hip[2]) / sum(body.leg_lengths)
    body.orient_limb(
        pose, "leg", "L", (-0.03, 1, slope), (-0.03, 1, slope), (-1, 0, 0), end=(-0.5, 0.3, 1)
    )


def _cross_arms(body: Body, pose: Pose, roller: Roller) -> None:
    """Right arm out to the side on the floor, the left hand on the crossed knee."""
    shoulder = body.position(pose, "upperarm01.R")
    reach = sum(body.arm_lengths)
    out = np.array([0.9 * reach, -0.1 * reach, 0.045 - shoulder[2]])
    body.reach(pose, "arm", "R", shoulder + out, (0, -0.3, 0.6), (1, -0.1, 0), UP)
    knee = body.position(pose, "lowerleg01.R")
    top = knee + np.array([0.02, 0.02, KNEE_RADIUS + 0.02])
    body.reach(pose, "arm", "L", top, (-1, -0.4, 0.5), (-0.3, 1, -0.1), DOWN)


@cache
def _crossed(body: Body) -> tuple[float, Roller]:
    """Height of the hips' middle with the left buttock on the floor, and the roller's place."""
    heights = settle(body, lambda h: _cross_trunk(body, 1, h["pelvis"], NO_SWAY), {"pelvis": 0.16})
    pose = _cross_trunk(body, 1, heights["pelvis"], NO_SWAY)
    _cross_legs(body, pose)
    knee = body.position(pose, "lowerleg01.R")
    roller = Roller(float(knee[1]) + 0.12, x=float(knee[0]) - CROSS_ROLLER_X, along=True)
    return heights["pelvis"], roller
