"""The turning exercises, those in a doorway and at a wall, as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .plan import UPRIGHT_SIZE, Effect, Manner, Place, Plan, Try

FRONT = Place(8.0, (0.9, 1.3), (1.08, 1.25), yaws=(0.0,))
"""Facing the camera; lens at chest height."""
CORNER = Place(6.0, (1.0, 1.4), (1.05, 1.2), yaws=(42.0, 318.0))
"""From a front corner: a doorway shows no more from its side."""
BESIDE = Place(12.0, (0.7, 1.1), (1.1, 1.3))

_TWIST = Plan(
    defaults={"turn": 40.0, "turn_s": 2.2, "hold_s": 3.0, "return_s": 1.9, "rest_s": 0.6},
    place=FRONT,
    manner=Manner(
        {"small": {"turn": 30.0, "hold_s": 2.2}, "large": {"turn": 50.0, "hold_s": 2.2}},
        {"slow": 1.3, "brisk": 0.85},
    ),
    effects={
        ("not_upright", "side"): Effect("deg to the side", 16.0, 3.0, 26.0),
        ("not_upright", "slump"): Effect("deg rounded", 38.0, 5.0, 50.0),
        ("rushing", ""): Effect("s to turn", 0.55, 0.35, 1.5),
        ("forcing", "bounce"): Effect("deg of swing", 14.0, 2.0, 22.0),
        ("legs_turn", ""): Effect("deg of the knees", 24.0, 3.0, 36.0),
        ("hand_off_knee", ""): Effect("share of the way missed", 1.0, 0.1, 1.0),
        ("look", ""): Effect("deg that the head stays behind", 45.0, 5.0, 60.0),
    },
    steady={"hold_s": 2.6, "rest_s": 0.5},
    tries=(
        Try("not_upright", "side", 5.0, 16.0, 22.0),
        Try("not_upright", "slump", 10.0, 38.0, 48.0),
        Try("rushing", "", 1.4, 0.55, 0.4),
        Try("forcing", "bounce", 3.0, 14.0, 19.0),
        Try("legs_turn", "", 6.0, 24.0, 33.0),
        Try("hand_off_knee", "", 0.15, 1.0, 1.0),
        Try("look", "", 10.0, 45.0, 52.0),
    ),
    sided=True,
    hasty=frozenset({("rushing", ""), ("forcing", "bounce")}),
    size=UPRIGHT_SIZE,
    on_mat=False,
    upright=True,
)

_TWIST_DYNAMIC = Plan(
    defaults={"turn": 36.0, "turn_s": 1.5, "across_s": 2.4, "pause_s": 0.3, "rest_s": 0.3},
    place=FRONT,
    manner=Manner({"small": {"turn": 27.0}, "large": {"turn": 46.0}}, {"slow": 1.3, "brisk": 0.8}),
    effects={
        ("not_upright", "side"): Effect("deg to the side", 16.0, 3.0, 26.0),
        ("rushing", ""): Effect("s from side to side", 0.7, 0.5, 1.6),
        ("legs_turn", ""): Effect("deg of the knees", 24.0, 3.0, 36.0),
    },
    tries=(
        Try("not_upright", "side", 5.0, 16.0, 22.0),
        Try("rushing", "", 1.6, 0.75, 0.55),
        Try("legs_turn", "", 6.0, 24.0, 33.0),
    ),
    hasty=frozenset({("rushing", "")}),
    size=UPRIGHT_SIZE,
    on_mat=False,
    upright=True,
    reps=3,
)

_TRUNK_ROTATION = Plan(
    defaults={"turn": 55.0, "turn_s": 1.2, "across_s": 1.9, "pause_s": 0.15, "rest_s": 0.2},
    place=FRONT,
    manner=Manner(
        {"small": {"turn": 38.0}, "large": {"turn": 72.0}}, {"slow": 1.35, "brisk": 0.65}
    ),
    size=UPRIGHT_SIZE,
    on_mat=False,
    upright=True,
    reps=3,
)

_DOORWAY = Plan(
    defaults={"lean": 9.0, "lean_s": 2.4, "hold_s": 3.5, "return_s": 2.0, "rest_s": 0.8},
    place=CORNER,
    manner=Manner(
        {"small": {"lean": 6.5, "hold_s": 2.6}, "large": {"lean": 12.0, "hold_s": 2.6}},
        {"slow": 1.3, "brisk": 0.85},
    ),
    effects={
        ("too_far", ""): Effect("deg of the body", 23.0, 8.0, 27.0),
        ("shoulders_up", ""): Effect("deg of the collarbones", 20.0, 2.0, 28.0),
        ("too_long", ""): Effect("s of hold", 50.0, 20.0, 60.0),
    },
    steady={"hold_s": 3.0},
    tries=(
        Try("too_far", "", 13.0, 23.0, 26.0),
        Try("shoulders_up", "", 5.0, 22.0, 28.0),
        Try("too_long", "", 34.0, 49.0, 54.0),
    ),
    size=UPRIGHT_SIZE,
    on_mat=False,
    upright=True,
)

_CHEST_EXPANSION = Plan(
    defaults={"spread": 1.0, "open_s": 1.6, "push_s": 0.8, "close_s": 1.6, "rest_s": 0.5},
    place=Place(12.0, (1.1, 1.5), (1.05, 1.15), yaws=(0.0,)),
    manner=Manner(
        {"small": {"spread": 0.75}, "large": {"spread": 1.0}}, {"slow": 1.3, "brisk": 0.7}
    ),
    size=UPRIGHT_SIZE,
    on_mat=False,
    upright=True,
    reps=3,
)

_WALL_STRETCH = Plan(
    defaults={"amount": 0.9, "sink_s": 2.4, "hold_s": 3.5, "return_s": 2.2, "rest_s": 0.8},
    place=BESIDE,
    manner=Manner(
        {"small": {"amount": 0.6, "hold_s": 2.6}, "large": {"amount": 1.0, "hold_s": 2.6}},
        {"slow": 1.3, "brisk": 0.8},
    ),
    size=UPRIGHT_SIZE,
    on_mat=False,
    upright=True,
)

_LEAN_BACK = Plan(
    defaults={
        "extension": 28.0, "lean": 4.0, "extend_s": 2.1, "hold_s": 3.0, "return_s": 1.8,
        "rest_s": 0.5,
    },
    place=BESIDE,
    manner=Manner(
        {
            "small": {"extension": 20.0, "lean": 2.0, "hold_s": 2.2},
            "large": {"extension": 34.0, "lean": 6.0, "hold_s": 2.2},
        },
        {"slow": 1.3, "brisk": 0.88},
    ),
    effects={
        ("overextend", ""): Effect("deg extension", 52.0, 36.0, 60.0),
        ("neck_strain", ""): Effect("deg extra neck extension", 50.0, 15.0, 62.0),
        ("rushing", ""): Effect("s to go back", 0.6, 0.4, 1.6),
        ("jerky_return", ""): Effect("s to return", 0.45, 0.3, 1.3),
    },
    steady={"hold_s": 2.3, "rest_s": 0.4},
    tries=(
        Try("overextend", "", None, 48.0, 58.0, beside=2),
        Try("neck_strain", "", 15.0, 48.0, 60.0),
        Try("rushing", "", 1.6, 0.65, 0.45),
        Try("jerky_return", "", 1.3, 0.5, 0.34),
    ),
    hasty=frozenset({("rushing", ""), ("jerky_return", "")}),
    on_mat=False,
    upright=True,
)  # fmt: skip

PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        "seated_twist": _TWIST,
        "seated_twist_dynamic": _TWIST_DYNAMIC,
        "trunk_rotation": _TRUNK_ROTATION,
        "doorway_pec_stretch": _DOORWAY,
        "chest_expansion": _CHEST_EXPANSION,
        "wall_stretch": _WALL_STRETCH,
        "seated_thoracic_extension_lean_back": _LEAN_BACK,
    }
)
"""The turning exercises as data."""
