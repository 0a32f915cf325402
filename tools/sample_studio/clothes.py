"""A loose T-shirt (or sweater, on those with long sleeves) over the skinned body.

The trunk's shirt is a tube of ``ROWS`` x ``SECTORS`` nodes that follows the posed body. Where the
body is hollow between two rows, the cloth spans most of the hollow; where it faces down, it hangs;
where the trunk shortens, it bunches up. Folds are fixed to the cloth. The result depends on the
pose alone. Lengths in metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from .geometry import Array
from .human import Body, PosedBody, vertex_normals
from .pattern import smooth_noise
from .props import Prop, Wall

ROWS, SECTORS = 12, 16  # from the hem up, around the body
ARM_BONES = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
NECK_BONES = ("neck", "head", "eye")
LEG_BONES = ("upperleg02", "lowerleg", "foot", "toe")
HEM_UNDER_HIP = 0.01  # the hem's height under the hip joints
SLEEVE_LONGER = 0.075  # in the unit of the shirt's field: 0.3 for the length of an upper arm
COLLAR = (0.05, 0.40)  # share of the neck's bones from where on, and until where, it fits
EDGE = 0.015  # along the surface, from the hem to full width
EASE_UP, EASE_SIDE = 0.013, 0.018  # cloth off the skin where it lies, and where it is vertical
SPAN_UP, SPAN_SIDE = 0.4, 0.65  # share of a hollow that the cloth spans
MOST_SPAN = 0.024
HIGHEST = 0.048  # more cloth than this does not lift off the skin
HANG = 0.055  # how far it hangs under a level trunk
HANG_ROWS = (0.30, 0.85)  # shares of the height between which it stops hanging
FOLD, FOLD_MORE, MOST_FOLD = 0.010, 0.04, 0.016  # amplitude, and more of it per shortening
LEAST_EASE = 0.008  # what folds may take off the ease
CREASE_SPAN, MOST_CREASE = 0.9, 0.02  # share of small hollows that the cloth spans
BULGE, MOST_BULGE = 0.06, 0.010  # of cloth on a shortened side, per shortening
FOLD_REPEATS = np.array([11.0, 11.0, 5.0])  # per metre of the rest pose
SLEEVE_EASE, SLEEVE_FOLD, SLEEVE_HANG = 0.012, 0.006, 0.03
OFF_THE_FLOOR, OFF_THE_WALL = 0.004, 0.001


@dataclass(frozen=True, eq=False)
class LooseShirt:
    """What of a body's shirt does not depend on the pose.

    Attributes:
        clothes: the person's fields with the longer shirt, (V, 4).
        moved: numbers of the vertices that the cloth carries, (n,).
        trunk, sleeve: how far these follow the tube and the sleeve, 0..1, (n,).
        nodes, shares: four nodes around each of them and their weights, (n, 4).
        gather: weights of the vertices in each node, (ROWS * SECTORS, n).
        folds: height of the folds, -1..1, (n,).
        lengths: rest lengths between rows, (ROWS - 1, SECTORS).
        faces: triangles that the cloth carries, (m, 3).
    """

    clothes: Array
    moved: Array
    trunk: Array
    sleeve: Array
    nodes: Array
    shares: Array
    gather: Array
    folds: Array
    lengths: Array
    faces: Array

    def at_vertices(self, values: Array) -> Array:
        """Values (n, k) at the cloth's vertices of those at the nodes (ROWS, SECTORS, k)."""
        flat = values.reshape(ROWS * SECTORS, -1)
        return np.asarray((flat[self.nodes] * self.shares[:, :, None]).sum(1))


def dressed_loosely(
    body: Body, posed: PosedBody, props: Sequence[Prop] = ()
) -> tuple[PosedBody, Array]:
    """The posed body in a loose shirt, and its clothes fields; joints stay where they are.

    The cloth does not go through the floor, nor through a wall among ``props``.
    """
    shirt = loose_shirt(body)
    skin, normals = posed.vertices[shirt.moved], posed.normals[shirt.moved]
    offset = shirt.trunk[:, None] * _trunk_offsets(shirt, skin, normals)
    offset += shirt.sleeve[:, None] * _sleeve_offsets(shirt, normals)
    cloth = skin + offset
    cloth[:, 2] = np.maximum(cloth[:, 2], np.minimum(skin[:, 2], OFF_THE_FLOOR))
    for wall in (prop for prop in props if isinstance(prop, Wall)):
        cloth[:, 1] = np.minimum(cloth[:, 1], np.maximum(skin[:, 1], wall.y - OFF_THE_WALL))
    vertices = posed.vertices.copy()
    vertices[shirt.moved] = cloth
    normals = posed.normals.copy()
    normals[shirt.moved] = vertex_normals(vertices, shirt.faces)[shirt.moved]
    return replace(posed, worn=(vertices, normals)), shirt.clothes


