"""The page *Practise*: safe to? pain? choose, place the camera, Start, move, read the summary."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.live.bridge import preload
from formcheck.live.desk import new_token
from formcheck.live.snapshot import RoutineResult
from formcheck.live.webrtc import CameraState, camera
from formcheck.safety.pain import light
from formcheck.ui.desks import live_desk
from formcheck.ui.gate import passed
from formcheck.ui.model_setup import ready_model
from formcheck.ui.person import choose_person, chosen, journal, person, try_again
from formcheck.ui.practice_entry import entries
from formcheck.ui.practice_state import BROKEN_OFF, Practice
from formcheck.ui.practise_address import TOKEN, keep_address, take_address
from formcheck.ui.practise_after import nothing_counted, show_after
from formcheck.ui.practise_changes import Changes, show_changes
from formcheck.ui.practise_pain import ask_pain, say_alert, say_pain, stop_today
from formcheck.ui.practise_setup import read_choices, shorter_holds, show_setup, title_of
from formcheck.ui.practise_stage import STATE, show_display
from formcheck.ui.practise_start import start
from formcheck.ui.speaker import speaker
from formcheck.ui.start_button import pressed, start_button
from formcheck.ui.theme import page_frame

_LIVE = '<div class="fc-is-live"></div>'
"""The stylesheet makes room for the display where this mark is."""


def page() -> None:
    """Draw the page. The camera keeps its place in it: moving it would end the stream.

    It is also drawn first: a run that is cut short by the next one must not leave it out.
    """
    with page_frame("Practise"):
        practice = _practice()
        before, stage = st.container(), st.container(key="fc-stage")
        with stage:
            display, picture = st.columns([7, 3], gap="medium")
        press = pressed()
        if press is not None:
            read_choices(practice.choices)
            if start(practice, press, ready_model()):
                st.query_params[TOKEN] = practice.token
        with picture:
            now = camera(practice.camera_key, practice.bridge, playing=practice.wanted)
            if practice.wanted:
                _buttons(practice)
        if practice.wanted:
            _watch(practice, now)
            before.html(_LIVE)
            with display:
                show_display()
            return
        loading, told, rest = before.container(), before.container(), before.container()
        with loading:  # each in a place of its own: what comes and goes moves nothing else
            model = ready_model()
        if model is None:
            return
        _preloaded(model)
        take_address(practice)
        with told:
            _say_why(practice)
        with rest:
            _without_camera(practice)
            keep_address(practice)


@st.cache_resource(show_spinner=False)
def _preloaded(model: Path) -> None:
    preload(model)


def _practice() -> Practice:
    if STATE not in st.session_state:
        token = st.query_params.get(TOKEN) or new_token()
        st.session_state[STATE] = Practice(live_desk(), token)
    practice: Practice = st.session_state[STATE]
    if practice.left:
        practice.finish()
    if not practice.wanted:
        _follow(practice)
    return practice


def _follow(practice: Practice) -> None:
    """Into the journal that is in use now: it may be another one after a fault."""
    try:
        now = journal()
    except JournalError:
        return  # it is said below
    if practice.entry is not None:
        practice.entry.follow(now)
    if practice.changes is not None and practice.changes.journal is not now:
        practice.changes = None


def _buttons(practice: Practice) -> None:
    """Under the picture: on to the next exercise of a routine, and Stop."""
    with st.container(key="fc-routine-ways"):
        if practice.follows_routine:
            st.button("Skip this", key="skip", width="stretch", on_click=practice.skip)
        st.button("Stop", key="stop", width="stretch", on_click=practice.finish)


def _without_camera(practice: Practice) -> None:
    """One thing at a time: the last practice, the safety questions, the pain, the choice."""
    if practice.result is not None:
        _summary(practice)
        return
    try:
        safe, who = passed(), person().id
    except JournalError as error:  # nobody practises before the questions
        st.error(str(error))
        st.button("Try again", type="primary", on_click=try_again)
        return
    if not safe:
        return
    if practice.choices.now_of(who):
        practice.changes = None
    pain = practice.choices.pain_now(practice.clock())
    if pain is None:
        ask_pain(practice, title_of(practice.choices))
    elif light(pain) == "red":
        stop_today(practice, pain)
    else:
        say_pain(practice, pain, shorter=shorter_holds(practice.choices, pain))
        say_alert(who)
        show_changes(_followed(practice, who), "Since last time")
        show_setup(practice, "Practise here instead" if practice.elsewhere else "Start", pain)


def _followed(practice: Practice, who: str) -> Changes:
    """What follows from earlier practices, looked at once before the next one."""
    if practice.changes is None:
        practice.changes = Changes(journal(), who)
        practice.changes.look()
    return practice.changes


def _summary(practice: Practice) -> None:
    """The last practice, what the person says of it, and the ways on."""
    show_after(practice)
    said, ended_s = practice.last_lines()
    if said:
        speaker(said, None, practice.choices.voice, ended_s)
    pain = practice.choices.pain_now(practice.clock())
    if pain is not None and light(pain) != "red":  # how the back feels now is known
        _again(practice)
    st.button(
        "Something else", key="another", icon=":material/list:", on_click=_another,
        args=(practice,),
    )  # fmt: skip


def _again(practice: Practice) -> None:
    """The same once more: quietly where all is done, large where it was broken off."""
    result = practice.result
    closed = result is not None and result.ended_by == "closed"
    broken = practice.elsewhere or practice.fault is not None or closed
    again = "Start again" if practice.fault or closed else "Once more"
    large = broken or nothing_counted(result)
    with st.container(key="fc-start" if large else "fc-routine-again"):
        start_button("Practise here instead" if practice.elsewhere else again)


def _say_why(practice: Practice) -> None:
    """Why there is no practice now, and that one before a reload is not lost."""
    if practice.fault:
        st.error(practice.fault)
    if practice.elsewhere:
        st.warning(
            "Formcheck is practising in another tab or window. It can do so in one at a time.",
        )
    if practice.result is None and TOKEN in st.query_params:
        _fetch()


@st.fragment(run_every=0.5)
def _fetch() -> None:
    """After a reload: what was done before it, which takes a few seconds to come."""
    practice: Practice = st.session_state[STATE]
    if practice.desk.waiting(practice.token):
        st.info("The page was reloaded. What was done so far is being fetched.")
    elif practice.result is None:
        practice.result = practice.desk.recall(practice.token)
        if practice.result is not None:
            _as_before(practice)
            st.rerun()


def _as_before(practice: Practice) -> None:
    """What was chosen and kept before a reload, as far as the result tells."""
    result, choices = practice.result, practice.choices
    practice.entry = entry = entries().of(practice.token)
    if entry is not None:
        _follow(practice)
        if not chosen():
            choose_person(entry.profile.id)
    if entry is not None and entry.feelings.pain_after is not None:
        choices.feel(entry.feelings.pain_after, entry.felt_at_s)
    elif entry is not None and result is not None and result.ended_by == "closed":
        choices.feel(entry.feelings.pain_before, practice.clock())  # to go on with it
    if isinstance(result, RoutineResult):
        choices.routine = result.routine
    elif result is not None:
        choices.routine, choices.exercise = None, result.exercise
        choices.doses[result.exercise] = dict(result.dose)


def _watch(practice: Practice, now: CameraState) -> None:
    """A camera that could not be connected, or that is gone without having been stopped."""
    broken = practice.played and not now.playing
    practice.seen(offered=now.signalling, playing=now.playing)
    if now.message or broken:
        practice.finish(now.message or BROKEN_OFF)
        st.rerun()


def _another(practice: Practice) -> None:
    practice.forget()
    st.query_params.pop(TOKEN, None)
