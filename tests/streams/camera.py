"""Films a performance: figures become pixels, with noise, missing frames and a frame rate."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    OUTLINE_RAYS,
    FrameQuality,
    Landmark,
    PoseFrame,
    TrunkOutline,
)
from streams.figure import FIGURES, Figure
from streams.performance import Array, Performance

BELLY = 0.35
"""Depth of the front side of the trunk, torso lengths."""
BACK = 0.20
"""Depth of the back at the hip end of the window."""
FITTED = (0.05, 0.70)
"""The part of the chord whose end tangents make the stated angle."""
FAR_VISIBILITY = {"elbow": 0.3, "wrist": 0.55, "knee": 0.45, "ankle": 0.4}
OUTLINE_NOISE = 0.3
"""Of the landmarks' noise: neighbouring rays agree, landmarks do not."""

Frames = tuple[PoseFrame, ...]


@dataclass(frozen=True, slots=True)
class Camera:
    """How it is filmed.

    Attributes:
        torso_px: hip to shoulder in the picture.
        facing: +1 when the person's front points to the right of the picture.
        missing: share of frames that are lost, chosen by `seed`.
        noise_px: standard deviation of every coordinate. In filmed clips the jitter of the tracked
            trunk and head, frame against frame, is 0.02 to 0.1 % of the torso.
        starts_s: clock at the first frame.
    """

    fps: float = 12.0
    size: tuple[int, int] = (640, 360)
    torso_px: float = 100.0
    facing: int = 1
    missing: float = 0.0
    noise_px: float = 0.1
    starts_s: float = 0.0
    seed: int = 1


CAMERA = Camera()


@functools.lru_cache(maxsize=256)
def film(performance: Performance, camera: Camera = CAMERA) -> Frames:
    """The performance as pose frames."""
    random = np.random.default_rng(camera.seed)
    times = np.arange(0.0, performance.seconds, 1 / camera.fps)
    times = times[random.random(len(times)) >= camera.missing]
    channels = performance.channels(times)
    draw = FIGURES[performance.exercise, performance.view]
    frames = []
    for i, time_s in enumerate(times.tolist()):
        figure = draw({name: float(values[i]) for name, values in channels.items()})
        frames.append(picture(figure, camera, camera.starts_s + time_s, random))
    return tuple(frames)


def picture(
    figure: Figure, camera: Camera, time_s: float = 0.0, random: np.random.Generator | None = None
) -> PoseFrame:
    """One figure as a pose frame; without `random` there is no noise."""
    landmarks = landmarks_of(figure, camera)
    distances = outline_of(landmarks, figure, camera)
    if random is not None and camera.noise_px:
        landmarks[:, :2] += random.normal(0, camera.noise_px, (LANDMARK_COUNT, 2))
        distances += random.normal(0, OUTLINE_NOISE * camera.noise_px, distances.shape)
    quality = FrameQuality(np.ones(LANDMARK_COUNT, bool), 110.0, 1)
    return PoseFrame(time_s, camera.size, landmarks, TrunkOutline(distances), quality)


def landmarks_of(figure: Figure, camera: Camera) -> Array:
    """Landmarks (33, 3); a person facing right shows the right side."""
    near, far = ("RIGHT", "LEFT") if camera.facing > 0 else ("LEFT", "RIGHT")
    landmarks = np.zeros((LANDMARK_COUNT, 3))
    # Landmarks that no exercise uses (eyes, mouth, fingers) lie on the nose.
    landmarks[:] = (*_pixel(figure.nose, camera), 0.97)
    for part, at in figure.near.items():
        landmarks[Landmark[f"{near}_{part.upper()}"]] = (*_pixel(at, camera), 0.97)
    front = figure.near["shoulder"][0] != figure.far["shoulder"][0] and figure.back_towards[0] < 0
    both_sides_seen = front and abs(figure.near["shoulder"][0] - figure.far["shoulder"][0]) > 0.3
    for part, at in figure.far.items():
        visibility = 0.97 if both_sides_seen else FAR_VISIBILITY.get(part, 0.97)
        landmarks[Landmark[f"{far}_{part.upper()}"]] = (*_pixel(at, camera), visibility)
    return landmarks


def _pixel(at: tuple[float, float], camera: Camera) -> tuple[float, float]:
    width, height = camera.size
    x = width / 2 + camera.facing * (at[0] - 0.2) * camera.torso_px
    return x, 0.95 * height - at[1] * camera.torso_px


def outline_of(landmarks: Array, figure: Figure, camera: Camera) -> Array:
    """Distances (2, 41): the figure's curve on the side of its back, a flat belly opposite."""
    hip = landmarks[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(0)
    shoulder = landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2].mean(0)
    chord = shoulder - hip
    length = float(np.hypot(*chord))
    row_0 = np.array([chord[1], -chord[0]])
    back = np.array([camera.facing * figure.back_towards[0], -figure.back_towards[1]])
    rows = [parabola(figure.curve_deg), np.full(OUTLINE_RAYS, BELLY)]
    if row_0 @ back < 0:
        rows.reverse()
    return np.stack(rows) * length


def parabola(angle_deg: float) -> Array:
    """Depth (41,) over the chord whose end tangents in the fitted part turn by an angle."""
    a, b = FITTED
    slope = math.tan(math.radians(angle_deg) / 2)
    c2 = -slope / (b - a)
    c1 = slope - 2 * c2 * a
    t = np.linspace(0.0, 1.0, OUTLINE_RAYS)
    depth: Array = c2 * t**2 + c1 * t
    return depth - depth[2] + BACK
