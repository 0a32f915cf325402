"""While films are analysed and afterwards: how far each one is, and what came of it."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from formcheck.report import words
from formcheck.ui import recognise
from formcheck.ui.analyse_films import Film, Shelf, part_in_words, shelf
from formcheck.ui.analyse_work import begin
from formcheck.ui.catalogue import exercises, label
from formcheck.ui.job import JobState

_LOOK_S = 0.5


def show_list(state: Shelf) -> None:
    """All films that were begun, in their order."""
    if state.in_work:
        _watch()
    else:
        _rows(state)
    with st.container(horizontal=True):
        if st.button("Add videos", icon=":material/add:"):
            state.view = "choose"
            st.rerun()
        if state.in_work and st.button("Stop all"):
            for film in state.in_work:
                _stopped(film)
            st.rerun()


def show_one(film: Film) -> None:
    """How far a single film is, with nothing else on the page."""
    st.html(f'<p class="fc-lead">{escape(film.name)}</p>')
    _watch_one(film.number)
    if st.button("Stop the analysis"):
        _stopped(film)
        shelf().view = "choose"
        st.rerun()


def _stopped(film: Film) -> None:
    """Back among those that were not begun; a sample clip is not kept there."""
    film.stop()
    film.error, film.unknown = None, False
    if film.about:
        shelf().remove(film)


@st.fragment(run_every=_LOOK_S)
def _watch() -> None:
    state = shelf()
    ended = [film for film in state.films if film.take_result()]
    if ended:
        st.rerun()
    _rows(state)


@st.fragment(run_every=_LOOK_S)
def watch_until_done() -> None:
    """How far all films are, for another page; it is drawn anew when nothing is in work."""
    state = shelf()
    for film in state.films:
        film.take_result()
    if not state.in_work:
        st.rerun()
    for film in state.in_work:
        st.html(f'<p class="fc-film">{escape(film.name)}</p>')
        if film.job is not None:
            _progress(film.job.state())


@st.fragment(run_every=_LOOK_S)
def _watch_one(number: int) -> None:
    film = shelf().film(number)
    if film is None or film.job is None or film.take_result():
        st.rerun()
    else:
        _progress(film.job.state())


def _rows(state: Shelf) -> None:
    with st.container(key="fc-films", gap="small"):
        for film in state.begun:
            _row(state, film)


def _row(state: Shelf, film: Film) -> None:
    with st.container(border=True, key=f"fc-row-{film.number}"):
        told, act = st.columns([5, 2], vertical_alignment="center")
        with told:
            st.html(f'<p class="fc-film">{escape(film.name)}</p>{_about(film)}')
            if film.job is not None:
                _progress(film.job.state())
            elif film.error is not None:
                st.html(f'<p class="fc-fact fc-mend">{escape(film.error)}</p>')
            elif film.outcome is None:
                _ask(film)
        with act:
            _actions(state, film)


def _about(film: Film) -> str:
    """What is known of a film, in one or two quiet lines."""
    spec = exercises().get(film.exercise or "")
    parts = [spec.title if spec else "Exercise not known yet"]
    if not film.part.whole:
        parts.append(part_in_words(film.part).lower())
    quiet = f'<p class="fc-quiet">{escape(", ".join(parts))}</p>'
    if film.outcome is None:
        return quiet
    headline = words.headline(film.outcome.analysis.summary)
    return f'{quiet}<p class="fc-fact"><strong>{escape(headline)}</strong></p>'


def _progress(now: JobState[Any]) -> None:
    st.progress(min(max(now.fraction or 0.0, 0.0), 1.0), text=in_words(now))


def in_words(now: JobState[Any]) -> str:
    """How far it is, for people."""
    if now.stage == "waiting":
        return f"Waiting: {words.plural(now.ahead, 'video')} before it" if now.ahead else "Next"
    return now.text if now.left_s is None else f"{now.text} - {left_in_words(now.left_s)}"


def left_in_words(left_s: float) -> str:
    """`a few seconds left`, `about 40 s left`, `about 3 minutes left`."""
    if left_s < 8:
        return "a few seconds left"
    if left_s < 55:
        return f"about {10 * max(1, round(left_s / 10))} s left"
    minutes = max(1, round(left_s / 60))
    return f"about {words.plural(minutes, 'minute')} left"


def _ask(film: Film) -> None:
    """What it shows could not be told: the person is asked; nothing is looked at twice."""
    found = film.recognised or recognise.Recognised()
    st.html(f'<p class="fc-fact">{recognise.in_words(found, exercises())}</p>')
    chosen = st.selectbox(
        "Exercise", list(exercises()), index=None, placeholder="Choose the exercise",
        key=f"ask-{film.number}", format_func=label, label_visibility="collapsed",
    )  # fmt: skip
    if chosen is not None:
        film.exercise, film.chosen = chosen, True
        begin(film)
        st.rerun()


def _actions(state: Shelf, film: Film) -> None:
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if film.outcome is not None and st.button(
            "Open", key=f"open-film-{film.number}", type="primary"
        ):
            state.shown, state.view = film.number, "result"
            st.rerun(scope="app")
        if film.job is not None:
            if st.button("Stop", key=f"stop-{film.number}"):
                _stopped(film)
                st.rerun(scope="app")
            return
        if film.error is not None and st.button("Try again", key=f"again-{film.number}"):
            begin(film)
            st.rerun(scope="app")
        if st.button(
            "", icon=":material/close:", key=f"forget-{film.number}", type="tertiary",
            help=f"Remove {film.name} and its result",
        ):  # fmt: skip
            state.remove(film)
            st.rerun(scope="app")
