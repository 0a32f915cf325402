"""A plan seen from its steps: places, numbers, the camera, and what to have ready."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from led_kit import MARCH, THREE, WARM, Doing
from log_kit import Remembering
from streams.limits import specs

from formcheck.live.route import Route
from formcheck.live.routine_flow import RoutineFlow
from formcheck.live.snapshot import EndedBy
from formcheck.routines.built_in import built_in
from formcheck.routines.plan import plan_of
from formcheck.routines.routine import Plan
from formcheck.specs.loader import load_all


def test_positions_count_exercises_and_a_timer_has_that_of_the_next() -> None:
    route = Route(Plan("Two", (MARCH, *THREE.steps[:1], MARCH, *THREE.steps[1:2], MARCH)), specs())
    assert [route.position(at) for at in range(5)] == [0, 0, 1, 1, 1]
    assert [route.exercise_from(at).exercise for at in range(5)] == [
        "cat_cow", "cat_cow", "thread_the_needle", "thread_the_needle", "thread_the_needle",
    ]  # fmt: skip


def test_only_what_was_not_there_before_has_to_be_fetched() -> None:
    route = Route(THREE, specs())
    assert [route.new_things(at) for at in range(3)] == [("mat",), (), ("chair",)]


def test_every_built_in_routine_can_be_led() -> None:
    all_specs = load_all()
    for routine in built_in(all_specs):
        plan = plan_of(routine, all_specs)
        flow = RoutineFlow(plan, all_specs)
        assert flow.spec.id in all_specs
        route = Route(plan, all_specs)
        for at, step in enumerate(plan.steps):
            if step.camera_moves:
                assert route.camera_lines(at)[0].startswith("Move the camera: ")


ACTIONS = st.lists(st.sampled_from(["wait", "hands", "skip", "dark"]), max_size=12)


@settings(max_examples=25, deadline=None)
@given(ACTIONS, st.sampled_from(["button", "closed"]), st.sampled_from([THREE, WARM]))
def test_whatever_somebody_does_it_goes_forward_and_ends_once(
    actions: list[str], by: EndedBy, plan: Plan
) -> None:
    log = Remembering()
    doing = Doing(RoutineFlow(plan, specs(), log=log))
    for action in actions:
        if action == "skip":
            doing.flow.skip()
        elif action == "dark":
            doing.time_s += 7.0  # no picture for a while
            doing.stand(0.2)
        else:
            doing.stand(2.3, hands_up=action == "hands")
    result = doing.flow.finish(by)
    assert doing.flow.finish("dose") is result
    at = [shown.routine.step for shown in doing.shown if shown.routine is not None]
    assert at == sorted(at) and len(at) == len(doing.shown)
    assert [step for step, _ in result.steps] == list(plan.steps)
    assert log.begun == [] and log.over == []  # nobody took a start pose
    if plan is THREE or not doing.shown:
        assert log.told == []
    if plan is THREE:
        assert result.warm_up == "none"
    elif doing.shown:
        assert log.told == ["skipped" if result.warm_up == "skipped" else "warmed up"]
    ids = [line.id for line in result.said]
    assert ids == list(range(1, len(ids) + 1))
