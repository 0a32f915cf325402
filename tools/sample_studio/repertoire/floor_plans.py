"""The floor exercises as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .plan import Effect, Manner, Place, Plan, Try

LOW_SIDE = Place(12.0, (0.35, 0.7), (1.1, 1.3))
FLOOR_SIDE = Place(13.0, (0.4, 0.9), (1.1, 1.3))

SUPERMAN = Plan(
    defaults={"lift_m": 0.15, "up_s": 1.5, "hold_s": 5.0, "down_s": 1.5, "rest_s": 0.9},
    place=LOW_SIDE,
    manner=Manner(
        {"small": {"lift_m": 0.12}, "large": {"lift_m": 0.20}}, {"slow": 1.25, "brisk": 0.95}
    ),
    effects={
        ("arching", ""): Effect("deg extra in the low back", 35, 5, 50),
        ("too_high", ""): Effect("m off the floor", 0.36, 0.15, 0.45),
        ("together", "legs"): Effect("s that the legs come later", 1.6, 1.5, 3),
        ("together", "arms"): Effect("s that the arms come later", 1.6, 1.5, 3),
        ("short_hold", ""): Effect("s held", 1.5, 0.3, 5),
        ("dropping", ""): Effect("s to come down", 0.35, 0.2, 1.5),
        ("form", ""): Effect("deg head back", 35, 5, 50),
    },
    tries=(
        Try("arching", "", 6, 35, 45),
        Try("too_high", "", 0.2, 0.36, 0.44),
        Try("together", "legs", None, 1.8, 2.6),
        Try("together", "arms", None, 1.8, 2.6),
        Try("short_hold", "", 4.8, 2.0, 1.2),
        Try("dropping", "", 1.1, 0.4, 0.28),
        Try("form", "", 10, 35, 45, readable=False),
    ),
    hasty=frozenset({("dropping", "")}),
)

CHILDS_POSE = Plan(
    defaults={"fold_s": 2.6, "hold_s": 4.0, "lift_s": 2.6, "rest_s": 1.2},
    place=FLOOR_SIDE,
    manner=Manner(
        {"small": {"hold_s": 3.0}, "large": {"hold_s": 6.0}}, {"slow": 1.25, "brisk": 0.9}
    ),
    effects={
        ("too_fast", "down"): Effect("s to fold", 0.8, 0.5, 2.5),
        ("too_fast", "up"): Effect("s to lift", 0.8, 0.5, 2.5),
        ("hunching", ""): Effect("deg shoulders raised on the way up", 22, 4, 30),
    },
    tries=(
        Try("too_fast", "down", 2.2, 0.8, 0.6),
        Try("too_fast", "up", 2.2, 0.8, 0.6),
        Try("hunching", "", 6, 22, 30, readable=False),
    ),
    hasty=frozenset({("too_fast", "down"), ("too_fast", "up")}),
)

CHILDS_POSE_ROTATION = Plan(
    defaults={"turn": 0.9, "open_s": 2.2, "hold_s": 4.0, "return_s": 2.0, "rest_s": 1.0},
    place=FLOOR_SIDE,
    manner=Manner({"small": {"turn": 0.7}, "large": {"turn": 1.0}}, {"slow": 1.25, "brisk": 0.9}),
    effects={
        ("forcing", "fast"): Effect("s to open", 0.5, 0.3, 1.8),
        ("forcing", "bounce"): Effect("share of the turn", 0.3, 0.05, 0.5),
        ("arms", ""): Effect("deg the planted elbow is bent", 90, 10, 110),
        ("hips_up", ""): Effect("m off the heels", 0.15, 0.02, 0.2),
    },
    steady={"hold_s": 3.0},
    tries=(
        Try("forcing", "fast", 1.5, 0.5, 0.38, readable=False),
        Try("forcing", "bounce", 0.08, 0.3, 0.42),
        Try("arms", "", 20, 90, 110),
        Try("hips_up", "", 0.03, 0.14, 0.19),
    ),
    sided=True,
    hasty=frozenset({("forcing", "fast")}),
)

SINGLE_ARM_ROW = Plan(
    defaults={"pull": 1.0, "pull_s": 1.3, "top_s": 0.7, "return_s": 1.7, "rest_s": 0.6},
    place=Place(13.0, (0.6, 1.0), (1.1, 1.3), yaws=(270.0,)),
    manner=Manner({"small": {"pull": 0.85}, "large": {"pull": 1.0}}, {"slow": 1.25, "brisk": 0.9}),
    effects={
        ("back", "lean"): Effect("deg the trunk tips back", 22, 3, 30),
        ("back", "round"): Effect("deg the back rounds as the arm is long", 40, 5, 50),
        ("elbow_away", ""): Effect("deg the elbow is off the side", 60, 10, 70),
        ("dropping", ""): Effect("s to come back", 0.4, 0.25, 1.5),
    },
    tries=(
        Try("back", "lean", 5, 20, 28),
        Try("back", "round", 10, 38, 48),
        Try("dropping", "", 1.2, 0.4, 0.3),
        Try("elbow_away", "", 15, 60, 70),
    ),
    hasty=frozenset({("dropping", "")}),
    upright=True,
    size=(480, 480),
    reps=4,
)

PLANK = Plan(
    defaults={"hold_s": 6.0, "down_s": 1.2, "rest_s": 1.5, "up_s": 1.2},
    place=FLOOR_SIDE,
    manner=Manner({"small": {"hold_s": 5.0}, "large": {"hold_s": 8.0}}, {"slow": 1.2, "brisk": 1}),
    effects={
        ("hips", "low"): Effect("deg the hips sag", 9, 1, 12),
        ("hips", "high"): Effect("deg the hips are lifted", 18, 2, 25),
    },
    tries=(Try("hips", "low", 2.5, 9, 11), Try("hips", "high", 4, 18, 24)),
)

BIRD_DOG = Plan(
    defaults={"reach": 1.0, "reach_s": 1.8, "hold_s": 3.0, "return_s": 1.8, "rest_s": 0.7},
    place=FLOOR_SIDE,
    manner=Manner({"small": {"reach": 0.8}, "large": {"reach": 1.0}}, {"slow": 1.2, "brisk": 0.9}),
    effects={("forcing", ""): Effect("s to stretch out", 0.45, 0.3, 1.5)},
    tries=(Try("forcing", "", 1.4, 0.45, 0.4),),
    sided=True,
    hasty=frozenset({("forcing", "")}),
    reps=4,
)

PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        "superman": SUPERMAN,
        "childs_pose": CHILDS_POSE,
        "childs_pose_seated_fold": CHILDS_POSE,
        "childs_pose_rotation": CHILDS_POSE_ROTATION,
        "single_arm_row": SINGLE_ARM_ROW,
        "plank": PLANK,
        "bird_dog": BIRD_DOG,
    }
)
