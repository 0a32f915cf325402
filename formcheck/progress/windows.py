"""Then and now: the first and the last sessions of the time that is looked at. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate
from statistics import median
from typing import TypeVar

LOOKED_BACK_DAYS = 84
"""Then is never longer ago than twelve weeks: an old figure says little of now."""
IN_A_WINDOW = 3
"""So many sessions at least are then, so many are now: one good or bad day is no change."""

_Point = TypeVar("_Point")


def then_and_now(
    points: Sequence[_Point],
    day: Callable[[_Point], date],
    value: Callable[[_Point], float],
    today: date,
    *,
    weight: Callable[[_Point], int] = lambda _: 1,
    at_least: int = IN_A_WINDOW,
) -> tuple[float, float, date] | None:
    """Median of the first and of the last points, and the first one's day.

    Args:
        points: one for each session, in order.
        day, value: of a point.
        today: the person's own day.
        weight: how much a point says, such as its repetitions.
        at_least: each window grows beyond `IN_A_WINDOW` points until its weight is this.

    Returns:
        None: fewer than two windows of points within `LOOKED_BACK_DAYS`.
    """
    recent = [one for one in points if within(day(one), today)]
    first = _length([weight(one) for one in recent], at_least)
    last = _length([weight(one) for one in reversed(recent)], at_least)
    if first is None or last is None or first + last > len(recent):
        return None
    then, now = recent[:first], recent[-last:]
    return middle(map(value, then)), middle(map(value, now)), day(then[0])


def within(day: date, today: date) -> bool:
    """Whether a day is not too long ago to be compared with now."""
    return (today - day).days <= LOOKED_BACK_DAYS


def middle(values: Iterable[float]) -> float:
    """The median as a float."""
    return float(median(values))


def _length(weights: Sequence[int], at_least: int) -> int | None:
    """How many of the first points are a window; None: too few."""
    for count, total in enumerate(accumulate(weights), 1):
        if count >= IN_A_WINDOW and total >= at_least:
            return count
    return None
