"""Before the practice of one exercise: which, how much, seen from where."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from formcheck.live.hands_up import hands_up_ends
from formcheck.report.practice import judged_from, questions
from formcheck.report.words import sentence
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.ui.catalogue import exercises, kept_limits, label
from formcheck.ui.dose_choice import dose_choice
from formcheck.ui.exercise_content import show_pictures, show_review, show_short, show_steps
from formcheck.ui.limits_words import say_limits
from formcheck.ui.practice_choices import Choices
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_coaching import Coaching
from formcheck.ui.theme import show_camera_place
from formcheck.ui.voice_settings import voice_settings

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

EXERCISE = "practise-exercise"
_FROM: dict[View, str] = {"side": "From the side", "oblique": "From the corner",
                          "front": "From the front"}  # fmt: skip


def show_exercise(practice: Practice, how: Coaching) -> DeltaGenerator:
    """What there is to choose; returns the column about the camera, for what else belongs there."""
    choices = practice.choices
    choose, place = st.columns([1, 1], gap="large")
    with choose:
        spec = _exercise(practice)
        say_limits(kept_limits(spec.id))
        show_review(spec)
        show_pictures(spec, small=True)
        show_short(spec)
        _dose(choices, spec, how)
        st.html(_ends(spec))
        show_steps(spec)
        choices.voice = voice_settings()
    with place:
        seen_from = _view(choices, spec)
        show_camera_place(seen_from, "Where to put the camera")
        st.html(judged_html(spec, seen_from.camera.preferred))
    return place


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
        kept = "; ".join(judged.reminded)
        lines.append(f"<strong>No camera sees this, so keep it in mind:</strong> {escape(kept)}.")
    return "".join(f'<p class="fc-fact">{line}</p>' for line in lines)


def _exercise(practice: Practice) -> ExerciseSpec:
    specs, choices = exercises(), practice.choices
    ids = list(specs)
    before = choices.exercise if choices.exercise in specs else ids[0]
    chosen = st.selectbox("Exercise", ids, ids.index(before), key=EXERCISE, format_func=label)
    if chosen != choices.exercise:
        if choices.exercise is not None:  # else the page is drawn for the first time
            practice.forget()
        choices.exercise = chosen
    return specs[chosen]


def _dose(choices: Choices, spec: ExerciseSpec, how: Coaching) -> None:
    with st.container(key="fc-doses", gap="small"):
        st.html('<h3 class="fc-part">How much today</h3>')
        before = choices.doses.get(spec.id) or how.dose(spec)
        choices.doses[spec.id] = dose_choice(spec, before)


def _view(choices: Choices, spec: ExerciseSpec) -> ExerciseSpec:
    """The exercise as filmed from the chosen place; asked for only where there are several."""
    views = list(spec.camera.views)
    if len(views) == 1:
        return spec
    chosen = st.segmented_control(
        "Film", views, default=choices.filmed(spec).camera.preferred, required=True,
        format_func=_FROM.__getitem__, key=f"view-{spec.id}", label_visibility="collapsed",
    )  # fmt: skip
    choices.views[spec.id] = chosen
    return choices.filmed(spec)


def _ends(spec: ExerciseSpec) -> str:
    """How the practice ends, and what only the person can answer before it."""
    hands = "hold both hands up for two seconds, or " if hands_up_ends(spec) else ""
    asked = " ".join(escape(question) for question in questions(spec, "ask_before"))
    before = f'<p class="fc-fact"><strong>Before you start:</strong> {asked}</p>' if asked else ""
    return (
        f'{before}<p class="fc-fact"><strong>It ends by itself</strong> when all of this is done. '
        f"To end earlier, {hands}press Stop.</p>"
    )
