"""The page *Practise*: choose, place the camera, press Start, move, read the summary."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from formcheck.live.session import LiveSession
from formcheck.live.webrtc import CameraBridge, camera, refusal
from formcheck.pose.landmarker import MediaPipePose
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import WANTED, exercises
from formcheck.ui.model_setup import ready_model
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_setup import show_setup
from formcheck.ui.practise_stage import STATE, show_display
from formcheck.ui.practise_summary import show_summary
from formcheck.ui.start_button import Pressed, start_button
from formcheck.ui.theme import page_frame

BROKEN_OFF = "The connection to the camera broke off. Press Start to go on with a new practice."
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
            spec = _now(practice, model)
        with picture:
            key = f"camera-{practice.camera_number}"
            now = camera(key, practice.bridge, playing=practice.wanted)
            if practice.wanted:
                st.button("Stop", key="stop", width="stretch", on_click=practice.finish)
        if practice.wanted:
            _watch(practice, now.playing, now.message)
            with display:
                show_display(spec)


def open_session(
    spec: ExerciseSpec, model: Path, dose: dict[str, float], size: tuple[int, int]
) -> LiveSession:
    """A live session with a pose source of its own, warmed up on an empty picture.

    The first picture costs seconds: without the warm-up the person's first moments would be lost.
    """
    pose = MediaPipePose(model)
    pose.detect(np.zeros((size[1], size[0], 3), np.uint8), 0.0)
    return LiveSession(spec, pose, dose, captions=False)


def _practice() -> Practice:
    if STATE not in st.session_state:
        st.session_state[STATE] = Practice(CameraBridge())
    practice: Practice = st.session_state[STATE]
    return practice


def _now(practice: Practice, model: Path) -> ExerciseSpec:
    """What belongs above the stage: nothing, the summary, or all there is to choose."""
    specs = exercises()
    if practice.wanted:
        st.html(_LIVE)
        return specs[practice.exercise or ""]
    if practice.fault:
        st.error(practice.fault, icon=":material/error:")
    if practice.result is not None and st.query_params.get(WANTED) is None:
        spec = specs[practice.result.exercise]
        show_summary(practice.result, spec)
        pressed = _ways_on(practice)
    else:
        practice.result = None
        spec, pressed = show_setup(practice)
    if pressed is not None:
        _start(practice, spec, model, pressed)
    return spec


def _start(practice: Practice, spec: ExerciseSpec, model: Path, pressed: Pressed) -> None:
    if pressed.refused is not None:
        practice.refuse(refusal(pressed.refused))
    else:
        dose = practice.doses.get(spec.id, {})
        practice.begin()
        practice.bridge.arm(partial(open_session, spec, model, dose))
    st.rerun()


def _watch(practice: Practice, playing: bool, message: str | None) -> None:
    """A camera that could not be connected, or that is gone without having been stopped."""
    if message:
        practice.finish(message)
        st.rerun()
    if practice.played and not playing:
        practice.finish(BROKEN_OFF)
        st.rerun()
    practice.played = practice.played or playing


def _ways_on(practice: Practice) -> Pressed | None:
    with st.container(key="fc-start"):
        pressed, _ = start_button("Once more")
    st.button("Another exercise", icon=":material/list:", on_click=practice.forget)
    return pressed
