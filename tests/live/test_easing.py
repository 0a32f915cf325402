"""Two serious mistakes told within twenty seconds pause the set; nothing that was done is lost."""

from __future__ import annotations

import functools

from hypothesis import given
from hypothesis import strategies as st
from led_kit import Doing
from log_kit import Remembering
from streams.camera import Frames, film
from streams.exercises import clean, needle
from streams.limits import specs
from streams.performance import Performance

from formcheck.coach.events import CueSpoken, Severity
from formcheck.coach.state import ActiveMistake
from formcheck.live import phrases
from formcheck.live.easing import PAUSE_S, WITHIN_S, Easing, unsaid
from formcheck.live.flow import Flow

HIPS = "Keep your hips over your knees"
CUE = CueSpoken(0.0, HIPS, "correction")
NEEDLE = "thread_the_needle"


def on(severity: Severity = "major", text: str = HIPS) -> ActiveMistake:
    return ActiveMistake(text, "wrong", text, 20.0, 12.0, "deg", severity, False)


def test_twice_in_twenty_seconds_pauses_once() -> None:
    easing = Easing()
    assert not easing.update(0.0, [CUE], [on()])
    assert not easing.update(1.0, [], [])
    assert easing.update(WITHIN_S, [CUE], [on()])
    assert not easing.update(WITHIN_S + 0.1, [], [on()])
    assert (easing.pauses, easing.enough) == (1, False)


def test_later_than_that_does_not() -> None:
    easing = Easing()
    easing.update(0.0, [CUE], [on()])
    easing.update(1.0, [], [])
    assert not easing.update(WITHIN_S + 0.1, [CUE], [on()])


def test_one_long_mistake_is_one() -> None:
    easing = Easing()
    easing.update(0.0, [CUE], [on()])
    assert not any(easing.update(at / 10, [], [on()]) for at in range(1, 150))


def test_what_was_not_told_or_is_not_serious_does_not_count() -> None:
    easing = Easing()
    for at in range(10):
        assert not easing.update(float(at), [], [on()] if at % 2 else [])
    for at in range(10, 20):
        assert not easing.update(float(at), [CUE], [on("minor")])
        assert not easing.update(at + 0.5, [], [])


def test_a_mistake_that_becomes_serious_after_it_was_told_counts() -> None:
    easing = Easing()
    for start_s in (0.0, 10.0):
        assert not easing.update(start_s, [CUE], [on("minor")])
        paused = easing.update(start_s + 1, [], [on("major")])
        assert not easing.update(start_s + 2, [], [])
    assert paused


def test_from_the_second_pause_on_it_is_enough() -> None:
    easing = Easing()
    for at in range(4):
        easing.update(2.0 * at, [CUE], [on()])
        easing.update(2.0 * at + 1, [], [])
    assert (easing.pauses, easing.enough) == (2, True)


@given(st.lists(st.tuples(st.floats(0.1, 30), st.sampled_from(["minor", "major", "stop"])),
                max_size=30))  # fmt: skip
def test_there_are_never_more_pauses_than_pairs_of_serious_mistakes(
    told: list[tuple[float, Severity]],
) -> None:
    easing, now = Easing(), 0.0
    for wait_s, severity in told:
        now += wait_s
        easing.update(now, [CUE], [on(severity)])
        easing.update(now + 0.05, [], [])
    assert easing.pauses <= sum(severity != "minor" for _, severity in told) // 2


def test_reminders_that_were_said_once_stay_said() -> None:
    spec = specs()["thread_the_needle"]
    said = [one.say for one in spec.reminders if one.how == "spoken_once" and one.say]
    assert said and unsaid(spec, ["something else"]) is spec
    left = unsaid(spec, said).reminders
    assert left == tuple(one for one in spec.reminders if one.how != "spoken_once")


# -- in a practice ---------------------------------------------------------------------------------


def far_back(reps: int = 2) -> Frames:
    """The hips go far back in each repetition."""
    limit = 25.0
    sides = ("near", "far")
    moves = tuple(needle(sides[i % 2], hips=limit, hold_s=3.6) for i in range(reps))
    return film(Performance(NEEDLE, "side", moves))


@functools.cache
def eased() -> tuple[Doing, Remembering]:
    log = Remembering()
    doing = Doing(Flow(specs()[NEEDLE], {"hold_s": 1.0, "reps_per_side": 3.0}, log=log))
    for frames in (far_back(), film(clean(NEEDLE, reps=3))):
        doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
        for frame in frames:
            doing.feed(frame)
    return doing, log


