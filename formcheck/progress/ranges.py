"""How far the movements go over time, and left against right. Pure.

Figures are compared for the same exercise, signal, side, camera view and pose model only, and a
change is told only beyond the measurement error (`formcheck.signals.precision`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from formcheck.coach.reach import TO_LEFT, TO_RIGHT, MeasuredSignal, signals_of
from formcheck.journal.records import ExerciseDone, Rep, Session
from formcheck.progress.days import in_time
from formcheck.progress.performance import by_exercise
from formcheck.progress.results import RangePoint, RangeTrend, SidesCompared
from formcheck.progress.windows import IN_A_WINDOW, middle, then_and_now
from formcheck.progress.words import on_day
from formcheck.signals.precision import FAR_SIDE_TORSO, beyond_error
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import Unit
from formcheck.video.amounts import number, quantity

SIDES_LOOKED_AT = 6
"""Left and right are compared in so many last sessions."""
FEWEST_DIFFERING = 3
"""In so many of them one side, the same each time, must go further."""

Specs = Mapping[str, ExerciseSpec]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One signal of one exercise in one session."""

    day: date
    view: str | None
    model: str
    by_side: Mapping[str | None, tuple[float, int]]


@dataclass(frozen=True, slots=True)
class _Place:
    """From where it was seen, and by which model."""

    view: str | None
    model: str


def range_trends(sessions: Sequence[Session], specs: Specs, today: date) -> tuple[RangeTrend, ...]:
    """Each movement over time, by side, view and model; what was done last comes first."""
    return tuple(
        trend
        for spec, signal, place, seen in _measured(sessions, specs, today)
        for trend in _trends(spec, signal, place, seen, today)
    )


def sides_compared(
    sessions: Sequence[Session], specs: Specs, today: date
) -> tuple[SidesCompared, ...]:
    """Left against right for each movement that reads both sides alike."""
    found = (
        _sides(spec, signal, place, seen)
        for spec, signal, place, seen in _measured(sessions, specs, today)
        if signal.both_sides
    )
    return tuple(one for one in found if one is not None)


def _measured(
    sessions: Sequence[Session], specs: Specs, today: date
) -> Iterator[tuple[ExerciseSpec, MeasuredSignal, _Place, list[_Seen]]]:
    for name, done in by_exercise(in_time(sessions, today)).items():
        spec = specs.get(name)
        for signal in signals_of(spec) if spec else ():
            seen = [one for day, each in done if (one := _seen(day, each, signal)) is not None]
            places = dict.fromkeys(_Place(one.view, one.model) for one in reversed(seen))
            if not signal.movement or spec is None:
                continue
            for place in places:
                yield spec, signal, place, [
                    one for one in seen if _Place(one.view, one.model) == place
                ]  # fmt: skip


def _seen(day: date, done: ExerciseDone, signal: MeasuredSignal) -> _Seen | None:
    by_side: dict[str | None, tuple[float, int]] = {}
    for side, values in _by_side(done.reps, signal).items():
        if values:
            by_side[side] = (middle(values), len(values))
    return _Seen(day, done.view, done.model, by_side) if by_side else None


def _by_side(reps: Iterable[Rep], signal: MeasuredSignal) -> dict[str | None, list[float]]:
    """A repetition of a signed movement goes to both sides; any other belongs to one."""
    found: dict[str | None, list[float]] = {}
    for rep in reps:
        if signal.kind == "signed":
            ways = {"left": TO_LEFT, "right": TO_RIGHT}
            named = {side: rep.reach.get(signal.name + way) for side, way in ways.items()}
        else:
            named = {rep.side or "": rep.reach.get(signal.name)}
        for side, value in named.items():
            if value is not None and math.isfinite(value):
                found.setdefault(side or None, []).append(value)
    return found


def _trends(
    spec: ExerciseSpec, signal: MeasuredSignal, place: _Place, seen: Sequence[_Seen], today: date
) -> Iterator[RangeTrend]:
    sides = {side for one in seen for side in one.by_side}
    for side in sorted(sides, key=lambda one: one or ""):
        points = tuple(
            RangePoint(one.day, *one.by_side[side]) for one in seen if side in one.by_side
        )
        yield _trend(spec, signal, place, side, points, today)


def _trend(
    spec: ExerciseSpec,
    signal: MeasuredSignal,
    place: _Place,
    side: str | None,
    points: tuple[RangePoint, ...],
    today: date,
) -> RangeTrend:
    name = _name(signal)
    what = f"{spec.title}, {_inside(name)}" + (f", {side}" if side else "")
    compared = then_and_now(points, lambda one: one.day, lambda one: one.value, today)
    then = now = change = None
    told = False
    if compared is None:
        sentence = (
            f"{what}: {quantity(points[-1].value, signal.unit)} last time. "
            f"From {2 * IN_A_WINDOW} practices on, changes are told."
        )
    else:
        then, now, since = compared
        change = now - then
        told = abs(change) > signal.error
        sentence = f"{what}: {_changed(then, now, since, signal.unit, told)}"
    return RangeTrend(
        spec.id, spec.title, signal.name, name, side, place.view, place.model, signal.unit,
        signal.error, points, then, now, change, told, sentence,
    )  # fmt: skip


def _changed(then: float, now: float, since: date, unit: Unit, told: bool) -> str:
    if not told:
        return (
            f"about {quantity(now, unit)}, no change that the camera can tell "
            f"since {on_day(since)}."
        )
    how = "further" if now > then else "less far"
    before = number(then, unit)
    return f"{how} than around {on_day(since)}, {before} then and {quantity(now, unit)} now."


def _sides(
    spec: ExerciseSpec, signal: MeasuredSignal, place: _Place, seen: Sequence[_Seen]
) -> SidesCompared | None:
    both = [one for one in seen if {"left", "right"} <= one.by_side.keys()]
    if not both:
        return None
    error = signal.error
    if place.view != "front" and signal.unit in ("torso", "thigh"):
        error += FAR_SIDE_TORSO  # the far shoulder reads otherwise than the near one
    pairs = [(one.by_side["left"][0], one.by_side["right"][0]) for one in both]
    left, right = (middle(one) for one in zip(*pairs, strict=True))
    recent = [(a, b) for a, b in pairs[-SIDES_LOOKED_AT:] if beyond_error(a, b, error)]
    to_left = sum(a > b for a, b in recent)
    differing = max(to_left, len(recent) - to_left)
    told = differing >= FEWEST_DIFFERING and 2 * differing > len(recent)
    name = _name(signal)
    what = f"{spec.title}, {_inside(name)}"
    if told:
        side = "left" if 2 * to_left > len(recent) else "right"
        sentence = (
            f"{what}: further on the {side} in {differing} of the last "
            f"{min(len(pairs), SIDES_LOOKED_AT)} practices "
            f"(left {number(left, signal.unit)}, right {quantity(right, signal.unit)})."
        )
    elif len(pairs) < FEWEST_DIFFERING:
        sentence = f"{what}: a few more practices tell whether left and right are alike."
    else:
        sentence = f"{what}: no difference between left and right that the camera can tell."
    return SidesCompared(
        spec.id, spec.title, signal.name, name, place.view, place.model, signal.unit, error,
        left, right, len(pairs), differing, told, sentence,
    )  # fmt: skip


def _name(signal: MeasuredSignal) -> str:
    return "Movement to each side" if signal.kind == "signed" else signal.title


def _inside(text: str) -> str:
    return text[:1].lower() + text[1:]
