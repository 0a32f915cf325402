"""Which limits of an exercise a person may change, how far, and what moves along with them.

A limit can be changed where it is a plain number: the `raise` of a check, or the one number of
seconds in a check's events (how quick is too quick). Limits that follow the person's own range
already adapt to the person.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from formcheck.specs.expression import parse
from formcheck.specs.rules.hysteresis import SMALLEST_GAP
from formcheck.specs.rules.limits import LARGEST
from formcheck.specs.schema import Check, Condition, Edge, ExerciseSpec, Worse
from formcheck.specs.units import Scope, infer_unit, scope_of
from formcheck.specs.vocabulary import Unit

LEAST, MOST = 0.5, 2.0
"""Without `adjust`, a limit moves between half and twice its shipped size."""
_STEPS: dict[Unit, tuple[float, ...]] = {"deg": (1.0, 0.5, 0.1), "s": (0.1, 0.05, 0.01)}
_FINE_STEPS = (0.01, 0.001)

OverUnder = Literal["over", "under"]
_Test = TypeVar("_Test", Edge, Worse, Condition)


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A limit that may be changed.

    Attributes:
        check: the check's id.
        title: the check in the words that people hear.
        edge: whether the mistake is raised over or under the limit.
        unit: of the limit and of all the numbers here.
        shipped: the limit as the exercise has it.
        low, high: the bounds, in which it may be chosen.
        step: a sensible step from one choice to the next.
        means: what is measured, in words ("" where the exercise does not say).
    """

    check: str
    title: str
    edge: OverUnder
    unit: Unit
    shipped: float
    low: float
    high: float
    step: float
    means: str = ""


@dataclass(frozen=True, slots=True)
class Movable:
    """The number that can be changed in a check.

    Attributes:
        edge: whether the mistake is raised over or under it.
        unit: its unit.
        raised: the number.
        others: `clear` and `worse`, where the check has them: they move along.
    """

    edge: OverUnder
    unit: Unit
    raised: float
    others: tuple[float, ...] = ()

    def along(self, raised: float) -> tuple[float, ...]:
        """The others for another number: in proportion; from zero, by the same distance."""
        if self.raised == 0:
            return tuple(other + raised for other in self.others)
        return tuple(round(other * raised / self.raised, 9) for other in self.others)

    def sound_bounds(self) -> tuple[float, float]:
        """How far it can move: no limit leaves what its unit allows, clear keeps its distance."""
        most, sizes = LARGEST[self.unit], [abs(other) for other in self.others]
        if self.raised == 0:
            room = min([most - size for size in sizes] + [sizes[0] / SMALLEST_GAP])
            return -room, room
        end = self.raised * most / max(abs(self.raised), *sizes, 0.0)
        return min(0.0, end), max(0.0, end)

    def default_bounds(self) -> tuple[float, float]:
        """The bounds of a check without `adjust`."""
        if self.raised == 0:  # nothing to halve or double: as far as from raise to clear
            ends = (-abs(self.others[0]), abs(self.others[0]))
        else:
            ends = (LEAST * self.raised, MOST * self.raised)
        low, high = self.sound_bounds()
        return max(min(ends), low), min(max(ends), high)


def adjustable(spec: ExerciseSpec) -> tuple[Adjustable, ...]:
    """The limits of a shipped exercise that may be changed, in the order of its checks.

    Bounds are the check's own `adjust`, else half to twice the shipped limit, as far as no limit
    leaves what its unit allows.
    """
    scope = scope_of(spec)
    found = ((check, movable(check, scope)) for check in spec.checks)
    return tuple(_adjustable(check, number, spec) for check, number in found if number)


def movable(check: Check, scope: Scope) -> Movable | None:
    """The number that can be changed in a check; None if there is none.

    Raises:
        ExpressionError: a signal of the check cannot be understood.
    """
    if check.any is not None:
        return _seconds(check, scope)
    unit = infer_unit(parse(check.signal), scope) if check.signal else None
    limits = [limit_of(edge) for edge in (check.raise_, check.clear, check.worse) if edge]
    numbers = [float(limit) for limit in limits if isinstance(limit, int | float)]
    if unit is None or check.raise_ is None or check.clear is None or len(numbers) < len(limits):
        return None
    return Movable(_edge(check.raise_), unit, numbers[0], tuple(numbers[1:]))


def moved(check: Check, raised: float, scope: Scope) -> Check:
    """The check with another limit; clear and worse move along.

    Raises:
        ValueError: the check has no number that can be changed.
    """
    number = movable(check, scope)
    if number is None:
        raise ValueError(f"the limit of {check.id} cannot be changed")
    if check.any is not None:
        conditions = tuple(
            _with(one, raised) if _in_seconds(one, scope) else one for one in check.any
        )
        return check.model_copy(update={"any": conditions})
    assert check.raise_ is not None and check.clear is not None, "else nothing is movable"
    cleared, *worse = number.along(raised)
    edges: dict[str, Edge | Worse] = {
        "raise_": _with(check.raise_, raised),
        "clear": _with(check.clear, cleared),
    }
    if check.worse is not None:
        edges["worse"] = _with(check.worse, worse[0])
    return check.model_copy(update=edges)


def limit_of(test: Edge | Worse | Condition) -> float | str | None:
    """The limit of a test that is held over or under one."""
    return test.over if test.over is not None else test.under


def _seconds(check: Check, scope: Scope) -> Movable | None:
    """The seconds in the events of a check, where all of them are the same."""
    found = {
        (_edge(one), float(limit))
        for one in check.any or ()
        if _in_seconds(one, scope) and isinstance(limit := limit_of(one), int | float)
    }
    if len(found) != 1:
        return None
    ((edge, seconds),) = found
    return Movable(edge, "s", seconds)


def _in_seconds(condition: Condition, scope: Scope) -> bool:
    if condition.signal is None or not isinstance(limit_of(condition), int | float):
        return False
    return infer_unit(parse(condition.signal), scope) == "s"


def _adjustable(check: Check, number: Movable, spec: ExerciseSpec) -> Adjustable:
    step = _step(number.raised, number.unit)
    low, high = number.default_bounds()
    low, high = check.adjust or (_round(math.ceil, low, step), _round(math.floor, high, step))
    signal = spec.signals.get(check.signal or "")
    return Adjustable(
        check.id, check.say, number.edge, number.unit, number.raised,
        min(low, number.raised), max(high, number.raised), step,
        signal.plus_means if signal else "",
    )  # fmt: skip


def _edge(test: Edge | Condition) -> OverUnder:
    return "over" if test.over is not None else "under"


def _with(test: _Test, limit: float) -> _Test:
    return test.model_copy(update={"over" if test.over is not None else "under": limit})


def _step(shipped: float, unit: Unit) -> float:
    """The largest usual step that the shipped limit is a whole number of."""
    steps = _STEPS.get(unit, _FINE_STEPS)
    whole = (step for step in steps if math.isclose(shipped / step, round(shipped / step)))
    return next(whole, steps[-1])


def _round(how: Callable[[float], int], value: float, step: float) -> float:
    return round(how(round(value / step, 6)) * step, 6)
