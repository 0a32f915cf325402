"""Building blocks for poses: spine, shoulder girdle, arms, and settling contacts on the floor.

All functions change the given :class:`human.Pose` in place unless they return a new one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .geometry import Array, Vector, rot_x, rot_y, rot_z, unit
from .human import NECK, SIDES, SPINE, Body, Pose, Side
from .motion import Sway

NO_SWAY = Sway()
STRAIGHT = (0.0,) * len(SPINE)
MIRROR_X = np.array([-1.0, 1.0, 1.0])
SETTLE_STEPS = 8
PITCH_STEP, PITCH_LIMIT = 2.0, 60.0  # degrees, search for the trunk inclination

DOWN, UP = np.array([0.0, 0, -1]), np.array([0.0, 0, 1])
LEFT, FORWARD, BACK = np.array([1.0, 0, 0]), np.array([0.0, -1, 0]), np.array([0.0, 1, 0])

# Skull point the hands hold and hand spacing, rest axes, metres from the head joint.
BEHIND_HEAD = np.array([0, 0.115, 0.075])
HAND_HALF_SPACING = 0.115


def bend_spine(
    pose: Pose,
    flexion: Vector = STRAIGHT,
    twist: Vector = STRAIGHT,
    neck: tuple[float, float, float] = NO_SWAY,
    sway: Sway = NO_SWAY,
) -> None:
    """Set the spine and neck; degrees per segment from the pelvis up, and in total for the neck.

    Positive: flexion bends forward, twist turns to the subject's left. ``sway`` is spread evenly
    over the five spine segments.
    """
    small = [angle / len(SPINE) for angle in sway]
    for bone, forward, turn in zip(SPINE, flexion, twist, strict=True):
        pose.rotations[bone] = rot_x(forward + small[0]) @ rot_z(turn + small[1]) @ rot_y(small[2])
    bend_neck(pose, neck)


def bend_neck(pose: Pose, neck: tuple[float, float, float]) -> None:
    """Set the neck alone, as :func:`bend_spine` does."""
    forward, turn, aside = (angle / len(NECK) for angle in neck)
    pose.rotations |= dict.fromkeys(NECK, rot_x(forward) @ rot_z(turn) @ rot_y(aside))


def raise_shoulders(pose: Pose, degrees: float) -> None:
    """Elevate both collarbones."""
    pose.rotations["clavicle.L"] = rot_y(-degrees)
    pose.rotations["clavicle.R"] = rot_y(degrees)


def both_arms(
    body: Body, pose: Pose, upper: Vector, lower: Vector, hinge: Vector, palm: Vector
) -> None:
    """Orient both arms symmetrically; vectors are world directions for the LEFT arm.

    The hand continues the forearm and ``palm`` is the direction the palm faces.
    """
    for side, sign in SIDES:
        flip = MIRROR_X if sign < 0 else np.ones(3)
        axis = np.asarray(hinge) * flip * sign  # an axial vector mirrors with opposite sign
        body.orient_limb(
            pose, "arm", side, upper * flip, lower * flip, axis, lower * flip, palm * flip
        )


def hands_behind_head(body: Body, pose: Pose, fold: float = 0) -> None:
    """Clasp both hands behind the head with the elbows wide, or folded forward by degrees."""
    skull = body.bone_transform(pose, "head")
    turn, chest = skull[:3, :3], body.bone_transform(pose, SPINE[-1])[:3, :3]
    for side, sign in SIDES:
        hold = body.head("head") + BEHIND_HEAD + (sign * HAND_HALF_SPACING, 0, 0)
        body.reach(
            pose,
            "arm",
            side,
            turn @ hold + skull[:3, 3],
            pole=chest
            @ (rot_z(-sign * fold) @ (sign, -0.18, 0.12) if fold else (sign, -0.18, 0.12)),
            end=turn @ (-sign * 0.9, 0.12, 0.35),
            end_normal=turn @ (-sign * 0.15, -1, 0),
        )


def frontal_direction(degrees: float, forward: float = 0) -> Array:
    """Direction of the left arm: from hanging (0) sideways and up, tilted forward (degrees)."""
    angle, tilt = np.deg2rad(degrees), np.deg2rad(forward)
    return np.array([np.sin(angle), -np.sin(tilt), -np.cos(angle) * np.cos(tilt)])


def standing_feet(sign: int) -> tuple[Array, Array]:
    """Direction of a foot flat on the floor and the normal of its top."""
    return unit((sign * 0.2, -1, -0.32)), unit((0, -0.32, 1))


def kneeling_leg(
    body: Body, pose: Pose, side: Side, knee: Array, shin: Array, foot_drop: float = 0.3
) -> None:
    """Thigh towards ``knee`` (world point), shin and foot lying on the floor behind it."""
    thigh = knee - body.position(pose, f"upperleg01.{side}")
    body.orient_limb(
        pose, "leg", side, thigh, shin, LEFT,
        end=(shin[0], 1, -foot_drop), end_normal=(0, -foot_drop, -1),
    )  # fmt: skip


def grounded(body: Body, pose: Pose, part: str | None = None) -> Pose:
    """Copy of the pose moved vertically so that its (or one part's) lowest vertex is at z = 0."""
    if part is not None:
        return pose.moved(z=-body.lowest(pose, part))
    return pose.moved(z=-float(body.skin(pose).vertices[:, 2].min()))


def settle(
    body: Body,
    build: Callable[[dict[str, float]], Pose],
    heights: dict[str, float],
    clearance: float = 0.0,
) -> dict[str, float]:
    """Find the control heights that put body parts exactly on the floor.

    ``build`` makes a pose from heights in metres, one per part name of
    :data:`human.PART_BONES`; raising a height must raise the lowest vertex of that part.
    Repeated correction by the remaining gap converges in a few steps.
    """
    heights = dict(heights)
    for _ in range(SETTLE_STEPS):
        pose = build(heights)
        for part in heights:
            heights[part] += clearance - body.lowest(pose, part)
    return heights
