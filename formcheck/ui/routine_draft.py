"""The own routine that is being changed: every change is kept at once and can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from formcheck.coach.dose import DoseError
from formcheck.routines import builder
from formcheck.routines.errors import RoutineError
from formcheck.routines.routine import Routine
from formcheck.ui import routine_catalogue

_DRAFTS, _EARLIER, _REFUSED = "routine-drafts", "routine-earlier", "routine-refused"
_OWN_ID = re.compile(r"[0-9a-f]{32}")


def may_be_own(routine_id: str) -> bool:
    """Whether an own routine could have this id."""
    return _OWN_ID.fullmatch(routine_id) is not None


def draft(routine_id: str) -> Routine:
    """The routine as it stands; one that is nowhere yet is begun, and kept with its first
    exercise."""
    remembered: dict[str, Routine] = st.session_state.get(_DRAFTS, {})
    kept = routine_catalogue.routine(routine_id) or remembered.get(routine_id)
    return kept or replace(builder.new(), id=routine_id)


def change(routine_id: str, how: Callable[[Routine], Routine]) -> None:
    """Change it; what cannot be done is told by `refused`."""
    before = draft(routine_id)
    try:
        after = how(before)
    except (RoutineError, DoseError) as error:
        st.session_state[_REFUSED] = str(error)
        return
    if after != before:
        st.session_state.setdefault(_EARLIER, {}).setdefault(routine_id, []).append(before)
        _keep(after)


def refused() -> str | None:
    """Why the last change could not be made, once."""
    sentence: str | None = st.session_state.pop(_REFUSED, None)
    return sentence


def can_undo(routine_id: str) -> bool:
    """Whether there is a change to take back in this tab."""
    return bool(st.session_state.get(_EARLIER, {}).get(routine_id))


def undo(routine_id: str) -> None:
    """Take the last change back."""
    if can_undo(routine_id):
        _keep(st.session_state[_EARLIER][routine_id].pop())


def _keep(routine: Routine) -> None:
    """Without an exercise it is nothing to practise: then it is remembered by this tab alone."""
    st.session_state.setdefault(_DRAFTS, {})[routine.id] = routine
    if routine.items:
        routine_catalogue.keep(routine)
    else:
        routine_catalogue.delete(routine.id)
