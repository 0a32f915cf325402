"""The outline of the trunk, read from the person mask along rays from the hip-shoulder chord."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import OUTLINE_RAYS, Array, TrunkOutline

REACH = 0.8
"""How far from the chord an edge is looked for, in chord lengths."""
INWARD_REACH = 0.35
"""How far beyond the chord, where a hollow back leaves the chord outside the body."""
MIN_CHORD_PX = 20.0


def trunk_outline(mask: NDArray[np.float32], hip: Array, shoulder: Array) -> TrunkOutline | None:
    """Measure the outline on both sides of the trunk.

    Along each ray the first crossing of mask value 0.5 counts, with linear sub-pixel position.

    Args:
        mask: person probability, shape (H, W), 0..1.
        hip, shoulder: mid-hip and mid-shoulder, shape (2,), pixels of the mask.

    Returns:
        The outline, or None where the chord is too short to measure anything.
    """
    chord = np.asarray(shoulder, float) - hip
    length = float(np.hypot(*chord))
    if length < MIN_CHORD_PX:
        return None
    u = chord / length
    normal = np.array([u[1], -u[0]])
    feet = hip + np.linspace(0, 1, OUTLINE_RAYS)[:, None] * chord
    rows = [_edge_distances(mask, feet, sign * normal, length) for sign in (1, -1)]
    return TrunkOutline(np.stack(rows))


def _edge_distances(mask: NDArray[np.float32], feet: Array, normal: Array, length: float) -> Array:
    """Signed distance in pixels from each foot point to the edge along the normal."""
    step = max(0.5, length / 200)
    offsets = np.arange(-INWARD_REACH * length, REACH * length + step, step)
    values, inside_picture = _sample(mask, feet, normal, offsets)
    foot = int(np.searchsorted(offsets, -1e-9))
    starts_inside = values[:, foot] >= 0.5
    outward = _first_crossing(values, inside_picture, offsets, foot, +1)
    inward = _first_crossing(values, inside_picture, offsets, foot, -1)
    return np.where(starts_inside, outward, inward)


def _sample(
    mask: NDArray[np.float32], feet: Array, normal: Array, offsets: Array
) -> tuple[Array, NDArray[np.bool_]]:
    """Mask values (rays, offsets) by bilinear interpolation, and which lie in the picture."""
    points = feet[:, None, :] + offsets[None, :, None] * normal
    x, y = points[..., 0].astype(np.float32), points[..., 1].astype(np.float32)
    height, width = mask.shape
    values = cv2.remap(mask, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside = (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
    return values.astype(float), inside


def _first_crossing(
    values: Array, inside: NDArray[np.bool_], offsets: Array, foot: int, direction: int
) -> Array:
    """Offset of the first 0.5 crossing from the foot in a direction; NaN where there is none."""
    order = slice(foot, None) if direction > 0 else slice(foot, None, -1)
    v, ok, o = values[:, order], inside[:, order], offsets[order]
    person = v >= 0.5
    changes = person[:, 1:] != person[:, :1]
    first = np.argmax(changes, axis=1)
    rows = np.arange(len(v))
    found = changes.any(axis=1) & ok[rows, first] & ok[rows, first + 1]
    before, after = v[rows, first], v[rows, first + 1]
    share = np.divide(
        before - 0.5, before - after, out=np.zeros_like(before), where=before != after
    )
    crossing = o[first] + share * (o[first + 1] - o[first])
    return np.where(found, crossing, np.nan)
