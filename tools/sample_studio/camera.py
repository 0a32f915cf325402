"""The camera.

Camera yaw 0 stands on the -y side (in front of an upright subject, at the head end of a subject
on the floor); 90 on the +x side (the subject's left when upright or face down, right when lying
on the back); 180 behind. Image x grows to the right, y downwards, in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .geometry import Array, Vector, rotation_about, unit

NEAR, FAR = 0.05, 30.0  # metres, clipping planes
DEFAULT_FOV = 48.0  # degrees, vertical
NEAREST_FRAMING, FARTHEST_FRAMING, FRAMING_STEP = 1.8, 6.0, 0.05  # metres
NEAREST_CUT = 0.8  # metres
FEW = 37  # every how many points tell at once that a picture is too narrow


@dataclass(frozen=True)
class Camera:
    """Pinhole camera without distortion; ``roll_deg`` > 0 turns the camera clockwise.

    ``shift`` moves the picture off its middle, as shares of its width (positive: what is seen is
    further left) and height (positive: further up).
    """

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    width: int = 960
    height: int = 540
    fov_deg: float = DEFAULT_FOV
    roll_deg: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def orbit(
        cls, target: Vector, yaw_deg: float, height_m: float, distance_m: float, width: int,
        height: int, fov_deg: float = DEFAULT_FOV, roll_deg: float = 0.0,
    ) -> Camera:  # fmt: skip
        """Camera at a height above the floor and a horizontal distance from ``target``."""
        yaw = np.deg2rad(yaw_deg)
        x = target[0] + distance_m * np.sin(yaw)
        y = target[1] - distance_m * np.cos(yaw)
        aim = (float(target[0]), float(target[1]), float(target[2]))
        return cls((float(x), float(y), float(height_m)), aim, width, height, fov_deg, roll_deg)

    @classmethod
    def framing(
        cls, points: Array, yaw_deg: float, height_m: float, margin: float, width: int,
        height: int, fov_deg: float = DEFAULT_FOV, roll_deg: float = 0.0,
    ) -> Camera:  # fmt: skip
        """Closest orbit camera that shows all ``points`` (n, 3); ``margin`` 1 fills the picture.

        Nearer than 1.8 m only to cut something off, with a ``margin`` under 1.
        """
        centre = (points.min(0) + points.max(0)) / 2
        nearest = NEAREST_FRAMING if margin >= 1 else NEAREST_CUT
        for distance in np.arange(nearest, FARTHEST_FRAMING, FRAMING_STEP):
            camera = cls.orbit(
                centre, yaw_deg, height_m, float(distance), width, height, fov_deg, roll_deg
            )
            if camera._shows(points[::FEW], margin) and camera._shows(points, margin):
                break
        return camera

    def _shows(self, points: Array, margin: float) -> bool:
        pixels, depth = self.project(points)
        size = np.array([self.width, self.height])
        return bool(depth.min() > 0.2 and (np.abs(pixels / size - 0.5) * margin).max() < 0.5)

    @cached_property
    def view(self) -> Array:
        """World-to-camera matrix (4, 4); the camera looks along its -z."""
        forward = unit(np.subtract(self.target, self.eye))
        right = unit(np.cross(forward, (0, 0, 1)))
        roll = rotation_about(forward, self.roll_deg)
        right, up = roll @ right, roll @ np.cross(right, forward)
        matrix = np.eye(4)
        matrix[:3, :3] = right, up, -forward
        matrix[:3, 3] = -matrix[:3, :3] @ self.eye
        return matrix

    @cached_property
    def projection(self) -> Array:
        """OpenGL projection matrix (4, 4)."""
        scale = 1 / np.tan(np.deg2rad(self.fov_deg) / 2)
        matrix = np.zeros((4, 4))
        matrix[0, 0], matrix[1, 1] = scale * self.height / self.width, scale
        matrix[2, 2:] = (FAR + NEAR) / (NEAR - FAR), 2 * FAR * NEAR / (NEAR - FAR)
        matrix[3, 2] = -1
        matrix[:2, 2] += 2 * self.shift[0], -2 * self.shift[1]
        return matrix

    def project(self, points: Array) -> tuple[Array, Array]:
        """Pixel coordinates (n, 2) and depth in metres (n,) of world points (n, 3)."""
        points = np.atleast_2d(points)
        matrix = (self.projection @ self.view)[[0, 1, 3]]
        x, y, depth = matrix[:, :3] @ points.T + matrix[:, 3:]
        pixels = np.empty((len(points), 2))
        pixels[:, 0] = (x / depth + 1) / 2 * self.width
        pixels[:, 1] = (1 - y / depth) / 2 * self.height
        return pixels, depth

    def widened(self, pixels: int) -> Camera:
        """The same picture with so many pixels more on each side."""
        if pixels == 0:
            return self
        width, height = self.width + 2 * pixels, self.height + 2 * pixels
        half = np.tan(np.deg2rad(self.fov_deg) / 2) * height / self.height
        shift = (self.shift[0] * self.width / width, self.shift[1] * self.height / height)
        fov_deg = float(np.rad2deg(2 * np.arctan(half)))
        return replace(self, width=width, height=height, fov_deg=fov_deg, shift=shift)
