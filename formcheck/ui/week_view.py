"""Your week: which routine on which days, what the articles say to it, how this week goes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from formcheck.progress.days import days_practised
from formcheck.routines.routine import Routine
from formcheck.routines.week import (
    Slot,
    WeekDone,
    WeeklyPlan,
    done_against,
    suggested_week,
    with_day,
)
from formcheck.routines.week_advice import advice
from formcheck.ui import routine_catalogue
from formcheck.ui.catalogue import exercises
from formcheck.ui.clock import today
from formcheck.ui.names import plain
from formcheck.ui.person import journal, person
from formcheck.ui.refusals import tried
from formcheck.ui.routine_parts import show_advice
from formcheck.ui.today_state import FIRST_ROUTINE, WEEKDAYS

_MARK = "\N{CHECK MARK}"
_OFFERED, _ANOTHER = "week-offered", "week-another"
_FIRST_DAYS = 3
"""A week to begin with: Lisa Miller asks for two or three, Liv Hospital for three or four."""
_LOOKS = {"past": "past", "today": "planned", "ahead": "planned", "rest": "free"}
_SAID = {
    "done": "practised", "extra": "practised", "past": "gone by", "today": "planned",
    "ahead": "planned", "rest": "nothing planned",
}  # fmt: skip


def show() -> None:
    """The week and how it goes."""
    plan, problem = routine_catalogue.week()
    if problem:
        st.warning(problem, icon=":material/warning:")
        st.button("Begin a new week", on_click=_keep, args=(WeeklyPlan(),))
        return
    known = routine_catalogue.routines()
    st.html(
        '<p class="fc-lead">Choose days. <em>Today</em> then says what is next, and when to '
        "rest.</p>"
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        rows = [one for one in known if one.id in (*plan.routines, *_offered())]
        if not rows:
            _suggestion(known)
        for one in rows:
            _row(plan, one)
        _another(known, rows)
        if not plan.empty:
            _clear()
    with right:
        practised = days_practised(journal().sessions(person().id))
        st.html(week_html(done_against(plan, practised, today())))
        if not plan.empty:
            show_advice(advice(plan, known, exercises()))


def offer(routine_id: str) -> None:
    """Show a row for this routine, though no day is chosen yet."""
    if routine_id not in _offered():
        st.session_state[_OFFERED] = [*_offered(), routine_id]


def week_html(week: WeekDone) -> str:
    """The days as dots, and a sentence."""
    dots = []
    for day in week.days:
        name = WEEKDAYS[day.day.weekday()]
        practised = day.state in ("done", "extra")
        state = "practised" if practised else _LOOKS[day.state]
        now = ' aria-current="date"' if day.day == today() else ""
        dots.append(
            f'<li class="fc-today-{state}"{now} aria-label="{name}: {_SAID[day.state]}">'
            f'<i aria-hidden="true">{_MARK if practised else ""}</i>'
            f'<span aria-hidden="true">{name[:2]}</span></li>'
        )
    return (
        f'<ol class="fc-today-week">{"".join(dots)}</ol>'
        f'<p class="fc-quiet">{escape(week.sentence)}</p>'
    )


def _offered() -> list[str]:
    offered: list[str] = st.session_state.get(_OFFERED, [])
    return offered


def _suggestion(known: Sequence[Routine]) -> None:
    first = next((one for one in known if one.id == FIRST_ROUTINE), None)
    if first is None:
        return
    st.button(
        f"Suggest: {first.title} on {_FIRST_DAYS} days", type="primary",
        icon=":material/auto_awesome:", on_click=_keep,
        args=(suggested_week([first], days=_FIRST_DAYS),),
    )  # fmt: skip


def _row(plan: WeeklyPlan, routine: Routine) -> None:
    """One routine and its days; every press is kept."""
    key = f"week-{routine.id}"
    chosen = [
        weekday for weekday, day in enumerate(plan.days)
        if any(slot.routine == routine.id for slot in day)
    ]  # fmt: skip

    def changed() -> None:
        offer(routine.id)  # the row stays where it is while days are taken out
        _keep(_on_days(routine_catalogue.week()[0], routine.id, st.session_state[key]))

    st.pills(
        plain(routine.title), range(7), selection_mode="multi", default=chosen, key=key,
        format_func=lambda weekday: WEEKDAYS[weekday][:2], on_change=changed, wrap=True,
    )  # fmt: skip


def _on_days(plan: WeeklyPlan, routine: str, weekdays: Sequence[int]) -> WeeklyPlan:
    """The plan with this routine on these days and no others; a time once settled stays."""
    for weekday, day in enumerate(plan.days):
        there = any(slot.routine == routine for slot in day)
        if weekday in weekdays and not there:
            plan = with_day(plan, weekday, (*day, Slot(routine)))
        elif weekday not in weekdays and there:
            plan = with_day(plan, weekday, (slot for slot in day if slot.routine != routine))
    return plan


def _another(known: Sequence[Routine], rows: Sequence[Routine]) -> None:
    titles = {one.id: one.title for one in known if one not in rows}
    if not titles:
        return

    def added() -> None:
        offer(st.session_state[_ANOTHER])
        st.session_state[_ANOTHER] = None

    st.selectbox(
        "Another routine" if rows else "Or choose a routine", list(titles), index=None,
        key=_ANOTHER, format_func=titles.__getitem__, on_change=added,
        placeholder="Choose a routine",
    )  # fmt: skip


def _clear() -> None:
    with st.popover("Clear the week", icon=":material/delete:"):
        st.html('<p class="fc-fact">Take everything out of your week? Routines stay.</p>')
        st.button("Clear it", type="primary", on_click=_cleared)


def _cleared() -> None:
    for key in [key for key in st.session_state if str(key).startswith("week-")]:
        del st.session_state[key]
    _keep(WeeklyPlan())


def _keep(plan: WeeklyPlan) -> None:
    tried(routine_catalogue.keep_week, plan)
