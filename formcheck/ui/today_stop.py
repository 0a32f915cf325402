"""When *Today* offers no practice: urgent signs, a doctor first, pain on the rise, strong pain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

import streamlit as st

from formcheck.journal.records import Session
from formcheck.progress.days import day_of
from formcheck.progress.results import Alert
from formcheck.safety.gate import EMERGENCY, Reason
from formcheck.safety.pain import RED_FROM
from formcheck.ui import navigation

StopKind = Literal["emergency", "pain", "alert", "doctor"]

SEE = "When to see a professional"
"""What the button says."""
_HEADLINES: dict[StopKind, str] = {
    "emergency": "Please get help now", "pain": "Not today", "alert": "Please pause",
    "doctor": "Please see a doctor first",
}  # fmt: skip
_WAYS: dict[StopKind, str] = {
    "emergency": "Answer the questions again", "pain": "My back feels better now",
    "alert": "They agreed that I go on", "doctor": "A professional has agreed",
}  # fmt: skip
"""How to go on all the same: *Practise* asks before it lets anybody begin."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why there is no practice now.

    Attributes:
        pain: what was said, 0 to 10, if that is why.
        alert: what the journal says, if that is why.
    """

    kind: StopKind
    pain: int | None = None
    alert: str = ""


def stop_of(reason: Reason | None, pain: int | None, alerts: Iterable[Alert]) -> Stop | None:
    """Why there is to be no practice now, the most urgent first; None: nothing speaks against it.

    Args:
        reason: what the safety questions still ask for.
        pain: the strongest that was said of today.
        alerts: that hold now.
    """
    if reason == "emergency":
        return Stop("emergency")
    if pain is not None and pain >= RED_FROM:
        return Stop("pain", pain)
    for alert in alerts:
        if alert.kind == "pain_up":
            return Stop("alert", alert=alert.sentence)
    return Stop("doctor") if reason == "doctor" else None


def pain_today(sessions: Sequence[Session], today: date) -> int | None:
    """The strongest pain that was said last of today: this morning, then before and after each
    practice. What was said later counts: a practice begun with little pain follows a bad morning.
    """
    said: int | None = None
    for session in sessions:
        felt, ago = session.feelings, (today - day_of(session)).days
        if ago == 1 and felt.pain_next_day is not None:
            said = felt.pain_next_day
        elif ago == 0:
            told = [one for one in (felt.pain_before, felt.pain_after) if one is not None]
            said = told[-1] if told else said
    return said


def show_stop(stop: Stop, routine: str | None) -> None:
    """What to do instead of a practice; `routine` is what would come next."""
    st.html(
        f'<div role="alert"><h2 class="fc-headline">{_HEADLINES[stop.kind]}</h2>'
        f'<p class="fc-lead">{escape(_words(stop))}</p></div>'
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(SEE, key="fc-today-see", type="primary", icon=":material/medical_services:"):
            st.switch_page(navigation.guide())
        if st.button(_WAYS[stop.kind], key="fc-today-all-the-same", type="tertiary"):
            _practise(routine)


def _words(stop: Stop) -> str:
    if stop.kind == "emergency":
        return f"{EMERGENCY} There is no practice until this has been looked at."
    if stop.kind == "pain":
        return (
            f"You said {stop.pain} of 10. Rest, walk a little if that is comfortable, and come "
            f"back when the pain is {RED_FROM - 1} or less."
        )
    if stop.kind == "alert":
        return stop.alert
    return "Your answers to the safety questions ask for it, before you exercise."


def _practise(routine: str | None) -> None:
    if routine:
        navigation.open_routine(routine)
    else:
        st.switch_page(navigation.practise())
