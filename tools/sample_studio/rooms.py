"""Walls and floor of a room: where they stand as seen from the camera, and what they look like.

A wall may have openings, which lead into a hallway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .camera import Camera
from .geometry import Array
from .meshes import Colour, Mesh, box
from .props import DoorFrame, Wall
from .scenario import Floor, Walls
from .shaders import (
    MATERIAL_CARPET,
    MATERIAL_PAPER,
    MATERIAL_TILES,
    MATERIAL_WALL,
    MATERIAL_WOOD,
)

ROOM_WALL_DISTANCE = 2.6  # metres from the origin
WIDE_WALL_DISTANCE = 5.6
WALL_THICKNESS = 0.1
HALLWAY = 1.4  # metres from an opening to the wall behind it
DOOR_LOOKS_ALONG = 1.0  # metres beside a door's wall within which the camera looks along it

WALL_LOOKS: dict[Walls, tuple[int, Colour, Colour]] = {
    "warm": (MATERIAL_WALL, (0.78, 0.76, 0.71), (0.70, 0.72, 0.73)),
    "white": (MATERIAL_WALL, (0.93, 0.93, 0.91), (0.88, 0.89, 0.90)),
    "dark": (MATERIAL_WALL, (0.27, 0.32, 0.36), (0.23, 0.27, 0.31)),
    "papered": (MATERIAL_PAPER, (0.76, 0.71, 0.60), (0.70, 0.66, 0.57)),
}
"""Material, and the colours of the walls facing along y and along x."""

FLOOR_LOOKS: dict[Floor, tuple[int, Colour]] = {
    "wood": (MATERIAL_WOOD, (0.5, 0.5, 0.5)),
    "carpet": (MATERIAL_CARPET, (0.55, 0.52, 0.48)),
    "tiles": (MATERIAL_TILES, (0.74, 0.73, 0.70)),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole in a wall from the floor to ``top``, between two places along the wall."""

    low: float
    high: float
    top: float


@dataclass(frozen=True, slots=True)
class WallPlan:
    """An upright wall at right angles to an axis.

    Attributes:
        axis: 0: the wall faces along x and runs along y; 1 the other way round.
        face: coordinate of the visible face on that axis.
        inward: +1 or -1, the side of the room on that axis.
        low, high: where the wall begins and ends along the other axis.
        top, bottom: height of its edges; it reaches into the floor.
    """

    axis: int
    face: float
    inward: int
    low: float
    high: float
    top: float = 3.2
    bottom: float = -0.2
    openings: tuple[Opening, ...] = ()

    @property
    def turn_deg(self) -> float:
        """Turn about z that brings a thing's back (+y) to this wall."""
        if self.axis == 1:
            return 0.0 if self.inward < 0 else 180.0
        return -90.0 if self.inward < 0 else 90.0

    def point(self, along: float, off: float = 0.0) -> Array:
        """Point (3,) on the floor at the wall, ``off`` metres into the room."""
        at = np.zeros(3)
        at[self.axis], at[1 - self.axis] = self.face + self.inward * off, along
        return at

    def depth_of(self, points: Array) -> Array:
        """How far points (n, 2 or 3) are on the room's side of the face, metres (n,)."""
        return np.asarray((points[:, self.axis] - self.face) * self.inward)


def wall_plans(
    camera: Camera, wall: Wall | None, door: DoorFrame | None = None, wide: bool = False
) -> tuple[WallPlan, ...]:
    """The walls behind the scene; those of an exercise at a wall or in a doorway first."""
    if wall is not None:
        return _at_a_wall(camera, wall)
    plans = _around(camera, WIDE_WALL_DISTANCE if wide else ROOM_WALL_DISTANCE)
    return (*_door_wall(camera, door), *plans) if door else plans


