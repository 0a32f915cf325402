"""Before a routine: its exercises, how long it takes, its warm-up, the camera's places in order."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from formcheck.coach.dose import DoseError
from formcheck.live.hands_up import hands_up_ends
from formcheck.report.practice import questions
from formcheck.report.words import sentence
from formcheck.routines.errors import RoutineError
from formcheck.routines.plan import described, plan_of
from formcheck.routines.routine import Plan, Routine
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import exercises
from formcheck.ui.practice_choices import Choices, Order
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_coaching import Coaching
from formcheck.ui.practise_explaining import ask_explain
from formcheck.ui.practise_preview import picture, placed
from formcheck.ui.routine_catalogue import routines
from formcheck.ui.routine_parts import show_steps
from formcheck.ui.theme import show_camera_place
from formcheck.ui.voice_settings import voice_settings

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

ROUTINE = "practise-routine"
WARM_UP, _ORDER = "practise-warm-up", "practise-order"
_REMINDER = (
    "Cold muscles move less far. Without the warm-up, begin with small movements. Your journal "
    "notes that it was left out."
)


def show_routine(practice: Practice, how: Coaching) -> DeltaGenerator:
    """What there is to choose; returns the column about the camera, for what else belongs there."""
    choices = practice.choices
    choose, place = st.columns([1, 1], gap="large")
    with choose:
        chosen = _routine(practice)
        st.html(f'<p class="fc-quiet">{escape(chosen.about)}{_source(chosen)}</p>')
        _warm_up(choices, chosen)
        plan = _plan(choices, how, chosen)
        if plan is not None:
            specs = exercises()
            _order(choices, how, chosen, plan)
            length = described(plan, ask_explain(choices, plan, specs))
            st.html(f'<p class="fc-routine-length">{escape(length)}</p>')
            show_steps(plan, specs, "practise")
            _how_to_do_them(plan, specs)
    if plan is None:
        return place
    with place:
        show_camera_place(placed(plan, specs)[0], _where_first(plan))
        st.html(_later_places(plan) + _before(plan, specs) + _ends(plan, specs))
        choices.voice = voice_settings()
    return place


def _routine(practice: Practice) -> Routine:
    choices = practice.choices
    known = {one.id: one for one in routines()}
    ids = list(known)
    before = choices.routine if choices.routine in known else ids[0]
    chosen = st.selectbox(
        "Routine", ids, ids.index(before), key=f"{ROUTINE}-{before}",
        format_func=lambda one: known[one].title,
    )  # fmt: skip
    if chosen != choices.routine:
        practice.forget()
        choices.routine = chosen
        st.rerun()
    return known[chosen]


def _source(chosen: Routine) -> str:
    return f" <cite>Put together after {escape(chosen.source)}.</cite>" if chosen.source else ""


def _warm_up(choices: Choices, chosen: Routine) -> None:
    """On, unless it is taken out; then one reminder."""
    if not chosen.drills and chosen.warm_up_s <= 0:
        return
    choices.warm_up = st.toggle("Begin with the warm-up", choices.warm_up, key=WARM_UP)
    if not choices.warm_up:
        st.html(f'<p class="fc-routine-reminder" role="note">{_REMINDER}</p>')


def _order(choices: Choices, how: Coaching, chosen: Routine, plan: Plan) -> None:
    """Asked for only where another order spares moves of the camera."""
    other: Order = "as_is" if choices.order == "least_camera_moves" else "least_camera_moves"
    fewest = _moves(plan), _moves(_planned(choices, how, chosen, other))
    if fewest[0] == fewest[1]:
        return
    fewer = st.toggle(
        "Change the order so that the camera moves less", choices.order != "as_is", key=_ORDER
    )
    order: Order = "least_camera_moves" if fewer else "as_is"
    if order != choices.order:
        choices.order = order
        st.rerun()


def _moves(plan: Plan) -> int:
    return sum(step.camera_moves for step in plan.steps)


def _plan(choices: Choices, how: Coaching, chosen: Routine) -> Plan | None:
    """The routine as it is done today; else why not."""
    try:
        return _planned(choices, how, chosen, choices.order)
    except (RoutineError, DoseError) as error:
        st.error(str(error))
        return None


def _planned(choices: Choices, how: Coaching, chosen: Routine, order: Order) -> Plan:
    specs = exercises()
    return plan_of(how.routine(chosen, specs), specs, warm_up=choices.warm_up, order=order)


def _how_to_do_them(plan: Plan, specs: Mapping[str, ExerciseSpec]) -> None:
    """How each exercise goes, a click away; the voice tells it too."""
    with st.expander("How to do the exercises"):
        st.html(
            '<p class="fc-quiet">The first three times that you practise an exercise, the voice '
            "tells you this before it begins.</p>"
        )
        for exercise in dict.fromkeys(step.exercise for step in plan.steps if step.exercise):
            spec = specs[exercise]
            steps = "".join(f"<li>{escape(step)}</li>" for step in spec.steps)
            st.html(
                f'<h3 class="fc-part">{escape(spec.title)}</h3><div class="fc-routine-how">'
                f'{picture(spec)}<ol class="fc-list">{steps}</ol></div><p class="fc-fact">'
                f"<strong>Easier:</strong> {escape(sentence(spec.safety.easier))}</p>"
            )


def _where_first(plan: Plan) -> str:
    moved = _moves(plan)
    return "Where to put the camera first" if moved else "Where to put the camera"


def _later_places(plan: Plan) -> str:
    """That the camera goes elsewhere later: the list of exercises says where."""
    moved = _moves(plan)
    if not moved:
        return ""
    times = {1: "once", 2: "twice"}.get(moved, f"{moved} times")
    return (
        f'<p class="fc-fact"><strong>Later the camera moves {times}.</strong> You are told in time '
        "where to, and it waits for you.</p>"
    )


def _before(plan: Plan, specs: Mapping[str, ExerciseSpec]) -> str:
    """What only the person can answer before it, and the things to lay ready."""
    done = [specs[step.exercise] for step in plan.steps if step.exercise]
    things = list(dict.fromkeys(thing for spec in done for thing in spec.equipment))
    asked = dict.fromkeys(line for spec in done for line in questions(spec, "ask_before"))
    lines = []
    if things:
        lines.append(f"<strong>Lay ready:</strong> {escape(', '.join(things))}.")
    if asked:
        lines.append(f"<strong>Before you start:</strong> {escape(' '.join(asked))}")
    return "".join(f'<p class="fc-fact">{line}</p>' for line in lines)


def _ends(plan: Plan, specs: Mapping[str, ExerciseSpec]) -> str:
    """How it goes on by itself."""
    by_hand = [hands_up_ends(specs[step.exercise]) for step in plan.steps if step.exercise]
    hands = " hold both hands up for two seconds, or" if any(by_hand) else ""
    return (
        '<p class="fc-fact"><strong>You need not touch anything.</strong> One exercise follows the '
        f"other and a voice leads you. To skip one,{hands} press <em>Skip this</em>.</p>"
    )
