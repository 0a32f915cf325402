"""Before the practice: exercise, dose, the camera's place, voice, privacy, Start."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.live.hands_up import hands_up_ends
from formcheck.live.keeping import default_folder
from formcheck.report.practice import judged_from, questions
from formcheck.report.words import joined, sentence
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.ui.catalogue import exercises, kept_limits, label, take_wanted
from formcheck.ui.dose_choice import dose_choice, dose_in_fields
from formcheck.ui.exercise_content import show_pictures, show_review, show_short, show_steps
from formcheck.ui.limits_words import say_limits
from formcheck.ui.practice_state import Practice
from formcheck.ui.start_button import start_button
from formcheck.ui.theme import show_camera_place
from formcheck.ui.voice_settings import voice_settings

_CHOICE, _LANDMARKS, _VIDEO = "practise-exercise", "keep-landmarks", "keep-video"
_FROM: dict[View, str] = {"side": "From the side", "oblique": "From the corner",
                          "front": "From the front"}  # fmt: skip
_NO_PICTURE = (
    "<strong>The browser refused:</strong> allow the camera with the sign beside the address, then "
    "press Start again.",
    "<strong>No camera was found:</strong> plug one in, then press Start again.",
    "<strong>The picture is black:</strong> open the camera's shutter and switch on a light; close "
    "other programs that use the camera.",
    "<strong>The wrong camera:</strong> choose another one under the Start button.",
)


def show_setup(practice: Practice, start: str) -> None:
    """Everything there is to choose, and the button `start`."""
    choose, place = st.columns([1, 1], gap="large")
    with choose:
        spec = _exercise(practice)
        say_limits(kept_limits(spec.id))
        show_review(spec)
        show_pictures(spec, small=True)
        show_short(spec)
        _dose(practice, spec)
        st.html(_ends(spec))
        show_steps(spec)
        practice.voice = voice_settings()
    with place:
        seen_from = _view(practice, spec)
        show_camera_place(seen_from, "Where to put the camera")
        st.html(judged_html(spec, seen_from.camera.preferred))
        _privacy(practice)
        with st.expander("If no picture comes"):
            items = "".join(f"<li>{line}</li>" for line in _NO_PICTURE)
            st.html(f'<ul class="fc-list">{items}</ul>')
    with st.container(key="fc-start"):
        device = start_button(start)
    if practice.choose_camera(device):
        st.rerun()  # the camera's component appears anew and takes it


def read_choices(practice: Practice) -> None:
    """Take what stands in the fields now: the last change may not have been drawn yet."""
    chosen = st.session_state.get(_CHOICE)
    if chosen in exercises():
        practice.exercise = chosen
    spec = exercises().get(practice.exercise or "")
    if spec is not None:
        practice.doses[spec.id] = dose_in_fields(spec, practice.doses.get(spec.id, {}))
    practice.keep_landmarks = st.session_state.get(_LANDMARKS, practice.keep_landmarks)
    practice.keep_video = st.session_state.get(_VIDEO, practice.keep_video)


def judged_html(spec: ExerciseSpec, view: View) -> str:
    """What can be judged from this place, what cannot, and what no camera sees."""
    judged = judged_from(spec, view)
    watched = (
        f"{escape('; '.join(judged.watched))}."
        if judged.watched
        else "no mistake of this exercise; repetitions and holds are counted."
    )
    lines = [f"<strong>I watch from here:</strong> {watched}"]
    if judged.not_from_here:
        elsewhere = " ".join(sentence(line) for line in judged.not_from_here)
        lines.append(f"<strong>Not from here:</strong> {escape(elsewhere)}")
    if judged.reminded:
        quoted = joined([f'"{text.rstrip(".")}"' for text in judged.reminded])
        lines.append(f"<strong>No camera sees:</strong> {escape(quoted)}.")
    return "".join(f'<p class="fc-fact">{line}</p>' for line in lines)


def _exercise(practice: Practice) -> ExerciseSpec:
    specs = exercises()
    ids = list(specs)
    wanted = take_wanted()
    if wanted:
        practice.exercise = wanted
        st.session_state.pop(_CHOICE, None)
    before = practice.exercise if practice.exercise in specs else ids[0]
    chosen = st.selectbox("Exercise", ids, ids.index(before), key=_CHOICE, format_func=label)
    if chosen != practice.exercise:
        if practice.exercise is not None:  # else the page is drawn for the first time
            practice.forget()
        practice.exercise = chosen
    return specs[chosen]


def _dose(practice: Practice, spec: ExerciseSpec) -> None:
    with st.container(key="fc-doses", gap="small"):
        st.html('<h3 class="fc-part">How much today</h3>')
        practice.doses[spec.id] = dose_choice(spec, practice.doses.get(spec.id, {}))


def _view(practice: Practice, spec: ExerciseSpec) -> ExerciseSpec:
    """The exercise as filmed from the chosen place; asked for only where there are several."""
    views = list(spec.camera.views)
    if len(views) == 1:
        return spec
    before = filmed_from(practice, spec).camera.preferred
    chosen = st.segmented_control(
        "Film", views, default=before, required=True, format_func=_FROM.__getitem__,
        key=f"view-{spec.id}", label_visibility="collapsed",
    )  # fmt: skip
    practice.views[spec.id] = chosen
    return filmed_from(practice, spec)


def filmed_from(practice: Practice, spec: ExerciseSpec) -> ExerciseSpec:
    """The exercise with the camera's place that the person chose for it."""
    view = practice.views.get(spec.id, spec.camera.preferred)
    camera = spec.camera.model_copy(update={"preferred": view})
    return spec.model_copy(update={"camera": camera})


def _ends(spec: ExerciseSpec) -> str:
    """How the practice ends, and what only the person can answer before it."""
    hands = "hold both hands up for two seconds, or " if hands_up_ends(spec) else ""
    asked = " ".join(escape(question) for question in questions(spec, "ask_before"))
    before = f'<p class="fc-fact"><strong>Before you start:</strong> {asked}</p>' if asked else ""
    return (
        f'{before}<p class="fc-fact"><strong>It ends by itself</strong> when all of this is done. '
        f"To end earlier, {hands}press Stop.</p>"
    )


def _privacy(practice: Practice) -> None:
    with st.expander("Privacy: what is kept"):
        st.html(
            '<p class="fc-fact">Your pictures stay on this computer and are gone as soon as they '
            "were judged. Unless you tick something here, nothing but numbers is kept: the summary "
            "for an hour, so that a reload does not lose it, and how far you moved in each "
            "exercise, for your next practices. Files would go to "
            f"<code>{escape(str(default_folder()))}</code>.</p>"
        )
        practice.keep_landmarks = st.checkbox(
            "Save landmarks", practice.keep_landmarks, key=_LANDMARKS,
            help="The 33 body points of each picture, without the picture.",
        )  # fmt: skip
        practice.keep_video = st.checkbox(
            "Save video", practice.keep_video, key=_VIDEO,
            help="The camera's pictures as a film.",
        )  # fmt: skip
