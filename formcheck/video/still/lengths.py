"""The words that measure lengths: a bracket on the picture, with start and limit across it."""

from __future__ import annotations

import numpy as np

from formcheck.specs.expression import Call, Name, Point
from formcheck.video.still.look import Look
from formcheck.video.still.naming import AT_THE_WALL, meaning, points_of, scale_of, told
from formcheck.video.still.rays import MID_SHOULDER, NEAR_HIP
from formcheck.video.still.readings import AT_START, Reading
from formcheck.video.still.scales import length_shapes, ring
from formcheck.video.still.shapes import Area, Dot, Drawing, Line


def draw_height(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How high a point is (or some on average), over the level where the signal is zero."""
    points = [points_of(word)[0] for word in reading.words if isinstance(word, Call)]
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
        scale_of(reading, limit, sum(values) / len(values)), (min(span) - pad, max(span) + pad),
    )  # fmt: skip
    named = " and ".join(told(point) for point in points)
    start = reading.start or _level(reading)
    verb = "are" if len(points) > 1 else "is"
    what = f"how high {named} {verb} against {meaning(start)}"
    dots = tuple(Dot(place, "measured") for place in seen)
    pairs = tuple(line for point in points for line in _pair(point, look))
    return Drawing((*pairs, *shapes, *dots), outer, what, start)


def draw_forward(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How far a point is in front of (or beside) another, against the plumb line through that."""
    word = reading.words[0]
    assert isinstance(word, Call)
    one, other = points_of(word)
    a, b, now = look.point(one), look.point(other), look.value(word)
    if a is None or b is None or now is None:
        return None
    anchor, in_front = look.anchor, word.word == "ahead"
    unit = anchor.thigh_px if in_front else anchor.torso_px
    axis = np.array([float(anchor.facing if in_front else 1), 0.0])
    pad = 0.2 * anchor.torso_px
    reach = (min(0.0, float(b[1] - a[1])) - pad, max(0.0, float(b[1] - a[1])) + pad)
    shapes = length_shapes(
        np.array([b[0], a[1]]), axis, unit, scale_of(reading, limit, now), reach, upright=True
    )
    side = "in front of" if in_front else "beside"
    what = f"how far {told(one)} is {side} {told(other)}"
    dots = (Dot(a, "measured"), Dot(b, "measured"))
    return Drawing((*shapes, *dots), a, what, reading.start or f"at {told(other)}")


def draw_distance(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """The distance between two points as a bracket; the second one is taken as the fixed end."""
    word = reading.words[0]
    one, other = (NEAR_HIP, Point("near", "heel")) if isinstance(word, Name) else points_of(word)
    a, b, now = look.point(one), look.point(other), look.value(word)
    if a is None or b is None or now is None or not np.any(a != b):
        return None
    half = 0.18 * look.anchor.torso_px
    shapes = length_shapes(
        b, (a - b) / np.hypot(*(a - b)), look.anchor.torso_px,
        scale_of(reading, limit, now), (-half, half), whole=True,
    )  # fmt: skip
    what = f"the distance between {told(one)} and {told(other)}"
    dots = (Dot(a, "measured"), Dot(b, "measured"))
    return Drawing((*shapes, *dots), (a + b) / 2, what, reading.start)


def draw_off_line(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How far a point is off the line through two others."""
    word = reading.words[0]
    assert isinstance(word, Call)
    points = points_of(word)
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
        foot, up, look.anchor.torso_px, scale_of(reading, limit, now), (min(ends), max(ends))
    )
    one, first, second = (told(point) for point in points)
    dots = tuple(Dot(place, "measured") for place in (p, a, b))
    what = f"how far {one} is off the line from {first} to {second}"
    return Drawing((*shapes, *dots), p, what, reading.start or "straight line")


def draw_moved(reading: Reading, look: Look, limit: float | None) -> Drawing | None:
    """How far a point has come from where it started: any way, or forward from the wall."""
    word = reading.words[0]
    assert isinstance(word, Call)
    (point,) = points_of(word)
    now_at, begun = look.point(point), look.start_of(point)
    now = look.value(word)
    if now_at is None or begun is None or now is None:
        return None
    torso = look.anchor.torso_px
    scale = scale_of(reading, limit, now)
    dot = Dot(now_at, "measured")
    if word.word == "wall_gap":
        origin = np.array([begun[0], now_at[1]])
        axis = np.array([float(look.anchor.facing), 0.0])
        half = 0.45 * torso
        shapes = length_shapes(origin, axis, torso, scale, (-half, half), upright=True)
        start = AT_THE_WALL if reading.start == AT_START else reading.start
        what = f"how far {told(point)} has come forward from {meaning(start)}"
        return Drawing((*shapes, dot), now_at, what, start)
    arrow = Line(np.stack([begun, now_at]), "measured", arrow=True)
    circle = () if scale.limit is None else (Line(ring(begun, scale.limit * torso), "limit"),)
    filled = (Area(ring(begun, scale.limit * torso), "within"),) if scale.limit else ()
    what = f"how far {told(point)} has moved from where it started"
    shapes = (*filled, *circle, *_pair(point, look), Dot(begun, "start"), arrow)
    return Drawing((*shapes, dot), now_at, what, AT_START)


def _pair(point: Point, look: Look) -> tuple[Line, ...]:
    """A fine line between left and right, where what is measured lies between the two."""
    if point.side != "mid":
        return ()
    left, right = (look.point(Point(side, point.part)) for side in ("left", "right"))
    return () if left is None or right is None else (Line(np.stack([left, right]), "arc"),)


def _level(reading: Reading) -> str:
    """What the zero of a height is: the floor, or the height of another point."""
    for node in reading.beside:
        if isinstance(node, Call) and node.word == "height" and (points := points_of(node)):
            return f"level of {told(points[0])}"
    return "level" if reading.offset else "floor"


def _middle_x(look: Look) -> float:
    middle = look.point(MID_SHOULDER)
    return float(middle[0]) if middle is not None else 0.0
