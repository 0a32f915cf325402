"""What *Today* knows of a person: what comes next, how last time went, what is still to be asked.

Pure: the page reads the journal and the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from formcheck.journal.records import Session
from formcheck.progress.days import day_of, in_short
from formcheck.report.words import MONTHS
from formcheck.routines.routine import Routine
from formcheck.specs.schema import ExerciseSpec

Kind = Literal["first", "planned", "done", "rest", "again"]
FIRST_ROUTINE = "core_three"
"""Three exercises, a mat and a chair: what a new person begins with."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ASKED_FOR_DAYS = 2
"""The morning after is remembered this long."""
_AHEAD_DAYS = 7
_TWO_DAYS = timedelta(days=2)
"""Without a plan, a day of rest lies between: two or three practices a week to begin with (Lisa
Miller)."""


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do next.

    Attributes:
        kind: `first` nothing was practised yet; `planned` for today; `done` today's practice is
            done; `rest` nothing is planned for today; `again` there is no plan.
        routine: what to start, or (done, rest) what comes next.
        day: when it is due.
    """

    kind: Kind
    routine: str | None
    day: date | None


def next_thing(
    sessions: Sequence[Session],
    planned: Callable[[date], Iterable[str]],
    known: Sequence[Routine],
    today: date,
) -> Next:
    """What to do next.

    Args:
        sessions: in the order in which they were begun.
        planned: routines of a day by the weekly plan.
        known: the routines that there are; others are passed over.
        today: the person's day.
    """
    ids = {routine.id for routine in known}
    if not sessions:
        return Next("first", FIRST_ROUTINE if FIRST_ROUTINE in ids else _first(known), today)
    ahead = [
        (day, routine)
        for day in (today + timedelta(days=n) for n in range(_AHEAD_DAYS + 1))
        for routine in planned(day)
        if routine in ids
    ]
    done = [session for session in sessions if day_of(session) == today]
    done_today = {session.routine for session in done}
    left = [routine for day, routine in ahead if day == today and routine not in done_today]
    if left:
        return Next("planned", left[0], today)
    later = next(((day, routine) for day, routine in ahead if day > today), None)
    if later:
        return Next("done" if done else "rest", later[1], later[0])
    last = next((one.routine for one in reversed(sessions) if one.routine in ids), None)
    last = last or (FIRST_ROUTINE if FIRST_ROUTINE in ids else _first(known))
    return Next("done", last, today + _TWO_DAYS) if done else Next("again", last, today)


def _first(known: Sequence[Routine]) -> str | None:
    return known[0].id if known else None


def morning_after(sessions: Sequence[Session], today: date) -> Session | None:
    """The practice whose next morning is still to be told, if that was yesterday or so."""
    before = [one for one in sessions if 0 < (today - day_of(one)).days <= _ASKED_FOR_DAYS]
    if not before:
        return None
    last = before[-1]
    return last if last.feelings.pain_next_day is None else None


def last_time(session: Session, specs: Mapping[str, ExerciseSpec], today: date) -> str:
    """`Last time, on Tuesday: Core three, 10 minutes: 24 repetitions, 21 clean.`"""
    return f"Last time, {day_in_words(day_of(session), today)}: {in_short(session, specs)}"


def day_in_words(day: date, today: date) -> str:
    """`today`, `yesterday`, `on Tuesday`, `on 3 March`."""
    away = (day - today).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if away in near:
        return near[away]
    if -_AHEAD_DAYS < away <= _AHEAD_DAYS:
        return f"on {WEEKDAYS[day.weekday()]}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"on {day.day} {MONTHS[day.month - 1]}{year}"
