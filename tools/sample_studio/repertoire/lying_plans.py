"""The lying exercises as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .plan import Effect, Manner, Place, Plan, Try

LOW = Place(12.0, (0.3, 0.6), (1.1, 1.35))
"""A camera on a low stool, straight from the side."""

_TOO_FAR = Effect("deg of extension", 55.0, 34.0, 62.0)
_HEAD_BACK = Effect("deg of extra neck extension", 35.0, 5.0, 50.0)
_LET_GO = Effect("share of the way from the head to the belly", 1.0, 0.1, 1.0)
_FAST = Effect("s to arch", 0.5, 0.3, 2.0)
_FAST_BACK = Effect("s to come back", 0.5, 0.3, 2.0)
_JERKS = Effect("s per jerk", 0.3, 0.2, 0.45)

PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        "foam_roller": Plan(
            {
                "extension": 26.0, "extend_s": 2.6, "hold_s": 3.0, "return_s": 2.4, "rest_s": 1.2,
            },
            LOW,
            Manner(
                {"small": {"extension": 20.0}, "large": {"extension": 30.0}},
                {"slow": 1.3, "brisk": 0.8},
            ),
            effects={
                ("arch_too_far", ""): _TOO_FAR,
                ("arch_too_far", "neck"): _HEAD_BACK,
                ("too_fast", ""): _FAST,
                ("jerky", "fast"): _FAST_BACK,
                ("jerky", "jerks"): _JERKS,
                ("head_support", ""): _LET_GO,
            },
            steady={"hold_s": 2.4, "rest_s": 0.8},
            tries=(
                Try("arch_too_far", "", 34.0, 50.0, 60.0, beside=2),
                Try("arch_too_far", "neck", 10.0, 35.0, 48.0, beside=2),
                Try("too_fast", "", 1.6, 0.6, 0.4),
                Try("jerky", "fast", 1.6, 0.6, 0.4),
                Try("jerky", "jerks", None, 0.35, 0.25),
                Try("head_support", "", 0.1, 1.0, 1.0),
            ),
            hasty=frozenset({("too_fast", ""), ("jerky", "fast"), ("jerky", "jerks")}),
        ),
        "foam_roller_rolling": Plan(
            {"way_m": 0.13, "up_s": 2.8, "pause_s": 1.0, "down_s": 2.8, "rest_s": 1.0},
            LOW,
            Manner(
                {"small": {"way_m": 0.10}, "large": {"way_m": 0.15}}, {"slow": 1.3, "brisk": 0.8}
            ),
            effects={
                ("too_fast", ""): Effect("s from end to end", 0.6, 0.4, 2.2),
                ("head_support", ""): _LET_GO,
            },
            tries=(
                Try("too_fast", "", 1.8, 0.75, 0.5),
                Try("head_support", "", 0.1, 1.0, 1.0),
            ),
            hasty=frozenset({("too_fast", "")}),
            reps=3,
        ),
        "foam_roller_kneading": Plan(
            {"way_m": 0.09, "up_s": 1.8, "hold_s": 6.0, "down_s": 1.8, "rest_s": 1.2},
            LOW,
            Manner(
                {"small": {"way_m": 0.07}, "large": {"way_m": 0.10}}, {"slow": 1.2, "brisk": 0.9}
            ),
            effects={
                ("too_fast", ""): Effect("s from end to end", 0.45, 0.3, 1.6),
                ("short_hold", ""): Effect("s held", 1.5, 0.5, 5.0),
            },
            steady={"hold_s": 5.6},
            tries=(
                Try("too_fast", "", 1.4, 0.5, 0.35),
                Try("short_hold", "", 5.0, 2.0, 1.0),
            ),
            hasty=frozenset({("too_fast", "")}),
        ),
        "ball_mobilization": Plan(
            {
                "extension": 28.0, "extend_s": 2.6, "hold_s": 3.0, "return_s": 2.4, "rest_s": 1.2,
            },
            LOW,
            Manner(
                {"small": {"extension": 22.0}, "large": {"extension": 32.0}},
                {"slow": 1.3, "brisk": 0.8},
            ),
            effects={
                ("jerky", "out"): _FAST,
                ("jerky", "fast"): _FAST_BACK,
                ("jerky", "jerks"): _JERKS,
            },
            steady={"hold_s": 2.4, "rest_s": 0.8},
            tries=(
                Try("jerky", "out", 1.6, 0.6, 0.4),
                Try("jerky", "fast", 1.6, 0.6, 0.4),
                Try("jerky", "jerks", None, 0.35, 0.25),
            ),
            hasty=frozenset({("jerky", "out"), ("jerky", "fast"), ("jerky", "jerks")}),
        ),
        "knee_to_chest": Plan(
            {"depth": 0.95, "in_s": 2.4, "hold_s": 6.0, "out_s": 2.2, "rest_s": 1.2},
            Place(12.0, (0.3, 0.6), (1.1, 1.35), yaws=(90.0,)),
            Manner(
                {"small": {"depth": 0.85}, "large": {"depth": 1.0}}, {"slow": 1.3, "brisk": 0.8}
            ),
            effects={
                ("forcing", "fast"): Effect("s to draw the knee in", 0.45, 0.3, 2.0),
                ("forcing", "bounce"): Effect("share of the way", 0.2, 0.02, 0.3),
            },
            steady={"hold_s": 3.2, "rest_s": 0.8},
            tries=(
                Try("forcing", "fast", 1.5, 0.5, 0.35),
                Try("forcing", "bounce", 0.03, 0.2, 0.28, readable=False),
            ),
            hasty=frozenset({("forcing", "fast"), ("forcing", "bounce")}),
        ),
        "segmental_peanut": Plan(
            {
                "drop": 0.85, "curl": 0.8, "drop_s": 2.6, "low_s": 0.5,
                "curl_s": 3.2, "high_s": 0.5, "back_s": 1.8, "rest_s": 0.9,
            },
            LOW,
            Manner(
                {
                    "small": {"drop": 0.65, "curl": 0.6},
                    "large": {"drop": 0.95, "curl": 0.95},
                },
                {"slow": 1.25, "brisk": 0.8},
            ),
            effects={("too_fast", ""): Effect("s per repetition", 2.0, 1.4, 7.0)},
            tries=(Try("too_fast", "", 6.0, 2.2, 1.7),),
            hasty=frozenset({("too_fast", "")}),
            reps=3,
        ),
        "iron_cross": Plan(
            {"press": 0.95, "press_s": 1.6, "hold_s": 4.0, "release_s": 1.5, "rest_s": 1.4},
            Place(10.0, (0.4, 0.8), (1.1, 1.3), yaws=(90.0,)),
            Manner(
                {"small": {"press": 0.8}, "large": {"press": 1.0}}, {"slow": 1.25, "brisk": 0.85}
            ),
            effects={("short_hold", ""): Effect("s held", 0.8, 0.3, 3.0)},
            steady={"hold_s": 3.6},
            tries=(Try("short_hold", "", 3.0, 1.0, 0.6),),
        ),
        "needle_pose_supine": Plan(
            {"depth": 1.0, "in_s": 3.0, "hold_s": 8.0, "out_s": 2.6, "rest_s": 1.5},
            LOW,
            Manner(
                {"small": {"depth": 0.9}, "large": {"depth": 1.0}}, {"slow": 1.2, "brisk": 0.85}
            ),
            steady={"hold_s": 6.0},
            sided=True,
        ),
    }
)  # fmt: skip
"""The lying exercises as data."""
