"""The geometry of each word of the spec language: what it measures, as lines on the picture.

Every function takes the word's value where the signal is zero and where it is at its limit; the
measured part comes from the landmarks of the frame alone. Image plane only, pixels, y down.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formcheck.pose.frame import Array
from formcheck.signals.words import JOINTS
from formcheck.specs.expression import Call, Name, Node, Point
from formcheck.video.still.curves import CURVES, curve_shapes
from formcheck.video.still.look import Look
from formcheck.video.still.rays import (
    LEFT_EAR,
    LEFT_SHOULDER,
    MID_SHOULDER,
    NEAR_EAR,
    NEAR_HIP,
    NOSE,
    RAYS,
    RIGHT_EAR,
    RIGHT_SHOULDER,
    Ray,
    anticlockwise,
    from_vertical,
)
from formcheck.video.still.readings import AT_START, MOVED_ALONG, REFERENCE, Reading
from formcheck.video.still.scales import Scale, angle_shapes, length_shapes, ring
from formcheck.video.still.shapes import Area, Dot, Drawing, Line, Shape

HEAD_RAY = 0.5
"""Rays of the head are drawn at least so long, in torso lengths: ear and nose are close."""


def drawing_of(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """What an expression measured in a frame, as shapes.

    Args:
        reading: what the expression reads.
        look: the frame.
        limit: the expression's limit; None draws none.

    Returns:
        None where a part of it is not seen, or where the word has no geometry.
    """
    if len(reading.words) > 1 and reading.name != "height":
        return _several(reading, look)
    shapes = _DRAWN.get(reading.name)
    return shapes(reading, look, limit) if shapes is not None else None


def moving_points(reading: Reading) -> tuple[Point, ...]:
    """The points whose way shows the movement that an expression reads; none for the back."""
    points: list[Point] = []
    for word in reading.words:
        if isinstance(word, Name):
            points += _MOVERS.get(word.name, ())
        elif word.word in JOINTS:
            points.append(Point(_side(word), JOINTS[word.word][2]))
        elif word.word in ("angle", "incline", "turned"):
            points.append(_points(word)[-1])
        elif word.word == "aside":
            points += _points(word)
        else:
            points.append(_points(word)[0])
    return tuple(dict.fromkeys(points))


_MOVERS: dict[str, tuple[Point, ...]] = {
    **{name: (ray.end,) for name, ray in RAYS.items()},
    "hip_to_heel": (NEAR_HIP,),
    "shoulder_yaw": (LEFT_SHOULDER, RIGHT_SHOULDER),
    "head_yaw": (NOSE,),
}


# -- angles ------------------------------------------------------------------------------------


def _ray(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """A line of the body against the vertical, the level, or where it was at the start."""
    word = reading.words[0]
    if isinstance(word, Name):
        ray = RAYS[word.name]
    else:
        a, b = _points(word)
        direction = from_vertical if word.word == "incline" else anticlockwise
        ray = Ray(a, b, direction, f"the line from {_told(a)} to {_told(b)}", "upright")
    vertex, end, now = look.point(ray.vertex), look.point(ray.end), look.value(word)
    if vertex is None or end is None or now is None:
        return None
    least = HEAD_RAY * look.anchor.torso_px if ray.end in (NOSE, NEAR_EAR, LEFT_EAR) else 0.0
    length = max(float(np.hypot(*(end - vertex))), least)
    scale = _scale(reading, limit, now)
    shapes = angle_shapes(
        vertex, length, lambda degrees: np.array(ray.direction(look, degrees)), scale
    )
    zero = reading.start or ray.zero
    joints = (Dot(vertex, "measured"), Dot(end, "measured"))
    what = f"{ray.what} against {_meaning(zero)}"
    middle = ray.direction(look, (scale.zero + now) / 2)
    return Drawing((*shapes, *joints), vertex + 0.8 * length * np.array(middle), what, zero)


def _joint(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """An inner angle as two limbs and the arc between them."""
    word = reading.words[0]
    assert isinstance(word, Call)
    corners = _corners(word)
    seen, now = [look.point(point) for point in corners], look.value(word)
    a, b, c = seen
    if a is None or b is None or c is None or now is None:
        return None
    first, second = a - b, c - b
    turn = 1.0 if first[0] * second[1] - first[1] * second[0] >= 0 else -1.0
    start = math.atan2(first[1], first[0])

    def direction(degrees: float) -> Array:
        at = start + turn * math.radians(degrees)
        return np.array([math.cos(at), math.sin(at)])

    scale = _scale(reading, limit, now)
    length = float(np.hypot(*second))
    shapes = angle_shapes(b, length, direction, scale, inner=not reading.start)
    arm = Line(np.stack([b, a]), "measured")
    joints = tuple(Dot(point, "measured") for point in (a, b, c))
    what = f"the angle at {_told(corners[1])}"
    at = b + 0.7 * length * direction(now / 2)
    return Drawing((*shapes, arm, *joints), at, what, reading.start)


def _several(reading: Reading, look: Look) -> Drawing | None:
    """Words whose mean counts, each as it is; the limit belongs to their mean alone."""
    one = [drawing_of(Reading((word,)), look, None) for word in reading.words]
    drawings = [drawing for drawing in one if drawing is not None]
    if len(drawings) < len(one):
        return None
    shapes = tuple(shape for drawing in drawings for shape in drawing.shapes)
    what = " and ".join(drawing.what for drawing in drawings)
    return Drawing(shapes, drawings[0].at, what, limit_drawn=False)


# -- lengths -----------------------------------------------------------------------------------


def _height(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How high a point is (or some on average), over the level where the signal is zero."""
    points = [_points(word)[0] for word in reading.words if isinstance(word, Call)]
    seen = [place for point in points if (place := look.point(point)) is not None]
    values = [value for word in reading.words if (value := look.value(word)) is not None]
    if len(seen) < len(points) or len(values) < len(points):
        return None
    others = [place for word in reading.beside for place in look.points_in(word)]
    outer = max(seen, key=lambda place: abs(place[0] - _middle_x(look)))
    origin = np.array([outer[0], look.anchor.floor_y])
    span = [float(place[0] - outer[0]) for place in (*seen, *others)]
    pad = 0.25 * look.anchor.torso_px
    shapes = length_shapes(
        origin, np.array([0.0, -1.0]), look.anchor.torso_px,
        _scale(reading, limit, sum(values) / len(values)), (min(span) - pad, max(span) + pad),
    )  # fmt: skip
    named = " and ".join(_told(point) for point in points)
    start = reading.start or _level(reading)
    verb = "are" if len(points) > 1 else "is"
    what = f"how high {named} {verb} against {_meaning(start)}"
    dots = tuple(Dot(place, "measured") for place in seen)
    pairs = tuple(line for point in points for line in _pair(point, look))
    return Drawing((*pairs, *shapes, *dots), outer, what, start)


