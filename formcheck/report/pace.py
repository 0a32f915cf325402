"""The way out, the stay and the way back of a movement, read from its curve. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose.frame import Array

LOW, HIGH = 0.15, 0.85
"""The way out is timed from this share of the movement to that: its ends are too gentle to see."""
SMOOTH = 0.42
"""A smooth movement (minimum jerk) is between `LOW` and `HIGH` for this share of its time. Rendered
people with known times: ways of 1.4 to 2.5 s are read to 0.4 s, 0.7 s where the curve is a height
of the hands; stays of 0.4 to 2.9 s to 0.3 s, there to 1.1 s."""
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds on the way out, at the end of the movement, and on the way back."""

    out_s: float
    stay_s: float
    back_s: float

    @property
    def whole_s(self) -> float:
        """All three together."""
        return self.out_s + self.stay_s + self.back_s


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
    out, back = (arrived - float(t[begin])) / SMOOTH, (float(t[end]) - left) / SMOOTH
    stay = left - arrived - (1 - SMOOTH) / 2 * (out + back)
    return Pace(out, max(stay, 0.0), back)


def typical(paces: list[Pace]) -> Pace | None:
    """The median of each part."""
    if not paces:
        return None
    parts = np.median([(one.out_s, one.stay_s, one.back_s) for one in paces], axis=0)
    return Pace(*map(float, parts))
