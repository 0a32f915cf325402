"""What the log is told of one exercise: as much as the result says, at the time it happens."""

from __future__ import annotations

import functools

import pytest
from led_kit import DOSES, Doing
from log_kit import Failing, Remembering
from streams.camera import film
from streams.cases import medley
from streams.exercises import clean
from streams.limits import specs
from streams.performance import Performance

from formcheck.coach.coach import Coach
from formcheck.coach.reach import reaches
from formcheck.live.flow import Flow
from formcheck.live.snapshot import LiveResult

EXERCISES = tuple(DOSES)


@functools.cache
def practised(exercise: str) -> tuple[LiveResult, Remembering]:
    """Every mistake of an exercise, one in each repetition."""
    log = Remembering()
    doing = Doing(Flow(specs()[exercise], log=log, position=3))
    frames = film(medley(exercise)[0])
    doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
    for frame in frames:
        doing.feed(frame)
    result = doing.flow.finish("button")
    return result, log


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_repetition_and_mistake_of_the_result_was_told_once(exercise: str) -> None:
    result, log = practised(exercise)
    assert [rep.rep for _, rep in log.reps] == list(result.whole.reps)
    told = [m for _, rep in log.reps for m in rep.mistakes] + list(log.over[0].mistakes)
    seen = sorted((s.check, s.threshold) for s in result.whole.mistakes)
    assert sorted((m.check, m.threshold) for m in told) == seen
    assert [m.time_s for m in told] == sorted(m.time_s for m in told)
    said = {cue.text for cue in result.whole.cues if cue.kind == "correction"}
    says = {check.id: check.say for check in specs()[exercise].checks}
    assert {says[m.check] for m in told if m.said} == said - {"Try the easier version"}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_repetition_brings_its_hold_and_how_far_it_went(exercise: str) -> None:
    result, log = practised(exercise)
    spec = specs()[exercise]
    for _, told in log.reps:
        holds = [h for h in result.whole.holds if told.rep.start_s <= h.start_s < told.rep.end_s]
        assert told.held_s == (pytest.approx(sum(h.held_s for h in holds)) if holds else None)
        assert told.form_s == (pytest.approx(sum(h.form_s for h in holds)) if holds else None)
        if len(result.sets) == 1:
            rep = told.rep
            assert told.reach == reaches(spec, result.whole.signals, rep.start_s, rep.end_s)


def test_it_is_told_when_it_began_and_how_it_ended() -> None:
    result, log = practised("cat_cow")
    (began,), (over,) = log.begun, log.over
    assert (began.position, began.exercise, dict(began.dose)) == (3, "cat_cow", result.dose)
    assert log.told[0] is began and log.told[-1] is over
    assert (over.position, over.ended_by, over.view) == (3, "button", "side")
    assert over.judged_share == pytest.approx(result.whole.judged_share)
    assert began.time_s < log.reps[0][1].rep.start_s


def test_what_was_not_judged_is_not_told() -> None:
    log = Remembering()
    flow = Flow(specs()["cat_cow"], log=log)
    for frame in film(clean("cat_cow"))[:12]:
        flow.feed(frame)
    flow.finish("button")
    assert log.told == []


def test_the_last_repetition_that_the_end_completes_is_told() -> None:
    """As the result has it, so the journal must."""
    log = Remembering()
    flow = Flow(specs()["cat_cow"], log=log)
    frames = film(Performance("cat_cow", "side", clean("cat_cow", reps=3).reps, rest_s=0.1))
    doing = Doing(flow)
    doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
    for frame in frames:
        doing.feed(frame)
    result = flow.finish("button")
    assert [rep.rep for _, rep in log.reps] == list(result.whole.reps)


def test_a_log_that_fails_and_a_reach_that_fails_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(self: Coach, start_s: float, end_s: float) -> None:
        raise ValueError("no signals")

    monkeypatch.setattr(Coach, "signals", broken)
    for log in (Failing(), Remembering()):
        doing = Doing(Flow(specs()["cat_cow"], {"reps": 5.0}, log=log))
        frames = film(clean("cat_cow", reps=5))
        doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
        for frame in frames:
            doing.feed(frame)
        assert doing.flow.ended_by == "dose"
    assert isinstance(log, Remembering) and [dict(rep.reach) for _, rep in log.reps] == [{}] * 5
