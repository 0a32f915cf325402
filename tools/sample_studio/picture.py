"""What a camera makes of what is drawn: open shutter, shaking, stray light, sensor noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from .geometry import Array
from .meshes import Mesh
from .motion import shake
from .renderer import add_sensor_noise

Image = NDArray[np.uint8]

DISPLAY_GAMMA = 2.2
STEP_PX, MOST_STEPS = 2.0, 7  # of what moves while the shutter is open
STRIDE = 7  # every how many vertices tell how fast a mesh moves
ROLL_SHARE = 0.5  # of the shake, in the corners of the picture
BRIGHT, VEIL_DOWN = 215, 8  # grey level from which light strays; factor of the small picture
FLARE_SPREAD = 0.09  # of the picture's width
FLARE_SHARE, STRAY_SHARE = 0.6, 0.4  # near what is bright, everywhere
GAIN_NOISE = 0.65  # noise grows with the exposure to this power
FINE, COARSE, COLOURED = 0.75, 0.5, 0.45  # shares of noise: pixels, patches of 3, their colour
DARK_NOISE, BRIGHT_NOISE = 1.1, 0.7  # times the noise in black and in white


def between(first: Sequence[Mesh], second: Sequence[Mesh], share: float) -> list[Mesh]:
    """Meshes on their straight way from ``first`` (0) to ``second`` (1); may go beyond both."""
    return [
        a if a is b else replace(
            a,
            vertices=a.vertices + share * (b.vertices - a.vertices),
            normals=a.normals + share * (b.normals - a.normals),
        )
        for a, b in zip(first, second, strict=True)
    ]  # fmt: skip


def same_kind(first: Sequence[Mesh], second: Sequence[Mesh]) -> bool:
    """Whether two lists show the same things, so that one can become the other."""
    return [len(mesh.vertices) for mesh in first] == [len(mesh.vertices) for mesh in second]


def steps_for(moved_px: float) -> int:
    """How many pictures, an odd number, make a smooth one of what moves so far; 1: it is still."""
    if moved_px < STEP_PX / 2:
        return 1
    return min(1 + 2 * int(np.ceil(moved_px / STEP_PX / 2)), MOST_STEPS)


def together(images: Sequence[Image]) -> Image:
    """The mean light of pictures (H, W, 3)."""
    if len(images) == 1:
        return images[0]
    light = (np.arange(256) / 255.0) ** DISPLAY_GAMMA
    total = np.zeros(images[0].shape, np.float32)
    for image in images:
        total += cv2.LUT(image, light.astype(np.float32))
    grey = cv2.pow(total / len(images), 1 / DISPLAY_GAMMA) * 255
    return np.asarray(np.rint(grey), np.uint8)


def shake_margin(shake_px: float) -> int:
    """Pixels around the picture that a shaken camera may look at."""
    return int(np.ceil(shake_px * (1 + ROLL_SHARE))) + 2 if shake_px > 0 else 0


def shake_matrix(time_s: float, shake_px: float, size: tuple[int, int], seed: int) -> Array | None:
    """Where a shaken camera shows the points of a steady one: (2, 3) on pixels; None: in place.

    The shift is at most ``shake_px`` across and down, the roll half as much in the corners.
    """
    if shake_px == 0:
        return None
    right, down, clockwise = shake(time_s, seed)
    middle = np.array(size) / 2
    angle = clockwise * ROLL_SHARE * shake_px / np.hypot(*middle)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, -sin], [sin, cos]])
    shift = np.array([right, down]) * shake_px
    matrix: Array = np.c_[turn, middle - turn @ middle + shift]
    return matrix


def moved_points(matrix: Array | None, points: Array) -> Array:
    """Pixels (n, 2) after a shake."""
    return points if matrix is None else points @ matrix[:, :2].T + matrix[:, 2]


def shaken(image: Image, matrix: Array | None, margin: int) -> Image:
    """The shaken picture, out of one with ``margin`` pixels more on each side."""
    if matrix is None:
        return image
    size = (image.shape[1] - 2 * margin, image.shape[0] - 2 * margin)
    back = np.linalg.inv(matrix[:, :2])
    # Pixel i is at i + 0.5 here and at i in OpenCV.
    offset = back @ (0.5 - matrix[:, 2]) + margin - 0.5
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(image, np.c_[back, offset], size, flags=flags), np.uint8)


def veiled(image: Image, strength: float) -> Image:
    """Bright light strays: a glow around what is bright, and a little everywhere."""
    if strength == 0:
        return image
    height, width = image.shape[:2]
    small = cv2.resize(
        image, (width // VEIL_DOWN + 1, height // VEIL_DOWN + 1), interpolation=cv2.INTER_AREA
    )
    bright = np.clip((small.astype(np.float32) - BRIGHT) / (255 - BRIGHT), 0, 1)
    spread = FLARE_SPREAD * width / VEIL_DOWN
    stray = FLARE_SHARE * cv2.GaussianBlur(bright, (0, 0), spread)
    stray += STRAY_SHARE * bright.mean(axis=(0, 1))
    over = cv2.resize(stray, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.add(image, 255 * strength * over, dtype=cv2.CV_8U))


def sensed(
    image: Image, rng: np.random.Generator, noise: float, blur_px: float, exposure: float = 1.0
) -> Image:
    """Lens blur and sensor noise; above the exposure of a day the noise is that of little light.

    Args:
        noise: grey levels by day; it grows as the camera makes up for missing light.
    """
    if exposure <= 1:
        return np.asarray(add_sensor_noise(image, rng, noise, blur_px), np.uint8)
    height, width = image.shape[:2]
    sigma = noise * exposure**GAIN_NOISE
    patches = rng.standard_normal((height // 3 + 1, width // 3 + 1, 4), dtype=np.float32)
    patches *= (COLOURED, COLOURED, COLOURED, COARSE)
    spread = cv2.resize(patches, (width, height), interpolation=cv2.INTER_LINEAR)
    grain = np.asarray(spread[:, :, :3] + spread[:, :, 3:], np.float32)
    grain += FINE * rng.standard_normal((height, width, 1), dtype=np.float32)
    soft = cv2.GaussianBlur(image, (0, 0), blur_px).astype(np.float32)
    grain *= sigma * (DARK_NOISE + (BRIGHT_NOISE - DARK_NOISE) / 255 * soft)
    grain += soft
    return np.clip(grain, 0, 255, out=grain).astype(np.uint8)
