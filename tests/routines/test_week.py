"""The week: planned days, what was done of them, what comes next, and what the articles say."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_kit import BUILT_IN, SPECS, weeks

from formcheck.routines.week import (
    Slot,
    WeeklyPlan,
    done_against,
    next_due,
    planned,
    suggested_week,
    with_day,
    without,
)
from formcheck.routines.week_advice import advice, for_strength

CORE, STRENGTH = BUILT_IN["core_three"], BUILT_IN["strength"]
MONDAY = date(2026, 3, 2)
DATES = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def on(*weekdays: int, routine: str = "core_three") -> WeeklyPlan:
    plan = WeeklyPlan()
    for weekday in weekdays:
        plan = with_day(plan, weekday, (*plan.days[weekday], Slot(routine)))
    return plan


def texts(plan: WeeklyPlan) -> list[str]:
    return [one.text for one in advice(plan, BUILT_IN.values(), SPECS)]


def test_a_day_is_in_order_of_its_times_and_each_routine_is_there_once() -> None:
    late, early, open_ = Slot("desk", time(18)), Slot("core_three", time(7)), Slot("strength")
    plan = with_day(WeeklyPlan(), 0, (open_, late, early, late))
    assert planned(plan, MONDAY) == (early, late, open_)
    assert planned(plan, MONDAY + timedelta(days=1)) == ()
    assert plan.routines == ("core_three", "desk", "strength")
    assert without(plan, "desk").days[0] == (early, open_)
    assert without(without(without(plan, "desk"), "core_three"), "strength").empty


def test_this_week_so_far() -> None:
    wednesday = MONDAY + timedelta(days=2)
    plan = on(0, 2, 4)
    week = done_against(plan, [MONDAY, MONDAY + timedelta(days=1)], wednesday)
    assert [day.state for day in week.days] == [
        "done", "extra", "today", "rest", "ahead", "rest", "rest",
    ]  # fmt: skip
    assert week.sentence == "1 of 3 planned days this week, and 1 day besides."
    missed = done_against(plan, [], wednesday)
    assert missed.days[0].state == "past"
    assert missed.sentence == "0 of 3 planned days this week."
    assert done_against(WeeklyPlan(), [], MONDAY).sentence == "Nothing is planned this week."


@given(weeks(), st.lists(DATES, max_size=5), DATES)
def test_any_week_adds_up(plan: WeeklyPlan, practised: list[date], today: date) -> None:
    week = done_against(plan, practised, today)
    assert [day.day.weekday() for day in week.days] == list(range(7))
    assert week.done <= week.planned <= 7
    assert all(day.state not in ("done", "extra") for day in week.days if day.day > today)
    assert sum(day.state == "today" for day in week.days) <= 1


@given(weeks(), st.none() | DATES, DATES)
def test_what_comes_next_is_planned_and_within_a_week(
    plan: WeeklyPlan, last: date | None, today: date
) -> None:
    due = next_due(plan, last, today)
    if due is None:
        assert plan.empty
        return
    assert due.slots == planned(plan, due.day) != ()
    assert today <= due.day <= today + timedelta(days=7)
    assert due.day != today or last != today


def test_after_todays_practice_the_next_is_another_day() -> None:
    plan = on(0)
    assert next_due(plan, None, MONDAY).day == MONDAY
    assert next_due(plan, MONDAY, MONDAY).day == MONDAY + timedelta(days=7)
    assert next_due(plan, MONDAY + timedelta(days=9), MONDAY).day == MONDAY  # the clock went back


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((), "Two or three days of mobility a week are a good beginning."),
        ((0,), "Once a week is basic maintenance of how far you can move."),
        ((0, 3), "Two days of mobility are a good beginning. Add a day as it feels good."),
        ((0, 2, 4), "Three days of mobility a week keep muscles flexible. Daily is the aim."),
        (tuple(range(7)), "Mobility every day: that does most for moving easily."),
    ],
)
def test_how_often(days: tuple[int, ...], sentence: str) -> None:
    assert sentence in texts(on(*days))


def test_strength_rests_between_and_is_for_one_or_two_days() -> None:
    assert for_strength(STRENGTH, SPECS)
    assert not for_strength(CORE, SPECS)
    rest, few = "Leave a day of rest between days of strength.", "Strength on one or two days"
    assert rest in texts(on(6, 0, routine="strength"))  # Sunday, then Monday
    assert rest not in texts(on(1, 4, routine="strength"))
    assert not any(text.startswith(few) for text in texts(on(1, 4, routine="strength")))
    assert any(text.startswith(few) for text in texts(on(0, 2, 4, routine="strength")))


def test_stretching_is_measured_against_ten_minutes() -> None:
    assert "About 5 minutes of held stretches a week; gains level off near 10." in texts(
        on(0, 2, 4)
    )
    assert any("12 minutes of held stretches a week: enough" in t for t in texts(on(*range(7))))
    assert not any("held" in text for text in texts(on(1, routine="strength")))


def test_a_routine_that_was_deleted_is_told() -> None:
    assert "Tuesday names a routine that is not here. Choose another." in texts(
        on(1, routine="ab" * 16)
    )


@given(weeks((*BUILT_IN, "ab" * 16)))
def test_any_week_gets_advice_with_the_warnings_first(plan: WeeklyPlan) -> None:
    found = advice(plan, BUILT_IN.values(), SPECS)
    assert any(one.about == "days" for one in found)
    levels = [one.level for one in found]
    assert levels == sorted(levels, reverse=True)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("days", range(1, 8))
def test_a_suggested_week_breaks_no_rule(days: int) -> None:
    plan = suggested_week((CORE, BUILT_IN["desk"]), (STRENGTH,), days)
    mobile = [day for day in plan.days if any(slot.routine != "strength" for slot in day)]
    assert len(mobile) == days
    assert not [x for x in advice(plan, BUILT_IN.values(), SPECS) if x.level == "warn"]


def test_a_suggested_week_of_one_routine() -> None:
    plan = suggested_week((CORE,))
    assert [len(day) for day in plan.days] == [1, 0, 1, 0, 0, 1, 0]
