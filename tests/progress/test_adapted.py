"""Modes and steps stay within what the exercise allows, move one way, and still count."""

from __future__ import annotations

import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams.camera import Camera, film
from streams.exercises import clean
from streams.limits import PERFORMED

from formcheck.coach.coach import Coach
from formcheck.coach.dose import resolve_dose
from formcheck.journal.records import Mode
from formcheck.progress.adapted import (
    FEWEST_STEPS,
    GENTLE_HOLD_S,
    MOST_STEPS,
    adapted,
    adapted_dose,
    has_goal,
    step_words,
    target_of,
    within_steps,
)
from formcheck.specs.limits import Limits, adjustable
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.validate import check_spec

specs = functools.cache(load_all)
EXERCISES = st.sampled_from(sorted(specs()))
STEPS = st.integers(FEWEST_STEPS, MOST_STEPS)
MODES = st.sampled_from(["gentle", "standard", "precise"])


def raised(spec: ExerciseSpec) -> dict[str, tuple[str, float]]:
    return {one.check: (one.edge, one.shipped) for one in adjustable(spec)}


@pytest.mark.parametrize("exercise", sorted(specs()))
@pytest.mark.parametrize("mode", ["gentle", "precise"])
def test_an_adapted_exercise_is_a_sound_exercise(exercise: str, mode: Mode) -> None:
    spec = specs()[exercise]
    before = {str(fault) for fault in check_spec(spec)}
    for step in (FEWEST_STEPS, 1, MOST_STEPS):
        assert {str(fault) for fault in check_spec(adapted(spec, mode=mode, step=step))} <= before


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_limits_move_within_their_bounds_and_one_way(exercise: str) -> None:
    spec = specs()[exercise]
    gentle, precise = raised(adapted(spec, mode="gentle")), raised(adapted(spec, mode="precise"))
    for one in adjustable(spec):
        loose, strict = gentle[one.check][1], precise[one.check][1]
        assert one.low <= min(loose, strict) <= max(loose, strict) <= one.high
        if one.edge == "over":
            assert strict <= one.shipped <= loose
        else:
            assert loose <= one.shipped <= strict


def test_a_limit_chosen_for_the_person_stays_as_it_was_chosen() -> None:
    spec = specs()["thread_the_needle"]
    chosen = Limits(exercise=spec.id, raises={"hips_over_knees": 17.0})
    for mode in ("gentle", "standard", "precise"):
        moved = raised(adapted(spec, mode=mode, limits=chosen))
        assert moved["hips_over_knees"][1] == 17.0
    assert raised(adapted(spec, mode="gentle", limits=chosen))["threaded_through"][1] < 0.54


@settings(deadline=None)
@given(EXERCISES, STEPS, MODES, st.booleans())
def test_the_dose_stays_within_what_the_sources_give(
    exercise: str, step: int, mode: Mode, eased: bool
) -> None:
    spec = specs()[exercise]
    dose = adapted_dose(spec, None, step, mode=mode, eased=eased)
    assert dose.keys() == resolve_dose(spec).keys()
    for key, amount in dose.items():
        bounds = getattr(spec.dose, key)
        assert bounds.min <= amount <= bounds.max and float(amount).is_integer()
    hold = spec.dose.hold_s
    if hold is not None and eased:
        assert dose["hold_s"] <= max(GENTLE_HOLD_S, hold.min)


@settings(deadline=None)
@given(EXERCISES, st.data())
def test_a_further_step_never_asks_for_less(exercise: str, data: st.DataObject) -> None:
    spec = specs()[exercise]
    key = target_of(spec)
    assert key is not None
    bounds = getattr(spec.dose, key)
    base = data.draw(st.integers(1, int(bounds.max)).map(float))
    amounts = [
        adapted_dose(spec, {key: base}, step)[key] for step in range(FEWEST_STEPS, MOST_STEPS + 1)
    ]
    assert amounts == sorted(amounts)
    assert amounts[-FEWEST_STEPS] == base
    if base > bounds.min:
        assert amounts[-FEWEST_STEPS - 1] < base


def shares(spec: ExerciseSpec) -> list[float]:
    """Every share of the own range that the exercise speaks of, in their order."""
    return [float(one) for one in re.findall(r"personal\(\w+, ([0-9.]+)", spec.model_dump_json())]


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_a_goal_never_passes_most_of_the_own_range(exercise: str) -> None:
    spec = specs()[exercise]
    assert adapted(spec, step=0) == spec
    assert (adapted(spec, step=-1) != spec) == has_goal(spec)
    shipped, last = shares(spec), shares(spec)
    for step in range(1, MOST_STEPS + 1):
        now = shares(adapted(spec, step=step))
        for before, was, is_now in zip(shipped, last, now, strict=True):
            assert is_now == before or was <= is_now <= 0.85
        last = now


@pytest.mark.parametrize("exercise", sorted(PERFORMED))
@pytest.mark.parametrize(
    ("mode", "step"), [("gentle", 0), ("precise", 0), ("standard", -2), ("precise", 8)]
)
def test_clean_repetitions_count_and_stay_clean(exercise: str, mode: Mode, step: int) -> None:
    coach = Coach(adapted(specs()[exercise], mode=mode, step=step))
    for frame in film(clean(exercise), Camera()):
        coach.feed(frame)
    coach.finish()
    assert [rep.verdict for rep in coach.summary().reps] == ["clean"] * 3


def test_steps_in_words() -> None:
    needle, dog = specs()["thread_the_needle"], specs()["bird_dog"]
    assert step_words(needle, 1) == "32 seconds"
    assert step_words(needle, 0, "gentle") == "15 seconds"
    assert step_words(dog, -1) == "5 repetitions on each side"
    assert within_steps(99) == MOST_STEPS and within_steps(-99) == FEWEST_STEPS
