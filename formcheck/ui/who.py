"""Who practises here, where several people do, and what is to be known of the journal: quiet lines.

What is wrong with the journal is said here, on every page, and nowhere else.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.ui import navigation
from formcheck.ui.person import (
    journal,
    journal_fault,
    notes_read,
    person,
    try_again,
    unread_notes,
)

NOTE_READ = "I have read this"
_NOT_KEPT = "What you do now is not kept."
_TAB_ONLY = "What you do now is kept only until you close this tab."


def show_who() -> None:
    """Draw the lines, if there is anything to tell."""
    try:
        name = person().name if len(journal().profiles()) > 1 else None
    except JournalError as error:
        _say_fault(_NOT_KEPT, str(error))
        return
    fault = journal_fault()
    if fault:
        _say_fault(_TAB_ONLY, fault)
    _say_notes()
    if name is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="fc-quiet">Practising: <strong>{escape(name)}</strong></p>', width="content"
        )
        if st.button("Change", key="fc-change-person", type="tertiary"):
            st.switch_page(navigation.people())


def _say_fault(what: str, why: str) -> None:
    with st.container(key="fc-gate-fault", gap="small"):
        st.html(
            f'<p class="fc-quiet" role="status"><strong>{what}</strong> {escape(why)} Practising '
            "works all the same.</p>"
        )
        st.button("Try again", key="journal-again", on_click=try_again)


def _say_notes() -> None:
    notes = unread_notes()
    if not notes:
        return
    with st.container(key="fc-gate-notes", gap="small"):
        for note in notes:
            st.html(f'<p class="fc-fact" role="status">{escape(note)}</p>')
        st.button(NOTE_READ, key="journal-read", on_click=notes_read)
