"""How much: defaults, bounds, and mistyped names."""

from __future__ import annotations

import pytest
from streams.limits import specs

from formcheck.coach.dose import DoseError, dose_amounts, resolve_dose, target_reps


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_nothing_chosen_is_the_default(exercise: str) -> None:
    spec = specs()[exercise]
    amounts = dose_amounts(spec)
    assert amounts
    assert resolve_dose(spec) == {key: amount.default for key, amount in amounts.items()}


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_every_amount_may_be_chosen_within_its_bounds(exercise: str) -> None:
    spec = specs()[exercise]
    for key, amount in dose_amounts(spec).items():
        for value in (amount.min, amount.max):
            assert resolve_dose(spec, {key: value})[key] == value
        for outside in (amount.max + 1, min(amount.min, 1.0) - 0.5):
            with pytest.raises(
                DoseError, match=rf"{key} for {exercise} must be .* not {outside:g}"
            ):
                resolve_dose(spec, {key: outside})


def test_a_brief_hold_is_allowed_for_filmed_clips() -> None:
    assert resolve_dose(specs()["thread_the_needle"], {"hold_s": 2})["hold_s"] == 2


def test_a_mistyped_amount_names_the_nearest() -> None:
    with pytest.raises(DoseError, match=r"no dose called 'hold'\. Did you mean hold_s\?"):
        resolve_dose(specs()["thread_the_needle"], {"hold": 5})


def test_an_unknown_amount_lists_what_there_is() -> None:
    with pytest.raises(DoseError, match="It has: reps, sets"):
        resolve_dose(specs()["cat_cow"], {"weight_kg": 5})


def test_the_target_counts_both_sides() -> None:
    needle, cat = specs()["thread_the_needle"], specs()["cat_cow"]
    assert target_reps(needle, {"reps_per_side": 2}) == 4
    assert target_reps(cat, {"reps": 7}) == 7
    assert target_reps(cat, {}) is None
