"""The bend of the back as lines: its outline, and the arcs it had at the start and at the limit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import OUTLINE_RAYS, Array
from formcheck.signals.back import UPPER_WINDOW, WINDOW, back_row
from formcheck.signals.body import trunk_point
from formcheck.video.still.look import Look
from formcheck.video.still.scales import Scale
from formcheck.video.still.shapes import Area, Drawing, Line, Shape

CURVES = {"back_curve": WINDOW, "upper_back_curve": UPPER_WINDOW}
RAYS_AT = np.linspace(0.0, 1.0, OUTLINE_RAYS)
STEEPEST = 20.0
"""Slopes beyond this are no back any more (87 degrees)."""


def curve_shapes(word: str, look: Look, scale: Scale, start: str) -> Drawing | None:
    """The outline of the back over the part that is fitted, with its start and its limit.

    Start and limit are drawn as arcs between the same two ends, bent by that many degrees.
    """
    outline = back_outline(look)
    if outline is None:
        return None
    a, b = CURVES[word]
    part = _fitted(word, outline)
    if part.sum() < 3:
        return None
    fit = np.polyfit(RAYS_AT[part], outline.depth[part], 2)
    ends = float(np.polyval(fit, a)), float(np.polyval(fit, b))
    along = np.linspace(a, b, 31)

    def arc(degrees: float) -> Array:
        return outline.at(along, bent(along, ends, degrees))

    lines = {role: arc(value) for role, value in (("start", scale.zero), ("now", scale.now))}
    shapes: list[Shape] = []
    for begin, end, role in scale.parts:
        shapes.append(Area(np.vstack([arc(begin), arc(end)[::-1]]), role))
    shapes.append(Line(lines["start"], "start"))
    if scale.limit is not None:
        shapes.append(Line(arc(scale.limit), "limit"))
    shapes.append(Line(told_part(word, outline), "arc"))
    what = "the outline of the back against the bend it had at the start"
    if not start:
        what = "the outline of the back"
    return Drawing(tuple(shapes), lines["now"][15], what, start)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The outline of the back over the hip-shoulder chord.

    Attributes:
        hip, chord: where the chord begins and where it leads to from there, pixels (2,).
        normal: unit vector from the chord towards the back.
        depth: shape (41,), chord lengths, NaN where no edge was found.
    """

    hip: Array
    chord: Array
    normal: Array
    depth: Array

    def at(self, t: Array, depth: Array) -> Array:
        """Pixels (N, 2) of points by position on the chord and depth over it."""
        length = float(np.hypot(*self.chord))
        places: Array = self.hip + t[:, None] * self.chord + depth[:, None] * length * self.normal
        return places


def back_outline(look: Look) -> Outline | None:
    """The outline that `back_curve` reads in this frame."""
    frame, row = look.body.frame, back_row(look.body)
    if frame.landmarks is None or frame.outline is None or row is None:
        return None
    hip = trunk_point(frame.landmarks, "hip")
    chord = trunk_point(frame.landmarks, "shoulder") - hip
    length = float(np.hypot(*chord))
    if length == 0:
        return None
    u = chord / length
    normal = np.array([u[1], -u[0]]) * (1 if row == 0 else -1)
    return Outline(hip, chord, normal, frame.outline.distance_px[row] / length)


def told_part(word: str, outline: Outline) -> Array:
    """Pixels (N, 2) of the part of the outline that a word is fitted to."""
    part = _fitted(word, outline)
    return outline.at(RAYS_AT[part], outline.depth[part])


def _fitted(word: str, outline: Outline) -> NDArray[np.bool_]:
    a, b = CURVES[word]
    found: NDArray[np.bool_] = (
        (a - 1e-9 <= RAYS_AT) & (b + 1e-9 >= RAYS_AT) & np.isfinite(outline.depth)
    )
    return found


def bent(t: Array, ends: tuple[float, float], degrees: float) -> Array:
    """Depths over the chord of a parabola through two ends that bends by so many degrees.

    Args:
        t: positions on the chord; the ends are at the first and the last.
        ends: depth at the ends, chord lengths.
        degrees: as `back_curve` counts them, + rounded.
    """
    width = float(t[-1] - t[0])
    slope = (ends[1] - ends[0]) / width
    low, high = -STEEPEST, STEEPEST
    for _ in range(50):  # the bend grows with the half difference of the end slopes
        middle = (low + high) / 2
        if _degrees(slope, middle) < degrees:
            low = middle
        else:
            high = middle
    c2 = -(low + high) / 2 / width
    chord = ends[0] + slope * (t - t[0])
    depth: Array = chord + c2 * (t - t[0]) * (t - t[-1])
    return depth


def _degrees(slope: float, half: float) -> float:
    return math.degrees(math.atan(slope + half) - math.atan(slope - half))
