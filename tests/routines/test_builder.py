"""Filters find what fits, suggestions fill the minutes, changes leave the old routine alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_kit import BUILT_IN, SPECS, own

from formcheck.coach.dose import DoseError
from formcheck.routines import builder
from formcheck.routines.advice import checked
from formcheck.routines.builder import POSITIONS, Wanted, fitting, needed_for, suggest, things
from formcheck.routines.errors import RoutineError
from formcheck.routines.kinds import KINDS, kind_of, position_of
from formcheck.routines.plan import plan_of
from formcheck.routines.routine import Item
from formcheck.specs.vocabulary import ALL_VIEWS

THINGS = things(SPECS.values())


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(sorted(chosen)))


WANTED = st.builds(
    Wanted,
    positions=some(POSITIONS),
    equipment=st.none() | some(THINGS),
    views=some(ALL_VIEWS),
    kinds=some(KINDS),
    minutes=st.integers(5, 30),
)


def ids(wanted: Wanted) -> set[str]:
    return {spec.id for spec in fitting(SPECS, wanted)}


def test_nothing_wanted_in_particular_is_everything() -> None:
    assert ids(Wanted()) == set(SPECS)


def test_filters() -> None:
    on_chair = ids(Wanted(positions=("chair",)))
    assert {"seated_twist", "neck_flexion"} <= on_chair
    assert "childs_pose_seated_fold" not in on_chair  # sits on the mat
    assert ids(Wanted(equipment=())) == {"arm_circles", "trunk_rotation", "overhead_arm_reach"}
    towel = ids(Wanted(equipment=("mat", "towel")))
    assert "foam_roller_kneading" in towel
    assert not towel & {"foam_roller", "foam_roller_rolling", "reverse_fly"}
    assert "doorway_pec_stretch" in ids(Wanted(views=("oblique",)))
    assert "cat_cow" not in ids(Wanted(kinds=("strength",)))


def test_things_are_named_once() -> None:
    assert "chair" in THINGS
    assert not [thing for thing in THINGS if " or " in thing or thing.startswith("chair ")]


def test_what_a_routine_needs() -> None:
    assert needed_for(BUILT_IN["core_three"], SPECS) == ("chair", "mat")
    assert "foam roller or towel" in needed_for(BUILT_IN["no_equipment_five"], SPECS)
    assert needed_for(own(Item("single_arm_row"), Item("reverse_fly")), SPECS) == (
        "light dumbbells", "mat",
    )  # fmt: skip


@given(WANTED, st.integers(0, 5))
def test_a_suggestion_keeps_to_what_is_wanted_and_to_the_rules(wanted: Wanted, seed: int) -> None:
    fits = ids(wanted)
    if not fits - {"arm_circles", "trunk_rotation"}:
        with pytest.raises(RoutineError, match=r"^No exercise fits\."):
            suggest(SPECS, replace(wanted, minutes=15), seed)
        return
    routine = suggest(SPECS, wanted, seed)
    assert {item.exercise for item in routine.items} <= fits
    assert routine.own
    kinds = [kind_of(SPECS[item.exercise]) for item in routine.items]
    assert kinds == sorted(kinds)
    found = checked(routine, SPECS)
    assert not [one for one in found if one.about in ("static", "order", "sides", "camera")]
    plan = plan_of(routine, SPECS)
    if len(routine.items) > 1:
        assert plan.seconds <= 60 * wanted.minutes + 90


@given(st.integers(8, 25), st.integers(0, 20))
def test_where_there_is_enough_to_do_the_minutes_are_filled(minutes: int, seed: int) -> None:
    plan = plan_of(suggest(SPECS, Wanted(minutes=minutes), seed), SPECS)
    assert abs(plan.seconds - 60 * minutes) <= 45


def test_a_seed_gives_the_same_again_and_others_differ() -> None:
    chosen = [suggest(SPECS, Wanted(), seed).items for seed in (0, 0, 1, 2, 3)]
    assert chosen[0] == chosen[1]
    assert len(set(map(repr, chosen))) > 2


def test_of_mobility_and_strength_there_is_some_of_both() -> None:
    routine = suggest(SPECS, Wanted(minutes=20, positions=("floor",)))
    assert {kind_of(SPECS[item.exercise]) for item in routine.items} == {"mobility", "strength"}


def test_what_a_clinician_has_to_settle_is_for_people_to_choose() -> None:
    suggested = {
        item.exercise
        for seed in range(10)
        for item in suggest(SPECS, Wanted(minutes=20), seed).items
    }
    assert not [exercise for exercise in suggested if SPECS[exercise].review]
    assert "wall_stretch" in ids(Wanted())


def test_getting_up_and_down_is_spared() -> None:
    for seed in range(6):
        items = suggest(SPECS, Wanted(minutes=20), seed).items
        at = [position_of(SPECS[item.exercise]) for item in items]
        assert sum(a != b for a, b in pairwise(at)) <= 4, at


def test_changes_make_a_new_routine() -> None:
    mine = builder.new("Evening")
    two = builder.added(builder.added(mine, "cat_cow", SPECS), "plank", SPECS)
    assert [item.exercise for item in two.items] == ["cat_cow", "plank"]
    assert [i.exercise for i in builder.moved(two, 1, 0).items] == ["plank", "cat_cow"]
    assert [i.exercise for i in builder.moved(two, 0, 99).items] == ["plank", "cat_cow"]
    first = builder.added(two, "neck_rolls", SPECS, at=0)
    assert [item.exercise for item in first.items] == ["neck_rolls", "cat_cow", "plank"]
    assert builder.removed(first, 0) == two
    dosed = builder.dosed(two, 0, {"reps": 12}, SPECS)
    assert dosed.items[0] == Item("cat_cow", {"reps": 12})
    assert mine.items == ()
    assert dosed.id == mine.id


def test_a_copy_is_ones_own() -> None:
    copy = builder.copied(BUILT_IN["core_three"])
    assert (copy.own, copy.title) == (True, "Core three, mine")
    assert copy.id not in BUILT_IN
    assert copy.items == BUILT_IN["core_three"].items


def test_changes_that_cannot_be_made_say_why() -> None:
    mine = builder.new()
    with pytest.raises(RoutineError, match="no exercise at place 1"):
        builder.removed(mine, 0)
    with pytest.raises(RoutineError, match="no exercise 'handstand'"):
        builder.added(mine, "handstand", SPECS)
    with pytest.raises(RoutineError, match="Give the routine a name"):
        builder.renamed(mine, "  ")
    with pytest.raises(RoutineError, match="too long"):
        builder.renamed(mine, "x" * 81)
    with pytest.raises(RoutineError, match="too long"):
        builder.renamed(mine, "Mine", "x" * 301)
    with pytest.raises(DoseError):
        builder.dosed(builder.added(mine, "cat_cow", SPECS), 0, {"reps": 99}, SPECS)
    full = mine
    for _ in range(40):
        full = builder.added(full, "cat_cow", SPECS)
    with pytest.raises(RoutineError, match="Take one out"):
        builder.added(full, "cat_cow", SPECS)