@cache
def loose_shirt(body: Body) -> LooseShirt:
    """The loose shirt of a body (cached)."""
    rest, fitted = body.dressed_vertices, body.clothes[:, 0].astype(float)
    arm, neck, leg = (_share(body, bones) for bones in (ARM_BONES, NECK_BONES, LEG_BONES))
    hem = float(body.head("upperleg01.L")[2]) - HEM_UNDER_HIP
    above_hem = np.minimum(rest[:, 2] - hem, 0.3 * (0.75 - leg))
    longer = np.where(arm < 0.5, np.minimum(above_hem, (0.45 - neck) * 0.1), -1.0)
    sleeve = np.where((arm > 0.3) & (neck < 0.1), fitted + SLEEVE_LONGER, -1.0)
    field = np.maximum.reduce([fitted, longer, sleeve])
    clothes = body.clothes.copy()
    clothes[:, 0] = field

    moved = np.flatnonzero(field > 0)
    edge = _ramp(field[moved], 0, EDGE) * _ramp(-neck[moved], -COLLAR[1], -COLLAR[0])
    on_arm = _ramp(arm[moved], 0.25, 0.75)
    nodes, shares = _around_trunk(body, rest[moved], hem)
    gather = np.zeros((ROWS * SECTORS, len(moved)))
    np.add.at(gather, (nodes, np.arange(len(moved))[:, None]), shares * (on_arm < 0.3)[:, None])
    gather /= np.maximum(gather.sum(1, keepdims=True), 1e-6)
    folds = _folds(rest[moved])
    rows = (gather @ rest[moved]).reshape(ROWS, SECTORS, 3)
    lengths = np.linalg.norm(np.diff(rows, axis=0), axis=2)
    return LooseShirt(
        clothes, moved, edge * (1 - on_arm), _ramp(field[moved], 0, 0.006) * on_arm,
        nodes, shares, gather.astype(np.float32), folds, lengths,
        body.faces[np.isin(body.faces, moved).any(1)],
    )  # fmt: skip


def _trunk_offsets(shirt: LooseShirt, skin: Array, normals: Array) -> Array:
    """How far the tube's cloth is from the skin, (n, 3)."""
    both = shirt.gather @ np.hstack([skin, normals]).astype(np.float32)
    place = both[:, :3].reshape(ROWS, SECTORS, 3)
    out = both[:, 3:].reshape(ROWS, SECTORS, 3)
    out = out / np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-6)
    up = np.clip(out[:, :, 2], 0, 1)
    down = np.clip(-out[:, :, 2], 0, 1)
    spanned = np.minimum(_hollow(place, out) * (SPAN_SIDE + (SPAN_UP - SPAN_SIDE) * up), MOST_SPAN)
    shortened = _shortening(shirt, place)
    along = np.linspace(0, 1, ROWS)[:, None]
    bulge = np.minimum(BULGE * shortened, MOST_BULGE) * np.sin(np.pi * along)
    ease = EASE_SIDE + (EASE_UP - EASE_SIDE) * up + spanned + bulge
    level = _level(place)
    hang = HANG * level * down * (1 - _ramp(along, *HANG_ROWS))
    smooth = np.concatenate([out * ease[:, :, None], hang[:, :, None]], 2)
    smooth = 0.5 * smooth + 0.25 * (np.roll(smooth, 1, 1) + np.roll(smooth, -1, 1))
    amplitude = np.minimum(FOLD + FOLD_MORE * shortened, MOST_FOLD) * np.ones_like(up)
    at = shirt.at_vertices(np.concatenate([smooth, amplitude[:, :, None]], 2))
    raised = at[:, 4] * shirt.folds + _creases(shirt, place, skin, normals)
    lifted = at[:, :3] + normals * np.maximum(raised, -LEAST_EASE)[:, None]
    height = np.maximum(np.linalg.norm(lifted, axis=1, keepdims=True), 1e-6)
    lifted *= HIGHEST * np.tanh(height / HIGHEST) / height
    return np.asarray(lifted - at[:, 3:4] * (0, 0, 1))


