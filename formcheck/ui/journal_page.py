"""The page *Journal*: every practice by day, what came of it, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

import streamlit as st

from formcheck.journal.records import Person, Session
from formcheck.progress.days import day_of
from formcheck.report import progress_words as words
from formcheck.report.words import day as day_words
from formcheck.report.words import plural
from formcheck.ui import navigation
from formcheck.ui.catalogue import shipped
from formcheck.ui.clock import today
from formcheck.ui.journal_parts import (
    ask_deletion,
    card,
    show_exercises,
    show_feelings,
    show_keeping,
)
from formcheck.ui.person import journal, person
from formcheck.ui.theme import page_frame

PRACTICE = "practice"
"""The part of the page's address that names a practice: `journal?practice=ID`."""
ON_A_PAGE = 12
"""Practices listed at once."""


def page() -> None:
    """Draw the list, or the practice that the page's address names."""
    with page_frame("Journal"):
        _page()


def _page() -> None:
    chosen = st.query_params.get(PRACTICE)
    session = journal().session(chosen) if chosen else None
    if session is not None and session.profile == person().id:
        _one(session)
        return
    if chosen:
        del st.query_params[PRACTICE]
        st.info("This practice is not in the journal any more.")
    _list()


def _list() -> None:
    sessions = journal().sessions(person().id)
    if not sessions:
        _empty()
        return
    st.html(f'<p class="fc-quiet">{escape(_in_short(sessions))}</p>')
    newest_first = sessions[::-1]
    pages = -(-len(newest_first) // ON_A_PAGE)
    shown = st.session_state.get("journal-pages", 1) if pages > 1 else 1
    start = ON_A_PAGE * (min(shown, pages) - 1)
    specs, now = shipped(), today()
    listed = newest_first[start : start + ON_A_PAGE]
    for day, practices in groupby(listed, key=lambda one: day_of(one)):
        st.html(f'<h2 class="fc-prog-day">{escape(words.day_name(day, now))}</h2>')
        for session in practices:
            card(session, specs, _open)
    if pages > 1:
        st.pagination(pages, key="journal-pages")
    st.subheader("Keep a copy", anchor=False)
    show_keeping(lambda: journal().person(person().id), "journal")


def _in_short(sessions: Sequence[Session]) -> str:
    first = min(day_of(session) for session in sessions)
    return f"{plural(len(sessions), 'practice')} since {day_words(first)}."


def _empty() -> None:
    st.html(
        '<p class="fc-lead">Nothing is written here yet.</p>'
        "<p>Each practice comes here by itself: what you did, how it went, and how your back felt. "
        "You can add a note to it or delete it at any time.</p>"
    )
    if st.button("See what to do first", type="primary", icon=":material/arrow_forward:"):
        st.switch_page(navigation.today())


def _one(session: Session) -> None:
    st.button("All practices", icon=":material/arrow_back:", type="tertiary", on_click=_close)
    when = f"{words.day_name(day_of(session), today())}, {words.clock(session)}"
    st.html(
        f'<p class="fc-quiet">{escape(when)}</p>'
        f'<h2 class="fc-headline">{escape(session.title)}</h2>'
        f'<p class="fc-lead">{escape(words.practice_line(session, shipped()))}.</p>'
    )
    done, felt = st.columns([3, 2], gap="large")
    with done:
        show_exercises(session, shipped())
    with felt:
        show_feelings(session)
    st.subheader("Keep a copy", anchor=False)
    with st.container(horizontal=True):
        show_keeping(lambda: _only(session), "practice")
        ask_deletion(session)


def _only(session: Session) -> Person:
    """The person with this practice alone: what is kept of it."""
    kept = journal().session(session.id) or session
    return Person(person(), (), (kept,), (), ())


def _open(session: str) -> None:
    st.query_params[PRACTICE] = session


def _close() -> None:
    st.query_params.pop(PRACTICE, None)
