"""The routines that the pages offer: those that come with Formcheck, then the person's own."""

from __future__ import annotations

from formcheck.routines.built_in import built_in
from formcheck.routines.plan import plan_of
from formcheck.routines.routine import Plan, Routine
from formcheck.ui.catalogue import exercises


def routines() -> tuple[Routine, ...]:
    """Every routine: built-in ones, then own ones by title."""
    return built_in(exercises())


def routine(routine_id: str) -> Routine | None:
    """The routine of this id, if there is one."""
    return next((one for one in routines() if one.id == routine_id), None)


def plan(of: Routine) -> Plan:
    """What a practice of it does, in the order as it is.

    Raises:
        RoutineError: it names an exercise that is not here, or has none.
    """
    return plan_of(of, exercises())
