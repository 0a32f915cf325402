"""Triangle meshes of simple shapes and of the person. Positions in metres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from .geometry import Array, Vector, unit
from .human import Body, PosedBody
from .shaders import MATERIAL_PERSON

Colour = tuple[float, float, float]  # sRGB, 0..1

BUN_CENTRE = np.array([0, 0.125, 0.045])  # metres from the middle of the ears, rest axes
BUN_RADIUS = 0.047


@dataclass(frozen=True)
class Appearance:
    """Colours of a person, and whether the hair is tied in a bun."""

    skin: Colour
    shirt: Colour
    trousers: Colour
    hair: Colour
    shoes: Colour
    bun: bool = False


@dataclass(frozen=True, eq=False)
class Mesh:
    """Vertices and normals (n, 3), triangles (m, 3), a material and optional person fields.

    Triangles turn counter-clockwise seen from outside, and the surface is closed. Arrays must
    not be changed in place: the renderer keeps them. A ``fixed`` mesh is the same object from
    picture to picture.
    """

    vertices: Array
    normals: Array
    triangles: Array
    material: int
    colour: Colour = (0.5, 0.5, 0.5)
    casts_shadow: bool = True
    fixed: bool = False
    clothes: Array | None = None
    face: Array | None = None
    rest: Array | None = None
    appearance: Appearance | None = None


APPEARANCES: dict[str, Appearance] = {
    "female_slim": Appearance(
        skin=(0.83, 0.64, 0.54), shirt=(0.62, 0.22, 0.33), trousers=(0.12, 0.12, 0.15),
        hair=(0.20, 0.11, 0.06), shoes=(0.85, 0.85, 0.86), bun=True,
    ),
    "male_avg": Appearance(
        skin=(0.78, 0.57, 0.45), shirt=(0.17, 0.36, 0.60), trousers=(0.22, 0.22, 0.25),
        hair=(0.09, 0.06, 0.04), shoes=(0.20, 0.20, 0.22),
    ),
    "heavy_older": Appearance(
        skin=(0.80, 0.62, 0.53), shirt=(0.42, 0.46, 0.40), trousers=(0.16, 0.18, 0.27),
        hair=(0.50, 0.49, 0.47), shoes=(0.45, 0.45, 0.46),
    ),
}  # fmt: skip


def person_meshes(body: Body, posed: PosedBody, appearance: Appearance) -> list[Mesh]:
    """The skinned body, and a hair bun where the appearance has one."""
    result = [
        Mesh(posed.vertices, posed.normals, body.faces, MATERIAL_PERSON, appearance=appearance,
             clothes=body.clothes, face=body.face, rest=body.dressed_vertices)
    ]  # fmt: skip
    if appearance.bun:
        middle = (posed.joints["coco_left_ear"] + posed.joints["coco_right_ear"]) / 2
        turn = posed.transforms[body.index["head"], :3, :3]
        points = (_bun().vertices + BUN_CENTRE) @ turn.T + middle
        normals = _bun().normals @ turn.T
        result.append(replace(_bun(), vertices=points, normals=normals, appearance=appearance))
    return result


@cache
def _bun() -> Mesh:
    """A ball of hair around the origin."""
    points, normals, triangles = sphere(np.zeros(3), BUN_RADIUS)
    only_hair = np.tile([-1.0, -1, -1, 1], (len(points), 1))
    return Mesh(points, normals, triangles, MATERIAL_PERSON, clothes=only_hair,
                face=-np.ones((len(points), 4)), rest=points)  # fmt: skip


def box(centre: Vector, size: Vector) -> tuple[Array, Array, Array]:
    """Axis-aligned box with flat faces: vertices, normals, triangles."""
    vertices: list[Array] = []
    normals: list[Array] = []
    triangles: list[list[int]] = []
    for axis in range(3):
        for sign in (-1, 1):
            first = len(vertices)
            for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corner = np.zeros(3)
                corner[[axis, (axis + 1) % 3, (axis + 2) % 3]] = sign, u, v
                vertices.append(corner * np.asarray(size) / 2 + centre)
                normals.append(np.eye(3)[axis] * sign)
            triangles += [[first + k for k in half[::sign]] for half in ((0, 1, 2), (0, 2, 3))]
    return np.array(vertices), np.array(normals), np.array(triangles)


def cylinder(
    centre: Vector, axis: Vector, radius: float, length: float, segments: int = 40
) -> tuple[Array, Array, Array]:
    """Closed cylinder: vertices, normals, triangles."""
    axis = unit(axis)
    across = unit(np.cross(axis, (0, 0, 1) if abs(axis[2]) < 0.9 else (1, 0, 0)))
    angle = np.linspace(0, 2 * np.pi, segments + 1)[:, None]
    ring = np.cos(angle) * across + np.sin(angle) * np.cross(axis, across)
    rims = [np.asarray(centre) + ring * radius + axis * end * length / 2 for end in (-1, 1)]
    caps = [np.tile(axis * end, (segments + 1, 1)) for end in (-1, 1)]
    row, k = segments + 1, np.arange(segments)
    triangles = [
        np.stack([k, k + 1, row + k], 1),
        np.stack([k + 1, row + k + 1, row + k], 1),
        np.stack([0 * k, k + 1, k], 1) + 2 * row,
        np.stack([0 * k, k, k + 1], 1) + 3 * row,
    ]
    return np.concatenate(rims * 2), np.concatenate([ring, ring, *caps]), np.concatenate(triangles)


def sphere(centre: Vector, radius: float, rows: int = 14) -> tuple[Array, Array, Array]:
    """Sphere: vertices, normals, triangles."""
    polar, around = np.meshgrid(np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, 2 * rows))
    normals = np.stack(
        [np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)], -1
    ).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(2 * rows - 1), np.arange(rows - 1), indexing="ij")
    a = (i * rows + j).ravel()
    triangles = np.concatenate(
        [np.stack([a, a + 1, a + rows], 1), np.stack([a + 1, a + rows + 1, a + rows], 1)]
    )
    return normals * radius + np.asarray(centre), normals, triangles
