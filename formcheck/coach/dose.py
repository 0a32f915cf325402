"""How much of an exercise: the spec's defaults, changed within its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from formcheck.specs.schema import Amount, ExerciseSpec

KEYS = ("reps", "reps_per_side", "hold_s", "sets", "rest_s")


class DoseError(ValueError):
    """A dose that the exercise does not have or allow; the message says which values fit."""


def dose_amounts(spec: ExerciseSpec) -> dict[str, Amount]:
    """The amounts a person may choose, by key."""
    amounts = {key: getattr(spec.dose, key) for key in KEYS}
    return {key: amount for key, amount in amounts.items() if amount is not None}


def resolve_dose(spec: ExerciseSpec, chosen: Mapping[str, float] | None = None) -> dict[str, float]:
    """Defaults with the chosen values in their place.

    A hold shorter than the spec's minimum is allowed down to a second: samples and filmed clips
    hold briefly.

    Raises:
        DoseError: unknown key, or a value outside the bounds.
    """
    amounts = dose_amounts(spec)
    dose = {key: amount.default for key, amount in amounts.items()}
    for key, value in (chosen or {}).items():
        if key not in amounts:
            raise DoseError(_unknown(key, amounts, spec))
        low, high = amounts[key].min, amounts[key].max
        low = min(low, 1.0)
        if not low <= value <= high:
            raise DoseError(f"{key} for {spec.id} must be {low:g} to {high:g}, not {value:g}.")
        dose[key] = value
    return dose


def target_reps(spec: ExerciseSpec, dose: Mapping[str, float]) -> int | None:
    """Repetitions of one set, both sides together; None where the dose does not say."""
    if "reps" in dose:
        return round(dose["reps"])
    if "reps_per_side" in dose:
        return round(dose["reps_per_side"]) * (2 if spec.dose.sides == "each" else 1)
    return None


def _unknown(key: str, amounts: Mapping[str, Amount], spec: ExerciseSpec) -> str:
    near = get_close_matches(key, amounts, n=1)
    hint = f" Did you mean {near[0]}?" if near else f" It has: {', '.join(amounts)}."
    return f"{spec.id} has no dose called {key!r}.{hint}"
