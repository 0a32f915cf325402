"""Figures with 95 % intervals: clips are drawn with replacement, as repetitions of one clip are
not independent. Pure and seeded: the same results give the same intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

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


def statistic(
    groups: Sequence[Sequence[float]], of: Callable[[Array], float], unit: str = ""
) -> Figure:
    """A statistic of all values; one group of values per clip."""
    arrays = [np.asarray(group, float) for group in groups if len(group)]
    if not arrays:
        return nothing(unit)
    rng = np.random.default_rng(SEED)
    values = [
        of(np.concatenate([arrays[i] for i in rng.integers(0, len(arrays), len(arrays))]))
        for _ in range(DRAWS)
    ]
    pooled = np.concatenate(arrays)
    return Figure(float(of(pooled)), *_interval(np.array(values)), float(len(pooled)), unit)


def median(values: Array) -> float:
    """The median."""
    return float(np.median(values))


def percentile(share_percent: float) -> Callable[[Array], float]:
    """A percentile, as a statistic."""

    def of(values: Array) -> float:
        return float(np.percentile(values, share_percent))

    return of


def _counts(clips: int) -> NDArray[np.int64]:
    """How often each clip is in each draw, shape (DRAWS, clips)."""
    rng = np.random.default_rng(SEED)
    drawn: NDArray[np.int64] = rng.multinomial(clips, np.full(clips, 1 / clips), size=DRAWS)
    return drawn


def _interval(values: Array) -> tuple[float, float]:
    low, high = np.percentile(values, [LOW, HIGH])
    return float(low), float(high)
