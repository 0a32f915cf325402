"""A routine becomes a plan: warm-up first, both sides, doses complete, times within reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from routine_kit import BUILT_IN, SPECS

from formcheck.coach.dose import DoseError, resolve_dose, target_reps
from formcheck.routines.errors import RoutineError
from formcheck.routines.plan import PLACE_S, described, minutes_words, plan_of, seconds_of, single
from formcheck.routines.routine import Item, Routine

SAMPLES = Path(__file__).parents[2] / "sample_videos"


def routine(*items: Item, **changed: object) -> Routine:
    return Routine("own", "Mine", "", items, **changed)  # type: ignore[arg-type]


def test_core_three_takes_about_ten_minutes_and_moves_the_camera_once() -> None:
    plan = plan_of(BUILT_IN["core_three"], SPECS)
    assert [step.exercise for step in plan.steps] == [
        None, "arm_circles", "trunk_rotation",
        "cat_cow", "thread_the_needle", "seated_thoracic_extension",
    ]  # fmt: skip
    assert 9.5 * 60 <= plan.seconds <= 10.5 * 60
    assert [step.camera_moves for step in plan.steps] == [False] * 3 + [True] + [False] * 2
    assert described(plan) == (
        "About 10 minutes. 5 minutes of marching, then 2 warm-up exercises, then 3 exercises. "
        "You move the camera once."
    )


def test_what_telling_takes_is_said_beside_the_length() -> None:
    plan = plan_of(BUILT_IN["core_three"], SPECS)
    assert described(plan, 170.0).startswith(
        "About 10 minutes, and 3 minutes more to hear how they go. 5 minutes of marching"
    )


def test_the_camera_is_in_place_before_the_first_exercise() -> None:
    plan = plan_of(BUILT_IN["core_three"], SPECS, warm_up=False)
    assert [step.camera_moves for step in plan.steps] == [False, False, False]
    assert not any(step.warm_up for step in plan.steps)
    assert "The camera stays in one place." in described(plan)


def test_a_step_knows_what_the_practice_needs() -> None:
    step = plan_of(BUILT_IN["core_three"], SPECS).steps[4]
    assert (step.title, step.view, step.warm_up) == ("Thread the needle", "side", False)
    assert step.dose == {"reps_per_side": 1, "hold_s": 30, "sets": 1}


@pytest.mark.parametrize(
    ("item", "key", "even"),
    [
        (Item("iron_cross", {"sets": 3}), "sets", 4),
        (Item("single_arm_row", {"sets": 3}), "sets", 4),
        (Item("needle_pose_supine", {"reps": 5}), "reps", 6),
        (Item("knee_to_chest", {"reps": 4}), "reps", 4),
    ],
)
def test_no_side_is_left_out(item: Item, key: str, even: float) -> None:
    (step,) = plan_of(routine(item), SPECS, warm_up=False).steps
    assert step.dose[key] == even


def test_an_exercise_alone_keeps_the_dose_that_was_chosen() -> None:
    plan = single(SPECS["iron_cross"], {"sets": 3})
    assert plan.routine is None
    assert plan.steps[0].dose["sets"] == 3


def test_a_routine_that_cannot_be_done_says_why() -> None:
    with pytest.raises(RoutineError, match=r"'Mine' names .* 'handstand'\. Take it out"):
        plan_of(routine(Item("handstand")), SPECS)
    with pytest.raises(RoutineError, match="no exercise yet"):
        plan_of(routine(), SPECS)
    with pytest.raises(DoseError, match="reps for cat_cow"):
        plan_of(routine(Item("cat_cow", {"reps": 99})), SPECS)


@pytest.mark.parametrize(
    ("exercise", "dose", "seconds"),
    [
        ("cat_cow", {"reps": 6}, 20 + 6 * 6),  # one breath each
        ("thread_the_needle", {"hold_s": 20}, 20 + 2 * 24),  # both sides
        ("wall_angels", {"reps": 5, "sets": 2, "rest_s": 40}, 20 + 2 * 5 * 7 + 40),
        ("shoulder_roll", {"reps": 10}, 20 + 35),
    ],
)
def test_an_exercise_takes_as_long_as_its_dose(
    exercise: str, dose: dict[str, float], seconds: float
) -> None:
    assert seconds_of(SPECS[exercise], dose) == seconds


@pytest.mark.parametrize(
    "exercise", ["cat_cow", "seated_thoracic_extension", "thread_the_needle", "wall_angels"]
)
def test_repetitions_take_about_as_long_as_in_the_sample_films(exercise: str) -> None:
    film = json.loads((SAMPLES / f"{exercise}_clean.json").read_text())
    filmed_s = [rep["end_s"] - rep["start_s"] for rep in film["reps"]]
    held_s = sum(hold["end_s"] - hold["start_s"] for hold in film["holds"])
    spec = SPECS[exercise]
    dose = {"sets": 1.0, **({"hold_s": held_s / len(film["holds"])} if held_s else {})}
    ours_s = (seconds_of(spec, dose) - PLACE_S) / (target_reps(spec, resolve_dose(spec)) or 1)
    assert ours_s == pytest.approx(sum(filmed_s) / len(filmed_s), rel=0.4)


def test_lengths_of_time_are_told_as_people_do() -> None:
    assert [minutes_words(s) for s in (4, 38, 50, 90, 611)] == [
        "10 seconds", "40 seconds", "1 minute", "2 minutes", "10 minutes",
    ]  # fmt: skip
