"""Every condition and every comparison of a spec, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from formcheck.specs.problems import Place
from formcheck.specs.schema import Check, Condition, Edge, ExerciseSpec, Limit, StartPoseItem, Worse


@dataclass(frozen=True, slots=True)
class Comparison:
    """A signal and the limits it is held against.

    Attributes:
        place: where the comparison stands; its signal is the key `if` there.
        signal: the expression that is compared.
        limits: each limit with its own place.
    """

    place: Place
    signal: str
    limits: tuple[tuple[Place, Limit], ...]


def conditions(spec: ExerciseSpec) -> Iterator[tuple[Place, Condition]]:
    """The outermost conditions, wherever the schema has one."""
    return _conditions(spec, ())


def is_event(place: Place) -> bool:
    """Whether an outermost condition belongs to a check's `any`."""
    return place[0] == "checks" and "any" in place


def nested(place: Place, condition: Condition) -> Iterator[tuple[Place, Condition]]:
    """A condition and all conditions inside it."""
    yield place, condition
    for key, members in (("all", condition.all), ("any", condition.any)):
        for index, member in enumerate(members or ()):
            yield from nested((*place, key, index), member)


def comparisons(spec: ExerciseSpec) -> Iterator[Comparison]:
    """Everything in a spec that is compared with a limit."""
    for s, item in enumerate(spec.start_pose):
        yield Comparison(("start_pose", s), item.signal, limits(("start_pose", s), item))
    for place, outer in conditions(spec):
        for here, condition in nested(place, outer):
            if condition.signal is not None:
                yield Comparison(here, condition.signal, limits(here, condition))
    for c, check in enumerate(spec.checks):
        if check.signal is not None:
            yield Comparison(("checks", c), check.signal, _edges(("checks", c), check))


def limits(
    place: Place, test: Condition | StartPoseItem | Edge | Worse
) -> tuple[tuple[Place, Limit], ...]:
    """The limits of one test, each with its place."""
    found: list[tuple[Place, Limit]] = []
    if test.over is not None:
        found.append(((*place, "over"), test.over))
    if test.under is not None:
        found.append(((*place, "under"), test.under))
    if isinstance(test, Condition | StartPoseItem) and test.between is not None:
        found += [((*place, "between", i), limit) for i, limit in enumerate(test.between)]
    return tuple(found)


def _conditions(value: object, place: Place) -> Iterator[tuple[Place, Condition]]:
    if isinstance(value, Condition):
        yield place, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _conditions(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _conditions(item, (*place, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _conditions(item, (*place, index))


def _edges(place: Place, check: Check) -> tuple[tuple[Place, Limit], ...]:
    found: tuple[tuple[Place, Limit], ...] = ()
    for key, edge in (("raise", check.raise_), ("clear", check.clear), ("worse", check.worse)):
        if edge is not None:
            found += limits((*place, key), edge)
    return found
