"""Building a routine: its name, what is in it in which order, how much of each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from formcheck.coach.dose import dose_amounts, resolve_dose
from formcheck.report.words import sentence
from formcheck.routines import builder
from formcheck.routines.camera import moves
from formcheck.routines.documents import MOST_TITLE
from formcheck.routines.kinds import both_sides
from formcheck.routines.routine import Item, Routine
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui import navigation, routine_catalogue
from formcheck.ui.catalogue import exercises
from formcheck.ui.dose_choice import label_of, step_of, within
from formcheck.ui.refusals import show_refusal
from formcheck.ui.routine_choice import show_choice
from formcheck.ui.routine_draft import can_undo, change, draft, undo
from formcheck.ui.routine_parts import dose_in_words, facts, show_advice, show_thumbnail


def show(routine_id: str) -> None:
    """Change the own routine of this id; one that is not there yet is begun."""
    routine = draft(routine_id)
    st.button(
        "All routines",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=st.query_params.clear,
    )
    show_refusal()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _name(routine)
        _total(routine)
        for number, item in enumerate(routine.items):
            _item(routine, number, item)
        if routine.items:
            _warm_up(routine)
            show_advice(routine_catalogue.advice(routine))
        _ways(routine)
    with right:
        show_choice(routine)


def _name(routine: Routine) -> None:
    key = f"name-{routine.id}"

    def renamed() -> None:
        change(routine.id, lambda now: builder.renamed(now, str(st.session_state[key])))

    st.text_input("Name", routine.title, max_chars=MOST_TITLE, key=key, on_change=renamed)


def _total(routine: Routine) -> None:
    if not routine.items:
        st.html(
            '<p class="fc-plan-total">Nothing in it yet.</p><p class="fc-quiet">Say what you have '
            "and let Formcheck suggest exercises, or press those that you want.</p>"
        )
        return
    said = facts(routine, exercises())
    text = sentence(f"{said[0]}, {said[-1]}")
    st.html(
        f'<p class="fc-plan-total" role="status">{escape(text)}</p>'
        '<p class="fc-quiet">Every change is kept at once.</p>'
    )


def _item(routine: Routine, number: int, item: Item) -> None:
    """One exercise: picture, name, how much, and what can be done with it."""
    specs = exercises()
    spec = specs[item.exercise]
    moved = moves(specs[one.exercise] for one in routine.items)[number]
    dose = both_sides(spec, resolve_dose(spec, item.dose))
    words = dose_in_words(spec, dose) + (" \N{MIDDLE DOT} the camera moves" if moved else "")
    with st.container(key=f"fc-plan-edit-{number}"):
        show_thumbnail(spec)
        st.html(
            f'<div class="fc-plan-what"><strong>{escape(spec.title)}</strong>'
            f'<span class="fc-quiet">{escape(words)}</span></div>'
        )
        with st.container(horizontal=True, gap="xsmall"):
            with st.popover("How much", key=f"much-{number}-{spec.id}"):
                _dose(routine, number, item, spec)
            _places(routine, number)


def _places(routine: Routine, number: int) -> None:
    """Earlier, later, out."""
    last = len(routine.items) - 1
    earlier = partial(builder.moved, index=number, to=number - 1)
    later = partial(builder.moved, index=number, to=number + 1)
    out = partial(builder.removed, index=number)
    for icon, name, off, how in (
        ("arrow_upward", "Earlier", number == 0, earlier),
        ("arrow_downward", "Later", number == last, later),
        ("close", "Take out", False, out),
    ):
        st.button(
            name, key=f"{name}-{number}", help=name, type="tertiary", disabled=off,
            icon=f":material/{icon}:", on_click=change, args=(routine.id, how),
        )  # fmt: skip


def _dose(routine: Routine, number: int, item: Item, spec: ExerciseSpec) -> None:
    now = resolve_dose(spec, item.dose)
    for name, amount in dose_amounts(spec).items():
        if name == "rest_s" and now.get("sets", 1) < 2:
            continue  # nothing to rest between
        key = f"much-{routine.id}-{number}-{spec.id}-{name}"
        st.number_input(
            label_of(spec, name), int(amount.min), int(amount.max),
            int(within(amount, now[name])), step_of(name, amount), key=key,
            on_change=_dosed, args=(routine.id, number, name, key),
        )  # fmt: skip
    if spec.dose.sides == "each":
        st.html('<p class="fc-quiet">One side after the other, both the same.</p>')


def _dosed(routine_id: str, number: int, name: str, key: str) -> None:
    value = float(st.session_state[key])

    def dosed(now: Routine) -> Routine:
        dose = {**now.items[number].dose, name: value}
        return builder.dosed(now, number, dose, exercises())

    change(routine_id, dosed)


def _warm_up(routine: Routine) -> None:
    key = f"warm-up-{routine.id}"
    usual = builder.new()

    def turned() -> None:
        on = bool(st.session_state[key])
        seconds, drills = (usual.warm_up_s, usual.drills) if on else (0.0, ())
        change(routine.id, lambda now: replace(now, warm_up_s=seconds, drills=drills))

    warm = bool(routine.warm_up_s or routine.drills)
    st.toggle("Warm up first: marching, then easy movements", warm, key=key, on_change=turned)


def _ways(routine: Routine) -> None:
    with st.container(horizontal=True, gap="small"):
        if routine.items and st.button("Practise", type="primary", icon=":material/play_arrow:"):
            navigation.open_routine(routine.id)
        if routine.items:
            st.button("Done", on_click=_done, args=(routine.id,))
        if can_undo(routine.id):
            st.button("Undo", icon=":material/undo:", on_click=_undo, args=(routine,))


def _done(routine_id: str) -> None:
    st.query_params.clear()
    st.query_params[navigation.ROUTINE] = routine_id


def _undo(routine: Routine) -> None:
    """The fields take what is kept again."""
    undo(routine.id)
    for key in list(st.session_state):
        if str(key).endswith(f"-{routine.id}") or str(key).startswith(f"much-{routine.id}-"):
            del st.session_state[key]
