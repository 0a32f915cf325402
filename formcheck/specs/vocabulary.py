"""The words of the expression language: arguments, unit, the views each is valid in, meaning.

`formcheck.signals` computes them; `formcheck.specs` checks that specs use them as they are meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["deg", "torso", "thigh", "ratio", "s", "count", "deg_s", "torso_s", "thigh_s"]
View = Literal["side", "oblique", "front"]
Argument = Literal["point", "side", "signal", "phase", "template", "number"]
UnitRule = Unit | Literal["same", "per_second"]
"""A fixed unit, the unit of the first argument, or that unit per second."""

ALL_VIEWS: tuple[View, ...] = ("side", "oblique", "front")
FROM_THE_SIDE: tuple[View, ...] = ("side", "oblique")
FROM_THE_FRONT: tuple[View, ...] = ("front", "oblique")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the language.

    Attributes:
        arguments: the kinds of its positional arguments, in order.
        unit: what it yields.
        meaning: what it measures and what plus means, for the spec author.
        options: keyword arguments (all plain numbers) with their defaults; None: required.
        views: camera views in which it is valid.
    """

    arguments: tuple[Argument, ...]
    unit: UnitRule
    meaning: str
    options: tuple[tuple[str, float | None], ...] = ()
    views: tuple[View, ...] = ALL_VIEWS


BODY: dict[str, Word] = {
    "thigh_tilt": Word(
        (), "deg", "near thigh from vertical; 0 hip above knee, plus = hips behind knees",
        views=FROM_THE_SIDE,
    ),
    "thigh_from_level": Word(
        (), "deg", "near thigh from horizontal; 0 = parallel to the floor", views=FROM_THE_SIDE
    ),
    "arm_tilt": Word(
        (), "deg", "near shoulder-wrist line from vertical; plus = shoulders ahead of hands",
        views=FROM_THE_SIDE,
    ),
    "trunk_tilt": Word(
        (), "deg", "hip-shoulder line from vertical; 0 upright, plus = leaning forward",
        views=FROM_THE_SIDE,
    ),
    "trunk_rise": Word(
        (), "deg", "hip-shoulder line from horizontal; plus = shoulders higher than hips",
        views=FROM_THE_SIDE,
    ),
    "trunk_side_tilt": Word(
        (), "deg", "trunk from vertical seen from the front; plus = to the right of the picture",
        views=("front",),
    ),
    "neck_extension": Word(
        (), "deg", "shoulder-ear line against the trunk; plus = head tipped back",
        views=FROM_THE_SIDE,
    ),
    "head_pitch": Word(
        (), "deg", "ear-nose line from horizontal; plus = looking up", views=FROM_THE_SIDE
    ),
    "back_curve": Word(
        (), "deg", "bend of the outline of the back; plus = rounded, minus = hollow",
        views=FROM_THE_SIDE,
    ),
    "upper_back_curve": Word(
        (), "deg", "bend of the upper part of the outline of the back; tells shoulder blades apart",
        views=FROM_THE_SIDE,
    ),
    "head_yaw": Word(
        (), "deg", "turn of the head seen from the front; plus = to the own left", views=("front",)
    ),
    "head_tilt": Word(
        (), "deg", "line of the ears seen from the front; plus = leaning to the own left",
        views=("front",),
    ),
    "pace_spread": Word(
        (), "ratio",
        "spread of the last six repetitions' durations about their mean; needs three of them",
    ),
    "hip_to_heel": Word((), "torso", "distance from hip to heel on the near side"),
    "shoulder_yaw": Word(
        (), "deg", "turn of the trunk out of the start pose; plus = to the person's own left",
        views=FROM_THE_FRONT,
    ),
}  # fmt: skip

GEOMETRY: dict[str, Word] = {
    "elbow": Word(("side",), "deg", "inner angle shoulder-elbow-wrist; 180 straight"),
    "knee": Word(("side",), "deg", "inner angle hip-knee-ankle; 180 straight"),
    "hip": Word(("side",), "deg", "inner angle shoulder-hip-knee; 180 straight"),
    "shoulder_abd": Word(
        ("side",), "deg", "inner angle hip-shoulder-elbow; 0 arm down", views=("front",)
    ),
    "angle": Word(("point", "point", "point"), "deg", "inner angle at the second point"),
    "incline": Word(
        ("point", "point"), "deg",
        "line from the first point to the second, from vertical; plus = leaning forward",
    ),
    "off_line": Word(
        ("point", "point", "point"), "torso",
        "how far the first point is above the line through the other two in the picture",
    ),
    "turned": Word(
        ("point", "point"), "deg",
        "direction from the first point to the second, counted on through full turns; plus = "
        "anticlockwise in the picture",
    ),
    "height": Word(("point",), "torso", "height above the lowest contact at the start"),
    "ahead": Word(
        ("point", "point"), "thigh", "how far the first point is in front of the second",
        views=FROM_THE_SIDE,
    ),
    "dist": Word(("point", "point"), "torso", "distance between two points in the picture"),
    "aside": Word(
        ("point", "point"), "torso", "how far the first point is to the own left of the second",
        views=FROM_THE_FRONT,
    ),
    "dist_from_start": Word(("point",), "torso", "distance of a point from where it started"),
    "wall_gap": Word(
        ("point",), "torso", "how far a point has come forward since the start at the wall",
        views=("side",),
    ),
}  # fmt: skip

TIME: dict[str, Word] = {
    "from_start": Word(("signal",), "same", "change from the person's own neutral"),
    "speed": Word(("signal",), "per_second", "absolute rate of change"),
    "rate": Word(("signal",), "per_second", "rate of change, with its sign"),
    "peak": Word(("signal",), "same", "largest value in this repetition so far"),
    "range": Word(("signal",), "same", "largest minus smallest value in this repetition so far"),
    "sd": Word(("signal",), "same", "standard deviation over a window", (("window_s", 2.0),)),
    "reversals": Word(
        ("signal",), "count", "changes of direction with a swing of at least `min` in a window",
        (("min", None), ("window_s", 4.0)),
    ),
    "rise_time": Word(
        ("signal",), "s",
        "what the whole way up would take at the fastest pace seen in this repetition",
    ),
    "fall_time": Word(
        ("signal",), "s",
        "what the whole way down would take at the fastest pace seen in this repetition",
    ),
    "together": Word(
        ("signal", "signal"), "ratio",
        "how far two signals move as one over a window: 1 together, 0 not, -1 against each other",
        (("window_s", 6.0),),
    ),
    "duration": Word(
        ("phase",), "s", "length of the named phase (or of the whole `rep`) in this repetition"
    ),
}  # fmt: skip

PERSONAL: dict[str, Word] = {
    "personal": Word(
        ("signal", "number"), "same",
        "a fraction of the person's own best (first argument), never under `floor`",
        (("floor", 0.0),),
    ),
    "learned_range": Word(
        ("signal", "number"), "same", "a point between the person's own lowest (0) and highest (1)"
    ),
    "learned": Word(("template",), "same", "the value the reference repetition had at this height"),
}  # fmt: skip

ARITHMETIC: dict[str, Word] = {
    "abs": Word(("signal",), "same", "absolute value"),
    "min": Word(("signal", "signal"), "same", "smaller one; takes two or more"),
    "max": Word(("signal", "signal"), "same", "larger one; takes two or more"),
    "mean": Word(("signal", "signal"), "same", "average; takes two or more"),
}

WORDS: dict[str, Word] = {**BODY, **GEOMETRY, **TIME, **PERSONAL, **ARITHMETIC}
ANY_NUMBER_OF_ARGUMENTS = ("min", "max", "mean")
