"""Linear blend skinning of a set of points, worked out bone by bone.

A point moved by several bones is the weighted mean of where each would take it. Points are kept
once for every bone that moves them, multiplied by its weight, so that a bone moves all of its
points in one product.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .geometry import Array


class Skin:
    """Points (n, 3) at rest with the bones (n, k) that move them and their weights (n, k).

    Every point has a weight above 0.
    """

    def __init__(self, points: Array, bones: Array, weights: Array) -> None:
        point, column = np.nonzero(weights)
        bone = bones[point, column]
        by_bone = np.argsort(bone, kind="stable")
        self._count = len(points)
        self._point = point[by_bone]
        at_rest = np.c_[points, np.ones(len(points))]
        self._weighted = (weights[point, column, None] * at_rest[point])[by_bone]
        moving, starts = np.unique(bone[by_bone], return_index=True)
        ends = [*starts[1:].tolist(), len(by_bone)]
        self._parts = [
            (int(b), slice(start, end))
            for b, start, end in zip(moving, starts.tolist(), ends, strict=True)
        ]

    @property
    def bones(self) -> list[int]:
        """Numbers of the bones that move anything."""
        return [bone for bone, _ in self._parts]

    @cached_property
    def _layers(self) -> tuple[list[Array], Array]:
        """Rows of the moved points that add up, and where the sums of the points (n,) then are.

        Points moved by most bones come first: the k-th layer goes to the first sums.
        """
        order = np.argsort(self._point, kind="stable")
        counts = np.bincount(self._point, minlength=self._count)
        starts = np.cumsum(counts) - counts
        most_first = np.argsort(-counts, kind="stable")
        layers = [order[starts[most_first[: (counts > k).sum()]] + k] for k in range(counts.max())]
        return layers, np.argsort(most_first)

    def placed(self, transforms: Array) -> Array:
        """Where the points (n, 3) are under the bones' transforms (B, 4, 4)."""
        moved = np.empty((len(self._weighted), 3))
        for bone, part in self._parts:
            np.dot(self._weighted[part], transforms[bone, :3].T, out=moved[part])
        return self._summed(moved)

    def heights(self, transforms: Array) -> Array:
        """The z (n,) of :meth:`placed` alone."""
        moved = np.empty(len(self._weighted))
        for bone, part in self._parts:
            np.dot(self._weighted[part], transforms[bone, 2], out=moved[part])
        return self._summed(moved)

    def _summed(self, moved: Array) -> Array:
        (first, *more), places = self._layers
        sums = moved.take(first, axis=0)
        for rows in more:
            sums[: len(rows)] += moved.take(rows, axis=0)
        return np.asarray(sums.take(places, axis=0))


class Means:
    """Weighted means of points that bones move: each needs one sum for every bone, not its points.

    Mean number ``rows[j]`` takes the share ``shares[j]`` of point ``columns[j]``; `points`,
    `bones` and `weights` as for :class:`Skin`.
    """

    def __init__(
        self, rows: Array, columns: Array, shares: Array,
        points: Array, bones: Array, weights: Array,
    ) -> None:  # fmt: skip
        at_rest = np.c_[points, np.ones(len(points))][columns]
        by_bone = np.zeros((rows.max() + 1, bones.max() + 1, 4))
        for k in range(bones.shape[1]):
            share = (shares * weights[columns, k])[:, None]
            np.add.at(by_bone, (rows, bones[columns, k]), share * at_rest)
        self._sums = by_bone.reshape(len(by_bone), -1)

    def placed(self, transforms: Array) -> Array:
        """Where the means (n, 3) are under the bones' transforms (B, 4, 4)."""
        columns = transforms[:, :3].transpose(0, 2, 1).reshape(-1, 3)
        return np.asarray(self._sums @ columns[: self._sums.shape[1]])
