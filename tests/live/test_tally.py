"""What is done of the dose: repetitions by side, holds in good form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streams.limits import specs

from formcheck.coach.coach import Coach
from formcheck.coach.dose import resolve_dose
from formcheck.coach.events import HoldCompleted, RepCompleted
from formcheck.live.snapshot import Goal
from formcheck.live.tally import Tally, other


def tally(exercise: str, **dose: float) -> Tally:
    spec = specs()[exercise]
    return Tally(spec, resolve_dose(spec, dose))


def rep(side: str | None = None) -> RepCompleted:
    return RepCompleted(9.0, 1, side, 5.0, 9.0, "clean", ())


def test_repetitions_count_up_to_the_goal() -> None:
    count = tally("cat_cow", reps=5)
    for done in range(1, 6):
        assert not count.reached
        assert count.take(rep()) is None
        assert count.count_after(rep()) == done
    assert count.reached
    state = Coach(specs()["cat_cow"]).state()
    assert count.progress(state).reps == Goal(5, 5)
    assert count.progress(state).left is None


def test_both_sides_must_be_done_and_the_open_one_is_named() -> None:
    count = tally("thread_the_needle", reps_per_side=2)
    told = [count.take(rep(side)) for side in ("left", "left", "left", "right", "right")]
    assert told == [None, "left", "left", None, None]
    assert count.reached
    assert not tally("thread_the_needle", reps_per_side=2).reached


def test_a_side_that_was_not_seen_goes_where_less_is_done() -> None:
    count = tally("thread_the_needle", reps_per_side=1)
    assert count.take(rep("right")) == "right"
    count.take(rep(None))
    assert count.reached


def test_the_hold_goes_on_after_it_was_left_within_a_repetition() -> None:
    spec = specs()["thread_the_needle"]
    count = tally("thread_the_needle", hold_s=20)
    state = replace(Coach(spec).state(), stage="judging", hold_s=4.0, hold_running=True)
    count.take(HoldCompleted(9.0, "left", 2.0, 9.0, 7.0, 6.0))
    hold = count.progress(state).hold
    assert hold is not None
    assert (hold.held_s, hold.target_s, hold.running) == (pytest.approx(10.0), 20.0, True)
    count.take(rep("left"))
    count.rep_over()
    after = count.progress(state).hold
    assert after is not None and after.held_s == pytest.approx(4.0)
    assert count.progress(replace(state, hold_s=None)).hold is None


def test_a_movement_that_did_not_count_leaves_nothing_for_the_next_hold() -> None:
    count = tally("thread_the_needle", hold_s=20)
    count.take(HoldCompleted(9.0, "left", 2.0, 9.0, 21.0, 21.0))
    count.rep_over()
    spec = specs()["thread_the_needle"]
    state = replace(Coach(spec).state(), stage="judging", hold_s=0.5, hold_running=True)
    hold = count.progress(state).hold
    assert hold is not None and hold.held_s == pytest.approx(0.5)


def test_a_hold_is_short_when_it_is_plainly_so() -> None:
    count = tally("thread_the_needle", hold_s=20)
    for held_s, short in ((10.0, True), (17.0, True), (18.0, False), (22.0, False)):
        count.take(HoldCompleted(9.0, "left", 2.0, 9.0, held_s, held_s))
        count.take(rep("left"))
        count.rep_over()
        assert count.held_short is short, held_s


def test_sides() -> None:
    assert (other("left"), other("right")) == ("right", "left")
