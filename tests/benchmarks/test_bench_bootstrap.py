"""Figures with intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.bootstrap import DRAWS, median, nothing, percentile, share, statistic


def test_a_share_is_hits_by_total() -> None:
    figure = share([1, 0, 2], [1, 1, 2], "reps")
    assert (figure.value, figure.n, figure.unit) == (0.75, 4, "reps")
    assert figure.low <= figure.value <= figure.high


def test_the_same_results_give_the_same_interval() -> None:
    assert share([1, 0, 1, 1], [1, 1, 1, 1]) == share([1, 0, 1, 1], [1, 1, 1, 1])


def test_where_all_clips_agree_there_is_no_spread() -> None:
    figure = share([2, 2], [2, 2])
    assert (figure.value, figure.low, figure.high) == (1, 1, 1)


def test_clips_are_drawn_whole() -> None:
    """Ten repetitions of one clip are one draw: the interval is that of two clips."""
    figure = share([10, 0], [10, 10])
    assert (figure.value, figure.low, figure.high) == (0.5, 0, 1)


def test_the_interval_is_the_binomial_one() -> None:
    figure = share([1] * 80 + [0] * 20, [1] * 100)
    spread = 1.96 * math.sqrt(0.8 * 0.2 / 100)
    assert figure.low == pytest.approx(0.8 - spread, abs=0.02)
    assert figure.high == pytest.approx(0.8 + spread, abs=0.02)


def test_clips_without_what_is_counted_do_not_count() -> None:
    assert share([1, 0], [1, 0]).n == 1


def test_nothing_to_count_is_not_zero() -> None:
    for figure in (share([], []), share([0], [0]), statistic([[], []], median), nothing()):
        assert not figure.known
        assert figure.n == 0


def test_statistics_are_of_all_values() -> None:
    figure = statistic([[1.0], [2.0, 3.0]], median)
    assert (figure.value, figure.n) == (2.0, 3)
    assert 1.0 <= figure.low <= figure.high <= 3.0
    assert statistic([[0.0, 10.0]], percentile(90)).value == pytest.approx(9.0)


def test_totals_must_match() -> None:
    with pytest.raises(ValueError, match="1 hits but 2 totals"):
        share([1], [1, 1])


def test_enough_draws_for_two_digits() -> None:
    assert DRAWS >= 1000
    assert np.isfinite(share([1, 0], [1, 1]).high)
