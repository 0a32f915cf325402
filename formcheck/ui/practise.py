"""The page *Practise*: place the camera, press Start, move, read the summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from formcheck.coach.summary import SetSummary
from formcheck.live.session import LiveSession
from formcheck.live.webrtc import CameraBridge, camera
from formcheck.pose.landmarker import MediaPipePose
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import exercises, label, take_wanted
from formcheck.ui.display import live_display, waiting_display
from formcheck.ui.exercise_content import show_pictures, show_review, show_short
from formcheck.ui.model_setup import ready_model
from formcheck.ui.result import show_details, show_headline, show_mistakes, show_notes
from formcheck.ui.theme import page_frame, show_camera_place

_STATE, _CHOICE = "practise", "practise-exercise"
_REFUSED = """
<div id="fc-refused" class="fc-refused" role="alert" style="display: none">
The browser keeps the camera from this page. Allow it with the sign beside the address,
then press Start again.</div>
<script>
  // Python is never told of a refusal: ask the browser. Where it cannot say, nothing is shown.
  navigator.permissions?.query({ name: "camera" }).then((camera) => {
    const show = () => {
      const box = document.getElementById("fc-refused");
      if (box) box.style.display = camera.state === "denied" ? "block" : "none";
    };
    show();
    camera.onchange = show;
  }).catch(() => {});
</script>
"""
_NO_PICTURE = (
    "<strong>Permission denied:</strong> allow the camera with the sign beside the address, then "
    "press Start again.",
    "<strong>Device not found:</strong> plug a camera in, then press Start again.",
    "<strong>Device in use:</strong> close other programs that use the camera.",
    "<strong>The wrong camera:</strong> press Choose camera.",
)


@dataclass
class _State:
    """What one browser session does on this page."""

    bridge: CameraBridge = field(default_factory=CameraBridge)
    exercise: str | None = None
    playing: bool = False
    summary: SetSummary | None = None
    fault: str | None = None


def page() -> None:
    """Draw the page. The camera keeps its place in it: moving it would end the stream."""
    with page_frame("Practise"):
        state = st.session_state.setdefault(_STATE, _State())
        outcome, before = st.container(), st.container()
        stage = st.columns([3, 2], gap="medium")
        with before:
            spec = _prepare(state)
            model = ready_model()
        if model is None:
            return
        if state.summary is not None and not state.playing:
            with outcome:
                _summary(state.summary, spec)
        if not state.playing:
            state.bridge.arm(partial(open_session, spec, model))
        with stage[0]:
            now = camera("camera", state.bridge)
        if now.playing != state.playing:
            _started_or_stopped(state, now.playing)
            st.rerun()
        with stage[1]:
            if state.playing:
                _heads_up(spec)
            else:
                _before_start(now.message)


def open_session(spec: ExerciseSpec, model: Path, size: tuple[int, int]) -> LiveSession:
    """A live session with a pose source of its own, warmed up on an empty picture.

    The first picture costs seconds: without the warm-up the person's first moments would be lost.
    """
    pose = MediaPipePose(model)
    pose.detect(np.zeros((size[1], size[0], 3), np.uint8), 0.0)
    return LiveSession(spec, pose, captions=False)


def _prepare(state: _State) -> ExerciseSpec:
    specs = exercises()
    ids = list(specs)
    wanted = take_wanted()
    if wanted and not state.playing:
        state.exercise, state.summary = wanted, None
        st.session_state.pop(_CHOICE, None)
    if state.playing and state.exercise in specs:
        spec = specs[state.exercise]
        st.html(f'<p class="fc-lead">{escape(spec.title)}</p>')
        return spec
    choose, place = st.columns([1, 1], gap="large")
    with choose:
        if st.session_state.get(_CHOICE) not in specs:  # at first, or after a set
            st.session_state[_CHOICE] = state.exercise if state.exercise in specs else ids[0]
        chosen = st.selectbox("Exercise", ids, key=_CHOICE, format_func=label)
        spec = specs[chosen]
        if chosen != state.exercise:
            state.exercise, state.summary = chosen, None
        show_review(spec)
        show_pictures(spec, small=True)
        show_short(spec)
    with place:
        show_camera_place(spec, "Where to put the camera")
    return spec


def _started_or_stopped(state: _State, playing: bool) -> None:
    state.playing = playing
    if playing:
        state.summary = None
    else:
        state.bridge.end()
        state.summary = state.bridge.take_summary()


def _before_start(message: str | None) -> None:
    st.html(_REFUSED, unsafe_allow_javascript=True)
    if message:
        st.error(message)
    st.html(
        '<p class="fc-lead">Press <strong>Start</strong> when the camera is in its place.</p>'
        '<p class="fc-quiet">The pictures stay on this computer and are not stored. '
        "You see yourself as in a mirror; the judging uses the true picture.</p>"
    )
    with st.expander("If no picture comes"):
        items = "".join(f"<li>{line}</li>" for line in _NO_PICTURE)
        st.html(f'<ul class="fc-list">{items}</ul>')


@st.fragment(run_every=0.3)
def _heads_up(spec: ExerciseSpec) -> None:
    bridge: CameraBridge = st.session_state[_STATE].bridge
    snapshot = bridge.snapshot()
    if snapshot is not None:
        st.html(live_display(spec, snapshot, bridge.now_s()))
    else:
        st.html(waiting_display(bridge.fault or "Starting the camera"))


def _summary(summary: SetSummary, spec: ExerciseSpec) -> None:
    hold = spec.dose.hold_s
    show_headline(summary, hold.default if hold else None)
    if summary.calibration.source == "none":
        show_notes(summary)
    show_mistakes(summary, spec, watchable=False)
    show_details(summary, spec)
    st.subheader("Once more", anchor=False)
