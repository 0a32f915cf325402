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
from formcheck.progress.performance import by_exercise, reps_of
from formcheck.progress.results import RangePoint, RangeTrend, SidesCompared
from formcheck.progress.windows import IN_A_WINDOW, middle, then_and_now, within
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
        _sides(spec, signal, place, seen, today)
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
            if not signal.over_time or spec is None:
                continue
            seen = [one for day, each in done for one in _seen(day, each, signal)]
            places = dict.fromkeys(_Place(one.view, one.model) for one in reversed(seen))
            for place in places:
                yield spec, signal, place, [
                    one for one in seen if _Place(one.view, one.model) == place
                ]  # fmt: skip


def _seen(day: date, each: Sequence[ExerciseDone], signal: MeasuredSignal) -> Iterator[_Seen]:
    """One session: one figure for each side and place, however often the exercise was done."""
    for place in dict.fromkeys(_Place(done.view, done.model) for done in each):
        here = [done for done in each if _Place(done.view, done.model) == place]
        found = _by_side(reps_of(here), signal)
        by_side = {side: (middle(values), len(values)) for side, values in found.items()}
        if by_side:
            yield _Seen(day, place.view, place.model, by_side)


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
    error = _error(signal, place, sided=side is not None)
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
        told = abs(change) > error and _reads_beyond(then, now, error, signal.unit)
        sentence = f"{what}: {_changed(then, now, since, signal.unit, told)}"
    return RangeTrend(
        spec.id, spec.title, signal.name, name, side, place.view, place.model, signal.unit,
        error, points, then, now, change, told, sentence,
    )  # fmt: skip


def _reads_beyond(then: float, now: float, error: float, unit: Unit) -> bool:
    """Whether the figures as they are told differ by more than the error as it is told.

    Else rounding alone would make, or hide, a change for whoever reads them.
    """
    shown = [float(number(value, unit).removesuffix(" %")) for value in (then, now, error)]
    return round(abs(shown[1] - shown[0]) - shown[2], 6) > 0


def _changed(then: float, now: float, since: date, unit: Unit, told: bool) -> str:
    if not told:
        return (
            f"about {quantity(now, unit)}, no change that the camera can tell "
            f"since {on_day(since)}."
        )
    how = "further" if now > then else "less far"
    before = number(then, unit)
    return f"{how} than around {on_day(since)}, {before} then and {quantity(now, unit)} now."


def _error(signal: MeasuredSignal, place: _Place, *, sided: bool) -> float:
    """The smallest difference worth telling, seen from there.

    From the side, the far shoulder or hand reads otherwise than the near one, and on which side of
    the person the camera stood is not kept.
    """
    depends = sided or not signal.both_sides
    if depends and place.view != "front" and signal.unit in ("torso", "thigh"):
        return signal.error + FAR_SIDE_TORSO
    return signal.error


def _sides(
    spec: ExerciseSpec, signal: MeasuredSignal, place: _Place, seen: Sequence[_Seen], today: date
) -> SidesCompared | None:
    both = [one for one in seen if {"left", "right"} <= one.by_side.keys()]
    both = [one for one in both if within(one.day, today)][-SIDES_LOOKED_AT:]
    if not both:
        return None
    error = _error(signal, place, sided=True)
    pairs = [(one.by_side["left"][0], one.by_side["right"][0]) for one in both]
    left, right = (middle(one) for one in zip(*pairs, strict=True))
    apart = [a > b for a, b in pairs if beyond_error(a, b, error)]
    side = "left" if left > right else "right"
    differing = max(apart.count(True), apart.count(False))
    told = differing >= FEWEST_DIFFERING and 2 * apart.count(left > right) > len(apart)
    name = _name(signal)
    what = f"{spec.title}, {_inside(name)}"
    if told:
        sentence = (
            f"{what}: further on the {side} in {differing} of the last {len(pairs)} practices "
            f"(left {number(left, signal.unit)}, right {quantity(right, signal.unit)}, "
            "medians of these)."
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
