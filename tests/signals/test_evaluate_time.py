"""Words with a memory: windows, peaks, pace and durations, kept exactly as long as they are due."""

from __future__ import annotations

import math

import pytest
from bodies import HAND, body_of, move, number, raised, reason, unseen
from streams.tiny import tiny_spec

from formcheck.signals.evaluate import Measurer
from formcheck.signals.filters import line_rate
from formcheck.signals.measure import NotMeasured, measured
from formcheck.signals.nodes import key, stateful_nodes
from formcheck.signals.over_time import EASE, RATE_WINDOW_S
from formcheck.specs.expression import parse


def test_a_rate_is_the_slope_of_the_last_quarter_second() -> None:
    measurer = Measurer(tiny_spec({"pace": f"rate({HAND})", "speed_": f"speed({HAND})"}))
    seen: list[tuple[float, float]] = []
    for time_s in move(measurer, lambda t: 1 - 0.4 * t, 2.0):
        seen.append((time_s, number(measurer.value(HAND))))
        if time_s < RATE_WINDOW_S / 3:
            assert reason(measurer.value("pace")) == "too short a look"
    last = [s for s in seen if s[0] >= seen[-1][0] - RATE_WINDOW_S - 1e-9]
    slope = line_rate(*zip(*last, strict=True))
    assert number(measurer.value("pace")) == pytest.approx(slope)
    assert number(measurer.value("pace")) == pytest.approx(-0.4, abs=0.01)
    assert number(measurer.value("speed_")) == -number(measurer.value("pace"))


def test_a_rate_is_unknown_again_after_a_gap() -> None:
    measurer = Measurer(tiny_spec({"pace": f"speed({HAND})"}))
    for _ in move(measurer, lambda t: t, 1.0):
        pass
    measurer.update(raised(2.0, 0.5))
    assert reason(measurer.value("pace")) == "too short a look"


def test_peak_and_range_are_of_this_repetition() -> None:
    measurer = Measurer(tiny_spec({"top": f"peak({HAND})", "span": f"range({HAND})"}))
    values = []
    for _ in move(measurer, lambda t: 0.5 * math.sin(2 * t), 3.0):
        values.append(number(measurer.value(HAND)))
        assert measurer.value("top") == max(values)
        assert measurer.value("span") == max(values) - min(values)
    measurer.begin_rep()
    measurer.update(raised(3.05, 0.1))
    assert measurer.value("top") == measurer.value(HAND)
    assert measurer.value("span") == 0.0


def test_peaks_count_from_where_a_repetition_began_not_from_where_it_was_noticed() -> None:
    measurer = Measurer(tiny_spec({"top": f"peak({HAND})"}))
    last: dict[float, float] = {}
    for time_s in move(measurer, lambda t: math.sin(2 * t), 1.5):
        last[time_s] = number(measurer.value(HAND))
    measurer.begin_rep(1.0)
    measurer.update(raised(1.55, 0.0))
    since = [value for time_s, value in last.items() if time_s >= 1.0]
    assert measurer.value("top") == max(since) < max(last.values())


def test_peaks_outlast_a_moment_out_of_sight() -> None:
    measurer = Measurer(tiny_spec({"top": f"peak({HAND})"}))
    for _ in move(measurer, lambda t: t, 1.0):
        pass
    before = measurer.value("top")
    measurer.update(unseen(1.05))
    assert measurer.value("top") == before


@pytest.mark.parametrize("seconds", [0.8, 1.6, 3.0])
def test_the_rise_time_of_a_smooth_move_is_its_duration(seconds: float) -> None:
    """Up in `seconds`, down in twice as long, both with the smoothest possible ease."""

    def ease(share: float) -> float:
        x = min(max(share, 0.0), 1.0)
        return x**3 * (10 - 15 * x + 6 * x**2)

    measurer = Measurer(tiny_spec({"up": f"rise_time({HAND})", "down": f"fall_time({HAND})"}))
    turn = 0.5 + seconds
    measurer.update(raised(0.0, 0.0))
    assert reason(measurer.value("up")) == "too short a look"
    for _ in move(measurer, lambda t: ease((t - 0.5) / seconds), turn, start_s=0.05):
        pass
    assert reason(measurer.value("down")) == "no movement yet"
    back = 2 * seconds
    for _ in move(measurer, lambda t: 1 - ease((t - turn) / back), back + 0.5, turn):
        pass
    assert number(measurer.value("up")) == pytest.approx(seconds, rel=0.15)
    assert number(measurer.value("down")) == pytest.approx(back, rel=0.15)
    measurer.begin_rep()
    assert number(measurer.value("up")) == pytest.approx(seconds, rel=0.15)
    measurer.end_rep()
    measurer.update(raised(99.0, 0.0))
    assert isinstance(measurer.value("up"), NotMeasured)
    for _ in move(measurer, lambda t: 0.2 * ease(t - 99.5), 2.0, start_s=99.05):
        pass
    assert number(measurer.value("up")) == pytest.approx(1.0, rel=0.15)  # the old swing is gone


