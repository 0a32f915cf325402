"""Bright windows behind a person, from near the floor to above their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .camera import Camera
from .geometry import Array, Vector
from .lighting import Rgb
from .meshes import Colour, Mesh, box
from .rooms import WallPlan
from .shaders import MATERIAL_GLOW, MATERIAL_PLAIN

WIDTH, BOTTOM, TOP = 3.9, 0.10, 2.15  # metres
PANES = 3
PIER = 1.15  # metres of wall between two windows behind somebody who leans on it
LEANT_ON = 0.9  # metres from the person within which a wall may be leant on
BAR, BAR_COLOUR = 0.06, (0.82, 0.82, 0.80)  # of the frame
OFF_WALL = 0.012  # metres


def window_meshes(
    camera: Camera, walls: Sequence[WallPlan], centre: Array, glow: Rgb
) -> list[Mesh]:
    """A window in the wall that the camera sees behind ``centre`` (3,), or one on each side.

    ``glow`` is its brightness, linear RGB.
    """
    hit = _behind(camera, walls, centre)
    if hit is None:
        return []
    wall, along = hit
    middles = [_in_the_room(wall, along, walls)]
    if abs(centre[wall.axis] - wall.face) < LEANT_ON:
        middles = [along + side * (PIER + WIDTH) / 2 for side in (-1, 1)]
    return [mesh for middle in middles for mesh in _window(wall, middle, glow)]


def _behind(
    camera: Camera, walls: Sequence[WallPlan], centre: Array
) -> tuple[WallPlan, float] | None:
    """The nearest wall behind ``centre``, and where along it."""
    eye, aim = np.array(camera.eye), np.asarray(centre, float) - camera.eye
    hits = []
    for wall in walls:
        if abs(aim[wall.axis]) > 1e-6:
            far = (wall.face - eye[wall.axis]) / aim[wall.axis]
            along = float(eye[1 - wall.axis] + far * aim[1 - wall.axis])
            if far > 1 and wall.low < along < wall.high:
                hits.append((far, wall, along))
    nearest = min(hits, key=lambda found: found[0], default=None)
    return nearest[1:] if nearest else None


def _in_the_room(wall: WallPlan, along: float, walls: Sequence[WallPlan]) -> float:
    """The middle of a window that no other wall hides."""
    for other in walls:
        if other.axis != wall.axis:
            edge = other.face + other.inward * (WIDTH / 2 + BAR)
            along = max(along, edge) if other.inward > 0 else min(along, edge)
    return along


def _window(wall: WallPlan, middle: float, glow: Rgb) -> list[Mesh]:
    height = TOP - BOTTOM
    pane = _slab(wall, middle, (BOTTOM + TOP) / 2, WIDTH, height, 0.0, MATERIAL_GLOW, glow)
    uprights = middle + WIDTH * (np.arange(PANES + 1) / PANES - 0.5)
    bars = [(float(at), (BOTTOM + TOP) / 2, BAR, height + BAR) for at in uprights]
    bars += [(middle, z, WIDTH, BAR) for z in (BOTTOM, TOP)]
    return [
        pane,
        *(_slab(wall, *bar, OFF_WALL, MATERIAL_PLAIN, BAR_COLOUR) for bar in bars),
    ]


def _slab(
    wall: WallPlan, along: float, z: float, width: float, height: float, off: float,
    material: int, colour: Colour,
) -> Mesh:  # fmt: skip
    """A flat box on the wall's face."""
    at = wall.point(along, OFF_WALL / 2 + off)
    size: Vector = (OFF_WALL, width, height) if wall.axis == 0 else (width, OFF_WALL, height)
    shape = box((float(at[0]), float(at[1]), z), size)
    return replace(Mesh(*shape, material, colour, casts_shadow=False), fixed=True)
