"""The coach from frame to frame: what the screen shows, people who leave and come back, the end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from judging import judged, live
from streams.camera import Frames, film
from streams.cases import CASES, Case
from streams.exercises import clean, rep
from streams.limits import specs
from streams.performance import Performance
from streams.pictures import far_away, gone, moved, shifted

from formcheck.coach.coach import Coach
from formcheck.coach.dose import DoseError
from formcheck.coach.events import (
    HoldCompleted,
    MistakeCleared,
    MistakeRaised,
    PhaseChanged,
    RepCompleted,
    Started,
)
from formcheck.coach.judge import judge_frames, recorded_coach, replay
from formcheck.coach.state import CoachState
from formcheck.coach.summary import SetSummary
from formcheck.specs.schema import ExerciseSpec

NEEDLE = specs()["thread_the_needle"]


def states(frames: Frames, coach: Coach) -> dict[float, CoachState]:
    """What the screen shows after each frame."""
    shown = {}
    for frame in frames:
        coach.feed(frame)
        shown[frame.time_s] = coach.state()
    return shown


def at(shown: dict[float, CoachState], time_s: float) -> CoachState:
    return shown[min(shown, key=lambda t: abs(t - time_s))]


def case_of(check: str) -> Case:
    return next(case for case in CASES if case.check == check and case.part == 0)


# -- what the screen shows --------------------------------------------------------------------


def test_before_the_set_the_screen_asks_for_the_start_pose_and_then_for_stillness() -> None:
    performance = clean("thread_the_needle", reps=1)
    shown = states(film(performance), Coach(NEEDLE))
    first = at(shown, 0.0)
    assert (first.stage, first.phase, first.reps) == ("neutral", "", 0)
    assert first.instruction == "Hold still for a moment"
    nobody = Coach(NEEDLE)
    nobody.feed(gone(film(performance)[0]))
    assert nobody.state().stage == "lost"
    assert nobody.state().instruction == "I cannot see anyone. Step into the picture"


def test_during_the_set_the_screen_shows_phase_count_side_and_hold() -> None:
    performance = clean("thread_the_needle", reps=2)
    shown = states(film(performance), Coach(NEEDLE, {"hold_s": 5, "reps_per_side": 1}))
    begin, end = performance.spans[0]
    resting, holding, done = at(shown, begin - 0.1), at(shown, begin + 3.5), at(shown, end + 0.5)
    assert (resting.stage, resting.phase) == ("judging", NEEDLE.start_phase.id)
    assert resting.hold_s is None and resting.rep_target == 2
    assert holding.phase == next(phase.id for phase in NEEDLE.phases if phase.hold)
    assert holding.side == "right" and holding.hold_target_s == 5
    assert holding.hold_s == pytest.approx(1.7, abs=0.4)
    assert holding.range_fraction == pytest.approx(1.0, abs=0.05)
    assert (done.reps, done.clean_reps, done.hold_s) == (1, 1, None)
    assert resting.range_fraction == pytest.approx(0.0, abs=0.05)


def test_a_mistake_is_on_the_screen_while_it_is_made() -> None:
    case = case_of("hips_over_knees")
    performance = case.mistaken()
    shown = states(film(performance), Coach(NEEDLE))
    begin, end = performance.spans[case.chosen]
    (active,) = at(shown, begin + 3.0).active
    assert (active.check, active.severity, active.unit) == (case.check, "minor", "deg")
    assert active.value > active.threshold == case.limit
    assert active.text == case.rule.say and not active.about_back
    assert at(shown, end + 0.5).active == ()
    assert at(shown, end + 0.5).clean_reps == at(shown, end + 0.5).reps - 1


def later(spec: ExerciseSpec, check: str) -> ExerciseSpec:
    """The exercise with one check for after the set only."""
    checks = [
        each.model_copy(update={"live": each.id != check and each.live}) for each in spec.checks
    ]
    return spec.model_copy(update={"checks": tuple(checks)})


def test_a_check_for_after_the_set_is_not_on_the_screen() -> None:
    case = case_of("hips_over_knees")
    coach = Coach(later(case.spec, case.check))
    shown = states(film(case.mistaken()), coach)
    assert all(state.active == () for state in shown.values())
    assert [m.check for m in coach.summary().mistakes] == [case.check]


def test_the_back_is_marked_where_the_exercise_uses_it() -> None:
    cat = states(film(clean("cat_cow", reps=1))[:60], Coach(specs()["cat_cow"]))
    assert {state.back_row for state in cat.values()} == {0}
    assert all(state.back_seen for state in cat.values())
    needle = states(film(clean("thread_the_needle", reps=1))[:60], Coach(NEEDLE))
    assert {state.back_row for state in needle.values()} == {None}
    arch = case_of("arch_in_range")
    shown = states(film(arch.mistaken()), Coach(arch.spec))
    assert any(active.about_back for state in shown.values() for active in state.active)


def test_a_wrong_dose_is_refused_at_once() -> None:
    with pytest.raises(DoseError):
        Coach(NEEDLE, {"hold_s": 500})


# -- events -----------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_events_come_in_order_and_fit_together(exercise: str) -> None:
    events, summary = live(film(clean(exercise)), exercise)
    assert isinstance(events[0], Started) and events[0].view == "side"
    phases = [event for event in events if isinstance(event, PhaseChanged)]
    assert [p.time_s for p in phases] == sorted(p.time_s for p in phases)
    ways = {(p.id, e.to) for p in specs()[exercise].phases for e in p.leave}
    visited = [specs()[exercise].start_phase.id, *(p.phase for p in phases)]
    assert set(pairwise(visited)) <= ways
    reps = [event for event in events if isinstance(event, RepCompleted)]
    assert tuple(reps) == summary.reps
    for before, after in pairwise(reps):
        assert before.start_s < before.end_s <= after.start_s


def test_every_raised_mistake_is_cleared() -> None:
    case = case_of("back_on_wall")
    frames = film(case.mistaken())
    middle = case.mistaken().spans[case.chosen][0] + 3.0
    events, summary = live(tuple(f for f in frames if f.time_s < middle), case.exercise)
    raised = [e for e in events if isinstance(e, MistakeRaised)]
    cleared = [e for e in events if isinstance(e, MistakeCleared)]
    assert len(raised) == len(cleared) == 1
    assert summary.mistakes[0].end_s == pytest.approx(middle, abs=0.1)


def test_the_end_may_be_announced_twice() -> None:
    coach = Coach(NEEDLE)
    performance = clean("thread_the_needle", reps=1)
    in_the_hold = performance.spans[0][0] + 3.5
    for frame in film(performance):
        if frame.time_s < in_the_hold:
            coach.feed(frame)
    first = coach.finish()
    assert [type(event) for event in first] == [HoldCompleted]
    assert coach.finish() == []
    assert len(coach.summary().holds) == 1


def test_replaying_gives_events_and_state_of_every_frame() -> None:
    frames = film(clean("thread_the_needle", reps=1))
    seen = list(replay(recorded_coach(frames, NEEDLE), frames))
    assert len(seen) == len(frames)
    assert seen[-1][1].reps == 1
    assert sum(isinstance(e, RepCompleted) for events, _ in seen for e in events) == 1


def test_no_frames_are_a_set_of_nothing() -> None:
    summary = judge_frames((), NEEDLE)
    assert summary.reps == () and summary.judged_share == 0.0
    assert Coach(NEEDLE).finish() == []


# -- leaving and coming back ------------------------------------------------------------------


def joined(*parts: Frames) -> Frames:
    """One stream after the other, 0.1 s apart."""
    whole: list = []
    for part in parts:
        start = whole[-1].time_s + 0.1 - part[0].time_s if whole else 0.0
        whole += shifted(part, start)
    return tuple(whole)


def standing(seconds: float) -> Frames:
    """The person stands up where they knelt."""
    pose = film(Performance("wall_angels", "front", (), lead_s=seconds))
    return tuple(replace(frame, outline=None) for frame in pose)


def count(summary: SetSummary) -> int:
    assert summary.mistakes == ()
    return len(summary.reps)


@pytest.mark.parametrize("exercise", ["cat_cow", "thread_the_needle"])
def test_standing_up_and_coming_back_goes_on_with_the_set(exercise: str) -> None:
    two = film(clean(exercise, reps=2))
    frames = joined(two, standing(3.0), two)
    _, summary = live(frames, exercise)
    assert count(summary) == 4
    assert [r.index for r in summary.reps] == [1, 2, 3, 4]
    assert count(judge_frames(frames, specs()[exercise])) == 4


@pytest.mark.parametrize("exercise", ["cat_cow", "thread_the_needle"])
def test_how_they_got_into_the_start_pose_is_not_judged(exercise: str) -> None:
    """Kneeling down is quick; it must not pass for a hasty first repetition."""
    frames = joined(standing(1.5), film(clean(exercise, reps=2)))
    assert count(live(frames, exercise)[1]) == 2
    assert count(judge_frames(frames, specs()[exercise])) == 2


def test_kneeling_down_elsewhere_takes_a_new_start_pose_but_keeps_the_range() -> None:
    two = film(clean("thread_the_needle", reps=2))
    elsewhere = moved(far_away(two, 1.1), -60.0, -30.0)
    _, summary = live(joined(two, standing(3.0), elsewhere), "thread_the_needle")
    assert count(summary) == 4
    assert summary.calibration.start_s > two[-1].time_s
    assert summary.calibration.ranges["drop"] == pytest.approx((0.0, 0.8), abs=0.03)


def test_someone_who_walks_past_is_not_judged() -> None:
    performance = clean("thread_the_needle", reps=2)
    begin, end = performance.spans[0]

    def passer_by(frames: Frames) -> Frames:
        past = moved(far_away(frames, 1.9), -300.0, -200.0)
        inside = (begin + 3.0, begin + 4.0)
        return tuple(
            other if inside[0] < frame.time_s < inside[1] else frame
            for frame, other in zip(frames, past, strict=True)
        )

    events, summary = live(passer_by(film(performance)), "thread_the_needle")
    assert count(summary) == 2
    assert not [e for e in events if isinstance(e, MistakeRaised)]
    assert end > begin


def test_a_movement_given_up_is_no_repetition() -> None:
    reps = (rep("thread_the_needle"), rep("thread_the_needle", 1, drop=0.12))
    _, summary = live(film(Performance("thread_the_needle", "side", reps)), "thread_the_needle")
    assert count(summary) == 1


def test_shoulder_blades_alone_are_no_cat_cow() -> None:
    """Only the upper part of the outline bends: the whole back does less than its upper part."""
    performance = clean("cat_cow", reps=2)

    def blades(frames: Frames) -> Frames:
        changed = []
        for frame in frames:
            assert frame.outline is not None
            distances = frame.outline.distance_px.copy()
            turned = 200 - distances[:, ::-1]  # the lower part bends the other way
            mixed = distances.copy()
            mixed[:, :16] = (distances + turned)[:, :16] / 2
            changed.append(replace(frame, outline=replace(frame.outline, distance_px=mixed)))
        return tuple(changed)

    _, summary = live(blades(film(performance)), "cat_cow")
    assert count(summary) == 0


# -- what the summary says --------------------------------------------------------------------


def test_other_people_in_view_are_mentioned() -> None:
    frames = tuple(
        replace(frame, quality=replace(frame.quality, people=2))
        for frame in film(clean("thread_the_needle", reps=1))
    )
    said = "Other people were in view; one person was followed."
    assert said in judge_frames(frames, NEEDLE).notes
    once = tuple(
        replace(frame, quality=replace(frame.quality, people=1 + (2.0 < frame.time_s < 3.0)))
        for frame in frames
    )
    assert said not in judge_frames(once, NEEDLE).notes
    assert (
        f"{said} If that was not you, film yourself alone."
        in judge_frames(frames[:30], NEEDLE).notes
    )


@pytest.mark.parametrize("back_s", [None, 4.0])
def test_the_neighbour_is_not_judged_when_the_tracker_takes_them(back_s: float | None) -> None:
    """Two people side by side in a recording; the other one hurries and shifts the hips."""
    mine = film(clean("thread_the_needle", reps=2))
    hasty = rep("thread_the_needle", out_s=0.4, back_s=0.4, hips=25.0)
    other = Performance("thread_the_needle", "side", (hasty,) * 4)
    theirs = shifted(moved(film(other), 400.0, 0.0), mine[-1].time_s + 0.1)
    again = shifted(mine, theirs[-1].time_s + back_s) if back_s else ()
    frames = tuple(
        replace(frame, quality=replace(frame.quality, people=2))
        for frame in (*mine, *theirs, *again)
    )
    summary = judge_frames(frames, NEEDLE)
    assert len(summary.reps) == (4 if back_s else 2) and summary.mistakes == ()


def test_the_summary_has_every_signal_at_every_frame() -> None:
    performance = clean("seated_thoracic_extension", reps=1)
    frames = film(performance)
    table = judged(performance).signals
    assert table.time_s.tolist() == [frame.time_s for frame in frames]
    assert set(table.values) == set(specs()["seated_thoracic_extension"].signals)
    assert {len(values) for values in table.values.values()} == {len(frames)}
    assert set(table.phase) <= {"", *(p.id for p in specs()["seated_thoracic_extension"].phases)}


def test_a_mistake_span_tells_value_limit_and_source() -> None:
    case = case_of("hips_over_knees")
    (span,) = judged(case.mistaken()).mistakes
    assert span.value == pytest.approx(case.past * case.limit, rel=0.05)
    assert span.threshold == case.limit and span.unit == "deg" and span.cue == case.rule.say
    begin, end = case.mistaken().spans[case.chosen]
    assert begin < span.start_s < span.worst_s < span.end_s < end
    mistake = case.spec.mistake(case.rule.mistake)
    assert mistake.text in span.source
    assert case.spec.sources[mistake.source].publisher in span.source
