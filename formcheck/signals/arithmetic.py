"""Sums, choices and curves of measurements, of which some may be missing."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

import numpy as np

from formcheck.signals.measure import Measure, NotKnownYet, NotMeasured

Template = tuple[tuple[float, ...], tuple[float, ...]]
"""A learnt curve: increasing positions and the value at each."""


FEWEST_PACES = 3


def interpolate(curve: Template, at: float) -> float:
    """The value of a curve at a position; outside it, that of its nearer end."""
    return float(np.interp(at, *curve))


def arithmetic(op: str, left: Measure, right: Measure) -> Measure:
    """Two measurements added, subtracted, multiplied or divided; a missing one tells why."""
    if isinstance(left, NotMeasured):
        return left
    if isinstance(right, NotMeasured):
        return right
    if op == "/":
        return left / right if abs(right) > 1e-9 else NotMeasured("division by zero")
    return left + right if op == "+" else left - right if op == "-" else left * right


def combine(word: str, values: list[Measure]) -> Measure:
    """`min`, `max`, `mean` or `abs` of some measurements."""
    numbers = [value for value in values if not isinstance(value, NotMeasured)]
    if word in ("min", "max") and numbers:
        # A limit such as min(25, own + 8) is 25 while the own range is not known.
        values = [value for value in values if not isinstance(value, NotKnownYet)]
    if len(numbers) < len(values):
        return next(value for value in values if isinstance(value, NotMeasured))
    if word == "abs":
        return abs(numbers[0])
    return (
        {"min": min, "max": max}[word](numbers) if word != "mean" else sum(numbers) / len(numbers)
    )


def pace_spread(durations: Iterable[float], running_s: float | None) -> Measure:
    """Standard deviation over mean of repetitions' durations; `running_s` is one just finished."""
    all_s = [*durations, *([] if running_s is None else [running_s])]
    if len(all_s) < FEWEST_PACES:
        return NotMeasured("too few repetitions to tell the pace")
    return statistics.pstdev(all_s) / statistics.fmean(all_s)
