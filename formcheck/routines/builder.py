"""Building a routine: which exercises fit, a suggestion, and every change as a new routine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from uuid import uuid4

from formcheck.coach.dose import resolve_dose
from formcheck.routines.camera import least_moved
from formcheck.routines.documents import MOST_ABOUT, MOST_ITEMS, MOST_TITLE
from formcheck.routines.errors import RoutineError
from formcheck.routines.filling import fill, more_of
from formcheck.routines.kinds import (
    POSITIONS,
    Kind,
    Position,
    kind_of,
    position_of,
)
from formcheck.routines.plan import CAMERA_S, seconds_of
from formcheck.routines.routine import Item, Routine
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

__all__ = [
    "LONGEST_MIN",
    "POSITIONS",
    "SHORTEST_MIN",
    "Position",
    "Wanted",
    "added",
    "copied",
    "dosed",
    "fitting",
    "moved",
    "needed_for",
    "needs",
    "new",
    "new_id",
    "position_of",
    "removed",
    "renamed",
    "suggest",
    "things",
]

SHORTEST_MIN, LONGEST_MIN = 5.0, 45.0
MARCHING_S, MARCHING_SHARE = 300.0, 0.5
"""Five minutes of marching, or half of a practice too short for them."""
_DRILLS = (Item("arm_circles", {"reps": 8}), Item("trunk_rotation", {"reps": 5}))
_SAME_THING = {
    "chair with a backrest": "chair",
    "light weight": "light dumbbells",
    "rolled towel": "towel",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a routine should be made of. An empty tuple is "any".

    Attributes:
        equipment: what is at hand (`things`); None: anything; (): nothing at all.
        views: where the camera may look from.
        minutes: of the whole practice, warm-up included.
    """

    positions: tuple[Position, ...] = ()
    equipment: tuple[str, ...] | None = None
    views: tuple[View, ...] = ()
    kinds: tuple[Kind, ...] = ()
    minutes: float = 15.0


def needs(spec: ExerciseSpec) -> tuple[frozenset[str], ...]:
    """What an exercise needs; of each set one thing will do."""
    return tuple(
        frozenset(_SAME_THING.get(thing, thing) for thing in re.split(r"\s+or\s+", each))
        for each in spec.equipment
    )


def things(specs: Iterable[ExerciseSpec]) -> tuple[str, ...]:
    """Everything that any of these exercises can be done with, by name."""
    return tuple(sorted({thing for spec in specs for each in needs(spec) for thing in each}))


