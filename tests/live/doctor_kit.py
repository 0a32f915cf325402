"""Pictures for the view doctor, and what it says of them."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from streams.camera import CAMERA, Camera, Frames, picture
from streams.figure import RESTING_CURVE_DEG, Figure

from formcheck.live.doctor import Advice, Doctor
from formcheck.pose.frame import PoseFrame, nobody
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec

HEADLINERS = (
    "cat_cow", "thread_the_needle", "seated_thoracic_extension", "wall_angels",
)  # fmt: skip
FPS = 12.0


@functools.cache
def specs() -> dict[str, ExerciseSpec]:
    return load_all()


def standing(c: dict[str, float] | None = None) -> Figure:
    """Somebody who stands before the camera and faces it; x is to the right of the picture."""
    left = {
        "hip": (0.2, 1.7), "knee": (0.2, 0.88), "ankle": (0.2, 0.06), "heel": (0.2, 0.04),
        "toe": (0.25, 0.0), "shoulder": (0.36, 2.7), "ear": (0.12, 3.05), "elbow": (0.42, 2.2),
        "wrist": (0.42, 1.7),
    }  # fmt: skip
    right = {part: (-x, y) for part, (x, y) in left.items()}
    return Figure(right, left, (0.0, 3.0), RESTING_CURVE_DEG, (-1.0, 0.0))


def lying(face_up: bool) -> Figure:
    """Stretched out on the floor, the arms ahead."""
    near = {
        "hip": (0.0, 0.2), "knee": (-0.8, 0.12), "ankle": (-1.6, 0.1), "heel": (-1.7, 0.1),
        "toe": (-1.8, 0.1), "shoulder": (1.0, 0.2), "ear": (1.3, 0.2), "elbow": (1.4, 0.1),
        "wrist": (1.8, 0.05),
    }  # fmt: skip
    far = {part: (x + 0.04, y + 0.02) for part, (x, y) in near.items()}
    nose = 1.4, (0.32 if face_up else 0.1)
    return Figure(near, far, nose, RESTING_CURVE_DEG, (0.0, 1.0))


def stays(figure: Figure, seconds: float = 3.0, camera: Camera = CAMERA, fps: float = FPS,
          starts_s: float = 0.0) -> Frames:  # fmt: skip
    count = round(seconds * fps) + 1
    return tuple(picture(figure, camera, starts_s + i / fps) for i in range(count))


def empty(seconds: float = 3.0, brightness: float = 110.0, starts_s: float = 0.0) -> Frames:
    count = round(seconds * FPS) + 1
    return tuple(nobody(starts_s + i / FPS, (640, 360), brightness) for i in range(count))


def moved(frames: Iterable[PoseFrame], across: float, down: float = 0.0) -> Frames:
    """Everybody shifted by a share of the picture's width and height."""

    def move(frame: PoseFrame) -> PoseFrame:
        assert frame.landmarks is not None
        shift = np.array([across * frame.size[0], down * frame.size[1], 0.0])
        return replace(frame, landmarks=frame.landmarks + shift)

    return tuple(map(move, frames))


def rolled(frames: Iterable[PoseFrame], degrees: float) -> Frames:
    """The same scene through a camera that is turned about its line of sight."""
    turn = math.radians(degrees)
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])

    def roll(frame: PoseFrame) -> PoseFrame:
        assert frame.landmarks is not None
        middle = np.array(frame.size) / 2
        points = frame.landmarks.copy()
        points[:, :2] = (points[:, :2] - middle) @ matrix.T + middle
        return replace(frame, landmarks=points)

    return tuple(map(roll, frames))


def with_quality(frames: Iterable[PoseFrame], brightness: float = 110.0, people: int = 1) -> Frames:
    return tuple(
        replace(f, quality=replace(f.quality, brightness=brightness, people=people)) for f in frames
    )


def joined(*parts: Frames) -> Frames:
    """Parts one after the other, on one clock."""
    frames: list[PoseFrame] = []
    for part in parts:
        start = frames[-1].time_s + 1 / FPS if frames else 0.0
        frames += [replace(f, time_s=start + f.time_s - part[0].time_s) for f in part]
    return tuple(frames)


def advice_on(exercise: str, frames: Iterable[PoseFrame]) -> list[Advice]:
    doctor = Doctor(specs()[exercise])
    return [doctor.update(frame) for frame in frames]


def said(advice: Sequence[Advice]) -> list[str]:
    """The instructions in their order."""
    texts = [each.instruction for each in advice]
    changes = [texts[0], *(b for a, b in pairwise(texts) if a != b)]
    return [text for text in changes if text is not None]


def states(advice: Advice) -> dict[str, str]:
    return {item.id: item.state for item in advice.items}
