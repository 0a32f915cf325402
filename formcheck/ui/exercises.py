"""The page *Exercises*: what each one is for, how it is done, and what Formcheck looks at."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.report.groups import POSITIONS
from formcheck.report.words import joined, sentence
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui import navigation
from formcheck.ui.catalogue import WANTED, exercises, groups, kept_limits, versions
from formcheck.ui.exercise_content import (
    show_disagreements,
    show_doing,
    show_judged,
    show_pictures,
    show_review,
)
from formcheck.ui.limits_words import say_limits
from formcheck.ui.pictures import pictures_of
from formcheck.ui.theme import page_frame, show_camera_place


def page() -> None:
    """Draw the list, or the exercise that the page's address names."""
    chosen = st.query_params.get(WANTED)
    try:
        spec = exercises().get(chosen or "")
    except Exception:  # the frame says what is wrong with the files
        spec = None
    with page_frame(spec.title if spec else "Exercises"):
        if spec is None:
            _list()
        else:
            _one(spec)


def _list() -> None:
    count = sum(spec.variant_of is None for spec in exercises().values())
    st.html(f'<p class="fc-quiet">{count} exercises for the upper and middle back.</p>')
    for number, group in enumerate(groups()):
        st.subheader(group.title, anchor=False)
        with st.container(key=f"fc-cards-{number}"):
            for spec in group.specs:
                _card(spec)


def _card(spec: ExerciseSpec) -> None:
    """Picture, name, what it is for; all of the card is the button."""
    with st.container(key=f"fc-card-{spec.id}"):
        pictures = pictures_of(spec.id)
        if pictures is not None:
            st.image(str(pictures.end), alt="")
        else:
            st.html('<div class="fc-nopicture"></div>')
        st.button(spec.title, key=f"open-{spec.id}", type="tertiary", on_click=_open, args=(spec,))
        st.html(f'<p class="fc-quiet">{escape(spec.benefit)}</p>')


def _one(spec: ExerciseSpec) -> None:
    st.button("All exercises", icon=":material/arrow_back:", type="tertiary", on_click=_close)
    _versions(spec)
    doing, camera = st.columns([3, 2], gap="large")
    with doing:
        st.html(
            f'<p class="fc-lead">{escape(spec.benefit)}</p>'
            f'<p class="fc-quiet">{escape(_in_short(spec))}</p>'
        )
        say_limits(kept_limits(spec.id))
        show_review(spec)
        show_pictures(spec)
        _next(spec)
        show_doing(spec)
    with camera:
        show_camera_place(spec, "Where to put the camera")
        show_disagreements(spec)
    show_judged(spec)


def _versions(spec: ExerciseSpec) -> None:
    """The main exercise and its variants side by side, if there are any."""
    family = versions(spec)
    if len(family) < 2:
        return
    titles = {one.id: one.title for one in family}
    chosen = st.segmented_control(
        "Version", list(titles), default=spec.id, required=True, format_func=titles.__getitem__,
        key=f"version-{spec.id}", label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != spec.id:
        st.query_params[WANTED] = chosen
        st.rerun()


def _in_short(spec: ExerciseSpec) -> str:
    parts = [sentence(POSITIONS[spec.position])]
    if spec.equipment:
        parts.append(f"You need: {joined(spec.equipment)}.")
    if spec.also_called:
        parts.append(f"Also called {joined(spec.also_called)}.")
    return " ".join(parts)


def _next(spec: ExerciseSpec) -> None:
    """One thing to do next, and one other."""
    with st.container(horizontal=True, gap="small"):
        if st.button("Practise", type="primary", icon=":material/videocam:"):
            navigation.open_with(navigation.practise(), spec.id)
        if st.button("Analyse a video", icon=":material/movie:"):
            navigation.open_with(navigation.analyse(), spec.id)


def _open(spec: ExerciseSpec) -> None:
    st.query_params[WANTED] = spec.id


def _close() -> None:
    st.query_params.pop(WANTED, None)
