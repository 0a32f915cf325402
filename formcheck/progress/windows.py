"""Then and now: the first and the last sessions of the time that is looked at. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from statistics import median
from typing import TypeVar

LOOKED_BACK_DAYS = 84
"""Then is never longer ago than twelve weeks: an old figure says little of now."""
IN_A_WINDOW = 3
"""So many sessions are then, so many are now: one good or bad day is no change."""

_Point = TypeVar("_Point")


def then_and_now(
    points: Sequence[_Point],
    day: Callable[[_Point], date],
    value: Callable[[_Point], float],
    today: date,
) -> tuple[float, float, date] | None:
    """Median of the first and of the last `IN_A_WINDOW` points, and the first one's day.

    None: fewer than two windows of points within `LOOKED_BACK_DAYS`.
    """
    recent = [one for one in points if (today - day(one)).days <= LOOKED_BACK_DAYS]
    if len(recent) < 2 * IN_A_WINDOW:
        return None
    first, last = recent[:IN_A_WINDOW], recent[-IN_A_WINDOW:]
    return middle(map(value, first)), middle(map(value, last)), day(first[0])


def middle(values: Iterable[float]) -> float:
    """The median as a float."""
    return float(median(values))
