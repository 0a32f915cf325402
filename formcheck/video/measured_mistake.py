"""From a mistake to the picture that shows it, and to what is drawn on that picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.coach.summary import MistakeSpan
from formcheck.specs.schema import Check
from formcheck.video.geometry_of_paths import path_of
from formcheck.video.geometry_of_words import drawing_of
from formcheck.video.measured_moment import Told, told_of
from formcheck.video.measured_shapes import Drawing
from formcheck.video.readings import Reading, reading_of
from formcheck.video.scene import Scene

LAG_S = 0.45
"""Judged values are smoothed, the back's by a median of .4 s: what they tell was seen a little
before. The picture is the one in this stretch that itself shows the value that is told."""
AHEAD_S = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Which frame shows a mistake, and what to draw there (None: nothing but the body)."""

    index: int
    drawing: Drawing | None
    takes_time: bool = False


def shown(check: Check, span: MistakeSpan, scene: Scene) -> Shown:
    """The frame and the drawing of a mistake. `takes_time`: the value is about time."""
    told = told_of(check, span, scene)
    if told is None:
        return Shown(scene.nearest(span.worst_s), None)
    if told.kind in ("level", "peak", "range"):
        return _level(told, span, scene)
    return _way(told, scene)


def _level(told: Told, span: MistakeSpan, scene: Scene) -> Shown:
    """A value that one picture shows, with its limit."""
    worst = scene.nearest(span.worst_s)
    if told.node is None:
        return Shown(worst, None)
    if told.kind == "level":
        indices = scene.between(span.worst_s - LAG_S, span.worst_s + AHEAD_S)
        index, _ = _nearest(scene.values(told.node, indices), indices, span.value, worst)
    else:
        indices = scene.between(told.from_s, told.to_s)
        index, _ = _nearest(scene.values(told.node, indices), indices, np.inf, worst)
    look = scene.look(index)
    reading = reading_of(told.node, look)
    if reading is None:
        return Shown(index, None)
    if told.kind == "range":
        _, low = _nearest(scene.values(told.node, indices), indices, -np.inf, worst)
        reading = replace(reading, offset=reading.offset - low, start="the other end")
    return Shown(index, drawing_of(reading, look, span.threshold))


def _nearest(
    values: np.ndarray, indices: list[int], wanted: float, otherwise: int
) -> tuple[int, float]:
    """Index of the frame whose value is nearest to a wanted one (infinite: the extreme), and it."""
    if not np.isfinite(values).any():
        return otherwise, 0.0
    off = np.abs(values - wanted) if np.isfinite(wanted) else -np.sign(wanted) * values
    at = int(np.nanargmin(off))
    return indices[at], float(values[at])


def _way(told: Told, scene: Scene) -> Shown:
    """A value about time: the way of the movement, on the picture where it was quickest."""
    indices = scene.between(told.from_s, told.to_s)
    middle = scene.nearest((told.from_s + told.to_s) / 2)
    if told.node is None or len(indices) < 3:
        return Shown(middle, None, takes_time=told.kind == "duration")
    looks = [scene.look(index) for index in indices]
    values = scene.values(told.node, indices)
    at = len(indices) - 1 if told.kind == "turns" else _quickest(values, scene.times[indices])
    reading: Reading | None = reading_of(told.node, looks[at])
    drawing = None if reading is None else path_of(reading, looks, at)
    return Shown(indices[at], drawing, takes_time=told.kind != "turns")


def _quickest(values: np.ndarray, times: np.ndarray) -> int:
    speed = np.abs(np.gradient(values, times))
    return int(np.nanargmax(speed)) if np.isfinite(speed).any() else len(values) // 2
