"""A picture that waited keeps the time at which it was taken."""

from __future__ import annotations

import pytest

from formcheck.live.arrival import FLOOR_OVER_S, ArrivalTimes


def test_pictures_in_time_carry_our_clock() -> None:
    arrivals = ArrivalTimes()
    for i in range(5):
        assert arrivals.taken_s(100 + i / 30, i / 30) == pytest.approx(100 + i / 30)


def test_a_picture_that_waited_is_dated_back_by_its_wait() -> None:
    arrivals = ArrivalTimes()
    arrivals.taken_s(100.0, 7.0)
    assert arrivals.taken_s(100.5, 7.1) == pytest.approx(100.1)


def test_without_a_stamp_our_clock_holds() -> None:
    assert ArrivalTimes().taken_s(3.0, None) == 3.0


def test_time_always_increases() -> None:
    arrivals = ArrivalTimes()
    first = arrivals.taken_s(100.0, 7.0)
    arrivals.taken_s(100.01, 7.0)
    again = arrivals.taken_s(100.02, 6.9)
    assert again > first


@pytest.mark.parametrize("stamp", [-50.0, 0.0, 500.0])
def test_a_jump_of_the_stamps_begins_anew(stamp: float) -> None:
    arrivals = ArrivalTimes()
    arrivals.taken_s(100.0, 7.0)
    assert arrivals.taken_s(100.1, stamp) == pytest.approx(100.1)
    assert arrivals.taken_s(100.3, stamp + 0.1) == pytest.approx(100.2)


def test_clocks_that_drift_apart_do_not_add_up() -> None:
    """A camera 1 % slow would be a second late after 100 s; the quickest of 10 s is the measure."""
    arrivals = ArrivalTimes()
    waits = [now - arrivals.taken_s(now, 0.99 * now) for now in (i / 10 for i in range(1000))]
    assert max(waits) <= 0.011 * FLOOR_OVER_S
