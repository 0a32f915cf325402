"""Camera, room, furniture and lights.

Camera yaw 0 stands on the -y side (in front of an upright subject, at the head end of a subject
on the floor); 90 on the +x side (the subject's left when upright or face down, right when lying
on the back); 180 behind. Image x grows to the right, y downwards, in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .geometry import Array, Vector, rotation_about, unit
from .meshes import Colour, Mesh, box, cylinder
from .props import Chair, Mat, Prop, Roller, Wall
from .shaders import MATERIAL_MAT, MATERIAL_PLAIN, MATERIAL_WALL, MATERIAL_WOOD

NEAR, FAR = 0.05, 30.0  # metres, clipping planes
DEFAULT_FOV = 48.0  # degrees, vertical
NEAREST_FRAMING, FARTHEST_FRAMING, FRAMING_STEP = 1.8, 6.0, 0.05  # metres

WARM_WALL: Colour = (0.78, 0.76, 0.71)
COOL_WALL: Colour = (0.70, 0.72, 0.73)
MAT_COLOUR: Colour = (0.36, 0.28, 0.52)
CHAIR_COLOUR: Colour = (0.45, 0.33, 0.22)
ROLLER_COLOUR: Colour = (0.16, 0.42, 0.45)
ROOM_WALL_DISTANCE = 2.6
MAT_TOP = 0.002  # metres above the floor
MAT_MARGIN = 0.12
SEAT_WIDTH, SEAT_DEPTH, SEAT_THICKNESS, LEG_THICKNESS, BACK_HEIGHT = 0.44, 0.42, 0.05, 0.04, 0.42


@dataclass(frozen=True)
class Camera:
    """Pinhole camera without distortion; ``roll_deg`` > 0 turns the camera clockwise."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    width: int = 960
    height: int = 540
    fov_deg: float = DEFAULT_FOV
    roll_deg: float = 0.0

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
        """Closest orbit camera that shows all ``points`` (n, 3); ``margin`` 1 fills the picture."""
        centre = (points.min(0) + points.max(0)) / 2
        for distance in np.arange(NEAREST_FRAMING, FARTHEST_FRAMING, FRAMING_STEP):
            camera = cls.orbit(
                centre, yaw_deg, height_m, float(distance), width, height, fov_deg, roll_deg
            )
            pixels, depth = camera.project(points)
            size = np.array([camera.width, camera.height])
            if depth.min() > 0.2 and (np.abs(pixels / size - 0.5) * margin).max() < 0.5:
                break
        return camera

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
        return matrix

    def project(self, points: Array) -> tuple[Array, Array]:
        """Pixel coordinates (n, 2) and depth in metres (n,) of world points (n, 3)."""
        points = np.atleast_2d(points)
        clip = np.c_[points, np.ones(len(points))] @ (self.projection @ self.view).T
        x, y = clip[:, 0] / clip[:, 3], clip[:, 1] / clip[:, 3]
        return np.c_[(x + 1) / 2 * self.width, (1 - y) / 2 * self.height], clip[:, 3]


@dataclass(frozen=True)
class Light:
    """Distant light: unit direction towards the light, linear RGB strength."""

    direction: Array
    colour: Array


def default_lights(key_azimuth: float = 35, keys: int = 4, dome: int = 7) -> list[Light]:
    """A soft key light (several close directions) and a dome of fill lights."""

    def direction(azimuth: float, elevation: float) -> Array:
        a, e = np.deg2rad(azimuth), np.deg2rad(elevation)
        return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])

    lights = []
    for i in range(keys):
        a = 2 * np.pi * i / keys
        towards = direction(key_azimuth + 11 * np.cos(a), 52 + 9 * np.sin(a))
        lights.append(Light(towards, np.array([1.05, 0.98, 0.88]) * 1.15 / keys))
    for i in range(dome):
        towards = direction(i * 137.5, 12 + 70 * (i + 0.5) / dome)
        lights.append(Light(towards, np.array([0.88, 0.95, 1.05]) * 0.95 / dome))
    return lights


