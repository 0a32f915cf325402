"""The part of a picture around a person, as large as it is useful, with its own coordinates."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.pose.frame import Array
from formcheck.video.upright import Image

MARGIN = 0.1
"""Room around what must be seen, as a share of its larger side."""
LARGEST = 2.0
"""A small person is enlarged so far at most: lines stay fine, the picture is not made up."""
NARROWEST = 0.7
"""The short side of a cut-out is at least this share of the long one, where the picture has it."""

_SAME_SHAPE = 0.02
"""Shapes closer than this differ by the rounding of their sides alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A cut-out of a picture.

    Attributes:
        image: RGB, a copy.
        factor, corner: a point p of the pose frame lies at `p * factor - corner` in it.
    """

    image: Image
    factor: Array
    corner: Array

    def place(self, points: Array) -> Array:
        """Points (..., 2) of the pose frame, in the cut-out's pixels."""
        placed: Array = points * self.factor - self.corner
        return placed


def as_judged(image: Image, frame_size: tuple[int, int]) -> Image:
    """The picture in the shape it was judged in: one of another shape stood between black bars.

    That is so for the later pictures of a film whose size changes on the way.
    """
    height, width = image.shape[:2]
    shape = frame_size[0] / frame_size[1]
    if abs(width / height / shape - 1) < _SAME_SHAPE:
        return image
    wanted = max(width, round(height * shape)), max(height, round(width / shape))
    left, top = (wanted[0] - width) // 2, (wanted[1] - height) // 2
    bars = (top, wanted[1] - height - top, left, wanted[0] - width - left)
    return np.asarray(cv2.copyMakeBorder(image, *bars, cv2.BORDER_CONSTANT), np.uint8)


def cut_out(image: Image, frame_size: tuple[int, int], wanted: Array, max_side: int) -> Cut:
    """Cut a picture down to some points and enlarge it.

    Args:
        image: the whole picture, of any size.
        frame_size: width and height of the pose frame that the points belong to.
        wanted: shape (N, 2), what must be seen, pixels of the pose frame.
        max_side: longest side of the result, pixels.
    """
    image = as_judged(image, frame_size)
    height, width = image.shape[:2]
    to_image = np.array([width, height]) / np.array(frame_size)
    left, top, right, bottom = _box(wanted * to_image, width, height)
    part = image[top:bottom, left:right]
    by = min(max_side / max(part.shape[:2]), LARGEST)
    size = (max(1, round(part.shape[1] * by)), max(1, round(part.shape[0] * by)))
    how = cv2.INTER_CUBIC if by > 1 else cv2.INTER_AREA
    scaled = np.ascontiguousarray(cv2.resize(part, size, interpolation=how), np.uint8)
    exact = np.array([size[0] / part.shape[1], size[1] / part.shape[0]])
    return Cut(scaled, to_image * exact, np.array([left, top]) * exact)


def _box(points: Array, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom around points, with a margin, inside the picture."""
    limits = np.array([width, height])
    inside = np.clip(points[np.isfinite(points).all(axis=1)], 0, limits)
    if not len(inside):
        return 0, 0, width, height
    low, high = inside.min(0), inside.max(0)
    span = np.maximum(high - low, 1.0)
    longest = float(span.max())
    room = np.maximum(span, NARROWEST * longest) + 2 * MARGIN * longest
    middle = (low + high) / 2
    start = np.clip(middle - room / 2, 0, np.maximum(limits - room, 0))
    end = np.minimum(start + room, limits)
    left, top = np.floor(start).astype(int)
    right, bottom = np.ceil(end).astype(int)
    return int(left), int(top), int(right), int(bottom)
