"""From a mistake to the picture that shows it, and to what is drawn on that picture."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.coach.summary import MistakeSpan
from formcheck.pose.frame import Array
from formcheck.specs.expression import Node
from formcheck.specs.schema import Check
from formcheck.video.still.moment import Told, told_of
from formcheck.video.still.paths import path_of
from formcheck.video.still.readings import reading_of
from formcheck.video.still.scene import MOST_LOOKS, Scene
from formcheck.video.still.shapes import Drawing
from formcheck.video.still.words import drawing_of

LAG_S = 0.45
"""Judged values are smoothed, the back's by a median of .4 s: what they tell was seen a little
before. The picture is the one in this stretch that itself shows the value that is told."""
AHEAD_S = 0.05
MOVE_S = 2.0
"""A quick movement is followed so far before and after its quickest moment."""
TURN_SHARE = 0.05
"""A movement is over when it has come back by this share of its height."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Which frame shows a mistake, what to draw there, and what its value is about.

    `drawing` is None where there is nothing to draw but the body. A value is about a place on the
    body, about time, or about how often the movement turned. `held_s`: it tells instead that a
    pose was held for longer than so many seconds.
    """

    index: int
    drawing: Drawing | None
    about: Literal["place", "time", "turns"] = "place"
    held_s: float = 0.0


def shown(check: Check, span: MistakeSpan, scene: Scene) -> Shown:
    """The frame and the drawing of a mistake, and what its value is about."""
    told = told_of(check, span, scene)
    if told is None:
        return Shown(scene.nearest(span.worst_s), None)
    if told.kind == "held":
        return Shown(scene.nearest(span.worst_s), None, "time", told.held_s)
    if told.kind in ("level", "peak", "range"):
        return _level(told, span, scene)
    return _way(told, scene)


def _level(told: Told, span: MistakeSpan, scene: Scene) -> Shown:
    """A value that one picture shows, with its limit."""
    worst = scene.nearest(span.worst_s)
    if told.node is None or not math.isfinite(span.value):
        return Shown(worst, None)
    limit = span.threshold if math.isfinite(span.threshold) else None
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
    return Shown(index, drawing_of(reading, look, limit))


def _nearest(values: Array, indices: list[int], wanted: float, otherwise: int) -> tuple[int, float]:
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
    about: Literal["time", "turns"] = "turns" if told.kind == "turns" else "time"
    if told.node is None or len(indices) < 3:
        return Shown(middle, None, about=about)
    if told.kind == "turns":
        at = indices[-1]
    else:
        values = scene.values(told.node, indices)
        at = indices[_quickest(values, scene.times[indices])]
        if told.kind == "pace":
            indices = _whole_move(told.node, at, scene)
    reading = reading_of(told.node, scene.look(at))
    looks = [scene.look(index) for index in indices]
    drawing = None if reading is None else path_of(reading, looks, scene.look(at))
    return Shown(at, drawing, about=about)


def _quickest(values: Array, times: Array) -> int:
    speed = np.abs(np.gradient(values, times))
    return int(np.nanargmax(speed)) if np.isfinite(speed).any() else len(values) // 2


def _whole_move(node: Node, at: int, scene: Scene) -> list[int]:
    """Frames of the movement that is under way at a frame, from where it turned to where it turns.

    A mistake of pace is told before the movement is over; its way is shown to the end.
    """
    now_s = float(scene.times[at])
    indices = scene.between(now_s - MOVE_S, now_s + MOVE_S, most=2 * MOST_LOOKS)
    values = scene.values(node, indices)
    here = int(np.argmin(np.abs(np.array(indices) - at)))
    near = values[max(0, here - 2) : here + 3]
    seen = near[np.isfinite(near)]
    if len(seen) < 2:
        return indices
    height = values if seen[-1] >= seen[0] else -values
    slack = TURN_SHARE * float(np.nanmax(height) - np.nanmin(height))
    first = here - _climb(-height[: here + 1][::-1], slack)
    last = here + _climb(height[here:], slack)
    return indices[first : last + 1]


def _climb(values: Array, slack: float) -> int:
    """Index of the top that is reached before the values fall back by more than a slack."""
    top = 0
    for index, value in enumerate(values):
        if value > values[top] or not np.isfinite(values[top]):
            top = index
        elif value < values[top] - slack:
            break
    return top
