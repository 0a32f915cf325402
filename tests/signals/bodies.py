"""Hand-made bodies for tests of the signals: points in torso lengths, seen in a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    FrameQuality,
    Landmark,
    PoseFrame,
)
from formcheck.signals.body import Anchor, Body
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import Measure, NotMeasured, measured
from formcheck.specs.schema import Position

TORSO, SIZE, FLOOR_Y = 100.0, (640, 480), 400.0
XY = tuple[float, float]


def frame_of(
    points: Mapping[str, XY],
    facing: int = 1,
    time_s: float = 0.0,
    outline: np.ndarray | None = None,
) -> PoseFrame:
    """A frame with landmarks by name (`left_hip`) as (forward, up) in torso lengths."""
    landmarks = np.full((LANDMARK_COUNT, 3), 0.9)
    landmarks[:, :2] = 320.0, 240.0
    for name, (forward, up) in points.items():
        x = 320.0 + facing * forward * TORSO
        landmarks[Landmark[name.upper()], :2] = x, FLOOR_Y - up * TORSO
    quality = FrameQuality(np.ones(LANDMARK_COUNT, bool), 100.0, 1)
    return PoseFrame(time_s, SIZE, landmarks, None, quality)


def anchor_of(facing: int = 1, thigh: float = 0.8) -> Anchor:
    """The near side is the right one when facing right."""
    near = "right" if facing > 0 else "left"
    return Anchor(near, facing, TORSO, thigh * TORSO, FLOOR_Y, "side")


def body_of(
    points: Mapping[str, XY],
    facing: int = 1,
    position: Position = "quadruped",
    work: str | None = None,
    time_s: float = 0.0,
) -> Body:
    """A body with points by `near_` and `far_` names, as (forward, up) in torso lengths.

    Parts that are only given for the near side lie in the same place on the far side.
    """
    near, far = ("right", "left") if facing > 0 else ("left", "right")
    named: dict[str, XY] = {}
    for name, at in points.items():
        side, _, part = name.partition("_")
        if side == "near":
            named[f"{near}_{part}"] = at
            named.setdefault(f"{far}_{part}", at)
        elif side == "far":
            named[f"{far}_{part}"] = at
        else:
            named[name] = at
    frame = frame_of(named, facing, time_s)
    return Body(time_s, frame, anchor_of(facing), position, work, None)


HAND = "height(near.wrist)"


def raised(time_s: float, height: float, work: str | None = None) -> Body:
    """A body with its near hand at a height in torso lengths."""
    points = {"near_wrist": (1.0, height), "near_shoulder": (1.0, 1.0), "near_hip": (0.0, 0.8)}
    return body_of(points, time_s=time_s, work=work)


def unseen(time_s: float) -> Body:
    body = raised(time_s, 0.0)
    return Body(time_s, body.frame, None, "quadruped", None, "nobody in view")


def move(
    measurer: Measurer, path: Callable[[float], float], seconds: float, start_s: float = 0.0
) -> Iterator[float]:
    """Feed a hand that follows a path at 20 fps; yields after each frame."""
    for i in range(round(seconds * 20) + 1):
        time_s = start_s + i / 20
        measurer.update(raised(time_s, path(time_s)))
        yield time_s


def number(value: Measure) -> float:
    assert measured(value), value
    return value


def reason(value: Measure) -> str:
    assert isinstance(value, NotMeasured)
    return value.reason
