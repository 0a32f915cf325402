"""The way of a movement: where its points went, and how the back changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.pose.frame import Array
from formcheck.specs.expression import Name, Point
from formcheck.video.still.curves import CURVES, back_outline, told_part
from formcheck.video.still.look import Look
from formcheck.video.still.readings import Reading
from formcheck.video.still.shapes import Dot, Drawing, Line, Shape
from formcheck.video.still.words import moving_points

BEAT_S = 0.1
"""Dots on a way are so far apart in time: far from each other where it was quick."""
LONG_TORSO = 0.35
"""On a shorter way the dots would only hide it."""
LEAST_TORSO = 0.08
"""A point that stays within this has no way worth drawing."""


def path_of(reading: Reading, looks: Sequence[Look], shown: Look) -> Drawing | None:
    """The way of what an expression reads, over some frames.

    Args:
        reading: what it reads.
        looks: the frames, in order.
        shown: the frame that is shown.
    """
    if reading.name in CURVES:
        return _backs(reading.name, looks)
    shapes: list[Shape] = []
    longest, label = 0.0, None
    named: list[str] = []
    beaten = False
    for point in moving_points(reading):
        way, times = _way(point, looks)
        reach = _reach(way)
        if reach < LEAST_TORSO * shown.anchor.torso_px:
            continue
        shapes.append(Line(way, "path", arrow=True))
        if reach > LONG_TORSO * shown.anchor.torso_px:
            shapes += [Dot(place, "path") for place in _beats(way, times)]
            beaten = True
        now = shown.point(point)
        shapes += [] if now is None else [Dot(now, "measured")]
        named.append(point.part)
        if reach > longest:
            longest, label = reach, way[-1]
    if label is None:
        return None
    what = " and ".join(f"the way of the {part}" for part in dict.fromkeys(named))
    what += f", with a dot every {BEAT_S:g} seconds" if beaten else ""
    return Drawing(tuple(shapes), label, what, limit_drawn=False)


def _way(point: Point, looks: Sequence[Look]) -> tuple[Array, Array]:
    """Pixels (N, 2) of a point where it was seen, and seconds (N,)."""
    seen = [(p, look.body.time_s) for look in looks if (p := look.point(point)) is not None]
    return np.array([p for p, _ in seen]).reshape(-1, 2), np.array([time_s for _, time_s in seen])


def _reach(way: Array) -> float:
    return float(np.hypot(*np.ptp(way, axis=0))) if len(way) > 1 else 0.0


def _beats(way: Array, times: Array) -> Array:
    """Places at even steps of time."""
    steps = np.arange(times[0], times[-1] + 1e-9, BEAT_S)
    places: Array = np.c_[np.interp(steps, times, way[:, 0]), np.interp(steps, times, way[:, 1])]
    return places


def _backs(word: str, looks: Sequence[Look]) -> Drawing | None:
    """The outline of the back where it was roundest, and where it was most hollow."""
    bends = [(bend, look) for look in looks if (bend := look.value(Name(word))) is not None]
    if not bends:
        return None
    ends = [pick(bends, key=lambda pair: pair[0])[1] for pick in (min, max)]
    lines = [told_part(word, outline) for look in ends if (outline := back_outline(look))]
    if len(lines) < len(ends):
        return None
    middle = len(lines[1]) // 2
    arrow = np.stack([lines[0][len(lines[0]) // 2], lines[1][middle]])
    shapes = (*(Line(line, "path") for line in lines), Line(arrow, "path", arrow=True))
    what = "the outline of the back where it was lowest and where it was highest"
    return Drawing(shapes, lines[1][middle], what, limit_drawn=False)
