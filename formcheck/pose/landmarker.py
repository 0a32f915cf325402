"""MediaPipe's pose landmarker behind a small interface: a picture in, a `PoseFrame` out."""

from __future__ import annotations

import math
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    Array,
    FrameQuality,
    Landmark,
    PoseFrame,
    TrunkOutline,
    nobody,
)
from formcheck.pose.outline import trunk_outline

MASK_MARGIN = 0.05
"""Torso and head landmarks may lie this share of the trunk outside the mask."""
PEOPLE_EVERY_S = 1.0
MAX_PEOPLE = 3
SAME_PERSON = 0.6
"""Two poses whose trunks are nearer than this share of a trunk length are the same person."""

Image = NDArray[np.uint8]


class PoseSource(Protocol):
    """Anything that turns pictures into pose frames."""

    def detect(self, image: Image, time_s: float) -> PoseFrame:
        """What is seen in an RGB picture (H, W, 3) taken at `time_s` (increasing)."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


class MediaPipePose:
    """`PoseSource` on MediaPipe Tasks in VIDEO mode, with the person mask.

    One tracker follows one person. A second, still-picture detector counts the people in view
    once a second, so that a second person can be named without slowing every frame.
    """

    def __init__(self, model: Path, count_people: bool = True) -> None:
        self._model = model
        self._count_people = count_people
        self._tracker: Any = None
        self._counter: Any = None
        self._size: tuple[int, int] | None = None
        self._last_ms = -1
        self._counted_s = -math.inf
        self._people = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the model; the source can be used again afterwards."""
        for landmarker in (self._tracker, self._counter):
            if landmarker is not None:
                landmarker.close()
        self._tracker = self._counter = self._size = None

    def detect(self, image: Image, time_s: float) -> PoseFrame:
        """What is seen in an RGB picture (H, W, 3) taken at `time_s` (increasing)."""
        import mediapipe as mp

        height, width = image.shape[:2]
        if self._size != (width, height):
            self._rebuild((width, height))
        picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(image))
        self._last_ms = max(self._last_ms + 1, round(time_s * 1000))
        result = self._tracker.detect_for_video(picture, self._last_ms)
        brightness = float(image[::8, ::8].mean())
        if not result.pose_landmarks:
            self._people = 0
            return nobody(time_s, (width, height), brightness)
        points = _pixels(result.pose_landmarks[0], width, height)
        mask = _mask(result)
        self._count(picture, time_s, points, (width, height))
        outline, in_mask = _read_mask(mask, points)
        quality = FrameQuality(in_mask, brightness, self._people)
        return PoseFrame(time_s, (width, height), points, outline, quality)

    def _rebuild(self, size: tuple[int, int]) -> None:
        # The mask smoother crashes when the picture's size changes: one landmarker per size.
        self.close()
        self._tracker = _landmarker(self._model, video=True, people=1)
        self._size, self._counted_s = size, -math.inf

    def _count(self, picture: Any, time_s: float, points: Array, size: tuple[int, int]) -> None:
        if not self._count_people:
            self._people = 1
            return
        if time_s - self._counted_s < PEOPLE_EVERY_S:
            return
        if self._counter is None:
            self._counter = _landmarker(self._model, video=False, people=MAX_PEOPLE)
        self._counted_s = time_s
        found = self._counter.detect(picture).pose_landmarks
        others = _distinct([points, *(_pixels(person, *size) for person in found)])
        self._people = len(others)


def _landmarker(model: Path, video: bool, people: int) -> Any:
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=RunningMode.VIDEO if video else RunningMode.IMAGE,
        num_poses=people,
        output_segmentation_masks=video,
    )
    return PoseLandmarker.create_from_options(options)


def _pixels(person: Any, width: int, height: int) -> Array:
    """Landmarks as (33, 3): x px, y px, visibility."""
    return np.array([(p.x * width, p.y * height, p.visibility) for p in person], float)


def _mask(result: Any) -> NDArray[np.float32] | None:
    if not result.segmentation_masks:
        return None
    mask: NDArray[np.float32] = result.segmentation_masks[0].numpy_view().astype(np.float32)
    return np.squeeze(mask)


def trunk_ends(points: Array) -> tuple[Array, Array]:
    """Mid-hip and mid-shoulder, each (2,), from landmarks (33, 3)."""
    hip = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(0)
    shoulder = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2].mean(0)
    return hip, shoulder


def _read_mask(
    mask: NDArray[np.float32] | None, points: Array
) -> tuple[TrunkOutline | None, NDArray[np.bool_]]:
    """The trunk's outline, and which landmarks lie in the (widened) mask."""
    if mask is None:
        return None, np.ones(LANDMARK_COUNT, bool)
    hip, shoulder = trunk_ends(points)
    outline = trunk_outline(mask, hip, shoulder)
    margin = MASK_MARGIN * float(np.hypot(*(shoulder - hip)))
    angles = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    ring = np.concatenate([np.zeros((1, 2)), margin * np.c_[np.cos(angles), np.sin(angles)]])
    around = (points[:, None, :2] + ring).astype(np.float32)
    values = cv2.remap(
        mask, around[..., 0], around[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    inside: NDArray[np.bool_] = np.any(values >= 0.5, axis=1)
    return outline, inside


def _distinct(people: list[Array]) -> list[Array]:
    """People whose trunks are apart; the detector may find the tracked one again."""
    kept: list[Array] = []
    for person in people:
        hip, shoulder = trunk_ends(person)
        centre, length = (hip + shoulder) / 2, np.hypot(*(shoulder - hip))
        if all(_trunk_distance(centre, length, other) > SAME_PERSON for other in kept):
            kept.append(person)
    return kept


def _trunk_distance(centre: Array, length: float, other: Array) -> float:
    hip, shoulder = trunk_ends(other)
    scale = max(length, float(np.hypot(*(shoulder - hip))), 1.0)
    return float(np.hypot(*(centre - (hip + shoulder) / 2))) / scale
