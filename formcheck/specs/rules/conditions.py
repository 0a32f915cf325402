"""Conditions: one test, one limit, a sensible duration."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.expression import ExpressionError, parse
from formcheck.specs.problems import Fault, Place
from formcheck.specs.schema import Condition, ExerciseSpec
from formcheck.specs.units import infer_unit, scope_of
from formcheck.specs.walk import conditions, is_event, nested

SHORTEST_S = 0.1
"""One or two frames must not raise anything."""

LONGEST_S = 120.0

_BOTH = "Give one of `over`, `under` or `between`."


def condition_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Each condition tests one thing in one way."""
    for place, outer in conditions(spec):
        for here, condition in nested(place, outer):
            yield from _shape(here, condition)
            yield from _timing(here, condition, is_event(place))
    for s, item in enumerate(spec.start_pose):
        if given(item.over, item.under, item.between) != 1:
            yield Fault(("start_pose", s), "One limit is needed.", _BOTH)


def event_time_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Events of a check last a moment, unless they are counted or judged at an end."""
    scope = scope_of(spec)
    for place, outer in conditions(spec):
        if not is_event(place) or outer.at is not None or outer.for_s >= SHORTEST_S:
            continue
        try:
            unit = infer_unit(parse(outer.signal), scope) if outer.signal else None
        except ExpressionError:
            continue
        if unit not in ("count", "s"):
            yield too_short((*place, "for_s"), outer.for_s)


def too_short(place: Place, for_s: float) -> Fault:
    """A duration within which one bad frame is enough."""
    return Fault(
        place, f"{for_s:g} s is too short: one bad frame would do.",
        f"Give at least for_s: {SHORTEST_S:g}.",
    )  # fmt: skip


def given(*values: object) -> int:
    """How many of the values are there."""
    return sum(value is not None for value in values)


def _shape(place: Place, condition: Condition) -> Iterator[Fault]:
    tests = given(condition.signal, condition.all, condition.any)
    limits = given(condition.over, condition.under, condition.between)
    if tests != 1:
        yield Fault(place, "One test is needed.", "Give one of `if`, `all` or `any`.")
    elif condition.signal is not None and limits != 1:
        yield Fault(place, "One limit is needed.", _BOTH)
    elif condition.signal is None and limits:
        yield Fault(place, "A limit stands without `if`.", "Move it to the condition it limits.")
    for key, members in (("all", condition.all), ("any", condition.any)):
        if members == ():
            yield Fault((*place, key), "The list is empty.", "Add a condition.")


def _timing(place: Place, condition: Condition, event: bool) -> Iterator[Fault]:
    if not 0 <= condition.for_s <= LONGEST_S:
        yield Fault((*place, "for_s"), f"{condition.for_s:g} s cannot be meant.", "Use 0 to 120 s.")
    if condition.at is not None and not event:
        yield Fault(
            (*place, "at"), "`at` belongs to the conditions of a check's `any`.", "Delete it."
        )
    if condition.at is not None and condition.for_s:
        yield Fault((*place, "for_s"), "`for_s` does not go with `at`.", "Delete one of the two.")
