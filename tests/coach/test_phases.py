"""The phase machine: exits in their order, dated back, counted only if the movement was whole."""

from __future__ import annotations

from typing import Any

from streams.tiny import Script, tiny_spec

from formcheck.coach.phases import PhaseMachine, Transition
from formcheck.signals.measure import NotMeasured

PHASES: list[dict[str, Any]] = [
    {"id": "rest", "start": True, "leave": [
        {"to": "up", "when": {"if": "x", "over": 2, "for_s": 0.2}}]},
    {"id": "up", "leave": [
        {"to": "top", "when": {"if": "x", "over": 8}},
        {"to": "rest", "when": {"if": "x", "under": 1}}]},
    {"id": "top", "hold": True, "leave": [
        {"to": "rest", "when": {"if": "x", "under": 3, "for_s": 0.2}, "completes_rep": True,
         "counts_if": {"if": "whole", "over": 0}}]},
]  # fmt: skip


def run(
    values: list[tuple[float, Any]], whole: float = 1.0
) -> tuple[PhaseMachine, list[Transition], Script]:
    script = Script({"whole": whole})
    machine = PhaseMachine(tiny_spec(phases=PHASES), 0.0)
    taken = []
    for time_s, x in values:
        script.values["x"] = x
        transition = machine.update(script, time_s)
        if transition is not None:
            taken.append(transition)
    return machine, taken, script


UP_AND_DOWN = [(0.0, 0), (0.5, 3), (0.6, 4), (0.7, 5), (1.0, 9), (2.0, 2), (2.1, 1), (2.2, 0)]


def test_a_phase_begins_when_its_condition_began() -> None:
    machine, taken, script = run(UP_AND_DOWN)
    assert [(t.left.id, t.entered.id, t.at_s) for t in taken] == [
        ("rest", "up", 0.5), ("up", "top", 1.0), ("top", "rest", 2.0),
    ]  # fmt: skip
    assert [t.left_since_s for t in taken] == [0.0, 0.5, 1.0]
    assert [t.completes_rep for t in taken] == [False, False, True]
    assert machine.phase.id == "rest" and machine.since_s == 2.0
    assert script.durations == {"rest": 0.5, "up": 0.5, "top": 1.0}


def test_a_movement_that_was_not_whole_ends_without_counting() -> None:
    machine, taken, _ = run(UP_AND_DOWN, whole=-1.0)
    assert machine.phase.id == "rest"
    assert [t.completes_rep for t in taken] == [False, False, False]


def test_a_movement_given_up_goes_back_to_the_start() -> None:
    machine, taken, _ = run([(0.0, 3), (0.2, 3), (0.4, 0.5)])
    assert machine.phase.id == "rest"
    assert [t.entered.id for t in taken] == ["up", "rest"]


def test_the_first_exit_that_holds_is_taken_one_in_a_frame() -> None:
    machine, taken, _ = run([(0.0, 9), (0.2, 9)])
    assert machine.phase.id == "up" and len(taken) == 1


def test_exits_that_cannot_be_seen_give_the_reason_and_wait() -> None:
    machine, taken, _ = run([(0.0, 0), (0.5, NotMeasured("hidden"))])
    assert machine.reason == "hidden" and taken == []
    machine.update(Script({"x": 0.0, "whole": 1.0}), 0.6)
    assert machine.reason is None


def test_a_recording_may_end_where_the_repetition_would_be_complete() -> None:
    machine, _, script = run(UP_AND_DOWN[:5])
    assert machine.phase.id == "top"
    assert machine.would_complete(script, 1.1)
    script.values["whole"] = -1.0
    assert not machine.would_complete(script, 1.2)
    resting, _, script = run(UP_AND_DOWN[:1])
    assert not resting.would_complete(script, 0.1)


def test_a_restart_completes_nothing() -> None:
    machine, _, _ = run(UP_AND_DOWN[:5])
    machine.restart(3.0)
    assert (machine.phase.id, machine.since_s) == ("rest", 3.0)
