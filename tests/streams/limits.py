"""Limits as the specs state them, for a person who moves as `exercises.clean` does."""

from __future__ import annotations

import functools

from formcheck.signals.evaluate import Measurer
from formcheck.signals.known import Known
from formcheck.signals.measure import measured
from formcheck.specs.loader import load_all
from formcheck.specs.schema import Check, Condition, Edge, ExerciseSpec, Worse

PERFORMED = ("cat_cow", "seated_thoracic_extension", "thread_the_needle", "wall_angels")
OWN_RANGES = {
    "curve": (-30.0, 35.0),
    "drop": (0.0, 0.8),
    "motion": (0.0, 12.0),
    "lean_back": (0.0, 12.0),
    "hand_rise": (0.0, 0.6),
}
"""What the clean repetitions reach, by the signal whose range the specs ask for."""


@functools.cache
def specs() -> dict[str, ExerciseSpec]:
    """The specs that stick figures perform; tests/catalogue has all of them, by the studio."""
    return {name: spec for name, spec in load_all().items() if name in PERFORMED}


def check_of(spec: ExerciseSpec, check_id: str) -> Check:
    return next(check for check in spec.checks if check.id == check_id)


def limit(spec: ExerciseSpec, edge: Edge | Worse | Condition) -> float:
    """The number a limit comes to with the clean person's own ranges."""
    wanted = edge.over if edge.over is not None else edge.under
    assert wanted is not None
    value = Measurer(spec, Known(ranges=OWN_RANGES)).value(wanted)
    assert measured(value), value
    return value


def phase_limit(spec: ExerciseSpec, phase: str, to: str) -> float:
    """The limit at which a phase is left for another."""
    exits = next(p for p in spec.phases if p.id == phase).leave
    return limit(spec, next(exit_ for exit_ in exits if exit_.to == to).when)
