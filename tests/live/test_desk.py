"""One practice at a time, and results that outlive a reload of the tab."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from formcheck.live.desk import (
    FIRST_PICTURE_S,
    GONE_S,
    KEPT_RESULTS,
    KEPT_S,
    SETTLE_S,
    Desk,
    new_token,
)
from formcheck.live.snapshot import LiveResult


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@dataclass(eq=False)
class FakePractice:
    """A bridge: its last picture's age is set by hand."""

    age_s: float | None = 0.0
    told: Callable[[LiveResult], None] | None = None
    ended: list[str] = field(default_factory=list)
    used: bool = True

    def in_use(self) -> bool:
        return self.used

    def end(self, by: str = "button") -> None:
        self.ended.append(by)
        if self.told:
            self.told(result("so far"))

    def picture_age_s(self) -> float | None:
        return self.age_s


def result(name: str) -> LiveResult:
    return cast(LiveResult, name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return Desk(clock)


def test_one_practice_at_a_time(desk: Desk) -> None:
    one, other = FakePractice(), FakePractice()
    assert not desk.busy()
    assert desk.take("a", one)
    assert desk.take("a", one)  # again is no harm
    assert desk.busy()
    assert not desk.take("b", other)
    desk.leave(other)
    assert desk.busy()
    desk.leave(one)
    assert desk.take("b", other)
    assert one.ended == []


def test_taking_over_ends_the_other_which_can_see_it(desk: Desk) -> None:
    one, other = FakePractice(), FakePractice()
    desk.take("a", one)
    desk.take_over("b", other)
    assert one.ended == ["closed"]
    assert desk.lost(one)
    assert not desk.lost(other)
    desk.take_over("a", one)
    assert not desk.lost(one)
    assert desk.lost(other)


def test_the_place_of_one_who_left_is_free_and_his_practice_ends(desk: Desk) -> None:
    one, other = FakePractice(), FakePractice()
    desk.take("a", one)
    one.age_s = GONE_S + 1
    assert not desk.busy()
    assert desk.take("b", other)
    assert one.ended == ["closed"]


def test_the_first_picture_may_take_its_time_but_not_for_ever(desk: Desk, clock: Clock) -> None:
    one = FakePractice(age_s=None)
    desk.take("a", one)
    clock.now += FIRST_PICTURE_S - 1
    assert desk.busy()
    clock.now += 2
    assert not desk.busy()


def test_a_practice_that_has_ended_gives_its_place_back_at_once(desk: Desk, clock: Clock) -> None:
    one = FakePractice(used=False)
    desk.take("a", one)
    assert desk.busy()  # it is about to be armed
    clock.now += SETTLE_S + 0.1
    assert not desk.busy()
    assert not desk.waiting("a")
    assert desk.take("a", FakePractice())


def test_a_reloaded_tab_gets_the_result_so_far(desk: Desk) -> None:
    before = FakePractice(told=lambda kept: desk.remember("a", kept))
    desk.take("a", before)
    assert desk.recall("a") is None  # perhaps it runs in another tab
    assert desk.waiting("a")
    assert not desk.waiting("b")
    before.age_s = GONE_S + 0.1
    assert not desk.waiting("a")
    assert desk.recall("a") == "so far"
    assert desk.recall("a") == "so far"  # reloaded once more
    assert before.ended == ["closed"]
    desk.forget("a")
    assert desk.recall("a") is None


def test_a_result_told_by_a_practice_that_is_ended_does_not_lock_the_desk(desk: Desk) -> None:
    one = FakePractice(told=lambda kept: desk.remember("a", kept))
    desk.take("a", one)
    desk.take_over("b", FakePractice())
    assert desk.recall("a") == "so far"


def test_only_the_last_results_of_an_hour_are_kept(desk: Desk, clock: Clock) -> None:
    for number in range(KEPT_RESULTS + 1):
        desk.remember(f"t{number}", result(f"r{number}"))
    assert desk.recall("t0") is None
    assert desk.recall("t1") == "r1"
    clock.now += KEPT_S + 1
    assert desk.recall("t1") is None


def test_a_newer_result_replaces_the_older(desk: Desk) -> None:
    desk.remember("a", result("one"))
    desk.remember("a", result("two"))
    assert desk.recall("a") == "two"


def test_tokens_differ() -> None:
    assert len({new_token() for _ in range(100)}) == 100


def test_many_tabs_at_once_one_holds(desk: Desk) -> None:
    practices = [FakePractice() for _ in range(8)]
    taken: list[bool] = []
    begin = threading.Barrier(8)

    def tab(number: int) -> None:
        begin.wait(5)
        taken.append(desk.take(str(number), practices[number]))

    threads: list[Any] = [threading.Thread(target=tab, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert sorted(taken) == [False] * 7 + [True]
