"""Cloth, skin and hair patterns per vertex: the draft's stand-in for the noise of `shaders`."""

from __future__ import annotations

import numpy as np

from .geometry import Array

FOLD_DEPTH = 0.45
SKIN, TROUSERS, SHIRT, SHOES, HAIR = (
    (0.93, 0.14, (40, 40, 40)),
    (0.88, 0.24, (30, 30, 12)),
    (0.86, 0.28, (22, 22, 9)),
    (0.90, 0.20, (30, 30, 30)),
    (0.45, 1.10, (160, 60, 60)),
)
"""Darkest tone, its range, repeats per metre along x, y and z of the rest pose."""


def vertex_pattern(rest: Array, clothes: Array) -> Array:
    """Shirt folds (bend of the normal, xyz) and tone of the colour (0..1.6), (n, 4).

    ``rest`` are positions in metres (n, 3), ``clothes`` the fields (n, 4) of :class:`Mesh`.
    """
    shirt, trousers, shoes, hair = (clothes > 0).T
    result = np.zeros((len(rest), 4))
    worn_last = np.select([hair, shoes, shirt, trousers], [4, 3, 2, 1], 0)
    for number, (darkest, extent, repeats) in enumerate((SKIN, TROUSERS, SHIRT, SHOES, HAIR)):
        chosen = worn_last == number
        result[chosen, 3] = darkest + extent * smooth_noise(rest[chosen] * repeats)
    for axis, shift in enumerate((0, 7, 13)):
        result[shirt, axis] = (smooth_noise(rest[shirt] * 11 + shift) - 0.5) * FOLD_DEPTH
    return result


def smooth_noise(points: Array) -> Array:
    """Smooth noise (n,), 0..1, of points (n, 3)."""
    octaves = ((0.55, 1.0), (0.28, 2.1), (0.17, 4.3))
    return np.asarray(sum(share * _value_noise(points * scale) for share, scale in octaves))


def _value_noise(points: Array) -> Array:
    cell = np.floor(points)
    f = points - cell
    f = f * f * (3 - 2 * f)
    result = np.zeros(len(points))
    for corner in np.ndindex(2, 2, 2):
        weight = np.where(corner, f, 1 - f).prod(1)
        result += weight * _hash(cell + corner)
    return result


def _hash(cells: Array) -> Array:
    q = np.modf(cells * 0.3183099 + 0.1)[0] % 1 * 17
    return np.asarray((q.prod(1) * q.sum(1)) % 1)
