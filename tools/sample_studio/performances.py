"""Turns a scenario into a performance: tracks of pose parameters and what happens when.

Pure and independent of any body: the same scenario always gives the same performance.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from .acts import ACTS, give_up, idle
from .repertoire.parts import PARTS
from .repertoire.plans import PLANS
from .scenario import Scenario
from .script import Script
from .spans import Hold, MistakeSpan, Performance, Phase, RepSpan, SetupSpan

__all__ = [
    "ARRIVAL_S", "Hold", "MistakeSpan", "Performance", "Phase", "RepSpan", "SetupSpan", "perform",
]  # fmt: skip

AWAY_M, WALK_M_S, TURN_DEG_S = 2.3, 0.85, 130.0
_FLOOR_S = (1.3, 1.0, 1.4)
ARRIVAL_S: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "cat_cow": _FLOOR_S,
        "thread_the_needle": _FLOOR_S,
        "seated_thoracic_extension": (0.8, 0.9, 0.8, 0.8),
        "wall_angels": (1.3, 1.2),
    }
)
"""Seconds of the steps from standing at the place to the start pose; `poses_arriving` has as
many."""
ON_THE_FLOOR = ("cat_cow", "thread_the_needle")


def on_the_floor(exercise: str) -> bool:
    """Whether a mat lies under it."""
    return PLANS[exercise].on_mat if exercise in PLANS else exercise in ON_THE_FLOOR


def perform(scenario: Scenario) -> Performance:
    """Plan the whole clip of a scenario."""
    part = PARTS.get(scenario.exercise)
    start, act = (part.start, part.act) if part else ACTS[scenario.exercise]
    script = Script(scenario, {**start, **_elsewhere(scenario)})
    came_s = _come_in(script) if scenario.enter else 0.0
    script.wrong_start()
    script.still("still", scenario.still_s)
    for turn, repetition in enumerate(scenario.reps, 1):
        if repetition.idle_s:
            idle(script, repetition.idle_s)
        script.begin(turn, repetition)
        (give_up if repetition.half else act)(script)
    script.finish()
    left_s = script.time_s
    if scenario.leave:
        _go_away(script)
    return script.performance((came_s, left_s) if scenario.enter or scenario.leave else None)


def _elsewhere(scenario: Scenario) -> dict[str, float]:
    """Where somebody is at first who walks in or out: away, or in the start pose."""
    if not (scenario.enter or scenario.leave):
        return {}
    here = {"away_x": 0.0, "away_y": 0.0, "turned": 0.0}
    steps = float(len(ARRIVAL_S[scenario.exercise]))
    if not scenario.enter:
        return here | {"down": steps}
    bearing = _bearing(scenario)
    return _away(bearing) | {"turned": _half_turn(bearing + 180), "down": 0.0}


def _come_in(script: Script) -> float:
    """Walk in, turn round and take the start pose; returns when that is done."""
    script.aside("walk_in", AWAY_M / WALK_M_S, away_x=0.0, away_y=0.0)
    turn = abs(script.timeline.now("turned"))
    if turn:
        script.aside("turn", turn / TURN_DEG_S, turned=0.0)
    for step, seconds in enumerate(ARRIVAL_S[script.scenario.exercise], 1):
        script.aside("get_ready", seconds, down=float(step))
    return script.time_s


def _go_away(script: Script) -> None:
    """Get up, turn and walk out of the picture."""
    bearing = _bearing(script.scenario)
    steps = ARRIVAL_S[script.scenario.exercise]
    for step in reversed(range(len(steps))):
        script.aside("get_up", steps[step], down=float(step))
    turn = _half_turn(bearing)
    if turn:
        script.aside("turn", abs(turn) / TURN_DEG_S, turned=turn)
    script.aside("walk_out", AWAY_M / WALK_M_S, **_away(bearing))


def _bearing(scenario: Scenario) -> float:
    """From where somebody comes (degrees, 0 in front of the start pose): across the picture."""
    behind = bool(np.random.default_rng([scenario.seed, 7]).integers(2))
    if abs(np.sin(np.deg2rad(scenario.view.yaw_deg))) < 0.5:  # seen from the front or the back
        return 90.0 if behind else -90.0
    return 180.0 if behind and on_the_floor(scenario.exercise) else 0.0


def _away(bearing: float) -> dict[str, float]:
    angle = np.deg2rad(bearing)
    return {
        "away_x": round(float(AWAY_M * np.sin(angle)), 6),
        "away_y": round(float(-AWAY_M * np.cos(angle)), 6),
    }


def _half_turn(degrees: float) -> float:
    """The same direction within -180 to 180."""
    return -((180 - degrees) % 360 - 180)
