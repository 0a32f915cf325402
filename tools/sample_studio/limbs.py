"""An arm or a leg of two segments: where it points at rest, and how to point it elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .geometry import Array, Vector, cross, frame_from, length, rotation_about, swing_twist, unit

LimbKind = Literal["arm", "leg"]

# proximal segment (two bones), distal segment (two bones), end bone, parent, end-direction bone
LIMB_BONES: dict[str, tuple[str, ...]] = {
    "arm": ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist", "shoulder01",
            "finger3-1"),
    "leg": ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot", "pelvis", "toe2-1"),
}  # fmt: skip
UPPER_TWIST_SHARE = 0.5  # share of a limb's axial twist carried by its second upper bone
FOREARM_TWIST_SHARE = 0.6  # share of pronation carried by the forearm instead of the wrist
STRAIGHT_LIMB_SINE = 0.12  # below this bend the hinge axis comes from the hint
MAX_REACH, MIN_REACH = 0.999, 1.02  # fractions of the sum and of the difference of lengths


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb at rest.

    Attributes:
        bones: the five bones that turn, from shoulder or hip to hand or foot.
        parent: the bone above them.
        upper, lower: directions of both segments.
        normal: of the palm or of the top of the foot.
        second_upper, second_lower: from the second bone of each segment to the next joint.
        frames: of both segments and of hand or foot, see :func:`geometry.frame_from`.
    """

    kind: LimbKind
    bones: tuple[str, ...]
    parent: str
    upper: Array
    lower: Array
    normal: Array
    second_upper: Array
    second_lower: Array
    frames: tuple[Array, Array, Array]

    @staticmethod
    def at_rest(kind: LimbKind, side: str, head: Callable[[str], Array]) -> Limb:
        """The limb of a body; `head` tells the rest position of a bone's head."""
        *bones, parent, pointer = (f"{bone}.{side}" for bone in LIMB_BONES[kind])
        a1, a2, b1, b2, tip = bones
        upper, lower = unit(head(b1) - head(a1)), unit(head(tip) - head(b1))
        end = unit(head(pointer) - head(tip))
        if kind == "leg":
            hinge = np.array([1.0, 0, 0])
            normal = cross(end, hinge)
        else:
            hinge = unit(cross(upper, lower))
            spread = head(f"finger2-1.{side}") - head(f"finger5-1.{side}")
            normal = cross(end, spread) * (1 if side == "L" else -1)
        return Limb(
            kind, tuple(bones), parent, upper, lower, normal,
            head(b1) - head(a2), head(tip) - head(b2),
            (frame_from(upper, hinge), frame_from(lower, hinge), frame_from(end, normal)),
        )  # fmt: skip

    def rotations(
        self, parent_world: Array, upper: Vector, lower: Vector, hinge: Vector,
        end: Vector | None = None, end_normal: Vector | None = None,
    ) -> dict[str, Array]:  # fmt: skip
        """Rotations (3, 3) of its bones that point both segments along world directions.

        Bones that are not named stay as they rest. See :meth:`human.Body.orient_limb`.
        """
        a1, a2, b1, b2, tip = self.bones
        upper_rest, lower_rest, end_rest = self.frames
        upper, lower, hinge = unit(upper), unit(lower), unit(hinge)
        axis = cross(upper, lower)
        if self.kind == "leg" and axis @ hinge < 0:
            axis = -axis
        trust = min(1.0, length(axis) / STRAIGHT_LIMB_SINE)
        axis = trust * unit(axis) + (1 - trust) * hinge

        # Each second bone twists about the line from its head to the next joint, which leaves
        # that joint in place; the joint's own rotation then completes the wanted orientation.
        upper_world = frame_from(upper, axis) @ upper_rest.T
        swing, twist = swing_twist(parent_world.T @ upper_world, self.upper)
        first = swing @ rotation_about(self.upper, twist * (1 - UPPER_TWIST_SHARE))
        second = rotation_about(self.second_upper, twist * UPPER_TWIST_SHARE)
        lower_world = frame_from(lower, axis) @ lower_rest.T
        result = {a1: first, a2: second, b1: (parent_world @ first @ second).T @ lower_world}
        if end is None:
            return result
        normal = lower_world @ self.normal if end_normal is None else end_normal
        bend = lower_world.T @ frame_from(end, normal) @ end_rest.T
        if self.kind == "arm":
            _, twist = swing_twist(bend, self.lower)
            result[b2] = rotation_about(self.second_lower, twist * FOREARM_TWIST_SHARE)
            bend = result[b2].T @ bend
        return result | {tip: bend}


def two_segments(
    start: Array, target: Vector, pole: Vector, lengths: tuple[float, float]
) -> tuple[Array, Array, Array]:
    """Directions of two segments that lead from `start` to `target`, and the axis they bend about.

    The joint between them points to `pole`. A target out of reach is approached along the line.
    """
    first, second = lengths
    line = np.asarray(target, float) - start
    direction = unit(line)
    nearest, farthest = abs(first - second) * MIN_REACH + 1e-3, (first + second) * MAX_REACH
    distance = min(max(length(line), nearest), farthest)
    cosine = (first**2 + distance**2 - second**2) / (2 * first * distance)
    angle = math.acos(min(max(cosine, -1.0), 1.0))
    pole = np.asarray(pole, float)
    pole = unit(pole - direction * (pole @ direction))
    upper = math.cos(angle) * direction + math.sin(angle) * pole
    return upper, unit(direction * distance - upper * first), cross(pole, direction)
