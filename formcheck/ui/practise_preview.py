"""What the exercise under way or to come looks like, and where the camera goes for it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from html import escape

import streamlit as st

from formcheck.live.snapshot import LiveSnapshot, Stage
from formcheck.report.palette import Palette
from formcheck.routines.camera import places
from formcheck.routines.routine import Plan
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.camera_place import camera_drawing, drawing_in_words
from formcheck.ui.pictures import pictures_of

_SHOWN: tuple[Stage, ...] = ("between", "placing", "start", "still", "moving", "away")


def preview(
    plan: Plan, specs: Mapping[str, ExerciseSpec], snapshot: LiveSnapshot, colours: Palette
) -> str:
    """The exercise until its first repetition is done, as HTML; "" later.

    While the camera is being put elsewhere for it, its new place comes first.
    """
    spec, now = specs.get(snapshot.exercise or ""), snapshot.routine
    if spec is None or snapshot.stage not in _SHOWN:
        return ""
    if snapshot.stage != "between" and _begun(snapshot):
        return ""
    moving = now is not None and now.camera_moves and snapshot.stage in ("between", "placing")
    if now is None or not moving:
        return picture(spec)
    before = [step for step in plan.steps[: now.step] if step.exercise]
    return _drawing(placed(plan, specs)[len(before)], colours) + picture(spec)


def _begun(snapshot: LiveSnapshot) -> bool:
    """Whether the exercise has a repetition or a hold already: its numbers take the room then."""
    progress = snapshot.progress
    return progress.set_number > 1 or progress.reps.done > 0 or progress.hold is not None


def placed(plan: Plan, specs: Mapping[str, ExerciseSpec]) -> tuple[ExerciseSpec, ...]:
    """The plan's exercises in order, each with the camera where it serves its neighbours too."""
    done = [specs[step.exercise] for step in plan.steps if step.exercise]
    shared = [place for place, count in places(done) for _ in range(count)]
    return tuple(
        spec.model_copy(
            update={
                "camera": spec.camera.model_copy(
                    update={"height_m": place.height_m, "distance_m": place.distance_m}
                )
            }
        )
        for spec, place in zip(done, shared, strict=True)
    )


def _drawing(spec: ExerciseSpec, colours: Palette) -> str:
    words = escape(drawing_in_words(spec), quote=True)
    svg = b64encode(camera_drawing(spec, colours).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{svg}" alt="{words}">'


def picture(spec: ExerciseSpec) -> str:
    """The exercise at its furthest point, as HTML; "" if it was never drawn."""
    data = _as_address(spec.id)
    return f'<img src="{data}" alt="{escape(spec.title, quote=True)}">' if data else ""


@st.cache_data(show_spinner=False, max_entries=60)
def _as_address(exercise: str) -> str:
    pictures = pictures_of(exercise)
    if pictures is None:
        return ""
    return f"data:image/webp;base64,{b64encode(pictures.end.read_bytes()).decode()}"
