"""The two desks of this app: the one place for a live practice, and the work of the pages."""

from __future__ import annotations

import streamlit as st

from formcheck.live.desk import Desk
from formcheck.ui.work_queue import WorkDesk
from formcheck.video.turn import machine_turn

PRACTISING = "Paused while somebody practises live"


@st.cache_resource(show_spinner=False)
def live_desk() -> Desk:
    """Gives the place for a live practice."""
    return Desk()


@st.cache_resource(show_spinner=False)
def work_desk() -> WorkDesk:
    """Does the analyses of all sessions, one at a time; a live practice goes before them."""
    live = live_desk()
    return WorkDesk(paused=lambda: PRACTISING if live.busy() else None, turn=machine_turn)
