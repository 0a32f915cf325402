"""What the log is told of one exercise: as much as the result says, at the time it happens."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from led_kit import DOSES, Doing
from log_kit import Failing, Remembering
from streams.camera import film
from streams.cases import medley
from streams.exercises import clean, needle
from streams.limits import specs
from streams.performance import Performance

from formcheck.coach.coach import Coach
from formcheck.coach.events import (
    CueSpoken,
    Event,
    MistakeCleared,
    MistakeRaised,
    RepCompleted,
    Started,
)
from formcheck.coach.reach import reaches
from formcheck.live import phrases
from formcheck.live.flow import Flow
from formcheck.live.log import MistakeSeen
from formcheck.live.snapshot import LiveResult
from formcheck.live.teller import Teller
from formcheck.specs.schema import Check
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


REP = RepCompleted(0.0, 1, None, 2.0, 6.0, "mistake", ())


@functools.cache
def judging() -> Coach:
    """A coach in the middle of a set."""
    coach = Coach(specs()["cat_cow"])
    for frame in film(clean("cat_cow")):
        coach.feed(frame)
    return coach


def telling() -> tuple[Teller, Remembering]:
    log = Remembering()
    teller = Teller(log, 0, judging().spec, {})
    teller.take([Started(0.0, "side")], judging(), 1)
    return teller, log


def raised(check: Check, at_s: float) -> MistakeRaised:
    return MistakeRaised(at_s, check.id, check.mistake, "minor", at_s, 1.0, 0.5, "s", check.say, "")


def cleared(check: Check, at_s: float) -> MistakeCleared:
    return MistakeCleared(at_s, check.id, check.mistake, "major", at_s, 2.0, at_s)


def test_a_cue_that_is_spoken_after_the_repetition_is_kept_as_said() -> None:
    teller, log = telling()
    check = judging().spec.checks[0]
    teller.take([raised(check, 6.0), REP], judging(), 1)
    assert log.reps[-1][1].mistakes == ()
    teller.take([CueSpoken(8.0, check.say, "correction")], judging(), 1)
    teller.take([cleared(check, 10.0)], judging(), 1)
    teller.ended("button", 11.0, 1.0)
    (seen,) = log.over[0].mistakes
    assert (seen.said, seen.value, seen.severity, seen.time_s) == (True, 2.0, "major", 6.0)


@given(st.lists(st.tuples(st.sampled_from(["mistake", "cue", "rep"]), st.integers(0, 2))))
def test_in_any_order_every_mistake_is_told_once_and_as_it_ended(
    happens: list[tuple[str, int]],
) -> None:
    """A mistake is raised, and over the next time; cues and repetitions come between."""
    teller, log = telling()
    on: dict[str, bool] = {}
    over: list[tuple[str, str, bool]] = []
    for at_s, (what, which) in enumerate(happens):
        check = judging().spec.checks[which]
        event: Event = replace(REP, time_s=float(at_s))
        if what == "mistake" and check.id in on:
            event = cleared(check, at_s)
            over.append((check.id, "major", on.pop(check.id)))
        elif what == "mistake":
            event, on[check.id] = raised(check, at_s), False
        elif what == "cue":
            event = CueSpoken(at_s, check.say, "correction")
            on |= {check.id: True} if check.id in on else {}
        teller.take([event], judging(), 1)
        told = [one for _, rep in log.reps for one in rep.mistakes]
        assert len(told) <= len(over)
    teller.ended("button", 99.0, 1.0)
    over += [(check, "minor", said) for check, said in on.items()]
    told = [(m.check, m.severity, m.said) for m in mistakes_of(log)]
    assert sorted(told) == sorted(over)


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
