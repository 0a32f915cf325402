"""The page *Practise*: choose, place the camera, press Start, move, read the summary."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from formcheck.live.bridge import preload
from formcheck.live.desk import Desk, new_token
from formcheck.live.keeping import Keep, default_folder
from formcheck.live.webrtc import CameraState, camera, refusal
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import WANTED, exercises
from formcheck.ui.model_setup import ready_model
from formcheck.ui.practice_state import BROKEN_OFF, Practice
from formcheck.ui.practise_session import Opening
from formcheck.ui.practise_setup import show_setup
from formcheck.ui.practise_stage import STATE, show_display
from formcheck.ui.practise_summary import show_summary
from formcheck.ui.start_button import Pressed, start_button
from formcheck.ui.theme import page_frame

TOKEN = "practice"
"""The part of the page's address that names a practice, so that a reload finds its result."""
_LIVE = '<div class="fc-is-live"></div>'
"""The stylesheet makes room for the display where this mark is."""


def page() -> None:
    """Draw the page. The camera keeps its place in it: moving it would end the stream."""
    with page_frame("Practise"):
        practice = _practice()
        before, stage = st.container(), st.container(key="fc-stage")
        with stage:
            display, picture = st.columns([7, 3], gap="medium")
        with before:
            model = ready_model()
            if model is None:
                return
            _preloaded(model)
            spec = _above_the_stage(practice, model)
        with picture:
            key = f"camera-{practice.camera_number}"
            now = camera(key, practice.bridge, playing=practice.wanted)
            if practice.wanted:
                st.button("Stop", key="stop", width="stretch", on_click=practice.finish)
        if practice.wanted:
            _watch(practice, now)
            with display:
                show_display(spec)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The one desk of this app."""
    return Desk()


@st.cache_resource(show_spinner=False)
def _preloaded(model: Path) -> None:
    preload(model)


def _practice() -> Practice:
    if STATE not in st.session_state:
        token = st.query_params.get(TOKEN) or new_token()
        st.session_state[STATE] = Practice(desk(), token)
    practice: Practice = st.session_state[STATE]
    if practice.left:
        practice.finish()
    return practice


def _above_the_stage(practice: Practice, model: Path) -> ExerciseSpec:
    """Nothing while practising; else the last practice or all there is to choose."""
    specs = exercises()
    if practice.wanted:
        st.html(_LIVE)
        return specs[practice.exercise or ""]
    _say_why(practice)
    if st.query_params.get(WANTED) is not None:
        practice.forget()
    if practice.result is not None:
        spec = specs[practice.result.exercise]
        show_summary(practice.result, spec, practice.keep, practice.notes)
        pressed = _ways_on(practice)
    else:
        spec, pressed = show_setup(practice)
    if pressed is not None:
        _start(practice, spec, model, pressed)
    return spec


def _say_why(practice: Practice) -> None:
    """Why there is no practice now, and that one before a reload is not lost."""
    if practice.fault:
        st.error(practice.fault, icon=":material/error:")
    if practice.elsewhere:
        st.warning(
            "Formcheck is practising in another tab or window. It can do so in one at a time.",
            icon=":material/tab:",
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
            st.rerun()


def _start(practice: Practice, spec: ExerciseSpec, model: Path, pressed: Pressed) -> None:
    if pressed.refused is not None:
        practice.refuse(refusal(pressed.refused))
    else:
        opening = Opening(
            spec, practice.doses.get(spec.id, {}), model, _keeper(practice, spec, model),
            practice.ranges, practice.note,
        )  # fmt: skip
        if practice.begin(opening):
            st.query_params[TOKEN] = practice.token
    st.rerun()


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


def _ways_on(practice: Practice) -> Pressed | None:
    with st.container(key="fc-start"):
        pressed, _ = start_button("Practise here instead" if practice.elsewhere else "Once more")
    st.button(
        "Another exercise", key="another", icon=":material/list:", on_click=_another,
        args=(practice,),
    )  # fmt: skip
    return pressed


def _another(practice: Practice) -> None:
    practice.forget()
    st.query_params.pop(TOKEN, None)