def needed_for(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> tuple[str, ...]:
    """What a routine needs, as people read it: "mat", "band or light dumbbells"."""
    wanted = {
        needed
        for item in (*routine.drills, *routine.items)
        if item.exercise in specs
        for needed in needs(specs[item.exercise])
    }
    enough = {each for each in wanted if not any(other < each for other in wanted)}
    return tuple(sorted(" or ".join(sorted(each)) for each in enough))


def fitting(specs: Mapping[str, ExerciseSpec], wanted: Wanted) -> tuple[ExerciseSpec, ...]:
    """The exercises that fit, in the order of `specs`; the minutes play no part."""
    at_hand = None if wanted.equipment is None else frozenset(wanted.equipment)
    return tuple(
        spec
        for spec in specs.values()
        if (not wanted.positions or position_of(spec) in wanted.positions)
        and (at_hand is None or all(each & at_hand for each in needs(spec)))
        and (not wanted.views or spec.camera.preferred in wanted.views)
        and (not wanted.kinds or kind_of(spec) in wanted.kinds)
    )


def suggest(specs: Mapping[str, ExerciseSpec], wanted: Wanted, seed: int = 0) -> Routine:
    """A routine that fills the minutes; another seed, another one.

    Two exercises for mobility to each one for strength, if both are wanted and fit. Each next one
    is, if possible, one for which the camera and the person stay where they are, for a region that
    has had least. If none is left, there are more sets and repetitions. Drills, and what a
    clinician still has to settle, are taken only if nothing else fits.

    Raises:
        RoutineError: nothing fits.
    """
    minutes = min(max(wanted.minutes, SHORTEST_MIN), LONGEST_MIN)
    warm_up_s = min(MARCHING_S, 60.0 * minutes * MARCHING_SHARE)
    drills = tuple(item for item in _DRILLS if item.exercise in specs)
    if warm_up_s < MARCHING_S:
        drills = drills[:1]
    taken = {item.exercise for item in drills}
    known = [spec for spec in fitting(specs, wanted) if spec.id not in taken]
    known = [spec for spec in known if spec.family != "warm_up" and not spec.review] or known
    if not known:
        raise RoutineError("No exercise fits. Allow another position, thing or camera view.")
    warmed_s = warm_up_s + sum(seconds_of(specs[one.exercise], one.dose) for one in drills)
    order = list(known)
    Random(seed).shuffle(order)
    chosen, left_s = fill(order, 60.0 * minutes - warmed_s - CAMERA_S)
    doses = more_of(chosen, left_s)
    chosen.sort(key=lambda spec: kind_of(spec) == "strength")
    best = least_moved(chosen, [specs[item.exercise] for item in drills])
    items = tuple(Item(chosen[at].id, doses.get(chosen[at].id, {})) for at in best)
    return Routine(new_id(), f"{round(minutes)} minutes", "", items, "", warm_up_s, drills)


# -- changes: each gives a new routine, none touches the old one -----------------------------------


def new_id() -> str:
    """The id of a new routine."""
    return uuid4().hex


def new(title: str = "My routine") -> Routine:
    """An own routine without an exercise yet, with the usual warm-up.

    Raises:
        RoutineError: as :func:`renamed`.
    """
    return renamed(Routine(new_id(), title, "", (), drills=_DRILLS), title)


def copied(routine: Routine, title: str | None = None) -> Routine:
    """An own routine that begins as a copy."""
    copy = replace(routine, id=new_id(), source="")
    return renamed(copy, title or f"{routine.title[: MOST_TITLE - 6]}, mine")


def renamed(routine: Routine, title: str, about: str | None = None) -> Routine:
    """Another title, and another sentence of what it is for.

    Raises:
        RoutineError: no title, or one of them is too long.
    """
    title = " ".join(title.split())
    text = routine.about if about is None else " ".join(about.split())
    if not title:
        raise RoutineError("Give the routine a name.")
    if len(title) > MOST_TITLE:
        raise RoutineError(f"This name is too long: {MOST_TITLE} letters at most.")
    if len(text) > MOST_ABOUT:
        raise RoutineError(f"This description is too long: {MOST_ABOUT} letters at most.")
    return replace(routine, title=title, about=text)


def added(
    routine: Routine, exercise: str, specs: Mapping[str, ExerciseSpec], at: int | None = None
) -> Routine:
    """One exercise more, at a place of the list (from 0) or at its end.

    Raises:
        RoutineError: there is no such exercise, or the routine is full.
    """
    if exercise not in specs:
        raise RoutineError(f"There is no exercise '{exercise}' here. Choose one of the list.")
    if len(routine.items) >= MOST_ITEMS:
        raise RoutineError(f"A routine holds {MOST_ITEMS} exercises. Take one out first.")
    where = len(routine.items) if at is None else min(max(at, 0), len(routine.items))
    items = (*routine.items[:where], Item(exercise), *routine.items[where:])
    return replace(routine, items=items)


def removed(routine: Routine, index: int) -> Routine:
    """Without the exercise at this place.

    Raises:
        RoutineError: there is none.
    """
    _there(routine, index)
    return replace(routine, items=(*routine.items[:index], *routine.items[index + 1 :]))


def moved(routine: Routine, index: int, to: int) -> Routine:
    """With the exercise of this place at another; beyond the ends is the end.

    Raises:
        RoutineError: there is none.
    """
    _there(routine, index)
    items = list(routine.items)
    items.insert(min(max(to, 0), len(items) - 1), items.pop(index))
    return replace(routine, items=tuple(items))


def dosed(
    routine: Routine, index: int, dose: Mapping[str, float], specs: Mapping[str, ExerciseSpec]
) -> Routine:
    """With another dose for the exercise at this place; what it does not say is the default.

    Raises:
        RoutineError: there is none at this place.
        DoseError: a dose that the exercise does not have or allow.
    """
    _there(routine, index)
    item = routine.items[index]
    resolve_dose(specs[item.exercise], dose)
    items = (*routine.items[:index], Item(item.exercise, dict(dose)), *routine.items[index + 1 :])
    return replace(routine, items=items)


def _there(routine: Routine, index: int) -> None:
    if not 0 <= index < len(routine.items):
        raise RoutineError(f"'{routine.title}' has no exercise at place {index + 1}.")
