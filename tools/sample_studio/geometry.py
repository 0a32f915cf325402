"""Small vector, rotation and root-finding functions shared by the kit.

Rotations are 3x3 numpy arrays that act on column vectors, rigid transforms are 4x4.
All angles are degrees and follow the right-hand rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Vector = Array | Sequence[float]

BISECTION_STEPS = 24


def unit(vector: Vector) -> Array:
    """Return ``vector`` scaled to length 1 (a zero vector stays zero)."""
    vector = np.asarray(vector, float)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))


def rotation_about(axis: Vector, degrees: float) -> Array:
    """Rotation by ``degrees`` about ``axis`` (Rodrigues' formula)."""
    x, y, z = unit(axis)
    angle = np.deg2rad(degrees)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def rot_x(degrees: float) -> Array:
    """Rotation about +x (subject's left): positive bends the upper body forward."""
    return rotation_about((1, 0, 0), degrees)


def rot_y(degrees: float) -> Array:
    """Rotation about +y (subject's back): positive bends the upper body to its left."""
    return rotation_about((0, 1, 0), degrees)


def rot_z(degrees: float) -> Array:
    """Rotation about +z (up): positive turns the body to its own left."""
    return rotation_about((0, 0, 1), degrees)


def rigid(translation: Vector, rotation: Array | None = None) -> Array:
    """4x4 transform that rotates, then moves by ``translation`` metres."""
    matrix = np.eye(4)
    matrix[:3, 3] = translation
    if rotation is not None:
        matrix[:3, :3] = rotation
    return matrix


def frame_from(direction: Vector, normal: Vector) -> Array:
    """Right-handed frame with columns direction, normal (made perpendicular), their cross."""
    direction = unit(direction)
    normal = np.asarray(normal, float)
    normal = unit(normal - direction * (normal @ direction))
    return np.stack([direction, normal, np.cross(direction, normal)], axis=1)


def swing_twist(rotation: Array, axis: Vector) -> tuple[Array, float]:
    """Split ``rotation`` into swing @ twist, the twist (degrees) being about ``axis``."""
    axis = unit(axis)
    turned = rotation @ axis
    cosine = float(np.clip(axis @ turned, -1, 1))
    swing_axis = np.cross(axis, turned)
    if np.linalg.norm(swing_axis) > 1e-7:
        swing = rotation_about(swing_axis, np.rad2deg(np.arccos(cosine)))
    elif cosine > 0:
        swing = np.eye(3)
    else:
        swing = rotation_about(np.cross(axis, (1, 0.3, 0.2)), 180)
    twist = swing.T @ rotation
    skew = np.array(
        [twist[2, 1] - twist[1, 2], twist[0, 2] - twist[2, 0], twist[1, 0] - twist[0, 1]]
    )
    return swing, float(np.rad2deg(np.arctan2(skew @ axis, np.trace(twist) - 1)))


def flexion_twist_side(rotation: Array) -> tuple[float, float, float]:
    """Angles (f, t, s) in degrees with ``rotation == rot_x(f) @ rot_z(t) @ rot_y(s)``."""
    flexion = np.arctan2(rotation[2, 1], rotation[1, 1])
    twist = np.arcsin(np.clip(-rotation[0, 1], -1, 1))
    side = np.arctan2(rotation[0, 2], rotation[0, 0])
    return float(np.rad2deg(flexion)), float(np.rad2deg(twist)), float(np.rad2deg(side))


def solve_near(error: Callable[[float], float], start: float, step: float, limit: float) -> float:
    """Root of ``error`` closest to ``start``, searched within ``start +- limit``.

    The search walks outwards in both directions by ``step`` until the sign changes and then
    bisects. Without a sign change it returns the tried point with the smallest error.
    """
    tried = [(start, error(start))]
    low = high = tried[0]
    for k in range(1, int(limit / step) + 1):
        for x, previous in ((start + k * step, high), (start - k * step, low)):
            here = (x, error(x))
            if np.sign(here[1]) != np.sign(previous[1]):
                return _bisect(error, previous, here)
            tried.append(here)
            if x > start:
                high = here
            else:
                low = here
    return min(tried, key=lambda point: abs(point[1]))[0]


def _bisect(
    error: Callable[[float], float], a: tuple[float, float], b: tuple[float, float]
) -> float:
    for _ in range(BISECTION_STEPS):
        middle = (a[0] + b[0]) / 2
        value = error(middle)
        if np.sign(value) == np.sign(a[1]):
            a = (middle, value)
        else:
            b = (middle, value)
    return (a[0] + b[0]) / 2
