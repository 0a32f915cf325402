"""Routines and weeks for property tests: any exercise in any allowed dose, in any order."""

from __future__ import annotations

from datetime import time

from hypothesis import strategies as st

from formcheck.coach.dose import dose_amounts
from formcheck.routines.built_in import built_in
from formcheck.routines.routine import Item, Routine
from formcheck.routines.week import Slot, WeeklyPlan, with_day
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec

SPECS = load_all()
BUILT_IN = {routine.id: routine for routine in built_in(SPECS)}
DRILLS = ("arm_circles", "trunk_rotation", "overhead_arm_reach", "cat_cow")


def own(*items: Item, warm_up_s: float = 300.0, drills: tuple[Item, ...] = ()) -> Routine:
    return Routine("ab" * 16, "Mine", "", items, "", warm_up_s, drills)


@st.composite
def items(draw: st.DrawFn, exercises: tuple[str, ...] = tuple(SPECS)) -> Item:
    spec = SPECS[draw(st.sampled_from(exercises))]
    return Item(spec.id, draw(doses(spec)))


@st.composite
def doses(draw: st.DrawFn, spec: ExerciseSpec) -> dict[str, float]:
    amounts = dose_amounts(spec)
    chosen = draw(st.sets(st.sampled_from(sorted(amounts))))
    return {
        key: draw(st.integers(round(amounts[key].min), round(amounts[key].max))) for key in chosen
    }


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    return Routine(
        draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        draw(st.text(min_size=1, max_size=80)),
        draw(st.text(max_size=300)),
        tuple(draw(st.lists(items(), min_size=1, max_size=8))),
        "",
        draw(st.sampled_from((0.0, 60.0, 300.0, 600.0))),
        tuple(draw(st.lists(items(DRILLS), max_size=2))),
    )


@st.composite
def weeks(draw: st.DrawFn, ids: tuple[str, ...] = tuple(BUILT_IN)) -> WeeklyPlan:
    slots = st.builds(
        Slot, st.sampled_from(ids), st.none() | st.times().map(lambda at: time(at.hour, at.minute))
    )
    plan = WeeklyPlan()
    for weekday in range(7):
        plan = with_day(plan, weekday, draw(st.lists(slots, max_size=3)))
    return plan
