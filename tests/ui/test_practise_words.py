"""What the summary of a routine says, and the picture of what comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from live_kit import MOMENTS, result, routine_result, said, snapshot

from formcheck.live.snapshot import EndedBy, Goal, RoutineResult
from formcheck.report import practice
from formcheck.report.palette import LIGHT
from formcheck.report.practice_routine import headline, in_all, lines, warm_up, work_on
from formcheck.routines.built_in import built_in
from formcheck.routines.plan import plan_of
from formcheck.routines.routine import Step
from formcheck.ui.catalogue import shipped
from formcheck.ui.practise_exercise import judged_html
from formcheck.ui.practise_preview import placed, preview

SPECS = shipped()


def nothing_done() -> RoutineResult:
    made = routine_result()
    return replace(made, steps=tuple((step, None) for step, _ in made.steps), said=())


def all_done() -> RoutineResult:
    made = routine_result()
    done = result(mistake=False)
    steps = tuple((step, done if step.exercise else None) for step, _ in made.steps)
    return replace(made, steps=steps, warm_up="done")


def test_everything_done_is_said_quietly_and_what_was_left_out_is_counted() -> None:
    assert headline(all_done()) == "Core three: all done"
    assert headline(routine_result()) == "Core three: 2 of 3 exercises"
    assert headline(nothing_done()) == "Nothing was counted this time"


def test_repetitions_are_told_in_all() -> None:
    assert in_all(routine_result(), SPECS).endswith("4 repetitions: 3 clean and 1 with a mistake.")
    assert in_all(all_done(), SPECS).endswith("6 repetitions, all clean.")
    assert in_all(nothing_done(), SPECS) == "You came to the end."


def test_the_length_is_told_from_the_first_word_to_the_last() -> None:
    long = replace(routine_result(), said=(said("a", at_s=5.0), said("b", at_s=605.0)))
    assert "It took about 10 minutes." in in_all(long, SPECS)


@pytest.mark.parametrize(
    ("ended_by", "why"),
    [("hands", "both hands"), ("button", "pressed Stop"), ("closed", "camera was closed")],
)
def test_why_it_ended_is_said(ended_by: EndedBy, why: str) -> None:
    assert why in in_all(routine_result(ended_by=ended_by), SPECS)


@pytest.mark.parametrize("ended_by", ["hands", "button"])
def test_a_routine_that_was_skipped_is_not_said_to_be_stopped(ended_by: EndedBy) -> None:
    skipped = replace(nothing_done(), ended_by=ended_by)
    assert in_all(skipped, SPECS) == ""
    assert "camera was closed" in in_all(replace(skipped, ended_by="closed"), SPECS)


def test_each_exercise_has_a_line_and_timers_have_none() -> None:
    shown = [(line.title, line.how) for line in lines(routine_result(), SPECS)]
    assert shown == [("Cat-cow", "good"), ("Wall angels", "skipped"), ("Thread the needle", "mend")]


def test_a_warm_up_that_was_left_out_is_told() -> None:
    assert warm_up(routine_result()) == "The warm-up was not done to its end."
    assert warm_up(all_done()) == ""


def test_there_is_one_thing_to_work_on() -> None:
    assert work_on(routine_result(), SPECS) == "Thread the needle: Keep your hips over your knees."
    assert "no mistake was found" in work_on(all_done(), SPECS)
    assert "start position" in work_on(nothing_done(), SPECS)


def test_between_exercises_the_next_one_is_shown_or_where_the_camera_goes() -> None:
    specs = shipped()
    core = next(one for one in built_in(specs) if one.id == "core_three")
    plan = plan_of(core, specs)
    moves = next(number for number, step in enumerate(plan.steps) if step.camera_moves)
    between = MOMENTS["between"]
    assert between.routine is not None
    stays = preview(plan, specs, between, LIGHT)
    assert stays.startswith('<img src="data:image/webp;base64,') and "Thread the needle" in stays
    moved = snapshot(between, routine=replace(between.routine, step=moves, camera_moves=True))
    both = preview(plan, specs, moved, LIGHT)
    assert "svg+xml" in both and "image/webp" in both
    assert preview(plan, specs, MOMENTS["moving"], LIGHT) == ""  # one repetition is done


def test_an_exercise_is_shown_until_its_first_repetition_is_done() -> None:
    specs = shipped()
    plan = plan_of(next(one for one in built_in(specs) if one.id == "core_three"), specs)
    before = replace(MOMENTS["moving"].progress, reps=Goal(0, 4), left=Goal(0, 2))
    for stage in ("placing", "start", "still", "moving", "away"):
        shown = snapshot(MOMENTS["in a routine"], stage=stage, progress=before)
        assert preview(plan, specs, shown, LIGHT).count("image/webp") == 1
        assert preview(plan, specs, replace(shown, routine=None), LIGHT)  # one exercise too
        again = replace(shown, progress=replace(before, set_number=2))
        assert preview(plan, specs, again, LIGHT) == ""
    held = snapshot(MOMENTS["hold"], progress=replace(before, hold=MOMENTS["hold"].progress.hold))
    assert preview(plan, specs, held, LIGHT) == ""


def test_what_is_only_counted_is_not_called_clean() -> None:
    counted = replace(result(mistake=False), exercise="arm_circles")
    counted = replace(counted, whole=replace(counted.whole, view="front", holds=()))
    spec = SPECS["arm_circles"]
    assert practice.headline(counted, spec) == "2 repetitions counted"
    assert practice.next_step(counted, spec) == practice.ONLY_COUNTED
    assert practice.side_parts(counted.whole, spec)[0].reps == "1 counted"
    step = Step("exercise", "Arm circles", 60.0, exercise="arm_circles")
    made = routine_result()
    made = replace(made, steps=(*made.steps, (step, counted)))
    assert in_all(made, SPECS).endswith("6 repetitions: 3 clean, 1 with a mistake and 2 counted.")
    alone = replace(made, steps=((step, counted),))
    assert in_all(alone, SPECS).endswith("2 repetitions counted.")
    assert lines(alone, SPECS)[0].text == "2 repetitions counted"
    assert work_on(alone, SPECS) == practice.ONLY_COUNTED


def test_what_was_held_is_told_with_each_exercise() -> None:
    done = lines(all_done(), SPECS)[0]
    assert done.text.startswith("2 repetitions, all clean; ") and "s in good form" in done.text


def test_a_benefit_is_not_quoted_as_a_mistake() -> None:
    shown = judged_html(SPECS["bird_dog"], "side")
    assert "keep it in mind:</strong> Hips level, belly lightly in." in shown
    assert "strengthen" not in shown


def test_a_camera_that_stays_is_put_where_it_serves_all() -> None:
    specs = shipped()
    core = next(one for one in built_in(specs) if one.id == "core_three")
    plan = plan_of(core, specs, warm_up=False)
    shown = placed(plan, specs)
    assert len({(one.camera.height_m, one.camera.distance_m) for one in shown}) == 1
    for one in shown:
        low, high = specs[one.id].camera.height_m
        assert low <= one.camera.height_m[0] < one.camera.height_m[1] <= high
