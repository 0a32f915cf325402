"""The reach that is kept at each repetition's end is the one that the report shows afterwards."""

from __future__ import annotations

import numpy as np
import pytest
from streams.camera import Camera, film
from streams.exercises import clean
from streams.limits import specs

from formcheck.coach.coach import Coach
from formcheck.coach.events import RepCompleted
from formcheck.coach.reach import TO_LEFT, TO_RIGHT, reaches, signals_of
from formcheck.coach.summary import SignalTable
from formcheck.report.figures import set_figures
from formcheck.specs.loader import load_all

TIMES = np.arange(0.0, 10.0, 0.04)


@pytest.mark.parametrize("exercise", ["thread_the_needle", "wall_angels"])
def test_live_reach_is_the_reports(exercise: str) -> None:
    spec = specs()[exercise]
    coach, kept = Coach(spec), []
    for frame in film(clean(exercise), Camera()):
        for event in coach.feed(frame):
            if isinstance(event, RepCompleted):
                table = coach.signals(event.start_s, event.end_s)
                kept.append(reaches(spec, table, event.start_s, event.end_s))
    told = set_figures(spec, coach.summary()).reps
    assert len(kept) == len(told) == 3
    for live, rep in zip(kept, told, strict=True):
        known = {name: reach.size for name, reach in rep.reach.items() if np.isfinite(reach.size)}
        assert known and known.items() <= live.items()
        assert all(name.endswith((TO_LEFT, TO_RIGHT)) for name in live.keys() - known.keys())


def test_only_the_repetition_itself_is_copied() -> None:
    spec = specs()["thread_the_needle"]
    coach = Coach(spec)
    for frame in film(clean("thread_the_needle"), Camera()):
        coach.feed(frame)
    whole, part = coach.summary().signals, coach.signals(3.0, 4.0)
    assert part.time_s.min() >= 3.0 and part.time_s.max() <= 4.0
    assert len(part.phase) == len(part.time_s) == len(part.values["drop"])
    where = (whole.time_s >= 3.0) & (whole.time_s <= 4.0)
    np.testing.assert_array_equal(part.values["drop"], whole.values["drop"][where])


def test_a_turn_to_both_sides_has_a_way_to_each() -> None:
    spec = load_all()["trunk_rotation"]
    name = next(one.name for one in signals_of(spec) if one.kind == "signed")
    turn = np.where(TIMES < 5, 40 * np.sin(TIMES), -30 * np.sin(TIMES))
    table = SignalTable(TIMES, {name: turn}, ("turn",) * len(TIMES))
    found = reaches(spec, table, 0.0, 9.0)
    assert found[name] == pytest.approx(found[name + TO_LEFT] + found[name + TO_RIGHT])
    assert found[name + TO_LEFT] == pytest.approx(40, abs=0.1)


def test_what_was_hardly_seen_has_no_reach() -> None:
    spec = specs()["thread_the_needle"]
    drop = np.where(TIMES < 2, 0.5, np.nan)
    table = SignalTable(TIMES, {"drop": drop}, ("reach",) * len(TIMES))
    assert reaches(spec, table, 0.0, 9.9) == {}
    assert reaches(spec, table, 0.0, 3.0) == {"drop": 0.5}
    assert reaches(spec, SignalTable(np.empty(0), {}, ()), 0.0, 1.0) == {}


def test_only_what_goes_as_far_as_the_person_can_is_followed_over_time() -> None:
    followed = {
        name: [one.name for one in signals_of(spec) if one.over_time]
        for name, spec in load_all().items()
    }
    assert {name for name, signals in followed.items() if not signals} == {
        "arm_circles", "bird_dog", "plank",
    }  # fmt: skip
    assert followed["trunk_rotation"] == ["yaw"]
    assert followed["superman"] == ["lift"]
    assert followed["thread_the_needle"] == ["drop"]
