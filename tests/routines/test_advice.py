"""Each rule of routines has its sentence, and only where it is due."""

from __future__ import annotations

from routine_kit import SPECS, own

from formcheck.routines.advice import Advice, checked
from formcheck.routines.routine import Item, Routine

DRILLS = (Item("arm_circles"), Item("trunk_rotation"))


def advised(routine: Routine, about: str) -> Advice:
    return next(one for one in checked(routine, SPECS) if one.about == about)


def test_an_empty_routine() -> None:
    assert [one.about for one in checked(own(), SPECS)] == ["empty"]


def test_an_exercise_or_a_dose_that_is_not_there_comes_alone() -> None:
    found = checked(own(Item("handstand"), Item("cat_cow", {"hold_s": 3}), Item("plank")), SPECS)
    assert [one.about for one in found] == ["unknown", "dose"]
    assert all(one.level == "warn" for one in found)


def test_no_warm_up_is_worse_than_a_short_one() -> None:
    none = advised(own(Item("cat_cow"), warm_up_s=0), "warm_up")
    short = advised(own(Item("cat_cow"), warm_up_s=60, drills=DRILLS), "warm_up")
    assert (none.level, none.source) == ("warn", "Liv Hospital")
    assert (short.level, short.source) == ("advise", "Lisa Miller")


def test_strength_comes_after_what_loosens() -> None:
    found = advised(own(Item("plank"), Item("cat_cow")), "order")
    assert found.text == "Put Cat-cow before Plank: what loosens first, strength after it."
    assert not [
        x for x in checked(own(Item("cat_cow"), Item("plank")), SPECS) if x.about == "order"
    ]


def test_more_than_four_minutes_of_held_turning() -> None:
    needle = Item("thread_the_needle", {"reps_per_side": 4, "hold_s": 30})
    assert not [one for one in checked(own(needle), SPECS) if one.about == "static"]
    found = advised(own(needle, Item("seated_twist")), "static")
    assert found.level == "warn"
    assert "for turning add up to 5 minutes" in found.text


def test_strength_holds_and_short_holds_are_no_stretches() -> None:
    held = own(Item("plank", {"reps": 6, "hold_s": 60}), Item("foam_roller", {"sets": 2}))
    assert not [one for one in checked(held, SPECS) if one.about == "static"]


def test_both_sides() -> None:
    found = advised(own(Item("iron_cross", {"sets": 3})), "sides")
    assert found.text == "Iron cross: 4 sets, so that both sides get the same."


def test_too_short_and_too_long() -> None:
    assert "10 to 20 minutes are a good length" in advised(own(Item("cat_cow")), "length").text
    long = own(*[Item("single_arm_row")] * 8)
    assert "two days may suit better" in advised(long, "length").text


def test_an_order_that_spares_a_move_of_the_camera() -> None:
    zigzag = own(Item("cat_cow"), Item("overhead_arm_reach"), Item("thread_the_needle"))
    found = advised(zigzag, "camera")
    assert found.text == "In another order you move the camera once instead of twice."


def test_warnings_come_first() -> None:
    levels = [one.level for one in checked(own(Item("plank"), Item("cat_cow"), warm_up_s=0), SPECS)]
    assert levels == sorted(levels, reverse=True)
