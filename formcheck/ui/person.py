"""Who practises in this browser session, and their journal."""

from __future__ import annotations

import os

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Profile
from formcheck.journal.store import DATABASE_VARIABLE, IN_MEMORY, Journal
from formcheck.ui.visitor import at_this_computer

FIRST_NAME = "Me"
_CHOSEN, _OWN, _FAULT = "person", "own-journal", "journal-fault"


def journal() -> Journal:
    """The journal of this browser session.

    It is the one of this computer, or of the clinic. Somebody who visits from elsewhere has one of
    their own that is gone with the tab: nobody reads another's. So has everybody while the journal
    cannot be opened; `journal_fault` says why.
    """
    url = os.environ.get(DATABASE_VARIABLE)
    if _OWN in st.session_state:
        own: Journal = st.session_state[_OWN]
        return own
    if url or at_this_computer():
        try:
            return _shared(url)
        except JournalError as error:
            st.session_state[_FAULT] = str(error)
    own = Journal.open(IN_MEMORY)
    st.session_state[_OWN] = own
    return own


def journal_fault() -> str | None:
    """Why this computer's journal is not in use, as a sentence."""
    fault: str | None = st.session_state.get(_FAULT)
    return fault


def try_again() -> None:
    """Open the journal anew at the next look, after a fault."""
    st.session_state.pop(_FAULT, None)
    st.session_state.pop(_OWN, None)


def person() -> Profile:
    """Who practises: the one that was chosen here, else who practised last."""
    people = journal().profiles()
    chosen = st.session_state.get(_CHOSEN)
    found = next((one for one in people if one.id == chosen), None)
    if found is None:
        found = people[0] if people else journal().add_profile(FIRST_NAME)
    return found


def chosen() -> bool:
    """Whether somebody said in this tab who practises."""
    return _CHOSEN in st.session_state


def choose_person(profile: str) -> None:
    """Somebody else practises here now."""
    st.session_state[_CHOSEN] = profile


def forget_tab() -> None:
    """Forget everything that this tab knows, but not the journal that it alone may have."""
    for key in list(st.session_state):
        if key != _OWN:
            del st.session_state[key]


@st.cache_resource(show_spinner=False)
def _shared(url: str | None) -> Journal:
    return Journal.open(url)
