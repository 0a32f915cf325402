"""An exercise as one person does it now: how strict, how far, how much. Pure.

A step is five per cent of an exercise's target (a step back at least one second or repetition); a
mode moves the limits of its mistakes. What the target is:

=================================  ===========================================================
what the exercise is               target
=================================  ===========================================================
a hold of 10 s and more            `hold_s`: thread the needle, child's pose, twist, stretches
anything else                      `reps`, or `reps_per_side`
besides, where it has a goal       how far to go, as a share of the person's own range:
                                   `personal(signal, 0.6 to 0.85)` on the way to the far end
                                   (wall angels, reverse fly, overhead reach, neck flexion ...)
=================================  ===========================================================

Smaller shares of the own range only tell that a movement has begun: they never move. Time and
repetitions stay within what the sources give (`Amount`), a share never passes 0.85 of the own
range, and limits stay within their own bounds (`formcheck.specs.limit_bounds`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from formcheck.coach.dose import resolve_dose
from formcheck.journal.records import Mode
from formcheck.specs.limit_bounds import Adjustable, adjustable
from formcheck.specs.limits import Limits, with_limits
from formcheck.specs.schema import Condition, ExerciseSpec, Exit, Limit, Phase

PER_STEP = 1.05
"""A step raises the target by five per cent (proposed, for a clinician to confirm)."""
FEWEST_STEPS, MOST_STEPS = -2, 8
"""Two steps back lower a goal by a tenth: below that it would be taken for another movement."""
STRICTNESS: Mapping[Mode, float] = {"gentle": 1.25, "standard": 1.0, "precise": 0.85}
"""By how much the limits of mistakes are multiplied."""
GENTLE_HOLD_S = 15.0
GOAL_FROM, GOAL_AT_MOST = 0.6, 0.85
"""Shares of the own range that are goals."""
GOAL_STEPS = 4
"""Goals for how far to go rise in the first steps only. Beyond, small movements were not counted
while the own range was not known yet (all exercises of the catalogue, performed by rendered
people: at 4 steps every clean repetition counts, at 8 those of two exercises do not)."""
HOLD_FROM_S = 10.0
"""Shorter holds are a moment of the movement, not what it is about."""

_PERSONAL = re.compile(
    r"(?P<before>-?personal\(\w+, )(?P<share>\d*\.?\d+)(?P<after>(, floor=[\d.]+)?\))"
)


def adapted(
    spec: ExerciseSpec, *, mode: Mode = "standard", step: int = 0, limits: Limits | None = None
) -> ExerciseSpec:
    """The shipped exercise for this mode and step.

    Args:
        spec: as shipped, or with the limits that were chosen for the person.
        mode: how strict; limits that were chosen for the person stay as they were chosen.
        step: as `formcheck.progress.adaptation.step_of` has it.
        limits: those that were chosen for the person, if any.

    Raises:
        SpecError: `limits` are of another exercise or out of bounds.
    """
    by = STRICTNESS[mode]
    raises = {one.check: _moved(one, by) for one in adjustable(spec)} if by != 1.0 else {}
    if limits is not None:
        raises |= limits.raises
    if raises:
        exercise = spec.id if limits is None else limits.exercise
        spec = with_limits(spec, Limits(exercise=exercise, raises=raises))
    return _with_goals(spec, step) if step else spec


def adapted_dose(
    spec: ExerciseSpec,
    dose: Mapping[str, float] | None = None,
    step: int = 0,
    *,
    mode: Mode = "standard",
    eased: bool = False,
) -> dict[str, float]:
    """The whole dose for this step and mode.

    Args:
        spec: the exercise.
        dose: what was chosen; the exercise's default for the rest.
        step: how far it has been raised.
        mode: gentle holds no longer than `GENTLE_HOLD_S` to begin with.
        eased: it hurts today (4 or 5 of 10): no hold is longer than that.

    Raises:
        DoseError: as `resolve_dose`.
    """
    full = resolve_dose(spec, dose)
    if mode == "gentle":
        full = _short(spec, full)
    key = target_of(spec)
    if key is not None and step:
        full[key] = _raised(spec, key, full[key], step)
    return _short(spec, full) if eased else full


def target_of(spec: ExerciseSpec) -> str | None:
    """The key of the dose that steps raise."""
    hold = spec.dose.hold_s
    if hold is not None and hold.default >= HOLD_FROM_S:
        return "hold_s"
    for key in ("reps", "reps_per_side"):
        if getattr(spec.dose, key) is not None:
            return key
    return "hold_s" if hold is not None else None


def has_goal(spec: ExerciseSpec) -> bool:
    """Whether it has a goal for how far to go."""
    return _with_goals(spec, -1) != spec


def step_words(
    spec: ExerciseSpec, step: int, mode: Mode = "standard", dose: Mapping[str, float] | None = None
) -> str:
    """What is asked for at a step: `32 seconds`, `9 repetitions on each side`."""
    key = target_of(spec)
    if key is None:
        return "as long as is comfortable"
    return amount_words(key, adapted_dose(spec, dose, step, mode=mode)[key])


def amount_words(key: str, amount: float) -> str:
    """An amount of a dose: `32 seconds`, `9 repetitions on each side`."""
    if key == "hold_s":
        return f"{amount:g} second{'' if amount == 1 else 's'}"
    words = f"{amount:g} repetition{'' if amount == 1 else 's'}"
    return f"{words} on each side" if key == "reps_per_side" else words


def within_steps(step: int) -> int:
    """The nearest step that there is."""
    return min(max(step, FEWEST_STEPS), MOST_STEPS)


def _moved(one: Adjustable, by: float) -> float:
    """The limit, more tolerant by more than 1, stricter by less, within its bounds."""
    outwards = (one.shipped > 0) == (one.edge == "over")
    number = one.shipped * by if outwards else one.shipped / by
    return min(max(round(number, 6), one.low), one.high)


def _raised(spec: ExerciseSpec, key: str, base: float, step: int) -> float:
    """Further is rounded; back is at least one less with each step, or it would ease nothing."""
    bounds, step = getattr(spec.dose, key), within_steps(step)
    exact = base * PER_STEP**step
    wanted = math.floor(exact + 0.5) if step > 0 else min(math.floor(exact), base + step)
    return float(min(max(wanted, min(bounds.min, base)), max(bounds.max, base)))


def _short(spec: ExerciseSpec, dose: dict[str, float]) -> dict[str, float]:
    bounds = spec.dose.hold_s
    if bounds is None or dose["hold_s"] <= GENTLE_HOLD_S:
        return dose
    return dose | {"hold_s": max(GENTLE_HOLD_S, bounds.min)}


def _with_goals(spec: ExerciseSpec, step: int) -> ExerciseSpec:
    factor = PER_STEP ** min(within_steps(step), GOAL_STEPS)
    phases = tuple(_phase(phase, factor) for phase in spec.phases)
    return spec.model_copy(update={"phases": phases})


def _phase(phase: Phase, factor: float) -> Phase:
    exits = tuple(_exit(one, factor) for one in phase.leave)
    return phase.model_copy(update={"leave": exits})


def _exit(one: Exit, factor: float) -> Exit:
    return one.model_copy(update={"when": _condition(one.when, factor)})


def _condition(condition: Condition, factor: float) -> Condition:
    changed: dict[str, object] = {}
    if condition.all is not None:
        changed["all"] = tuple(_condition(one, factor) for one in condition.all)
    if condition.any is not None:
        changed["any"] = tuple(_condition(one, factor) for one in condition.any)
    if condition.over is not None:
        changed["over"] = _goal(condition.over, factor)
    if isinstance(condition.under, str) and condition.under.startswith("-personal("):
        changed["under"] = _goal(condition.under, factor)
    return condition.model_copy(update=changed) if changed else condition


def _goal(limit: Limit, factor: float) -> Limit:
    """The limit with its share of the own range moved; anything else as it is."""
    found = _PERSONAL.fullmatch(limit) if isinstance(limit, str) else None
    if found is None or not GOAL_FROM <= float(found["share"]) <= GOAL_AT_MOST:
        return limit
    share = min(float(found["share"]) * factor, GOAL_AT_MOST)
    return f"{found['before']}{share:.4g}{found['after']}"