def wall_meshes(plans: Sequence[WallPlan], walls: Walls) -> list[Mesh]:
    """The walls with their openings, and the hallway behind each of these."""
    material, along_y, along_x = WALL_LOOKS[walls]
    result = []
    for plan in plans:
        colour = along_x if plan.axis == 0 else along_y
        result += [
            Mesh(*box(*part), material, colour, casts_shadow=False) for part in _pieces(plan)
        ]
        for opening in plan.openings:
            middle, half = (opening.low + opening.high) / 2, HALLWAY
            face = plan.face - plan.inward * (WALL_THICKNESS + HALLWAY)
            back = replace(plan, face=face, low=middle - half, high=middle + half, openings=())
            result += [
                Mesh(*box(*part), MATERIAL_WALL, _shaded(colour), casts_shadow=False)
                for part in _pieces(back)
            ]
    return result


def floor_mesh(floor: Floor) -> Mesh:
    """The floor, its top at z = 0."""
    material, colour = FLOOR_LOOKS[floor]
    return Mesh(*box((0, 0, -0.05), (14, 14, 0.1)), material, colour, casts_shadow=False)


def _at_a_wall(camera: Camera, wall: Wall) -> tuple[WallPlan, ...]:
    """The wall leant on (left out when the camera is behind it) and one side wall."""
    if camera.eye[1] < wall.y:
        back = WallPlan(1, wall.y, -1, -4.5, 4.5, 3.1, -0.1)
    else:
        back = WallPlan(1, -3.15, 1, -6, 6)
    inward = 1 if camera.eye[0] > 0 else -1
    return back, WallPlan(0, -4.15 * inward, inward, -6, 6)


def _around(camera: Camera, distance: float) -> tuple[WallPlan, ...]:
    """Walls on the far side of the origin; both side walls for a frontal camera."""
    x, y = camera.eye[:2]
    x_signs = (-int(np.sign(x)),) if abs(x) > 0.3 else (-1, 1)
    y_sign = -int(np.sign(y)) if abs(y) > 0.3 else 1
    face = distance - WALL_THICKNESS / 2
    sides = [WallPlan(0, s * face, -s, -6, 6) for s in x_signs]
    return (*sides, WallPlan(1, y_sign * face, -y_sign, -6, 6))


def _door_wall(camera: Camera, door: DoorFrame) -> tuple[WallPlan, ...]:
    """The wall around a doorway; only its frame where the camera looks along it."""
    low, high, jamb = -4.5, 4.5, door.width / 2 + 0.15
    if abs(camera.eye[1] - door.y) < DOOR_LOOKS_ALONG:
        low = door.x - jamb if camera.eye[0] < door.x else low
        high = door.x + jamb if camera.eye[0] > door.x else high
    inward = -1 if camera.eye[1] < door.y else 1
    face = door.y + inward * WALL_THICKNESS / 2
    half = door.width / 2
    hole = Opening(door.x - half, door.x + half, door.height)
    return (WallPlan(1, face, inward, low, high, 2.6, openings=(hole,)),)


def _pieces(plan: WallPlan) -> list[tuple[Array, Array]]:
    """Centres and sizes of the boxes that make up a wall."""
    spans = []
    start = plan.low
    for opening in sorted(plan.openings, key=lambda o: o.low):
        spans.append((start, opening.low, plan.bottom))
        spans.append((opening.low, opening.high, opening.top))
        start = opening.high
    spans.append((start, plan.high, plan.bottom))
    result = []
    for low, high, bottom in spans:
        if high <= low:
            continue
        centre, size = np.zeros(3), np.full(3, WALL_THICKNESS)
        centre[plan.axis] = plan.face - plan.inward * WALL_THICKNESS / 2
        centre[1 - plan.axis], size[1 - plan.axis] = (low + high) / 2, high - low
        centre[2], size[2] = (plan.top + bottom) / 2, plan.top - bottom
        result.append((centre, size))
    return result


def _shaded(colour: Colour) -> Colour:
    r, g, b = (0.72 * channel for channel in colour)
    return (r, g, b)
