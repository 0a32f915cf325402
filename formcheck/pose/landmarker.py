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
    PoseFrame,
    TrunkOutline,
    nobody,
)
from formcheck.pose.others import Found, somebody_else, trunk_ends
from formcheck.pose.outline import trunk_outline

MASK_MARGIN = 0.05
"""Torso and head landmarks may lie this share of the trunk outside the mask."""
PEOPLE_EVERY_S = 1.0

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

    One tracker follows one person. A second, still-picture detector looks once a second whether
    anybody else is in view, so that this can be told without slowing every frame.
    """

    def __init__(self, model: Path, count_people: bool = True) -> None:
        self._model = model
        self._count_people = count_people
        self._tracker: Any = None
        self._finder: Any = None
        self._size: tuple[int, int] | None = None
        self._last_ms = -1
        self._counted_s = -math.inf
        self._people = 1

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
        for landmarker in (self._tracker, self._finder):
            if landmarker is not None:
                landmarker.close()
        self._tracker = self._finder = self._size = None

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
            return nobody(time_s, (width, height), brightness)
        points = _pixels(result.pose_landmarks[0], width, height)
        mask = _mask(result)
        self._count(image, time_s, points)
        outline, in_mask = _read_mask(mask, points)
        quality = FrameQuality(in_mask, brightness, self._people)
        return PoseFrame(time_s, (width, height), points, outline, quality)

    def _rebuild(self, size: tuple[int, int]) -> None:
        # The mask smoother crashes when the picture's size changes: one landmarker per size.
        self.close()
        self._tracker = _landmarker(self._model, video=True)
        self._size, self._people, self._counted_s = size, 1, -math.inf

    def _count(self, image: Image, time_s: float, points: Array) -> None:
        if not self._count_people or time_s - self._counted_s < PEOPLE_EVERY_S:
            return
        self._counted_s = time_s
        self._people = 2 if somebody_else(image, points, self._look) else 1

    def _look(self, image: Image) -> Found | None:
        """The clearest person in one picture, whatever was seen before."""
        import mediapipe as mp

        if self._finder is None:
            self._finder = _landmarker(self._model, video=False)
        picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(image))
        people = self._finder.detect(picture).pose_landmarks
        if not people:
            return None
        height, width = image.shape[:2]
        presence = float(np.median([point.presence for point in people[0]]))
        return Found(_pixels(people[0], width, height), presence)


def _landmarker(model: Path, video: bool) -> Any:
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=RunningMode.VIDEO if video else RunningMode.IMAGE,
        num_poses=1,
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
