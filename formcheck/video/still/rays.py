"""The lines of the body whose direction a word tells, and what direction goes with what value."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from formcheck.specs.expression import Name, Point
from formcheck.video.still.look import Look

NEAR_HIP, NEAR_KNEE = Point("near", "hip"), Point("near", "knee")
NEAR_SHOULDER, NEAR_WRIST = Point("near", "shoulder"), Point("near", "wrist")
NEAR_EAR, NOSE = Point("near", "ear"), Point("", "nose")
MID_HIP, MID_SHOULDER = Point("mid", "hip"), Point("mid", "shoulder")
LEFT_EAR, RIGHT_EAR = Point("left", "ear"), Point("right", "ear")
LEFT_SHOULDER, RIGHT_SHOULDER = Point("left", "shoulder"), Point("right", "shoulder")

Direction = Callable[[Look, float], tuple[float, float]]
"""Unit vector in the picture (y down) of a line whose word reads so many degrees."""


def from_vertical(look: Look, degrees: float) -> tuple[float, float]:
    """Up, leaning forward by so many degrees."""
    return look.anchor.facing * sin(degrees), -cos(degrees)


def _behind_vertical(look: Look, degrees: float) -> tuple[float, float]:
    return -look.anchor.facing * sin(degrees), -cos(degrees)


def _from_level(look: Look, degrees: float) -> tuple[float, float]:
    return look.anchor.facing * cos(degrees), -sin(degrees)


def _to_the_right(look: Look, degrees: float) -> tuple[float, float]:
    return sin(degrees), -cos(degrees)


def anticlockwise(look: Look, degrees: float) -> tuple[float, float]:
    """To the right of the picture, turned anticlockwise by so many degrees."""
    return cos(degrees), -sin(degrees)


def _to_own_left(look: Look, degrees: float) -> tuple[float, float]:
    return cos(degrees), sin(degrees)


def _against_trunk(look: Look, degrees: float) -> tuple[float, float]:
    trunk = look.value(Name("trunk_rise")) or 0.0
    ventral = -1 if look.body.position == "supine" else 1
    return _from_level(look, trunk + ventral * degrees)


def _thigh_off_level(look: Look, degrees: float) -> tuple[float, float]:
    """`thigh_from_level` folds its angle: unfolded to the side where the thigh is."""
    tilt = look.value(Name("thigh_tilt")) or 0.0
    unfolded = 90 - degrees if abs(tilt) <= 90 else 90 + degrees
    return _behind_vertical(look, math.copysign(unfolded, tilt))


@dataclass(frozen=True, slots=True)
class Ray:
    """A line of the body whose direction a word tells, from `vertex` to `end`."""

    vertex: Point
    end: Point
    direction: Direction
    what: str
    zero: str


RAYS = {
    "thigh_tilt": Ray(NEAR_KNEE, NEAR_HIP, _behind_vertical, "the thigh", "upright"),
    "thigh_from_level": Ray(NEAR_KNEE, NEAR_HIP, _thigh_off_level, "the thigh", "level"),
    "arm_tilt": Ray(NEAR_WRIST, NEAR_SHOULDER, from_vertical, "the arm", "upright"),
    "trunk_tilt": Ray(MID_HIP, MID_SHOULDER, from_vertical, "the trunk", "upright"),
    "trunk_rise": Ray(MID_HIP, MID_SHOULDER, _from_level, "the trunk", "level"),
    "trunk_side_tilt": Ray(MID_HIP, MID_SHOULDER, _to_the_right, "the trunk", "upright"),
    "head_pitch": Ray(NEAR_EAR, NOSE, _from_level, "the line from ear to nose", "level"),
    "neck_extension": Ray(
        NEAR_SHOULDER, NEAR_EAR, _against_trunk, "the neck", "in line with the trunk"
    ),
    "head_tilt": Ray(RIGHT_EAR, LEFT_EAR, _to_own_left, "the line of the ears", "level"),
}


def sin(degrees: float) -> float:
    """Sine of degrees."""
    return math.sin(math.radians(degrees))


def cos(degrees: float) -> float:
    """Cosine of degrees."""
    return math.cos(math.radians(degrees))
