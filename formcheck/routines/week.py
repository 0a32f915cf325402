"""The week: which routines on which days, and how that goes with what was done. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from formcheck.routines.documents import (
    WEEK_FORMAT,
    SlotDocument,
    WeekDocument,
    parsed,
)
from formcheck.routines.routine import Routine

DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: tuple[DayName, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
MOST_A_DAY = 10

_SPREAD: Mapping[int, tuple[int, ...]] = {
    1: (0,),
    2: (0, 3),
    3: (0, 2, 5),
    4: (0, 2, 3, 5),
    5: (0, 2, 3, 5, 6),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}

State = Literal["done", "extra", "past", "today", "ahead", "rest"]
"""Practised as planned; practised though not planned; planned and gone by; planned and not done yet
(today, later); nothing planned."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A routine (its id) on a day, and at which time if that is settled."""

    routine: str
    at: time | None = None


@dataclass(frozen=True, slots=True)
class WeeklyPlan:
    """The same every week. `days`: seven, Monday first, each by time of day."""

    days: tuple[tuple[Slot, ...], ...] = ((),) * 7

    @property
    def empty(self) -> bool:
        """Whether nothing is planned on any day."""
        return not any(self.days)

    @property
    def routines(self) -> tuple[str, ...]:
        """The ids of all planned routines, each once."""
        return tuple(dict.fromkeys(slot.routine for day in self.days for slot in day))


@dataclass(frozen=True, slots=True)
class DayDone:
    """One day of this week."""

    day: date
    state: State
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class WeekDone:
    """This week so far.

    Attributes:
        days: Monday to Sunday.
        planned, done, extra: days planned; those of them practised; days practised besides.
        sentence: all of it in one.
    """

    days: tuple[DayDone, ...]
    planned: int
    done: int
    extra: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Due:
    """The next planned day, and what is planned on it."""

    day: date
    slots: tuple[Slot, ...]


def with_day(plan: WeeklyPlan, weekday: int, slots: Iterable[Slot]) -> WeeklyPlan:
    """With these slots on a weekday (0: Monday), by time of day; each routine once, at most 10."""
    once = {slot.routine: slot for slot in slots}
    day = tuple(sorted(once.values(), key=lambda slot: slot.at or time.max)[:MOST_A_DAY])
    return replace(plan, days=(*plan.days[:weekday], day, *plan.days[weekday + 1 :]))


def without(plan: WeeklyPlan, routine: str) -> WeeklyPlan:
    """Without a routine: it was deleted."""
    return WeeklyPlan(
        tuple(tuple(slot for slot in day if slot.routine != routine) for day in plan.days)
    )


def planned(plan: WeeklyPlan, day: date) -> tuple[Slot, ...]:
    """What is planned on a day."""
    return plan.days[day.weekday()]


def suggested_week(
    mobility: Sequence[Routine], strength: Sequence[Routine] = (), days: int = 3
) -> WeeklyPlan:
    """A week to begin with: mobility on `days` days in turn, strength on one or two others.

    Strength comes on Tuesday and Friday, so that days without it lie between; with mobility on the
    same day, mobility comes first.
    """
    plan = WeeklyPlan()
    chosen = _SPREAD[min(max(days, 1), 7)]
    for place, routines in ((chosen, mobility), ((1, 4), strength)):
        for number, weekday in enumerate(place):
            if routines:
                slot = Slot(routines[number % len(routines)].id)
                plan = with_day(plan, weekday, (*plan.days[weekday], slot))
    return plan


def done_against(plan: WeeklyPlan, days_practised: Iterable[date], today: date) -> WeekDone:
    """The week of `today`, Monday to Sunday; days after it count as not practised yet."""
    practised = {day for day in days_practised if day <= today}
    monday = today - timedelta(days=today.weekday())
    week = (monday + timedelta(days=number) for number in range(7))
    days = tuple(
        DayDone(day, _state(bool(planned(plan, day)), day in practised, day, today),
                planned(plan, day))
        for day in week
    )  # fmt: skip
    states = [day.state for day in days]
    done, extra = states.count("done"), states.count("extra")
    wanted = sum(map(bool, plan.days))
    return WeekDone(days, wanted, done, extra, _sentence(wanted, done, extra))


def next_due(plan: WeeklyPlan, last_practised: date | None, today: date) -> Due | None:
    """What comes next: today's, unless there was practice today; None if nothing is planned."""
    begin = 1 if last_practised == today else 0
    for ahead in range(begin, begin + 7):
        day = today + timedelta(days=ahead)
        if planned(plan, day):
            return Due(day, planned(plan, day))
    return None


def week_to_json(plan: WeeklyPlan) -> str:
    """The week as text."""
    days = {
        name: tuple(SlotDocument(routine=slot.routine, at=slot.at) for slot in day)
        for name, day in zip(DAYS, plan.days, strict=True)
        if day
    }
    return WeekDocument(format=WEEK_FORMAT, days=days).model_dump_json(indent=1)


def week_from_json(text: str) -> WeeklyPlan:
    """A week from text.

    Raises:
        RoutineError: it is not a week of this version; says where.
    """
    document = parsed(WeekDocument, text, WEEK_FORMAT, "week")
    plan = WeeklyPlan()
    for weekday, name in enumerate(DAYS):
        slots = (Slot(one.routine, one.at) for one in document.days.get(name, ()))
        plan = with_day(plan, weekday, slots)
    return plan


def _state(wanted: bool, practised: bool, day: date, today: date) -> State:
    if practised:
        return "done" if wanted else "extra"
    if not wanted:
        return "rest"
    return "today" if day == today else "ahead" if day > today else "past"


def _sentence(wanted: int, done: int, extra: int) -> str:
    besides = f"{extra} {'day' if extra == 1 else 'days'}"
    if not wanted:
        return f"{besides} of practice this week." if extra else "Nothing is planned this week."
    sentence = f"{done} of {wanted} planned {'day' if wanted == 1 else 'days'} this week"
    return f"{sentence}, and {besides} besides." if extra else f"{sentence}."
