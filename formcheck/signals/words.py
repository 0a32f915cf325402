"""The body and geometry words of the spec language, computed from one `Body`.

Every function returns a `Measure` in the unit that `formcheck.specs.vocabulary` states. Angles of
lines come from pixel points (x right, y down) in the image plane; depth is never used.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.signals.back import back_curve, upper_back_curve
from formcheck.signals.body import Body
from formcheck.signals.front import aside, head_tilt, head_yaw, shoulder_yaw
from formcheck.signals.measure import Measure, NotMeasured
from formcheck.specs.expression import Point


def _line(body: Body, a: Point, b: Point) -> tuple[float, float] | NotMeasured:
    """Vector from a to b: forward (in the facing direction) and up, pixels."""
    start, end = body.point(a.side, a.part), body.point(b.side, b.part)
    if isinstance(start, NotMeasured):
        return start
    if isinstance(end, NotMeasured):
        return end
    facing = body.anchor.facing if body.anchor else 1
    return facing * (end[0] - start[0]), start[1] - end[1]


def _tilt(vector: tuple[float, float] | NotMeasured) -> Measure:
    """Degrees of an upward line from vertical, + forward."""
    if isinstance(vector, NotMeasured):
        return vector
    return math.degrees(math.atan2(vector[0], vector[1]))


def _rise(vector: tuple[float, float] | NotMeasured) -> Measure:
    """Degrees of a forward line from horizontal, + up."""
    if isinstance(vector, NotMeasured):
        return vector
    return math.degrees(math.atan2(vector[1], vector[0]))


NEAR_HIP, NEAR_KNEE = Point("near", "hip"), Point("near", "knee")
NEAR_SHOULDER, NEAR_WRIST = Point("near", "shoulder"), Point("near", "wrist")
NEAR_EAR, NOSE = Point("near", "ear"), Point("", "nose")
MID_HIP, MID_SHOULDER = Point("mid", "hip"), Point("mid", "shoulder")


def trunk_tilt(body: Body) -> Measure:
    """Mid-hip to mid-shoulder from vertical; 0 upright, + leaning forward."""
    return _tilt(_line(body, MID_HIP, MID_SHOULDER))


def trunk_rise(body: Body) -> Measure:
    """Mid-hip to mid-shoulder from horizontal; + shoulders higher than hips."""
    return _rise(_line(body, MID_HIP, MID_SHOULDER))


def trunk_side_tilt(body: Body) -> Measure:
    """The trunk from vertical seen from the front; + to the right of the picture."""
    hip, shoulder = body.point("mid", "hip"), body.point("mid", "shoulder")
    if isinstance(hip, NotMeasured):
        return hip
    if isinstance(shoulder, NotMeasured):
        return shoulder
    return math.degrees(math.atan2(shoulder[0] - hip[0], hip[1] - shoulder[1]))


def thigh_tilt(body: Body) -> Measure:
    """Near thigh from vertical; 0 hip above knee, + hips behind knees."""
    line = _line(body, NEAR_HIP, NEAR_KNEE)
    if isinstance(line, NotMeasured):
        return line
    return math.degrees(math.atan2(line[0], -line[1]))


def thigh_from_level(body: Body) -> Measure:
    """Near thigh from horizontal, 0..90; 0 = parallel to the floor."""
    tilt = thigh_tilt(body)
    return tilt if isinstance(tilt, NotMeasured) else abs(90 - abs(tilt))


def arm_tilt(body: Body) -> Measure:
    """Near wrist-shoulder line from vertical; + shoulders ahead of hands."""
    return _tilt(_line(body, NEAR_WRIST, NEAR_SHOULDER))


def neck_extension(body: Body) -> Measure:
    """Shoulder-ear line against the trunk line; + head tipped back. Zero is arbitrary."""
    neck = _rise(_line(body, NEAR_SHOULDER, NEAR_EAR))
    trunk = trunk_rise(body)
    if isinstance(neck, NotMeasured):
        return neck
    if isinstance(trunk, NotMeasured):
        return trunk
    ventral = -1 if body.position == "supine" else 1
    return ventral * wrap(neck - trunk)


def head_pitch(body: Body) -> Measure:
    """Ear-nose line from horizontal; + looking up."""
    return _rise(_line(body, NEAR_EAR, NOSE))


def hip_to_heel(body: Body) -> Measure:
    """Distance hip-heel on the near side, torso lengths."""
    return distance(body, NEAR_HIP, Point("near", "heel"))


def distance(body: Body, a: Point, b: Point) -> Measure:
    """Distance of two points in the picture, torso lengths."""
    line = _line(body, a, b)
    if isinstance(line, NotMeasured) or body.anchor is None:
        return line if isinstance(line, NotMeasured) else NotMeasured("nobody in view")
    return math.hypot(*line) / body.anchor.torso_px


def height(body: Body, point: Point) -> Measure:
    """Height above the lowest contact at the start, torso lengths."""
    position = body.point(point.side, point.part)
    if isinstance(position, NotMeasured) or body.anchor is None:
        return position if isinstance(position, NotMeasured) else NotMeasured("nobody in view")
    return (body.anchor.floor_y - position[1]) / body.anchor.torso_px


def forward(body: Body, point: Point) -> Measure:
    """Position along the facing direction, torso lengths from the picture's edge."""
    position = body.point(point.side, point.part)
    if isinstance(position, NotMeasured) or body.anchor is None:
        return position if isinstance(position, NotMeasured) else NotMeasured("nobody in view")
    return body.anchor.facing * position[0] / body.anchor.torso_px


