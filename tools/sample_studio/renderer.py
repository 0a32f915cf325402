"""Off-screen OpenGL renderer (EGL, also in software) in two qualities; sensor noise."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal, get_args

import cv2
import moderngl
import numpy as np

from .camera import Camera
from .draft import DraftPainter
from .full import FullPainter
from .geometry import Array
from .gl import egl_context
from .lighting import AMBIENT, Light, Rgb, default_lights
from .meshes import Appearance, Mesh

Quality = Literal["full", "draft"]


class Renderer:
    """Renders meshes at one image size. Create it once; it owns an OpenGL context.

    The ``draft`` quality is for the many pictures that only a pose model looks at: five times as
    fast, with simpler light on the person.
    """

    def __init__(
        self,
        width: int = 960,
        height: int = 540,
        lights: Sequence[Light] | None = None,
        quality: Quality = "full",
        ambient: Rgb = AMBIENT,
    ) -> None:
        if quality not in get_args(Quality):
            raise ValueError(f"quality {quality}: use one of {', '.join(get_args(Quality))}")
        self.size = (width, height)
        self.lights = list(lights or default_lights())
        self._context = egl_context()
        self._painter: FullPainter | DraftPainter
        if quality == "draft":
            self._painter = DraftPainter(self._context, self.size, self.lights, ambient)
        else:
            self._painter = FullPainter(self._context, self.size, self.lights, ambient=ambient)

    def close(self) -> None:
        """Free the OpenGL context."""
        self._context.release()

    def render(
        self,
        meshes: list[Mesh],
        camera: Camera,
        appearance: Appearance,
        shadow_centre: Array,
        with_mask: bool = False,
        exposure: float = 1.0,
    ) -> tuple[Array, Array | None]:
        """RGB image (H, W, 3) uint8 and, if asked for, the visible-person mask (H, W) bool.

        ``exposure`` multiplies all light before it becomes grey levels.
        """
        if (camera.width, camera.height) != self.size:
            raise ValueError(f"camera is not {self.size[0]} x {self.size[1]} pixels")
        with self._context:  # another renderer may have been at work
            self._context.enable_only(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
            self._painter.exposure = exposure
            return self._painter.paint(meshes, camera, appearance, shadow_centre, with_mask)


def add_sensor_noise(
    image: Array, rng: np.random.Generator, sigma: float = 3.0, blur: float = 0.6
) -> Array:
    """Slight lens blur (pixels) and independent pixel noise (grey levels)."""
    noise = rng.standard_normal(image.shape, dtype=np.float32)
    noise *= sigma
    noise += cv2.GaussianBlur(image, (0, 0), blur)
    return np.clip(noise, 0, 255, out=noise).astype(np.uint8)


def add_quick_noise(
    image: Array, rng: np.random.Generator, sigma: float = 3.0, blur: float = 0.6
) -> Array:
    """Like :func:`add_sensor_noise` in a quarter of the time: noise in whole grey levels."""
    normal = NormalDist(0, sigma)
    levels = [round(normal.inv_cdf((k + 0.5) / 256)) for k in range(256)]
    draws = np.frombuffer(rng.bytes(image.size), np.uint8).reshape(image.shape)
    noise = cv2.LUT(draws, np.array(levels, np.int8))
    return np.asarray(cv2.add(cv2.GaussianBlur(image, (0, 0), blur), noise, dtype=cv2.CV_8U))
