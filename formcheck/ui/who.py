"""Who practises here, where several people do, and whether the journal is kept: one quiet line."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.ui import navigation
from formcheck.ui.person import journal, journal_fault, person


def show_who() -> None:
    """Draw the line, if there is anything to tell."""
    try:
        name = person().name if len(journal().profiles()) > 1 else None
    except JournalError as error:
        st.html(_unkept(str(error)))
        return
    fault = journal_fault()
    if fault:
        st.html(_unkept(fault))
    if name is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="fc-quiet">Practising: <strong>{escape(name)}</strong></p>', width="content"
        )
        if st.button("Change", key="fc-change-person", type="tertiary"):
            st.switch_page(navigation.people())


def _unkept(why: str) -> str:
    return (
        '<p class="fc-quiet"><strong>What you do now is not kept.</strong> '
        f"{escape(why)} Practising works all the same.</p>"
    )
