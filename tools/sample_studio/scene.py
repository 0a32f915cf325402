"""The room of a scene: floor, walls, props and the things that stand about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .camera import Camera
from .furniture import DOOR_HEIGHT, DOOR_WIDTH, FRAME, door_frame, parts_of
from .geometry import Array, Vector
from .meshes import Colour, Mesh, box, cylinder, sphere
from .places import Placed, Rect, Stage, place_things
from .props import Ball, Chair, DoorFrame, Mat, Prop, Roller, Wall
from .rooms import Opening, WallPlan, floor_mesh, wall_meshes, wall_plans
from .scenario import Room
from .shaders import MATERIAL_MAT, MATERIAL_PLAIN
from .solids import placed

MAT_COLOUR: Colour = (0.36, 0.28, 0.52)
CHAIR_COLOUR: Colour = (0.45, 0.33, 0.22)
ROLLER_COLOUR: Colour = (0.16, 0.42, 0.45)
BALL_COLOUR: Colour = (0.68, 0.27, 0.16)
MAT_TOP = 0.002  # metres above the floor
MAT_MARGIN = 0.12
SEAT_WIDTH, SEAT_DEPTH, SEAT_THICKNESS, LEG_THICKNESS, BACK_HEIGHT = 0.44, 0.42, 0.05, 0.04, 0.42
THINGS_SEED = 71  # beside the scenario's seed


@dataclass(frozen=True, slots=True)
class Setting:
    """A furnished room: its meshes, where the movement is in it and what else takes up floor."""

    meshes: list[Mesh]
    stage: Stage
    things: tuple[Placed, ...]
    kept_free: tuple[Rect, ...] = ()

    @property
    def taken(self) -> list[Rect]:
        """Floor on which nobody can stand."""
        return [*self.kept_free, *(thing.footprint for thing in self.things)]


def mat_under(vertices: Array) -> Mat:
    """A mat that reaches past all given vertices (n, 3), at least 0.68 x 1.85 m."""
    low, high = vertices[:, :2].min(0), vertices[:, :2].max(0)
    centre = (low + high) / 2
    half = np.maximum((high - low) / 2 + MAT_MARGIN, (0.34, 0.925))
    half[0] = min(half[0], 0.45)
    (x0, y0), (x1, y1) = centre - half, centre + half
    return Mat(float(x0), float(x1), float(y0), float(y1))


def furnished(
    camera: Camera, props: Sequence[Prop], vertices: Array, room: Room, seed: int = 0,
    kept_free: Sequence[Rect] = (), wide: bool = False,
) -> Setting:  # fmt: skip
    """The room behind a movement as seen from the camera.

    Args:
        vertices: all places of the movement's surface (n, 3); nothing will stand before or in it.
        seed: chooses places, colours and details of the things.
        kept_free: floor on which nothing will stand.
        wide: walls farther away, so that somebody can walk past.
    """
    wall = next((prop for prop in props if isinstance(prop, Wall)), None)
    door = next((prop for prop in props if isinstance(prop, DoorFrame)), None)
    walls = wall_plans(camera, wall, door, wide)
    around = np.concatenate([np.zeros((0, 3)), *(_ground(prop) for prop in props)])
    stage = Stage.of(camera, walls, vertices, around)
    rng = np.random.default_rng((THINGS_SEED, seed))
    things = place_things(stage, room.things, rng, kept_free)
    meshes = [floor_mesh(room.floor), *wall_meshes(_opened(walls, things), room.walls)]
    meshes += [mesh for prop in props for mesh in _prop_meshes(prop)]
    for thing in things:
        meshes += [
            Mesh(*placed(shape, thing.at, thing.turn_deg), MATERIAL_PLAIN, colour)
            for shape, colour in parts_of(thing.thing, rng)
        ]
    fixed = [replace(mesh, fixed=True) for mesh in meshes]
    return Setting(fixed, stage, things, tuple(kept_free))


def with_wall_gap(props: Sequence[Prop], gap_m: float) -> tuple[Prop, ...]:
    """The props with the wall that much farther behind the person."""
    return tuple(
        replace(prop, y=prop.y + gap_m) if isinstance(prop, Wall) else prop for prop in props
    )


def _opened(walls: Sequence[WallPlan], things: Sequence[Placed]) -> list[WallPlan]:
    """The walls with the openings of the door frames that stand in them."""
    half = DOOR_WIDTH / 2
    holes: dict[int, list[Opening]] = {}
    for thing in things:
        if thing.thing == "door_frame" and thing.wall is not None:
            hole = Opening(thing.along - half, thing.along + half, DOOR_HEIGHT)
            holes.setdefault(thing.wall, []).append(hole)
    return [
        replace(wall, openings=(*wall.openings, *holes.get(number, ())))
        for number, wall in enumerate(walls)
    ]


def _ground(prop: Prop) -> Array:
    """Two corners (2, 3) of the floor a prop stands on; none for a wall."""
    if isinstance(prop, Mat):
        return np.array([[prop.x_min, prop.y_min, 0], [prop.x_max, prop.y_max, 0]])
    if isinstance(prop, Chair):
        reach = np.array([SEAT_WIDTH, SEAT_DEPTH, 0]) / 2
        return np.add([-reach, reach], (0, prop.centre_y, 0))
    if isinstance(prop, DoorFrame):
        reach = np.array([prop.width / 2 + 0.15, 0.1, 0])
        return np.add([-reach, reach], (prop.x, prop.y, 0))
    return np.zeros((0, 3))


def _prop_meshes(prop: Prop) -> list[Mesh]:
    if isinstance(prop, Chair):
        return _chair(prop)
    if isinstance(prop, Roller):
        axis = (0, 1, 0) if prop.along else (1, 0, 0)
        shape = cylinder((prop.x, prop.y, prop.radius), axis, prop.radius, prop.length)
        return [Mesh(*shape, MATERIAL_PLAIN, ROLLER_COLOUR)]
    if isinstance(prop, Ball):
        shape = sphere((prop.x, prop.y, prop.radius), prop.radius)
        return [Mesh(*shape, MATERIAL_PLAIN, BALL_COLOUR)]
    if isinstance(prop, Mat):
        centre = ((prop.x_min + prop.x_max) / 2, (prop.y_min + prop.y_max) / 2, MAT_TOP - 0.005)
        size = (prop.x_max - prop.x_min, prop.y_max - prop.y_min, 0.01)
        return [Mesh(*box(centre, size), MATERIAL_MAT, MAT_COLOUR, casts_shadow=False)]
    if isinstance(prop, DoorFrame):
        shape = placed(door_frame(prop.width, prop.height), (prop.x, prop.y - 0.05, 0))
        return [Mesh(*shape, MATERIAL_PLAIN, FRAME)]
    return []


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
