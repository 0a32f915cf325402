"""A whole routine on ideal streams: what comes when, what is said, and that nothing is lost."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import replace

import pytest
from led_kit import MARCH, REPS, THREE, WARM, Doing, coached
from log_kit import Failing, Remembering
from streams.camera import film
from streams.exercises import clean
from streams.limits import specs

from formcheck.coach.coach import Coach
from formcheck.coach.dose import DoseError
from formcheck.live import phrases
from formcheck.live.routine_flow import BETWEEN_S, CAMERA_S, RoutineFlow
from formcheck.live.snapshot import EndedBy, RoutineResult
from formcheck.routines.errors import RoutineError
from formcheck.routines.routine import Plan, Step


def start(
    plan: Plan = THREE,
    log: Remembering | Failing | None = None,
    explain: Collection[str] | None = (),
) -> Doing:
    return Doing(RoutineFlow(plan, specs(), log=log, explain=explain))


@functools.cache
def done() -> tuple[Doing, Remembering]:
    log = Remembering()
    doing = start(log=log)
    for exercise in REPS:
        if exercise != "wall_angels":
            doing.perform(exercise)
    return doing, log


def result_of(doing: Doing) -> RoutineResult:
    result = doing.flow.finish("button")
    assert isinstance(result, RoutineResult)
    return result


def test_three_exercises_run_from_the_first_to_the_last() -> None:
    doing, _ = done()
    result = result_of(doing)
    assert (result.ended_by, result.routine, result.warm_up) == ("dose", "core_three", "none")
    assert [step for step, _ in result.steps] == list(THREE.steps)
    counted = [(one.exercise, len(one.whole.reps), one.ended_by) for one in result.exercises]
    assert counted == [
        ("cat_cow", 5, "dose"), ("thread_the_needle", 2, "dose"),
        ("seated_thoracic_extension", 2, "dose"),
    ]  # fmt: skip
    one = ["placing", "start", "still", "moving"]
    wanted = [f"{at} {stage}" for at in range(3) for stage in ("between", *one)]
    assert doing.stages == [*wanted[1:], "2 done"]
    assert doing.shown[-1].result is result


def test_what_comes_next_and_the_camera_are_told() -> None:
    doing, _ = done()
    told = [line for line in doing.said("rest", "end") if line not in (phrases.FIRST_ONE,
            phrases.BEGIN)]  # fmt: skip
    assert told == [
        "Next: Cat-cow", phrases.WELL_DONE, "Next: Thread the needle", phrases.CAMERA_STAYS,
        phrases.WELL_DONE, "Next: Seated thoracic extension",
        "Move the camera: it must see your side", "Put it at table height", "You need: chair",
        phrases.ALL_DONE,
    ]  # fmt: skip
    assert [line.id for line in result_of(doing).said] == list(
        range(1, len(result_of(doing).said) + 1)
    )


def test_between_exercises_there_is_time_and_more_where_the_camera_moves() -> None:
    doing = start()
    doing.stand(0.5)
    doing.flow.skip()
    doing.stand(BETWEEN_S + 6.0)
    doing.flow.skip()
    doing.stand(CAMERA_S + 1.0)
    between = [shown for shown in doing.shown if shown.stage == "between"]
    second, third = (
        [s for s in between if s.routine is not None and s.routine.step == at] for at in (1, 2)
    )
    assert BETWEEN_S <= second[-1].time_s - second[0].time_s <= BETWEEN_S + 5.0
    assert third[-1].time_s - third[0].time_s == pytest.approx(CAMERA_S, abs=0.3)
    now = second[0].routine
    assert now is not None and BETWEEN_S <= now.left_s <= BETWEEN_S + 5.0
    assert (now.number, now.of, now.title) == (2, 3, "Thread the needle")
    assert (now.following, now.camera_moves) == ("Seated thoracic extension", False)
    assert (second[0].exercise, second[0].headline) == (
        "thread_the_needle", "Next: Thread the needle",
    )  # fmt: skip
    assert third[0].detail == (
        "Move the camera: it must see your side. Put it at table height. You need: chair"
    )


@pytest.mark.parametrize("at", range(3))
def test_each_exercise_is_judged_as_it_would_be_alone(at: int) -> None:
    doing, _ = done()
    one = result_of(doing).exercises[at]
    coach, judging = Coach(specs()[one.exercise], one.dose), False
    for frame, shown in zip(doing.fed, doing.shown, strict=True):
        in_it = shown.routine is not None and shown.routine.step == at
        if judging and coach.summary().reps and len(coach.summary().reps) == REPS[one.exercise]:
            break
        if judging:
            coach.feed(frame)
        judging = judging or (in_it and shown.stage == "start")
    coach.finish()
    alone = coach.summary()
    assert (one.whole.reps, one.whole.mistakes, one.whole.cues) == (
        alone.reps, alone.mistakes, alone.cues,
    )  # fmt: skip


def test_the_log_hears_of_each_exercise_as_it_is_done() -> None:
    doing, log = done()
    assert [(one.position, one.exercise) for one in log.begun] == [
        (0, "cat_cow"), (1, "thread_the_needle"), (2, "seated_thoracic_extension"),
    ]  # fmt: skip
    assert [(one.position, one.ended_by, one.view) for one in log.over] == [
        (at, "dose", "side") for at in range(3)
    ]
    told = [(position, rep.rep) for position, rep in log.reps]
    assert told == [
        (at, rep) for at, one in enumerate(result_of(doing).exercises) for rep in one.whole.reps
    ]


def test_the_warm_up_is_timed_and_told_at_start_half_and_end() -> None:
    log = Remembering()
    doing = start(WARM, log)
    doing.stand(MARCH.seconds + 0.3)
    warming = [shown for shown in doing.shown if shown.stage == "warming"]
    assert {(shown.exercise, shown.headline) for shown in warming} == {(None, MARCH.title)}
    assert warming[-1].routine is not None and warming[-1].routine.left_s is not None
    assert warming[-1].routine.left_s < 0.5
    assert doing.said()[:8] == [
        phrases.WARM_UP, "One minute", phrases.HANDS_SKIP, phrases.HALF, phrases.TEN_LEFT, "Three",
        "Two", "One",
    ]  # fmt: skip
    times = {line.text: line.time_s for line in doing.flow._voice.said}
    assert times["One minute"] < 4.0 and times[phrases.HANDS_SKIP] == pytest.approx(20.0, abs=0.3)
    doing.perform("cat_cow")
    assert log.told[-1] == "warmed up"
    doing.perform("thread_the_needle")
    assert result_of(doing).warm_up == "done"
    assert result_of(doing).steps[0] == (MARCH, None)


def test_hands_up_skip_the_timer_and_that_is_kept() -> None:
    log = Remembering()
    doing = start(Plan("Short", (MARCH, coached("cat_cow"))), log)
    doing.stand(2.0)
    doing.stand(2.2, hands_up=True)
    assert doing.shown[-1].stage == "between"
    assert log.told == ["skipped"]
    doing.stand(3.0)
    assert phrases.WARM_UP_SKIPPED in doing.said()
    assert result_of(doing).warm_up == "skipped"


def test_hands_up_skip_an_exercise_but_do_not_end_the_practice_until_they_were_down() -> None:
    log = Remembering()
    doing = start(log=log)
    frames = film(clean("cat_cow", reps=5))
    doing.until(lambda now: now.stage == "moving", frames[0], 20.0)
    for frame in frames[: len(frames) // 2]:
        doing.feed(frame)
    doing.stand(8.0, hands_up=True)
    assert doing.shown[-1].stage == "between" and doing.shown[-1].exercise == "thread_the_needle"
    doing.stand(2.0)
    told = doing.said("rest", "reminder")
    assert phrases.SKIPPED in told and phrases.HANDS_END in told
    doing.stand(4.4, hands_up=True)
    result = result_of(doing)
    assert result.ended_by == "hands"
    assert doing.said()[-2:] == [phrases.HANDS_KEEP, phrases.ENDED]
    first, second, third = (one for _, one in result.steps)
    assert first is not None and first.ended_by == "hands" and len(first.whole.reps) >= 1
    assert (second, third) == (None, None)
    assert [one.position for one in log.over] == [0]


def test_hands_up_between_exercises_skip_the_one_that_is_announced_and_end_nothing() -> None:
    doing = start()
    doing.stand(0.5)
    doing.flow.skip()
    doing.stand(1.5)
    doing.stand(6.0, hands_up=True)
    assert doing.flow.snapshot().exercise == "seated_thoracic_extension"
    doing.stand(2.5)
    assert doing.flow.ended_by is None
    assert phrases.HANDS_END in doing.said() and phrases.HANDS_KEEP not in doing.said()


def test_hands_up_again_ask_before_they_end_and_go_on_if_they_are_lowered() -> None:
    doing = start()
    doing.stand(1.0)
    doing.stand(2.5, hands_up=True)
    doing.stand(1.0)
    doing.stand(2.4, hands_up=True)
    assert doing.said()[-1] == phrases.HANDS_KEEP and doing.flow.ended_by is None
    doing.stand(3.5)
    assert doing.flow.ended_by is None
    assert doing.flow.snapshot().exercise == "seated_thoracic_extension"
    assert doing.said().count(phrases.SKIPPED) == 2


def test_the_page_skips_timer_announcement_and_exercise() -> None:
    doing = start(Plan("Warm", (*WARM.steps, coached("seated_thoracic_extension"))))
    doing.flow.skip()  # nothing has begun
    doing.stand(1.0)
    doing.flow.skip()
    assert doing.flow.snapshot().stage == "between"
    doing.flow.skip()
    now = doing.flow.snapshot()
    assert (now.stage, now.exercise) == ("between", "thread_the_needle")
    doing.stand(BETWEEN_S + 6.0)
    assert doing.flow.snapshot().stage == "placing"
    doing.flow.skip()
    doing.perform("seated_thoracic_extension")
    result = result_of(doing)
    assert result.ended_by == "dose" and result.warm_up == "skipped"
    done = [one and one.exercise for _, one in result.steps]
    assert done == [None, None, None, "seated_thoracic_extension"]


@pytest.mark.parametrize("by", ["button", "hands"])
def test_whoever_skips_everything_is_not_praised_for_it(by: EndedBy) -> None:
    doing = start()
    for _ in THREE.steps:
        doing.stand(1.0)
        if by == "button":
            doing.flow.skip()
            continue
        for _ in range(90):
            if doing.flow.snapshot().stage == "between":
                doing.stand(1.0)
        doing.stand(3.0, hands_up=True)
    result = result_of(doing)
    assert (result.ended_by, result.exercises) == (by, ())
    assert doing.said()[-1] == phrases.ENDED
    assert not {phrases.WELL_DONE, phrases.ALL_DONE} & set(doing.said())


def test_one_repetition_and_then_only_skipping_is_an_end_of_its_own() -> None:
    doing = start()
    doing.perform("cat_cow")
    for _ in range(4):
        doing.flow.skip()
    assert result_of(doing).ended_by == "dose" and doing.said()[-1] == phrases.ALL_DONE


def test_a_timer_that_ran_out_at_the_end_is_something_done() -> None:
    doing = start(Plan("Rest", (coached("cat_cow"), Step("timer", "Lie still", 3.0))))
    doing.stand(1.0)
    doing.flow.skip()
    doing.stand(4.0)
    assert result_of(doing).ended_by == "dose"


@pytest.mark.parametrize(("seconds", "how"), [(0.9, "skipped"), (2.2, "done"), (20.0, "done")])
def test_a_warm_up_whose_time_ran_out_is_done_whatever_follows(seconds: float, how: str) -> None:
    log = Remembering()
    march = replace(MARCH, seconds=2.0)
    doing = start(Plan("Warm", (march, coached("cat_cow", warm_up=True), *THREE.steps[1:])), log)
    doing.stand(seconds)
    result = doing.flow.finish("button")
    assert isinstance(result, RoutineResult)
    assert (result.warm_up, log.told) == (how, ["skipped" if how == "skipped" else "warmed up"])


def test_a_drill_that_is_skipped_leaves_the_warm_up_done_if_there_was_a_timer() -> None:
    for steps, how in (
        ((replace(MARCH, seconds=2.0), coached("cat_cow", warm_up=True)), "done"),
        ((coached("cat_cow", warm_up=True),), "skipped"),
    ):
        doing = start(Plan("Warm", (*steps, coached("thread_the_needle"))))
        doing.stand(2.3)
        while doing.flow.snapshot().exercise == "cat_cow":
            doing.flow.skip()
        assert result_of(doing).warm_up == how


def test_before_the_first_picture_the_log_hears_of_no_warm_up() -> None:
    log = Remembering()
    assert RoutineFlow(WARM, specs(), log=log).finish("closed").warm_up == "skipped"
    assert log.told == []


STAGES = ("warming", "between", "placing", "start", "still", "moving", "resting")


@pytest.mark.parametrize("by", ["button", "closed"])
@pytest.mark.parametrize("stage", STAGES)
def test_it_can_be_stopped_at_every_stage(stage: str, by: EndedBy) -> None:
    twice = replace(coached("cat_cow"), dose={"reps": 5.0, "sets": 2.0})
    doing = start(Plan("Two", (replace(MARCH, seconds=5.0), twice, coached("thread_the_needle"))))
    frames = film(clean("cat_cow", reps=5))
    for frame in (*frames[:1] * 430, *frames):
        if doing.feed(frame).stage == stage:
            break
    assert doing.shown[-1].stage == stage
    result = doing.flow.finish(by)
    assert (result.ended_by, doing.flow.finish("hands")) == (by, result)
    assert doing.flow.snapshot().stage == "done" and doing.flow.snapshot().result is result
    assert len(result.steps) == 3 and result.said[-1].text == phrases.ENDED
    reps = [len(one.whole.reps) for one in result.exercises]
    assert reps == ({"resting": [5], "moving": [0]}.get(stage, []))
    doing.stand(1.0)
    assert doing.flow.finish("hands") is result


def test_before_the_first_picture_it_can_be_shown_and_stopped() -> None:
    flow = RoutineFlow(THREE, specs())
    assert flow.snapshot().routine is not None and flow.spec.id == "cat_cow"
    result = flow.finish("closed")
    assert result.exercises == () and result.ended_by == "closed"


def test_one_exercise_alone_is_not_announced() -> None:
    doing = start(Plan("Cat-cow", (coached("cat_cow"),)))
    doing.perform("cat_cow")
    assert "Next: Cat-cow" not in doing.said()
    assert result_of(doing).ended_by == "dose"


def test_what_was_learnt_of_an_exercise_is_known_when_it_comes_again() -> None:
    doing = start(Plan("Twice", (coached("cat_cow"), coached("cat_cow"))))
    doing.perform("cat_cow")
    doing.perform("cat_cow")
    begins = [line for line in doing.said("rest") if line in (phrases.FIRST_ONE, phrases.BEGIN)]
    assert begins == [phrases.FIRST_ONE, phrases.BEGIN]


def test_a_log_that_fails_changes_nothing() -> None:
    plan = Plan("Short", (replace(MARCH, seconds=2.0), coached("cat_cow")))
    doing = start(plan, Failing())
    doing.stand(2.3)
    doing.perform("cat_cow")
    assert [len(one.whole.reps) for one in result_of(doing).exercises] == [5]


def test_a_plan_that_cannot_be_done_is_refused_before_it_begins() -> None:
    with pytest.raises(RoutineError, match="no exercise"):
        RoutineFlow(Plan("Empty", (MARCH,)), specs())
    with pytest.raises(RoutineError, match="not here: 'handstand'"):
        RoutineFlow(Plan("Odd", (replace(coached("cat_cow"), exercise="handstand"),)), specs())
    with pytest.raises(DoseError):
        RoutineFlow(Plan("Odd", (replace(coached("cat_cow"), dose={"reps": 9000.0}),)), specs())


def test_every_line_is_short() -> None:
    doing, _ = done()
    assert all(len(line.split()) <= 10 and line.isascii() for line in doing.said())
