"""A timer: how long it is, how it is skipped, and whether anybody is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from led_kit import MARCH, Doing, coached, upright
from log_kit import Remembering
from streams.camera import Camera, picture
from streams.limits import specs

from formcheck.live import phrases
from formcheck.live.doctor_findings import COVERED, TOO_DARK
from formcheck.live.routine_flow import RoutineFlow
from formcheck.pose.frame import PoseFrame, nobody
from formcheck.routines.routine import Plan

EMPTY = nobody(0.0, (640, 480), 120.0)


def marching(
    frames: list[tuple[PoseFrame, float]], seconds: float = 60.0
) -> tuple[Doing, Remembering]:
    log = Remembering()
    plan = Plan("March", (replace(MARCH, seconds=seconds), coached("cat_cow")))
    doing = Doing(RoutineFlow(plan, specs(), log=log, explain=()))
    for frame, until_s in frames:
        while doing.time_s < until_s:
            doing.feed(frame)
    return doing, log


def test_where_nobody_marches_it_is_told_once_and_the_warm_up_is_not_done() -> None:
    doing, log = marching([(EMPTY, 61.0)])
    assert doing.said("pause") == [phrases.NOT_SEEN]
    told_s = next(one.time_s for one in doing.flow._voice.said if one.kind == "pause")
    assert told_s < 20.0
    assert doing.shown[-1].stage == "between"
    assert log.told == ["skipped"] and phrases.WELL_DONE not in doing.said()


@pytest.mark.parametrize(("brightness", "line"), [(2.0, COVERED), (9.0, TOO_DARK)])
def test_in_the_dark_it_is_told_why(brightness: float, line: str) -> None:
    doing, _ = marching([(nobody(0.0, (640, 480), brightness), 40.0)])
    assert doing.said("pause") == [line]


def test_whoever_walks_to_the_mat_first_or_leaves_later_hears_nothing_and_has_marched() -> None:
    here = picture(upright(False), Camera())
    doing, log = marching([(EMPTY, 7.0), (here, 40.0), (EMPTY, 61.0)])
    assert doing.said("pause") == []
    assert log.told == ["warmed up"] and phrases.WELL_DONE in doing.said()


def test_a_person_misread_for_a_moment_has_not_marched() -> None:
    here = picture(upright(False), Camera())
    _, log = marching([(EMPTY, 30.0), (here, 31.0), (EMPTY, 61.0)])
    assert log.told == ["skipped"]


@pytest.mark.parametrize(
    ("seconds", "line"), [(300.0, "Five minutes"), (90.0, "One and a half minutes")]
)
def test_how_long_it_takes_is_said_first_and_the_choice_to_skip_it_later(
    seconds: float, line: str
) -> None:
    doing, _ = marching([(picture(upright(False), Camera()), 30.0)], seconds)
    said = {one.text: one.time_s for one in doing.flow._voice.said}
    assert list(said) == [phrases.WARM_UP, line, phrases.HANDS_SKIP]
    assert said[phrases.HANDS_SKIP] == pytest.approx(20.0, abs=0.3)
