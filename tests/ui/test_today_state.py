"""What *Today* offers and says, from what was practised and planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.journal.records import ExerciseDone, Feelings, Rep, Session
from formcheck.routines.routine import Item, Routine
from formcheck.ui.today_state import (
    Next,
    day_in_words,
    last_time,
    morning_after,
    next_thing,
)

TODAY = date(2026, 3, 4)  # a Wednesday
KNOWN = tuple(
    Routine(name, name, "", (Item("cat_cow"),), "Liv Hospital")
    for name in ("desk", "core_three", "strength")
)


def session(days_ago: int = 0, routine: str | None = "desk", **more: object) -> Session:
    at = datetime(2026, 3, 4, 18, 0, tzinfo=UTC) - timedelta(days=days_ago)
    made = Session(f"s{days_ago}", "p", at, 0, "Desk break", (), routine)
    return replace(made, **more)  # type: ignore[arg-type]


def week(**days: Sequence[str]) -> Callable[[date], Sequence[str]]:
    """Routines by weekday: `week(wed=["desk"])`."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return lambda day: days.get(names[day.weekday()], ())


def test_a_new_person_begins_with_core_three() -> None:
    assert next_thing((), week(wed=["desk"]), KNOWN, TODAY) == Next("first", "core_three", TODAY)


def test_the_plan_says_what_is_due_today() -> None:
    found = next_thing([session(3)], week(wed=["strength", "desk"]), KNOWN, TODAY)
    assert found == Next("planned", "strength", TODAY)


def test_what_was_done_today_is_not_offered_again() -> None:
    both = week(wed=["strength", "desk"], fri=["core_three"])
    assert next_thing([session(0, "strength")], both, KNOWN, TODAY).routine == "desk"
    done = [session(0, "strength"), session(0, "desk")]
    assert next_thing(done, both, KNOWN, TODAY) == Next("done", "core_three", date(2026, 3, 6))


def test_a_day_without_a_plan_is_for_rest() -> None:
    found = next_thing([session(1)], week(wed=(), thu=["desk"]), KNOWN, TODAY)
    assert found == Next("rest", "desk", date(2026, 3, 5))


def test_once_a_week_on_this_day_comes_round_again() -> None:
    found = next_thing([session(0)], week(wed=["desk"]), KNOWN, TODAY)
    assert found == Next("done", "desk", date(2026, 3, 11))


def test_without_a_plan_the_last_routine_comes_again() -> None:
    sessions = [session(5, "strength"), session(2, None)]
    assert next_thing(sessions, week(), KNOWN, TODAY) == Next("again", "strength", TODAY)
    assert next_thing([session(2, "gone")], week(), KNOWN, TODAY).routine == "core_three"
    done = next_thing([session(0)], week(), KNOWN, TODAY)
    assert done == Next("done", "desk", date(2026, 3, 6))  # a day of rest lies between


def test_a_planned_routine_that_is_gone_is_passed_over() -> None:
    assert next_thing([session(1)], week(wed=["gone", "desk"]), KNOWN, TODAY).routine == "desk"


@given(
    st.lists(st.tuples(st.integers(-3, 400), st.sampled_from(["desk", "gone", None]))),
    st.dictionaries(
        st.sampled_from(["mon", "wed", "sun"]), st.lists(st.sampled_from(["desk", "gone"]))
    ),
)
def test_there_is_always_one_thing_and_it_can_be_started(
    done: list[tuple[int, str | None]], planned: dict[str, list[str]]
) -> None:
    found = next_thing([session(*one) for one in done], week(**planned), KNOWN, TODAY)
    assert found.routine is None or found.routine in {one.id for one in KNOWN}
    if found.kind in ("first", "planned", "again"):
        assert found.routine is not None


# ------------------------------------------------------------------------------ the morning after


@pytest.mark.parametrize(("days_ago", "asked"), [(0, False), (1, True), (2, True), (3, False)])
def test_the_morning_after_is_asked_while_it_is_remembered(days_ago: int, asked: bool) -> None:
    assert (morning_after([session(days_ago)], TODAY) is not None) == asked


def test_the_morning_after_is_asked_once_and_of_the_last_practice() -> None:
    told = session(1, feelings=Feelings(pain_next_day=2))
    assert morning_after([session(2), told], TODAY) is None
    assert morning_after([session(2), session(1), session(0)], TODAY) == session(1)
    assert morning_after([session(-3)], TODAY) is None  # the clock was set back


# -------------------------------------------------------------------------------- words


def test_last_time_is_one_line() -> None:
    rep = Rep(1, 1, None, 0.0, 1.0, "clean", ())
    done = ExerciseDone(0, "cat_cow", "full", {}, reps=(rep,))
    line = last_time(session(1, exercises=(done,)), {}, TODAY)
    assert line.startswith("Last time, yesterday: Desk break")
    assert "1 repetition" in line


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (date(2026, 3, 5), "tomorrow"),
        (date(2026, 3, 1), "on Sunday"),
        (date(2026, 2, 1), "on 1 February"),
        (date(2025, 3, 4), "on 4 March 2025"),
    ],
)
def test_days_are_told_as_people_do(day: date, said: str) -> None:
    assert day_in_words(day, TODAY) == said
