"""How much of an exercise: one calm line for each amount, within the spec's bounds."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from formcheck.coach.dose import dose_amounts
from formcheck.specs.schema import Amount, ExerciseSpec

LABELS: Mapping[str, str] = {
    "reps": "Repetitions",
    "reps_per_side": "Repetitions on each side",
    "hold_s": "Hold, seconds",
    "sets": "Sets",
    "rest_s": "Rest between sets, seconds",
}
_COARSE_S = 5.0
"""Seconds are chosen in fives where the bounds lie that far apart and are themselves fives."""


def dose_choice(spec: ExerciseSpec, chosen: Mapping[str, float]) -> dict[str, float]:
    """Offer each amount of the exercise and return what stands there now.

    Args:
        spec: the exercise.
        chosen: what was chosen before; the spec's defaults stand where it says nothing.
    """
    dose: dict[str, float] = {}
    for key, amount in dose_amounts(spec).items():
        value = within(amount, chosen.get(key, amount.default))
        if key == "rest_s" and dose.get("sets", 1) < 2:
            dose[key] = value  # nothing to rest between: not asked
            continue
        dose[key] = float(_line(spec, key, amount, value))
    return dose


def dose_in_fields(spec: ExerciseSpec, chosen: Mapping[str, float]) -> dict[str, float]:
    """The dose as it stands in the fields of `dose_choice`; `chosen` where there are none."""
    amounts = dose_amounts(spec)
    before = {
        key: within(amount, chosen.get(key, amount.default)) for key, amount in amounts.items()
    }
    return {
        key: float(st.session_state.get(_field(spec, key), value)) for key, value in before.items()
    }


def within(amount: Amount, value: float) -> float:
    """The value, or the nearest one that the exercise allows."""
    return min(max(value, amount.min), amount.max)


def step_of(key: str, amount: Amount) -> int:
    """By how much one press changes the amount."""
    fives = all(value % _COARSE_S == 0 for value in (amount.min, amount.max, amount.default))
    return int(_COARSE_S) if key.endswith("_s") and fives else 1


def label_of(spec: ExerciseSpec, key: str) -> str:
    """What the amount is called: a hold on each side says so."""
    alone = key == "hold_s" and spec.dose.sides == "each" and spec.dose.reps_per_side is None
    return "Hold on each side, seconds" if alone else LABELS[key]


def _field(spec: ExerciseSpec, key: str) -> str:
    return f"dose-{spec.id}-{key}"


def _line(spec: ExerciseSpec, key: str, amount: Amount, value: float) -> int:
    label = label_of(spec, key)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute",
        key=f"fc-dose-{key}", gap="small",
    ):  # fmt: skip
        bounds = f"{amount.min:g} to {amount.max:g}"
        st.html(
            f'<div class="fc-dose">{escape(label)} <small>{bounds}</small></div>', width="stretch"
        )
        return st.number_input(
            label, int(amount.min), int(amount.max), int(value), step_of(key, amount),
            key=_field(spec, key), label_visibility="collapsed", width=150,
        )  # fmt: skip
