"""Filters work in seconds: exact on what they are made for, indifferent to shift and scale."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.signals.filters import (
    GAP_S,
    Bends,
    OneEuro,
    OneEuroSettings,
    Window,
    deviation,
    line_rate,
    reversals,
    turning_points,
)

Samples = list[tuple[float, float]]
VALUES = st.lists(st.integers(-50, 50), min_size=2, max_size=40)


def at_rate(values: list[float], fps: float = 20.0) -> Samples:
    return [(i / fps, float(v)) for i, v in enumerate(values)]


# -- One-Euro ---------------------------------------------------------------------------------


def test_one_euro_starts_at_the_first_value() -> None:
    assert OneEuro(OneEuroSettings(1.0, 0.05))(3.0, 42.0) == 42.0


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_one_euro_without_beta_is_an_exponential_low_pass_in_seconds(fps: int) -> None:
    """Step response 1 - exp(-2 pi f t), the same at every frame rate."""
    smooth = OneEuro(OneEuroSettings(min_cutoff=0.5, beta=0.0))
    smooth(0.0, 0.0)
    for i in range(1, fps + 1):
        value = smooth(i / fps, 1.0)
        assert value == pytest.approx(1 - math.exp(-2 * math.pi * 0.5 * i / fps), abs=1e-12)


def test_one_euro_step_with_beta_follows_its_recursion() -> None:
    """Two steps by hand: the cutoff grows by beta times the smoothed speed."""
    settings_ = OneEuroSettings(min_cutoff=1.0, beta=0.1, d_cutoff=2.0)
    smooth = OneEuro(settings_)
    smooth(0.0, 0.0)
    value = rate = 0.0
    raw = 0.0
    for time_s, wanted in ((0.1, 10.0), (0.2, 12.0)):
        rate += (1 - math.exp(-2 * math.pi * 2.0 * 0.1)) * ((wanted - raw) / 0.1 - rate)
        share = 1 - math.exp(-2 * math.pi * (1.0 + 0.1 * abs(rate)) * 0.1)
        value += share * (wanted - value)
        raw = wanted
        assert smooth(time_s, wanted) == pytest.approx(value, abs=1e-12)


def test_one_euro_forgets_after_a_gap_and_ignores_a_clock_that_stands_still() -> None:
    smooth = OneEuro(OneEuroSettings(1.0, 0.0))
    smooth(0.0, 0.0)
    assert smooth(0.0, 99.0) == 0.0
    assert smooth(GAP_S + 0.1, 10.0) == 10.0


@given(VALUES, st.integers(-1000, 1000), st.sampled_from([0.5, 2.0, 8.0]))
def test_one_euro_is_indifferent_to_shift_and_scale(
    values: list[int], shift: int, scale: float
) -> None:
    """Scaled values need beta scaled the other way: beta is per unit."""
    plain = OneEuro(OneEuroSettings(1.0, 0.08))
    other = OneEuro(OneEuroSettings(1.0, 0.08 / scale))
    for time_s, value in at_rate(list(map(float, values))):
        expected = scale * plain(time_s, value) + shift
        assert other(time_s, scale * value + shift) == pytest.approx(expected, abs=1e-6)


# -- windows and rates ------------------------------------------------------------------------


def test_a_window_keeps_its_span_and_forgets_after_a_gap() -> None:
    window = Window(0.25)
    for time_s in (0.0, 0.1, 0.2, 0.3, 0.4):
        window.add(time_s, time_s)
    assert list(window.times) == list(window.values) == [0.2, 0.3, 0.4]
    assert window.covered_s == pytest.approx(0.2)
    window.add(0.4 + GAP_S + 0.01, 1.0)
    assert list(window.values) == [1.0] and window.covered_s == 0.0


def test_a_window_keeps_its_fewest_samples_even_if_they_are_older() -> None:
    window = Window(0.25, fewest=4)
    for time_s in (0.0, 0.2, 0.4, 0.6, 0.8):
        window.add(time_s, 0.0)
    assert list(window.times) == [0.2, 0.4, 0.6, 0.8]


def test_an_empty_window_covers_nothing() -> None:
    window = Window(1.0)
    assert window.covered_s == 0.0 and window.since(0.0) == []
    assert window.last_s < 0.0 and not window.values


def test_a_window_gives_what_it_saw_since_a_moment() -> None:
    window = Window(1.0)
    for time_s in (0.1, 0.2, 0.3):
        window.add(time_s, 10 * time_s)
    assert window.since(0.2) == [3.0, 2.0] and window.last_s == 0.3


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=20, unique=True),
    st.integers(-40, 40),
    st.integers(-40, 40),
)
def test_the_rate_of_a_line_is_its_slope(ticks: list[int], slope: int, offset: int) -> None:
    times = [t / 50 for t in sorted(ticks)]
    assert line_rate(times, [slope * t + offset for t in times]) == pytest.approx(slope, abs=1e-6)


def test_no_rate_without_two_moments() -> None:
    assert line_rate([], []) is None
    assert line_rate([1.0], [5.0]) is None
    assert line_rate([1.0, 1.0], [5.0, 6.0]) is None


def test_the_deviation_is_that_of_the_population() -> None:
    values = [1.0, 4.0, 7.0, 7.0]
    assert deviation(values) == pytest.approx(float(np.std(values)))
    assert deviation([]) == 0.0


# -- turning points ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "swing", "points"),
    [
        ([], 1, []),
        ([3, 3, 3], 1, []),
        ([0, 4, 3.5, 9], 1, [0, 9]),  # one rise; a dip of 0.5 is not a swing
        ([0, 9, 0], 5, [0, 9, 0]),
        ([0, 9, 5, 9, 0], 5, [0, 9, 0]),  # a dip of 4 is a wobble
        ([0, 9, 3, 8, -2], 5, [0, 9, 3, 8, -2]),
        ([5, 0, 9], 5, [5, 0, 9]),
        ([5, 4, 9], 5, [4, 9]),  # the first swing starts from its own extreme
        ([0, 4, 8, 7], 5, [0, 8]),  # the last point is the extreme so far
    ],
)
def test_turning_points_are_the_extremes_of_the_swings(
    values: list[float], swing: float, points: list[float]
) -> None:
    assert [v for _, v in turning_points(at_rate(values), swing)] == points


@pytest.mark.parametrize(
    ("values", "count"),
    [([0, 0, 0], 0), ([0, 5], 0), ([0, 5, 0], 1), ([0, 5, 0, 5, 0], 3), ([0, 5, 4, 5, 0], 1)],
)
def test_reversals_are_the_turns_between_swings(values: list[float], count: int) -> None:
    assert reversals(at_rate(values), 2.0) == count


@settings(max_examples=60)
@given(VALUES, st.integers(1, 20), st.integers(-100, 100), st.sampled_from([0.5, 2.0, 4.0]))
def test_turning_points_follow_shift_scale_and_mirror(
    values: list[int], swing: int, shift: int, scale: float
) -> None:
    samples = at_rate(list(map(float, values)))
    base = turning_points(samples, swing)
    moved = turning_points([(t, scale * v + shift) for t, v in samples], scale * swing)
    assert moved == [(t, scale * v + shift) for t, v in base]
    upside_down = turning_points([(t, -v) for t, v in samples], swing)
    assert len(upside_down) == len(base)
    steps = np.diff([v for _, v in base])
    assert all(abs(step) >= swing for step in steps)
    assert all(a * b < 0 for a, b in itertools.pairwise(steps))


# -- bends ------------------------------------------------------------------------------------


def bends_of(values: list[float]) -> Bends:
    bends = Bends(Window(1.0))
    for time_s, value in at_rate(values):
        bends.add(time_s, value)
    return bends


@pytest.mark.parametrize("slope", [0.0, 3.0, -500.0])
def test_a_straight_move_is_not_rough_however_steep(slope: float) -> None:
    assert not bends_of([slope * i for i in range(12)]).rough(1e-9)


def test_one_jump_alone_is_not_rough_but_jumping_to_and_fro_is() -> None:
    assert not bends_of([0.0] * 6 + [20.0] * 6).rough(0.0)
    assert bends_of([0.0, 10.0] * 6).rough(19.0) and not bends_of([0.0, 10.0] * 6).rough(20.0)


def test_few_samples_tell_no_roughness() -> None:
    assert not bends_of([0.0, 10.0, 0.0, 10.0, 0.0]).rough(0.0)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from([0.04, 0.1, 0.3, 0.6]), st.integers(-9, 9))))
def test_the_bends_are_those_of_the_samples_in_the_window(steps: list[tuple[float, int]]) -> None:
    """However the window moves on, and after gaps."""
    window, time_s = Window(1.0), 0.0
    bends = Bends(window)
    for step, value in steps:
        time_s += step
        bends.add(time_s, value)
        v = list(window.values)
        wanted = [abs(a - 2 * b + c) for a, b, c in zip(v, v[1:], v[2:], strict=False)]
        median = statistics.median(wanted) if len(wanted) >= 4 else 0.0
        assert bends.rough(median - 0.5) == (len(wanted) >= 4)
        assert not bends.rough(median)
