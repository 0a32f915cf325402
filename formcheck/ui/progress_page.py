"""The page *Progress*: how often, how well, how far, how it felt, and how one is coached."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from formcheck.progress.results import CleanTrend, HoldTrend, RangeTrend
from formcheck.progress.trends import Trends, trends
from formcheck.routines.built_in import built_in
from formcheck.ui import navigation
from formcheck.ui.catalogue import shipped
from formcheck.ui.clock import today
from formcheck.ui.person import journal, person
from formcheck.ui.pictures import pictures_of
from formcheck.ui.progress_coaching import show_coaching
from formcheck.ui.progress_parts import (
    show_alerts,
    show_error_key,
    show_exercise,
    show_facts,
    show_helped,
    show_mistakes,
    show_pain,
    show_practice,
    show_report,
)
from formcheck.ui.theme import page_frame

FIRST_ROUTINE = "core_three"
_PILLS_AT_MOST = 8
_FIRST_EXERCISES = ("cat_cow", "thread_the_needle", "seated_thoracic_extension")


def page() -> None:
    """Draw the page."""
    with page_frame("Progress"):
        _page()


def _page() -> None:
    sessions = journal().sessions(person().id)
    if not sessions:
        _empty()
        return
    found = trends(sessions, shipped(), today())
    show_alerts(found.alerts)
    show_facts(found)
    practice, pain = st.columns(2, gap="medium")
    with practice:
        show_practice(found.practice, today())
    with pain:
        show_pain(found.pain)
    show_helped(found.helped)
    _exercises(found)
    show_mistakes(found.mistakes)
    show_coaching(sessions)
    show_report()


def _exercises(found: Trends) -> None:
    """One exercise at a time: the one that was done most first, what only warms up last."""
    drills = {drill.exercise for routine in built_in(shipped()) for drill in routine.drills}
    every: list[CleanTrend | RangeTrend | HoldTrend] = [*found.clean, *found.ranges, *found.holds]
    every.sort(key=lambda one: (one.exercise in drills, -len(one.points)))
    titles = {one.exercise: one.title for one in every}
    if not titles:
        return
    st.subheader("Exercise by exercise", anchor=False)
    chosen = _chosen(titles)
    show_error_key(found, chosen)
    show_exercise(found, chosen)


def _chosen(titles: Mapping[str, str]) -> str:
    """The exercise to look at: side by side to tap, or a list where there are many."""
    names = list(titles)
    if len(names) == 1:
        return names[0]
    if len(names) > _PILLS_AT_MOST:
        return st.selectbox("Exercise", names, format_func=titles.__getitem__,
                            key="progress-exercise", label_visibility="collapsed")  # fmt: skip
    return st.pills(
        "Exercise", names, default=names[0], required=True, format_func=titles.__getitem__,
        key="progress-exercise", label_visibility="collapsed",
    ) or names[0]  # fmt: skip


def _empty() -> None:
    st.html(
        '<p class="fc-lead">Your practice days, how cleanly you move, how far you reach and how '
        "your back feels: all of it appears here after your first practice.</p>"
    )
    _pictures()
    if st.button("Begin with Core three", type="primary", icon=":material/play_arrow:"):
        navigation.open_routine(FIRST_ROUTINE)


def _pictures() -> None:
    """What the first routine looks like."""
    found = [pictures_of(exercise) for exercise in _FIRST_EXERCISES]
    with st.container(key="fc-prog-first"):
        for pictures in found:
            if pictures is not None:
                st.image(str(pictures.end), alt="")