def test_pace_is_the_swing_at_its_fastest() -> None:
    measurer = Measurer(tiny_spec({"up": f"rise_time({HAND})", "pace": f"rate({HAND})"}))
    fastest, values = 0.0, []
    for _ in move(measurer, lambda t: 0.5 - 0.5 * math.cos(3 * t), 1.0):
        values.append(number(measurer.value(HAND)))
        rate = measurer.value("pace")
        fastest = max(fastest, rate) if measured(rate) else fastest
    swing = max(values) - min(values)
    assert number(measurer.value("up")) == pytest.approx(EASE * swing / fastest)


def test_the_deviation_needs_most_of_its_window() -> None:
    measurer = Measurer(tiny_spec({"still": f"sd({HAND}, window_s=1)"}))
    for time_s in move(measurer, lambda t: 0.5, 1.0):
        if time_s < 0.55:
            assert reason(measurer.value("still")) == "too short a look"
    assert number(measurer.value("still")) == pytest.approx(0.0, abs=1e-12)


def test_reversals_are_counted_in_their_window_only() -> None:
    wanted = "reversals(height(near.wrist), min=0.2, window_s=2)"
    measurer = Measurer(tiny_spec({"bounces": wanted}))
    counts = [
        number(measurer.value("bounces"))
        for _ in move(measurer, lambda t: 0.5 * math.sin(2 * math.pi * t), 3.0)
    ]
    assert counts[0] == 0 and max(counts) == 4  # a window holds two full swings
    for _ in move(measurer, lambda t: 0.0, 3.0, start_s=3.05):
        pass
    assert measurer.value("bounces") == 0


def test_a_duration_is_known_when_its_phase_has_ended() -> None:
    measurer = Measurer(tiny_spec())
    measurer.update(raised(0.0, 0.5))
    assert reason(measurer.value("duration(rest)")) == "phase not finished"
    measurer.durations["rest"] = 1.25
    measurer.update(raised(0.1, 0.5))
    assert measurer.value("duration(rest)") == 1.25
    measurer.begin_rep()
    measurer.update(raised(0.2, 0.5))
    assert reason(measurer.value("duration(rest)")) == "phase not finished"


def test_only_words_with_a_memory_must_see_every_frame() -> None:
    nodes = stateful_nodes([parse("2 * peak(speed(trunk_tilt)) + elbow(near)")])
    assert [key(node) for node in nodes] == ["speed(trunk_tilt)", "peak(speed(trunk_tilt))"]


def test_full_turns_are_counted_on() -> None:
    """An arm that circles twice has turned by 720 degrees, either way."""
    shoulder, rate = (1.0, 1.0), 240.0
    for way in (1, -1):
        measurer = Measurer(tiny_spec({"turn": "turned(near.shoulder, near.wrist)"}))
        for i in range(61):
            angle = math.radians(way * rate * i / 20)
            wrist = shoulder[0] + 0.5 * math.cos(angle), shoulder[1] + 0.5 * math.sin(angle)
            points = {"near_wrist": wrist, "near_shoulder": shoulder, "near_hip": (0.0, 0.8)}
            measurer.update(body_of(points, time_s=i / 20))
        assert number(measurer.value("turn")) == pytest.approx(way * 720, abs=15)


def test_the_spread_of_the_pace_needs_three_repetitions_and_forgets_those_long_ago() -> None:
    measurer = Measurer(tiny_spec({"uneven": "pace_spread"}))
    found = []
    for number_, duration_s in enumerate((2.0, 2.0, 4.0, *[3.0] * 7)):
        measurer.begin_rep()
        measurer.durations["rep"] = duration_s
        measurer.update(raised(float(number_), 0.0))
        found.append(measurer.value("uneven"))
        measurer.end_rep()
    assert reason(found[1]) == "too few repetitions to tell the pace"
    assert number(found[2]) == pytest.approx(math.sqrt(8 / 9) / (8 / 3))
    assert found[-1] == 0.0
