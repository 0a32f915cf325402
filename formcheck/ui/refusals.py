"""What a press could not do, told on the page that is drawn after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from formcheck.coach.dose import DoseError
from formcheck.journal.errors import JournalError
from formcheck.routines.errors import RoutineError

P = ParamSpec("P")
_REFUSED = "refused"


def tried(action: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Do it; False if it cannot be done, with the reason kept for `show_refusal`."""
    try:
        action(*args, **kwargs)
    except (JournalError, RoutineError, DoseError) as error:
        st.session_state[_REFUSED] = str(error)
        return False
    return True


def show_refusal() -> None:
    """Why the last press could not be done, once."""
    sentence: str | None = st.session_state.pop(_REFUSED, None)
    if sentence:
        st.warning(sentence, icon=":material/info:")
