"""Who practises in this browser session, and their journal."""

from __future__ import annotations

import os
from dataclasses import replace

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Person, Profile
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
    """Open the journal anew after a fault; what was done in this tab meanwhile comes into it."""
    own: Journal | None = st.session_state.get(_OWN)
    if own is None or _FAULT not in st.session_state:
        return
    try:
        shared = _shared(os.environ.get(DATABASE_VARIABLE))
        added = _brought(own, shared)
    except JournalError as error:
        st.session_state[_FAULT] = str(error)
        return
    del st.session_state[_FAULT], st.session_state[_OWN]
    mine = st.session_state.pop(_CHOSEN, None)
    if mine in added:
        choose_person(added[mine])
    own.close()


def _brought(own: Journal, shared: Journal) -> dict[str, str]:
    """Put everything of a tab's own journal into the other; who each person is there.

    Somebody of the same name is the same; so is somebody whom nobody named, where only one
    practises.
    """
    people, added = shared.profiles(), {}
    for one in own.profiles():
        theirs = own.person(one.id)
        if theirs == Person(theirs.profile, (), (), (), ()):
            continue
        alone = people[0] if len(people) == 1 and one.name == FIRST_NAME else None
        same = next((other for other in people if other.name == one.name), alone)
        added[one.id] = shared.add_person(replace(theirs, profile=same or one)).id
    return added


def unread_notes() -> tuple[str, ...]:
    """What opening the journal found and nobody has read yet."""
    try:
        return tuple(note for note in journal().notes if note not in _read())
    except JournalError:
        return ()


def notes_read() -> None:
    """Somebody has read them."""
    _read().update(journal().notes)


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
def _read() -> set[str]:
    return set()


@st.cache_resource(show_spinner=False)
def _shared(url: str | None) -> Journal:
    return Journal.open(url)