def mat_under(vertices: Array) -> Mat:
    """A mat that reaches past all given vertices (n, 3), at least 0.68 x 1.85 m."""
    low, high = vertices[:, :2].min(0), vertices[:, :2].max(0)
    centre = (low + high) / 2
    half = np.maximum((high - low) / 2 + MAT_MARGIN, (0.34, 0.925))
    half[0] = min(half[0], 0.45)
    (x0, y0), (x1, y1) = centre - half, centre + half
    return Mat(float(x0), float(x1), float(y0), float(y1))


def room_meshes(camera: Camera, props: tuple[Prop, ...]) -> list[Mesh]:
    """Floor, the walls behind the scene as seen from the camera, and the props."""
    meshes = [Mesh(*box((0, 0, -0.05), (14, 14, 0.1)), MATERIAL_WOOD, casts_shadow=False)]
    walls = [prop for prop in props if isinstance(prop, Wall)]
    meshes += _exercise_wall(camera, walls[0]) if walls else _room_walls(camera)
    for prop in props:
        if isinstance(prop, Chair):
            meshes += _chair(prop)
        elif isinstance(prop, Roller):
            shape = cylinder((0, prop.y, prop.radius), (1, 0, 0), prop.radius, prop.length)
            meshes.append(Mesh(*shape, MATERIAL_PLAIN, ROLLER_COLOUR))
        elif isinstance(prop, Mat):
            centre = ((prop.x_min + prop.x_max) / 2, (prop.y_min + prop.y_max) / 2, MAT_TOP - 0.005)
            size = (prop.x_max - prop.x_min, prop.y_max - prop.y_min, 0.01)
            meshes.append(Mesh(*box(centre, size), MATERIAL_MAT, MAT_COLOUR, casts_shadow=False))
    return [replace(mesh, fixed=True) for mesh in meshes]


def _wall(centre: Vector, size: Vector, colour: Colour) -> Mesh:
    return Mesh(*box(centre, size), MATERIAL_WALL, colour, casts_shadow=False)


def _exercise_wall(camera: Camera, wall: Wall) -> list[Mesh]:
    """The wall leant on (left out when the camera is behind it) and one side wall."""
    if camera.eye[1] < wall.y:
        back = _wall((0, wall.y + 0.05, 1.5), (9, 0.1, 3.2), WARM_WALL)
    else:
        back = _wall((0, -3.2, 1.5), (12, 0.1, 3.4), WARM_WALL)
    side = -4.2 if camera.eye[0] > 0 else 4.2
    return [back, _wall((side, 0, 1.5), (0.1, 12, 3.4), COOL_WALL)]


def _room_walls(camera: Camera) -> list[Mesh]:
    """Walls on the far side of the origin; both side walls for a frontal camera."""
    distance = ROOM_WALL_DISTANCE
    x, y = camera.eye[:2]
    x_signs = (-np.sign(x),) if abs(x) > 0.3 else (-1, 1)
    y_sign = -np.sign(y) if abs(y) > 0.3 else 1
    meshes = [_wall((s * distance, 0, 1.5), (0.1, 12, 3.4), COOL_WALL) for s in x_signs]
    return [*meshes, _wall((0, y_sign * distance, 1.5), (12, 0.1, 3.4), WARM_WALL)]


def _chair(chair: Chair) -> list[Mesh]:
    """Seat, four legs and, if asked for, a low backrest."""
    top, y = chair.seat_height, chair.centre_y
    parts: list[tuple[Vector, Vector]] = [
        ((0, y, top - SEAT_THICKNESS / 2), (SEAT_WIDTH, SEAT_DEPTH, SEAT_THICKNESS))
    ]
    leg = top - SEAT_THICKNESS
    for sx in (-1, 1):
        for sy in (-1, 1):
            x_leg = sx * (SEAT_WIDTH - LEG_THICKNESS) / 2
            y_leg = y + sy * (SEAT_DEPTH - LEG_THICKNESS) / 2
            parts.append(((x_leg, y_leg, leg / 2), (LEG_THICKNESS, LEG_THICKNESS, leg)))
    if chair.back_y is not None:
        centre = (0, chair.back_y + LEG_THICKNESS / 2, top + BACK_HEIGHT / 2)
        parts.append((centre, (SEAT_WIDTH, LEG_THICKNESS, BACK_HEIGHT)))
    return [Mesh(*box(*part), MATERIAL_PLAIN, CHAIR_COLOUR) for part in parts]
