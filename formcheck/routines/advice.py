"""What is worth knowing about a routine before it is done: rules of the articles, and of ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from formcheck.coach.dose import DoseError, resolve_dose
from formcheck.routines.errors import RoutineError
from formcheck.routines.kinds import STATIC_S, Region, both_sides, kind_of, region_of, static_s
from formcheck.routines.plan import minutes_words, plan_of
from formcheck.routines.routine import Item, Plan, Routine
from formcheck.specs.schema import ExerciseSpec

Level = Literal["warn", "advise"]
About = Literal[
    "empty", "unknown", "dose", "warm_up", "order", "sides", "length", "static", "camera",
    "days", "strength", "stretching",
]  # fmt: skip

WARM_UP_S = 300.0
"""Lisa Miller: 5 to 10 minutes of something easy first."""
SHORT_S, LONG_S = 600.0, 1200.0
"""A good length of a practice, warm-up included. Ours."""
STUDIES = "Sports Medicine, 2024, 189 studies"

_ROUNDING_S = 30.0


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence about a routine or a week.

    Attributes:
        level: `warn`: better changed before it is done; `advise`: good to know.
        source: the publisher of what it rests on; "": ours.
    """

    level: Level
    about: About
    text: str
    source: str = ""


def checked(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> tuple[Advice, ...]:
    """What to change or to know, the most important first; () if all is well."""
    if not routine.items:
        return (Advice("warn", "empty", "There is no exercise yet. Add a first one."),)
    broken = tuple(_broken(routine, specs))
    if broken:
        return broken
    found = (
        *_warm_up(routine),
        *_sides(routine, specs),
        *_static(routine, specs),
        *_order(routine, specs),
        *_length(plan_of(routine, specs)),
        *_camera(routine, specs),
    )
    return tuple(sorted(found, key=lambda one: one.level != "warn"))


def _broken(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    """What keeps it from being done at all."""
    for item in (*routine.drills, *routine.items):
        try:
            plan_of(replace(routine, items=(item,), drills=()), specs)
        except RoutineError as error:
            yield Advice("warn", "unknown", str(error))
        except DoseError as error:
            yield Advice("warn", "dose", str(error))


def _warm_up(routine: Routine) -> Iterator[Advice]:
    if routine.warm_up_s <= 0 and not routine.drills:
        text = "There is no warm-up. Warm up before you stretch."
        yield Advice("warn", "warm_up", text, "Liv Hospital")
    elif routine.warm_up_s < WARM_UP_S:
        text = "The warm-up is short. March or walk for 5 to 10 minutes first."
        yield Advice("advise", "warm_up", text, "Lisa Miller")


def _sides(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    for item in routine.items:
        spec = specs[item.exercise]
        dose = resolve_dose(spec, item.dose)
        for key, even in both_sides(spec, dose).items():
            if even != dose[key]:
                what = "sets" if key == "sets" else "repetitions"
                text = f"{spec.title}: {even:g} {what}, so that both sides get the same."
                yield Advice("advise", "sides", text)


def _static(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    held: dict[Region, float] = defaultdict(float)
    for item in routine.items:
        held[region_of(specs[item.exercise])] += _static_s(item, specs)
    for region, seconds in held.items():
        if seconds > STATIC_S:
            text = (
                f"Held stretches for {region} add up to {minutes_words(seconds)}. "
                "More than 4 minutes in one practice adds little: hold shorter or leave one out."
            )
            yield Advice("warn", "static", text, STUDIES)


def _order(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    chosen = [specs[item.exercise] for item in routine.items]
    for first, then in pairwise(chosen):
        if kind_of(first) == "strength" and kind_of(then) == "mobility":
            text = f"Put {then.title} before {first.title}: what loosens first, strength after it."
            yield Advice("advise", "order", text)
            return


def _length(plan: Plan) -> Iterator[Advice]:
    if plan.seconds < SHORT_S - _ROUNDING_S:
        text = f"About {minutes_words(plan.seconds)}. 10 to 20 minutes are a good length."
        yield Advice("advise", "length", text)
    elif plan.seconds > LONG_S + _ROUNDING_S:
        text = (
            f"About {minutes_words(plan.seconds)}. 10 to 20 are enough: two days may suit better."
        )
        yield Advice("advise", "length", text)


def _camera(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    moved, least = (
        sum(step.camera_moves for step in plan.steps)
        for plan in (plan_of(routine, specs), plan_of(routine, specs, order="least_camera_moves"))
    )
    if least < moved:
        text = f"In another order you move the camera {_times(least)} instead of {_times(moved)}."
        yield Advice("advise", "camera", text)


def _static_s(item: Item, specs: Mapping[str, ExerciseSpec]) -> float:
    spec = specs[item.exercise]
    return static_s(spec, both_sides(spec, resolve_dose(spec, item.dose)))


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")
