"""The page *Analyse a video*: choose, press one button, read what came out."""

from __future__ import annotations

import streamlit as st

from formcheck.report.words import plural
from formcheck.ui.analyse_choice import ORIGIN, OWN, WANTED, choose
from formcheck.ui.analyse_films import Film, Shelf, shelf
from formcheck.ui.analyse_list import show_list, show_one
from formcheck.ui.catalogue import wanted_exercise, wanted_kept
from formcheck.ui.result_video import show_outcome
from formcheck.ui.theme import page_frame


def page() -> None:
    """Draw the page."""
    with page_frame("Analyse a video"):
        state = shelf()
        _as_wanted(state)
        film = state.film(state.shown) if state.view == "result" else None
        if film is not None and film.job is not None:
            show_one(film)
        elif film is not None and film.outcome is not None:
            show_outcome(film, lambda: _way_back(state))
        elif state.view == "list" and state.begun:
            show_list(state)
        else:
            _choose(state, film)


def _as_wanted(state: Shelf) -> None:
    """The exercise that the address names is chosen for the films that are added next."""
    wanted = wanted_exercise()
    if wanted is not None:
        st.session_state[WANTED], st.session_state[ORIGIN] = wanted, OWN
        state.view = "choose"
    wanted_kept()


def _choose(state: Shelf, failed: Film | None) -> None:
    """`failed`: the film that was waited for; it came to nothing."""
    if failed is not None:
        _back_to_new(state, failed)
    state.view = "choose"
    for fault in state.faults:
        st.error(fault)
    if state.begun:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="fc-quiet">{_in_short(state)}</p>')
            if st.button("Show them", type="tertiary", icon=":material/list:"):
                state.view = "list"
                st.rerun()
    choose(state)


def _back_to_new(state: Shelf, film: Film) -> None:
    """It can be tried again as it was chosen, and the reason stands above it."""
    if film.error is not None:
        state.faults[:] = [film.error]
    film.error, film.unknown = None, False
    if film.about:
        state.remove(film)
    state.shown = None


def _in_short(state: Shelf) -> str:
    """`2 videos analysed, 1 in work.`"""
    parts = [f"{plural(len(state.done), 'video')} analysed"] if state.done else []
    if state.in_work:
        parts.append(f"{len(state.in_work)} in work")
    other = len(state.begun) - len(state.done) - len(state.in_work)
    if other:
        parts.append(f"{other} to look at")
    return ", ".join(parts) + "."


def _way_back(state: Shelf) -> None:
    if len(state.begun) > 1 and st.button("All videos", icon=":material/list:"):
        state.view = "list"
        st.rerun()
    if st.button("Another video", icon=":material/arrow_back:"):
        state.view, state.shown = "choose", None
        st.rerun()
