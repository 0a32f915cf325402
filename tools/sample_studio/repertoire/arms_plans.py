"""Exercises of arms, shoulders and neck as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .plan import UPRIGHT_SIZE, Effect, Manner, Place, Plan, Try

_TEMPI = {"slow": 1.3, "brisk": 0.8}
_FRONT = Place(12.0, (0.8, 1.3), (1.05, 1.2), yaws=(0.0,))
_SIDE = Place(12.0, (0.8, 1.2), (1.05, 1.2), yaws=(90.0, 270.0))

PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        "reverse_fly": Plan(
            # lift: share of the way from hanging to shoulder height.
            defaults={"lift": 0.98, "up_s": 2.2, "top_s": 0.6, "down_s": 2.4, "rest_s": 0.7},
            place=_FRONT,
            manner=Manner({"small": {"lift": 0.9}, "large": {"lift": 1.03}}, _TEMPI),
            effects={
                ("shrug", ""): Effect("deg of the collarbones", 26, 4, 32),
                ("bent_arms", ""): Effect("deg more bent", 60, 10, 80),
                ("arm_height", "high"): Effect("deg above shoulder height", 28, 5, 38),
                ("arm_height", "low"): Effect("deg below shoulder height", 30, 5, 36),
                ("arm_height", "uneven"): Effect("deg lower on one side", 32, 5, 45),
                ("fast_lowering", ""): Effect("s to come down", 0.6, 0.35, 2.0),
            },
            tries=(
                Try("shrug", "", 5.0, 24.0, 30.0),
                Try("bent_arms", "", 20.0, 58.0, 75.0),
                Try("arm_height", "high", 8.0, 26.0, 36.0),
                Try("arm_height", "low", 7.0, 29.0, 34.0, beside=2),
                Try("arm_height", "uneven", 7.0, 30.0, 42.0),
                Try("fast_lowering", "", 1.5, 0.6, 0.4),
            ),
            hasty=frozenset({("fast_lowering", "")}),
            size=UPRIGHT_SIZE, on_mat=False, upright=True, dumbbells=True, reps=3,
        ),
        "overhead_arm_reach": Plan(
            # reach: share of the way from hanging to straight overhead.
            defaults={"reach": 0.96, "up_s": 1.9, "top_s": 0.5, "down_s": 1.9, "rest_s": 0.5},
            place=_FRONT,
            manner=Manner({"small": {"reach": 0.85}, "large": {"reach": 1.0}}, _TEMPI),
            size=UPRIGHT_SIZE, on_mat=False, upright=True, reps=4,
        ),
        "arm_circles": Plan(
            # size: how high the arms come, 1 = overhead.
            defaults={"size": 0.97, "circle_s": 2.4, "rest_s": 0.1},
            place=_FRONT,
            manner=Manner(
                {"small": {"size": 0.85}, "large": {"size": 1.0}}, {"slow": 1.3, "brisk": 0.6}
            ),
            size=UPRIGHT_SIZE, on_mat=False, upright=True, reps=5,
        ),
        "shoulder_roll": Plan(
            # size: share of a full roll.
            defaults={"size": 0.95, "roll_s": 2.8, "rest_s": 0.4},
            place=_FRONT,
            manner=Manner(
                {"small": {"size": 0.8}, "large": {"size": 1.25}}, {"slow": 1.3, "brisk": 0.75}
            ),
            size=UPRIGHT_SIZE, on_mat=False, upright=True, reps=4,
        ),
        "neck_flexion": Plan(
            defaults={"flexion": 38.0, "down_s": 1.8, "low_s": 0.8, "up_s": 1.8, "rest_s": 0.6},
            place=_SIDE,
            manner=Manner({"small": {"flexion": 26.0}, "large": {"flexion": 50.0}}, _TEMPI),
            effects={("forcing", "fast"): Effect("s to drop the head", 0.4, 0.25, 2.0)},
            tries=(Try("forcing", "fast", 1.3, 0.4, 0.3),),
            hasty=frozenset({("forcing", "fast")}),
            size=UPRIGHT_SIZE, on_mat=False, upright=True, reps=3,
        ),
        "neck_rolls": Plan(
            # bend: ear to shoulder at either end; flexion: chin to chest in the middle; degrees.
            defaults={
                "bend": 30.0, "flexion": 34.0,
                "down_s": 1.4, "side_s": 1.5, "across_s": 2.6, "up_s": 1.4, "rest_s": 0.6,
            },
            place=_FRONT,
            manner=Manner(
                {
                    "small": {"bend": 22.0, "flexion": 26.0},
                    "large": {"bend": 38.0, "flexion": 44.0},
                },
                _TEMPI,
            ),
            effects={("forcing", "fast"): Effect("s from side to side", 0.55, 0.35, 2.6)},
            tries=(Try("forcing", "fast", 1.9, 0.55, 0.4),),
            hasty=frozenset({("forcing", "fast")}),
            size=UPRIGHT_SIZE, on_mat=False, upright=True,
        ),
    }
)  # fmt: skip
