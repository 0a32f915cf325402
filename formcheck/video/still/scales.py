"""A measured value on its own scale, drawn: round a joint for angles, along an axis for lengths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.pose.frame import Array
from formcheck.video.still.shapes import Area, Line, Role, Shape

ARC_POINTS = 25
ARC_SHARE, NARROW_ARC_SHARE, NARROW_DEG = 0.62, 0.9, 30.0
"""Radius of the arc, as a share of the ray's length: far out where the angle is narrow."""
RAY_OVER = 1.12
"""The rays of start and limit reach so far beyond the measured one."""
BAND_SHARE = 0.05
"""Half the width of the band along an axis, in units of the axis (torso or thigh lengths)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a word reads: where the signal is zero, at the limit (None: not drawn), and now."""

    zero: float
    limit: float | None
    now: float

    @property
    def parts(self) -> tuple[tuple[float, float, Role], ...]:
        """Stretches of the scale: up to the limit and past it, or reached and still missing."""
        if self.limit is None:
            return ((self.zero, self.now, "within"),)
        past = (self.limit - self.zero) * (self.now - self.limit) > 0
        if past:
            return ((self.zero, self.limit, "within"), (self.limit, self.now, "beyond"))
        if (self.now - self.zero) * (self.limit - self.now) > 0:
            return ((self.zero, self.now, "within"), (self.now, self.limit, "beyond"))
        return ((self.now, self.limit, "beyond"),)  # on the far side of zero


def angle_shapes(
    vertex: Array,
    length: float,
    direction: Callable[[float], Array],
    scale: Scale,
    *,
    inner: bool = False,
) -> tuple[Shape, ...]:
    """Rays and an arc at a vertex; `direction` gives the unit vector for so many degrees.

    `inner`: zero is a limb that is drawn already.
    """
    narrow = abs(scale.now - scale.zero) < NARROW_DEG
    radius = (NARROW_ARC_SHARE if narrow else ARC_SHARE) * length

    def sweep(start: float, end: float) -> Array:
        return np.stack([direction(at) for at in np.linspace(start, end, ARC_POINTS)])

    def ray(at: float, reach: float) -> Array:
        return np.stack([vertex, vertex + reach * length * direction(at)])

    shapes: list[Shape] = [
        Area(np.vstack([vertex, vertex + radius * sweep(start, end)]), role)
        for start, end, role in scale.parts
    ]
    if not inner:
        shapes.append(Line(ray(scale.zero, RAY_OVER), "start"))
    if scale.limit is not None:
        shapes.append(Line(ray(scale.limit, RAY_OVER), "limit"))
    arc = vertex + radius * sweep(scale.zero, scale.now)
    shapes.append(Line(arc, "arc"))
    shapes.append(Line(ray(scale.now, 1.0), "measured"))
    return tuple(shapes)


def length_shapes(
    origin: Array,
    axis: Array,
    unit_px: float,
    scale: Scale,
    across: tuple[float, float],
    *,
    whole: bool = False,
    upright: bool = False,
) -> tuple[Shape, ...]:
    """A bracket along an axis with lines across it where the start and the limit are.

    Args:
        origin: where the word reads zero, pixels.
        axis: unit vector in which it grows.
        unit_px: pixels of one unit.
        scale: the values.
        across: from where to where the lines across reach, pixels from the axis along
            (-axis_y, axis_x); with `upright` along (0, 1).
        whole: the bracket begins at the word's own zero, not at the signal's.
    """
    beside = np.array([0.0, 1.0]) if upright else _rightwards(np.array([-axis[1], axis[0]]))
    half = BAND_SHARE * unit_px * np.array([-axis[1], axis[0]])

    def at(value: float) -> Array:
        place: Array = origin + value * unit_px * axis
        return place

    def crossing(value: float) -> Array:
        return np.stack([at(value) + end * beside for end in across])

    shapes: list[Shape] = [
        Area(np.stack([at(a) - half, at(b) - half, at(b) + half, at(a) + half]), role)
        for a, b, role in scale.parts
    ]
    if not whole or scale.zero != 0:
        shapes.append(Line(crossing(scale.zero), "start"))
    if scale.limit is not None:
        shapes.append(Line(crossing(scale.limit), "limit"))
    begin = at(0.0 if whole else scale.zero)
    shapes.append(Line(np.stack([begin, at(scale.now)]), "measured", arrow=not whole))
    return tuple(shapes)


def _rightwards(direction: Array) -> Array:
    """The same line, counted to the right of the picture: so `across` means what callers see."""
    right: Array = direction if direction[0] >= 0 else -direction
    return right


def ring(centre: Array, radius: float) -> Array:
    """A closed circle as points, shape (N, 2)."""
    at = np.linspace(0, 2 * np.pi, 49)
    circle: Array = centre + radius * np.c_[np.cos(at), np.sin(at)]
    return circle