def ahead(body: Body, a: Point, b: Point) -> Measure:
    """How far a is in front of b, thigh lengths."""
    line = _line(body, b, a)
    if isinstance(line, NotMeasured) or body.anchor is None:
        return line if isinstance(line, NotMeasured) else NotMeasured("nobody in view")
    return line[0] / body.anchor.thigh_px


def incline(body: Body, a: Point, b: Point) -> Measure:
    """The line from a (below) to b (above) from vertical, degrees; + leaning forward."""
    return _tilt(_line(body, a, b))


def off_line(body: Body, point: Point, a: Point, b: Point) -> Measure:
    """How far a point is above the line through a and b in the picture, torso lengths."""
    along, out = _line(body, a, b), _line(body, a, point)
    if isinstance(along, NotMeasured):
        return along
    if isinstance(out, NotMeasured):
        return out
    length = math.hypot(*along)
    if body.anchor is None or length < 1.0:
        return NotMeasured("two points of a line are one")
    upwards = 1 if along[0] >= 0 else -1
    return upwards * (along[0] * out[1] - along[1] * out[0]) / length / body.anchor.torso_px


def direction(body: Body, a: Point, b: Point) -> Measure:
    """Direction from a to b in the picture, degrees; 0 to the right, + anticlockwise."""
    start, end = body.point(a.side, a.part), body.point(b.side, b.part)
    if isinstance(start, NotMeasured):
        return start
    if isinstance(end, NotMeasured):
        return end
    return math.degrees(math.atan2(start[1] - end[1], end[0] - start[0]))


def angle(body: Body, a: Point, b: Point, c: Point) -> Measure:
    """Inner angle at b, degrees 0..180."""
    first, second = _line(body, b, a), _line(body, b, c)
    if isinstance(first, NotMeasured):
        return first
    if isinstance(second, NotMeasured):
        return second
    cross = first[0] * second[1] - first[1] * second[0]
    dot = first[0] * second[0] + first[1] * second[1]
    return math.degrees(math.atan2(abs(cross), dot))


def wrap(degrees: float) -> float:
    """An angle in -180..180."""
    return (degrees + 180) % 360 - 180


BODY_WORDS: dict[str, Callable[[Body], Measure]] = {
    "thigh_tilt": thigh_tilt,
    "thigh_from_level": thigh_from_level,
    "arm_tilt": arm_tilt,
    "trunk_tilt": trunk_tilt,
    "trunk_rise": trunk_rise,
    "trunk_side_tilt": trunk_side_tilt,
    "neck_extension": neck_extension,
    "head_pitch": head_pitch,
    "back_curve": back_curve,
    "upper_back_curve": upper_back_curve,
    "hip_to_heel": hip_to_heel,
    "shoulder_yaw": shoulder_yaw,
    "head_yaw": head_yaw,
    "head_tilt": head_tilt,
}

JOINTS: dict[str, tuple[str, str, str]] = {
    "elbow": ("shoulder", "elbow", "wrist"),
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
    "shoulder_abd": ("hip", "shoulder", "elbow"),
}


def joint(body: Body, name: str, side: str) -> Measure:
    """Inner angle of a named joint on one side, degrees."""
    a, b, c = JOINTS[name]
    return angle(body, Point(side, a), Point(side, b), Point(side, c))


POINT_WORDS: dict[str, Callable[..., Measure]] = {
    "angle": angle,
    "incline": incline,
    "off_line": off_line,
    "height": height,
    "ahead": ahead,
    "dist": distance,
    "aside": aside,
}
