"""Words for people who face the camera: how far the trunk turns, what lies to which side.

The picture is not mirrored: somebody who faces the camera has their left on its right.
"""

from __future__ import annotations

import math

from formcheck.signals.body import XY, Body
from formcheck.signals.measure import Measure, NotMeasured
from formcheck.specs.expression import Point

FACE_TURNED = 0.04
"""From here on the face tells the direction of a turn: nose beside the mid-shoulder, in shoulder
widths of the start. Rendered people: still 0.00 to 0.02, turned by 17 degrees 0.20 to 0.25, turned
by 45 degrees with the face kept to the camera 0.05 to 0.07."""
NOSE_AHEAD = 1.2
"""How far the nose is before the line of the ears, in half the distance between them."""
NARROWEST = 0.3
"""Shoulders narrower than this at the start, in torso lengths, do not face the camera."""


def shoulder_yaw(body: Body) -> Measure:
    """Turn of the trunk out of the start pose, degrees; + to the person's own left.

    The size is what the shoulders lose of their width across the trunk, so that a lean to the side
    is no turn; the side is where the face went. Under about 10 degrees it is vague: a cosine
    hardly changes there.
    """
    wanted = (("left", "shoulder"), ("right", "shoulder"), ("mid", "hip"), ("", "nose"))
    points = []
    for side, part in wanted:
        point = body.point(side, part)
        if isinstance(point, NotMeasured):
            return point
        points.append(point)
    left, right, hip, nose = points
    if body.anchor is None or body.anchor.shoulder_px < NARROWEST * body.anchor.torso_px:
        return NotMeasured("the shoulders did not face the camera at the start")
    middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    up = middle[0] - hip[0], middle[1] - hip[1]
    trunk = max(math.hypot(*up), 1.0)

    def across(point: XY, other: XY) -> float:
        """How far a point is to the own left of the other one, across the trunk, in widths."""
        x, y = point[0] - other[0], point[1] - other[1]
        return (y * up[0] - x * up[1]) / trunk / start

    start = body.anchor.shoulder_px
    size = math.degrees(math.acos(min(max(across(left, right), -1.0), 1.0)))
    return size * min(max(across(nose, middle) / FACE_TURNED, -1.0), 1.0)


def aside(body: Body, a: Point, b: Point) -> Measure:
    """How far a is to the person's own left of b in the picture, torso lengths."""
    first, second = body.point(a.side, a.part), body.point(b.side, b.part)
    if isinstance(first, NotMeasured):
        return first
    if isinstance(second, NotMeasured) or body.anchor is None:
        return second if isinstance(second, NotMeasured) else NotMeasured("nobody in view")
    return (first[0] - second[0]) / body.anchor.torso_px


def head_tilt(body: Body) -> Measure:
    """Line of the ears from level, degrees; + leaning to the person's own left."""
    left, right = body.point("left", "ear"), body.point("right", "ear")
    if isinstance(left, NotMeasured):
        return left
    if isinstance(right, NotMeasured):
        return right
    return math.degrees(math.atan2(left[1] - right[1], left[0] - right[0]))


def head_yaw(body: Body) -> Measure:
    """Turn of the head against the camera, degrees; + to the person's own left.

    From where the nose is between the ears: it lies `NOSE_AHEAD` of half their distance before
    them. Beyond about 60 degrees one ear is guessed.
    """
    left, right = body.point("left", "ear"), body.point("right", "ear")
    nose = body.point("", "nose")
    for point in (left, right, nose):
        if isinstance(point, NotMeasured):
            return point
    assert not isinstance(left, NotMeasured) and not isinstance(right, NotMeasured)
    assert not isinstance(nose, NotMeasured)
    across = (left[0] - right[0], left[1] - right[1])
    half = math.hypot(*across) / 2
    if half < 1.0:
        return NotMeasured("the head is not seen from the front")
    middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    beside = ((nose[0] - middle[0]) * across[0] + (nose[1] - middle[1]) * across[1]) / (2 * half)
    return math.degrees(math.atan(beside / half / NOSE_AHEAD))
