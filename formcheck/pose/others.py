"""Is anybody else in the picture? Whoever is followed is painted over, then one looks again.

One look at the whole picture does not do: the detector prefers one person, and in a wide picture
it found the other in 25 of 118 looks. With the followed person painted over it found all 118. A
sofa may pass for a person once; it hardly does so again in a picture cut out around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import Array, Landmark

Image = NDArray[np.uint8]

PAINTED_WIDER = 0.3
"""The points' convex outline is painted over, widened by this share of the trunk."""
CUT_WIDER = 1.8
"""A second look is cut out this much wider than the points that were found."""
SAME_PERSON = 0.6
"""Two poses whose trunks are nearer than this share of a trunk length are the same person."""
SURE = 0.95
"""Median presence of the points in the second look: people .97 and more, a sofa up to .93."""
SMALLEST = 0.2
"""Whose trunk is shorter than this share of the followed one's is too far away to matter."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person in one picture.

    Attributes:
        points: shape (33, 3): x px, y px, visibility.
        presence: how likely a point is in the picture, median of all points, 0..1.
    """

    points: Array
    presence: float


Look = Callable[[Image], Found | None]
"""Finds the clearest person in an RGB picture."""


def somebody_else(image: Image, followed: Array, look: Look) -> bool:
    """Whether another person than the one at the points `followed` (33, 3) is in the picture.

    Costs one look at a picture without people, and a second one where there seems to be somebody.
    """
    rest = painted_over(image, followed)
    found = look(rest)
    if found is None or not _is_another(found.points, followed):
        return False
    x0, y0, x1, y1 = cut_around(found.points, image.shape)
    again = look(np.ascontiguousarray(rest[y0:y1, x0:x1])) if x1 > x0 and y1 > y0 else None
    if again is None or again.presence < SURE:
        return False
    return trunks_apart(again.points + np.array([x0, y0, 0]), found.points) <= SAME_PERSON


def painted_over(image: Image, points: Array) -> Image:
    """The picture with the person at `points` hidden under its mean colour."""
    hidden = np.zeros(image.shape[:2], np.uint8)
    outline = cv2.convexHull(_inside(points[:, :2], image.shape))
    cv2.fillConvexPoly(hidden, outline, 255)
    margin = max(1, round(PAINTED_WIDER * _trunk(points)[1]))
    cv2.polylines(hidden, [outline], True, 255, 2 * margin)
    rest = image.copy()
    rest[hidden > 0] = image[::8, ::8].reshape(-1, image.shape[2]).mean(0).astype(np.uint8)
    return rest


def cut_around(points: Array, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Square around a person, x0, y0, x1, y1, as far as the picture of this shape goes."""
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    middle, half = (low + high) / 2, CUT_WIDER / 2 * float((high - low).max())
    (x0, y0), (x1, y1) = np.rint(middle - half).tolist(), np.rint(middle + half).tolist()
    return max(int(x0), 0), max(int(y0), 0), min(int(x1), shape[1]), min(int(y1), shape[0])


def trunks_apart(one: Array, other: Array) -> float:
    """Distance of two people's trunks, in lengths of the longer trunk."""
    (middle, length), (other_middle, other_length) = _trunk(one), _trunk(other)
    return float(np.hypot(*(middle - other_middle))) / max(length, other_length, 1.0)


def trunk_ends(points: Array) -> tuple[Array, Array]:
    """Mid-hip and mid-shoulder, each (2,), from landmarks (33, 3)."""
    hip = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(0)
    shoulder = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2].mean(0)
    return hip, shoulder


def _is_another(points: Array, followed: Array) -> bool:
    near_enough = _trunk(points)[1] >= SMALLEST * _trunk(followed)[1]
    return near_enough and trunks_apart(points, followed) > SAME_PERSON


def _trunk(points: Array) -> tuple[Array, float]:
    hip, shoulder = trunk_ends(points)
    return (hip + shoulder) / 2, float(np.hypot(*(shoulder - hip)))


def _inside(points: Array, shape: tuple[int, ...]) -> NDArray[np.int32]:
    """Pixels of the points, those out of the picture moved to its edge."""
    edge = np.array([shape[1] - 1, shape[0] - 1])
    return np.clip(np.rint(points), 0, edge).astype(np.int32)
