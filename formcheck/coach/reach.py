"""How far each signal of an exercise went in one repetition: the same live and afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.coach.summary import SignalTable
from formcheck.pose.frame import Array
from formcheck.signals.precision import depends_on_camera_side, is_signed, signal_error
from formcheck.specs.schema import ExerciseSpec, Signal
from formcheck.specs.vocabulary import Unit

ENOUGH_MEASURED = 0.5
"""A repetition of which less than this share was measured has no reach."""
TO_LEFT, TO_RIGHT = ".left", ".right"
"""Behind a signed signal's name: how far one repetition went to the own left, to the own right."""

Kind = Literal["peak", "span", "signed"]
"""`peak`: how far above neutral. `span`: from lowest to highest. `signed`: plus is the own left,
minus the own right."""


@dataclass(frozen=True, slots=True)
class MeasuredSignal:
    """A signal that has figures.

    Attributes:
        title: what plus means.
        error: the smallest difference worth telling, in `unit`.
        movement: the exercise is about it; the others only must stay small.
        over_time: and it goes as far as the person can, so that further or less far says something
            from one practice to the next. A plank's line wanders, but nothing moves.
        both_sides: reads a left and a right repetition alike.
    """

    name: str
    title: str
    unit: Unit
    kind: Kind
    error: float
    movement: bool
    over_time: bool
    both_sides: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one signal went in one repetition, in its unit; `size` as its kind has it."""

    low: float
    high: float
    size: float


def reaches(
    spec: ExerciseSpec, table: SignalTable, start_s: float, end_s: float
) -> dict[str, float]:
    """How far one repetition went, by signal, in the signal's unit; what was not seen is left out.

    A signed signal has its whole way under its own name, and beside it the way to either side
    (`TO_LEFT`, `TO_RIGHT` behind the name; both are 0 or more).

    Args:
        spec: the exercise.
        table: its signals, at least from `start_s` to `end_s` (`Coach.signals`).
        start_s, end_s: the repetition, on the table's clock.
    """
    where = during(table, start_s, end_s)
    found: dict[str, float] = {}
    for one in signals_of(spec):
        reach = reach_of(table.values.get(one.name, np.empty(0))[where], one.kind)
        if not np.isfinite(reach.size):
            continue
        found[one.name] = reach.size
        if one.kind == "signed":
            left, right = ways(reach)
            found |= {one.name + TO_LEFT: left, one.name + TO_RIGHT: right}
    return found


def reach_of(values: Array, kind: Kind) -> Reach:
    """The reach in one repetition's values; NaN where less than `ENOUGH_MEASURED` was seen."""
    finite = values[np.isfinite(values)]
    if not finite.size or finite.size < ENOUGH_MEASURED * values.size:
        return Reach(float("nan"), float("nan"), float("nan"))
    low, high = float(finite.min()), float(finite.max())
    return Reach(low, high, high if kind == "peak" else high - low)


def ways(reach: Reach) -> tuple[float, float]:
    """How far a signed signal went to the own left and to the own right; both 0 or more."""
    return max(reach.high, 0.0), max(-reach.low, 0.0)


def signals_of(spec: ExerciseSpec) -> tuple[MeasuredSignal, ...]:
    """What the exercise plots, the movement itself first.

    A personal range that is not plotted counts only where nothing plotted shows the movement.
    """
    plotted = [name for name, _ in main_signals(spec)]
    moving = [name for name in plotted if name in spec.calibrate.ranges or is_signed(name, spec)]
    moving = moving or [name for name in spec.calibrate.ranges if name in spec.signals] or plotted
    return tuple(_described(name, spec, moving) for name in dict.fromkeys([*moving, *plotted]))


def measured_signals(spec: ExerciseSpec, table: SignalTable) -> tuple[MeasuredSignal, ...]:
    """Those of `signals_of` that were measured at all."""
    return tuple(
        one
        for one in signals_of(spec)
        if np.isfinite(table.values.get(one.name, np.empty(0))).any()
    )


def main_signals(spec: ExerciseSpec) -> tuple[tuple[str, Signal], ...]:
    """The signals the spec asks to plot; without any, those that its checks judge."""
    chosen = [(name, signal) for name, signal in spec.signals.items() if signal.plot]
    if not chosen:
        judged = {check.signal for check in spec.checks}
        chosen = [(name, signal) for name, signal in spec.signals.items() if name in judged]
    return tuple(chosen)


def signal_title(name: str, spec: ExerciseSpec) -> str:
    """What plus means, as a title: `Shoulders behind the hips`."""
    meaning = spec.signals[name].plus_means.split(";")[0].split(", minus")[0].strip()
    return meaning[:1].upper() + meaning[1:]


def during(table: SignalTable, start_s: float, end_s: float) -> slice:
    """The pictures from `start_s` to `end_s`, both included."""
    first, last = np.searchsorted(table.time_s, [start_s, end_s + 1e-9])
    return slice(int(first), int(last))


def _described(name: str, spec: ExerciseSpec, moving: Iterable[str]) -> MeasuredSignal:
    return MeasuredSignal(
        name,
        signal_title(name, spec),
        spec.signals[name].unit,
        _kind(name, spec),
        signal_error(name, spec),
        movement=name in moving,
        over_time=name in moving and (name in spec.calibrate.ranges or is_signed(name, spec)),
        both_sides=not depends_on_camera_side(name, spec),
    )


def _kind(name: str, spec: ExerciseSpec) -> Kind:
    if is_signed(name, spec):
        return "signed"
    own = spec.calibrate.ranges.get(name)
    if own is not None:
        return own.kind
    return "span" if "minus" in spec.signals[name].plus_means else "peak"
