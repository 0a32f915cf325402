"""The routines that come with Formcheck keep the rules that they are checked against."""

from __future__ import annotations

import pytest
from routine_kit import BUILT_IN, SPECS

from formcheck.routines.advice import checked
from formcheck.routines.built_in import built_in
from formcheck.routines.plan import plan_of

ARTICLES = {
    "core_three": {"cat_cow", "thread_the_needle", "seated_thoracic_extension"},
    "liv_eight": {
        "cat_cow", "thread_the_needle", "seated_thoracic_extension", "foam_roller",
        "childs_pose_rotation", "doorway_pec_stretch", "wall_angels", "ball_mobilization",
    },
    "desk": {
        "seated_thoracic_extension", "seated_twist", "neck_flexion", "shoulder_roll",
        "wall_stretch",
    },
    "no_equipment_five": {
        "cat_cow", "seated_thoracic_extension", "seated_twist", "thread_the_needle",
        "foam_roller_kneading",
    },
    "strength": {"reverse_fly", "chest_expansion", "single_arm_row", "superman"},
    "upper_back": {"segmental_peanut", "iron_cross", "thread_the_needle"},
}  # fmt: skip


def test_they_combine_what_the_articles_combine() -> None:
    assert {id_: {item.exercise for item in one.items} for id_, one in BUILT_IN.items()} == ARTICLES
    assert next(iter(BUILT_IN)) == "core_three"


@pytest.mark.parametrize("routine", BUILT_IN.values(), ids=BUILT_IN)
def test_nothing_is_left_to_advise(routine) -> None:
    assert checked(routine, SPECS) == ()
    assert 600 - 30 <= plan_of(routine, SPECS).seconds <= 1200


@pytest.mark.parametrize("routine", BUILT_IN.values(), ids=BUILT_IN)
def test_each_says_what_it_is_for_and_where_it_comes_from(routine) -> None:
    assert routine.title
    assert routine.about.endswith(".")
    assert routine.source
    assert not routine.own
    assert routine.warm_up_s == 300
    assert len(routine.drills) == 2


def test_a_folder_of_other_specs_has_only_what_it_can_do() -> None:
    some = {key: spec for key, spec in SPECS.items() if key != "foam_roller"}
    assert {one.id for one in built_in(some)} == set(BUILT_IN) - {"liv_eight"}
    assert built_in({}) == ()
