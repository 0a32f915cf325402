"""Small vector, rotation and root-finding functions shared by the kit.

Rotations are 3x3 numpy arrays that act on column vectors, rigid transforms are 4x4.
All angles are degrees and follow the right-hand rule.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Vector = Array | Sequence[float]

UNMOVED = np.eye(4)  # 4x4; copied, for that is quicker than to make it
BISECTION_STEPS = 24
SECANT_STEPS = 6
CLOSE = 2.0**-25  # of a bracket: as far beside the guessed root it is shown to be near


def unit(vector: Vector) -> Array:
    """Return ``vector`` scaled to length 1 (a zero vector stays zero)."""
    vector = np.asarray(vector, float)
    return np.asarray(vector / max(length(vector), 1e-9))


def length(vector: Array) -> float:
    """Euclidean length; for three numbers far quicker than numpy's own."""
    return math.sqrt(np.vdot(vector, vector))


def cross(a: Vector, b: Vector) -> Array:
    """Cross product (3,) of two vectors; in plain numbers, which for three is far quicker."""
    ax, ay, az = np.asarray(a, float).tolist()
    bx, by, bz = np.asarray(b, float).tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def rotation_about(axis: Vector, degrees: float) -> Array:
    """Rotation by ``degrees`` about ``axis`` (Rodrigues' formula)."""
    x, y, z = unit(axis).tolist()
    return _turned(x, y, z, degrees)


def _turned(x: float, y: float, z: float, degrees: float) -> Array:
    """Rotation about the unit vector (x, y, z)."""
    angle = math.radians(degrees)
    s, c = math.sin(angle), 1 - math.cos(angle)
    return np.array(
        [
            [1 - c * (y * y + z * z), c * x * y - s * z, c * x * z + s * y],
            [c * x * y + s * z, 1 - c * (x * x + z * z), c * y * z - s * x],
            [c * x * z - s * y, c * y * z + s * x, 1 - c * (x * x + y * y)],
        ]
    )


def rot_x(degrees: float) -> Array:
    """Rotation about +x (subject's left): positive bends the upper body forward."""
    return _turned(1, 0, 0, degrees)


def rot_y(degrees: float) -> Array:
    """Rotation about +y (subject's back): positive bends the upper body to its left."""
    return _turned(0, 1, 0, degrees)


def rot_z(degrees: float) -> Array:
    """Rotation about +z (up): positive turns the body to its own left."""
    return _turned(0, 0, 1, degrees)


def rigid(translation: Vector, rotation: Array | None = None) -> Array:
    """4x4 transform that rotates, then moves by ``translation`` metres."""
    matrix = UNMOVED.copy()
    matrix[:3, 3] = translation
    if rotation is not None:
        matrix[:3, :3] = rotation
    return matrix


def moved(point: Array, transform: Array) -> Array:
    """A point (3,) under a rigid transform."""
    return np.asarray(transform[:3, :3] @ point + transform[:3, 3])


def frame_from(direction: Vector, normal: Vector) -> Array:
    """Right-handed frame with columns direction, normal (made perpendicular), their cross."""
    direction = unit(direction)
    normal = np.asarray(normal, float)
    normal = unit(normal - direction * (normal @ direction))
    return np.array([direction, normal, cross(direction, normal)]).T


def swing_twist(rotation: Array, axis: Vector) -> tuple[Array, float]:
    """Split ``rotation`` into swing @ twist, the twist (degrees) being about ``axis``."""
    axis = unit(axis)
    turned = rotation @ axis
    cosine = min(max(float(axis @ turned), -1.0), 1.0)
    swing_axis = cross(axis, turned)
    if length(swing_axis) > 1e-7:
        swing = rotation_about(swing_axis, math.degrees(math.acos(cosine)))
    elif cosine > 0:
        swing = np.eye(3)
    else:
        swing = rotation_about(cross(axis, (1, 0.3, 0.2)), 180)
    twist = swing.T @ rotation
    skew = np.array(
        [twist[2, 1] - twist[1, 2], twist[0, 2] - twist[2, 0], twist[1, 0] - twist[0, 1]]
    )
    cosine_times_2 = float(twist[0, 0] + twist[1, 1] + twist[2, 2]) - 1
    return swing, math.degrees(math.atan2(float(skew @ axis), cosine_times_2))


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


Tried = tuple[float, float]
"""A place and the error there."""


def _bisect(error: Callable[[float], float], a: Tried, b: Tried) -> float:
    """Where halving the way from ``a`` to ``b`` leads, the error keeping its sign on one side.

    Only a middle within the window that surely holds the root needs the error.
    """
    before, behind = _window(error, a, b)
    low, high, onward = a[0], b[0], np.sign(b[0] - a[0])
    for _ in range(BISECTION_STEPS):
        middle = (low + high) / 2
        if (middle - before) * onward <= 0:
            low = middle
        elif (middle - behind) * onward >= 0 or np.sign(error(middle)) != np.sign(a[1]):
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _window(error: Callable[[float], float], a: Tried, b: Tried) -> tuple[float, float]:
    """A small part of the way from ``a`` to ``b``: at its start the error has the sign at ``a``."""
    ends, sign = [a[0], b[0]], np.sign(a[1])

    def tried(place: float) -> Tried:
        value = error(place)
        ends[0 if np.sign(value) == sign else 1] = place
        return place, value

    older, newer, close = a, b, CLOSE * abs(b[0] - a[0])
    for _ in range(SECANT_STEPS):
        if older[1] == newer[1] or abs(newer[0] - older[0]) < close:
            break
        guess = newer[0] - newer[1] * (newer[0] - older[0]) / (newer[1] - older[1])
        if not min(ends) < guess < max(ends):
            break
        older, newer = newer, tried(guess)
    for place in (newer[0] - close, newer[0] + close):
        if min(ends) < place < max(ends):
            tried(place)
    return ends[0], ends[1]
