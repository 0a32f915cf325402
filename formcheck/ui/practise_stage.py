"""During the practice: the display, the camera beside it, and what can go wrong with both."""

from __future__ import annotations

import streamlit as st

from formcheck.live.snapshot import LiveSnapshot
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.board import show_board
from formcheck.ui.display import Band, Board, live_board, waiting_board
from formcheck.ui.practice_state import (
    GIVEN_UP_S,
    LAST_WORDS_S,
    NO_PICTURES_S,
    STARTS_WITHIN_S,
    Practice,
)

POLL_S = 0.25
NO_PICTURES = "The camera sends no pictures any more. Plug it in again, then press Start."
NEVER_CAME = (
    "The camera was opened but sent no picture. Close other programs that use it, then press Start "
    "again."
)
STATE = "practise"
_WAITING_FOR_PICTURES = Band(
    "I get no pictures", "alert", "Check the camera and its cable. I wait a few seconds."
)


def over(practice: Practice) -> tuple[bool, str | None]:
    """Whether the practice is to end now, and the fault that ends it, if any.

    It ends by itself a little after its result is there, so that the last words are heard.
    """
    now_s = practice.clock()
    snapshot = practice.bridge.snapshot()
    if snapshot is not None and snapshot.result is not None:
        if practice.over_s is None:
            practice.over_s = now_s
        return now_s - practice.over_s >= LAST_WORDS_S, None
    if practice.bridge.fault:
        return True, practice.bridge.fault
    age_s = practice.bridge.picture_age_s()
    if age_s is None:
        late = now_s - practice.began_s > STARTS_WITHIN_S
        return late, NEVER_CAME if late else None
    return age_s > GIVEN_UP_S, NO_PICTURES if age_s > GIVEN_UP_S else None


def fault_now(practice: Practice) -> Band | None:
    """What the page itself sees go wrong, while there is hope."""
    age_s = practice.bridge.picture_age_s()
    return _WAITING_FOR_PICTURES if age_s is not None and age_s > NO_PICTURES_S else None


@st.fragment(run_every=POLL_S)
def show_display(spec: ExerciseSpec) -> None:
    """The display, four times a second; ends the practice when it is over."""
    practice: Practice = st.session_state[STATE]
    if not practice.wanted:
        return
    ended, fault = over(practice)
    if ended:
        practice.finish(fault)
        st.rerun()
    snapshot = practice.bridge.snapshot()
    now_s = practice.bridge.now_s()
    if snapshot is None:
        show_board(_before_the_first(practice))
    else:
        show_board(live_board(spec, snapshot, now_s, fault=_unless_done(practice, snapshot)))


def _unless_done(practice: Practice, snapshot: LiveSnapshot) -> Band | None:
    return fault_now(practice) if snapshot.result is None else None


def _before_the_first(practice: Practice) -> Board:
    fault = fault_now(practice)
    if fault is not None:
        return waiting_board(fault.text, fault.detail, fault.look)
    if practice.bridge.picture_age_s() is None:
        return waiting_board("Starting the camera", "Take your place; this takes a few seconds.")
    return waiting_board("Getting ready", "The pose model is being loaded.")
