"""The wait before an exercise: how it goes is told, and it ends for somebody who is ready."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from led_kit import THREE, Doing, coached, upright
from streams.camera import Camera, film, picture
from streams.exercises import clean
from streams.limits import specs

from formcheck.live import phrases
from formcheck.live.routine_flow import RoutineFlow
from formcheck.live.telling import sentences
from formcheck.live.waiting import AGAIN_S
from formcheck.pose.frame import PoseFrame, nobody
from formcheck.routines.routine import Plan

POSED = film(clean("cat_cow", reps=1))[0]
NEEDLE = film(clean("thread_the_needle", reps=1))[0]


def empty(doing: Doing, seconds: float) -> None:
    show(doing, nobody(0.0, (640, 480), 120.0), seconds)


def show(doing: Doing, frame: PoseFrame, seconds: float) -> None:
    end_s = doing.time_s + seconds
    while doing.time_s < end_s:
        doing.feed(frame)


def test_how_an_exercise_goes_is_told_sentence_by_sentence_then_how_much() -> None:
    doing = Doing(RoutineFlow(THREE, specs()))
    doing.until(lambda now: now.stage == "start", POSED, 60.0)
    told = [*sentences(specs()["cat_cow"].steps), "Five times", phrases.TAKE_START]
    assert doing.said("instruction") == told
    assert "Breathe in" in told and not any(line.endswith(".") for line in told)
    first = doing.flow._voice.said
    assert [line.text for line in first[:2]] == ["Next: Cat-cow", "You need: mat"]
    shown = [now.explaining for now in doing.shown]
    shown_in_turn = [text for text, _ in itertools.groupby(shown) if text]
    assert shown_in_turn == told[:-2]
    assert {now.stage for now in doing.shown if now.explaining} == {"between"}


def test_each_line_is_given_the_time_it_takes() -> None:
    doing = Doing(RoutineFlow(THREE, specs()))
    doing.until(lambda now: now.stage == "start", POSED, 60.0)
    lines = [line for line in doing.flow._voice.said if line.kind == "instruction"]
    for one, two in itertools.pairwise(lines):
        assert two.time_s - one.time_s >= 0.4 * len(one.text.split())


def test_it_ends_once_all_is_told_for_somebody_who_is_ready_and_lasts_else() -> None:
    ready, away = Doing(RoutineFlow(THREE, specs())), Doing(RoutineFlow(THREE, specs()))
    ready.until(lambda now: now.stage == "placing", POSED, 60.0)
    longest = ready.shown[0].routine
    assert longest is not None and longest.left_s is not None
    assert ready.time_s < longest.left_s - 4.0
    assert phrases.TAKE_START in ready.said()
    empty(away, longest.left_s - 1.0)
    assert away.shown[-1].stage == "between"
    empty(away, 2.0)
    assert away.shown[-1].stage == "placing"


def test_only_somebody_quiet_in_the_start_pose_is_ready() -> None:
    plan = Plan("Two", (coached("cat_cow"), coached("cat_cow")))
    standing = Doing(RoutineFlow(plan, specs(), explain=()))
    standing.feed(POSED)
    standing.flow.skip()
    standing.stand(12.0)
    assert standing.shown[-1].stage == "between"
    moving = Doing(RoutineFlow(plan, specs(), explain=()))
    moving.feed(POSED)
    moving.flow.skip()
    assert POSED.landmarks is not None
    for i in range(12 * 12):
        aside = np.array([30.0 * math.sin(i / 4), 0.0, 0.0])
        moving.feed(replace(POSED, landmarks=POSED.landmarks + aside))
    assert moving.shown[-1].stage == "between"


def test_an_exercise_that_is_known_is_not_explained() -> None:
    doing = Doing(RoutineFlow(THREE, specs(), explain=["thread_the_needle"]))
    doing.feed(POSED)
    assert doing.shown[-1].stage == "placing"  # the very first, and known: no wait
    doing.perform("cat_cow")
    doing.until(lambda now: now.stage == "start", NEEDLE, 60.0)
    said = doing.said("instruction")
    assert not set(sentences(specs()["cat_cow"].steps)) & set(said)
    assert set(sentences(specs()["thread_the_needle"].steps)) <= set(said)


@pytest.mark.parametrize("turned", [False, True])
def test_the_camera_is_asked_for_once_more_if_it_still_looks_from_elsewhere(turned: bool) -> None:
    plan = Plan("Two", (coached("wall_angels"), coached("cat_cow", moves=True)))
    doing = Doing(RoutineFlow(plan, specs(), explain=()))
    doing.stand(0.5)
    doing.flow.skip()
    line = phrases.camera_line("side")
    frame = POSED if turned else picture(upright(False), Camera())
    show(doing, frame, 8.0)
    assert doing.said().count(line) == 1
    show(doing, frame, AGAIN_S)
    assert doing.said().count(line) == (1 if turned else 2)


def test_nothing_counts_down_to_an_exercise() -> None:
    doing = Doing(RoutineFlow(THREE, specs()))
    empty(doing, 60.0)
    assert doing.said("time") == []


def test_a_skip_cuts_off_what_is_being_told() -> None:
    doing = Doing(RoutineFlow(THREE, specs()))
    show(doing, POSED, 8.0)
    assert doing.shown[-1].explaining is not None
    doing.flow.skip()
    doing.feed(POSED)
    last = doing.flow._voice.said[-1]
    assert (last.text, last.cuts) == (phrases.SKIPPED, True)
    assert doing.shown[-1].explaining is None
    assert doing.shown[-1].exercise == "thread_the_needle"
