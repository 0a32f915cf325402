"""The page *Routines*: built-in and own ones, one of them with its exercises, the week."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from formcheck.report.words import sentence
from formcheck.routines.builder import new_id
from formcheck.routines.plan import minutes_words
from formcheck.routines.routine import Routine
from formcheck.ui import navigation, routine_catalogue, routine_editor, week_view
from formcheck.ui.catalogue import exercises
from formcheck.ui.names import plain
from formcheck.ui.refusals import show_refusal, tried
from formcheck.ui.routine_draft import may_be_own
from formcheck.ui.routine_parts import (
    exercises_of,
    facts_html,
    show_advice,
    show_steps,
    show_strip,
)
from formcheck.ui.theme import page_frame

CHANGE, VIEW, WEEK = "change", "view", "week"
"""Parts of the page's address: a routine is being changed; the week is shown."""
_LOOK = "routines-look"


def page() -> None:
    """Draw the list, the week, or the routine that the page's address names."""
    wanted = st.query_params.get(navigation.ROUTINE)
    changing = wanted is not None and CHANGE in st.query_params and may_be_own(wanted)
    try:
        chosen = routine_catalogue.routine(wanted) if wanted and not changing else None
    except Exception:  # the frame says what is wrong
        chosen = None
    title = "Your routine" if changing else chosen.title if chosen else "Routines"
    with page_frame(title):
        if changing and wanted is not None:
            routine_editor.show(wanted)
        elif chosen is not None:
            _one(chosen)
        else:
            _all(unknown=wanted is not None)


def _all(*, unknown: bool) -> None:
    if unknown:
        st.info("This routine is not here any more. Choose another one.")
    show_refusal()
    looks = ("Routines", "Your week")
    before = looks[st.query_params.get(VIEW) == WEEK]
    if st.session_state.get(_LOOK) is None:
        st.session_state[_LOOK] = before
    look = st.segmented_control(
        "Show", looks, key=_LOOK, required=True, label_visibility="collapsed", on_change=_looked
    )
    if look == looks[1]:
        week_view.show()
    else:
        _list()


def _looked() -> None:
    """The address follows, so that a reload shows the same."""
    if st.session_state.get(_LOOK) == "Your week":
        st.query_params[VIEW] = WEEK
    else:
        st.query_params.pop(VIEW, None)


# --------------------------------------------------------------------------------------- the list


def _list() -> None:
    everything = routine_catalogue.routines()
    own = [one for one in everything if one.own]
    built_in = [one for one in everything if not one.own]
    for problem in routine_catalogue.unreadable():
        st.warning(problem, icon=":material/warning:")
    if own:
        st.subheader("Your own", anchor=False)
        _cards(own, "own")
        st.subheader("From the articles", anchor=False)
    _cards(built_in, "built-in")
    st.button("Build your own", icon=":material/add:", on_click=_build)


def _cards(routines: Sequence[Routine], key: str) -> None:
    with st.container(key=f"fc-plan-cards-{key}"):
        for one in routines:
            _card(one)


def _card(routine: Routine) -> None:
    """Pictures, name, what it is for; all of the card is the button."""
    specs = exercises()
    with st.container(key=f"fc-plan-card-{routine.id}"):
        show_strip(exercises_of(routine), specs, routine.id)
        st.button(
            plain(routine.title), key=f"open-routine-{routine.id}", type="tertiary", on_click=_open,
            args=(routine.id,),
        )  # fmt: skip
        about = f'<p class="fc-quiet">{escape(routine.about)}</p>' if routine.about else ""
        st.html(about + facts_html(routine, specs))


# ------------------------------------------------------------------------------------ one routine


def _one(routine: Routine) -> None:
    st.button("All routines", icon=":material/arrow_back:", type="tertiary", on_click=_close)
    show_refusal()
    specs = exercises()
    plan = routine_catalogue.plan(routine)
    about, steps = st.columns([2, 3], gap="large")
    with about:
        if routine.about:
            st.html(f'<p class="fc-lead">{escape(routine.about)}</p>')
        st.html(facts_html(routine, specs) + _source(routine))
        label = f"Start \N{EN DASH} about {minutes_words(plan.seconds)}"
        with st.container(key="fc-today-start-box"):
            if st.button(label, key="fc-today-start", type="primary", icon=":material/play_arrow:"):
                navigation.open_routine(routine.id)
        _ways(routine)
        show_advice(routine_catalogue.advice(routine))
    with steps:
        show_steps(plan, specs, "one")


def _source(routine: Routine) -> str:
    if routine.own:
        return '<p class="fc-quiet">Your own routine.</p>'
    return f'<p class="fc-quiet">{escape(sentence(f"Put together by {routine.source}"))}</p>'


def _ways(routine: Routine) -> None:
    with st.container(horizontal=True, gap="small"):
        if routine.own:
            st.button("Change", icon=":material/edit:", on_click=_change, args=(routine.id,))
        st.button(
            "Copy and change", icon=":material/content_copy:", on_click=_copy, args=(routine,)
        )
        st.button(
            "Put it into your week", icon=":material/calendar_month:", on_click=_plan_it,
            args=(routine.id,),
        )  # fmt: skip
        if routine.own:
            _delete(routine)


def _delete(routine: Routine) -> None:
    with st.popover("Delete", icon=":material/delete:"):
        st.html(
            f'<p class="fc-fact">Delete <strong>{escape(routine.title)}</strong>? '
            "Practices that followed it stay in your journal.</p>"
        )
        st.button("Delete it", type="primary", on_click=_deleted, args=(routine.id,))


# ------------------------------------------------------------------------------------- the address


def _open(routine: str) -> None:
    st.query_params.clear()
    st.query_params[navigation.ROUTINE] = routine


def _close() -> None:
    st.query_params.clear()


def _change(routine: str) -> None:
    _open(routine)
    st.query_params[CHANGE] = "1"


def _build() -> None:
    _change(new_id())


def _copy(routine: Routine) -> None:
    def copied() -> None:
        _change(routine_catalogue.copy(routine).id)

    tried(copied)


def _deleted(routine: str) -> None:
    if tried(routine_catalogue.delete, routine):
        _close()


def _plan_it(routine: str) -> None:
    week_view.offer(routine)
    st.query_params.clear()
    st.query_params[VIEW] = WEEK
    st.session_state[_LOOK] = "Your week"
