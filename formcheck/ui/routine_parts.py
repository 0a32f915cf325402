"""How a routine is shown: its pictures, its facts, its exercises in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO

import streamlit as st
from PIL import Image

from formcheck.report.words import joined, plural, sentence
from formcheck.routines.advice import Advice
from formcheck.routines.builder import Position, needed_for, position_of
from formcheck.routines.camera import CameraPlace, places
from formcheck.routines.plan import minutes_words, plan_of
from formcheck.routines.routine import Plan, Routine, Step
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.ui.camera_place import centimetres, metres
from formcheck.ui.pictures import pictures_of

_STRIP = 4
_WIDE_PX = 360
_IN: Mapping[Position, str] = {
    "floor": "on the floor", "chair": "on a chair", "standing": "standing",
}  # fmt: skip
_WHERE: Mapping[View, str] = {
    "side": "to your side",
    "oblique": "to the corner between front and side",
    "front": "in front of you",
}


def show_strip(
    exercises: Sequence[str], specs: Mapping[str, ExerciseSpec], key: str, *, named: bool = False
) -> None:
    """The far ends of the first exercises side by side; `named`: with their names beneath."""
    shown = [one for one in exercises if one in specs][:_STRIP]
    with st.container(key=f"fc-plan-strip-{len(shown)}-{key}"):
        for exercise in shown:
            show_thumbnail(specs[exercise], named=named)


def show_thumbnail(spec: ExerciseSpec | None, *, named: bool = False) -> None:
    """The far end of an exercise; a clock in place of what was never drawn."""
    pictures = pictures_of(spec.id) if spec else None
    if spec is None or pictures is None:
        st.html('<div class="fc-plan-nopicture" aria-hidden="true"></div>')
    else:
        st.image(_small(str(pictures.end)), caption=spec.title if named else None, alt="")


@st.cache_data(show_spinner=False, max_entries=200)
def _small(picture: str) -> bytes:
    """A picture at the size of a card, once for all pages: drawing dozens anew takes long."""
    written = BytesIO()
    with Image.open(picture) as opened:
        opened.thumbnail((_WIDE_PX, _WIDE_PX))
        opened.convert("RGB").save(written, "JPEG", quality=85)
    return written.getvalue()


def exercises_of(routine: Routine) -> tuple[str, ...]:
    """The exercises of the routine without its warm-up."""
    return tuple(item.exercise for item in routine.items)


def facts(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> tuple[str, ...]:
    """Minutes, what is needed, positions, how often the camera moves."""
    plan = plan_of(routine, specs)
    things = needed_for(routine, specs)
    places = dict.fromkeys(_IN[position_of(specs[item.exercise])] for item in routine.items)
    moved = sum(step.camera_moves for step in plan.steps)
    return (
        f"about {minutes_words(plan.seconds)}",
        joined(things) if things else "no equipment",
        joined(list(places)),
        f"the camera moves {_times(moved)}" if moved else "the camera stays in one place",
    )


def facts_html(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> str:
    """The facts in one quiet line."""
    line = sentence(" \N{MIDDLE DOT} ".join(facts(routine, specs))).rstrip(".")
    return f'<p class="fc-quiet">{escape(line)}</p>'


def dose_in_words(spec: ExerciseSpec, dose: Mapping[str, float]) -> str:
    """`2 sets of 8 repetitions`, `5 on each side, held for 20 s`."""
    each = spec.dose.sides == "each"
    count = dose.get("reps_per_side", dose.get("reps"))
    hold = dose.get("hold_s")
    if "reps_per_side" in dose:
        said = f"{count:g} on each side"
    elif count is not None:
        said = plural(int(count), "repetition")
    else:
        said = ""
    if hold:
        held = f"{hold:g}\N{NO-BREAK SPACE}s{' on each side' if each and not said else ''}"
        said = f"{said}, held for {held}" if said else f"held for {held}"
    sets = int(dose.get("sets", 1))
    return f"{said}, {sets} sets" if sets > 1 else said


def show_steps(plan: Plan, specs: Mapping[str, ExerciseSpec], key: str) -> None:
    """Every step in order; before the first exercise, and where it moves, the camera's place."""
    coached = [specs[step.exercise] for step in plan.steps if step.exercise]
    where = iter(places(coached))
    first = True
    with st.container(key=f"fc-plan-steps-{key}"):
        for number, step in enumerate(plan.steps):
            spec = specs.get(step.exercise or "")
            if spec is not None and (first or step.camera_moves):
                st.html(_camera_line(next(where)[0], first=first))
                first = False
            _step(step, spec, f"{key}-{number}")


def _step(step: Step, spec: ExerciseSpec | None, key: str) -> None:
    with st.container(key=f"fc-plan-step-{key}"):
        show_thumbnail(spec)
        warm = "Warm-up \N{MIDDLE DOT} " if step.warm_up else ""
        dose = dose_in_words(spec, step.dose) if spec else ""
        lines = " \N{MIDDLE DOT} ".join(
            part for part in (dose, minutes_words(step.seconds)) if part
        )
        st.html(
            f'<div class="fc-plan-what"><strong>{escape(step.title)}</strong>'
            f'<span class="fc-quiet">{escape(warm + lines)}</span></div>'
        )


def _camera_line(place: CameraPlace, *, first: bool) -> str:
    verb = "Put the camera" if first else "Move the camera"
    return (
        f'<p class="fc-plan-camera">{verb} {_WHERE[place.view]}, {metres(*place.distance_m)} away, '
        f"{centimetres(*place.height_m)} above the floor.</p>"
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def show_advice(advice: Sequence[Advice]) -> None:
    """What to change or to know, a line each with its publisher."""
    lines = []
    for one in advice:
        source = f" <cite>{escape(one.source)}</cite>" if one.source else ""
        mend = " fc-mend" if one.level == "warn" else ""
        lines.append(f'<p class="fc-plan-advice{mend}">{escape(one.text)}{source}</p>')
    if lines:
        st.html("".join(lines))
