"""Figures with 95 % intervals: clips are drawn with replacement, as repetitions of one clip are
not independent. Pure and seeded: the same results give the same intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Statistic = Callable[[Array], Array]
"""Reduces the last axis."""

DRAWS = 1000
SEED = 20261120
LOW, HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its interval.

    Attributes:
        value, low, high: the figure and its 95 % interval; NaN where there is nothing to count.
        n: what it was counted over (repetitions, holds, minutes, clips; see `unit`).
    """

    value: float
    low: float
    high: float
    n: float
    unit: str = ""

    @property
    def known(self) -> bool:
        """Whether there was anything to count."""
        return math.isfinite(self.value)


def nothing(unit: str = "") -> Figure:
    """A figure over nothing."""
    return Figure(math.nan, math.nan, math.nan, 0, unit)


def share(hits: Sequence[float], of: Sequence[float], unit: str = "") -> Figure:
    """Sum of `hits` by sum of `of`; one entry of each per clip."""
    top, bottom = np.asarray(hits, float), np.asarray(of, float)
    if len(top) != len(bottom):
        raise ValueError(f"{len(top)} hits but {len(bottom)} totals: one of each per clip")
    used = bottom > 0
    top, bottom = top[used], bottom[used]
    if not len(top):
        return nothing(unit)
    drawn = _counts(len(top))
    values = (drawn @ top) / (drawn @ bottom)
    value = float(top.sum() / bottom.sum())
    return Figure(value, *_interval(values), float(bottom.sum()), unit)


def statistic(groups: Sequence[Sequence[float]], of: Statistic, unit: str = "") -> Figure:
    """A statistic of all values; one group of values per clip."""
    arrays = [np.asarray(group, float) for group in groups if len(group)]
    if not arrays:
        return nothing(unit)
    pooled = np.concatenate(arrays)
    drawn = np.random.default_rng(SEED).integers(0, len(arrays), (DRAWS, len(arrays)))
    if len(pooled) == len(arrays):  # one value each: all draws at once
        values = of(pooled[drawn])
    else:
        values = np.array([of(np.concatenate([arrays[i] for i in row])) for row in drawn])
    return Figure(float(of(pooled)), *_interval(values), float(len(pooled)), unit)


def median(values: Array) -> Array:
    """The median of the last axis."""
    return np.asarray(np.median(values, axis=-1))


def mean(values: Array) -> Array:
    """The mean of the last axis."""
    return np.asarray(np.mean(values, axis=-1))


def percentile(share_percent: float) -> Statistic:
    """A percentile of the last axis, as a statistic."""

    def of(values: Array) -> Array:
        return np.asarray(np.percentile(values, share_percent, axis=-1))

    return of


def _counts(clips: int) -> NDArray[np.int64]:
    """How often each clip is in each draw, shape (DRAWS, clips)."""
    rng = np.random.default_rng(SEED)
    drawn: NDArray[np.int64] = rng.multinomial(clips, np.full(clips, 1 / clips), size=DRAWS)
    return drawn


def _interval(values: Array) -> tuple[float, float]:
    low, high = np.percentile(values, [LOW, HIGH])
    return float(low), float(high)
