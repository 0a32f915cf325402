"""The silhouette of a surface, and its depth, where they are looked at and nowhere else."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.outline import INWARD_REACH, REACH

from .geometry import Array

SHIFT = 4  # bits of a pixel's fraction in which corners are drawn
AROUND_PX = 4  # what reading between pixels, the blur and a corner's rounding may reach further
BLUR = (3, 3)


def trunk_triangles(pixels: Array, faces: NDArray[np.int32], hip: Array, shoulder: Array) -> Array:
    """Corners (n, 3, 2) of the triangles that show their outside near the trunk.

    Near enough that the rays of :func:`formcheck.pose.outline.trunk_outline` may meet them.

    Args:
        pixels: the projected surface (V, 2).
        faces: vertices of its triangles (m, 3).
        hip, shoulder: ends of the chord (2,).
    """
    a, b, c = faces.T
    beside = _beside_trunk(pixels, hip, shoulder)
    a, b, c = faces[(beside[a] & beside[b] & beside[c]) == 0].T
    x, y = pixels.T
    outside = (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]) < 0
    return np.asarray(pixels[np.stack([a[outside], b[outside], c[outside]], axis=1)])


def _beside_trunk(pixels: Array, hip: Array, shoulder: Array) -> NDArray[np.uint8]:
    """On which sides of the part that is read each point lies: one bit for each side."""
    chord = shoulder - hip
    length = max(float(np.hypot(*chord)), 1.0)
    u = chord / length
    along, across = (pixels - hip) @ u, (pixels - hip) @ np.array([u[1], -u[0]])
    reach = max(REACH, INWARD_REACH) * length * 1.01 + AROUND_PX
    outside = (along < -AROUND_PX, along > length + AROUND_PX, across < -reach, across > reach)
    return np.asarray(np.packbits(outside, axis=0)[0])


def drawn(triangles: Array, size: tuple[int, int]) -> NDArray[np.float32]:
    """Mask (H, W), 0 to 1 with soft edges, of triangles (n, 3, 2) in a picture of width, height."""
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    for triangle in np.round(triangles * (1 << SHIFT)).astype(np.int32):
        cv2.fillConvexPoly(mask, triangle, 1, lineType=cv2.LINE_8, shift=SHIFT)
    return np.asarray(cv2.GaussianBlur(mask.astype(np.float32), BLUR, 0), np.float32)


def nearest_around(places: Array, pixels: Array, depth: Array, size: tuple[int, int]) -> Array:
    """Least depth (n,) of points (V, 2) with depth (V,) in or beside each place's pixel (n, 2).

    Infinite where there is none; places beside the picture stand for its nearest pixel.
    """
    width, height = size
    grid = np.full((height + 2, width + 2), np.inf)  # with a border of one pixel
    x = np.clip(places[:, 0].astype(int), 0, width - 1)
    y = np.clip(places[:, 1].astype(int), 0, height - 1)
    around = [(dx, dy) for dx in range(3) for dy in range(3)]
    beside = np.zeros(grid.shape, bool)
    for dx, dy in around:
        beside[y + dy, x + dx] = True
    at_x, at_y = pixels.astype(int).T
    inside = (at_x >= 0) & (at_y >= 0) & (at_x < width) & (at_y < height)
    asked = np.flatnonzero(inside)[beside[at_y[inside] + 1, at_x[inside] + 1]]
    np.minimum.at(grid, (at_y[asked] + 1, at_x[asked] + 1), depth[asked])
    return np.asarray(np.min([grid[y + dy, x + dx] for dx, dy in around], axis=0))
