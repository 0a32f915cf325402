"""The page *Practise*: choose, place the camera, press Start, move, read the summary."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from formcheck.live.bridge import preload
from formcheck.live.desk import new_token
from formcheck.live.keeping import Keep, default_folder
from formcheck.live.webrtc import CameraState, camera, refusal
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import WANTED, exercises
from formcheck.ui.desks import live_desk
from formcheck.ui.model_setup import ready_model
from formcheck.ui.practice_state import BROKEN_OFF, Practice
from formcheck.ui.practise_session import Opening
from formcheck.ui.practise_setup import filmed_from, read_choices, show_setup
from formcheck.ui.practise_stage import STATE, show_display
from formcheck.ui.practise_summary import show_summary
from formcheck.ui.speaker import speaker
from formcheck.ui.start_button import Pressed, pressed, start_button
from formcheck.ui.theme import page_frame

TOKEN = "practice"
"""The part of the page's address that names a practice, so that a reload finds its result."""
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
            _start(practice, press)
        with picture:
            now = camera(practice.camera_key, practice.bridge, playing=practice.wanted)
            if practice.wanted:
                st.button("Stop", key="stop", width="stretch", on_click=practice.finish)
        if practice.wanted:
            _watch(practice, now)
            before.html(_LIVE)
            with display:
                show_display(filmed_from(practice, exercises()[practice.exercise or ""]))
            return
        loading, told, rest = before.container(), before.container(), before.container()
        with loading:  # each in a place of its own: what comes and goes moves nothing else
            practice.model = ready_model()
        if practice.model is None:
            return
        _preloaded(practice.model)
        if st.query_params.get(WANTED) is not None:
            practice.forget()
        with told:
            _say_why(practice)
        with rest:
            _without_camera(practice)


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
    return practice


def _without_camera(practice: Practice) -> None:
    """The last practice, or all there is to choose."""
    label = "Practise here instead" if practice.elsewhere else None
    if practice.result is None:
        show_setup(practice, label or "Start")
        return
    show_summary(
        practice.result, exercises()[practice.result.exercise], practice.keep, practice.notes
    )
    said, ended_s = practice.last_lines()
    if said:
        speaker(said, None, practice.voice, ended_s)
    with st.container(key="fc-start"):
        start_button(label or ("Start again" if practice.fault else "Once more"))
    st.button(
        "Another exercise", key="another", icon=":material/list:", on_click=_another,
        args=(practice,),
    )  # fmt: skip


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
            practice.exercise = practice.result.exercise
            practice.doses[practice.exercise] = dict(practice.result.dose)
            st.rerun()


def _start(practice: Practice, press: Pressed) -> None:
    """Start was pressed: the practice begins, or there is a reason why not."""
    read_choices(practice)
    spec, model = exercises().get(practice.exercise or ""), practice.model
    if press.refused is not None:
        practice.refuse(refusal(press.refused))
    elif spec is not None and model is not None:
        dose = practice.doses.get(spec.id, {})
        keep = _keeper(practice, spec, model)
        filmed = filmed_from(practice, spec)
        opening = Opening(filmed, dose, model, keep, practice.ranges, practice.note)
        if practice.begin(opening):
            st.query_params[TOKEN] = practice.token


def _keeper(practice: Practice, spec: ExerciseSpec, model: Path) -> Keep | None:
    """Keeps what was ticked, if anything."""
    if not (practice.keep_landmarks or practice.keep_video):
        return None
    return Keep(
        default_folder(), practice.keep_landmarks, practice.keep_video, name=spec.id,
        model=model.name,
    )  # fmt: skip


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
