"""Changes to frames that were filmed already: mirrored, scaled, cropped, covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from formcheck.pose.frame import PoseFrame, TrunkOutline, nobody
from streams.camera import Frames

PAIRS = (
    (1, 4), (2, 5), (3, 6), (7, 8), (9, 10), (11, 12), (13, 14), (15, 16), (17, 18), (19, 20),
    (21, 22), (23, 24), (25, 26), (27, 28), (29, 30), (31, 32),
)  # fmt: skip
"""BlazePose landmarks that change places when the picture is mirrored."""


def mirrored(frames: Iterable[PoseFrame]) -> Frames:
    """The same frames with left and right of the picture exchanged."""
    order = list(range(33))
    for left, right in PAIRS:
        order[left], order[right] = right, left
    return tuple(_mirror(frame, order) for frame in frames)


def _mirror(frame: PoseFrame, order: list[int]) -> PoseFrame:
    if frame.landmarks is None:
        return frame
    landmarks = frame.landmarks[order].copy()
    landmarks[:, 0] = frame.size[0] - landmarks[:, 0]
    outline = frame.outline and TrunkOutline(frame.outline.distance_px[::-1].copy())
    quality = replace(frame.quality, in_mask=frame.quality.in_mask[order])
    return replace(frame, landmarks=landmarks, outline=outline, quality=quality)


def scaled(frames: Iterable[PoseFrame], factor: float) -> Frames:
    """The same scene filmed with `factor` times as many pixels."""

    def scale(frame: PoseFrame) -> PoseFrame:
        size = round(frame.size[0] * factor), round(frame.size[1] * factor)
        return replace(_zoom(frame, factor), size=size)

    return tuple(map(scale, frames))


def far_away(frames: Iterable[PoseFrame], factor: float) -> Frames:
    """The same picture size with a person `factor` times as large in it."""
    return tuple(_zoom(frame, factor) for frame in frames)


def _zoom(frame: PoseFrame, factor: float) -> PoseFrame:
    if frame.landmarks is None:
        return frame
    landmarks = frame.landmarks * np.array([factor, factor, 1.0])
    outline = frame.outline and TrunkOutline(frame.outline.distance_px * factor)
    return replace(frame, landmarks=landmarks, outline=outline)


def moved(frames: Iterable[PoseFrame], dx: float, dy: float) -> Frames:
    """The camera points elsewhere: everything moves by pixels."""

    def move(frame: PoseFrame) -> PoseFrame:
        assert frame.landmarks is not None
        return replace(frame, landmarks=frame.landmarks + np.array([dx, dy, 0.0]))

    return tuple(map(move, frames))


def shifted(frames: Iterable[PoseFrame], seconds: float) -> Frames:
    """The same frames on another clock."""
    return tuple(replace(frame, time_s=frame.time_s + seconds) for frame in frames)


def between(
    frames: Iterable[PoseFrame],
    span: tuple[float, float],
    change: Callable[[PoseFrame], PoseFrame],
) -> Frames:
    """Change the frames of a time span only."""
    return tuple(change(f) if span[0] <= f.time_s < span[1] else f for f in frames)


def gone(frame: PoseFrame, brightness: float = 110.0) -> PoseFrame:
    """Nobody is found in this picture."""
    return nobody(frame.time_s, frame.size, brightness)


def without(frame: PoseFrame, *landmarks: int) -> PoseFrame:
    """Limbs hidden (visibility 0.1) and torso points outside the person's mask."""
    assert frame.landmarks is not None
    points, in_mask = frame.landmarks.copy(), frame.quality.in_mask.copy()
    points[list(landmarks), 2] = 0.1
    in_mask[list(landmarks)] = False
    return replace(frame, landmarks=points, quality=replace(frame.quality, in_mask=in_mask))
