"""Closed shapes beyond boxes and spheres, and moving and joining of shapes. Positions in metres.

A shape is vertices and normals (n, 3) and triangles (m, 3), counter-clockwise seen from outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from .geometry import Array, Vector, rot_z
from .meshes import box, sphere

Shape = tuple[Array, Array, Array]


def block(low: Vector, high: Vector) -> Shape:
    """Axis-aligned box between two corners."""
    bottom, top = np.asarray(low, float), np.asarray(high, float)
    return box((bottom + top) / 2, top - bottom)


def ellipsoid(centre: Vector, radii: Vector, rows: int = 12) -> Shape:
    """Ellipsoid with the axes x, y, z."""
    points, normals, triangles = sphere(np.zeros(3), 1.0, rows)
    normals = normals / np.asarray(radii)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return points * np.asarray(radii) + np.asarray(centre), normals, triangles


def cushion(low: Vector, high: Vector, roundness: float = 0.35, rows: int = 14) -> Shape:
    """Box with soft edges: a superellipsoid; ``roundness`` 1 is an ellipsoid, 0 a box."""
    bottom, top = np.asarray(low, float), np.asarray(high, float)
    unit_points, _, triangles = sphere(np.zeros(3), 1.0, rows)
    ring = np.hypot(unit_points[:, 0], unit_points[:, 1])
    turn = unit_points[:, :2] / np.maximum(ring, 1e-9)[:, None]

    def powers(exponent: float) -> Array:
        around = _signed_power(turn, exponent) * _signed_power(ring, exponent)[:, None]
        return np.hstack([around, _signed_power(unit_points[:, 2:], exponent)])

    half = (top - bottom) / 2
    normals = powers(2 - roundness) / half
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    return powers(roundness) * half + (bottom + top) / 2, normals / lengths, triangles


def lathe(profile: Sequence[tuple[float, float]], segments: int = 28) -> Shape:
    """Solid of revolution about z from (radius, height) pairs, bottom first.

    Start and end with radius 0 to close it. Every part between two pairs has a sharp edge.
    """
    angle = np.linspace(0, 2 * np.pi, segments + 1)
    ring = np.c_[np.cos(angle), np.sin(angle), np.zeros(segments + 1)]
    k = np.arange(segments)
    row = segments + 1
    parts = []
    for (r0, z0), (r1, z1) in pairwise(profile):
        slope = np.hypot(z1 - z0, r0 - r1)
        normals = (ring * (z1 - z0) + (0, 0, r0 - r1)) / max(slope, 1e-9)
        points = np.concatenate([ring * r0 + (0, 0, z0), ring * r1 + (0, 0, z1)])
        triangles = np.concatenate(
            [np.c_[k, k + 1, row + k], np.c_[k + 1, row + k + 1, row + k]]
        )  # fmt: skip
        parts.append((points, np.concatenate([normals, normals]), triangles))
    return joined(parts)


def wavy_sheet(
    width: float, low: float, high: float, depth: float, waves: float, thickness: float = 0.01
) -> Shape:
    """Hanging cloth along x with vertical folds of amplitude ``depth``, front towards -y."""
    count = int(waves * 10) + 1
    x = np.linspace(-width / 2, width / 2, count)
    phase = waves * 2 * np.pi * (x / width + 0.5)
    wave = depth * (np.sin(phase) + 0.35 * np.sin(2.3 * phase + 1))
    slope = np.gradient(wave, x)
    normals = np.c_[slope, -np.ones(count), np.zeros(count)]
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    front = [np.c_[x, wave, np.full(count, z)] for z in (low, high)]
    back = [np.add(points, (0, thickness, 0)) for points in front]
    k = np.arange(count - 1)
    facing = np.concatenate([np.c_[k, k + 1, count + k], np.c_[k + 1, count + k + 1, count + k]])
    return joined(
        [
            (np.concatenate(front), np.concatenate([normals, normals]), facing),
            (np.concatenate(back), -np.concatenate([normals, normals]), facing[:, ::-1]),
        ]
    )


def placed(shape: Shape, at: Vector, turn_deg: float = 0.0) -> Shape:
    """Turned about z, then moved."""
    turn = rot_z(turn_deg)
    return shape[0] @ turn.T + np.asarray(at), shape[1] @ turn.T, shape[2]


def oriented(shape: Shape, turn: Array, at: Vector) -> Shape:
    """Turned by a rotation (3, 3), then moved."""
    return shape[0] @ turn.T + np.asarray(at), shape[1] @ turn.T, shape[2]


def joined(shapes: Iterable[Shape]) -> Shape:
    """Several shapes as one."""
    parts = list(shapes)
    starts = np.cumsum([0, *(len(vertices) for vertices, _, _ in parts[:-1])])
    return (
        np.concatenate([vertices for vertices, _, _ in parts]),
        np.concatenate([normals for _, normals, _ in parts]),
        np.concatenate(
            [triangles + start for (_, _, triangles), start in zip(parts, starts, strict=True)]
        ),
    )


def _signed_power(values: Array, exponent: float) -> Array:
    return np.asarray(np.sign(values) * np.abs(values) ** exponent)
