"""A stick figure in torso lengths: x forward, y up, the floor at 0.

Each builder turns the channels of an exercise into a `Figure`. Seen from the side, far points lie
a little off the near ones, as a camera at hip height sees them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

XY = tuple[float, float]
Channels = Mapping[str, float]

THIGH = SHIN = 0.84
TRUNK_RISE_DEG = 15.0
"""Shoulders lie higher than hips on all fours."""
FAR_OFFSET = (0.04, 0.02)
RESTING_CURVE_DEG = 12.0
"""What the outline reads at rest; the engine must not care."""
SHOULDER_HEIGHT = THIGH + math.sin(math.radians(TRUNK_RISE_DEG))
"""Of the start pose on all fours."""
HAND_ABOVE_SHOULDER = 0.5
ELBOW_AHEAD = 0.1
"""Thigh lengths, hands behind the head with elbows open."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One pose: near and far points by part, the nose, and the bend of the back's outline."""

    near: Mapping[str, XY]
    far: Mapping[str, XY]
    nose: XY
    curve_deg: float
    back_towards: XY
    """Direction from the trunk to its back: up on all fours, backwards when upright."""


def polar(origin: XY, length: float, degrees: float) -> XY:
    """The point at a length and an angle from forward, counter-clockwise (90 = up)."""
    angle = math.radians(degrees)
    return origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle)


def plus(a: XY, b: XY) -> XY:
    return a[0] + b[0], a[1] + b[1]


def seen_from_the_side(
    near: Mapping[str, XY], far: Mapping[str, XY], nose: XY, curve: float, back: XY
) -> Figure:
    """`far` needs only the parts that differ from the near ones."""
    both = {part: plus(far.get(part, at), FAR_OFFSET) for part, at in near.items()}
    return Figure(near, both, nose, RESTING_CURVE_DEG + curve, back)


def all_fours(c: Channels) -> Figure:
    """Channels: curve, neck (deg), drop_near, drop_far, lift_near, lift_far (torso), hips (deg)."""
    hip = polar((0.0, 0.0), THIGH, 90 + c.get("hips", 0.0))
    level = polar(hip, 1.0, TRUNK_RISE_DEG)

    def arm(side: str) -> dict[str, XY]:
        shoulder = level[0], level[1] - c.get(f"drop_{side}", 0.0)
        wrist = math.cos(math.radians(TRUNK_RISE_DEG)), c.get(f"lift_{side}", 0.0)
        elbow = (shoulder[0] + wrist[0]) / 2 - 0.04, (shoulder[1] + wrist[1]) / 2
        ear = polar(shoulder, 0.33, TRUNK_RISE_DEG + c.get("neck", 0.0))
        return {"shoulder": shoulder, "wrist": wrist, "elbow": elbow, "ear": ear}

    legs: dict[str, XY] = {
        "hip": hip, "knee": (0.0, 0.0), "ankle": (-SHIN, 0.05), "heel": (-SHIN - 0.08, 0.06),
        "toe": (-SHIN - 0.12, 0.0),
    }  # fmt: skip
    near, far = legs | arm("near"), legs | arm("far")
    nose = polar(near["ear"], 0.14, TRUNK_RISE_DEG - 40 + c.get("neck", 0.0))
    return seen_from_the_side(near, far, nose, c.get("curve", 0.0), (0.0, 1.0))


def seated(c: Channels) -> Figure:
    """Channels: lean and neck (deg, + backwards)."""
    lean = c.get("lean", 0.0)
    head = lean + c.get("neck", 0.0)
    hip = (0.0, 0.9)
    shoulder = polar(hip, 1.0, 90 + lean)
    ear = polar(shoulder, 0.33, 80 + head)
    near: dict[str, XY] = {
        "hip": hip, "knee": (THIGH, 0.84), "ankle": (THIGH, 0.06), "heel": (THIGH - 0.06, 0.0),
        "toe": (THIGH + 0.2, 0.0), "shoulder": shoulder, "ear": ear,
        "wrist": plus(ear, (-0.08, 0.03)),
        "elbow": plus(ear, (ELBOW_AHEAD * THIGH, 0.02)),
    }  # fmt: skip
    nose = polar(ear, 0.14, head)
    return seen_from_the_side(near, {}, nose, -lean, (-1.0, 0.0))


def wall_from_the_side(c: Channels) -> Figure:
    """Channels: rise, gap, arm (torso), curve (deg)."""
    gap, arm, rise = c.get("gap", 0.0), c.get("arm", 0.0), c.get("rise", 0.0)
    near: dict[str, XY] = {
        "hip": (0.0, 0.9), "knee": (THIGH, 0.9), "ankle": (THIGH, 0.06),
        "heel": (THIGH - 0.06, 0.0), "toe": (THIGH + 0.2, 0.0),
        "shoulder": (gap, 1.9), "ear": (gap + 0.03, 2.22),
        "elbow": (arm, 1.95 + 0.5 * rise), "wrist": (arm, 1.9 + HAND_ABOVE_SHOULDER + rise),
    }  # fmt: skip
    nose = plus(near["ear"], (0.14, 0.0))
    return seen_from_the_side(near, {}, nose, c.get("curve", 0.0), (-1.0, 0.0))


def wall_from_the_front(c: Channels) -> Figure:
    """Channels: rise (torso). x is to the right of the picture; near is the right side."""
    rise = c.get("rise", 0.0)
    left: dict[str, XY] = {
        "hip": (0.2, 0.9), "knee": (0.24, 0.86), "ankle": (0.24, 0.06), "heel": (0.24, 0.04),
        "toe": (0.26, 0.0), "shoulder": (0.36, 1.9), "ear": (0.12, 2.25),
        "elbow": (0.36 + 0.5, 1.92 + 0.4 * rise),
        "wrist": (0.36 + 0.5, 1.9 + HAND_ABOVE_SHOULDER + rise),
    }  # fmt: skip
    right = {part: (-x, y) for part, (x, y) in left.items()}
    return Figure(right, left, (0.0, 2.22), RESTING_CURVE_DEG, (-1.0, 0.0))


FIGURES: dict[tuple[str, str], Callable[[Channels], Figure]] = {
    ("cat_cow", "side"): all_fours,
    ("thread_the_needle", "side"): all_fours,
    ("seated_thoracic_extension", "side"): seated,
    ("wall_angels", "side"): wall_from_the_side,
    ("wall_angels", "front"): wall_from_the_front,
}
"""How each exercise is drawn, by exercise and view."""
