"""Triangle meshes of simple shapes and of the person. Positions in metres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from .geometry import Array, Vector, frame_from, unit
from .human import Body, PosedBody
from .shaders import MATERIAL_PERSON

Colour = tuple[float, float, float]  # sRGB, 0..1

# Tied hair in metres: a knot behind the middle of the ears (rest axes), its radius, and the half
# widths and half lengths of a tail's parts. The first part lies on the head, the others hang.
Tail = tuple[tuple[float, float], ...]
TIED_HAIR: dict[str, tuple[tuple[float, float, float], float, Tail]] = {
    "bun": ((0, 0.125, 0.045), 0.047, ()),
    "ponytail": ((0, 0.118, 0.035), 0.024, ((0.024, 0.055), (0.023, 0.060), (0.015, 0.055))),
}
TAIL_REST = np.array([0.6, 0, -0.3])  # how a tail falls with the face down, head axes
TAIL_BACK = 0.15  # least part of its direction that points away from the head
TAIL_STEP = 1.4  # half lengths from part to part


@dataclass(frozen=True)
class Appearance:
    """Colours of a person, and how longer hair is tied (a key of :data:`TIED_HAIR`)."""

    skin: Colour
    shirt: Colour
    trousers: Colour
    hair: Colour
    shoes: Colour
    tied: str = ""


@dataclass(frozen=True, eq=False)
class Mesh:
    """Vertices and normals (n, 3), triangles (m, 3), a material and optional person fields.

    Triangles turn counter-clockwise seen from outside, and the surface is closed. Arrays must
    not be changed in place: the renderer keeps them. A ``fixed`` mesh is the same object from
    picture to picture. The masks show people who are a ``subject``.
    """

    vertices: Array
    normals: Array
    triangles: Array
    material: int
    colour: Colour = (0.5, 0.5, 0.5)
    casts_shadow: bool = True
    fixed: bool = False
    subject: bool = True
    clothes: Array | None = None
    face: Array | None = None
    rest: Array | None = None
    appearance: Appearance | None = None


APPEARANCES: dict[str, Appearance] = {
    "female_slim": Appearance(
        skin=(0.83, 0.64, 0.54), shirt=(0.62, 0.22, 0.33), trousers=(0.12, 0.12, 0.15),
        hair=(0.20, 0.11, 0.06), shoes=(0.85, 0.85, 0.86), tied="bun",
    ),
    "male_avg": Appearance(
        skin=(0.78, 0.57, 0.45), shirt=(0.17, 0.36, 0.60), trousers=(0.22, 0.22, 0.25),
        hair=(0.09, 0.06, 0.04), shoes=(0.20, 0.20, 0.22),
    ),
    "heavy_older": Appearance(
        skin=(0.80, 0.62, 0.53), shirt=(0.42, 0.46, 0.40), trousers=(0.16, 0.18, 0.27),
        hair=(0.50, 0.49, 0.47), shoes=(0.45, 0.45, 0.46),
    ),
    "female_short": Appearance(
        skin=(0.87, 0.69, 0.56), shirt=(0.88, 0.70, 0.25), trousers=(0.20, 0.33, 0.36),
        hair=(0.05, 0.04, 0.04), shoes=(0.78, 0.35, 0.32), tied="ponytail",
    ),
    "female_tall": Appearance(
        skin=(0.40, 0.27, 0.21), shirt=(0.25, 0.50, 0.47), trousers=(0.30, 0.22, 0.38),
        hair=(0.06, 0.045, 0.04), shoes=(0.75, 0.75, 0.78), tied="bun",
    ),
    "female_heavy": Appearance(
        skin=(0.90, 0.73, 0.66), shirt=(0.91, 0.90, 0.87), trousers=(0.30, 0.31, 0.34),
        hair=(0.52, 0.32, 0.16), shoes=(0.30, 0.32, 0.40), tied="ponytail",
    ),
    "female_older": Appearance(
        skin=(0.86, 0.69, 0.61), shirt=(0.50, 0.60, 0.74), trousers=(0.44, 0.38, 0.33),
        hair=(0.78, 0.77, 0.75), shoes=(0.35, 0.28, 0.25),
    ),
    "male_slim": Appearance(
        skin=(0.62, 0.44, 0.33), shirt=(0.70, 0.30, 0.18), trousers=(0.40, 0.40, 0.37),
        hair=(0.07, 0.05, 0.04), shoes=(0.88, 0.88, 0.86),
    ),
    "male_tall": Appearance(
        skin=(0.33, 0.22, 0.17), shirt=(0.10, 0.10, 0.11), trousers=(0.08, 0.08, 0.10),
        hair=(0.04, 0.035, 0.03), shoes=(0.14, 0.14, 0.15),
    ),
    "male_short": Appearance(
        skin=(0.73, 0.53, 0.41), shirt=(0.55, 0.55, 0.58), trousers=(0.13, 0.19, 0.33),
        hair=(0.16, 0.10, 0.06), shoes=(0.55, 0.20, 0.18),
    ),
    "male_heavy": Appearance(
        skin=(0.70, 0.50, 0.38), shirt=(0.33, 0.24, 0.45), trousers=(0.36, 0.38, 0.40),
        hair=(0.08, 0.06, 0.05), shoes=(0.65, 0.66, 0.68),
    ),
    "male_older": Appearance(
        skin=(0.88, 0.68, 0.59), shirt=(0.29, 0.36, 0.27), trousers=(0.50, 0.45, 0.36),
        hair=(0.84, 0.84, 0.82), shoes=(0.24, 0.20, 0.17),
    ),
}  # fmt: skip


def person_meshes(
    body: Body, posed: PosedBody, appearance: Appearance, clothes: Array | None = None
) -> list[Mesh]:
    """The skinned body, and the tied hair where the appearance has some.

    ``clothes`` are other fields (V, 4) than the body's own.
    """
    worn = body.clothes if clothes is None else clothes
    result = [
        Mesh(posed.vertices, posed.normals, body.faces, MATERIAL_PERSON, appearance=appearance,
             clothes=worn, face=body.face, rest=body.dressed_vertices)
    ]  # fmt: skip
    if appearance.tied:
        ears = (posed.joints["coco_left_ear"] + posed.joints["coco_right_ear"]) / 2
        turn = posed.transforms[body.index["head"], :3, :3]
        result += [replace(mesh, appearance=appearance) for mesh in _tied(appearance, ears, turn)]
    return result


def _tied(appearance: Appearance, ears: Array, turn: Array) -> list[Mesh]:
    """Knot and tail at a head turned by ``turn``; ``ears`` is the middle between them."""
    centre, radius, tail = TIED_HAIR[appearance.tied]
    at = turn @ centre + ears
    result = [_placed(_hair_ball(radius, radius), turn, at)]
    direction = turn.T @ (0, 0, -1) + TAIL_REST
    direction[1] = max(direction[1], TAIL_BACK)
    direction = unit(turn @ direction)
    for half_width, half_length in tail:
        upright = frame_from(-direction, turn[:, 0])[:, [1, 2, 0]]
        middle = at + direction * half_length * TAIL_STEP / 2
        result.append(_placed(_hair_ball(half_width, half_length), upright, middle))
        at = at + direction * half_length * TAIL_STEP
        direction = np.array([0, 0, -1.0])
    return result


def _placed(mesh: Mesh, turn: Array, at: Array) -> Mesh:
    return replace(mesh, vertices=mesh.vertices @ turn.T + at, normals=mesh.normals @ turn.T)


@cache
def _hair_ball(half_width: float, half_length: float) -> Mesh:
    """Hair around the origin, long along z."""
    points, normals, triangles = sphere(np.zeros(3), 1.0)
    radii = np.array([half_width, half_width, half_length])
    normals = normals / radii
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    only_hair = np.tile([-1.0, -1, -1, 1], (len(points), 1))
    return Mesh(points * radii, normals, triangles, MATERIAL_PERSON, clothes=only_hair,
                face=-np.ones((len(points), 4)), rest=points * radii)  # fmt: skip


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
