"""A whole practice, from the first picture to the result, on ideal streams."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import pytest
from streams.camera import Camera, Frames, film
from streams.exercises import clean, needle, rep
from streams.limits import specs
from streams.performance import Performance
from streams.pictures import between, gone, shifted

from formcheck.coach.coach import Coach
from formcheck.live import phrases
from formcheck.live.flow import REST_S, Flow
from formcheck.live.snapshot import Goal, Kind, LiveResult, LiveSnapshot
from formcheck.signals.known import Known
from formcheck.specs.vocabulary import View

QUICK = {"hold_s": 1.0}


@dataclass(frozen=True, slots=True)
class Practised:
    """What the page was shown frame by frame, and the result."""

    shown: tuple[LiveSnapshot, ...]
    result: LiveResult

    def said(self, *kinds: Kind) -> list[str]:
        return [line.text for line in self.result.said if line.kind in kinds]

    @property
    def stages(self) -> list[str]:
        stages = [shown.stage for shown in self.shown]
        return [one for i, one in enumerate(stages) if i == 0 or stages[i - 1] != one]

    def at(self, time_s: float) -> LiveSnapshot:
        return min(self.shown, key=lambda shown: abs(shown.time_s - time_s))


LEAD_S = 2.0


def with_lead(frames: Frames) -> Frames:
    """The first picture stands for a while, as with somebody who waits to be told to begin."""
    first, fps = frames[0], 25
    lead = tuple(
        replace(first, time_s=first.time_s - LEAD_S + i / fps) for i in range(round(LEAD_S * fps))
    )
    return (*lead, *frames)


def practise(exercise: str, frames: Frames, dose: dict[str, float] | None = None,
             ranges: dict[View, Known] | None = None) -> Practised:  # fmt: skip
    flow, shown = Flow(specs()[exercise], dose, ranges), []
    for frame in with_lead(frames):
        flow.feed(frame)
        shown.append(flow.snapshot())
    return Practised(tuple(shown), flow.finish("button"))


@functools.cache
def clean_needle() -> Practised:
    frames = film(clean("thread_the_needle", reps=2))
    return practise("thread_the_needle", frames, QUICK)


def test_a_clean_set_counts_both_sides_and_ends_by_itself() -> None:
    practised = clean_needle()
    assert practised.stages == ["placing", "start", "still", "moving", "done"]
    assert practised.said("pause") == [phrases.CAMERA_RIGHT]
    assert practised.result.ended_by == "dose"
    last = practised.shown[-1].progress
    assert last.left == last.right == Goal(1, 1)
    assert practised.said("side") == [phrases.LEFT_NEXT]
    assert practised.said("end") == [phrases.ALL_DONE]
    assert practised.said("correction") == []
    assert practised.shown[-1].result == practised.result
    assert [line.id for line in practised.result.said] == list(
        range(1, len(practised.result.said) + 1)
    )


def test_the_result_is_what_the_coach_alone_would_say() -> None:
    frames = film(clean("cat_cow"))
    practised = practise("cat_cow", frames)
    coach = Coach(specs()["cat_cow"])
    placed_s = next(shown.time_s for shown in practised.shown if shown.stage == "start")
    for frame in with_lead(frames):
        if frame.time_s > placed_s:
            coach.feed(frame)
    coach.finish()
    alone, whole = coach.summary(), practised.result.whole
    assert (whole.reps, whole.mistakes, whole.cues) == (alone.reps, alone.mistakes, alone.cues)
    assert practised.result.ended_by == "button"


def test_counts_are_said_and_the_first_one_sets_the_range() -> None:
    practised = practise("cat_cow", film(clean("cat_cow")))
    assert practised.said("count") == ["One", "Two", "Three"]
    assert practised.said("rest")[0] == phrases.FIRST_ONE
    learnt = practised.result.learnt
    assert learnt is not None and learnt.view == "side"
    low, high = learnt.ranges["curve"]
    assert low == pytest.approx(-30, abs=6) and high == pytest.approx(35, abs=6)


def test_a_range_that_is_known_is_not_asked_for_again() -> None:
    known = Known({}, {"curve": (-28.0, 33.0)}, {})
    practised = practise("cat_cow", film(clean("cat_cow")), ranges={"side": known})
    assert practised.said("rest")[0] == phrases.BEGIN


def test_a_known_range_that_was_not_seen_anew_is_not_learnt_again() -> None:
    known = Known({}, {"curve": (-28.0, 33.0)}, {})
    frames = film(clean("cat_cow"))
    still = practise("cat_cow", frames[:30], ranges={"side": known})
    assert still.result.learnt is None
    moved = practise("cat_cow", frames, ranges={"side": known})
    assert moved.result.learnt is not None


@functools.cache
def long_hold() -> Practised:
    stays = Performance("thread_the_needle", "side", (needle(hold_s=32.0), needle("far")))
    return practise("thread_the_needle", film(stays), {"hold_s": 20.0})


def test_a_hold_is_counted_down_and_its_end_is_told() -> None:
    assert long_hold().said("time") == [
        phrases.HOLD, phrases.TEN_LEFT, "Three", "Two", "One", phrases.HOLD_DONE, phrases.HOLD,
    ]  # fmt: skip


def test_a_hold_that_was_too_short_is_told_once_a_set() -> None:
    moves = Performance("thread_the_needle", "side", (needle(), needle(), needle("far")))
    practised = practise("thread_the_needle", film(moves), {"hold_s": 20.0})
    assert practised.said("reminder").count(phrases.HOLD_LONGER) == 1


def test_breathing_is_paced_while_a_hold_runs() -> None:
    breaths = [shown.breath for shown in long_hold().shown if shown.breath is not None]
    assert {breath.way for breath in breaths} == {"in", "out"}
    assert long_hold().said("reminder").count("Breathe in... and out") == 1
    assert long_hold().shown[-1].breath is None


@functools.cache
def hips_back() -> Practised:
    moves = (needle(hold_s=14.0, hips=22.0), needle("far"))
    return practise(
        "thread_the_needle", film(Performance("thread_the_needle", "side", moves)), {"hold_s": 10.0}
    )


def test_a_mistake_is_said_once_shown_and_praised_when_it_clears() -> None:
    practised = hips_back()
    assert practised.said("correction") == ["Keep your hips over your knees"]
    assert practised.said("praise") == ["Hips steady, well done"]
    lines = [shown.headline for shown in practised.shown if shown.state.active]
    assert set(lines) == {"Keep your hips over your knees"}


def test_the_hold_clock_pauses_while_a_mistake_is_on() -> None:
    practised = hips_back()
    wrong = [s.progress.hold for s in practised.shown if s.state.active and s.progress.hold]
    assert wrong and not any(hold.running for hold in wrong[1:])
    assert wrong[-1].held_s == pytest.approx(wrong[1].held_s)
    held = practised.result.whole.holds[0]
    assert held.form_s < held.held_s - 5


def test_somebody_who_goes_away_is_told_once_and_goes_on() -> None:
    frames = film(clean("cat_cow"))
    away = between(frames, (6.5, 12.0), gone)
    practised = practise("cat_cow", away)
    assert practised.said("pause") == [phrases.CAMERA_RIGHT, phrases.PAUSED, phrases.SEEN_AGAIN]
    assert "away" in practised.stages
    assert practised.stages[-1] == "moving"
    assert practised.at(11.0).headline == phrases.PAUSED


def test_an_empty_room_is_told_and_nothing_is_counted() -> None:
    frames = tuple(gone(frame) for frame in film(clean("cat_cow")))
    practised = practise("cat_cow", frames)
    assert practised.stages == ["placing"]
    assert practised.said("instruction")[0].startswith("I cannot see anyone")
    assert practised.said("count", "correction") == []
    assert practised.result.whole.reps == ()
    assert practised.result.learnt is None


def test_sets_are_parted_by_a_rest_and_the_next_is_announced() -> None:
    frames = film(clean("cat_cow", reps=5))
    end_s = frames[-1].time_s
    second = shifted(frames, end_s + REST_S)
    still = tuple(shifted(frames[:1], end_s + tick / 10)[0] for tick in range(1, 299))
    practised = practise("cat_cow", (*frames, *still, *second), {"reps": 5, "sets": 2})
    assert practised.result.ended_by == "dose"
    assert len(practised.result.sets) == 2
    assert [r.index for r in practised.result.whole.reps] == list(range(1, 11))
    assert practised.said("rest") == [
        phrases.FIRST_ONE, phrases.REST, phrases.REST_ENDS, phrases.BEGIN,
    ]  # fmt: skip
    resting = practised.at(end_s + 15)
    assert resting.stage == "resting" and resting.rest_left_s is not None
    assert 5 < resting.rest_left_s < 25
    assert (resting.progress.set_number, resting.progress.sets) == (1, 2)
    assert phrases.TEN_LEFT in practised.said("time")


def test_the_button_ends_it_in_the_middle() -> None:
    frames = film(clean("cat_cow"))
    practised = practise("cat_cow", frames[: len(frames) // 2])
    assert practised.result.ended_by == "button"
    assert practised.said("end") == [phrases.ENDED]
    assert len(practised.result.whole.reps) >= 1


def test_after_the_end_nothing_changes() -> None:
    flow = Flow(specs()["cat_cow"])
    frames = film(clean("cat_cow"))
    flow.feed(frames[0])
    first = flow.finish("closed")
    for frame in frames[1:20]:
        flow.feed(frame)
    assert flow.finish("button") is first
    assert first.ended_by == "closed"


def test_a_slow_computer_is_told() -> None:
    frames = film(Performance("cat_cow", "side", (rep("cat_cow"),) * 3), Camera(fps=5.0))
    practised = practise("cat_cow", frames)
    assert practised.said("fault") == [phrases.SLOW]
    assert practised.shown[-1].slow


def test_every_line_is_short() -> None:
    for practised in (clean_needle(), long_hold(), hips_back()):
        for line in practised.result.said:
            assert len(line.text.split()) <= 10, line.text
