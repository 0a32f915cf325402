"""Stages: all items in order, errors and cancelling from any place, and no thread left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

import pytest

from formcheck.video.stages import AHEAD, Stages


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def nothing() -> None:
    pass


def counted(to: int, taken: list[int] | None = None) -> Iterator[int]:
    for number in range(to):
        if taken is not None:
            taken.append(number)
        yield number


def chain(stages: Stages, items: Iterable[int], *steps: Callable[[int], int]) -> Iterator[int]:
    for step in steps:
        items = stages.ahead(map(step, items))
    return stages.ahead(items)


def fails_at(number: int, error: BaseException) -> Callable[[int], int]:
    def step(item: int) -> int:
        if item == number:
            raise error
        return item

    return step


@pytest.mark.parametrize("count", [0, 1, AHEAD, 500])
def test_all_items_come_in_order(count: int) -> None:
    with Stages(nothing) as stages:
        found = list(chain(stages, counted(count), lambda n: n + 1, lambda n: 2 * n))
    assert found == [2 * (n + 1) for n in range(count)]


def test_each_stage_works_in_a_thread_of_its_own() -> None:
    places: list[set[int]] = [set(), set()]

    def note(where: int) -> Callable[[int], int]:
        def step(item: int) -> int:
            places[where].add(threading.get_ident())
            return item

        return step

    with Stages(nothing) as stages:
        list(chain(stages, counted(20), note(0), note(1)))
    assert len(places[0]) == len(places[1]) == 1
    assert len(places[0] | places[1] | {threading.get_ident()}) == 3


def test_no_stage_runs_far_ahead() -> None:
    taken: list[int] = []
    with Stages(nothing) as stages:
        items = stages.ahead(counted(1000, taken))
        for number in range(100):
            assert next(items) == number
            assert len(taken) <= number + 1 + AHEAD + 1  # waiting, and one in the hand


@pytest.mark.parametrize("where", [0, 1, 2])
@pytest.mark.parametrize("at", [0, 3, 99])
@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), MemoryError()])
def test_an_error_in_any_stage_comes_out_at_the_end(
    where: int, at: int, error: BaseException
) -> None:
    steps: list[Callable[[int], int]] = [lambda n: n] * 3
    steps[where] = fails_at(at, error)
    found: list[int] = []

    def consume() -> None:
        with Stages(nothing) as stages:
            found.extend(chain(stages, counted(100), *steps))

    with pytest.raises(type(error)) as raised:
        consume()
    assert raised.value is error
    assert found == list(range(at))


@pytest.mark.parametrize("after", [0, 1, 50])
def test_whoever_consumes_may_fail_or_leave(after: int) -> None:
    taken: list[int] = []

    def fail() -> None:
        with Stages(nothing) as stages:
            for item in chain(stages, counted(10_000, taken), lambda n: n, lambda n: n):
                if item == after:
                    raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(taken) < after + 8 * AHEAD

    with Stages(nothing) as stages:
        items = chain(stages, counted(10_000), lambda n: n)
        next(items)
    assert len(list(items)) <= AHEAD + 1  # what waited; nobody makes more


def test_a_tick_that_fails_ends_all_even_while_a_stage_is_stuck_behind_a_full_queue() -> None:
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 10:
            raise InterruptedError

    with pytest.raises(InterruptedError), Stages(tick) as stages:
        for _ in chain(stages, counted(10_000), lambda n: n):
            pass
    assert ticks == 10


def test_ticks_come_while_nothing_does() -> None:
    ready = threading.Event()

    def slow() -> Iterator[int]:
        ready.wait(30)
        yield 1

    ticks: list[int] = []

    def tick() -> None:
        ticks.append(threading.get_ident())
        if len(ticks) == 3:
            ready.set()

    with Stages(tick) as stages:
        assert list(stages.ahead(slow())) == [1]
    assert len(ticks) >= 3 and set(ticks) == {threading.get_ident()}


def test_a_stage_that_cannot_begin_ends_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("no more threads")

    def begin() -> None:
        with Stages(nothing) as stages:
            first = stages.ahead(counted(100))
            monkeypatch.setattr(threading.Thread, "start", refuse)
            stages.ahead(first)

    with pytest.raises(RuntimeError, match="no more"):
        begin()
