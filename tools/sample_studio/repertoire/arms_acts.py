"""How the exercises of arms, shoulders and neck are performed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..human import Body, Pose
from ..motion import Sway
from ..poses_arms import arm_circle, neck, overhead_reach, reverse_fly, shoulder_roll
from ..script import Script
from ..spans import Phase
from .part import Part

SHOULDER_HEIGHT = 90.0  # degrees
ONCE_AROUND = 360.0  # degrees
AT_THE_SIDES = 0.45  # share of the chin's way down that is left with the ear over the shoulder


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _reverse_fly(script: Script) -> None:
    shrug, bent, fast = (script.made(m) for m in ("shrug", "bent_arms", "fast_lowering"))
    high, low, uneven = (script.made("arm_height", how) for how in ("high", "low", "uneven"))
    height = SHOULDER_HEIGHT + script.magnitude(high, 0.0) - script.magnitude(low, 0.0)
    off = {
        "shrug": script.magnitude(shrug, 0.0),
        "elbow": script.magnitude(bent, 0.0),
        "lower_right": script.magnitude(uneven, 0.0),
    }
    rising = script.way(
        "lift", script.seconds("up_s"), abduction=script.amount("lift") * height, **off
    )
    script.phase("top", script.seconds("top_s"))
    down_s = script.magnitude(fast, script.seconds("down_s"))
    lowering = script.way("lower", down_s, abduction=0.0, **dict.fromkeys(off, 0.0))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(rising, lowering)
    for mistake in (shrug, bent, high, low, uneven):
        script.note(mistake, _middle(rising), _middle(lowering))
    script.note(fast, lowering.start_s, lowering.end_s)


def _overhead_arm_reach(script: Script) -> None:
    reach = script.amount("reach")
    rising = script.way("reach", script.seconds("up_s"), left=reach, right=reach)
    script.phase("top", script.seconds("top_s"))
    lowering = script.way("lower", script.seconds("down_s"), left=0.0, right=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(rising, lowering)


def _arm_circles(script: Script) -> None:
    _once_around(script, "circle")


def _shoulder_roll(script: Script) -> None:
    _once_around(script, "roll")


def _once_around(script: Script, name: str) -> None:
    """One turn, forwards or backwards as the seed has it."""
    way = ONCE_AROUND if script.scenario.seed % 2 else -ONCE_AROUND
    turn = script.timeline.now("turn") + way
    turning = script.phase(name, script.seconds(f"{name}_s"), turn=turn, size=script.amount("size"))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(turning, turning)


def _neck_flexion(script: Script) -> None:
    fast = script.made("forcing", "fast")
    down_s = script.magnitude(fast, script.seconds("down_s"))
    dropping = script.way("down", down_s, flexion=script.amount("flexion"))
    script.phase("low", script.seconds("low_s"))
    lifting = script.way("up", script.seconds("up_s"), flexion=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(dropping, lifting)
    script.note(fast, dropping.start_s, dropping.end_s)


def _neck_rolls(script: Script) -> None:
    fast = script.made("forcing", "fast")
    bend, flexion = script.amount("bend"), script.amount("flexion")
    dropping = script.phase("down", script.seconds("down_s"), flexion=flexion)
    script.phase("side", script.seconds("side_s"), bend=bend)
    across_s = script.magnitude(fast, script.seconds("across_s"))
    crossing = script.phase("across", across_s, bend=-bend)
    script.phase("side", script.seconds("side_s"), bend=0.0)
    lifting = script.phase("up", script.seconds("up_s"), flexion=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(dropping, lifting)
    script.note(fast, crossing.start_s, crossing.end_s)


def _fly(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return reverse_fly(
        body, value["abduction"], value["shrug"], value["elbow"], value["lower_right"], sway=sway
    )


def _reach(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return overhead_reach(body, value["left"], value["right"], sway=sway)


def _circle(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return arm_circle(body, value["turn"], value["size"], sway=sway)


def _roll(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return shoulder_roll(body, value["turn"], value["size"], sway=sway)


def _chin(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return neck(body, value["flexion"], sway=sway)


def _half_circle(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    """On a half circle the chin comes up a little towards the sides."""
    bend, flexion = value["bend"], value["flexion"]
    share = min(abs(bend) / max(abs(flexion), 1e-6), 1.0)
    return neck(body, flexion * (1 - (1 - AT_THE_SIDES) * share**2), bend, sway=sway)


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "reverse_fly": Part(
            {"abduction": 0.0, "shrug": 0.0, "elbow": 0.0, "lower_right": 0.0}, _reverse_fly, _fly
        ),
        "overhead_arm_reach": Part({"left": 0.0, "right": 0.0}, _overhead_arm_reach, _reach),
        "arm_circles": Part({"turn": 0.0, "size": 1.0}, _arm_circles, _circle),
        "shoulder_roll": Part({"turn": 0.0, "size": 1.0}, _shoulder_roll, _roll),
        "neck_flexion": Part({"flexion": 0.0}, _neck_flexion, _chin),
        "neck_rolls": Part({"bend": 0.0, "flexion": 0.0}, _neck_rolls, _half_circle),
    }
)
"""Start values of the pose parameters, the acting of one repetition and the pose, by exercise."""
