"""The way out, the stay and the way back of a movement, read from its curve. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose.frame import Array

LOW, HIGH = 0.08, 0.92
"""The way out is from this share of the movement to that; below and above, people linger."""
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds on the way out, at the end of the movement, and on the way back."""

    out_s: float
    stay_s: float
    back_s: float


def pace_of(time_s: Array, values: Array) -> Pace | None:
    """The pace of one movement that goes up from rest, stays, and comes down again.

    Args:
        time_s: shape (N,) seconds, from a moment of rest before to one after.
        values: shape (N,); NaN where not measured.

    Returns:
        None where the curve does not begin and end low, or was not measured in between.
    """
    seen = np.isfinite(values)
    if seen.sum() < _FEWEST:
        return None
    t, v = time_s[seen], values[seen]
    top = int(np.argmax(v))
    base = max(float(v[: top + 1].min()), float(v[top:].min()))
    low, high = base + LOW * (v[top] - base), base + HIGH * (v[top] - base)
    before, after = np.flatnonzero(v[:top] <= low), top + np.flatnonzero(v[top:] <= low)
    if not before.size or not after.size:
        return None
    begin, end = int(before[-1]), int(after[0])
    at_end = begin + np.flatnonzero(v[begin : end + 1] >= high)
    arrived, left = float(t[at_end[0]]), float(t[at_end[-1]])
    return Pace(arrived - float(t[begin]), left - arrived, float(t[end]) - left)


def typical(paces: list[Pace]) -> Pace | None:
    """The median of each part."""
    if not paces:
        return None
    parts = np.median([(one.out_s, one.stay_s, one.back_s) for one in paces], axis=0)
    return Pace(*map(float, parts))