def _forward(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How far a point is in front of (or beside) another, against the plumb line through that."""
    word = reading.words[0]
    assert isinstance(word, Call)
    one, other = _points(word)
    a, b, now = look.point(one), look.point(other), look.value(word)
    if a is None or b is None or now is None:
        return None
    anchor, in_front = look.anchor, word.word == "ahead"
    unit = anchor.thigh_px if in_front else anchor.torso_px
    axis = np.array([float(anchor.facing if in_front else 1), 0.0])
    pad = 0.2 * anchor.torso_px
    reach = (min(0.0, float(b[1] - a[1])) - pad, max(0.0, float(b[1] - a[1])) + pad)
    shapes = length_shapes(
        np.array([b[0], a[1]]), axis, unit, _scale(reading, limit, now), reach, upright=True
    )
    side = "in front of" if in_front else "beside"
    what = f"how far {_told(one)} is {side} {_told(other)}"
    dots = (Dot(a, "measured"), Dot(b, "measured"))
    return Drawing((*shapes, *dots), a, what, reading.start or f"at {_told(other)}")


def _distance(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """The distance between two points as a bracket; the second one is taken as the fixed end."""
    word = reading.words[0]
    one, other = (NEAR_HIP, Point("near", "heel")) if isinstance(word, Name) else _points(word)
    a, b, now = look.point(one), look.point(other), look.value(word)
    if a is None or b is None or now is None or not np.any(a != b):
        return None
    half = 0.18 * look.anchor.torso_px
    shapes = length_shapes(
        b, (a - b) / np.hypot(*(a - b)), look.anchor.torso_px,
        _scale(reading, limit, now), (-half, half), whole=True,
    )  # fmt: skip
    what = f"the distance between {_told(one)} and {_told(other)}"
    dots = (Dot(a, "measured"), Dot(b, "measured"))
    return Drawing((*shapes, *dots), (a + b) / 2, what, reading.start)


def _off_line(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How far a point is off the line through two others."""
    word = reading.words[0]
    assert isinstance(word, Call)
    points = _points(word)
    p, a, b = (look.point(point) for point in points)
    now = look.value(word)
    if p is None or a is None or b is None or now is None:
        return None
    along = (b - a) / np.hypot(*(b - a))
    up = np.array([along[1], -along[0]])
    up = up if up[1] <= 0 else -up
    foot = a + along * float((p - a) @ along)
    ends = [float((end - foot) @ np.array([-up[1], up[0]])) for end in (a, b)]
    shapes = length_shapes(
        foot, up, look.anchor.torso_px, _scale(reading, limit, now), (min(ends), max(ends))
    )
    one, first, second = (_told(point) for point in points)
    dots = tuple(Dot(place, "measured") for place in (p, a, b))
    what = f"how far {one} is off the line from {first} to {second}"
    return Drawing((*shapes, *dots), p, what, reading.start or "straight line")


def _moved(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How far a point has come from where it started: any way, or forward from the wall."""
    word = reading.words[0]
    assert isinstance(word, Call)
    (point,) = _points(word)
    now_at, begun = look.point(point), look.start_of(point)
    now = look.value(word)
    if now_at is None or begun is None or now is None:
        return None
    torso = look.anchor.torso_px
    scale = _scale(reading, limit, now)
    dot = Dot(now_at, "measured")
    if word.word == "wall_gap":
        origin = np.array([begun[0], now_at[1]])
        axis = np.array([float(look.anchor.facing), 0.0])
        half = 0.45 * torso
        shapes = length_shapes(origin, axis, torso, scale, (-half, half), upright=True)
        start = AT_THE_WALL if reading.start == AT_START else reading.start
        what = f"how far {_told(point)} has come forward from {_meaning(start)}"
        return Drawing((*shapes, dot), now_at, what, start)
    arrow = Line(np.stack([begun, now_at]), "measured", arrow=True)
    circle = () if scale.limit is None else (Line(ring(begun, scale.limit * torso), "limit"),)
    filled = (Area(ring(begun, scale.limit * torso), "within"),) if scale.limit else ()
    what = f"how far {_told(point)} has moved from where it started"
    shapes = (*filled, *circle, *_pair(point, look), Dot(begun, "start"), arrow)
    return Drawing((*shapes, dot), now_at, what, AT_START)


# -- turns, seen as a loss of width --------------------------------------------------------------


def _shoulder_width(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """A turn of the trunk is read from the width of the shoulders: now, and at the start."""
    left, right = look.point(LEFT_SHOULDER), look.point(RIGHT_SHOULDER)
    if left is None or right is None or not np.any(left != right):
        return None
    middle, across = (left + right) / 2, (left - right) / np.hypot(*(left - right))
    lift = np.array([0.0, -0.12 * look.anchor.torso_px])
    half = across * look.anchor.shoulder_px / 2
    shapes: tuple[Shape, ...] = (
        Line(np.stack([middle - half, middle + half]) + lift, "start"),
        Line(np.stack([right, left]), "measured"),
        Dot(left, "measured"), Dot(right, "measured"),
    )  # fmt: skip
    what = "how wide the shoulders are against their width at the start"
    return Drawing(shapes, middle, what, "width at the start", limit_drawn=False)


def _face(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """A turn of the head is read from where the nose is between the ears."""
    seen = [look.point(point) for point in (LEFT_EAR, RIGHT_EAR, NOSE)]
    left, right, nose = seen
    if left is None or right is None or nose is None:
        return None
    lines = (Line(np.stack([left, right]), "start"), Line(np.stack([(left + right) / 2, nose]),
             "measured", arrow=True))  # fmt: skip
    dots = tuple(Dot(place, "measured") for place in (left, right, nose))
    what = "where the nose is between the ears"
    return Drawing((*lines, *dots), nose, what, "line of the ears", limit_drawn=False)


def _curve(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    now = look.value(reading.words[0])
    if now is None:
        return None
    return curve_shapes(reading.name, look, _scale(reading, limit, now), reading.start)


_DRAWN: dict[str, Callable[[Reading, Look, float | None], Drawing | None]] = {
    **dict.fromkeys((*RAYS, "incline", "turned"), _ray),
    **dict.fromkeys((*JOINTS, "angle"), _joint),
    **dict.fromkeys(("dist", "hip_to_heel"), _distance),
    **dict.fromkeys(("ahead", "aside"), _forward),
    **dict.fromkeys(("dist_from_start", "wall_gap"), _moved),
    **dict.fromkeys(CURVES, _curve),
    "height": _height,
    "off_line": _off_line,
    "shoulder_yaw": _shoulder_width,
    "head_yaw": _face,
}


# -- small things --------------------------------------------------------------------------------


def _scale(reading: Reading, limit: float | None, now: float) -> Scale:
    return Scale(reading.of(0.0), None if limit is None else reading.of(limit), now)


def _points(word: Name | Call) -> list[Point]:
    args = word.args if isinstance(word, Call) else ()
    return [arg for arg in args if isinstance(arg, Point)]


def _side(word: Call) -> str:
    side: Node = word.args[0]
    return side.name if isinstance(side, Name) else "near"


def _corners(word: Call) -> tuple[Point, Point, Point]:
    if word.word in JOINTS:
        side = _side(word)
        a, b, c = JOINTS[word.word]
        return Point(side, a), Point(side, b), Point(side, c)
    first, second, third = _points(word)
    return first, second, third


def _pair(point: Point, look: Look) -> tuple[Line, ...]:
    """A fine line between left and right, where what is measured lies between the two."""
    if point.side != "mid":
        return ()
    left, right = (look.point(Point(side, point.part)) for side in ("left", "right"))
    return () if left is None or right is None else (Line(np.stack([left, right]), "arc"),)


def _level(reading: Reading) -> str:
    """What the zero of a height is: the floor, or the height of another point."""
    for node in reading.beside:
        if isinstance(node, Call) and node.word == "height" and (points := _points(node)):
            return f"level of {_told(points[0])}"
    return "level" if reading.offset else "floor"


def _middle_x(look: Look) -> float:
    middle = look.point(MID_SHOULDER)
    return float(middle[0]) if middle is not None else 0.0


def _told(point: Point) -> str:
    """A point in words: `the left knee`."""
    own = point.side in ("left", "right")
    return f"the {point.side} {point.part}" if own else f"the {point.part}"


AT_THE_WALL = "at the wall"
_MEANINGS = {
    AT_THE_WALL: "where it was at the wall",
    AT_START: "where it was at the start",
    MOVED_ALONG: "where it was at the start, moved along with the body",
    REFERENCE: "where it was in your reference repetition",
    "upright": "the vertical",
    "level": "the level line",
    "floor": "the floor",
}


def _meaning(zero: str) -> str:
    known = f"the {zero}" if zero.startswith("level of") else f"a line {zero}"
    return _MEANINGS.get(zero, known)
