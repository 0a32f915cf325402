"""What the log is told of one exercise: as much as the result says, at the time it happens."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest
from led_kit import DOSES, Doing
from log_kit import Failing, Remembering
from streams.camera import film
from streams.cases import medley
from streams.exercises import clean, needle
from streams.limits import specs
from streams.performance import Performance

from formcheck.coach.coach import Coach
from formcheck.coach.events import CueSpoken, MistakeCleared, MistakeRaised
from formcheck.coach.reach import reaches
from formcheck.live import phrases
from formcheck.live.flow import Flow
from formcheck.live.log import MistakeSeen
from formcheck.live.snapshot import LiveResult
from formcheck.live.teller import Teller
from formcheck.specs.vocabulary import View

EXERCISES = tuple(DOSES)
NEEDLE = "thread_the_needle"


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
    told, spans = mistakes_of(log), result.whole.mistakes
    seen = sorted((s.check, s.threshold, s.severity, s.value) for s in spans)
    assert sorted((m.check, m.threshold, m.severity, m.value) for m in told) == seen
    cues = [cue.text for cue in result.whole.cues if cue.kind == "correction"]
    says = {check.id: check.say for check in specs()[exercise].checks}
    said = [says[m.check] for m in told if m.said]
    assert sorted(said) == sorted(text for text in cues if text != phrases.EASIER)


def mistakes_of(log: Remembering) -> list[MistakeSeen]:
    return [m for _, rep in log.reps for m in rep.mistakes] + list(log.over[0].mistakes)


@pytest.mark.parametrize(("hips", "severity"), [(16.0, "minor"), (22.0, "major")])
def test_a_mistake_is_told_as_serious_as_it_became(hips: float, severity: str) -> None:
    """The hips go slowly back: first a little too far, then much."""
    log = Remembering()
    doing = Doing(Flow(specs()[NEEDLE], {"hold_s": 1.0, "reps_per_side": 3.0}, log=log))
    moves = tuple(needle(side, out_s=6.0, hips=hips, hold_s=3.6) for side in ("near", "far"))
    frames = film(Performance(NEEDLE, "side", moves))
    doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
    for frame in frames:
        doing.feed(frame)
    spans = doing.flow.finish("button").whole.mistakes
    told = mistakes_of(log)
    assert [(m.severity, m.value) for m in told] == [(s.severity, s.value) for s in spans]
    assert {m.severity for m in told} == {severity}


def test_a_cue_that_is_spoken_after_the_repetition_is_kept_as_said() -> None:
    coach, log = Coach(specs()["cat_cow"]), Remembering()
    teller = Teller(log, 0, coach.spec, {})
    for frame in film(clean("cat_cow")):
        teller.take(coach.feed(frame), coach, 1)
    check = coach.spec.checks[0]
    rep = replace(log.reps[-1][1].rep, mistakes=(check.id,))
    raised = MistakeRaised(rep.end_s, check.id, check.mistake, "minor", rep.end_s, 1.0, 0.5, "s",
                           check.say, "")  # fmt: skip
    cleared = MistakeCleared(rep.end_s + 4, check.id, check.mistake, "major", rep.end_s, 2.0, 0.0)
    teller.take([raised, rep], coach, 1)
    assert log.reps[-1][1].mistakes == ()
    teller.take([CueSpoken(rep.end_s + 2, check.say, "correction")], coach, 1)
    teller.take([cleared], coach, 1)
    teller.ended("button", rep.end_s + 5, 1.0)
    (seen,) = log.over[0].mistakes
    assert (seen.said, seen.value, seen.severity, seen.time_s) == (True, 2.0, "major", rep.end_s)


@pytest.mark.parametrize("view", ["side", "oblique"])
def test_how_far_it_went_is_told_only_of_the_view_that_is_kept(view: View) -> None:
    """The camera was moved between two sets."""
    log = Remembering()
    teller = Teller(log, 0, specs()["cat_cow"], {})
    for number in (1, 2):
        coach = Coach(specs()["cat_cow"])
        for frame in film(clean("cat_cow")):
            events = coach.feed(frame)
            seen = coach.calibration
            if number == 2 and seen is not None:
                coach.calibration = replace(seen, anchor=replace(seen.anchor, view=view))
            teller.take(events, coach, number)
    teller.ended("dose", 60.0, 1.0)
    reaches_told = {rep.set_number: bool(rep.reach) for _, rep in log.reps}
    assert (reaches_told, log.over[0].view) == ({1: True, 2: view == "side"}, "side")


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