def _creases(shirt: LooseShirt, place: Array, skin: Array, normals: Array) -> Array:
    """How deep each vertex is under the body around it: creases that cloth does not follow."""
    height = ((skin - shirt.at_vertices(place)) * normals).sum(1)
    usual = shirt.at_vertices((shirt.gather @ height.astype(np.float32)).reshape(ROWS, SECTORS, 1))
    return np.asarray(CREASE_SPAN * np.clip(usual[:, 0] - height, 0, MOST_CREASE))


def _sleeve_offsets(shirt: LooseShirt, normals: Array) -> Array:
    hang = SLEEVE_HANG * np.clip(-normals[:, 2:], 0, 1)
    ease = SLEEVE_EASE + SLEEVE_FOLD * shirt.folds[:, None]
    return np.asarray(normals * ease - hang * (0, 0, 1))


def _hollow(place: Array, out: Array) -> Array:
    """How deep each node lies under the highest line between two others of its column."""
    a, i, b = _TRIPLES.T
    share = ((i - a) / (b - a))[:, None, None]
    line = place[a] * (1 - share) + place[b] * share
    depth = ((line - place[i]) * out[i]).sum(2)
    result = np.zeros(place.shape[:2])
    np.maximum.at(result, i, depth)
    return result


def _shortening(shirt: LooseShirt, place: Array) -> Array:
    """Share of its rest length that each column has lost, (1, SECTORS), smooth around."""
    lengths = np.linalg.norm(np.diff(place, axis=0), axis=2).sum(0)
    lost = np.clip(1 - lengths / shirt.lengths.sum(0), 0, 0.5)
    return np.asarray(0.5 * lost + 0.25 * (np.roll(lost, 1) + np.roll(lost, -1)))[None]


def _level(place: Array) -> float:
    """How level the trunk lies: 0 upright, 1 horizontal."""
    trunk = place[-1].mean(0) - place[0].mean(0)
    return float(np.hypot(*trunk[:2]) / max(np.linalg.norm(trunk), 1e-6))


def _around_trunk(body: Body, points: Array, hem: float) -> tuple[Array, Array]:
    """Four nodes around each rest point and their bilinear weights, (n, 4) each."""
    top = float(body.head("neck01")[2])
    middle = np.interp(points[:, 2], *_axis(body))
    turn = np.arctan2(points[:, 1] - middle, points[:, 0]) / (2 * np.pi) % 1 * SECTORS
    height = np.clip((points[:, 2] - hem) / (top - hem), 0, 1) * (ROWS - 1)
    row = np.minimum(height.astype(int), ROWS - 2)
    sector = turn.astype(int) % SECTORS
    u, v = height - row, turn - np.floor(turn)
    corners = [(r, s) for r in (0, 1) for s in (0, 1)]
    nodes = [(row + r) * SECTORS + (sector + s) % SECTORS for r, s in corners]
    shares = [np.where(r, u, 1 - u) * np.where(s, v, 1 - v) for r, s in corners]
    return np.stack(nodes, 1), np.stack(shares, 1)


def _axis(body: Body) -> tuple[Array, Array]:
    """Heights and y of the middle of the trunk in the rest pose."""
    trunk = body.dressed_vertices[body.part("torso")]
    heights = np.linspace(trunk[:, 2].min(), trunk[:, 2].max(), 12)
    step = heights[1] - heights[0]
    near = [trunk[np.abs(trunk[:, 2] - z) < step, 1] for z in heights]
    return heights, np.array([(y.min() + y.max()) / 2 for y in near])


def _folds(rest: Array) -> Array:
    """Soft hollows and narrow ridges, -1..1 (n,), fixed to the cloth."""
    wave = smooth_noise(rest * FOLD_REPEATS)
    slanted = rest @ np.array([[0.8, 0, 0.6], [0, 1, 0], [-0.6, 0, 0.8]])
    ridge = 1 - np.abs(2 * smooth_noise(slanted * FOLD_REPEATS[::-1] * 0.9 + 31) - 1) * 3
    return np.asarray(np.clip(1.2 * (2 * wave - 1) + 0.7 * np.clip(ridge, -0.4, 1), -1, 1))


def _share(body: Body, bones: tuple[str, ...]) -> Array:
    """How much each vertex follows the bones whose names start so, 0..1, (V,)."""
    chosen = np.array([bone.startswith(bones) for bone in body.bones])
    return np.asarray((body.weights * chosen[body.weight_bones]).sum(1))


def _ramp(values: Array, low: float, high: float) -> Array:
    """0 below ``low``, 1 above ``high``, smooth between."""
    x = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


_TRIPLES = np.array([(a, i, b) for i in range(ROWS) for a in range(i) for b in range(i + 1, ROWS)])
