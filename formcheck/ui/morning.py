"""How the back felt the morning after: asked once, and what follows from the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from formcheck.journal.records import Change, Session
from formcheck.progress.days import day_of
from formcheck.progress.follow import follow
from formcheck.ui.catalogue import exercises
from formcheck.ui.clock import now
from formcheck.ui.pain_scale import pain_scale
from formcheck.ui.person import journal
from formcheck.ui.refusals import tried
from formcheck.ui.today_state import day_in_words, morning_after

_NOT_NOW, _TOLD, _CHANGES = "morning-not-now", "morning-told", "morning-changes"


def ask(sessions: Sequence[Session], today: date) -> None:
    """Ask if it is time; an answer stands, to be put right, until the page is left."""
    told = st.session_state.get(_TOLD)
    asked = morning_after(sessions, today) or next((s for s in sessions if s.id == told), None)
    if asked is None or st.session_state.get(_NOT_NOW) == asked.id:
        return
    when = "this morning" if (today - day_of(asked)).days == 1 else "the morning after"
    question = f"You practised {day_in_words(day_of(asked), today)}. How did your back feel {when}?"
    said = asked.feelings.pain_next_day
    with st.container(key="fc-today-morning"):
        value = pain_scale(f"morning-{asked.id}", question, said)
        if value is not None and value != said and tried(_keep, asked, value):
            st.rerun()
        if said is None and st.button("Not now", type="tertiary"):
            st.session_state[_NOT_NOW] = asked.id
            st.rerun()
        for change in st.session_state.get(_CHANGES, ()):
            _show(change)


def _keep(asked: Session, value: int) -> None:
    """Keep the answer; exercises follow it."""
    journal().feel(asked.id, pain_next_day=value)
    st.session_state[_TOLD] = asked.id
    made = follow(journal(), asked.profile, exercises(), now())
    changes = st.session_state.get(_CHANGES, ())
    st.session_state[_CHANGES] = (*changes, *((asked.profile, one) for one in made))


def _show(told: tuple[str, Change]) -> None:
    """One change with its reason and its way back."""
    change = told[1]
    text, way = st.columns([5, 1], vertical_alignment="center")
    text.html(f'<p class="fc-fact">{escape(change.reason)}</p>')
    way.button("Undo", key=f"morning-undo-{change.id}", on_click=_undo, args=told)


def _undo(profile: str, change: Change) -> None:
    if tried(journal().undo_change, profile, change.id, now()):
        changes = st.session_state[_CHANGES]
        st.session_state[_CHANGES] = tuple(one for one in changes if one[1].id != change.id)
