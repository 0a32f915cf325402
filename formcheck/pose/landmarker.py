"""MediaPipe's pose landmarker behind a small interface: a picture in, a `PoseFrame` out."""

from __future__ import annotations

import math
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A picture ready for the model.

    Attributes:
        time_s: when it was taken.
        image: as it came.
        picture: MediaPipe's copy of it.
    """

    time_s: float
    image: Image
    picture: Any

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return int(self.image.shape[1]), int(self.image.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the model found in a picture; `result` is MediaPipe's."""

    time_s: float
    image: Image
    result: Any


class MediaPipePose:
    """`PoseSource` on MediaPipe Tasks in VIDEO mode, with the person mask.

    One tracker follows one person. A second, still-picture detector looks once a second whether
    anybody else is in view, so that this can be told without slowing every frame.
    """

    def __init__(self, model: Path, count_people: bool = True) -> None:
        self._model = model
        self._count_people = count_people
        self._tracker: Any = None
        self._size: tuple[int, int] | None = None
        self._last_ms = -1
        self._finder: Any = None
        self._counted_size: tuple[int, int] | None = None
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
        self._tracker = self._finder = self._size = self._counted_size = None

    def detect(self, image: Image, time_s: float) -> PoseFrame:
        """What is seen in an RGB picture (H, W, 3) taken at `time_s` (increasing)."""
        return self.read(self.look(self.prepare(image, time_s)))

    # The three steps of `detect`. A recorded film takes them in three threads, each for the next
    # picture already: they share nothing that changes.

    def prepare(self, image: Image, time_s: float) -> Shot:
        """Hand a picture to MediaPipe, which copies it."""
        import mediapipe as mp

        whole = np.ascontiguousarray(image)
        return Shot(time_s, image, mp.Image(image_format=mp.ImageFormat.SRGB, data=whole))

    def look(self, shot: Shot) -> Look:
        """Find the person: nothing but the model's own work."""
        size = shot.size
        if self._size != size:
            # The mask smoother crashes when the picture's size changes: one landmarker per size.
            if self._tracker is not None:
                self._tracker.close()
            self._tracker, self._size = _landmarker(self._model, video=True), size
        self._last_ms = max(self._last_ms + 1, round(shot.time_s * 1000))
        result = self._tracker.detect_for_video(shot.picture, self._last_ms)
        return Look(shot.time_s, shot.image, result)

    def read(self, look: Look) -> PoseFrame:
        """Read landmarks and mask, and now and then whether anybody else is there."""
        image, result = look.image, look.result
        height, width = image.shape[:2]
        brightness = float(image[::8, ::8].mean())
        if self._counted_size != (width, height):
            self._counted_size, self._people, self._counted_s = (width, height), 1, -math.inf
        if not result.pose_landmarks:
            return nobody(look.time_s, (width, height), brightness)
        points = _pixels(result.pose_landmarks[0], width, height)
        self._count(image, look.time_s, points)
        outline, in_mask = _read_mask(_mask(result), points)
        quality = FrameQuality(in_mask, brightness, self._people)
        return PoseFrame(look.time_s, (width, height), points, outline, quality)

    def _count(self, image: Image, time_s: float, points: Array) -> None:
        if not self._count_people or time_s - self._counted_s < PEOPLE_EVERY_S:
            return
        self._counted_s = time_s
        self._people = 2 if somebody_else(image, points, self._find) else 1

    def _find(self, image: Image) -> Found | None:
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
    mask: NDArray[np.float32] = np.asarray(result.segmentation_masks[0].numpy_view(), np.float32)
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
