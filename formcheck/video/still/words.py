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
from formcheck.video.still.lengths import (
    draw_distance,
    draw_forward,
    draw_height,
    draw_moved,
    draw_off_line,
)
from formcheck.video.still.look import Look
from formcheck.video.still.naming import meaning, points_of, scale_of, told
from formcheck.video.still.rays import (
    LEFT_EAR,
    LEFT_SHOULDER,
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
from formcheck.video.still.readings import Reading
from formcheck.video.still.scales import angle_shapes
from formcheck.video.still.shapes import Dot, Drawing, Line, Shape

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
            points.append(points_of(word)[-1])
        elif word.word == "aside":
            points += points_of(word)
        else:
            points.append(points_of(word)[0])
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
        a, b = points_of(word)
        direction = from_vertical if word.word == "incline" else anticlockwise
        ray = Ray(a, b, direction, f"the line from {told(a)} to {told(b)}", "upright")
    vertex, end, now = look.point(ray.vertex), look.point(ray.end), look.value(word)
    if vertex is None or end is None or now is None:
        return None
    least = HEAD_RAY * look.anchor.torso_px if ray.end in (NOSE, NEAR_EAR, LEFT_EAR) else 0.0
    length = max(float(np.hypot(*(end - vertex))), least)
    scale = scale_of(reading, limit, now)
    shapes = angle_shapes(
        vertex, length, lambda degrees: np.array(ray.direction(look, degrees)), scale
    )
    zero = reading.start or ray.zero
    joints = (Dot(vertex, "measured"), Dot(end, "measured"))
    what = f"{ray.what} against {meaning(zero)}"
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

    scale = scale_of(reading, limit, now)
    length = float(np.hypot(*second))
    shapes = angle_shapes(b, length, direction, scale, inner=not reading.start)
    arm = Line(np.stack([b, a]), "measured")
    joints = tuple(Dot(point, "measured") for point in (a, b, c))
    what = f"the angle at {told(corners[1])}"
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
    return curve_shapes(reading.name, look, scale_of(reading, limit, now), reading.start)


_DRAWN: dict[str, Callable[[Reading, Look, float | None], Drawing | None]] = {
    **dict.fromkeys((*RAYS, "incline", "turned"), _ray),
    **dict.fromkeys((*JOINTS, "angle"), _joint),
    **dict.fromkeys(("dist", "hip_to_heel"), draw_distance),
    **dict.fromkeys(("ahead", "aside"), draw_forward),
    **dict.fromkeys(("dist_from_start", "wall_gap"), draw_moved),
    **dict.fromkeys(CURVES, _curve),
    "height": draw_height,
    "off_line": draw_off_line,
    "shoulder_yaw": _shoulder_width,
    "head_yaw": _face,
}


def _side(word: Call) -> str:
    side: Node = word.args[0]
    return side.name if isinstance(side, Name) else "near"


def _corners(word: Call) -> tuple[Point, Point, Point]:
    if word.word in JOINTS:
        side = _side(word)
        a, b, c = JOINTS[word.word]
        return Point(side, a), Point(side, b), Point(side, c)
    first, second, third = points_of(word)
    return first, second, third
