"""The own routine that is being changed: every change is kept at once and can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from formcheck.routines import builder
from formcheck.routines.routine import Routine
from formcheck.ui import routine_catalogue
from formcheck.ui.refusals import tried

_HERE, _EARLIER = "routine-drafts", "routine-earlier"
_OWN_ID = re.compile(r"[0-9a-f]{32}")


def may_be_own(routine_id: str) -> bool:
    """Whether an own routine could have this id."""
    return _OWN_ID.fullmatch(routine_id) is not None


def draft(routine_id: str) -> Routine:
    """The routine as it stands; one that is nowhere yet is begun, and kept with its first
    exercise."""
    here: dict[str, Routine] = st.session_state.get(_HERE, {})
    found = here.get(routine_id) or routine_catalogue.routine(routine_id)
    return found or replace(builder.new(), id=routine_id)


def change(routine_id: str, how: Callable[[Routine], Routine]) -> None:
    """Change it and keep it; what cannot be done is told on the page."""

    def changed() -> None:
        before = draft(routine_id)
        after = how(before)
        if after != before:
            st.session_state.setdefault(_EARLIER, {}).setdefault(routine_id, []).append(before)
            _keep(after)

    tried(changed)


def can_undo(routine_id: str) -> bool:
    """Whether there is a change to take back in this tab."""
    return bool(st.session_state.get(_EARLIER, {}).get(routine_id))


def undo(routine_id: str) -> None:
    """Take the last change back."""
    if can_undo(routine_id):
        tried(_keep, st.session_state[_EARLIER][routine_id].pop())


def _keep(routine: Routine) -> None:
    """Keep it in the journal; what is not there yet is remembered by this tab.

    Without an exercise there is nothing to practise: then the tab alone knows it.
    """
    here = st.session_state.setdefault(_HERE, {})
    here[routine.id] = routine
    if routine.items:
        routine_catalogue.keep(routine)
        del here[routine.id]
    else:
        routine_catalogue.delete(routine.id)
