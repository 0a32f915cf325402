"""Before the practice: what, how much, the camera's place, voice, privacy, Start."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.live.keeping import default_folder
from formcheck.ui.catalogue import exercises
from formcheck.ui.dose_choice import dose_in_fields
from formcheck.ui.practice_choices import Choices
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_address import WHAT
from formcheck.ui.practise_coaching import coaching
from formcheck.ui.practise_exercise import EXERCISE, show_exercise
from formcheck.ui.practise_explaining import EXPLAIN
from formcheck.ui.practise_routine import WARM_UP, show_routine
from formcheck.ui.routine_catalogue import routine
from formcheck.ui.start_button import start_button
from formcheck.ui.today_state import FIRST_ROUTINE

_LANDMARKS, _VIDEO = "keep-landmarks", "keep-video"
_ONE, _SEVERAL = "One exercise", "A routine"
_NO_PICTURE = (
    "<strong>The browser refused:</strong> allow the camera with the sign beside the address, then "
    "press Start again.",
    "<strong>No camera was found:</strong> plug one in, then press Start again.",
    "<strong>The picture is black:</strong> open the camera's shutter and switch on a light; close "
    "other programs that use the camera.",
    "<strong>The wrong camera:</strong> choose another one under the Start button.",
)


def title_of(choices: Choices) -> str:
    """What is going to be practised, for a line of text."""
    found = routine(choices.routine) if choices.routine else None
    if found is not None:
        return found.title
    spec = exercises().get(choices.exercise or "")
    return spec.title if spec else "you practise"


def shorter_holds(choices: Choices, pain: int) -> bool:
    """Whether something in what is going to be practised is held shorter for this pain."""
    specs, how = exercises(), coaching(pain)
    found = routine(choices.routine) if choices.routine else None
    if found is not None:
        done = [(specs[one.exercise], one.dose) for one in found.items if one.exercise in specs]
        return how.shortens(done)
    spec = specs.get(choices.exercise or "")
    return spec is not None and how.shortens([(spec, None)])


def show_setup(practice: Practice, label: str, pain: int) -> None:
    """Everything there is to choose, and the button `label`."""
    choices = practice.choices
    _what(practice)
    how = coaching(pain)
    places = show_routine(practice, how) if choices.routine else show_exercise(practice, how)
    with places:
        _privacy(choices)
        with st.expander("If no picture comes"):
            items = "".join(f"<li>{line}</li>" for line in _NO_PICTURE)
            st.html(f'<ul class="fc-list">{items}</ul>')
    with st.container(key="fc-start"):
        device = start_button(label)
    if practice.choose_camera(device):
        st.rerun()  # the camera's component appears anew and takes it


def read_choices(choices: Choices) -> None:
    """Take what stands in the fields now: the last change may not have been drawn yet."""
    chosen = st.session_state.get(EXERCISE)
    if chosen in exercises():
        choices.exercise = chosen
    spec = exercises().get(choices.exercise or "")
    if spec is not None and choices.routine is None:
        choices.doses[spec.id] = dose_in_fields(spec, choices.doses.get(spec.id, {}))
    choices.warm_up = st.session_state.get(WARM_UP, choices.warm_up)
    choices.explain = st.session_state.get(EXPLAIN, choices.explain)
    choices.keep_landmarks = st.session_state.get(_LANDMARKS, choices.keep_landmarks)
    choices.keep_video = st.session_state.get(_VIDEO, choices.keep_video)


def _what(practice: Practice) -> None:
    """A routine or one exercise."""
    choices = practice.choices
    before = _SEVERAL if choices.routine else _ONE
    chosen = st.segmented_control(
        "What", [_SEVERAL, _ONE], default=before, required=True, key=WHAT,
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen != before:
        practice.forget()
        choices.routine = FIRST_ROUTINE if chosen == _SEVERAL else None


def _privacy(choices: Choices) -> None:
    with st.expander("Privacy: what is kept"):
        st.html(
            '<p class="fc-fact">Your pictures stay on this computer and are gone as soon as they '
            "were judged. Unless you tick something here, nothing but numbers is kept: what you "
            "did, in your journal, and how far you moved in each exercise, for your next "
            f"practices. Files would go to <code>{escape(str(default_folder()))}</code>.</p>"
        )
        choices.keep_landmarks = st.checkbox(
            "Save landmarks", choices.keep_landmarks, key=_LANDMARKS,
            help="The 33 body points of each picture, without the picture.",
        )  # fmt: skip
        choices.keep_video = st.checkbox(
            "Save video", choices.keep_video, key=_VIDEO,
            help="The camera's pictures as a film.",
        )  # fmt: skip
