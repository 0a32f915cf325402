"""What is practised stands in the page's address, so that a reload goes on with it."""

from __future__ import annotations

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.routines.week import planned
from formcheck.ui.catalogue import WANTED, exercises
from formcheck.ui.clock import today
from formcheck.ui.navigation import ROUTINE
from formcheck.ui.person import journal, person
from formcheck.ui.practice_choices import Choices
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_exercise import EXERCISE
from formcheck.ui.routine_catalogue import routine, routines, week
from formcheck.ui.today_state import FIRST_ROUTINE, next_thing

TOKEN = "practice"
"""The part of the address that names a practice, so that a reload finds its result."""
WHAT = "practise-what"
"""The field that says whether it is a routine or one exercise."""
GONE = "The routine of this address is not here any more. Here is what you could do instead."


def take_address(practice: Practice) -> None:
    """Take what the page's address asks for; where it asks for nothing, what *Today* says.

    A link to this page names no practice: it begins something new.
    """
    asked, linked = _asked(), TOKEN not in st.query_params
    known = asked == practice.addressed or _late(practice, asked)
    if asked is not None and (not known or (linked and practice.result)):
        if linked:
            practice.forget()
        _choose(practice, *asked)
        st.session_state.pop(WHAT, None)
        practice.addressed = asked  # last: a run may be cut short before, and the next one goes on
    choices = practice.choices
    if choices.routine is None and choices.exercise is None:
        choices.routine = _as_today_says()


def keep_address(practice: Practice) -> None:
    """The address says what is chosen now, and after a practice which one it was."""
    if practice.result is not None:
        st.query_params[TOKEN] = practice.token
    chosen = _chosen(practice.choices)
    if chosen is None or chosen == _asked():
        return
    if chosen != practice.addressed:
        practice.addressed_before, practice.addressed = practice.addressed, chosen
    for name in (ROUTINE, WANTED):
        st.query_params.pop(name, None)
    name, value = chosen
    st.query_params[name] = value


def _late(practice: Practice, asked: tuple[str, str] | None) -> bool:
    """Whether the browser sent this before it learnt of the newer address. The field is there only
    while the page stays open: a link from elsewhere to the same thing is none of these."""
    return asked == practice.addressed_before and WHAT in st.session_state


def _asked() -> tuple[str, str] | None:
    """What the address names, and which."""
    for name in (ROUTINE, WANTED):
        value = st.query_params.get(name)
        if value is not None:
            return name, value
    return None


def _chosen(choices: Choices) -> tuple[str, str] | None:
    if choices.routine is not None:
        return ROUTINE, choices.routine
    return (WANTED, choices.exercise) if choices.exercise is not None else None


def _choose(practice: Practice, name: str, value: str) -> None:
    choices = practice.choices
    if name == ROUTINE:
        if routine(value) is None:
            practice.fault = GONE
        else:
            choices.routine = value
    elif value in exercises():
        choices.routine, choices.exercise = None, value
        st.session_state.pop(EXERCISE, None)


def _as_today_says() -> str:
    """The routine that *Today* offers; without a journal the one that everybody begins with."""
    try:
        sessions = journal().sessions(person().id)
    except JournalError:
        return FIRST_ROUTINE
    plan, _ = week()
    thing = next_thing(
        sessions, lambda day: tuple(slot.routine for slot in planned(plan, day)), routines(),
        today(),
    )  # fmt: skip
    return thing.routine or FIRST_ROUTINE
