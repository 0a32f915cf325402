"""What else would fit into a routine: filters, a suggestion, exercises to press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from formcheck.report.words import plural
from formcheck.routines import builder
from formcheck.routines.builder import POSITIONS, Position, Wanted
from formcheck.routines.kinds import KINDS
from formcheck.routines.routine import Routine
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.ui.catalogue import exercises
from formcheck.ui.routine_draft import change
from formcheck.ui.routine_parts import show_thumbnail

_WHERE: Mapping[Position, str] = {
    "floor": "On the floor", "chair": "On a chair", "standing": "Standing",
}  # fmt: skip
_FROM: Mapping[View, str] = {
    "side": "From the side", "front": "From the front", "oblique": "From the corner",
}  # fmt: skip
_MINUTES = (5, 10, 15, 20)
_SEED = "routine-seed"
_TRIES = 5
"""So often another suggestion is looked for: narrow filters may leave only one."""


def show_choice(routine: Routine) -> None:
    """Say what there is, take a suggestion, or press exercises one by one."""
    wanted = _wanted()
    first = not routine.items
    st.button(
        "Suggest exercises" if first else "Suggest others",
        type="primary" if first else "secondary", icon=":material/auto_awesome:", width="stretch",
        on_click=_suggest, args=(routine.id, wanted),
    )  # fmt: skip
    found = builder.fitting(exercises(), wanted)
    many = plural(len(found), "exercise")
    st.html(f'<p class="fc-quiet">{many} {"fits" if len(found) == 1 else "fit"}. Press to add.</p>')
    with st.container(height=460, border=False), st.container(key="fc-plan-choice"):
        for spec in found:
            _offer(routine, spec)


def _wanted() -> Wanted:
    """What the filters say; nothing chosen is anything."""
    minutes = st.segmented_control(
        "Time", _MINUTES, default=10, required=True, key="want-minutes",
        format_func=lambda value: f"{value} min",
    )  # fmt: skip
    with st.expander("Where, with what, seen from where"):
        where = st.pills(
            "Position", POSITIONS, selection_mode="multi", key="want-where",
            format_func=_WHERE.__getitem__,
        )  # fmt: skip
        everything = builder.things(exercises().values())
        things = st.pills(
            "What you have", everything, selection_mode="multi", key="want-things",
            format_func=str.capitalize,
        )  # fmt: skip
        none = st.checkbox("I have nothing of this", key="want-nothing")
        views = st.pills(
            "Camera", tuple(_FROM), selection_mode="multi", key="want-views",
            format_func=_FROM.__getitem__,
        )  # fmt: skip
        kinds = st.pills(
            "Kind", KINDS, selection_mode="multi", key="want-kinds", format_func=str.capitalize
        )
    equipment = () if none else tuple(things) or None
    return Wanted(tuple(where), equipment, tuple(views), tuple(kinds), float(minutes or 10))


def _offer(routine: Routine, spec: ExerciseSpec) -> None:
    """One exercise; all of it is the button."""
    with st.container(key=f"fc-plan-add-{spec.id}"):
        show_thumbnail(spec)
        st.button(
            spec.title, key=f"add-{spec.id}", type="tertiary", on_click=change,
            args=(routine.id, partial(builder.added, exercise=spec.id, specs=exercises())),
        )  # fmt: skip


def _suggest(routine_id: str, wanted: Wanted) -> None:
    """Another press, another suggestion."""
    first = int(st.session_state.get(_SEED, 0))

    def suggested(now: Routine) -> Routine:
        made = now
        for seed in range(first, first + _TRIES):
            made = builder.suggest(exercises(), wanted, seed)
            st.session_state[_SEED] = seed + 1
            if made.items != now.items:
                break
        return replace(now, items=made.items, warm_up_s=made.warm_up_s, drills=made.drills)

    change(routine_id, suggested)
