"""The routines that the pages offer: those that come with Formcheck, then the person's own."""

from __future__ import annotations

from datetime import UTC, datetime

from formcheck.journal.errors import JournalError
from formcheck.journal.records import OwnRoutine
from formcheck.routines import builder
from formcheck.routines.advice import Advice, checked
from formcheck.routines.built_in import built_in
from formcheck.routines.documents import MOST_TITLE, routine_from_json, routine_to_json
from formcheck.routines.errors import RoutineError
from formcheck.routines.plan import plan_of
from formcheck.routines.routine import Plan, Routine
from formcheck.routines.week import WeeklyPlan, week_from_json, week_to_json, without
from formcheck.ui.catalogue import exercises
from formcheck.ui.person import journal, person


def routines() -> tuple[Routine, ...]:
    """Every routine that can be done: built-in ones, then own ones by title."""
    return (*built_in(exercises()), *_own()[0])


def routine(routine_id: str) -> Routine | None:
    """The routine of this id, if there is one that can be done."""
    return next((one for one in routines() if one.id == routine_id), None)


def unreadable() -> tuple[str, ...]:
    """Why own routines are missing from the list, a sentence for each; they stay kept."""
    return _own()[1]


def plan(of: Routine) -> Plan:
    """What a practice of it does, in the order as it is.

    Raises:
        RoutineError: it names an exercise that is not here, or has none.
    """
    return plan_of(of, exercises())


def advice(of: Routine) -> tuple[Advice, ...]:
    """What to change or to know of it."""
    return checked(of, exercises())


def copy(of: Routine) -> Routine:
    """An own routine like this one, kept at once."""
    taken = {one.title for one in routines()}
    wanted = f"My {of.title}" if not of.own else of.title
    titles = (wanted, *(f"{wanted[: MOST_TITLE - 3]} {number}" for number in range(2, 100)))
    made = builder.copied(of, next((title for title in titles if title not in taken), wanted))
    keep(made)
    return made


def keep(own: Routine) -> None:
    """Keep an own routine in the journal, in place of the one with its id."""
    document = routine_to_json(own)
    journal().keep_routine(person().id, OwnRoutine(own.id, own.title, document, datetime.now(UTC)))


def delete(routine_id: str) -> None:
    """Delete an own routine, and take it out of the week."""
    journal().delete_routine(person().id, routine_id)
    plan, problem = week()
    if not problem and routine_id in plan.routines:
        keep_week(without(plan, routine_id))


def week() -> tuple[WeeklyPlan, str | None]:
    """The person's week, empty if there is none; and why the one that is kept cannot be shown."""
    try:
        kept = journal().plan(person().id)
        return (week_from_json(kept) if kept else WeeklyPlan()), None
    except (JournalError, RoutineError) as error:
        return WeeklyPlan(), str(error)


def keep_week(plan: WeeklyPlan) -> None:
    """Keep the person's week."""
    journal().keep_plan(person().id, None if plan.empty else week_to_json(plan))


def _own() -> tuple[tuple[Routine, ...], tuple[str, ...]]:
    """The person's own routines, and a sentence for each that cannot be done here."""
    try:
        own = journal().routines(person().id)
    except JournalError as error:  # the built-in ones can be done all the same
        return (), (str(error),)
    found, problems = [], []
    for kept in own:
        try:
            found.append(routine_from_json(kept.document, exercises()))
        except RoutineError as error:
            problems.append(f"Your routine '{kept.title}' cannot be shown. {error}")
    return tuple(found), tuple(problems)
