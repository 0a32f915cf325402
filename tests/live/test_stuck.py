"""Somebody who is ready and does not know how to go on hears it again, twice, then how to leave."""

from __future__ import annotations

import pytest
from led_kit import Doing, coached
from streams.camera import film
from streams.exercises import clean
from streams.limits import specs

from formcheck.live import phrases
from formcheck.live.flow import Flow
from formcheck.live.routine_flow import RoutineFlow
from formcheck.live.stuck import AFTER_S
from formcheck.live.telling import movement
from formcheck.routines.routine import Plan

STEPS = movement(specs()["cat_cow"])
FRAMES = film(clean("cat_cow", reps=5))


def led() -> Doing:
    plan = Plan("Two", (coached("cat_cow"), coached("thread_the_needle")))
    return Doing(RoutineFlow(plan, specs(), explain=()))


def still(doing: Doing, seconds: float) -> None:
    end_s = doing.time_s + seconds
    while doing.time_s < end_s:
        doing.feed(FRAMES[0])


def started(doing: Doing) -> Doing:
    doing.until(lambda now: now.stage == "moving", FRAMES[0], 20.0)
    return doing


def told(doing: Doing) -> list[str]:
    after = next(line.id for line in doing.flow._voice.said if line.text == phrases.FIRST_ONE)
    kinds = ("instruction",)
    return [line.text for line in doing.flow._voice.said[after:] if line.kind in kinds]


def test_the_movement_is_told_twice_and_then_how_to_go_on() -> None:
    doing = started(led())
    still(doing, AFTER_S - 1.0)
    assert told(doing) == []
    still(doing, 180.0)
    assert told(doing) == [*STEPS, *STEPS, phrases.HANDS_GO_ON]
    shown = {now.explaining for now in doing.shown if now.stage == "moving"}
    assert shown == {None, *STEPS}


def test_alone_it_is_how_to_end() -> None:
    doing = started(Doing(Flow(specs()["cat_cow"], {"reps": 5.0})))  # type: ignore[arg-type]
    still(doing, 190.0)
    assert told(doing) == [*STEPS, *STEPS, phrases.HANDS_STOP]


def test_where_raised_arms_are_the_exercise_there_is_the_button() -> None:
    frames = film(clean("wall_angels", reps=1))
    plan = Plan("Two", (coached("wall_angels"), coached("cat_cow")))
    doing = Doing(RoutineFlow(plan, specs(), explain=()))
    doing.until(lambda now: now.stage == "moving", frames[0], 20.0)
    end_s = doing.time_s + 220.0
    while doing.time_s < end_s:
        doing.feed(frames[0])
    assert told(doing)[-1] == phrases.PRESS_GO_ON
    assert phrases.HANDS_GO_ON not in doing.said()


def test_whoever_moves_is_left_alone() -> None:
    doing = started(led())
    for frame in FRAMES:
        doing.feed(frame)
    assert not set(STEPS) & set(doing.said())


def test_a_movement_cuts_the_words_short_and_after_a_repetition_there_are_none() -> None:
    doing = started(led())
    still(doing, AFTER_S + 1.0)
    assert doing.shown[-1].explaining == STEPS[0]
    for frame in FRAMES[: len(FRAMES) // 2]:
        doing.feed(frame)
    assert doing.shown[-1].progress.reps.done >= 1 and doing.shown[-1].explaining is None
    said = len([line for line in told(doing) if line in STEPS])
    assert said < len(STEPS)
    still(doing, 60.0)
    assert len([line for line in told(doing) if line in STEPS]) == said


@pytest.mark.parametrize("exercise", ["thread_the_needle"])
def test_a_long_hold_is_no_standstill(exercise: str) -> None:
    frames = film(clean(exercise, reps=1))
    doing = Doing(Flow(specs()[exercise], {"hold_s": 40.0}))  # type: ignore[arg-type]
    doing.until(lambda now: now.stage == "moving", frames[0], 20.0)
    for frame in frames:
        now = doing.feed(frame)
        if now.progress.hold is not None and now.progress.hold.running:
            break
    end_s = doing.time_s + 50.0
    while doing.time_s < end_s:
        doing.feed(frame)
    assert not set(movement(specs()[exercise])) & set(doing.said())
    last = doing.shown[-1].progress.hold
    assert last is not None and (last.held_s, last.running) == (40.0, False)
    assert phrases.HOLD_DONE in doing.said()
    assert doing.shown[-1].breath is None  # it ends with the goal
