"""During the practice: the display, four times a second, and what can go wrong."""

from __future__ import annotations

import streamlit as st

from formcheck.ui.board import show_board
from formcheck.ui.display import Band, Board, live_board, waiting_board
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_preview import preview
from formcheck.ui.speaker import speaker
from formcheck.ui.theme import palette

STATE = "practise"
POLL_S = 0.25
NO_PICTURES = Band("I get no pictures", "alert", "Check the camera and its cable. I wait a little.")
STARTING = Band("Starting the camera", detail="Take your place. This takes a few seconds.")
LOADING = Band("Getting ready", detail="The pose model is being loaded.")


@st.fragment(run_every=POLL_S)
def show_display() -> None:
    """The display; ends the practice when it is over."""
    practice: Practice = st.session_state[STATE]
    if not practice.wanted:
        return
    practice.drawn_s = practice.clock()
    ended, fault = practice.over()
    if ended:
        practice.finish(fault)
        st.rerun()
    show_board(board_now(practice))
    _speak(practice)


def _speak(practice: Practice) -> None:
    """The practice's lines, then the page's own: the session says nothing without pictures."""
    snapshot, now_s = practice.bridge.snapshot(), practice.bridge.now_s()
    said, breath = (snapshot.said, snapshot.breath) if snapshot is not None else ((), None)
    if practice.without_pictures:
        breath = None
    speaker(said, breath, practice.choices.voice, now_s)
    own = practice.own_lines()
    speaker(own, None, practice.choices.voice, practice.clock(), key="page-speaker")


def board_now(practice: Practice) -> Board:
    """What the display shows in this moment."""
    snapshot, opening = practice.bridge.snapshot(), practice.opening
    fault = NO_PICTURES if practice.without_pictures else None
    if snapshot is not None and opening is not None:
        spec = opening.specs.get(snapshot.exercise or "")
        picture = preview(opening.plan, opening.specs, snapshot, palette())
        return live_board(spec, snapshot, practice.bridge.now_s(), fault=fault, picture=picture)
    if fault is not None:
        return waiting_board(fault)
    return waiting_board(STARTING if practice.bridge.picture_age_s() is None else LOADING)
