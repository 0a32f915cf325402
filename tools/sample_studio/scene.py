"""Room and furniture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .camera import Camera
from .geometry import Array, Vector
from .meshes import Colour, Mesh, box, cylinder
from .props import Chair, Mat, Prop, Roller, Wall
from .shaders import MATERIAL_MAT, MATERIAL_PLAIN, MATERIAL_WALL, MATERIAL_WOOD

WARM_WALL: Colour = (0.78, 0.76, 0.71)
COOL_WALL: Colour = (0.70, 0.72, 0.73)
MAT_COLOUR: Colour = (0.36, 0.28, 0.52)
CHAIR_COLOUR: Colour = (0.45, 0.33, 0.22)
ROLLER_COLOUR: Colour = (0.16, 0.42, 0.45)
ROOM_WALL_DISTANCE = 2.6
MAT_TOP = 0.002  # metres above the floor
MAT_MARGIN = 0.12
SEAT_WIDTH, SEAT_DEPTH, SEAT_THICKNESS, LEG_THICKNESS, BACK_HEIGHT = 0.44, 0.42, 0.05, 0.04, 0.42


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