def test_the_set_pauses_and_goes_on_at_the_start_pose() -> None:
    doing, _ = eased()
    stages = [stage.split()[1] for stage in doing.stages]
    assert stages[:5] == ["placing", "start", "still", "moving", "eased"]
    assert stages[-2:] == ["still", "moving"]
    assert doing.said("correction", "pause") == [phrases.CAMERA_RIGHT, HIPS, HIPS,
                                                 phrases.PAUSE_EASIER]  # fmt: skip
    paused = next(shown for shown in doing.shown if shown.stage == "eased")
    assert (paused.headline, paused.detail) == (
        phrases.PAUSE_EASIER, specs()[NEEDLE].safety.easier,
    )  # fmt: skip
    on_again = next(s for s in doing.shown if s.stage == "still" and s.time_s > paused.time_s)
    assert on_again.time_s - paused.time_s >= PAUSE_S


def test_after_the_pause_no_reminder_is_said_again() -> None:
    doing, _ = eased()
    once = {one.say for one in specs()[NEEDLE].reminders if one.how == "spoken_once"}
    reminded = [line for line in doing.said("reminder") if line in once]
    assert reminded and len(reminded) == len(set(reminded))
    cues = [cue.text for cue in doing.flow.finish("button").whole.cues if cue.text in once]
    assert sorted(cues) == sorted(reminded)


def test_counts_stay_over_the_pause() -> None:
    doing, log = eased()
    done = [s.progress.reps.done for s in doing.shown]
    assert done == sorted(done) and done[-1] == 5
    result = doing.flow.finish("button")
    (one,) = result.sets
    assert [rep.index for rep in one.reps] == [1, 2, 3, 4, 5]
    assert [rep.rep for _, rep in log.reps] == list(one.reps)
    assert {span.severity for span in one.mistakes} == {"major"} and len(one.mistakes) == 2
    assert one.notes == () and result.whole.reps == one.reps


def test_the_repetition_under_way_still_counts_if_it_comes_to_its_end() -> None:
    doing, _ = eased()
    pause_s = next(shown.time_s for shown in doing.shown if shown.stage == "eased")
    result = doing.flow.finish("button")
    second = result.whole.reps[1]
    assert second.start_s < pause_s < second.end_s < pause_s + PAUSE_S
    assert second.verdict == "mistake"
    counts = [line.time_s for line in result.said if line.kind == "count"]
    assert not [time_s for time_s in counts if pause_s <= time_s <= pause_s + PAUSE_S]


def test_a_set_that_the_pause_completes_is_done() -> None:
    doing = Doing(Flow(specs()[NEEDLE], {"hold_s": 1.0, "reps_per_side": 1.0}))
    frames = far_back()
    doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
    for frame in frames:
        doing.feed(frame)
    stages = [stage.split()[1] for stage in doing.stages]
    assert stages[-2:] == ["eased", "done"]
    result = doing.flow.finish("button")
    assert result.ended_by == "dose" and len(result.whole.reps) == 2


def test_whoever_stops_at_the_pause_keeps_what_was_done() -> None:
    frames = far_back()
    doing = Doing(Flow(specs()[NEEDLE], {"hold_s": 1.0, "reps_per_side": 3.0}))
    doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
    for frame in frames:
        if doing.feed(frame).stage == "eased":
            break
    for _ in range(200):  # on and on in the start pose's place, but away from it
        doing.feed(frames[len(frames) // 4])
    result = doing.flow.finish("button")
    assert len(result.whole.reps) == 1 and result.whole.notes == ()
    assert not [gap for gap in result.whole.not_judged if "start pose" in gap.reason]


def test_paused_twice_something_else_is_suggested() -> None:
    doing = Doing(Flow(specs()[NEEDLE], {"hold_s": 1.0, "reps_per_side": 5.0}))
    for _ in range(2):
        frames = far_back(3)
        doing.until(lambda now: now.stage == "moving", frames[0], 30.0)
        for frame in frames:
            if doing.feed(frame).stage == "eased":
                break
    for _ in range(60):
        doing.feed(frames[0])
    assert doing.said("pause")[-1] == phrases.PAUSE_ENOUGH
    told = next(shown for shown in doing.shown if shown.headline == phrases.PAUSE_ENOUGH)
    assert told.detail.startswith(specs()[NEEDLE].safety.easier)
    assert told.detail.endswith("Or leave it for today: hold both hands up for two seconds.")
