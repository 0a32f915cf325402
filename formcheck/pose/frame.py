"""What is seen in one picture: landmarks, the outline of the trunk, and how far to trust them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LANDMARK_COUNT = 33
OUTLINE_RAYS = 41
"""Rays from the hip-shoulder chord, evenly spaced from mid-hip (0) to mid-shoulder (1)."""


class Landmark(IntEnum):
    """The BlazePose landmarks that exercises use, by index into `PoseFrame.landmarks`."""

    NOSE = 0
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_TOE = 31
    RIGHT_TOE = 32


@dataclass(frozen=True, slots=True)
class TrunkOutline:
    """Distance from the hip-shoulder chord to the edge of the person, on both sides of it.

    The chord runs from mid-hip to mid-shoulder; ``u`` is its unit vector in pixels (y down).
    Row 0 is measured along ``(u_y, -u_x)``: image-up when the hips are left and the shoulders
    right. Row 1 is measured along the opposite normal. Which row is the back depends on the
    exercise, so both travel.

    Attributes:
        distance_px: shape (2, 41), pixels; negative where the chord itself lies outside the
            person; NaN where no edge was found before the end of the picture or of the search.
    """

    distance_px: Array


@dataclass(frozen=True, slots=True)
class FrameQuality:
    """How far a frame can be trusted.

    Attributes:
        in_mask: shape (33,) bool; landmark lies in the person mask widened by 5 % of the trunk.
        brightness: mean grey value of the picture, 0 to 255.
        people: 0 nobody, 1, or 2 where somebody else was in view too when last looked.
    """

    in_mask: NDArray[np.bool_]
    brightness: float
    people: int


@dataclass(frozen=True, slots=True)
class PoseFrame:
    """One moment of a recording.

    Attributes:
        time_s: seconds on the source's own clock, strictly increasing within a recording.
        size: picture width and height in pixels.
        landmarks: shape (33, 3): x px (right), y px (down), visibility 0..1; None: nobody seen.
        outline: the trunk's outline; None where nobody is seen.
        quality: how far to trust it.
    """

    time_s: float
    size: tuple[int, int]
    landmarks: Array | None
    outline: TrunkOutline | None
    quality: FrameQuality


def nobody(time_s: float, size: tuple[int, int], brightness: float = 0.0) -> PoseFrame:
    """A frame in which nobody was found."""
    quality = FrameQuality(np.zeros(LANDMARK_COUNT, bool), brightness, 0)
    return PoseFrame(time_s, size, None, None, quality)
