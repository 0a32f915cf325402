"""What holds for the plan of every routine that can be built."""

from __future__ import annotations

import math

from hypothesis import given
from routine_kit import SPECS, routines

from formcheck.coach.dose import resolve_dose, target_reps
from formcheck.routines.advice import checked
from formcheck.routines.camera import moves, places
from formcheck.routines.kinds import key_of_sides, kind_of
from formcheck.routines.plan import described, plan_of
from formcheck.routines.routine import Plan, Routine


def moved(plan: Plan) -> int:
    return sum(step.camera_moves for step in plan.steps)


@given(routines())
def test_a_plan_ends_and_the_warm_up_comes_first(routine: Routine) -> None:
    plan = plan_of(routine, SPECS)
    assert len(plan.steps) == len(routine.drills) + len(routine.items) + (routine.warm_up_s > 0)
    assert math.isfinite(plan.seconds)
    assert all(step.seconds > 0 for step in plan.steps)
    warm = [step.warm_up for step in plan.steps]
    assert warm == sorted(warm, reverse=True)
    assert described(plan).startswith("About ")


@given(routines())
def test_every_dose_is_complete_allowed_and_the_same_for_both_sides(routine: Routine) -> None:
    for step in plan_of(routine, SPECS).steps:
        if step.exercise is None:
            continue
        spec = SPECS[step.exercise]
        assert resolve_dose(spec, step.dose) == step.dose
        if spec.dose.sides == "each":
            assert (target_reps(spec, step.dose) or 0) % 2 == 0
        key = key_of_sides(spec)
        assert key is None or step.dose[key] % 2 == 0


@given(routines())
def test_without_the_warm_up_the_exercises_stay_the_same(routine: Routine) -> None:
    with_it, without = plan_of(routine, SPECS), plan_of(routine, SPECS, warm_up=False)
    kept = [(step.exercise, step.dose) for step in with_it.steps if not step.warm_up]
    assert [(step.exercise, step.dose) for step in without.steps] == kept
    assert not any(step.warm_up for step in without.steps)


@given(routines())
def test_another_order_never_moves_the_camera_more(routine: Routine) -> None:
    given_order = plan_of(routine, SPECS)
    ordered = plan_of(routine, SPECS, order="least_camera_moves")
    assert moved(ordered) <= moved(given_order)
    wanted = sorted(item.exercise for item in routine.items)
    assert sorted(step.exercise or "" for step in ordered.steps if not step.warm_up) == wanted


@given(routines())
def test_in_another_order_mobility_comes_first_unless_that_costs_a_move(routine: Routine) -> None:
    ordered = plan_of(routine, SPECS, order="least_camera_moves", warm_up=False)
    kinds = [kind_of(SPECS[step.exercise]) for step in ordered.steps if step.exercise]
    as_given = [item.exercise for item in routine.items]
    assert kinds == sorted(kinds) or [step.exercise for step in ordered.steps] == as_given


@given(routines())
def test_places_and_moves_of_the_camera_agree(routine: Routine) -> None:
    specs = [SPECS[item.exercise] for item in routine.items]
    stood = places(specs)
    assert len(stood) == 1 + sum(moves(specs))
    assert sum(count for _, count in stood) == len(specs)
    for place, _ in stood:
        assert place.height_m[0] < place.height_m[1]
        assert place.distance_m[0] < place.distance_m[1]


@given(routines())
def test_a_routine_that_can_be_planned_can_be_checked(routine: Routine) -> None:
    for advice in checked(routine, SPECS):
        assert advice.about not in ("empty", "unknown", "dose")
        assert advice.text.endswith(".")
