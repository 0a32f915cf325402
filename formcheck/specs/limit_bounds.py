"""Which limits of an exercise a person may change, how far, and what moves along with them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeVar

from formcheck.specs.expression import parse
from formcheck.specs.rules.hysteresis import SMALLEST_GAP
from formcheck.specs.rules.limits import LARGEST
from formcheck.specs.schema import Check, Edge, ExerciseSpec, Worse
from formcheck.specs.units import infer_unit, scope_of
from formcheck.specs.vocabulary import Unit

LEAST, MOST = 0.5, 2.0
"""Without `adjust`, a limit moves between half and twice its shipped size."""
_DEGREES_IN_WHOLE_STEPS = 5.0
"""Limits of fewer degrees than this move in half degrees."""

OverUnder = Literal["over", "under"]
_Edge = TypeVar("_Edge", Edge, Worse)


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
class _Numbers:
    """The plain-number limits of a check."""

    edge: OverUnder
    raised: float
    cleared: float
    worse: float | None

    def at(self, raised: float) -> _Numbers:
        """Clear and worse for another raise: in proportion; from zero, by the same distance."""
        if self.raised == 0:
            return _Numbers(self.edge, raised, self.cleared + raised, _plus(self.worse, raised))
        share = raised / self.raised
        worse = None if self.worse is None else self.worse * share
        return _Numbers(self.edge, raised, self.cleared * share, worse)


def adjustable(spec: ExerciseSpec) -> tuple[Adjustable, ...]:
    """The limits of a shipped exercise that may be changed, in the order of its checks.

    These are the checks whose raise limit is a plain number. Bounds are the check's own `adjust`,
    else half to twice the shipped limit, as far as no limit leaves what its unit allows.
    """
    return tuple(found for check in spec.checks if (found := _adjustable(check, spec)))


def moved(check: Check, raised: float) -> Check:
    """The check with another raise limit; clear and worse move along.

    Raises:
        ValueError: the check has no plain-number raise limit.
    """
    numbers = _numbers(check)
    if numbers is None or check.raise_ is None or check.clear is None:
        raise ValueError(f"the limit of {check.id} cannot be changed")
    new = numbers.at(raised)
    update: dict[str, Edge | Worse] = {
        "raise_": _with(check.raise_, new.raised),
        "clear": _with(check.clear, new.cleared),
    }
    if check.worse is not None and new.worse is not None:
        update["worse"] = _with(check.worse, new.worse)
    return check.model_copy(update=update)


def sound_bounds(check: Check, unit: Unit) -> tuple[float, float] | None:
    """How far the raise limit can move at all: no limit may leave what its unit allows.

    None: the check has no plain-number raise limit.
    """
    numbers = _numbers(check)
    if numbers is None:
        return None
    most = LARGEST[unit]
    others = [numbers.cleared, *([] if numbers.worse is None else [numbers.worse])]
    if numbers.raised == 0:
        room = min(abs(numbers.cleared) / SMALLEST_GAP, most - max(map(abs, others)))
        return -room, room
    share = most / max(abs(numbers.raised), *map(abs, others))
    ends = (0.0, numbers.raised * share)
    return min(ends), max(ends)


def default_bounds(check: Check, unit: Unit) -> tuple[float, float] | None:
    """The bounds where a check has no `adjust` (None as :func:`sound_bounds`)."""
    numbers, sound = _numbers(check), sound_bounds(check, unit)
    if numbers is None or sound is None:
        return None
    if numbers.raised == 0:  # nothing to halve or double: as far as from raise to clear
        ends = (-abs(numbers.cleared), abs(numbers.cleared))
    else:
        ends = (LEAST * numbers.raised, MOST * numbers.raised)
    return max(min(ends), sound[0]), min(max(ends), sound[1])


def unit_of(check: Check, spec: ExerciseSpec) -> Unit | None:
    """The unit of a check's signal (None for a check without one)."""
    return infer_unit(parse(check.signal), scope_of(spec)) if check.signal else None


def _adjustable(check: Check, spec: ExerciseSpec) -> Adjustable | None:
    numbers, unit = _numbers(check), unit_of(check, spec)
    bounds = default_bounds(check, unit) if unit else None
    if numbers is None or unit is None or bounds is None:
        return None
    step = _step(numbers.raised, unit)
    low, high = check.adjust or (_up(bounds[0], step), _down(bounds[1], step))
    signal = spec.signals.get(check.signal or "")
    return Adjustable(
        check.id, check.say, numbers.edge, unit, numbers.raised,
        min(low, numbers.raised), max(high, numbers.raised), step,
        signal.plus_means if signal else "",
    )  # fmt: skip


def _numbers(check: Check) -> _Numbers | None:
    """The limits of a check, if all of them are plain numbers."""
    if check.raise_ is None or check.clear is None:
        return None
    over = check.raise_.over is not None
    limits = [edge.over if edge.over is not None else edge.under for edge in _edges(check)]
    if not all(isinstance(limit, int | float) for limit in limits):
        return None
    raised, cleared, *worse = (float(limit) for limit in limits if limit is not None)
    return _Numbers("over" if over else "under", raised, cleared, worse[0] if worse else None)


def _edges(check: Check) -> list[Edge | Worse]:
    return [edge for edge in (check.raise_, check.clear, check.worse) if edge is not None]


def _with(edge: _Edge, limit: float) -> _Edge:
    return edge.model_copy(update={"over" if edge.over is not None else "under": limit})


def _plus(value: float | None, by: float) -> float | None:
    return None if value is None else value + by


def _step(shipped: float, unit: Unit) -> float:
    if unit in ("deg", "deg_s", "count"):
        return 0.5 if unit == "deg" and abs(shipped) < _DEGREES_IN_WHOLE_STEPS else 1.0
    return 0.1 if unit == "s" else 0.01


def _up(value: float, step: float) -> float:
    return round(math.ceil(round(value / step, 6)) * step, 6)


def _down(value: float, step: float) -> float:
    return round(math.floor(round(value / step, 6)) * step, 6)
