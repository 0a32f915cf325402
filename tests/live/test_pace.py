"""Pictures per second, and a slow computer told once."""

from __future__ import annotations

import pytest

from formcheck.live.pace import Pace


def fed(pace: Pace, fps: float, seconds: float, start_s: float = 0.0) -> int:
    """How often slowness was to be told."""
    return sum(pace.update(start_s + i / fps) for i in range(round(fps * seconds)))


def test_the_rate_is_that_of_the_last_two_seconds() -> None:
    pace = Pace()
    assert fed(pace, 25, 5) == 0
    assert pace.fps == pytest.approx(25, abs=0.5)
    assert not pace.slow


def test_a_slow_computer_is_told_once() -> None:
    pace = Pace()
    assert fed(pace, 5, 10) == 1
    assert pace.slow
    assert fed(pace, 25, 4, start_s=10) == 0
    assert not pace.slow
    assert fed(pace, 5, 10, start_s=20) == 0
    assert pace.slow


def test_ten_pictures_a_second_are_enough() -> None:
    pace = Pace()
    assert fed(pace, 10, 10) == 0
    assert not pace.slow


def test_one_stall_is_not_a_slow_computer() -> None:
    pace = Pace()
    fed(pace, 25, 3)
    assert not pace.update(5.5)
    assert fed(pace, 25, 3, start_s=5.6) == 0
